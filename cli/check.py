"""``mujaz check``: what an English translation lost of its Arabic, whoever made it. No model is loaded."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import options as o
from .console import complain, show, write

if TYPE_CHECKING:
    from ..checks.types import Flag


def check(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE.tsv]", help="Lines of Arabic<TAB>English.")] = None,
    tsv: Annotated[bool, typer.Option("--tsv", help="Read stdin; one JSON list of flags for every line.")] = False,
    as_json: o.JsonOption = False,
) -> None:
    """Check a translation made anywhere: numbers, names, dates, negation, loops."""
    from ..briefs.serialize import dump
    from ..briefs.wording import SIGNS, flag_line
    from ..checks import check_pair

    if tsv == (file is not None):
        raise typer.BadParameter("give FILE.tsv, or --tsv with lines on standard input")
    counted: list[Flag] = []
    flawed = 0
    for number, (arabic, english) in enumerate(_pairs(file), 1):
        flags = check_pair(arabic, english) if arabic or english else ()
        if tsv or as_json:
            write(dump([asdict(f) for f in flags]) + "\n")
        elif flags:
            from rich.console import Group
            from rich.text import Text

            show(Group(Text(f"{number}: {english}"), *(Text(f"   {SIGNS[f.severity]} {f.message}") for f in flags)))
        counted += flags
        flawed += any(f.severity == "error" for f in flags)
    if not tsv:
        complain(f"{file}: {flag_line(counted)}")
        if flawed:
            raise typer.Exit(1)


def _pairs(file: Path | None) -> Iterator[tuple[str, str]]:
    """The first two columns of every line, cleaned of what a terminal would act on."""
    from ..articles.text import clean_text

    for raw in sys.stdin.buffer if file is None else _file_lines(file):
        columns = raw.decode("utf-8-sig", "replace").rstrip("\r\n").split("\t")
        yield clean_text(columns[0]).strip(), clean_text(columns[1]).strip() if len(columns) > 1 else ""


def _file_lines(file: Path) -> list[bytes]:
    from ..errors import MujazError

    try:
        return file.read_bytes().splitlines()
    except OSError as error:
        raise MujazError(
            str(file), error.strerror or "cannot be read", "give a TSV file of Arabic and English"
        ) from error
