"""Outlet, author, address and date of a page, from the lines that were dropped for naming them."""

from __future__ import annotations

import re
from datetime import datetime

from .dates import find_date
from .lines import match_words
from .outlets import outlet_named, outlet_of_url, title_parts
from .page import DATE_LINE_WORDS, STORY, TITLE, Page
from .text import ARABIC_LETTER
from .titles import NUMERIC_DATE, looks_like_name
from .types import DateSource, PageDate

_SHORT_LINK = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,10}/[\w./?=&%+-]{2,200}")
_RIGHTS = re.compile("©|copyright|حقوق", re.IGNORECASE)
_SITE_IN_RIGHTS = re.compile(
    r"(?:محفوظة|محفوظه)\s*(?:©|\(c\))?\s*(?:ل(?:موقع|صحيفة|جريدة|وكالة|شبكة|قناة|بوابة)?\s*)?([^\d©.|]{3,40})"
)
_NO_DATE = frozenset((STORY, TITLE, "copyright", "related", "teaser", "another article", "keywords", "comments"))
_PUBLISHED = frozenset(match_words("نشر النشر نشرت نشرها published"))
_UPDATED = frozenset(match_words("تحديث التحديث تعديل حدث updated modified"))
_MARKS = _PUBLISHED | _UPDATED | frozenset(match_words("تاريخ بتاريخ كتب الموافق gmt"))
_LEAD_SITE_WORDS = 4


def find_outlet(page: Page, title_line: int | None, first: int, sites: list[tuple[str, ...]]) -> str | None:
    """The site's own name on the page, else the known outlet that a source line or short link names."""
    first_line = page.lines[0] if len(page) else None
    if first_line is not None and sites:
        for words in sites:
            if shown := _shown(page, words):
                return shown
    for number in range(len(page)):
        if page.fates[number] in ("copyright", "disclaimer") and (
            found := _SITE_IN_RIGHTS.search(page.lines[number].text)
        ):
            name = found[1].strip(" -–—:،.*")
            if 1 <= len(name.split()) <= _LEAD_SITE_WORDS and ARABIC_LETTER.search(name):
                return name
    if title_line is not None and title_line > 1 and first_line is not None and page.fates[0] == "header":
        words = tuple(word for word in first_line.words if ARABIC_LETTER.search(word))
        text = " ".join(word for word in first_line.text.split() if ARABIC_LETTER.search(word))
        if 1 <= len(words) <= _LEAD_SITE_WORDS and not any(c in text for c in ":؟.!،"):
            return text.strip(" -–—|") or None
    if credited := _credited(page):
        return credited
    for number, fate in enumerate(page.fates):
        if fate == "source":
            hit = page.hits[number]
            value = (hit.rest if hit and hit.rest else page.lines[number].text).strip(' *:-–—«»"“”.')
            if (
                len(value.split()) <= 5
                and (found_outlet := outlet_named(value))
                and not found_outlet.name.startswith("وكالات")
            ):
                return found_outlet.name
    return None


def _credited(page: Page) -> str | None:
    """A known outlet that a short credit names: "سكاي نيوز عربية - أبوظبي", "القاهرة / محمد أحمد / الأناضول"."""
    agency: str | None = None
    for number, fate in enumerate(page.fates):
        if fate not in ("header", "dateline", "byline", "source", "footer") or len(page.lines[number].words) > 8:
            continue
        for part in re.split(r"\s*[-–—/+،:|]\s*", page.lines[number].text):
            found = outlet_named(part) if part.strip() else None
            if found and found.sure and not found.agency:
                return found.name
            if found and found.sure and not found.name.startswith("وكالات"):
                agency = agency or found.name
    return agency


def _shown(page: Page, words: tuple[str, ...]) -> str | None:
    """A site's name as the first line spells it."""
    for part in (page.lines[0].text, *title_parts(page.lines[0].text)):
        if match_words(part) == words:
            return part.strip()
        arabic = " ".join(word for word in part.split() if ARABIC_LETTER.search(word))
        if match_words(arabic) == words:
            return arabic.strip(" -–—|")
    return None


def find_author(page: Page, title_line: int | None, first: int, sites: list[tuple[str, ...]]) -> str | None:
    """From a byline ("كتب: …"), "name – city", or a bare name between title and body."""
    for number, fate in enumerate(page.fates):
        hit = page.hits[number]
        if fate == "byline" and hit and (name := _name(hit.rest, sites)):
            return name
    for number in range(first):
        if page.fates[number] != "header":
            continue
        text = page.lines[number].text
        parts = [part.strip(" :،") for part in re.split(r"\s*[-–—/|،]\s*|:\s", text) if part.strip(" :،")]
        if 2 <= len(parts) <= 3 and all(len(part.split()) <= 4 for part in parts):
            left = [part for part in parts if match_words(part) not in sites and not outlet_named(part)]
            named = [part for part in left if looks_like_name(match_words(part))]
            if named and (len(left) < len(parts) or len(left) == 2) and not any(c.isdigit() for c in text):
                return named[0]
        elif title_line is not None and number > title_line and len(parts) == 1:
            words = match_words(parts[0])
            if looks_like_name(words) and words not in sites and not outlet_named(parts[0]):
                return parts[0]
    return None


def _name(text: str, sites: list[tuple[str, ...]]) -> str | None:
    """The value of a byline: its first part that is no outlet."""
    parts = [part.strip() for part in re.split(r"\s*[-–—/|،]\s*", text.strip(" :-–—|،.")) if part.strip()]
    parts = [part for part in parts if match_words(part) not in sites and not outlet_named(part)]
    if (
        not parts
        or not 1 <= len(parts[0].split()) <= 5
        or not ARABIC_LETTER.search(parts[0])
        or any(c.isdigit() for c in parts[0])
    ):
        return None
    return parts[0]


def find_url(page: Page) -> str | None:
    """The address that the page's share row shows."""
    for number, fate in enumerate(page.fates):
        if fate == "share" and (found := _SHORT_LINK.search(page.lines[number].text)):
            return found.group()
    return None


def outlet_by_url(url: str | None) -> str | None:
    found = outlet_of_url(url) if url else None
    return found.name if found else None


def find_page_date(
    page: Page, first: int, last: int, heads: list[str], *, year: int | None, reference: datetime | None
) -> PageDate | None:
    """The date of the header's lines, else of the footer's, else of the credit at the story's head. Never of prose.

    A day without its year waits for the same day with one.
    """
    waiting: PageDate | None = None
    for numbers, source in (
        (range(first), "header"),
        (range(last, len(page)), "footer"),
        (range(first, last), "header"),
    ):
        best: tuple[float, PageDate] | None = None
        title_seen = False
        for number in numbers:
            if source == "footer" and _begins_comments(page, number):
                break
            title_seen = title_seen or page.fates[number] == TITLE
            score = _score(page, number, title_seen, source)
            if score is None or (best is not None and score <= best[0]):
                continue
            found = find_date(page.lines[number].text, year=year, reference=reference, source=source)  # type: ignore[arg-type]
            if found and found.value:
                best = (score, found)
        if not best:
            continue
        found = best[1]
        if found.precision != "day-without-year" and (waiting is None or _same_day(found, waiting)):
            return found
        waiting = waiting or found
    if waiting:
        return waiting
    for head in heads:
        if found := find_date(head, year=year, reference=reference, source="header"):
            return found
    return None


def _same_day(full: PageDate, yearless: PageDate) -> bool:
    return (full.value or "")[4:10] == (yearless.value or "-")[1:]


def _begins_comments(page: Page, number: int) -> bool:
    """From here on the footer's dates are those of what readers wrote."""
    fate = page.fates[number]
    return fate == "comments" or (fate == "counter" and any("تعليق" in word for word in page.lines[number].words))


def _score(page: Page, number: int, title_seen: bool, source: DateSource | str) -> float | None:
    line = page.lines[number]
    if page.fates[number] in _NO_DATE or _RIGHTS.search(line.text) or len(line.words) > DATE_LINE_WORDS:
        return None
    words = frozenset(line.words)
    if not any(map(str.isdigit, line.text)) and "منذ" not in words and "قبل" not in words:
        return None
    marked = bool(words & _MARKS)
    numeric = NUMERIC_DATE.search(line.folded) is not None and source == "header"
    if not page.dateline(number) and not marked and not numeric and (source == "footer" or len(line.words) > 8):
        return None
    score = 1.0 if title_seen else 0.0
    if words & _PUBLISHED:
        score += 0.6
    elif words & _UPDATED:
        score += 0.2
    elif marked:
        score += 0.3
    return score
