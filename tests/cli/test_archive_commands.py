"""`mujaz archive`: over an archive filled by hand, no model loaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mujaz.articles.types import PageDate, Source
from mujaz.briefs.archive import Archive
from mujaz.briefs.types import Brief, BriefArticle, BriefSentence
from mujaz.cli.app import app
from mujaz.models.types import ModelInfo
from typer.testing import CliRunner


def brief(number: int, day: str, outlet: str, ar: str, en: str) -> Brief:
    info = ModelInfo("toy", "1", "0" * 64)
    return Brief(
        key=f"sha256:{number:064x}",
        source=Source(f"{number}.txt", f"{number:064x}", "text/plain", "utf-8"),
        article=BriefArticle(f"خبر {ar}", outlet, None, None, "ar", 9, (ar,), PageDate(day, "day", "header", day)),
        title_en=f"News {number}",
        sentences=(BriefSentence(ar, en, (0,), True),),
        flags=(),
        models={"summarizer": info, "translator": info},
        mujaz="0.1.0",
    )


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "archive.sqlite"
    monkeypatch.setenv("MUJAZ_ARCHIVE", str(path))
    with Archive(path) as store:
        store.put_all(
            [
                brief(0x1A, "2026-03-13", "الضاد", "فيضان في الشمال.", "A flood in the north."),
                brief(0x2B, "2026-03-14", "أطلس", "إضراب القطارات انتهى.", "The rail strike is over."),
                brief(0x3C, "2026-03-14", "الضاد", "ارتفاع أسعار القمح.", "Wheat prices rise."),
            ]
        )
    return path


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["archive", *arguments])
    assert result.exit_code == code, (result.output, result.exception)
    return result.stdout


def keys(out: str) -> list[int]:
    return [int(json.loads(line)["key"].removeprefix("sha256:"), 16) for line in out.splitlines()]


def test_list_by_day_and_outlet(archive: Path) -> None:
    assert keys(run("ls", "--json")) == [0x1A, 0x2B, 0x3C]
    assert keys(run("ls", "--date", "2026-03-14", "--json")) == [0x2B, 0x3C]
    assert keys(run("ls", "--date", "2026-03-14", "--outlet", "الضاد", "--json")) == [0x3C]
    assert "News 43" in run("ls")


def test_search_in_both_languages(archive: Path) -> None:
    assert keys(run("search", "wheat", "--json")) == [0x3C]
    assert keys(run("search", "اضراب", "--json")) == [0x2B], "folded: hamza does not matter"


def test_show_export_prune_import(archive: Path, tmp_path: Path) -> None:
    (shown,) = run("show", f"sha256:{0x2B:064x}", "--json").splitlines()
    assert json.loads(shown)["sentences"][0]["en"] == "The rail strike is over."
    run("export", str(tmp_path / "out"))
    run("prune", "--before", "2026-03-14", "--dry-run")
    assert len(keys(run("ls", "--json"))) == 3
    run("prune", "--before", "2026-03-14")
    assert keys(run("ls", "--json")) == [0x2B, 0x3C]
    run("import", str(tmp_path / "out"))
    assert sorted(keys(run("ls", "--json"))) == [0x1A, 0x2B, 0x3C]
    run("check")
