"""Halves of the day: eight in the morning and eight in the evening are two times."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from .lexicon import rows
from .numerals import Number
from .numerals_ar import numbers_ar
from .numerals_en import numbers_en
from .tokens import Cut, Token, arabic_tokens, cut_arabic, cut_english
from .types import Flag

_MORNING, _LATE = 1, 2
_HOURS = re.compile(r"(?<![\d.,:])(?:(?P<late>1[3-9]|2[0-3])|0\d)[:,][0-5]\d(?![\d.,:])")
_NIGHT = frozenset({"ليلا", "ليل", "الليل", "night"})
_NOON = frozenset({"ظهرا", "الظهر", "ظهر", "noon", "midday"})
_BETWEEN = frozenset({"من", "في", "بعد", "in", "at", "the", "o'clock"})  # between an hour and its half of the day
_NAMES = {1: "morning", 2: "afternoon or evening"}


class _Hour(NamedTuple):
    """An hour on the dial (0 to 11), its half of the day, and where both stand."""

    hour: int
    half: int
    start: int
    end: int


def check_halves(ar: str, en: str) -> tuple[Flag, ...]:
    """An error where a time of day stands in the wrong half: ``8 مساء`` and "8 a.m."."""
    tokens, _, there = cut_english(en)
    told = _told(3)
    if told.keys().isdisjoint(there):
        return ()
    ours = _hours(ar, cut_arabic(ar), numbers_ar(ar), 2)
    theirs = _hours(en, cut_english(en), numbers_en(en), 3)
    for one in ours:
        halves = {other.half for other in theirs if other.hour == one.hour}
        if (
            len(halves) == 1
            and one.half not in halves
            and not any(o.hour == one.hour and o.half in halves for o in ours)
        ):
            other = next(o for o in theirs if o.hour == one.hour)
            return (_flag(one.half, ar[one.start : one.end], en[other.start : other.end]),)
    return _all_in_one(ar, en, tokens)


def _all_in_one(ar: str, en: str, tokens: tuple[Token, ...]) -> tuple[Flag, ...]:
    """An error where every half that the Arabic tells is the one, and every half that the English tells the other."""
    words = _told(3)
    told = [(i, t) for i, t in enumerate(tokens) if t.key in words]
    clock = [t for i, t in told if t.key in ("am", "pm") and i and tokens[i - 1].key[0].isdigit()]
    if not clock:
        return ()
    theirs = {words[t.key] for _, t in told if t.key != "am" or t in clock}
    left = [(half, t) for t in arabic_tokens(ar) if (half := _told(2).get(t.key)) is not None]
    left += [(_LATE if m["late"] else _MORNING, Token(m.group(), *m.span())) for m in _HOURS.finditer(ar)]
    left.sort(key=lambda one: one[1].start)
    ours = {half for half, _ in left}
    if len(ours) != 1 or len(theirs) != 1 or ours == theirs or 0 in ours | theirs:
        return ()
    here, there = left[0][1], clock[0]
    return (_flag(left[0][0], ar[here.start : here.end], en[there.start : there.end]),)


def _flag(half: int, here: str, there: str) -> Flag:
    message = f"“{here}” ({_NAMES[half]}) in the Arabic, “{there}” in the English"
    return Flag("number", "error", message, here, there)


@cache
def _told(column: int) -> dict[str, int]:
    """The words that tell a half of the day, and which; 0 where the hour decides."""
    return {word: int(row[1]) for row in rows("calendar") if row[0] == "half" for word in row[column].split()}


def _hours(text: str, cut: Cut, numbers: tuple[Number, ...], column: int) -> list[_Hour]:
    """The hours of a text of which it tells the half."""
    tokens, words = cut.tokens, _told(column)
    starts = [token.start for token in tokens]
    found = []
    for number in numbers:
        hour = _on_the_dial(number)
        if hour is None:
            continue
        if m := _HOURS.fullmatch(number.text):
            found.append(_Hour(hour, _LATE if m["late"] else _MORNING, number.start, number.end))
            continue
        own = cut.keys[bisect_left(starts, number.end) - 1]  # English: "8 p.m." is one number
        i = bisect_left(starts, number.end) - (own in words)
        last = i
        while last < len(tokens) and last - i < 2 and tokens[last].key in _BETWEEN:
            last += 1
        word = tokens[last].key if last < len(tokens) else ""
        if word in words:
            behind = tokens[last - 1].key == "بعد"
            half = _LATE if behind else words[word] or _by_hour(word, hour)
            found.append(_Hour(hour, half, number.start, tokens[last].end))
    return [one for one in found if one.half]


def _on_the_dial(number: Number) -> int | None:
    """The hour that a number may be, 0 to 11; a time tells it by its minutes, else a number of up to twelve."""
    time = next((r for r in number.readings if r < 0), None)
    if time is not None:
        return (int(-time) - 1) // 60
    return int(number.value) % 12 if number.value in range(1, 13) and not number.percent else None


def _by_hour(word: str, hour: int) -> int:
    """The half of an hour of the night or about noon; 0 where it may be either."""
    if word in _NIGHT:
        return _MORNING if hour < 5 else _LATE if hour > 6 else 0
    return _LATE if word in _NOON and hour < 4 else 0
