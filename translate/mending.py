"""Slips of a model that can be put right for sure: names spelt as no newsroom spells them, digits grouped wrongly, blanks lost."""

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


def _bare(arabic: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", arabic)
