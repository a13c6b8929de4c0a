"""Every limit of the reading room, named, in one place. A page over a limit is told so; nothing is cut silently."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a source is read.

    ``page_bytes``: one page, after decompression (over it: an error). ``characters``, ``paragraphs``: of one page's text
    (over it: the rest is left out and a note says so; markup may be eight times as long; lines near the story go first).
    ``links``: that follow each other with nothing told between, ``elements``: of a page's markup (over either: the rest is left
    out and a note says so). ``attributes``: of one element (over it: the element has none, and a note says so). ``nesting``: depth of HTML elements (over it: a note).
    ``pages``: of one container, a feed or JSON file (over it: an error for the rest). ``seconds``: for one download,
    redirects and robots included. ``redirects``: of one download.
    """

    page_bytes: int = 20 * MEBIBYTE
    characters: int = 400_000
    paragraphs: int = 2_000
    links: int = 500
    elements: int = 25_000
    attributes: int = 500
    nesting: int = 200
    pages: int = 100_000
    seconds: float = 30.0
    redirects: int = 5


DEFAULT_LIMITS = Limits()


def bytes_in_words(count: int) -> str:
    """``20 MB``, ``512 KB``, ``3 bytes``."""
    if count >= MEBIBYTE:
        return f"{count / MEBIBYTE:.0f} MB"
    if count >= 1024:
        return f"{count / 1024:.0f} KB"
    return f"{count} bytes"
