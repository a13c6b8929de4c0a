"""Settings: flag > environment > mujaz.toml > user file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from mujaz.cli import main
from mujaz.cli.app import app
from mujaz.cli.glossary import read_glossary
from mujaz.cli.settings import SettingsError, load_settings
from mujaz.errors import MujazError
from typer.testing import CliRunner


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home, project = tmp_path / "home", tmp_path / "project"
    home.mkdir()
    project.mkdir()
    monkeypatch.setenv("MUJAZ_HOME", str(home))
    monkeypatch.chdir(project)
    return tmp_path


def shown() -> dict[str, dict[str, object]]:
    result = CliRunner().invoke(app, ["config", "show", "--json"])
    assert result.exit_code == 0, result.output
    return {row["name"]: row for row in map(json.loads, result.stdout.splitlines())}


def test_each_value_says_where_it_comes_from(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folders / "home/config.toml").write_text('device = "cpu"\nsentences = 2\nstrict = true\n')
    (folders / "project/mujaz.toml").write_text("sentences = 4\n")
    monkeypatch.setenv("MUJAZ_STRICT", "0")
    rows = shown()
    assert rows["device"] == {"name": "device", "value": "cpu", "origin": str(folders / "home/config.toml")}
    assert rows["sentences"] == {"name": "sentences", "value": 4, "origin": str(folders / "project/mujaz.toml")}
    assert rows["strict"] == {"name": "strict", "value": "0", "origin": "MUJAZ_STRICT"}
    assert rows["compute"]["origin"] == "default"


@pytest.mark.parametrize(
    ("toml", "cause"),
    [
        ("sentnces = 3", "unknown setting 'sentnces'"),
        ('sentences = "3"', "must be a int"),
        ("a = ", "cannot be read as TOML"),
        ("names = 3", r"\[names\] is no table"),
        ("limits = 3", r"\[limits\] is no table"),
        ("[limits]\nwidth = 3", r"\[limits\]: no limit is named 'width'; there are characters, paragraphs, links"),
        ("[limits]\npage_bytes = 3", r"\[limits\]: no limit is named 'page_bytes'"),
        ('[limits]\nlinks = "many"', r"\[limits\]: links is 'many'; it must be a number"),
        ("[limits]\nlinks = true", r"\[limits\]: links is True; it must be a number"),
        ("[limits]\nlinks = 1.5", r"\[limits\]: '1.5' is no number; write it as links=500"),
        ("[limits]\nseconds = inf", r"\[limits\]: seconds cannot be inf"),
    ],
)
def test_a_wrong_file_is_told_in_a_line(folders: Path, toml: str, cause: str) -> None:
    (folders / "project/mujaz.toml").write_text(toml)
    with pytest.raises(SettingsError, match=cause) as caught:
        load_settings()
    assert "mujaz.toml" in str(caught.value) and "\n" not in str(caught.value)


def test_a_wrong_file_ends_the_program_as_wrong_usage_does(
    folders: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folders / "project/mujaz.toml").write_text("[limits]\nwidth = 3\n")
    monkeypatch.setattr("sys.argv", ["mujaz", "config", "show"])
    with pytest.raises(SystemExit) as left:
        main()
    told = capsys.readouterr()
    assert left.value.code == 2 and told.out == ""
    assert "no limit is named 'width'" in told.err and len(told.err.splitlines()) == 1


def test_limits_of_the_project_stand_over_the_users_and_are_shown(folders: Path) -> None:
    (folders / "home/config.toml").write_text("[limits]\nlinks = 20\nseconds = 5\n")
    (folders / "project/mujaz.toml").write_text("[limits]\nlinks = 2000\nseconds = 7.5\n")
    rows = shown()
    assert rows["limits.links"] == {
        "name": "limits.links",
        "value": 2000,
        "origin": str(folders / "project/mujaz.toml"),
    }
    assert rows["limits.seconds"]["value"] == 7.5
    assert rows["limits.nesting"] == {"name": "limits.nesting", "value": 200, "origin": "default"}
    assert load_settings().reading() == {"links": 2000, "seconds": 7.5}


def test_glossary_files_win_over_names(folders: Path) -> None:
    (folders / "project/mujaz.toml").write_text('[names]\n"الرياض" = "Riad"\n"جدة" = "Jeddah"\n', encoding="utf-8")
    tsv = folders / "names.tsv"
    tsv.write_text("# ours\nالرياض\tRiyadh\tcity\n", encoding="utf-8")
    assert read_glossary([tsv]) == {"الرياض": "Riyadh", "جدة": "Jeddah"}


@pytest.mark.parametrize("content", [b"no tab here", "الرياض\t".encode(), b"\xff\xfe\x00"])
def test_a_bad_glossary_names_its_place(folders: Path, content: bytes) -> None:
    tsv = folders / "names.tsv"
    tsv.write_bytes(content)
    with pytest.raises(MujazError, match=r"names\.tsv"):
        read_glossary([tsv])


def test_environment_is_kept_out_of_these_tests() -> None:
    assert not [
        name
        for name in os.environ
        if name.startswith("MUJAZ_") and name not in ("MUJAZ_HOME", "MUJAZ_DATA", "MUJAZ_THREADS")
    ]
