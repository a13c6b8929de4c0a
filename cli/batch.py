"""A run over many sources: what cannot be read is told in a line and counted, the rest goes on."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import typer

from ..articles import ReadOptions, read_sources
from ..articles.types import Article
from ..errors import PageError
from .console import complain


class Batch:
    def __init__(self) -> None:
        self.failed = 0

    def articles(
        self,
        sources: Sequence[str],
        *,
        date: str | None = None,
        year: int | None = None,
        allow_private: bool = False,
    ) -> Iterator[Article]:
        """Every article of the sources that can be read. Raises typer.BadParameter for a date that is none."""
        try:
            options = ReadOptions(date=date, year=year)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
        for item in read_sources(sources, options, stdin=sys.stdin.buffer, allow_private=allow_private):
            if isinstance(item, PageError):
                self.fail(item)
            else:
                yield item

    def fail(self, error: object) -> None:
        complain(error)
        self.failed += 1

    def close(self) -> None:
        """End the command with the exit code the run deserves."""
        if self.failed:
            raise typer.Exit(1)
