"""``mujaz export``: the archive's briefs as a linked folder of Markdown, one file an article."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import options as o
from .archive import DayOption, FromOption, OutletOption, ToOption, opened
from .console import complain


def export(
    to: Annotated[Path, typer.Option("--to", help="The folder to write into.")],
    date: DayOption = None,
    start: FromOption = None,
    end: ToOption = None,
    outlet: OutletOption = None,
    archive: o.ArchiveOption = None,
) -> None:
    """Write briefs of the archive as Markdown, one file an article, and an index that links them."""
    from ..briefs.export import export_markdown

    with opened(archive) as store:
        briefs = store.briefs(date=date, start=start, end=end, outlet=outlet)
    written = export_markdown(briefs, to)
    complain(f"{len(written) - 1} briefs and {written[-1].name} written to {to}")
