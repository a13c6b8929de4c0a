"""Ctrl-C, and the line on stderr."""

from __future__ import annotations

import os
import signal

import pytest
from mujaz.cli.console import Progress, complain


def test_the_first_interrupt_finishes_what_is_under_way(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(5)
    seen = []
    for number in progress.over(range(5)):
        if number == 1:
            os.kill(os.getpid(), signal.SIGINT)
        seen.append(number)
    assert seen == [0, 1] and progress.stopped_after == 2
    assert "Ctrl-C again to abort" in capsys.readouterr().err


def test_a_second_interrupt_aborts() -> None:
    with pytest.raises(KeyboardInterrupt):
        for _ in Progress(5).over(range(5)):
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_complaint_is_one_line_whatever_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    complain("page [/red].txt: bad\nsecond line")
    out, err = capsys.readouterr()
    assert out == "" and err == "mujaz: page [/red].txt: bad second line\n"
