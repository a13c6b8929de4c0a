"""The marks in a line that may make up its date: days, times, day names, labels, zones, and the words between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from .dateshapes import TOKEN, compiled, folded, folded_char, lexicon, months, shapes, words
from .text import clean_text

GAP = "\0"  # stands where a mark was already taken
# Characters that are folded into none or several, and blanks that are not single
_UNEVEN = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d…\n]|^ | {2}")


class Mark(NamedTuple):
    """One piece of a folded line, ``line[start:end]``.

    ``kind`` is ``date``, ``time``, ``ago``, ``hijri`` (a Hijri day that cannot be converted), a kind of
    ``data/date_words.tsv``, or ``word``, ``number``, ``stop`` (ends a phrase), ``sep``. A date has ``month`` and, as far as
    the line says, ``year`` and ``day``; a time has ``clock``; other kinds may have a ``value``.
    """

    kind: str
    start: int
    end: int
    value: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    clock: tuple[int, int | None] | None = None
    last: date | None = None
    converted: bool = False
    loose: bool = False


class Line:
    """A folded line and its marks, with the way back to the text it was folded from.

    ``cut(start, end)`` gives the original words of a stretch of the folded line.
    """

    def __init__(self, text: str) -> None:
        self._original = text = clean_text(text)
        line, places = _folded_with_places(text)
        for added, m in enumerate(list(compiled(shapes().glued).finditer(line))):
            at = m.end() + added
            line = f"{line[:at]} {line[at:]}"
            places.insert(at, places[at - 1])
        self.text = line
        self._places = places
        self.marks = tuple(sorted(_marks(line), key=lambda mark: mark.start))

    def cut(self, start: int, end: int) -> str:
        return " ".join(self._original[self._places[start] : self._places[end - 1] + 1].split())


read_line = lru_cache(maxsize=64)(Line)
"""The marks of a line; the lines around a story are asked about more than once."""


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """The text folded, its blanks single, and for each character the place of the one it came from."""
    line = folded(text)
    if len(line) == len(text) and not _UNEVEN.search(text):
        return line.rstrip(), list(range(len(text)))
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for c in folded_char(char):
            if not (c.isspace() and (not chars or chars[-1] == " ")):
                chars.append(" " if c.isspace() else c)
                places.append(place)
    return "".join(chars).rstrip(), places


def _marks(line: str) -> Iterator[Mark]:
    """All marks of the line; each character belongs to at most one."""
    known = shapes()
    found: list[Mark] = []

    def take(pattern: str, read: Callable[[re.Match[str]], Mark | None]) -> None:
        nonlocal line
        pieces, last = [], 0
        for m in compiled(pattern).finditer(line):
            mark = read(m)
            if mark is not None:
                found.append(mark)
                pieces += [line[last : m.start()], GAP * (m.end() - m.start())]
                last = m.end()
        if pieces:
            line = "".join([*pieces, line[last:]])

    if any(c.isdigit() for c in line):
        take(known.iso, _iso)
        if "+" in line or "-" in line:
            take(known.zone, lambda m: Mark("zone", *m.span()))
        take(known.clock, _clock)
        take(known.hour, _clock)
    if "الساعه" in line:
        take(known.spelled, _spelled_hour)
    here = known.told_by(line)
    for kind, needs, pattern in known.dates:
        if needs in here:
            take(pattern, lambda m, kind=kind: _day(kind, m))  # type: ignore[misc]
    if any(word in line for word in ("منذ", "قبل", "ago")):
        take(known.ago, _ago)
    yield from found
    yield from _tokens(line)


def _tokens(line: str) -> Iterator[Mark]:
    tokens = [(m.group(), m.start(), m.end()) for m in TOKEN.finditer(line) if m.group() != GAP]
    phrases, at = lexicon(), 0
    while at < len(tokens):
        token, start, end = tokens[at]
        if token[0] == "و" and token[1:] in words("weekday"):
            token = token[1:]
            tokens[at] = token, start + 1, end
        for phrase, kind, value in phrases.get(token, ()):
            span = _matches(tokens, at, phrase)
            if span:
                yield Mark(kind, start, tokens[at + span - 1][2], value)
                at += span
                break
        else:
            if token[0].isdigit():
                yield Mark("number", start, end, token)
            elif token[0].isalpha():
                yield Mark("word", start, end, token)
            elif token == "©":
                yield Mark("copyright", start, end)
            else:
                yield Mark("stop" if token in ".!?؟:؛" else "sep", start, end, token)
            at += 1


def _matches(tokens: list[tuple[str, int, int]], at: int, phrase: tuple[str, ...]) -> int:
    """How many tokens from ``at`` on spell the phrase, dots between its words allowed; 0 where they do not."""
    place = at
    for number, word in enumerate(phrase):
        while number and place < len(tokens) and tokens[place][0] == "." and place - at < 2 * len(phrase):
            place += 1
        if place >= len(tokens) or tokens[place][0] != word:
            return 0
        place += 1
    return place - at


def _whole(m: re.Match[str], *names: str) -> str | None:
    groups = m.groupdict()
    return next((groups[n] for n in names if groups.get(n) is not None), None)


def _iso(m: re.Match[str]) -> Mark | None:
    day = _valid(int(m["y"]), int(m["n"]), int(m["d"]))
    hour = int(m["h"]) % 24
    return None if day is None else Mark("date", *m.span(), "iso", day.year, day.month, day.day, (hour, int(m["i"])))


def _clock(m: re.Match[str]) -> Mark | None:
    hour = int(_whole(m, "h", "h2", "h3", "h4") or 0)
    minute = _whole(m, "i", "i2", "i3", "i4")
    part = _whole(m, "p", "p2")
    if minute is None and ((hour > 12 and part) or hour > 23):
        return None
    return Mark("time", *m.span(), clock=(_of_day(hour, part), None if minute is None else int(minute)))


def _spelled_hour(m: re.Match[str]) -> Mark | None:
    """``الساعة الثالثة والنصف عصرا``"""
    hour, minute = int(words("hour")[m["w"]]), _PARTS.get(m["q"] or "")
    if minute is not None and minute > 30:
        hour = hour - 1 or 12
    return Mark("time", *m.span(), clock=(_of_day(hour, m["p"]), minute))


_PARTS = {
    "والنصف": 30,
    "ونصف": 30,
    "والربع": 15,
    "وربع": 15,
    "والثلث": 20,
    "الا ربعا": 45,
    "الا الربع": 45,
    "الا ثلثا": 40,
    "تماما": 0,
}


def _of_day(hour: int, part: str | None) -> int:
    """The hour of 24, by the part of the day that a clock of twelve names."""
    if part and hour <= 12:
        if part in words("pm"):
            hour = hour % 12 + 12
        elif part in words("am"):
            hour %= 12
        elif part in words("noon"):
            hour = hour + 12 if hour < 10 else hour
        else:
            hour = 0 if hour == 12 else hour + 12 if hour > 5 else hour
    return hour % 24


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year < 2100 else None
    except ValueError:
        return None


def _day(kind: str, m: re.Match[str]) -> Mark | None:
    groups = m.groupdict()
    if kind.startswith("hijri"):
        return _hijri_day(kind, m)
    if kind == "coptic":  # stands beside the page's date; not converted
        return Mark("hijri", *m.span(), loose=True)
    month = months("gregorian")[groups["m"]] if groups.get("m") else int(groups["n"])
    if groups.get("m2") and months("gregorian")[groups["m2"]] != month:
        return None
    year = int(groups["y"]) if groups.get("y") else None
    if groups.get("yy"):
        year = int(groups["yy"]) + (2000 if int(groups["yy"]) < 70 else 1900)
    value, loose = kind, kind.endswith("?")
    if kind.startswith("month"):
        return Mark("date", *m.span(), "month", year, month, loose=loose) if 1 <= month <= 12 else None
    day = int(words("ordinal")[groups["o"]]) if groups.get("o") else int(groups["d"])
    last = None
    if kind == "range":
        second = int(groups["d2"])
        if second > day and _valid(year or 2000, month, second):
            last = date(year or 2000, month, second)
        elif second != month:  # else 12/7 يوليو: the month twice
            return None
    if kind in ("dmy", "text", "ymd") and month > 12 >= day:
        day, month, value = month, day, "mdy"
    if not _valid(year or 2000, month, day):
        return None
    # a year of two digits between dots or dashes is as often a version or a score
    loose = bool(groups.get("yy")) and groups.get("s") != "/"
    return Mark("date", *m.span(), value, year, month, day, last=last, loose=loose)


def _hijri_day(kind: str, m: re.Match[str]) -> Mark | None:
    groups = m.groupdict()
    month = months("hijri")[groups["m"]] if groups.get("m") else int(groups["n"])
    day = int(words("ordinal")[groups["o"]]) if groups.get("o") else int(groups["d"])
    if not (1 <= month <= 12 and 1 <= day <= 30):
        return None
    if not groups.get("y"):
        return Mark("hijri", *m.span(), loose=True)
    from hijridate import Hijri

    try:
        known = Hijri(int(groups["y"]), month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return Mark("date", *m.span(), "hijri", known.year, known.month, known.day, converted=True, loose=kind == "hijri?")


def _ago(m: re.Match[str]) -> Mark | None:
    back, finest = timedelta(), "year"
    for count, unit in ((m["c"], m["u"]), (m["c2"], m["u2"]), (m["c3"], m["u3"])):
        if unit is None:
            continue
        name, own = words("unit")[unit].split()
        times = int(own) or (int(count) if count and count.isdigit() else int(words("number")[count]) if count else 1)
        seconds = {
            "second": 1,
            "minute": 60,
            "hour": 3600,
            "day": 86400,
            "week": 604800,
            "month": 2629800,
            "year": 31557600,
        }
        back += timedelta(seconds=times * seconds[name])
        finest = name
    return Mark("ago", *m.span(), f"{finest} {int(back.total_seconds())}")


def with_year(mark: Mark, year: int) -> Mark | None:
    """The date with the year put in; None where that day does not exist in it."""
    return mark._replace(year=year) if _valid(year, mark.month or 1, mark.day or 1) else None
