"""``mujaz daily``: fetch, brief and digest in one line, for cron."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ..errors import PageError
from . import options as o
from .archive import opened
from .batch import Batch
from .chain import open_briefer
from .digest import put_digest
from .feeds import fetch_into
from .groups import Making, spread
from .run import Run


@spread
def daily(
    to: Annotated[
        Path | None,
        typer.Option("--to", help="Write the day's HTML page, the index of days and the Markdown into this folder."),
    ] = None,
    date: Annotated[
        str, typer.Option("--date", help="The day of the digest: YYYY-MM-DD, today or yesterday.")
    ] = "yesterday",
    timezone: o.TimezoneOption = None,
    fetch: Annotated[bool, typer.Option("--fetch/--no-fetch", help="Whether to fetch the feeds first.")] = True,
    format: o.FormatOption = None,
    as_json: o.JsonOption = False,
    making: Making = Making(),
    allow_private: o.AllowPrivateOption = False,
    archive: o.ArchiveOption = None,
) -> None:
    """Fetch the feeds, brief what is new into the archive, and digest a day of it."""
    from ..briefs.digest import digest as make_digest
    from ..briefs.export import export_digest
    from ..briefs.feeds import Feeds
    from ..briefs.html import write_edition
    from ..briefs.window import window

    chosen = o.chosen_format(format, as_json, None, terminal=sys.stdout.isatty())
    batch = Batch()
    with opened(archive) as store:
        known = Feeds(store)
        if fetch:
            fetch_into(known, batch, [], allow_private=allow_private)
        waiting = []
        for item in known.waiting():
            if isinstance(item, PageError):
                batch.fail(item)
            else:
                waiting.append(item)
        if waiting:
            briefer = open_briefer(making)
            run = Run("daily", briefer, store.path, batch, len(waiting))
            for item, _ in zip(waiting, run.briefs([w.article for w in waiting]), strict=False):
                known.done(item)
            run.sum_up()
        day = window(date, timezone=timezone)
        made = make_digest(
            store.briefs(start=str(day.start), end=str(day.end)), date=date, timezone=timezone, undated="skip"
        )
    if to:
        write_edition([made], to)
        export_digest(made, to)
    else:
        put_digest(made, chosen, None, "logical")
    batch.close()
