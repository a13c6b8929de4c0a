"""Days: which window the user asked for, and whether a page's date falls into it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..articles.types import PageDate
from ..errors import MujazError

Undated = Literal["keep", "skip"]
Place = Literal["in", "out", "unknown"]

_VALUE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ](.*))?")
_OFFSET = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$")


@dataclass(frozen=True, slots=True)
class Window:
    """Days from ``start`` to ``end``, both included; None leaves that side open."""

    start: date | None = None
    end: date | None = None
    zone: ZoneInfo | None = None

    @property
    def open(self) -> bool:
        return self.start is None and self.end is None

    def place(self, when: PageDate) -> Place:
        """Whether the page is of the window. ``unknown`` where its date is too vague to say: that is never taken for in."""
        days = possible_days(when, self.zone)
        if days is None:
            return "unknown"
        first, last = days
        if (self.start and last < self.start) or (self.end and first > self.end):
            return "out"
        if (self.start is None or first >= self.start) and (self.end is None or last <= self.end):
            return "in"
        return "unknown"


def window(
    day: str | None = None, start: str | None = None, end: str | None = None, timezone: str | None = None
) -> Window:
    """The window of ``--date`` or of ``--from`` and ``--to``; ``today`` and ``yesterday`` are days too, in ``timezone``.

    Raises MujazError for a day that is none, an unknown zone, both forms at once, or an end before its start.
    """
    zone = _zone(timezone) if timezone else None
    if day and (start or end):
        raise MujazError("--date", "stands beside --from or --to", "give one day or a window, not both")
    if day:
        only = the_day(day, timezone)
        return Window(only, only, zone)
    found = Window(the_day(start, timezone) if start else None, the_day(end, timezone) if end else None, zone)
    if found.start and found.end and found.start > found.end:
        raise MujazError("--from", f"{found.start} is after --to {found.end}", "exchange them")
    return found


def the_day(text: str, timezone: str | None = None) -> date:
    """``2026-11-20``, ``today`` or ``yesterday`` (of ``timezone``, else of this machine) as a date."""
    word = text.strip().lower()
    if word in ("today", "yesterday"):
        today = datetime.now(_zone(timezone) if timezone else None).date()
        return today - timedelta(days=word == "yesterday")
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise MujazError(text, "is no day", "write it as 2026-11-20, today or yesterday") from None


def possible_days(when: PageDate, zone: ZoneInfo | None = None) -> tuple[date, date] | None:
    """First and last day the page may be of; None where it may be any.

    Clock times with an offset are turned into ``zone``; those without are the page's own.
    """
    match = _VALUE.fullmatch(when.value or "")
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.group(1, 2, 3))
    try:
        if year and month and day:
            whole = when.value or ""
            if zone and match.group(4) and _OFFSET.search(whole):
                moved = datetime.fromisoformat(whole).astimezone(zone).date()
                return moved, moved
            return date(year, month, day), date(year, month, day)
        if year and month:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return (date(year, 1, 1), date(year, 12, 31)) if year else None
    except ValueError:
        return None


def in_window(
    when: PageDate,
    *,
    date: str | None = None,
    start: str | None = None,
    end: str | None = None,
    timezone: str | None = None,
    undated: Undated = "keep",
) -> bool:
    """Whether an article with that date belongs into the digest, so that no model runs for one that does not.

    Articles whose date is unknown or too vague are in with ``undated="keep"``; the digest lists them apart.
    """
    place = window(date, start, end, timezone).place(when)
    return place == "in" or (place == "unknown" and undated == "keep")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise MujazError(name, "is no time zone", "write it as Asia/Beirut") from None
