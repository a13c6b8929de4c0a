"""Numbers of the Arabic that the English lost, changed or added."""

from __future__ import annotations

from collections.abc import Sequence

from .numerals import Number, show
from .numerals_ar import numbers_ar
from .numerals_en import numbers_en
from .types import Flag, Severity

_VAGUE_CLOSE = 4.0


def check_numbers(ar: str, en: str) -> tuple[Flag, ...]:
    """A flag for each number that has no equal on the other side.

    Numbers are compared by value, whatever they are written in. What stands in digits is held to strictly; number words up
    to ten, fractions and vague amounts give warnings, "one", "first" and dual nouns nothing.
    """
    left, right = numbers_ar(ar), numbers_en(en)
    if not left and not right:
        return ()
    lost, added = unmatched(left, right)
    return tuple(_flags(lost, added))


def unmatched(left: Sequence[Number], right: Sequence[Number]) -> tuple[list[Number], list[Number]]:
    """The numbers of either side that the other side does not have, each occurrence answering one occurrence."""
    free_right = list(range(len(right)))
    lost: list[Number] = []
    waiting: list[Number] = []
    for number in left:
        k = _find(number.value, right, free_right, main=True)
        if k is None:
            waiting.append(number)
        else:
            free_right.remove(k)
    for number in sorted(waiting, key=lambda n: -n.weight):
        k = next((k for r in number.readings if (k := _find(r, right, free_right)) is not None), None)
        if k is None and number.kind == "vague":
            k = next((k for k in free_right if _vague_alike(number, right[k])), None)
        if k is None:
            lost.append(number)
        else:
            free_right.remove(k)
    return lost, [right[k] for k in free_right]


def _find(value: float, numbers: Sequence[Number], free: list[int], main: bool = False) -> int | None:
    for k in free:
        number = numbers[k]
        if _same(number.value, value) or (not main and any(_same(r, value) for r in number.readings)):
            return k
    return None


def _same(a: float, b: float) -> bool:
    return a == b or abs(a - b) <= 1e-6 * abs(b)


def _vague_alike(a: Number, b: Number) -> bool:
    return b.kind == "vague" and a.value / _VAGUE_CLOSE < b.value < a.value * _VAGUE_CLOSE


def _flags(lost: list[Number], added: list[Number]) -> list[Flag]:
    lost = [n for n in lost if n.weight > 0]
    added = [n for n in added if n.weight > 0]
    lost.sort(key=lambda n: n.start)
    added.sort(key=lambda n: n.start)
    flags: list[Flag] = []
    for a, b in _pair_up(lost, added):
        weight = min(a.weight, b.weight)
        severity: Severity = "error" if weight == 3 else "warning"
        flags.append(
            Flag("number", severity, f"{show(a.value)} in the Arabic, {show(b.value)} in the English", a.text, b.text)
        )
        lost.remove(a)
        added.remove(b)
    for n in lost:
        flags.append(Flag("number", _severity(n), f"{_named(n)} is in the Arabic but not in the English", n.text, None))
    for n in added:
        flags.append(Flag("number", _severity(n), f"{_named(n)} is in the English but not in the Arabic", None, n.text))
    return flags


def _severity(number: Number) -> Severity:
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
