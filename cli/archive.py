"""``mujaz archive``: what was briefed before."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import options as o
from .brief import in_one, save
from .console import complain, show, write

if TYPE_CHECKING:
    from ..briefs.archive import Archive, Entry
    from ..briefs.types import Brief

archive = typer.Typer(
    help="List, search and keep what was briefed before.", no_args_is_help=True, rich_markup_mode=None
)
DayOption = Annotated[str | None, typer.Option("--date", help="Only this day, as YYYY-MM-DD.")]
FromOption = Annotated[str | None, typer.Option("--from", help="First day.")]
ToOption = Annotated[str | None, typer.Option("--to", help="Last day.")]
OutletOption = Annotated[str | None, typer.Option("--outlet", help="Only this outlet.")]


@archive.callback()
def _archive() -> None:
    """List, search and keep what was briefed before."""


@contextmanager
def opened(path: Path | None) -> Iterator[Archive]:
    from ..briefs.archive import Archive

    with Archive(path) as archive:
        yield archive


@archive.command("ls")
def list_briefs(
    date: DayOption = None,
    start: FromOption = None,
    end: ToOption = None,
    outlet: OutletOption = None,
    as_json: o.JsonOption = False,
    archive: o.ArchiveOption = None,
) -> None:
    """The briefs of a day, of a window, or all."""
    with opened(archive) as store:
        _list(store.entries(date=date, start=start, end=end, outlet=outlet), as_json=as_json)


@archive.command()
def search(query: list[str], as_json: o.JsonOption = False, archive: o.ArchiveOption = None) -> None:
    """Briefs with all the words, in Arabic or English, best first; "…" for a phrase, -word to leave out."""
    with opened(archive) as store:
        _list(store.search(" ".join(query)), as_json=as_json)


@archive.command("show")
def show_briefs(
    keys: Annotated[
        list[str], typer.Argument(metavar="KEY...", help="Keys as `archive ls` prints them, or their beginnings.")
    ],
    format: o.FormatOption = None,
    as_json: o.JsonOption = False,
    output: o.OutputOption = None,
    archive: o.ArchiveOption = None,
) -> None:
    """Briefs by their keys, in any format."""
    chosen = o.chosen_format(format, as_json, output, terminal=sys.stdout.isatty())
    with opened(archive) as store:
        _put([store.find(key) for key in keys], chosen, output)


@archive.command("export")
def export_archive(folder: Path, archive: o.ArchiveOption = None) -> None:
    """Write every brief as JSONL into a folder."""
    with opened(archive) as store:
        complain(f"{store.export(folder)} briefs written to {folder}")


@archive.command("import")
def import_archive(source: Path, archive: o.ArchiveOption = None) -> None:
    """Take in the JSONL of an export; briefs that are there already change nothing."""
    with opened(archive) as store:
        complain(f"{store.import_(source)} new briefs")


@archive.command()
def prune(
    before: Annotated[str | None, typer.Option("--before", help="Delete briefs of days before this one.")] = None,
    outlet: OutletOption = None,
    superseded: Annotated[bool, typer.Option("--superseded", help="Delete what a newer model made anew.")] = False,
    dry: Annotated[bool, typer.Option("--dry-run", help="Only count.")] = False,
    archive: o.ArchiveOption = None,
) -> None:
    """Delete briefs that meet all the conditions."""
    with opened(archive) as store:
        count = store.prune(before=before, outlet=outlet, superseded=superseded, dry=dry)
        complain(f"{count} briefs {'would be ' if dry else ''}deleted")


@archive.command()
def check(archive: o.ArchiveOption = None) -> None:
    """Read everything once and say what is wrong."""
    with opened(archive) as store:
        wrong = store.check()
        for line in wrong:
            complain(line)
        complain(f"{store.path}: {len(wrong)} faults" if wrong else f"{store.path}: all well")
        if wrong:
            raise typer.Exit(1)


def _list(entries: Iterable[Entry], *, as_json: bool) -> None:
    if as_json:
        from ..briefs.serialize import dump

        write("".join(dump(asdict(e)) + "\n" for e in entries))
        return
    from rich.table import Table
    from rich.text import Text

    table = Table("key", "date", "outlet", "title", box=None)
    for e in entries:
        key = e.key.removeprefix("sha256:")[:12]
        table.add_row(
            key, (e.date or "").replace("T", " "), Text(e.outlet or ""), Text(e.title_en or e.title or e.origin)
        )
    show(table)


def _put(briefs: list[Brief], chosen: o.Format, output: Path | None) -> None:
    if output:
        save(output, in_one(briefs, chosen))
    elif chosen is o.Format.table:
        from ..briefs.table import briefs_table

        show(briefs_table(briefs))
    else:
        write(in_one(briefs, chosen))
