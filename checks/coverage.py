"""Which words of one side show on the other, by the packed word list: evidence of what was left out or put in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set as AbstractSet
from functools import lru_cache

from .gazetteer import choice_words, form, is_english_word, variants
from .lexicon import words
from .numerals_ar import numbers_ar
from .numerals_en import numbers_en
from .tokens import cut_arabic, cut_english
from .translit import plain

STEM = 5  # letters of an English word that tell it whatever its ending


@lru_cache(maxsize=65536)
def senses(key: str) -> frozenset[str]:
    """The beginnings (five letters) of the English words that an Arabic word is known by; empty for an unknown or small word."""
    if len(key) < 3 or key in words("small_words", "ar"):
        return frozenset()
    found: set[str] = set()
    for one in variants(key):
        known = form(one)
        if known is not None:
            found |= known.gloss
            if known.name is not None:
                found.update([w[:STEM] for choice in known.name.choices for w in choice_words(choice)[0]])
    return frozenset(found)


@lru_cache(maxsize=64)
def sense_of(ar: str) -> frozenset[str]:
    """Everything the words of an Arabic sentence can mean."""
    return frozenset().union(*map(senses, cut_arabic(ar).there))


def stem_of(key: str) -> str:
    """The beginning (five letters) of an English word."""
    return plain(key)[:STEM]


@lru_cache(maxsize=64)
def stems_of(en: str) -> frozenset[str]:
    """The beginnings (five letters) of the words of an English sentence."""
    return frozenset([plain(key)[:STEM] for key in cut_english(en).there])


def shown_words(ar: str, en: str) -> list[bool]:
    """For each content word of the Arabic that the word list knows, and each number, in order: whether the English shows it."""
    there = stems_of(en)
    found = []
    said = _said_in_numbers(ar, en)
    for i, key in enumerate(cut_arabic(ar).keys):
        if i in said:
            found.append(True)
        elif key[0].isdigit():
            found.append(key[:STEM] in there)
        elif meant := senses(key):
            found.append(not there.isdisjoint(meant))
    return found


def _said_in_numbers(ar: str, en: str) -> set[int]:
    """The Arabic words, by their place, that make a number which the English has: eighteen and 18."""
    values = {reading for number in numbers_en(en) for reading in number.readings}
    if not values:
        return set()
    spans = [(n.start, n.end) for n in numbers_ar(ar) if n.weight and not values.isdisjoint(n.readings)]
    starts = [token.start for token in cut_arabic(ar).tokens]
    return {i for start, end in spans for i in range(bisect_left(starts, start), bisect_left(starts, end))}


def backed_share(sentence: str, meant: AbstractSet[str]) -> tuple[float, int]:
    """The share of the common content words of an English sentence that the Arabic can mean, and their number."""
    keys = _content(sentence)
    return (sum(stem_of(k) in meant for k in keys) / len(keys) if keys else 1.0), len(keys)


def backed_end(ar: str, en: str, count: int) -> float:
    """The share of the last ``count`` common content words of the English that the Arabic can mean; 1 where there are none."""
    keys, meant = _content(en)[-count:], sense_of(ar)
    return sum(stem_of(k) in meant for k in keys) / len(keys) if keys else 1.0


def _content(sentence: str) -> list[str]:
    small = words("languages", "english")
    return [key for key in cut_english(sentence).keys if len(key) > 3 and key not in small and is_english_word(key)]
