"""Percentage points and per cent: a rate that rose by two points did not rise by two per cent."""

from __future__ import annotations

import re

from .tokens import cut_arabic
from .types import Flag

_POINT = re.compile("[وبلف]?(?:ال)?نق(?:طه|اط|طتين|طتان|طتي)")
_OF_A_RATE = ("ميوي", "الميوي", "اساس", "الاساس")
_RATE = re.compile(r"%|\bper ?cent\b|\bpercent\b|\bpct\b|\b(?:half|quarter|third)\b", re.IGNORECASE)
_POINTS = re.compile(r"\bpoints?\b|\bpp\b|\bpts?\b|\bbps?\b|\bbasis\b", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:percentage[- ]|per[- ]?cent[- ]|basis[- ])points?\b", re.IGNORECASE)


def check_points(ar: str, en: str) -> tuple[Flag, ...]:
    """A warning where one side has percentage points or basis points and the other has no points at all."""
    tokens, keys, here = cut_arabic(ar)
    if not any("نق" in key for key in here) and "point" not in en:
        return ()
    i = next(
        (i for i, key in enumerate(keys[:-1]) if _POINT.fullmatch(key) and keys[i + 1].startswith(_OF_A_RATE)), None
    )
    if i is not None:
        rate = None if _POINTS.search(en) else _RATE.search(en)
        if rate is None:
            return ()
        shown, said = ar[tokens[i].start : tokens[i + 1].end], rate.group()
        return (Flag("number", "warning", f"“{shown}” (points) in the Arabic, “{said}” in the English", shown, said),)
    told = _TOLD.search(en) if "point" in en else None
    if told is None or any(map(_POINT.fullmatch, keys)):
        return ()
    return (Flag("number", "warning", f"“{told.group()}” in the English, no points in the Arabic", None, told.group()),)
