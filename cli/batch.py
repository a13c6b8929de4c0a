"""A run over many sources: what cannot be read is told in a line and counted, the rest goes on."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import typer

from ..errors import PageError
from .console import complain
from .sizes import asked_limits, asked_size

if TYPE_CHECKING:
    from ..articles.types import Article


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
        max_bytes: str | None = None,
        limits: Sequence[str] | None = None,
    ) -> Iterator[Article]:
        """Every article of the sources that can be read. ``limits``: as ``links=2000``, over those of the settings. Raises
        typer.BadParameter for a date, size or limit that is none."""
        from ..articles import ReadOptions, read_sources
        from .settings import load_settings

        size = asked_size("--max-bytes", max_bytes, "500KB or 20MB")
        try:
            chosen = asked_limits(size, limits or (), load_settings().reading())
            options = ReadOptions(date=date, year=year, limits=chosen)
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

    def stopped(self, after: int | None, total: int, remedy: str) -> None:
        """Say that a run ended early; ``after`` is None when it did not."""
        if after is not None:
            self.fail(f"stopped after {after} of {total} articles; {remedy}")

    def close(self) -> None:
        """End the command with the exit code the run deserves."""
        if self.failed:
            raise typer.Exit(1)


def jsonl_lines(sources: Sequence[str], batch: Batch) -> Iterator[tuple[str, str]]:
    """Every line of the files, and ``FILE:NUMBER``."""
    for source in sources:
        try:
            with sys.stdin.buffer if source == "-" else _open_bytes(Path(source)) as stream:
                for number, raw in enumerate(stream, 1):
                    if raw.strip():
                        yield f"{source}:{number}", raw.decode("utf-8", "replace")
        except (OSError, EOFError) as error:
            batch.fail(PageError(source, f"cannot be read ({error})", "give JSONL files"))


def _open_bytes(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path)) if path.suffix == ".gz" else path.open("rb")
