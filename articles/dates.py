"""The day a page says it was published, read from one short line or metadata string.

A date in a line of prose is not the page's date, so a date counts only with evidence: nothing else stands in the line, a
label announces it ("نشر في"), a clock time, a day name or an agency stands beside it, or a mark parts it from a few
other words. Own rules first; dateparser is asked about short strings in other languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .datemarks import Line, Mark, read_line, with_year
from .dateshapes import may_hold_date, may_hold_time, tells_more
from .datestrings import FOREIGN, exact_date, foreign_date
from .types import DatePrecision, DateSource, PageDate

LONGEST_LINE = 300
_HEAD = 120  # of a longer text only an agency's dateline at its head is looked at

_JOINTS = frozenset({"link", "weekday", "zone", "label", "time", "date", "hijri", "end", "sep"})
_DASHES = frozenset("-–—")
_CUTS = frozenset("-–—|/\\،,()[]{}·•●*~_<>«»")
_TRUSTED = frozenset({"meta", "feed", "user", "url"})


def find_date(
    text: str, *, year: int | None = None, reference: datetime | None = None, source: DateSource = "header"
) -> PageDate | None:
    """The publication date that one short line or metadata string expresses; None where it expresses none.

    ``year`` completes a day that is named without one; ``reference`` is the time that "منذ ساعتين" and "أمس" count back
    from, without which they are no date. Clock times are the page's own, whatever its zone. ``source`` is passed on; a
    string from ``meta``, ``feed``, ``url`` or the ``user`` is taken to be a date and needs no evidence.
    """
    trusted = source in _TRUSTED
    if trusted:
        exact = exact_date(text.strip(), source)
        if exact is not None:
            return exact
    head = text[: 8 * LONGEST_LINE]
    if not (
        trusted
        or may_hold_date(head)
        or ((len(text) < _HEAD and (reference and may_hold_time(head))) or FOREIGN.fullmatch(head))
    ):
        return None
    agency_only = len(text) > LONGEST_LINE and len(" ".join(head.split())) > LONGEST_LINE
    line = read_line(text[:_HEAD] if agency_only else head)
    best = _best(line, trusted, agency_only)
    if best is not None:
        return _page_date(best, line, year, source)
    if agency_only:
        return None
    if reference is not None:
        back = _counted_back(line, reference, source)
        if back is not None:
            return back
    if not any(m.kind == "date" for m in line.marks) and (trusted or FOREIGN.fullmatch(line.text)):
        return foreign_date(line.text, text, source)
    return None


def is_dateline(text: str) -> bool:
    """Whether the line is nothing but a date or a time with the words that go with it: labels, zones, places, agencies."""
    if len(text) > LONGEST_LINE or tells_more(text) or not (may_hold_date(text) or may_hold_time(text)):
        return False
    marks = read_line(text).marks
    if any(m.kind in ("word", "number", "refuse", "copyright") for m in marks):
        return False
    return any(m.kind in ("date", "time", "ago", "today", "now") and not m.loose for m in marks)


def names_day(text: str) -> bool:
    """Whether a date line says which day, and not only a time of it."""
    return any(m.kind in ("date", "ago", "today", "hijri") for m in read_line(text[:LONGEST_LINE]).marks)


def parse_user_date(text: str) -> PageDate:
    """The date a user typed, in any of the forms pages use. Raises ValueError where it is none."""
    found = find_date(text, source="user")
    if found is None:
        raise ValueError(f"{text.strip()!r} is not a date; write it like 2017-12-18, 2017-12 or 2017-12-18T10:08")
    return found


@dataclass(frozen=True, slots=True)
class _Candidate:
    day: Mark
    rank: int
    clock: tuple[int, int | None] | None
    start: int
    end: int


def _best(line: Line, trusted: bool, agency_only: bool) -> _Candidate | None:
    marks = _joined(line.marks)
    found = []
    for at, mark in enumerate(marks):
        if mark.kind == "date":
            candidate = _candidate(marks, at, trusted, agency_only)
            if candidate is not None:
                found.append(candidate)
    return min(found, key=lambda c: (c.rank, c.day.converted, c.day.year is None, c.start), default=None)


def _joined(marks: tuple[Mark, ...]) -> list[Mark]:
    """The marks, where ``30 يونيو - 6 يوليو 2024`` lends its year to the first day and the second is only its end."""
    lent = list(marks)
    for at in range(len(lent) - 2):
        first, between, second = lent[at : at + 3]
        if (
            not first.kind == second.kind == "date"
            or between.value not in _DASHES
            or first.converted
            or second.converted
        ):
            continue
        if first.year is None and second.year:
            first = lent[at] = with_year(first, second.year) or first
        if first.day and second.day and (first.month, first.day) != (second.month, second.day):
            lent[at + 2] = second._replace(kind="end")
    return lent


def _candidate(marks: Sequence[Mark], at: int, trusted: bool, agency_only: bool) -> _Candidate | None:
    day = marks[at]
    left = at
    while (left and marks[left - 1].kind in _JOINTS | {"published", "updated"}) or (
        left and marks[left - 1].value == ":"
    ):
        left -= 1
        if marks[left].kind in ("published", "updated"):
            break
    if left < at and marks[left].kind == "label" and (said := _published_by(marks, left)) is not None:
        left = said
    right = at + 1
    while right < len(marks) and (marks[right].kind in _JOINTS or marks[right].value in (".", ":")):
        right += 1
    label = next((m for m in reversed(marks[left:at]) if m.kind in ("published", "updated")), None)
    clock = _clock(marks, at, left, right)
    core = [m for m in marks[left:right] if m.kind in ("date", "time", "weekday", "hijri")]
    around = _Around.of(marks, left, at, right, label)
    rank = {"published": 0, "updated": 2}[label.kind] if label else 1
    if not (trusted or _counts(day, around, clock is not None, agency_only)):
        return None
    day = _by_weekday(day, core)
    shown = [m for m in core if m.kind != "date" or m is marks[at] or m.converted != day.converted]
    return _Candidate(day, rank, clock, min(m.start for m in shown), max(m.end for m in shown))


def _published_by(marks: Sequence[Mark], label: int) -> int | None:
    """Where "نشر في المساء يوم" begins: a label, up to three words of a name, and the label before the date."""
    for place in range(label - 1, max(label - 5, -1), -1):
        if marks[place].kind == "published":
            return place
        if marks[place].kind not in ("word", "agency", "link"):
            break
    return None


def _clock(marks: Sequence[Mark], at: int, left: int, right: int) -> tuple[int, int | None] | None:
    """The time beside the date, else the only one of the line."""
    if marks[at].clock:
        return marks[at].clock
    near = [n for n in range(left, right) if marks[n].kind == "time"]
    if not near:
        for n in range(right, len(marks)):  # 5 كانون الأول 2009، آخر تحديث 16:00
            if marks[n].kind == "time":
                return marks[n].clock
            if marks[n].kind == "date" or marks[n].kind not in _JOINTS | {"published", "updated", "stop"}:
                break
        near = [n for n, m in enumerate(marks) if m.kind == "time"]
        if len(near) != 1 or sum(m.kind == "date" for m in marks) != 1:
            return None
    return marks[min(near, key=lambda n: abs(n - at))].clock


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a date: counts of other words before and after it, and how they are parted from it."""

    before: int
    after: int
    cut_before: bool
    cut_after: bool
    colon_after: bool
    label: bool
    label_parted: bool
    preposition: bool
    weekday: bool
    agency: bool
    refused: bool
    refused_after: bool
    ends_in_stop: bool

    @classmethod
    def of(cls, marks: Sequence[Mark], left: int, at: int, right: int, label: Mark | None) -> _Around:
        inner_left, inner_right = marks[left:at], marks[at + 1 : right]
        announced = any(
            m.kind == "label" and n + 1 < at and marks[n + 1].value == ":"
            for n, m in enumerate(marks[:at])
            if n >= left
        )
        close = [m for m in inner_left if m.kind != "weekday"]
        following = marks[right:]
        return cls(
            before=_prose(marks[:left]),
            after=_prose(following),
            cut_before=any(m.kind == "sep" and m.value in _CUTS for m in inner_left),
            cut_after=any(m.kind == "sep" and m.value in _CUTS for m in inner_right),
            colon_after=any(m.value == ":" for m in inner_right) and bool(following),
            label=label is not None or announced,
            label_parted=left == 0
            or announced
            or marks[left - 1].kind in ("sep", "stop", "time", "zone")
            or any(m.value == ":" for m in inner_left),
            preposition=bool(close) and close[-1].kind in ("link", "label"),
            weekday=any(m.kind == "weekday" for m in (*inner_left, *inner_right)),
            agency=any(m.kind == "agency" for m in following[:1])
            and bool(inner_right)
            and inner_right[-1].value in ("(", "[", "/"),
            refused=any(m.kind in ("refuse", "copyright") for m in marks[:at]),
            refused_after=any(m.kind in ("refuse", "copyright") for m in following[:1]),
            ends_in_stop=bool(marks) and marks[-1].kind == "stop",
        )


def _prose(marks: Sequence[Mark]) -> int:
    """How many words are neither places, agencies, counters nor names after a byline word."""
    count, named = 0, 0
    for n, mark in enumerate(marks):
        if mark.kind == "byline":
            named = 6
        elif mark.kind in ("sep", "stop"):
            named = named if mark.value == ":" else 0
        elif _beside(mark, marks, n):
            continue
        elif mark.kind in ("word", "number", "refuse"):
            named -= 1
            count += named < 0
    return count


def _beside(mark: Mark, marks: Sequence[Mark], at: int) -> bool:
    """Whether the mark belongs to a counter or a place: ``1,234 مشاهدة``, ``هسبريس من الرباط``."""
    if mark.kind == "number":
        return any(m.kind in ("count", "issue") for m in marks[max(at - 2, 0) : at + 2])
    return mark.value == "من" and at + 1 < len(marks) and marks[at + 1].kind in ("place", "agency")


def _counts(day: Mark, around: _Around, timed: bool, agency_only: bool) -> bool:
    """Whether the date is the page's own."""
    before, after = around.before, around.after
    dispatch = around.agency and before <= 3 and not around.refused and day.day is not None
    if agency_only:
        return dispatch and before == 0
    if around.label:
        if day.value == "month" and before + after > 3:
            return False
        parted = (around.label_parted and before <= 30) or timed or before <= 1
        return parted and (
            after <= 2 or timed or around.cut_after or (around.label_parted and before == 0 and around.colon_after)
        )
    if around.refused or (around.refused_after and not timed):
        return False
    if day.value == "agency" or dispatch:
        return dispatch
    if day.loose and not (around.weekday or timed or (before + after == 0 and day.value == "dmy")):
        return False
    if before + after == 0:
        return True
    if day.day is None or (around.preposition and before):
        return False
    if day.year is None:
        return timed and before + after <= 3
    if timed:
        return (before <= 3 or (around.cut_before and before <= 8)) and (
            after == 0 or before == 0 or (around.cut_after and after <= 8)
        )
    if around.ends_in_stop or around.colon_after:
        return False
    if before and after:
        return around.cut_before and around.cut_after and before + after <= 6
    if before:
        return (before <= 8 and around.cut_before) or (before <= 3 and around.weekday)
    return (after <= 4 and (around.cut_after and around.weekday)) or (after <= 2 and around.weekday)


def _by_weekday(day: Mark, core: Sequence[Mark]) -> Mark:
    """07/09/2009 with the name of the day that only 9 July fits is 9 July."""
    named = {int(m.value) for m in core if m.kind == "weekday"}
    if day.value != "dmy" or len(named) != 1 or not (day.year and day.month and day.day) or day.day > 12:
        return day
    (weekday,) = named
    if date(day.year, day.month, day.day).isoweekday() != weekday == date(day.year, day.day, day.month).isoweekday():
        return Mark("date", day.start, day.end, "mdy", day.year, day.day, day.month)
    return day


def _page_date(found: _Candidate, line: Line, year: int | None, source: DateSource) -> PageDate | None:
    day, words = found.day, line.cut(found.start, found.end)
    if day.year is None and year is not None:
        day = with_year(day, year) or day
    if day.day is None:
        return PageDate(f"{day.year:04}-{day.month:02}", "month", source, words)
    if day.year is None:
        return PageDate(f"--{day.month:02}-{day.day:02}", "day-without-year", source, words)
    value = f"{day.year:04}-{day.month:02}-{day.day:02}"
    if found.clock is None:
        return PageDate(value, "day", source, words)
    hour, minute = found.clock
    if minute is None:
        return PageDate(f"{value}T{hour:02}", "hour", source, words)
    return PageDate(f"{value}T{hour:02}:{minute:02}", "minute", source, words)


def _counted_back(line: Line, reference: datetime, source: DateSource) -> PageDate | None:
    """``منذ ساعتين``, ``أمس 14:20`` where nothing else stands in the line."""
    marks = line.marks
    if any(m.kind in ("word", "number", "refuse", "copyright") for m in marks):
        return None
    clock = next((m.clock for m in marks if m.kind == "time"), None)
    for mark in marks:
        words = line.cut(mark.start, mark.end)
        if mark.kind == "now":
            return PageDate(reference.strftime("%Y-%m-%dT%H:%M"), "minute", source, words)
        if mark.kind == "ago":
            finest, seconds = mark.value.split()
            return _cut(reference, timedelta(seconds=int(seconds)), finest, source, words)
        if mark.kind == "today":
            day = (reference - timedelta(days=int(mark.value))).date().isoformat()
            if clock is None:
                return PageDate(day, "day", source, words)
            hour, minute = clock
            return (
                PageDate(f"{day}T{hour:02}", "hour", source, words)
                if minute is None
                else PageDate(f"{day}T{hour:02}:{minute:02}", "minute", source, words)
            )
    return None


def _cut(reference: datetime, back: timedelta, finest: str, source: DateSource, words: str) -> PageDate | None:
    try:
        then = reference - back
    except OverflowError:
        return None
    shapes: dict[str, tuple[str, DatePrecision]] = {
        "hour": ("%Y-%m-%dT%H", "hour"),
        "day": ("%Y-%m-%d", "day"),
        "week": ("%Y-%m-%d", "day"),
        "month": ("%Y-%m", "month"),
        "year": ("%Y", "year"),
    }
    shape, precision = shapes.get(finest, ("%Y-%m-%dT%H:%M", "minute"))
    return PageDate(then.strftime(shape), precision, source, words)
