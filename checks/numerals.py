"""A number as it stands in a sentence, and the ways a string of digits can be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .tokens import Token

_ROUND = (100, 200, 1000, 2000)  # one Arabic word each, and each also a name or a verb

NumberKind = Literal["digits", "words", "ordinal", "fraction", "time", "vague", "soft"]


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a sentence: ``sentence[start:end] == text``.

    ``value`` is the likeliest reading, ``readings`` all of them (``1.000`` is 1000 or 1; ``8:30 p.m.`` is the time 20:30).
    Times of day are encoded as negative minutes on the twelve-hour dial, see ``clock``. ``vague`` are "dozens", "thousands";
    ``soft`` are words that hold a number without naming one ("decade", "both", dual nouns): they can answer a number on
    the other side and are never missed themselves.
    """

    value: float
    start: int
    end: int
    text: str
    kind: NumberKind
    readings: tuple[float, ...]
    percent: bool = False

    @property
    def weight(self) -> int:
        """How surely this is a number that a translation has to keep: 0 not at all, 1 perhaps, 2 likely, 3 surely."""
        if self.kind == "soft":
            return 0
        if self.value == 0:
            return 1 if self.kind == "digits" else 0
        if self.kind in ("digits", "time"):
            return 3
        if self.kind in ("fraction", "vague"):
            return 1
        if self.value <= 2:
            return 0 if self.kind == "ordinal" or self.value == 1 else 1
        if self.value in _ROUND and " " not in self.text:
            return 2
        return 2 if self.value <= 10 else 3


def clock(hour: int, minute: int) -> float:
    """A time of day on the twelve-hour dial, as a number no quantity can have."""
    return float(-(hour % 12 * 60 + minute) - 1)


def digit_readings(text: str) -> tuple[float, ...]:
    """What a run of ASCII digits with ``. , :`` inside can mean, likeliest first.

    Separators are read both ways where usage is divided: ``1.000`` and ``1,000`` are 1000 or 1, ``1,5`` and ``1.5``
    are one and a half, ``12:30`` and ``12.30`` half past twelve.
    """
    text = text[:40].rstrip(".,:ر")
    if "ر" in text:
        first, last = text.split("ر")[:2]
        readings = [r for a, b in ((first, last), (last, first)) for r in digit_readings(f"{a}.{b}")[:1]]
        return tuple(readings)
    if ":" in text:
        return _times(text)
    if text.isdigit():
        readings = [float(text)]
        if len(text) in (3, 4) and int(text[:-2]) < 24 and int(text[-2:]) < 60:
            readings.append(clock(int(text[:-2]), int(text[-2:])))
        return tuple(readings)
    groups = text.replace(",", ".").split(".")
    whole = float("".join(groups))
    marks = [c for c in text if c in ".,"]
    if len(groups) == 2:
        decimal = float(f"{groups[0]}.{groups[1]}")
        if len(groups[1]) == 3 and groups[0] != "0" and len(groups[0]) <= 3:
            return (whole, decimal)
        if len(groups[1]) == 2 and int(groups[0]) < 24 and int(groups[1]) < 60:
            return (decimal, clock(int(groups[0]), int(groups[1])))
        return (decimal,)
    if marks[-1] != marks[0] or len(groups[-1]) != 3:
        return (float("".join(groups[:-1]) + "." + groups[-1]), whole)
    return (whole, float("".join(groups[:-1]) + "." + groups[-1]))


def _times(text: str) -> tuple[float, ...]:
    hour, minute = (int("".join(c for c in part if c.isdigit())[:4] or 0) for part in text.split(":")[:2])
    if hour > 24 or minute > 59:
        return (hour + minute / 100,)
    readings = [clock(hour, minute), hour + minute / 100]
    if minute == 0:
        readings += [float(hour), float(hour % 12)]
    if hour % 15 == 0 and minute <= 24:  # written from the right: 00:15 for 15:00
        readings.append(clock(minute, hour % 60))
    return tuple(readings)


def entity(text: str, token: Token) -> bool:
    """Whether the digits are what is left of an HTML entity: ``&#39;``."""
    return text[token.start - 1 : token.start] == "#" and text[token.end : token.end + 1] == ";"


def show(value: float) -> str:
    """The number for a message: ``1,500,000``, ``1.5``, ``20:30``."""
    if value < 0:
        minutes = int(-value) - 1
        return f"{minutes // 60 or 12}:{minutes % 60:02d}"
    if value == int(value) and value < 1e15:
        return f"{int(value):,}" if value >= 10000 else str(int(value))
    return f"{value:.6g}"
