"""``--max-bytes``, ``--limit`` and the sizes that people write."""

from __future__ import annotations

import gzip
from dataclasses import fields
from pathlib import Path

import pytest
from mujaz.articles.limits import Limits
from mujaz.cli.app import app
from mujaz.cli.sizes import asked_limits, parse_size
from typer.testing import CliRunner

SAMPLE = Path(__file__).parents[2] / "samples/agriculture-wheat-price.txt"


@pytest.mark.parametrize(
    ("text", "size"), [("2GB", 2_000_000_000), ("800 mb", 800_000_000), ("1.5GiB", 3 << 29), ("700M", 700_000_000)]
)
def test_sizes(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "2", "GB", "two GB", "-1GB", "2GBB"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(ValueError, match="is no size"):
        parse_size(text)


def test_a_page_over_the_size_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    page = SAMPLE.read_bytes()
    large, packed = tmp_path / "large.txt", tmp_path / "packed.txt.gz"
    large.write_bytes(page + b"\n" * 20_000)
    packed.write_bytes(gzip.compress(page + b"\n" * 20_000))
    result = CliRunner().invoke(app, ["read", str(large), str(packed), str(SAMPLE), "--max-bytes", "20KB"])
    told = result.stderr.splitlines()
    assert result.exit_code == 1 and len(told) == 2
    for line, name in zip(told, ("large.txt", "packed.txt.gz"), strict=True):
        assert name in line and "larger than 20 KB" in line
    assert "2450" in result.stdout


def test_the_size_is_in_force_from_the_environment_and_the_settings_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(app, ["read", str(SAMPLE)]).exit_code == 0
    assert CliRunner().invoke(app, ["read", str(SAMPLE)], env={"MUJAZ_MAX_BYTES": "1KB"}).exit_code == 1
    (tmp_path / "mujaz.toml").write_text('max_bytes = "1KB"\n')
    assert CliRunner().invoke(app, ["read", str(SAMPLE)]).exit_code == 1
    assert CliRunner().invoke(app, ["read", str(SAMPLE), "--max-bytes", "1MB"]).exit_code == 0


@pytest.mark.parametrize("command", ["brief", "read", "names", "summarize", "translate", "stories", "digest"])
def test_what_is_no_size_is_refused_before_anything_is_read(command: str) -> None:
    result = CliRunner().invoke(app, [command, str(SAMPLE), "--max-bytes", "large"])
    assert result.exit_code == 2 and "--max-bytes: 'large' is no size; write it as 500KB or 20MB" in result.stderr
    assert not result.stdout


@pytest.mark.parametrize("name", [field.name for field in fields(Limits) if field.name != "page_bytes"])
def test_every_limit_has_a_flag(name: str) -> None:
    assert getattr(asked_limits(None, [f"{name}=7"]), name) == 7
    assert asked_limits(1000, []) == Limits(page_bytes=1000)


def test_limits_reach_the_reader_and_are_told(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    story = [line for line in SAMPLE.read_text(encoding="utf-8").split("\n") if len(line.split()) > 12]
    links = "".join(f'<a href="/{n}">خبر {n}</a> ' for n in range(40))
    told = "".join(f"<p>{line}</p>" for line in story)
    page.write_text(f"<html><body><div>{told}</div>{links}</body></html>", encoding="utf-8")
    for limit in ("links=10", "elements=30", "paragraphs=2", "characters=100", "nesting=2"):
        shown = CliRunner().invoke(app, ["read", str(page), "--limit", limit]).stdout
        assert f"limit: {limit.split('=')[0]}" in shown.replace("\n", " "), limit


def test_limits_of_the_settings_file_are_in_force_and_a_flag_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mujaz.toml").write_text("[limits]\ncharacters = 900\n")
    read = ["read", str(SAMPLE)]
    assert "limit: characters" in CliRunner().invoke(app, read).stdout.replace("\n", " ")
    assert "limit: characters" not in CliRunner().invoke(app, [*read, "--limit", "characters=90000"]).stdout
    assert "limit: characters" in CliRunner().invoke(app, [*read, "--limit", "links=200"]).stdout.replace("\n", " ")


@pytest.mark.parametrize("limit", ["width=3", "links", "links=many", "page_bytes=3", "seconds=-1", "seconds=nan"])
def test_what_is_no_limit_is_said(limit: str) -> None:
    result = CliRunner().invoke(app, ["read", str(SAMPLE), "--limit", limit])
    assert result.exit_code == 2 and "--limit:" in result.stderr
