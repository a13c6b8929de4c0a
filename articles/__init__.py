"""The reading room: bytes of any source in, clean dated Arabic articles out. No model is loaded here.

``find_pages`` opens sources (files, folders, globs, ``-``, addresses, feeds, JSONL) into raw pages; ``read_page`` makes one
an ``Article``: decodes it, finds title, paragraphs, date, outlet and author among the page's lines, and keeps every
line it dropped with the name of the rule; ``read_sources`` chains both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lazy import attach

if TYPE_CHECKING:
    from .limits import Limits
    from .read import ReadOptions, read_page, read_sources
    from .sources import find_pages
    from .types import Article, Dropped, Note, PageDate, RawPage, Sentence, Source

__all__ = [
    "Article",
    "Dropped",
    "Limits",
    "Note",
    "PageDate",
    "RawPage",
    "ReadOptions",
    "Sentence",
    "Source",
    "find_pages",
    "read_page",
    "read_sources",
]

__getattr__, __dir__ = attach(
    __name__,
    {
        "limits": ("Limits",),
        "read": (
            "ReadOptions",
            "read_page",
            "read_sources",
        ),
        "sources": ("find_pages",),
        "types": (
            "Article",
            "Dropped",
            "Note",
            "PageDate",
            "RawPage",
            "Sentence",
            "Source",
        ),
    },
)
