"""The room where a brief is put together: the chain from article to brief, the day, and the writers.

``Briefer`` runs summarizer and translator over articles; ``markdown``, ``table`` and ``serialize`` write what comes out. No
writer calls a model; every scraped character is escaped by the writer that prints it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lazy import attach

if TYPE_CHECKING:
    from .chain import Briefer, brief_key
    from .types import Brief, BriefArticle, BriefSentence, Digest, Story

__all__ = [
    "Brief",
    "BriefArticle",
    "BriefSentence",
    "Briefer",
    "Digest",
    "Story",
    "brief_key",
]

__getattr__, __dir__ = attach(
    __name__,
    {
        "chain": (
            "Briefer",
            "brief_key",
        ),
        "types": (
            "Brief",
            "BriefArticle",
            "BriefSentence",
            "Digest",
            "Story",
        ),
    },
)
