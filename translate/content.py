"""The words of an English text that say something, by their beginnings, so that inflected forms meet."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from ..articles.tables import read_table

_WORD = re.compile(r"[a-z]+|\d+")
FUNCTION = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "of",
        "to",
        "in",
        "for",
        "with",
        "by",
        "at",
        "on",
        "is",
        "its",
        "his",
        "her",
        "their",
        "it",
    ]
)
"""Articles, the commonest prepositions and the like."""


@cache
def grammar_words() -> frozenset[str]:
    """``FUNCTION`` and all others without content of their own."""
    return FUNCTION | {row[0] for row in read_table(__package__, "grammar_words.tsv")}


def beginning(word: str) -> str:
    """Three to five letters: ``elections`` and ``elected`` begin alike."""
    return word[: max(3, min(5, len(word) - 2))]


def stems(english: str) -> set[str]:
    """Beginnings of all words and numbers."""
    return {beginning(w) for w in _WORD.findall(english.lower())}


def content(english: str) -> Counter[str]:
    """Beginnings of the content words and numbers, counted."""
    small = grammar_words()
    return Counter(beginning(w) for w in _WORD.findall(english.lower()) if w not in small)
