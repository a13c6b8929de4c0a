"""Words of both sides with their places, cut once a sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..articles.text import MARKS

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640"
_LETTERS = "\u0621-\u063a\u0641-\u064a\u066e-\u066f\u0671-\u06d3"
FOLD = str.maketrans("أإآٱىةؤئیکھچڤپگ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪،", "اااايهوييكهجفبك01234567890123456789.,%,")
_OFTEN = "أإآىةؤئ،"
_FOLDED = tuple((chr(old), chr(new)) for old, new in FOLD.items())
_FOLDED_OFTEN = tuple((old, new) for old, new in _FOLDED if old in _OFTEN)
_SELDOM = re.compile("[" + "".join(chr(old) for old in FOLD if chr(old) not in _OFTEN) + "]")
_ARABIC = re.compile(rf"[{_LETTERS}][{_LETTERS}{_MARKS}]*|[0-9]+(?:[.,:ر][0-9]+)*|[A-Za-z\u00c0-\u024f]+|%")
_WORDS = r"[a-z\u00df-\u024f]+(?:['\u02bc\u02bb\u02bf`][a-z\u00df-\u024f]+)*|[0-9]+(?:[.,:][0-9]+)*|%"
_ENGLISH = re.compile(_WORDS)
_WITH_POINTS = re.compile(r"(?<![a-z])(?:[a-z]\.)+[a-z](?![a-z])\.?|" + _WORDS)
_POINTED = re.compile(r"[a-z]\.[a-z]")


class Token(NamedTuple):
    """``key`` is the folded (Arabic) or lower-case (English) spelling of ``text[start:end]``."""

    key: str
    start: int
    end: int


class Cut(NamedTuple):
    """The words of a text, their spellings for matching alone, and these once each."""

    tokens: tuple[Token, ...]
    keys: tuple[str, ...]
    there: frozenset[str]


_NOTHING = Cut((), (), frozenset())


def _cut(pattern: re.Pattern[str], text: str) -> list[Token]:
    make, find = tuple.__new__, text.find  # half the time of the named constructor, for every word of every sentence
    found = []
    end = 0
    for word in pattern.findall(text):
        start = find(word, end)
        end = start + len(word)
        found.append(make(Token, (word, start, end)))
    return found


def _with_keys(tokens: list[Token]) -> Cut:
    if not tokens:
        return _NOTHING
    keys = tuple([token[0] for token in tokens])
    return Cut(tuple(tokens), keys, frozenset(keys))


def _fold(text: str) -> str:
    """As ``text.translate(FOLD)``, in a fifth of the time: most sentences have few of the letters."""
    for old, new in _FOLDED if _SELDOM.search(text) else _FOLDED_OFTEN:
        text = text.replace(old, new)
    return text


def arabic_tokens(text: str) -> tuple[Token, ...]:
    return cut_arabic(text).tokens


def english_tokens(text: str) -> tuple[Token, ...]:
    """Numbers, words, per-cent signs; ``U.S.`` and ``p.m.`` are one word, without their points."""
    return cut_english(text).tokens


@lru_cache(maxsize=64)
def cut_arabic(text: str) -> Cut:
    """The words of an Arabic text, cut once for all checks."""
    folded = _fold(text)
    found = _cut(_ARABIC, folded)
    if MARKS.search(folded):
        found = [Token(MARKS.sub("", t.key), t.start, t.end) for t in found]
    return _with_keys(found)


@lru_cache(maxsize=64)
def cut_english(text: str) -> Cut:
    """The words of an English text, cut once for all checks."""
    low = text.replace("\u2019", "'").lower()
    if len(low) != len(text):  # a few capitals grow in lower case
        low = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    if not _POINTED.search(low):
        return _with_keys(_cut(_ENGLISH, low))
    found = _cut(_WITH_POINTS, low)
    found = [Token(t.key.replace(".", ""), t.start, t.end) if "." in t.key and t.key[0].isalpha() else t for t in found]
    return _with_keys(found)
