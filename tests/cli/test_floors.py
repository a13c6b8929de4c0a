"""Floors rise by themselves and sink only with a reason."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from mujaz.cli.app import app
from mujaz.cli.floors import fitting, moved, read_floors, under, written
from mujaz.errors import MujazError
from typer.testing import CliRunner, Result

ROOT = Path(__file__).parents[2]
FLOORS = {"translation": {"chrf": 60.0, "bleu": 35.0}, "summaries": {"rouge1": 30.0}}


def test_a_floor_lies_a_little_below() -> None:
    assert [fitting(s) for s in (63.5, 9.87, 0.985, 100, 0)] == [62.2, 9.67, 0.965, 98.0, 0]
    assert all(fitting(s / 7) < s / 7 for s in range(1, 700))


def test_under_names_what_does_not_hold() -> None:
    assert under({"chrf": 60, "bleu": 35}, {"chrf": 60, "bleu": 34.9}) == {"bleu": 35}
    assert under({"chrf": 60}, {}) == {"chrf": 60}


def test_floors_rise_and_do_not_sink() -> None:
    new = moved(FLOORS, "translation", {"chrf": 70.0, "bleu": 35.1}, raising=True, reason=None)
    assert new == {**FLOORS, "translation": {"chrf": 68.6, "bleu": 35.0}}
    assert moved(FLOORS, "translation", {"chrf": 50.0, "bleu": 35.1}, raising=True, reason=None) == FLOORS


def test_a_reason_lowers_and_stays() -> None:
    new = moved(FLOORS, "translation", {"chrf": 50.0, "bleu": 70.0}, raising=False, reason="smaller model")
    assert new["translation"] == {"chrf": 49.0, "bleu": 35.0}
    (row,) = new["lowered"]
    assert row.items() >= {"floor": "translation.chrf", "from": 60.0, "to": 49.0, "why": "smaller model"}.items()
    assert json.loads(written(new)) == new and written(new).count("\n") == 7


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"translation": 3}', '{"translation": {"chrf": "60"}}'])
def test_a_file_without_floors_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "floors.json").write_text(text)
    with pytest.raises(MujazError, match="has no floors of translation"):
        read_floors(tmp_path / "floors.json", "translation")


def measured(tmp_path: Path, *options: str) -> Result:
    """The real command over one extractive summary, whose ROUGE-1 is 100."""
    page = {"text": "وصل الوزير إلى المدينة صباح الثلاثاء.", "summary": "وصل الوزير إلى المدينة صباح الثلاثاء."}
    (tmp_path / "set.jsonl").write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")
    return CliRunner().invoke(app, ["eval", "summaries", str(tmp_path / "set.jsonl"), "--extractive", *options])


def test_the_command_holds_raises_and_lowers(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    held = ["--floors", str(path)]
    path.write_text('{"summaries": {"rouge1": 30.0}}')
    assert measured(tmp_path, *held).exit_code == 0 and json.loads(path.read_text())["summaries"]["rouge1"] == 30
    raised = measured(tmp_path, *held, "--raise-floors")
    assert raised.exit_code == 0 and "rouge1 98.0" in raised.stderr, raised.output
    assert json.loads(path.read_text()) == {"summaries": {"rouge1": 98.0}}
    path.write_text('{"summaries": {"rouge1": 101.0}}')
    refused = measured(tmp_path, *held, "--raise-floors")
    assert refused.exit_code == 1 and "rouge1 is 100.000, under its floor 101.0" in refused.stderr
    assert json.loads(path.read_text()) == {"summaries": {"rouge1": 101.0}}
    lowered = measured(tmp_path, *held, "--allow-lower", "the set has changed")
    assert lowered.exit_code == 0, lowered.output
    assert json.loads(path.read_text())["summaries"]["rouge1"] == 98.0
    assert json.loads(path.read_text())["lowered"][0]["why"] == "the set has changed"


@pytest.mark.parametrize(
    "options", [["--raise-floors"], ["--allow-lower", "why"], ["--floors", "x", "--allow-lower", " "]]
)
def test_options_that_miss_something(tmp_path: Path, options: list[str]) -> None:
    assert measured(tmp_path, *options).exit_code == 2


@pytest.fixture
def guard(tmp_path: Path) -> ModuleType:
    """benchmarks/floors.py in a repository of its own, with ``FLOORS`` committed."""
    script = tmp_path / "benchmarks/floors.py"
    script.parent.mkdir()
    script.write_bytes((ROOT / "benchmarks/floors.py").read_bytes())
    spec = importlib.util.spec_from_file_location("floors_guard", script)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    git(tmp_path, "init", "-q", "-b", "trunk")
    commit(tmp_path, FLOORS)
    return module


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, floors: object) -> None:
    (folder / "benchmarks/floors.json").write_text(json.dumps(floors))
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "floors")


def test_ci_sees_a_floor_that_sank(guard: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def verdict() -> int:
        done = subprocess.run([sys.executable, guard.__file__ or ""], capture_output=True, text=True, check=False)
        print(done.stdout, done.stderr)
        return done.returncode

    assert verdict() == 0, "nothing to compare with"
    commit(tmp_path, {**FLOORS, "translation": {"chrf": 61.0, "bleu": 35.0}})
    assert verdict() == 0
    commit(tmp_path, FLOORS)
    assert verdict() == 1 and "translation.chrf sank from 61.0 to 60.0" in capsys.readouterr().out
    row = {"date": "2026-12-01", "floor": "translation.chrf", "from": 61.0, "to": 60.0, "why": "a smaller model"}
    git(tmp_path, "reset", "-q", "--hard", "HEAD~1")
    commit(tmp_path, {**FLOORS, "lowered": [row]})
    assert verdict() == 0


@pytest.mark.parametrize(
    "change",
    [
        {"date": "soon"}, {"why": " "}, {"to": 59.0}, {"floor": "translation.bleu"},
    ],
)  # fmt: skip
def test_a_reason_must_be_dated_and_fit(guard: ModuleType, change: dict[str, object]) -> None:
    row = {"date": "2026-12-01", "floor": "translation.chrf", "from": 60.0, "to": 50.0, "why": "a smaller model"}
    new = {"translation": {"chrf": 50.0, "bleu": 35.0}, "summaries": {"rouge1": 30.0}}
    assert guard.sunk(FLOORS, {**new, "lowered": [row]}) == []
    assert guard.sunk(FLOORS, {**new, "lowered": [row | change]})
    assert guard.sunk({**FLOORS, "lowered": [row]}, {**new, "lowered": [row]}), "an old reason excuses nothing new"


def test_a_floor_that_is_gone_sank(guard: ModuleType) -> None:
    assert guard.sunk(FLOORS, {"translation": {"chrf": 60.0, "bleu": 35.0}}) == [
        "summaries.rouge1 sank from 30.0 to None without a dated reason"
    ]
