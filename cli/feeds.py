"""``mujaz feeds``: the feeds to follow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import MujazError
from . import options as o
from .archive import opened
from .batch import Batch
from .brief import save
from .console import complain, show, write
from .settings import load_settings
from .sizes import asked_limits

if TYPE_CHECKING:
    from ..briefs.feeds import Feeds

feeds = typer.Typer(help="Follow feeds: add, list, remove, fetch, OPML.", no_args_is_help=True, rich_markup_mode=None)


@feeds.callback()
def _feeds() -> None:
    """Follow feeds: add, list, remove, fetch, OPML."""


@contextmanager
def listed(archive: Path | None) -> Iterator[Feeds]:
    from ..briefs.feeds import Feeds

    with opened(archive) as store:
        yield Feeds(store)


@feeds.command()
def add(
    urls: Annotated[list[str], typer.Argument(metavar="URL...")],
    outlet: Annotated[str | None, typer.Option("--outlet", help="What its articles are filed under.")] = None,
    archive: o.ArchiveOption = None,
) -> None:
    """Add feeds to the list. Nothing is fetched yet."""
    with listed(archive) as known:
        for url in urls:
            if not known.add(url, outlet=outlet):
                complain(f"{url}: is in the list already")


@feeds.command("ls")
def list_feeds(as_json: o.JsonOption = False, archive: o.ArchiveOption = None) -> None:
    """The feeds, when they were fetched, and what went wrong."""
    from dataclasses import asdict

    from ..briefs.serialize import dump

    with listed(archive) as known:
        if as_json:
            write("".join(dump(asdict(feed)) + "\n" for feed in known.all()))
            return
        from rich.table import Table
        from rich.text import Text

        table = Table("feed", "title", "fetched", "trouble", box=None)
        for feed in known.all():
            table.add_row(Text(feed.url), Text(feed.title or ""), feed.fetched or "never", Text(feed.error or ""))
        show(table)


@feeds.command("rm")
def remove(urls: Annotated[list[str], typer.Argument(metavar="URL...")], archive: o.ArchiveOption = None) -> None:
    """Take feeds off the list; their briefs stay."""
    batch = Batch()
    with listed(archive) as known:
        for url in urls:
            if not known.remove(url):
                batch.fail(f"{url}: is not in the list; see it with: mujaz feeds ls")
    batch.close()


@feeds.command()
def fetch(
    urls: Annotated[list[str] | None, typer.Argument(metavar="[URL...]", help="Only these feeds of the list.")] = None,
    allow_private: o.AllowPrivateOption = False,
    archive: o.ArchiveOption = None,
) -> None:
    """Fetch what is new into the archive; `mujaz daily` briefs it."""
    batch = Batch()
    with listed(archive) as known:
        fetch_into(known, batch, urls or [], allow_private=allow_private)
    batch.close()


def fetch_into(known: Feeds, batch: Batch, urls: list[str], *, allow_private: bool) -> None:
    """Fetch, and say what came of every feed."""
    limits = asked_limits(None, (), load_settings().reading())
    for result in known.fetch(urls, allow_private=allow_private, limits=limits):
        for error in result.failed:
            batch.fail(error)
        if result.error:
            batch.fail(result.error)
        else:
            complain(f"{result.feed.url}: {'not changed' if result.unchanged else f'{result.new} new'}")


@feeds.command("export")
def export_opml(
    output: Annotated[Path | None, typer.Option("--output", "-o")] = None, archive: o.ArchiveOption = None
) -> None:
    """The list as OPML."""
    with listed(archive) as known:
        text = known.export_opml()
    if output:
        save(output, text)
    else:
        write(text)


@feeds.command("import")
def import_opml(file: Path, archive: o.ArchiveOption = None) -> None:
    """Add the feeds of an OPML file."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise MujazError(str(file), error.strerror or "cannot be read", "give an OPML file") from error
    with listed(archive) as known:
        complain(f"{known.import_opml(data, str(file))} new feeds")
