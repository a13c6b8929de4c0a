"""Which words of one side show on the other, by the packed word list: evidence of what was left out or put in."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import lru_cache

from .gazetteer import choice_words, entry, gloss, is_english_word, is_word, variants
from .lexicon import words
from .tokens import arabic_tokens, english_tokens
from .translit import plain

STEM = 5  # letters of an English word that tell it whatever its ending


@lru_cache(maxsize=65536)
def senses(key: str) -> frozenset[str]:
    """The beginnings (five letters) of the English words that an Arabic word is known by; empty for an unknown or small word."""
    if len(key) < 3 or key in words("small_words", "ar"):
        return frozenset()
    found: set[str] = set()
    for form in variants(key):
        if is_word(form):
            found |= gloss(form) or frozenset()
        known = entry(form)
        if known is not None:
            found.update(w[:STEM] for choice in known.choices for w in choice_words(choice)[0])
    return frozenset(found)


@lru_cache(maxsize=64)
def sense_of(ar: str) -> frozenset[str]:
    """Everything the words of an Arabic sentence can mean."""
    return frozenset(s for token in arabic_tokens(ar) for s in senses(token.key))


def stem_of(key: str) -> str:
    """The beginning (five letters) of an English word."""
    return plain(key)[:STEM]


@lru_cache(maxsize=64)
def stems_of(en: str) -> frozenset[str]:
    """The beginnings (five letters) of the words of an English sentence."""
    return frozenset([stem_of(t.key) for t in english_tokens(en)])


def shown_words(ar: str, en: str) -> list[bool]:
    """For each content word of the Arabic that the word list knows, and each number, in order: whether the English shows it."""
    there = stems_of(en)
    found = []
    for token in arabic_tokens(ar):
        key = token.key
        if key[0].isdigit():
            found.append(key[:STEM] in there)
        elif meant := senses(key):
            found.append(not there.isdisjoint(meant))
    return found


def backed_share(sentence: str, meant: AbstractSet[str]) -> tuple[float, int]:
    """The share of the common content words of an English sentence that the Arabic can mean, and their number."""
    small = words("languages", "english")
    keys = [t.key for t in english_tokens(sentence) if len(t.key) > 3 and t.key not in small and is_english_word(t.key)]
    if not keys:
        return 1.0, 0
    return sum(stem_of(k) in meant for k in keys) / len(keys), len(keys)
