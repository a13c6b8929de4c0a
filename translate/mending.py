"""Slips of a model that can be put right for sure: names spelt as no newsroom spells them, digits grouped wrongly, blanks lost or too
many, "a army", small letters where a sentence begins."""

from __future__ import annotations

import re

from ..checks.gazetteer import is_english_word
from ..checks.names import best_spelling
from ..checks.types import Flag

_MOST = 4  # corrections a sentence: what needs more is no misspelling
_GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d+)+(?![\w,])")
_NO_BLANK = re.compile(r"(?<=[a-z])([,;])(?=[A-Za-z])|(?<=[a-z]{2})([.!?])(?=[A-Z][a-z])")
_TWO_WORDS = re.compile(r"\b([a-z]{3,}|[A-Z][a-z]{4,})([A-Z\u00c0-\u00de][a-z\u00df-\u017f]{2,})\b")
_RIGHT = re.compile(r"\d{1,3}(?:,\d{3})+")
_GLUED = re.compile(r"\b(a|an|of|the|and|in|on|at|to|by|for|with|from)([A-Z][a-z]{3,})\b")
_ALONE = frozenset(["a", "an", "of", "the", "and"])
_GLOSS_MARK = re.compile(r"(?<=[a-z])\?(?=[a-z])")
_HYPHEN = re.compile(
    r"\b(\d+|self|non|anti|pro|pre|post|semi|multi|ex|vice|fixed|high|low|long|short|well|full|half)- (?!and\b|or\b|to\b)(?=[a-z])"
)
_A = re.compile(
    r"(?<![\w'’])(a) (?=(?!eu|one\b|once\b|ewe|and\b|are\b)[aeio][a-z]{2}|(?!Eu|One\b|Once\b|Ewe)[AEIO][a-z]{3}|u(?:n(?!i|an)|p|lt|mb|rb|rg)[a-z])"
)
_AN = re.compile(
    r"(?<![\w'’])(a)n (?=[b-df-gj-np-tv-z][a-z]|[B-DF-GJ-NP-TV-Z][a-z]{3}|uni(?:on|t|que|vers|f|lateral)|euro|use|one\b)"
)
_TWICE = re.compile(
    r"\b(the|a|an|of|and|with|from|is|was|are|were|his|her|its|their|at least|as well as|more than) \1\b", re.IGNORECASE
)
_NEW_SENTENCE = re.compile(r"\b([a-z]{3,})([.!?] )([a-z])(?![A-Z])")
_FIRST = re.compile(r"^([\"“‘'(]+)([a-z])(?=[a-z ])")
_ABBREVIATED = frozenset(["etc", "approx", "dept", "est", "govt", "incl", "max", "min", "fig", "vol", "nos"])


def mend_spelling(arabic: str, english: str) -> tuple[str, tuple[Flag, ...]]:
    """The English with misspelt names put right where the Arabic names them for sure ("Stantford" where it says ستانفورد)."""
    for _ in range(_MOST):
        found = best_spelling(arabic, english)
        if found is None or found[0] == found[1]:
            break
        wrong, right = found
        english = re.sub(rf"(?<!\w){re.escape(wrong)}(?!\w)", right.replace("\\", r"\\"), english)
    return english, ()


def mend_grouping(arabic: str, english: str) -> tuple[str, tuple[Flag, ...]]:
    """The English with its thousands grouped by threes, where the Arabic has just these digits ("1,1204.6" → "11,204.6")."""

    def grouped(match: re.Match[str]) -> str:
        digits = match.group().replace(",", "")
        if _RIGHT.fullmatch(match.group()) or not re.search(rf"(?<!\d){digits}(?!\d)", _bare(arabic)):
            return match.group()
        return f"{int(digits):,}"

    return _GROUPED.sub(grouped, english), ()


def mend_blanks(arabic: str, english: str) -> tuple[str, tuple[Flag, ...]]:
    """The English with the blanks that the model left out: "rivalMuharrem", "planted.About", "Nice,which".

    Names written so on purpose stay: iPhone, MasterCard, and whatever the Arabic text itself has in Latin letters.
    """

    def apart(match: re.Match[str]) -> str:
        left, right = match.groups()
        plain = left.islower() or not is_english_word(right.lower())
        return (
            f"{left} {right}"
            if plain and is_english_word(left.lower()) and match.group() not in arabic
            else match.group()
        )

    return _TWO_WORDS.sub(apart, _NO_BLANK.sub(r"\1\2 ", english)), ()


def mend_slips(arabic: str, english: str) -> tuple[str, tuple[Flag, ...]]:
    """The English without what is wrong in any sentence: "aNorwegian", "the?hengy", "self- learning", "a army", "the the", ``" Norway"``, "veins. smaller"."""

    def apart(match: re.Match[str]) -> str:
        left, right = match.groups()
        sure = left in _ALONE or not is_english_word(right.lower())
        return f"{left} {right}" if sure and match.group() not in arabic else match.group()

    def begun(match: re.Match[str]) -> str:
        last, stop, first = match.groups()
        ends = is_english_word(last) and last not in _ABBREVIATED
        return last + stop + (first.upper() if ends else first)

    english = _GLOSS_MARK.sub(" ", _GLUED.sub(apart, english))
    english = _TWICE.sub(r"\1", _HYPHEN.sub(r"\1-", english))
    english = _AN.sub(r"\1 ", _A.sub(r"\1n ", english))
    english = _FIRST.sub(lambda m: m[1] + m[2].upper(), _NEW_SENTENCE.sub(begun, english))
    return _quotes(english), ()


def _quotes(english: str) -> str:
    """Straight quotes without blanks inside, where every one stands before a word or behind it as a pair's should."""
    parts = english.split('"')
    before, after = parts[:-1:2], parts[2::2]
    if len(parts) % 2 == 0 or any(p and p[-1] not in " (-—/" for p in before) or any(p[:1].isalnum() for p in after):
        return english
    return '"'.join(p.strip() if i % 2 else p for i, p in enumerate(parts))


def _bare(arabic: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", arabic)
