"""Strings that are known to be dates or to hold one: metadata in compact forms, addresses, and other languages' dates."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from .text import ascii_digits, clean_text
from .types import DatePrecision, DateSource, PageDate

_URL_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/_](?P<m>\d{1,2})[-/_](?P<d>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<y2>20\d\d)(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?!\d)"
    r"|/(?P<y3>(?:19|20)\d\d)/[a-z_-]{2,30}/(?P<m3>\d{1,2})/(?P<d3>\d{1,2})(?=/)"
    r"|/(?P<y4>20\d\d)/(?P<m4>0[1-9]|1[0-2])(?=/(?!\d{1,2}(?!\d))|$)"
)
FOREIGN = re.compile(
    r"\W*(?:[^\W\d_]{2,12}\W{1,3})?\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s)?\d{4}(?:\W{1,4}\d{1,2}:\d\d(?::\d\d)?)?\W*"
)


_DAY_AND_YEAR = re.compile(r"(?<!\d)\d{1,2}(?![\d:])[^\d]*[^\W\d_]{3}[^\d]*(?<!\d)\d{4}(?!\d)")


def exact_date(text: str, source: DateSource) -> PageDate | None:
    """Forms that only a string known to be a date may have: seconds since 1970, 20171218, 2017, --12-20, and URLs."""
    text = ascii_digits(clean_text(text)).strip()
    if source == "url" or "://" in text:
        return date_in_url(text)
    if re.fullmatch(r"1\d{9}|1\d{12}", text):
        then = datetime.fromtimestamp(int(text[:10]), UTC)
        return PageDate(then.strftime("%Y-%m-%dT%H:%M"), "minute", source, text)
    if re.fullmatch(r"(19|20)\d\d", text):
        return PageDate(text, "year", source, text)
    for pattern, shape, precision in _COMPACT:
        if re.fullmatch(pattern, text):
            try:
                then = datetime.strptime(text, shape)
            except ValueError:
                return None
            return PageDate(
                then.strftime("%Y-%m-%d" if precision == "day" else "%Y-%m-%dT%H:%M"), precision, source, text
            )
    found = re.fullmatch(r"--(\d\d)-?(\d\d)", text)
    if found:
        try:
            then = datetime(2000, int(found[1]), int(found[2]))
        except ValueError:
            return None
        return PageDate(f"--{then:%m-%d}", "day-without-year", source, text)
    return None


_COMPACT: tuple[tuple[str, str, DatePrecision], ...] = (
    (r"(19|20)\d{6}", "%Y%m%d", "day"),
    (r"(19|20)\d{10}", "%Y%m%d%H%M", "minute"),
    (r"(19|20)\d{12}", "%Y%m%d%H%M%S", "minute"),
)


def date_in_url(url: str) -> PageDate | None:
    for m in _URL_DAY.finditer(url[:2000]):
        g = m.groupdict()
        n = next(n for n in ("", "2", "3", "4") if g["y" + n])
        if n == "4":
            return PageDate(f"{g['y4']}-{g['m4']}", "month", "url", m.group().strip("/"))
        try:
            day = date(int(g["y" + n]), int(g["m" + n]), int(g["d" + n]))
        except ValueError:
            continue
        return PageDate(day.isoformat(), "day", "url", m.group().strip("/"))
    return None


def foreign_date(folded: str, text: str, source: DateSource) -> PageDate | None:
    """What dateparser makes of a short string whose month names are not ours; it must name day, month and year."""
    if not 8 <= len(folded) <= 60 or not _DAY_AND_YEAR.search(folded):
        return None
    import dateparser

    found = dateparser.parse(
        folded,
        locales=["ar-SY", "tr", "de", "es", "it", "ru", "fa", "nl", "pt"],
        settings={"REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY", "STRICT_PARSING": True},
    )
    if found is None or not 1900 <= found.year < 2100:
        return None
    words = " ".join(clean_text(text).split())
    if re.search(r"\d:\d\d", folded):
        return PageDate(found.strftime("%Y-%m-%dT%H:%M"), "minute", source, words)
    return PageDate(found.date().isoformat(), "day", source, words)
