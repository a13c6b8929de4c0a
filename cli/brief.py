"""``mujaz brief``: pages in, bilingual briefs out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from . import options as o
from .batch import Batch
from .console import Progress, render, show, write
from .groups import Making, Writing, spread
from .run import Run

if TYPE_CHECKING:
    from ..briefs.bidi import Rtl
    from ..briefs.types import Brief

PAPER = 100  # columns of a table that is written to a file


@spread
def brief(
    sources: o.SourcesArgument,
    writing: Writing = Writing(),
    making: Making = Making(),
    date: o.DateOption = None,
    year: o.YearOption = None,
    archive: o.ArchiveOption = None,
    allow_private: o.AllowPrivateOption = False,
    max_bytes: o.MaxBytesOption = None,
    limit: o.LimitOption = None,
) -> None:
    """Brief Arabic pages: a short Arabic summary and its English, sentence by sentence."""
    from .chain import begin_loading, open_briefer

    chosen = writing.chosen(terminal=sys.stdout.isatty())
    batch = Batch()
    if any(source == "-" or Path(source).exists() for source in sources):
        begin_loading(making)
    articles = list(
        batch.articles(sources, date=date, year=year, allow_private=allow_private, max_bytes=max_bytes, limits=limit)
    )
    if articles:
        run = Run("brief", open_briefer(making), archive, batch, len(articles))
        made = run.briefs(articles)
        if writing.output:
            save(writing.output, in_one(list(made), chosen))
        else:
            print_each(made, chosen, run.progress, o.chosen_rtl(writing.rtl))
        run.sum_up()
    batch.close()


def print_each(briefs: Iterable[Brief], chosen: o.Format, progress: Progress, rtl: Rtl) -> None:
    """Each brief on stdout as soon as it is made; HTML, which is one document, at the end."""
    if chosen is o.Format.html:
        write(in_one(list(briefs), chosen))
        return
    for number, one in enumerate(briefs, 1):
        with progress.aside():
            if chosen is o.Format.table:
                from ..briefs.table import briefs_table

                show(briefs_table([one], rtl))
            elif chosen is o.Format.json:
                write("".join(json_lines([one])))
            else:
                from ..briefs.markdown import SEPARATOR, brief_markdown

                write((SEPARATOR if number > 1 else "") + brief_markdown(one, anchor=str(number)) + "\n")


def in_one(briefs: Sequence[Brief], chosen: o.Format) -> str:
    """All briefs as one document."""
    if chosen is o.Format.json:
        return "".join(json_lines(briefs))
    if chosen is o.Format.html:
        from ..briefs.html import briefs_html

        return briefs_html(briefs)
    if chosen is o.Format.table:
        from ..briefs.table import briefs_table

        return render(briefs_table(briefs), PAPER)
    from ..briefs.markdown import briefs_markdown

    return briefs_markdown(briefs)


def json_lines(briefs: Iterable[Brief]) -> Iterator[str]:
    from ..briefs.serialize import brief_dict, dump

    for one in briefs:
        yield dump(brief_dict(one)) + "\n"


def save(path: Path, text: str) -> None:
    """Write a result file atomically. Raises MujazError."""
    from ..briefs.files import write_text

    write_text(path, text)
