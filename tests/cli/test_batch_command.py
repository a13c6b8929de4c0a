"""`mujaz batch` as a user types it: its counts, its exit codes, and what it takes over from a run before."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest
from batch_making import POISON, fast_briefer, record, write_records
from mujaz.cli import chain
from mujaz.cli.app import app
from typer.testing import CliRunner

NO_NETWORK = """
import socket, sys
def closed(*args, **kwargs):
    raise AssertionError("a socket was opened")
socket.socket.__init__ = socket.getaddrinfo = socket.create_connection = closed
sys.argv = ["mujaz", *sys.argv[1:]]
from mujaz.cli import main
main()
"""
SHORT = Path(__file__).parents[2] / "samples/exams-iraq-postponed.gold.json"


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The fast briefer in place of the models; what it was asked for."""
    asked: list[object] = []
    monkeypatch.setattr(chain, "open_briefer", lambda making: asked.append(making) or fast_briefer())
    return asked


def run(*arguments: object, code: int = 0) -> str:
    """stderr; nothing may be on stdout."""
    result = CliRunner().invoke(app, ["batch", *map(str, arguments)])
    assert result.exit_code == code, (result.output, result.exception)
    assert result.stdout == ""
    return result.stderr


def test_counts_and_exit_codes(tmp_path: Path, fast: list[object]) -> None:
    source = write_records(tmp_path / "in.jsonl", [record(n) for n in range(5)])
    out = tmp_path / "out"
    assert (
        run(source, "-o", out, "--records", 2, "--sentences", 2) == f"mujaz: {out}: 3 shards (0 were there), 5 briefs\n"
    )
    assert fast[0].sentences == 2  # type: ignore[attr-defined]
    assert "3 shards (3 were there), 5 briefs" in run(source, "-o", out, "--records", 2)


def test_failed_records_are_counted_until_they_are_mended(
    tmp_path: Path, fast: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [record(0), record(1, title=POISON), record(2)]
    source = write_records(tmp_path / "in.jsonl", records)
    out = tmp_path / "out"
    for there in (0, 3):
        told = run(source, "-o", out, "--records", 1, code=1)
        assert f"3 shards ({there} were there), 2 briefs, 1 failed" in told and "errors.jsonl" in told
    monkeypatch.setattr("batch_making.POISON", "another")
    assert "(2 were there), 3 briefs" in run(source, "-o", out, "--records", 1, "--retry-failed")
    assert not list(out.glob("*.errors.jsonl"))


def test_an_input_that_cannot_be_read_is_one_line(tmp_path: Path, fast: list[object]) -> None:
    source = write_records(tmp_path / "in.jsonl", [record(0)])
    first, second = run(tmp_path / "none.jsonl", source, "-o", tmp_path / "out", code=1).splitlines()
    assert (
        first.startswith(f"mujaz: {tmp_path}/none.jsonl: cannot be read")
        and "1 shard (0 were there), 1 brief" in second
    )
    assert len(run(tmp_path / "none.jsonl", "-o", tmp_path / "other", code=1).splitlines()) == 1


def test_usage(tmp_path: Path) -> None:
    source = write_records(tmp_path / "in.jsonl", [record(0)])
    run(source, code=2)
    run("-o", tmp_path / "out", code=2)
    run(source, "-o", tmp_path / "out", "--cluster", "moon", code=2)
    assert "--cluster ray" in run(source, "-o", tmp_path / "out", "--workers", 2, code=2)


def test_ctrl_c_stops_after_the_shard_under_way(tmp_path: Path) -> None:
    source = write_records(tmp_path / "in.jsonl", [record(n) for n in range(400)])
    script = (
        f"import sys, time; sys.path.insert(0, {str(Path(__file__).parents[1])!r})\n"
        "import batch_making\nfrom mujaz.cli import chain, main\n"
        "def slow(self, articles, fast=batch_making.FirstSentence.summarize):\n    time.sleep(0.2); return fast(self, articles)\n"
        "batch_making.FirstSentence.summarize = slow\n"
        "chain.open_briefer = lambda making: batch_making.fast_briefer()\n"
        f"sys.argv = ['mujaz', 'batch', {str(source)!r}, '-o', {str(tmp_path / 'out')!r}, '--records', '4']\nmain()\n"
    )
    run = subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE, text=True, env=os.environ)
    while not list(tmp_path.glob("out/part-*.json")) and run.poll() is None:
        sleep(0.02)
    run.send_signal(signal.SIGINT)
    _, told = run.communicate(timeout=60)
    assert run.returncode == 1, told
    parts = sorted(p.name for p in (tmp_path / "out").iterdir())
    count = len(parts) // 2
    assert 0 < count < 100 and f"stopped after {count} of 100 shards" in told
    assert parts == sorted(f"part-{n:05d}.{end}" for n in range(count) for end in ("json", "jsonl"))


@pytest.mark.long
def test_real_models_give_what_brief_gives_and_open_no_socket(tmp_path: Path) -> None:
    gold = json.loads(SHORT.read_text())
    text = "\n".join(gold["body"])
    records = [
        {"id": "a", "title": gold["title"], "text": text, "date": "2026-03-14"},
        {"text": text, "outlet": "وكالة"},
    ]
    source = write_records(tmp_path / "in.jsonl.gz", records)
    making = ["--extractive", "--beams", "1", "--sentences", "1"]

    def mujaz(*arguments: object) -> str:
        command = [sys.executable, "-c", NO_NETWORK, *map(str, arguments), *making]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert mujaz("batch", source, "-o", tmp_path / "out", "--records", "1") == ""
    shards = [(tmp_path / f"out/part-0000{n}.jsonl").read_text() for n in (0, 1)]
    assert "".join(shards) == mujaz("brief", source, "--json")
