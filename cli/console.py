"""stdout for results, stderr for everything else."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
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
    """A bar on stderr over ``total`` articles or other things; nothing when there is only one or stderr is no terminal.

    The first Ctrl-C lets the one under way finish and then ends the run, with ``stopped_after`` set; a second one aborts.
    """

    def __init__(self, total: int, thing: str = "article") -> None:
        self._bar = None
        self._total = total
        self._thing = thing
        self._asked = False
        self._breakable = False
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
        with self._bar or nullcontext(), self._interrupts():
            for count, item in enumerate(items, 1):
                if self._bar:
                    self._bar.advance(self._task)
                yield item
                if self._asked and count < self._total:
                    self.stopped_after = count
                    return

    def unbroken(self, work: Callable[[], T]) -> T | None:
        """What ``work`` gives; None where the first Ctrl-C has come, before it or in the midst of it."""
        self._breakable = True
        try:
            return None if self._asked else work()
        except _Broken:
            return None
        finally:
            self._breakable = False

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
    def _interrupts(self) -> Iterator[None]:
        """The first Ctrl-C is noted, and breaks off work that can be broken off; after it, Ctrl-C is what it was before."""
        before = signal.getsignal(signal.SIGINT)

        def ask(number: int, frame: object) -> None:
            signal.signal(signal.SIGINT, before)
            self._asked = True
            complain(f"finishing the {self._thing} under way; Ctrl-C again to abort")
            if self._breakable:
                raise _Broken

        try:
            signal.signal(signal.SIGINT, ask)
        except ValueError:  # not the main thread: Ctrl-C is not ours to take
            yield
            return
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)


class _Broken(BaseException):
    """Raised by Ctrl-C into work that can be broken off; nothing that catches exceptions may take it for a failure."""
