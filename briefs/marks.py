"""Where the flags of a sentence stand in its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ..checks.types import Flag, Severity

_GRAVE: tuple[Severity, ...] = ("error", "warning", "note")


def pieces(text: str, flags: Sequence[Flag], side: Literal["ar", "en"]) -> list[tuple[str, Severity | None]]:
    """``text`` cut where the spans of its flags begin and end, each piece with the gravest severity that covers it.

    A span stands where it is first a word of its own (a number also where letters are glued to it); one that is not in the
    text is passed over.
    """
    over: list[Severity | None] = [None] * len(text)
    for severity in _GRAVE:
        for span in [span for f in flags if f.severity == severity and (span := f.ar if side == "ar" else f.en)]:
            start, end = _place(text, span)
            over[start:end] = [there or severity for there in over[start:end]]
    found: list[tuple[str, Severity | None]] = []
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or over[i] != over[start]:
            found.append((text[start:i], over[start]))
            start = i
    return found


def _place(text: str, span: str) -> tuple[int, int]:
    alone = re.search(rf"(?<!\w){re.escape(span)}(?!\w)", text)
    start = alone.start() if alone else text.find(span) if span[:1].isdigit() else -1
    return (start, start + len(span)) if start >= 0 else (0, 0)
