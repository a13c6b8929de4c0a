"""Numbers of the Arabic that the English lost, changed or added."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .dates import english_dates
from .numerals import Number, show
from .numerals_ar import numbers_ar
from .numerals_en import numbers_en
from .types import Flag, Severity

_VAGUE_CLOSE = 4.0
_SHARE_EN = re.compile(r"%|per ?cent|\bpct\b", re.IGNORECASE)
_SHARE_AR = re.compile("[%٪]|الم(?:ئ|ائ|ي)[ةه]")
_DAY = re.compile(r"\b(?:day|daily|overnight|clock|yesterday)\b", re.IGNORECASE)  # what 24 hours may be
_PARTS_OF_A_YEAR = ((0.5, 6), (0.25, 3), (0.75, 9))
_MONTHS = re.compile(r"\bmonths\b")
_ABOUT = 2  # "just over half" is 51 per cent
_MANY = 60  # a sentence of sane length has fewer; beyond it only the first are compared


def check_numbers(ar: str, en: str) -> tuple[Flag, ...]:
    """A flag for each number that has no equal on the other side.

    Numbers are compared by value, whatever they are written in. What stands in digits is held to strictly; number words up
    to ten, fractions and vague amounts give warnings, "one", "first" and dual nouns nothing.
    """
    left, right = numbers_ar(ar), numbers_en(en)
    if not left and not right:
        return ()
    lost, added = unmatched(left, right)
    lost = [n for n in lost if n.value != 24 or 1 not in n.readings or not _DAY.search(en)]
    if lost:
        spans = _spans_of_months(en)
        lost = [n for n in lost if n.value not in spans]
        for part, months in _PARTS_OF_A_YEAR if _MONTHS.search(en) else ():  # the first half: the first six months
            here, there = [n for n in lost if n.value == part], [n for n in added if n.value == months]
            if here and there:
                lost, added = [n for n in lost if n not in here], [n for n in added if n not in there]
    return (*_flags(lost, added, left, right), *_percents(ar, en, left, right), *_roman(lost, added))


def _spans_of_months(en: str) -> set[int]:
    """How many months lie between the first two that the English names, both counted: "January to September" are nine."""
    months = [number for kind, number in english_dates(en)[0] if kind == "month"]
    return {abs(months[1] - months[0]) + 1} if len(months) > 1 else set()


def _roman(lost: Sequence[Number], added: Sequence[Number]) -> list[Flag]:
    """A warning where an ordinal of the Arabic became another Roman numeral: Ramses II and Ramses III."""
    ordinal = next((n for n in lost if n.kind == "ordinal" and n.value > 1), None)
    roman = next((n for n in added if n.kind == "soft" and n.value > 1 and n.text.isupper()), None)
    if ordinal is None or roman is None:
        return []
    told = f"“{ordinal.text}” in the Arabic, “{roman.text}” in the English"
    return [Flag("number", "warning", told, ordinal.text, roman.text)]


def _percents(ar: str, en: str, left: Sequence[Number], right: Sequence[Number]) -> list[Flag]:
    """The first number that only one side gives in per cent, where the other side has no sign or word of per cent at all."""
    mine, theirs = [n for n in left if n.percent], [n for n in right if n.percent]
    pair: tuple[Number, Number] | None = None
    if mine and not theirs and not _SHARE_EN.search(en):
        pair = next(((m, n) for n in right for m in mine if _alike(m, n)), None)
    elif theirs and not mine and not _SHARE_AR.search(ar):
        pair = next(((n, m) for n in left for m in theirs if _alike(n, m)), None)
    if pair is None:
        return []
    arabic, english = pair
    told = f"{_with_percent(arabic)} in the Arabic, {_with_percent(english)} in the English"
    return [Flag("number", "error", told, arabic.text, english.text)]


def _with_percent(number: Number) -> str:
    return show(number.value) + (" per cent" if number.percent else "")


def unmatched(left: Sequence[Number], right: Sequence[Number]) -> tuple[list[Number], list[Number]]:
    """The numbers of either side that the other side does not have, each occurrence answering one occurrence.

    Likeliest readings are compared first, and what stands in digits before what may not be a number at all.
    """
    free = dict.fromkeys(sorted(range(len(right)), key=lambda k: (-right[k].weight, k)))
    by_value: dict[float, list[int]] = {}
    for k in reversed(free):
        by_value.setdefault(right[k].value, []).append(k)
    waiting: list[Number] = []
    for number in sorted(left, key=lambda n: -n.weight):
        same = by_value.get(number.value)
        if same:
            del free[same.pop()]
        else:
            waiting.append(number)
    lost: list[Number] = []
    for number in waiting:
        candidates = free if len(free) < _MANY else list(free)[:_MANY]
        found = next((k for k in candidates if _share_a_reading(number, right[k])), None)
        if found is None:
            lost.append(number)
        else:
            del free[found]
    return lost, [right[k] for k in free]


def _share_a_reading(a: Number, b: Number) -> bool:
    if a.kind == "vague" and _vague_alike(a, b):
        return True
    if _part_and_percent(a, b) or _part_and_percent(b, a):
        return True
    return _alike(a, b)


def _alike(a: Number, b: Number) -> bool:
    return any(_same(x, y) for x in a.readings for y in b.readings)


def _part_and_percent(a: Number, b: Number) -> bool:
    """Whether a fraction and a number in per cent are the same: a half and 50 per cent."""
    return a.kind == "fraction" and b.percent and abs(100 * a.value - b.value) <= _ABOUT


def _same(a: float, b: float) -> bool:
    return a == b or abs(a - b) <= 1e-6 * abs(b)


def _vague_alike(a: Number, b: Number) -> bool:
    return b.kind == "vague" and a.value / _VAGUE_CLOSE < b.value < a.value * _VAGUE_CLOSE


def _flags(lost: list[Number], added: list[Number], left: Sequence[Number], right: Sequence[Number]) -> Iterator[Flag]:
    lost = sorted((n for n in lost if n.weight > 0), key=lambda n: n.start)[:_MANY]
    added = sorted((n for n in added if n.weight > 0), key=lambda n: n.start)[:_MANY]
    for a, b in _pair_up(lost, added):
        severity: Severity = "error" if min(a.weight, b.weight) == 3 else "warning"
        yield Flag("number", severity, f"{show(a.value)} in the Arabic, {show(b.value)} in the English", a.text, b.text)
        lost.remove(a)
        added.remove(b)
    for n in lost:
        severity = "note" if _said(n, right) else _severity(n)
        yield Flag("number", severity, f"{_named(n)} is in the Arabic but not in the English", n.text, None)
    for n in added:
        if n.value > 2 or n.value < 0:
            severity = "note" if _said(n, left) else _severity(n)
            yield Flag("number", severity, f"{_named(n)} is in the English but not in the Arabic", None, n.text)


def _said(number: Number, other: Sequence[Number]) -> bool:
    """Whether the other side has the number, only not as often."""
    return any(_share_a_reading(number, n) for n in other[: 4 * _MANY])


def _severity(number: Number) -> Severity:
    if number.weight == 1 and number.kind == "words" and number.value == 2:
        return "warning"
    return {3: "error", 2: "warning"}.get(number.weight, "note")  # type: ignore[return-value]


def _named(number: Number) -> str:
    return f"“{number.text}”" if number.kind == "vague" else show(number.value)


def _pair_up(lost: list[Number], added: list[Number]) -> list[tuple[Number, Number]]:
    """Which added number stands where a lost one was: the same number of each in order, else the nearest in digits."""
    if len(lost) == len(added):
        return list(zip(lost, added, strict=True))
    short, long = (lost, added) if len(lost) < len(added) else (added, lost)
    pairs = []
    rest = list(long)
    for n in short:
        best = min(rest, key=lambda m: (_unlike(n, m), abs(n.start - m.start)))
        rest.remove(best)
        pairs.append((n, best) if short is lost else (best, n))
    return pairs


def _unlike(a: Number, b: Number) -> float:
    if a.value <= 0 or b.value <= 0:
        return 2.0 if (a.value < 0) != (b.value < 0) else 0.5
    ratio = a.value / b.value
    return 1 - min(ratio, 1 / ratio)
