"""stdout for results, stderr for everything else."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from threading import Event
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.console import RenderableType

T = TypeVar("T")

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # what a terminal would act on


def complain(problem: object) -> None:
    """One line on stderr, whatever stands in it."""
    line = " ".join(_CONTROLS.sub(" ", str(problem)).split())
    print(f"mujaz: {line}", file=sys.stderr, flush=True)  # noqa: T201


def write(text: str) -> None:
    """Text on stdout as it stands."""
    sys.stdout.write(text)
    sys.stdout.flush()


def show(renderable: RenderableType) -> None:
    from rich.console import Console

    Console(highlight=False).print(renderable)


def render(renderable: RenderableType, width: int) -> str:
    """The renderable as plain text, ``width`` columns wide."""
    from rich.console import Console

    console = Console(width=width, color_system=None, force_terminal=False, highlight=False, file=sys.stderr)
    with console.capture() as capture:
        console.print(renderable)
    return capture.get()


class Progress:
    """A bar on stderr over ``total`` articles; nothing when there is only one or stderr is no terminal.

    The first Ctrl-C lets the work under way finish and then ends the run, with ``stopped_after`` set; a second one aborts.
    """

    def __init__(self, total: int) -> None:
        self._bar = None
        self._total = total
        self.stopped_after: int | None = None
        if total > 1 and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            self._bar = Bar(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._bar.add_task("briefing", total=total)

    def over(self, items: Iterable[T]) -> Iterator[T]:
        """The items, counted as they come."""
        with self._bar or nullcontext(), _interrupts() as interrupted:
            for count, item in enumerate(items, 1):
                if self._bar:
                    self._bar.advance(self._task)
                yield item
                if interrupted.is_set() and count < self._total:
                    self.stopped_after = count
                    return

    @contextmanager
    def aside(self) -> Iterator[None]:
        """The bar out of the way while something is printed."""
        if self._bar is None:
            yield
            return
        self._bar.stop()
        try:
            yield
        finally:
            self._bar.start()


@contextmanager
def _interrupts() -> Iterator[Event]:
    """An event that the first Ctrl-C sets; after it, Ctrl-C is what it was before."""
    asked = Event()
    before = signal.getsignal(signal.SIGINT)

    def ask(number: int, frame: object) -> None:
        signal.signal(signal.SIGINT, before)
        complain("finishing the work under way; Ctrl-C again to abort")
        asked.set()

    try:
        signal.signal(signal.SIGINT, ask)
    except ValueError:  # not the main thread: Ctrl-C is not ours to take
        yield asked
        return
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)
