"""Words of both sides with their places, cut once a sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..articles.text import MARKS

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640"
_LETTERS = "\u0621-\u063a\u0641-\u064a\u066e-\u066f\u0671-\u06d3"
FOLD = str.maketrans("أإآٱىةؤئ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪،", "اااايهوي01234567890123456789.,%,")
_ARABIC = re.compile(rf"[{_LETTERS}][{_LETTERS}{_MARKS}]*|[0-9]+(?:[.,:ر][0-9]+)*|[A-Za-z\u00c0-\u024f]+|%")
_ENGLISH = re.compile(
    r"[0-9]+(?:[.,:][0-9]+)*|(?<![A-Za-z])(?:[A-Za-z]\.)+[A-Za-z](?![A-Za-z])\.?|[A-Za-z\u00c0-\u024f]+(?:['\u2019\u02bc\u02bb\u02bf`][A-Za-z\u00c0-\u024f]+)*|%"
)


class Token(NamedTuple):
    """``key`` is the folded (Arabic) or lower-case (English) spelling of ``text[start:end]``."""

    key: str
    start: int
    end: int


@lru_cache(maxsize=64)
def arabic_tokens(text: str) -> tuple[Token, ...]:
    folded = text.translate(FOLD)
    found = [Token(m.group(), m.start(), m.end()) for m in _ARABIC.finditer(folded)]
    if MARKS.search(folded):
        found = [Token(MARKS.sub("", t.key), t.start, t.end) for t in found]
    return tuple(found)


@lru_cache(maxsize=64)
def english_tokens(text: str) -> tuple[Token, ...]:
    """Numbers, words, per-cent signs; ``U.S.`` and ``p.m.`` are one word, without their points."""
    found = [Token(m.group().lower(), m.start(), m.end()) for m in _ENGLISH.finditer(text)]
    if "." in text or "\u2019" in text:
        found = [Token(_unpoint(t.key), t.start, t.end) if t.key[0].isalpha() else t for t in found]
    return tuple(found)


def _unpoint(key: str) -> str:
    return key.replace(".", "").replace("\u2019", "'")
