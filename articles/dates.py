"""The date a page says it was published on, read from one short line or metadata string."""

from __future__ import annotations

import re
from datetime import datetime

from .text import clean_text, fold
from .types import DateSource, PageDate

_NUMERIC = re.compile(r"(?<![\d/.-])(?:(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{1,2})([-/.])(\d{1,2})\6(\d{4}))(?!\d|[/.-]\d)")
_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)")


def find_date(
    text: str, *, year: int | None = None, reference: datetime | None = None, source: DateSource = "header"
) -> PageDate | None:
    """The publication date expressed in one short line; None where it names none."""
    line = fold(clean_text(text))
    found = _NUMERIC.search(line)
    if not found or len(line) > 300:
        return None
    y, _, m, d, d2, _, m2, y2 = found.groups()
    try:
        day = datetime(int(y or y2), int(m or m2), int(d or d2))
    except ValueError:
        return None
    time = _TIME.search(line)
    if time:
        return PageDate(f"{day:%Y-%m-%d}T{int(time[1]):02}:{time[2]}", "minute", source, text.strip())
    return PageDate(f"{day:%Y-%m-%d}", "day", source, text.strip())


def is_dateline(text: str) -> bool:
    """Whether the line is nothing but a date or a time with its label words."""
    return find_date(text) is not None and len(text.split()) < 8


def parse_user_date(text: str) -> PageDate:
    """The date a user typed. Raises ValueError where it is none."""
    found = find_date(text, source="user")
    if found is None:
        raise ValueError(f"{text!r} is not a date; write it like 2017-12-18")
    return found
