"""Length out of proportion, and sentences that break off."""

from __future__ import annotations

import re

from ..articles.text import strip_marks
from .lexicon import words
from .tokens import english_tokens
from .types import Flag, Severity

_END = re.compile("[.!?؟…۔:؛;\"'”’»)\\]،,*-]\\s*$")
_FULL_STOP = re.compile("[.!?؟…۔][\"'”’»)\\]]*\\s*$")
_BLANK = re.compile(r"\s+")


def check_length(ar: str, en: str) -> tuple[Flag, ...]:
    """Flags English far shorter or longer than its Arabic, and English that stops in the middle of a sentence.

    Lengths are in characters. English is 1.25 times as long as Arabic on average; below 0.5 or above 2.5 (single sentences
    over 60 characters) nothing in 46,000 careful translations is found.
    """
    left, right = _size(strip_marks(ar)), _size(en)
    if not left or not right:
        return ()
    ratio = right / left
    flags = []
    proportion = _proportion(left, ratio)
    if proportion:
        flags.append(proportion)
    elif ending := _broken_off(ar, en, ratio):
        flags.append(ending)
    return tuple(flags)


def _size(text: str) -> int:
    return len(_BLANK.sub(" ", text.strip()))


def _proportion(left: int, ratio: float) -> Flag | None:
    low, very_low = (0.45, 0.3) if left < 30 else (0.62, 0.5) if left < 60 else (0.7, 0.58)
    high, very_high = (4.0, 6.0) if left < 15 else (3.0, 4.0) if left < 30 else (2.4, 3.0) if left < 60 else (2.0, 2.5)
    if ratio < low:
        severity: Severity = "error" if ratio < very_low else "warning"
        return Flag("length", severity, "the English is much shorter than the Arabic: something may be missing")
    if ratio > high:
        severity: Severity = "error" if ratio > very_high else "warning"
        return Flag("length", severity, "the English is much longer than the Arabic: something may have been added")
    return None


def _broken_off(ar: str, en: str, ratio: float) -> Flag | None:
    if _END.search(en) and not en.rstrip().endswith((",", "-", "،")):
        return None
    tokens = english_tokens(en)
    if not tokens:
        return None
    last = en[tokens[-1].start : tokens[-1].end]
    hanging = tokens[-1].key in words("endings", "hanging")
    if not (
        hanging
        or _FULL_STOP.search(ar)
        or (en.rstrip().endswith((",", "-")) and not ar.rstrip().endswith(("،", "-", ",")))
    ):
        return None
    if not hanging and len(tokens) < 4:
        return None
    severity: Severity = "error" if hanging or ratio < 1.05 else "warning"
    return Flag("length", severity, f"the English breaks off after “{last}”", None, last)
