"""Ctrl-C, and the line on stderr."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest
from mujaz.cli.batch import Batch
from mujaz.cli.console import Progress, complain
from mujaz.cli.run import Run


def test_the_first_interrupt_finishes_what_is_under_way(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(5)
    seen = []
    for number in progress.over(range(5)):
        if number == 1:
            signal.raise_signal(signal.SIGINT)
        seen.append(number)
    assert seen == [0, 1] and progress.stopped_after == 2
    assert "Ctrl-C again to abort" in capsys.readouterr().err


def test_a_second_interrupt_aborts() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a background shell has it ignored
    try:
        _interrupt_twice()
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


def _interrupt_twice() -> None:
    with pytest.raises(KeyboardInterrupt):
        for _ in Progress(5).over(range(5)):
            signal.raise_signal(signal.SIGINT)
            while signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
                time.sleep(0.001)  # two that come before the first is seen are one
            signal.raise_signal(signal.SIGINT)


def test_a_complaint_is_one_line_whatever_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    complain("page [/red].txt: bad\nsecond line")
    out, err = capsys.readouterr()
    assert out == "" and err == "mujaz: page [/red].txt: bad second line\n"


def test_an_interrupt_breaks_off_what_can_be_broken_off() -> None:
    progress = Progress(5)
    made: list[object] = []

    def items() -> Iterator[int]:
        yield 0
        made.append(progress.unbroken(lambda: "whole"))
        made.append(progress.unbroken(lambda: [signal.raise_signal(signal.SIGINT), *range(10**7)]))
        made.append(progress.unbroken(lambda: "too late"))
        yield from (1, 2, 3, 4)

    assert list(progress.over(items())) == [0, 1] and progress.stopped_after == 2
    assert made == ["whole", None, None]


class Maker:
    """Takes articles by eight, and is interrupted while it works on the ``wanted``-th batch."""

    batch = 8

    def __init__(self, wanted: int) -> None:
        self.given: list[list[int]] = []
        self._wanted = wanted

    def key(self, article: int) -> str:
        return str(article)

    def briefs(self, articles: Iterable[int]) -> Iterator[SimpleNamespace]:
        self.given.append(list(articles))
        for article in self.given[-1]:
            if len(self.given) == self._wanted:
                signal.raise_signal(signal.SIGINT)
            yield SimpleNamespace(number=article, sentences=())


def test_a_run_finishes_the_article_under_way_and_not_its_batch(capsys: pytest.CaptureFixture[str]) -> None:
    maker, batch = Maker(wanted=2), Batch()
    run = Run("brief", cast(Any, maker), None, batch, 20)
    assert [b.number for b in cast(Any, run.briefs(cast(Any, range(20))))] == list(range(9))
    assert maker.given == [[*range(8)], [*range(8, 16)], [8]]
    assert batch.failed == 1 and "stopped after 9 of 20 articles; with --archive" in capsys.readouterr().err
