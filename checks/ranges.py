"""From Saturday to Wednesday: a range of days or months whose ends changed places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from .calendar import tables
from .tokens import Token, cut_arabic, cut_english
from .types import Flag

_Day = tuple[str, int]
_TO = frozenset({"الي", "حتي", "وحتي", "والي", "to", "until", "till", "through", "and"})
_THROUGH = frozenset({"to", "through", "until", "till", "الي", "حتي"})
_FROM = frozenset({"من", "بين", "from", "between"})
_GAP = 5  # words from one end of a range to the other


def check_ranges(ar: str, en: str) -> tuple[Flag, ...]:
    """An error where a range of the English begins with the day or month with which that of the Arabic ends."""
    arabic, english, _ = tables()
    left, right = cut_arabic(ar), cut_english(en)
    if english.keys().isdisjoint(right.there) or _FROM.isdisjoint(left.there):
        return ()
    ours = {(a, b): (x, y) for a, b, x, y in _ranges(left.tokens, left.keys, arabic)}
    for a, b, x, y in _ranges(right.tokens, right.keys, english) if ours else ():
        if (b, a) in ours and (a, b) not in ours:
            first, last = ours[b, a]
            here, there = ar[first.start : last.end], en[x.start : y.end]
            return (Flag("date", "error", f"“{here}” in the Arabic, “{there}” in the English", here, there),)
    return ()


def _ranges(
    tokens: Sequence[Token], keys: Sequence[str], table: Mapping[str, _Day]
) -> Iterator[tuple[_Day, _Day, Token, Token]]:
    """Two different days, or two months, that stand behind "from" and behind "to": what they are and their tokens."""
    places = [i for i, key in enumerate(keys) if key in table]
    for i, j in pairwise(places):
        first, last = table[keys[i]], table[keys[j]]
        told = not _FROM.isdisjoint(keys[max(0, i - 3) : i]) or keys[i + 1] in _THROUGH
        apart = first[0] == last[0] and first != last and j - i <= _GAP + 1
        if told and apart and not _TO.isdisjoint(keys[i + 1 : j]):
            yield first, last, tokens[i], tokens[j]
