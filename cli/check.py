"""``mujaz check``: what an English translation lost of its Arabic, whoever made it. No model is loaded."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group
from rich.text import Text

from . import options as o
from .console import complain, show, write


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
    counted = []
    flawed = 0
    for number, line in enumerate(_lines(file), 1):
        arabic, _, english = line.partition("\t")
        flags = check_pair(arabic, english.split("\t", 1)[0]) if line.strip() else ()
        if tsv or as_json:
            write(dump([asdict(f) for f in flags]) + "\n")
        elif flags:
            show(Group(Text(f"{number}: {english}"), *(Text(f"   {SIGNS[f.severity]} {f.message}") for f in flags)))
        counted += flags
        flawed += any(f.severity == "error" for f in flags)
    if not tsv:
        complain(f"{file}: {flag_line(counted)}")
        if flawed:
            raise typer.Exit(1)


def _lines(file: Path | None) -> Iterator[str]:
    from ..articles.text import clean_text
    from ..errors import MujazError

    if file is None:
        stream = sys.stdin.buffer
        for raw in stream:
            yield clean_text(raw.decode("utf-8", "replace").rstrip("\r\n").replace("\t", "\x1f")).replace("\x1f", "\t")
        return
    try:
        raws = file.read_bytes().splitlines()
    except OSError as error:
        raise MujazError(
            str(file), error.strerror or "cannot be read", "give a TSV file of Arabic and English"
        ) from error
    yield from (raw.decode("utf-8-sig", "replace") for raw in raws)
