"""Slips of a model that can be put right for sure: names spelt as no newsroom spells them, digits grouped wrongly."""

from __future__ import annotations

import re

from ..checks.names import best_spelling
from ..checks.types import Flag

_MOST = 4  # corrections a sentence: what needs more is no misspelling
_GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d+)+(?![\w,])")
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


def _bare(arabic: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", arabic)
