"""``mujaz summarize``: the Arabic half alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import PageError
from . import options as o
from .batch import Batch, jsonl_lines
from .console import write
from .groups import Summarizing, spread

if TYPE_CHECKING:
    from ..articles.types import Article

_TOGETHER = 16  # articles that go through the model in one call


@spread
def summarize(
    sources: o.SourcesArgument,
    as_json: o.JsonOption = False,
    jsonl_field: Annotated[
        str | None,
        typer.Option("--jsonl-field", help="Sources are JSONL; summarize this field of every line, one result a line."),
    ] = None,
    summarizing: Summarizing = Summarizing(),
    allow_private: o.AllowPrivateOption = False,
    max_bytes: o.MaxBytesOption = None,
    limit: o.LimitOption = None,
) -> None:
    """Summarize Arabic pages in Arabic."""
    from ..briefs.serialize import dump, summary_dict
    from ..summarize.types import Summary
    from .chain import open_summarizer

    batch = Batch()
    if jsonl_field:
        articles = _field_articles(sources, jsonl_field, batch)
    else:
        articles = batch.articles(sources, allow_private=allow_private, max_bytes=max_bytes, limits=limit)
    model = None
    while some := list(islice(articles, _TOGETHER)):
        model = model or open_summarizer(summarizing)
        full = iter(model.summarize([a for a in some if a.sentences]))
        for article in some:
            summary = next(full) if article.sentences else Summary(())
            if as_json or jsonl_field:
                write(dump(summary_dict(summary, article.source, article.title, model.info)) + "\n")
            else:
                write("\n".join(s.text for s in summary.sentences) + "\n\n")
    batch.close()


def _field_articles(sources: Sequence[str], field: str, batch: Batch) -> Iterator[Article]:
    """One article a line, made of the field's text as it stands; an empty one, and a complaint, where there is no such text."""
    from ..articles.plain import plain_article

    for origin, line in jsonl_lines(sources, batch):
        try:
            value = json.loads(line)
            text, title = value[field], value.get("title")
            if not isinstance(text, str) or not text.strip():
                raise ValueError(f"the field {field!r} holds no text")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            batch.fail(PageError(origin, f"no text to summarize ({error})", "name its field with --jsonl-field"))
            text, title = "", None
        yield plain_article(text, origin, title=title if isinstance(title, str) else None)
