"""One amount in other words: half an hour and 30 minutes, 48 hours and two days, nine in ten and 90 per cent."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from .lexicon import rows
from .numerals import Number, clock
from .tokens import Token

_ARTICLE = "ال"  # cut off in front of digits: الساعات الـ24
_DAY = 24
_OF = frozenset({"a", "an", "of", "the"})
_RATIO = re.compile(r" (?:(?P<noun>[a-z]+) )?(?:in|out of)(?: every)? ")
_HUNDREDS = (10, 100)
_CLOCK = re.compile(r" (?P<side>past|to) ")
_PARTS = {0.5: 30, 0.25: 15, 5.0: 5, 10.0: 10, 20.0: 20, 25.0: 25}


class _Unit(NamedTuple):
    factor: float
    below: float
    times: float


@cache
def _units(column: int) -> dict[str, tuple[_Unit, ...]]:
    found: dict[str, tuple[_Unit, ...]] = {}
    for row in rows("amounts"):
        sort, _, size = row[3].partition(" ")
        unit = _Unit(
            float(row[2]), float(size) if sort == "below" else float("inf"), float(size) if sort == "times" else 0.0
        )
        for word in row[column].split():
            found[word] = (*found.get(word, ()), unit)
    return found


def other_units(tokens: tuple[Token, ...], there: frozenset[str], found: list[Number], arabic: bool) -> None:
    """Adds to the numbers of a sentence what they are in other units; to one only where 24 hours are a day."""
    units = _units(0 if arabic else 1)
    if units.keys().isdisjoint(there):
        return
    starts = [token.start for token in tokens]
    for k, number in enumerate(found):
        i = bisect_left(starts, number.end)
        while i < len(tokens) and tokens[i].key in _OF:
            i += 1
        before = bisect_left(starts, number.start) - 1
        if before >= 0 and tokens[before].key == _ARTICLE:
            before -= 1
        words = [tokens[j].key for j in (i, before) if 0 <= j < len(tokens) and (j == i or arabic)]
        told = next((units[word] for word in words if word in units), ())
        more = [
            number.value * unit.factor
            for unit in told
            if 0 < number.value < unit.below and not (unit.times and number.value % unit.times)
        ]
        more = [value for value in more if value != 1 or number.value == _DAY]
        if more:
            found[k] = replace(number, readings=(*number.readings, *more))


def ratios(text: str, found: list[Number]) -> None:
    """Lets "nine in ten" be nine tenths too, "half past two" the time."""
    for k in range(len(found) - 1):
        a, b = found[k], found[k + 1]
        between = text[a.end : b.start]
        if len(between) > 24 or a.value <= 0 or b.value <= 0:
            continue
        if (m := _RATIO.fullmatch(between)) and a.value < b.value and (b.value in _HUNDREDS or not m["noun"]):
            share = a.value / b.value
            found[k] = replace(a, value=share, kind="fraction", readings=(share, *a.readings))
            found[k + 1] = replace(b, kind="soft")
        elif (m := _CLOCK.fullmatch(between)) and a.value in _PARTS and b.value <= 12 and b.value == int(b.value):
            hour, minutes = int(b.value), _PARTS[a.value]
            time = clock(hour, minutes) if m["side"] == "past" else clock(hour - 1, 60 - minutes)
            found[k] = replace(a, kind="soft")
            found[k + 1] = replace(b, readings=(*b.readings, time))
