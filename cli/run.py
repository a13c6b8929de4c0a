"""A run of the chain over articles: through the archive where one is asked for, counted, and summed up at its end."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from .batch import Batch
from .console import Progress

if TYPE_CHECKING:
    from ..articles.types import Article
    from ..briefs.chain import Briefer
    from ..briefs.types import Brief

AGAIN = "they are saved: run the same command again for the rest"
LOST = "with --archive, the next run would go on where this one stopped"


class Run:
    """Briefs of articles, one by one. ``archive`` None keeps nothing."""

    def __init__(self, command: str, briefer: Briefer, archive: Path | None, batch: Batch, total: int) -> None:
        self.progress = Progress(total)
        self._command = command
        self._maker = _Breakable(briefer, self.progress)
        self._archive = archive
        self._batch = batch
        self._total = total
        self._cached = 0
        self._flags: Counter[str] = Counter()
        self._done = 0

    def briefs(self, articles: Sequence[Article]) -> Iterator[Brief]:
        """One brief an article; each is in the archive before it is handed on."""
        yield from self.progress.over(self._counted(articles))
        self._batch.stopped(self.progress.stopped_after, self._total, AGAIN if self._archive else LOST)

    def _counted(self, articles: Sequence[Article]) -> Iterator[Brief]:
        for brief, cached in self._made(articles):
            self._done += 1
            self._cached += cached
            self._flags.update(f.kind for s in brief.sentences for f in s.flags)
            yield brief

    def _made(self, articles: Sequence[Article]) -> Iterator[tuple[Brief, bool]]:
        if self._archive is None:
            yield from ((brief, False) for brief in self._maker.briefs(articles))
            return
        from ..briefs.archive import Archive
        from ..briefs.keeping import kept_briefs

        with Archive(self._archive) as archive, archive.run(self._command) as count:
            for kept in kept_briefs(archive, self._maker, articles, run=count.id):
                count.done += not kept.cached
                count.cached += kept.cached
                count.failed = self._batch.failed
                yield kept.brief, kept.cached

    def sum_up(self) -> None:
        """The run in a small table on stderr, where stderr is a terminal and there was more than one article."""
        if self._total + self._batch.failed < 2 or not sys.stderr.isatty():
            return
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, show_header=False)
        table.add_row("done", str(self._done - self._cached))
        table.add_row("cached", str(self._cached))
        table.add_row("failed", str(self._batch.failed))
        flags = ", ".join(f"{kind} {count}" for kind, count in self._flags.most_common()) or "none"
        table.add_row("flags", Text(flags))
        Console(stderr=True).print(table)


class _Breakable:
    """A briefer whose articles that go through the models together are broken off by Ctrl-C; the first of them is then made alone.

    It makes no more after that: fewer briefs than articles.
    """

    def __init__(self, briefer: Briefer, progress: Progress) -> None:
        self._briefer = briefer
        self._progress = progress
        self.batch = briefer.batch
        self.key = briefer.key

    def briefs(self, articles: Iterable[Article]) -> Iterator[Brief]:
        stream = iter(articles)
        while some := list(islice(stream, self.batch)):
            made = self._progress.unbroken(partial(_all, self._briefer, some))
            yield from self._briefer.briefs(some[:1]) if made is None else made
            if made is None:
                return


def _all(briefer: Briefer, articles: Sequence[Article]) -> list[Brief]:
    return list(briefer.briefs(articles))
