"""``mujaz read``: what was read of a page, before any model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from . import options as o
from .batch import Batch
from .console import show, write

if TYPE_CHECKING:
    from rich.console import Group

    from ..articles.types import Article


def read(
    sources: o.SourcesArgument,
    as_json: o.JsonOption = False,
    why: Annotated[bool, typer.Option("--why", help="Show each dropped line and the rule that dropped it.")] = False,
    date: o.DateOption = None,
    year: o.YearOption = None,
    allow_private: o.AllowPrivateOption = False,
    max_bytes: o.MaxBytesOption = None,
    limit: o.LimitOption = None,
) -> None:
    """Show what was read: title, date and where it came from, outlet, paragraphs."""
    batch = Batch()
    for article in batch.articles(
        sources, date=date, year=year, allow_private=allow_private, max_bytes=max_bytes, limits=limit
    ):
        if as_json:
            from ..briefs.serialize import article_dict, dump

            write(dump(article_dict(article, why=why)) + "\n")
        else:
            show(_page(article, why=why))
    batch.close()


def _page(article: Article, *, why: bool) -> Group:
    from rich.console import Group
    from rich.text import Text

    from ..briefs.wording import date_line

    facts = [
        ("origin", article.source.origin),
        ("outlet", article.outlet),
        ("author", article.author),
        ("date", date_line(article.date)),
        ("url", article.url),
        ("words", str(article.words)),
    ]
    lines = [Text(article.title or "(no title)", "bold")]
    lines += [Text.assemble((f"{name}: ", "dim"), value) for name, value in facts if value]
    lines += [Text(f"note: {note.message}", "yellow") for note in article.notes]
    body = [Text(f"\n{paragraph}") for paragraph in article.paragraphs]
    dropped = [Text.assemble((f"\n[{d.rule}] ", "dim"), (d.text, "strike")) for d in article.dropped] if why else []
    return Group(*lines, *body, *dropped, Text())
