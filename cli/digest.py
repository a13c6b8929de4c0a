"""``mujaz digest``: the day, its stories ordered, each told once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import options as o
from .archive import opened
from .batch import Batch
from .brief import PAPER, save
from .console import render, show, write
from .groups import Making, Writing, spread
from .run import Run

if TYPE_CHECKING:
    from ..briefs.bidi import Rtl
    from ..briefs.types import Brief, Digest


@spread
def digest(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE...]", help="Files, folders, globs, URLs, or -; without any, the archive."),
    ] = None,
    date: Annotated[str | None, typer.Option("--date", help="The day: YYYY-MM-DD, today or yesterday.")] = None,
    start: Annotated[str | None, typer.Option("--from", help="First day of a window.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="Last day of a window.")] = None,
    timezone: o.TimezoneOption = None,
    outlet: Annotated[list[str] | None, typer.Option("--outlet", help="Only this outlet; may be repeated.")] = None,
    top: Annotated[int | None, typer.Option("--top", min=1, help="Only the weightiest stories.")] = None,
    undated: Annotated[
        o.Undated, typer.Option("--undated", help="Whether pages without a date are listed apart or left out.")
    ] = o.Undated.keep,
    writing: Writing = Writing(),
    making: Making = Making(),
    year: o.YearOption = None,
    archive: o.ArchiveOption = None,
    allow_private: o.AllowPrivateOption = False,
    max_bytes: o.MaxBytesOption = None,
    limit: o.LimitOption = None,
) -> None:
    """Brief a day: its articles grouped into stories, weightiest first, the undated apart."""
    from ..briefs.digest import digest as make_digest
    from ..briefs.digest import from_outlets
    from ..briefs.window import window
    from ..errors import MujazError
    from .chain import open_briefer

    chosen = writing.chosen(terminal=sys.stdout.isatty())
    outlets = outlet or []
    try:
        asked = window(date, start, end, timezone)
    except MujazError as error:
        raise typer.BadParameter(str(error)) from error
    wanted = {"in", "unknown"} if undated is o.Undated.keep else {"in"}
    batch = Batch()
    briefs: list[Brief] = []
    if not sources:
        with opened(archive) as store:
            first, last = (str(day) if day else None for day in (asked.start, asked.end))
            briefs = store.briefs(start=first, end=last, undated=undated is o.Undated.keep)
    articles = [
        article
        for article in batch.articles(
            sources or [], year=year, allow_private=allow_private, max_bytes=max_bytes, limits=limit
        )
        if asked.place(article.date) in wanted and (not outlets or from_outlets(article, outlets))
    ]
    if articles:
        briefer = open_briefer(making)
        run = Run("digest", briefer, archive, batch, len(articles))
        briefs = list(run.briefs(articles))
        run.sum_up()
    made = make_digest(
        briefs, date=date, start=start, end=end, timezone=timezone, outlets=outlets, top=top, undated=undated.value
    )
    put_digest(made, chosen, writing.output, o.chosen_rtl(writing.rtl))
    batch.close()


def put_digest(made: Digest, chosen: o.Format, output: Path | None, rtl: Rtl) -> None:
    """The digest to the file, or to stdout."""
    if output:
        save(output, digest_text(made, chosen))
    elif chosen is o.Format.table:
        from ..briefs.table import digest_table

        show(digest_table(made, rtl))
    else:
        write(digest_text(made, chosen))


def digest_text(made: Digest, chosen: o.Format) -> str:
    if chosen is o.Format.json:
        from ..briefs.serialize import digest_dict, dump

        return dump(digest_dict(made)) + "\n"
    if chosen is o.Format.html:
        from ..briefs.html import digest_html

        return digest_html(made)
    if chosen is o.Format.markdown:
        from ..briefs.markdown import digest_markdown

        return digest_markdown(made)
    from ..briefs.table import digest_table

    return render(digest_table(made), PAPER)
