"""Ctrl-C at a real terminal: the article under way is finished and kept, the next run does the rest."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
PATIENCE = 240.0  # seconds, for machines with much else to do


class Terminal:
    """A shell in tmux, on a server of its own."""

    def __init__(self, folder: Path) -> None:
        self._tmux = ("tmux", "-S", str(folder / "tmux"), "-f", os.devnull)
        self._run("new-session", "-d", "-x", "150", "-y", "50", "env", "PS1=ready ", "sh")

    def _run(self, *arguments: str) -> str:
        return subprocess.run([*self._tmux, *arguments], capture_output=True, text=True, check=True).stdout

    def type(self, line: str) -> None:
        self._run("send-keys", "-l", line)
        self.press("Enter")

    def press(self, key: str) -> None:
        self._run("send-keys", key)

    def wait(self, *texts: str) -> str:
        """The screen, once all the texts stand on it."""
        end = time.monotonic() + PATIENCE
        while not all(text in (screen := self._run("capture-pane", "-p", "-S", "-")) for text in texts):
            assert time.monotonic() < end, f"{texts} did not come:\n{screen}"
            time.sleep(0.1)
        return screen

    def close(self) -> None:
        self._run("kill-server")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    opened = Terminal(tmp_path)
    yield opened
    opened.close()


@pytest.mark.long
def test_ctrl_c_and_go_on(terminal: Terminal, tmp_path: Path) -> None:
    pages = sorted(SAMPLES.glob("*.txt"))[:5]
    words = [sys.executable, "-m", "mujaz", "brief", *map(str, pages), "--extractive", "-n", "1"]
    words += ["--archive", str(tmp_path / "kept.sqlite"), "-o", str(tmp_path / "out.jsonl")]
    terminal.type(f"{shlex.join(words)}; echo code $?")
    terminal.wait("0/5")
    terminal.press("C-c")
    screen = terminal.wait("code 1")
    assert "finishing the article under way; Ctrl-C again to abort" in screen
    assert "stopped after 1 of 5 articles; they are saved: run the same command again for the rest" in screen
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 1
    terminal.type(f"clear; {shlex.join(words)}; echo code $?")
    screen = terminal.wait("code 0")
    rows = dict(line.split(None, 1) for line in screen.splitlines() if line.strip().startswith(("done ", "cached ")))
    assert {name: value.strip() for name, value in rows.items()} == {"done": "4", "cached": "1"}
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 5
