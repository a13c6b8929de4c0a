"""``mujaz stories``: which articles tell the same event. No model is loaded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from ..errors import PageError
from . import options as o
from .batch import Batch, jsonl_lines
from .console import show, write


def stories(
    sources: o.SourcesArgument,
    as_json: o.JsonOption = False,
    threshold: Annotated[
        float | None, typer.Option("--threshold", min=0, max=1, help="Likeness at which two articles are one story.")
    ] = None,
    year: o.YearOption = None,
    allow_private: o.AllowPrivateOption = False,
    max_bytes: o.MaxBytesOption = None,
    limit: o.LimitOption = None,
) -> None:
    """Group articles into stories."""
    from ..briefs.serialize import dump
    from ..briefs.stories import THRESHOLD, article_item, cluster, json_item, stories_dict

    batch = Batch()
    items = []
    for source in sources:
        if source.endswith((".jsonl", ".jsonl.gz")):
            items += [json_item(value, origin) for origin, value in _json_objects(source, batch)]
        else:
            items += [
                article_item(a)
                for a in batch.articles(
                    [source], year=year, allow_private=allow_private, max_bytes=max_bytes, limits=limit
                )
            ]
    clusters = cluster(items, threshold=THRESHOLD if threshold is None else threshold)
    if as_json:
        write(dump(stories_dict(items, clusters)) + "\n")
    else:
        from rich.text import Text

        for one in clusters:
            lead = items[one.lead]
            show(Text.assemble((lead.title or lead.id, "bold"), (f"  {one.why}" if one.why else "", "dim")))
            for i in one.members:
                facts = (items[i].outlet, items[i].date, items[i].id)
                show(Text("   " + " · ".join(part for part in facts if part)))
    batch.close()


def _json_objects(source: str, batch: Batch) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every line as it stands: what a list of articles names is an article, however short."""
    for origin, line in jsonl_lines([source], batch):
        try:
            value = json.loads(line)
            if not isinstance(value, dict):
                raise ValueError("no object")
        except ValueError as error:
            batch.fail(
                PageError(origin, f"no JSON object ({error})", 'write {"id": …, "title": …, "text": …, "date": …}')
            )
        else:
            yield origin, value
