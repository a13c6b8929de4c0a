"""The same name in two scripts, by its consonants."""

from __future__ import annotations


def stands_in(word: str, en: str) -> bool:
    return False
