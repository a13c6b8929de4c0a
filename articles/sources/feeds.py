"""RSS and Atom: each entry is an article, its bytes a JSON object of what the feed says of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from ...errors import PageError
from ..limits import Limits
from ..types import RawPage
from .jsonlines import item_page


def feed_pages(data: bytes, origin: str, limits: Limits) -> Iterator[RawPage | PageError]:
    """The entries of a feed, as ``feed.xml#N``. Raises PageError when it is no feed or has no entry."""
    import feedparser

    # A stream, never the bytes: feedparser would try bytes as a file's name first.
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=True)
    entries = feed.get("entries") or []
    if not entries:
        raise PageError(origin, "no entries of an RSS or Atom feed in it", "give a feed, or save the page as HTML")
    outlet = (feed.get("feed") or {}).get("title")
    for number, entry in enumerate(entries, 1):
        if number > limits.pages:
            yield PageError(origin, f"more than {limits.pages} entries, the limit for one file", "split it")
            return
        place = f"{origin}#{number}"
        html = _content(entry)
        if not html.strip():
            yield PageError(place, "the entry has no text", "its link has to be opened instead")
            continue
        item = {
            "title": entry.get("title"),
            "content_html": html,
            "date": entry.get("published") or entry.get("updated"),
            "url": entry.get("link"),
            "author": entry.get("author"),
            "outlet": outlet,
        }
        yield item_page({key: value for key, value in item.items() if isinstance(value, str)}, place, feed=True)


def _content(entry: Any) -> str:
    contents = [c.get("value") or "" for c in entry.get("content") or []]
    return max([*contents, entry.get("summary") or ""], key=len)
