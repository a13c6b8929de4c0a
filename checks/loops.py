"""Text that goes round in circles: repeated phrases and sentences."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import pairwise

from .tokens import cut_arabic, cut_english
from .types import Flag

_LONG = 6
_MAX_RATIO = 2.4
_MIN_BYTES = 120
_CIRCLES = 6  # text that compresses so well repeats at least one pair of words in so many


def compression_ratio(text: str) -> float:
    """Bytes of the text over its bytes after zlib; above about 2.4 a single sentence is going round in circles."""
    data = text.encode("utf-8", "replace")
    return len(data) / len(zlib.compress(data)) if data else 0.0


def check_loops(ar: str, en: str) -> tuple[Flag, ...]:
    """Flags a phrase or sentence that the English repeats and the Arabic does not."""
    tokens, keys, _ = cut_english(en)
    twice = len(keys) - 1 - len(set(pairwise(keys)))  # pairs of words that come again; without them nothing longer does
    found = None
    if twice > 0:
        found = _stutter(keys) or (_again(keys, _LONG) if twice >= _LONG - 1 else None)
    if found is not None:
        start, end, times = found
        extra = (end - start) * (times - 1)
        if extra <= 2 * _echo(ar) + 1:
            return ()
        said = en[tokens[start].start : tokens[end - 1].end]
        message = f"the English says “{_short(said)}” {'again' if times < 3 else f'{times} times'}"
        return (Flag("loop", "error" if extra > 4 else "warning", message, None, said),)
    if (
        _CIRCLES * twice >= len(keys)
        and len(en) > _MIN_BYTES
        and compression_ratio(en) > max(_MAX_RATIO, 1.3 * compression_ratio(ar))
    ):
        return (Flag("loop", "error", "the English repeats itself over and over", None, _short(en)),)
    return ()


def _stutter(keys: Sequence[str]) -> tuple[int, int, int] | None:
    """A phrase of 1 to 8 words that follows on itself: ``(start, end, times)``; short ones have to come more often."""
    count = len(keys)
    for size in range(1, 9):
        need = 3 if size == 1 else 2
        run = 0
        for i in range(size, count):
            run = run + 1 if keys[i] == keys[i - size] else 0
            if run >= size * (need - 1):
                first = i - run - size + 1
                if size < 3 and (all(k.isdigit() for k in keys[first : first + size]) or (size == 2 and run < 4)):
                    continue
                while i + 1 < count and keys[i + 1] == keys[i + 1 - size]:
                    i, run = i + 1, run + 1
                return first, first + size, run // size + 1
    return None


def _again(keys: Sequence[str], size: int) -> tuple[int, int, int] | None:
    """The longest run of at least ``size`` words that stands in the text twice, as found in one pass: ``(start, end, times)``."""
    seen: dict[tuple[str, ...], int] = {}
    best: tuple[int, int, int] | None = None
    i, count = 0, len(keys)
    while i + size <= count:
        first = seen.setdefault(tuple(keys[i : i + size]), i)
        if first + size > i:
            i += 1
            continue
        end = i + size
        while end < count and keys[end] == keys[first + end - i]:
            end += 1
        if best is None or end - i > best[1] - best[0]:
            best = (i, end, 2)
        i = end - size + 1
    return best


def _echo(ar: str) -> int:
    """The length in words of the longest phrase that the Arabic itself repeats; 0 below three words."""
    keys = cut_arabic(ar).keys
    found = _stutter(keys) or _again(keys, 3)
    return 0 if found is None else found[1] - found[0]


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
