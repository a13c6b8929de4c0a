"""JSONL, JSON and JSON Feed: each object with a text is an article in its own right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from ...errors import PageError
from ..limits import Limits, bytes_in_words
from ..types import RawPage

TEXT_FIELDS = (
    "text",
    "content_html",
    "content_text",
    "html",
    "body",
    "content",
    "maintext",
    "articleBody",
    "article_body",
)
"""Where objects keep their text: JSON Feed, schema.org, and what crawlers write, news-please among them."""
_LISTS = ("items", "articles", "entries", "data", "results")


def jsonl_pages(stream: BinaryIO, origin: str, limits: Limits) -> Iterator[RawPage | PageError]:
    """One page a line. The origin is the line's ``id``, else ``file.jsonl#N`` with N from 1."""
    number = pages = 0
    while line := stream.readline(limits.page_bytes + 1):
        number += 1
        if len(line) > limits.page_bytes:
            yield PageError(
                f"{origin}#{number}",
                f"a line larger than {bytes_in_words(limits.page_bytes)}, the limit for one page",
                "split it, or save only the story",
            )
            while line and not line.endswith(b"\n"):
                line = stream.readline(limits.page_bytes)
            continue
        line = line.strip().removeprefix(b"\xef\xbb\xbf")
        if not line:
            continue
        pages += 1
        if pages > limits.pages:
            yield PageError(origin, f"more than {limits.pages} lines, the limit for one file", "split it")
            return
        yield _page(line, f"{origin}#{number}")
    if not pages:
        yield PageError(origin, "the file is empty", "nothing to read")


def json_pages(data: bytes, origin: str, limits: Limits) -> Iterator[RawPage | PageError]:
    """The article of one object, or the articles of a list, of a JSON Feed's ``items`` and the like."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise PageError(origin, "not valid JSON", 'an article is {"title": …, "text": …}') from error
    feed = isinstance(value, dict) and str(value.get("version", "")).startswith("https://jsonfeed.org/")
    outlet = value.get("title") if feed else None
    items = value
    if isinstance(value, dict) and not _has_text(value):
        items = next((value[name] for name in _LISTS if isinstance(value.get(name), list)), None)
    if isinstance(items, dict):
        yield item_page(items, origin, feed=False)
        return
    if not isinstance(items, list) or not items:
        raise PageError(origin, "no article in it", 'an article is {"title": …, "text": …}')
    for number, item in enumerate(items, 1):
        if number > limits.pages:
            yield PageError(origin, f"more than {limits.pages} items, the limit for one file", "split it")
            return
        if not isinstance(item, dict) or not _has_text(item):
            yield PageError(f"{origin}#{number}", "no text in it", 'an article is {"title": …, "text": …}')
            continue
        if outlet:
            item = {"outlet": outlet, **item}
        yield item_page(item, f"{origin}#{number}", feed=feed)


def item_page(item: dict[str, Any], origin: str, *, feed: bool) -> RawPage:
    """An article's object as a page of its own; its bytes are the object's JSON."""
    if "authors" in item and "author" not in item and isinstance(item["authors"], list):
        item = {**item, "author": first_author(item["authors"])}
    data = json.dumps(item, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return RawPage(data, origin_of(item, origin), "application/feed+json" if feed else "application/json", "utf-8")


def first_author(authors: list[Any]) -> str | None:
    """The first name of a list of names or of objects with names."""
    names = (author.get("name") if isinstance(author, dict) else author for author in authors)
    return next((name for name in names if isinstance(name, str) and name.strip()), None)


def origin_of(item: dict[str, Any], origin: str) -> str:
    """The item's id when it has a printable one, else the place."""
    name = item.get("id")
    if isinstance(name, int) and not isinstance(name, bool):
        name = str(name)
    return name if isinstance(name, str) and name.strip() and name.isprintable() and len(name) <= 500 else origin


def _has_text(item: dict[str, Any]) -> bool:
    return any(isinstance(item.get(name), str) for name in TEXT_FIELDS)


def _page(line: bytes, origin: str) -> RawPage | PageError:
    try:
        item = json.loads(line)
    except (ValueError, RecursionError):
        return PageError(origin, "the line is not valid JSON", 'each line is {"id": …, "title": …, "text": …}')
    if not isinstance(item, dict) or not _has_text(item):
        return PageError(origin, "the line has no text", 'each line is {"id": …, "title": …, "text": …}')
    return RawPage(line, origin_of(item, origin), "application/json", "utf-8")
