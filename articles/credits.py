"""Outlet, author, address and date of a page, from the lines that were dropped for naming them."""

from __future__ import annotations

import re
from datetime import datetime

from .dates import find_date, is_dateline
from .lines import Hit, Line, line_rules, match_words
from .mastheads import NAME_WORDS, is_typed
from .outlets import outlet_named, outlet_of_url, title_parts
from .page import DATE_LINE_WORDS, STORY, TITLE, Page
from .people import (
    is_credited,
    is_desk,
    is_full_name,
    is_latin_name,
    is_outlet,
    is_place,
    name_words,
    person,
    without_credit,
    without_site,
)
from .text import ARABIC_LETTER
from .titles import NUMERIC_DATE, looks_like_name
from .topic import is_common
from .types import DateSource, PageDate

_HOST = re.compile(r"https?://(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,10})(?=[/:?#]|$)", re.IGNORECASE)
_SHORT_LINK = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,10}/[\w./?=&%+-]{2,200}")
_BARE_DOMAIN = re.compile(
    r"(?:[^\w/]*(?:موقع|الموقع|المصدر)?\s*:?\s*)?(?:https?://)?(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,10})/?",
    re.IGNORECASE,
)
_RIGHTS = re.compile("©|copyright|حقوق", re.IGNORECASE)
_WEEKDAYS = "السبت|الأحد|الاحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة"
_DAY = re.compile(
    rf"(?:{_WEEKDAYS})[ ،,]|[0-9٠-٩]{{1,4}} ?[/.-] ?[0-9٠-٩]{{1,2}}|[0-9٠-٩]{{1,2}} [\u0621-\u064a]{{3,}}"
)
_FULL_DAY = re.compile(rf"(?:{_WEEKDAYS})[ ،,-]+[0-9٠-٩]{{1,2}}[ /-]\S+[ /-](?:\S+ )?[0-9٠-٩]{{4}}")
_CLOCK_END = re.compile(r"[0-9]{4} ?[0-9]{1,2}:[0-9]{2} ?(?:ص|م|صباحا|مساء)?$")
_AFTER_AGENCY = re.compile(r"(?:\(|\s)([^\s()]{2,12})(?:\)\s*[-–—:]*|\s*[-–—:]+)\s*([^()\d–—-]{5,40}?)\s*[-–—:]*\s*$")
_PHOTOGRAPHER = re.compile(r"\s*[-–—(|]\s*(?:ب?عدسة|تصوير):? .*$")
_FROM_PLACE = re.compile(r"\s(?:من|في)\s\S+(?:\s\S+)?$")
_IN_PAPER = re.compile(r"(?P<who>.{0,60}?)\s*نشرت? في (?P<paper>\S+(?: \S+){0,3}) يوم (?=\d)")
"""As pages that collect papers write it, often without the blank: "سالم الحربينشر في المساء يوم 15 - 09 - 2012"."""
_BEFORE_DAY = re.compile(rf"\s(?:في|بتاريخ|يوم|منذ)(?:\s(?:{_WEEKDAYS}))?$")
_BY = re.compile(r"\s(?:بواسطة|بقلم|الكاتبة?|المحررة?|كتبه?ا?)\s?:?\s")
_HANDLE = re.compile(r"\s?@\w{2,30}")
_CREDIT_CUTS = re.compile(r"\s*[-–—/|،()]\s*|:\s|\s[ـ:]\s")
_PARTED = re.compile(r"[|/]|\s[-–—]\s")
_DAY_CUTS = re.compile(r"\s+[-–—|•]\s+|[|،•]")
_FONT = re.compile(r"\bA[+-](?: ?A[+-])*-?")  # buttons for the size of letters
_THOUSANDS = re.compile(r"(?<=\d)[KM]\b")  # of readers
_PICTURES = frozenset(match_words("تصوير عدسة صورة صور"))
_NO_DATE = frozenset(
    (
        STORY,
        TITLE,
        "copyright",
        "related",
        "teaser",
        "another article",
        "keywords",
        "comments",
        "caption",
        "embed",
        "printout",
    )
)
_ELSEWHERE = frozenset(("furniture", "aside", "related", "nav", "hidden", "link"))  # where others' dates stand
_HINTED = frozenset(("caption", "furniture", "outside"))  # where a byline may stand all the same
_PUBLISHED = frozenset(match_words("نشر النشر نشرت نشرها published"))
_UPDATED = frozenset(match_words("تحديث التحديث تعديل حدث updated modified"))
_MARKS = _PUBLISHED | _UPDATED | frozenset(match_words("تاريخ بتاريخ كتب الموافق gmt"))
_LABELLED_WORDS = 30  # of a line that says when something was published, among other things
_NEAR = 6  # lines behind the story
_EDITORS = frozenset(match_words("المحرر المحررة"))  # under a story, who edited it
_SIGNED = 3  # lines behind the story
_CREDIT_FATES = frozenset(("header", "caption", "source", "footer"))
_PLACE_WORDS = 2  # of a place that we do not know
_LEAD_SITE_WORDS = 4


def find_outlet(page: Page, title_line: int | None, sites: list[tuple[str, ...]]) -> str | None:
    """The site's name as the first line has it, else the known outlet that a credit names, else what a source line names."""
    for words in sites:
        if shown := _shown(page, words):
            return shown
    if title_line is not None and title_line > 1 and page.fates[0] == "header":
        words = tuple(word for word in page.lines[0].words if ARABIC_LETTER.search(word))
        text = " ".join(word for word in page.lines[0].text.split() if ARABIC_LETTER.search(word))
        if (
            1 <= len(words) <= _LEAD_SITE_WORDS
            and not any(c in ":؟.!،" or c.isdigit() for c in page.lines[0].text)
            and not line_rules().is_menu(words)
        ):
            return text.strip(" -–—|") or None
    return _credited(page) or _source(page) or _domain(page)


def _domain(page: Page) -> str | None:
    """A bare domain in the page's head or foot: "www.wadi.example"."""
    for number, fate in enumerate(page.fates):
        if fate not in (STORY, TITLE) and (found := _BARE_DOMAIN.fullmatch(page.lines[number].text.strip())):
            return found[1].lower()
    return None


def _source(page: Page) -> str | None:
    """What "المصدر: …" names: a known outlet, else the first that it may name."""
    unknown: str | None = None
    for number, fate in enumerate(page.fates):
        hit = page.hits[number]
        if fate != "source" or hit is None:
            continue
        for value in re.split(r"\s*[+،,/|]\s*|\s+[-–—]\s+", hit.rest or page.lines[number].text):
            value = value.strip(' *:-–—«»"“”.()')
            words = match_words(value)
            if not words or words in name_words("sources") or len(words) > NAME_WORDS or is_place(value):
                continue
            if found := outlet_named(value):
                return found.name
            if domain := _BARE_DOMAIN.fullmatch(value):
                unknown = unknown or domain[1].lower()
                continue
            labelled = page.lines[number].words[:1] == ("المصدر",) or is_typed(value)
            if labelled and not (page.lines[number].ends_sentence and len(words) > 2) and not is_full_name(value):
                unknown = unknown or value
    return unknown


def _credited(page: Page) -> str | None:
    """A known outlet that a short credit names: "سكاي نيوز عربية - أبوظبي", "القاهرة / محمد أحمد / الأناضول", "… 2025 م واس"."""
    agency: str | None = None
    for number, fate in enumerate(page.fates):
        line = page.lines[number]
        if fate in ("header", "dateline") and (collected := _IN_PAPER.match(line.text)):
            return collected["paper"]
        if fate == "dateline" and (last := outlet_named(line.words[-1])) and last.kind == "agency":
            agency = agency or last.name
        if fate not in ("header", "dateline", "byline", "source", "footer") or len(line.words) > 8:
            continue
        if line_rules().is_menu(line.words):
            continue
        for part in re.split(r"\s*[-–—/+،:|]\s*", line.text):
            found = outlet_named(part) if part.strip() else None
            if found and found.sure and not found.agency:
                return found.name
            if found and found.sure and not found.name.startswith("وكالات"):
                agency = agency or found.name
    return agency


def _shown(page: Page, words: tuple[str, ...]) -> str | None:
    """A site's name as the first line spells it."""
    if not len(page):
        return None
    for part in (page.lines[0].text, *title_parts(page.lines[0].text)):
        if match_words(part) == words:
            return part.strip()
        arabic = " ".join(word for word in part.split() if ARABIC_LETTER.search(word))
        if match_words(arabic) == words:
            return arabic.strip(" -–—|")
    return None


def find_author(page: Page, title_line: int | None, first: int, last: int, sites: list[tuple[str, ...]]) -> str | None:
    """From a byline ("كتب: …"), a credit between title and body, or a name that signs the story."""
    for number, fate in enumerate(page.fates):
        hit = page.hits[number]
        if _begins_comments(page, number):
            break
        if page.lines[number].hint in _HINTED and (line_hit := _hinted_byline(page, number, last)):
            fate, hit = "byline", line_hit
        if (
            fate == "byline"
            and hit
            and not (number >= last and page.lines[number].words[0] in _EDITORS)
            and not _pictured(page, number)
            and (name := person(_valued(hit.rest or page.lines[number].text), sites))
        ):
            return name
    titles = [number for number in range(first) if page.fates[number] == TITLE]
    start = title_line if title_line is not None else max(titles, default=-1)
    titled = _titled(page)
    for number in range(start + 1, first):
        if page.fates[number] in ("header", "dateline", "caption", "source") and (
            name := _credit_line(page, number, first, sites, titled)
        ):
            return name
    return _signature(page, first, last, sites, titled)


def _hinted_byline(page: Page, number: int, last: int) -> Hit | None:
    """The byline in an element that the markup calls a caption or clutter: "نص: سالم الحربي" among the pictures' credits."""
    line = page.lines[number]
    if number > last + _NEAR or len(line.words) > 8:
        return None
    hit = line_rules().match(Line(line.text))
    return (
        hit
        if hit and hit.rule == "byline" and is_full_name(without_credit(_valued(hit.rest or line.text).strip())[0])
        else None
    )


def _pictured(page: Page, number: int) -> bool:
    """The credit of a picture."""
    words = page.lines[number].words
    return words[0] in _PICTURES and not (len(words) > 1 and words[1].startswith("و"))


def _valued(text: str) -> str:
    """A byline's value up to the next label or date: "سالم الحربي | بتاريخ : 22-07-2012"."""
    return _BEFORE_DAY.sub("", re.split(r"\s*\|\s*|\s\d", text)[0])


def _credit_line(
    page: Page, number: int, first: int, sites: list[tuple[str, ...]], titled: frozenset[str], *, below: bool = False
) -> str | None:
    """The person of a line between title and body: "جدة - سالم الحربي", "سالم الحربي الأحد 3 مايو 2020", "سالم الحربي".

    ``below``: the line stands under the story, where names and days are those of readers and of other articles too.
    """
    text = _HANDLE.sub("", page.lines[number].text)
    if page.fates[number] == "caption":
        credit = _PHOTOGRAPHER.sub("", text)
        if credit == text or not credit:
            return None
        text = credit
    if collected := _IN_PAPER.match(text):
        return person(collected["who"], sites)
    if day := _DAY.search(text):
        before = _BEFORE_DAY.sub("", text[: day.start()].strip(" -–—|،:•"))
        parts = [part for part in re.split(r"\s+[-–—|/]\s+|[:|،]", before) if part.strip()]
        placed = any(map(is_place, parts)) and any(_maybe_name(part, titled) for part in parts)
        if not below and (placed or any(is_full_name(without_credit(part)[0]) for part in parts)):
            return person(before, sites)
        return _beside_day(before, text[day.start() :], sites, below) or _after_agency(text)
    if page.fates[number] not in _CREDIT_FATES:
        return None
    parts = [_FROM_PLACE.sub("", part.strip(" :،")) for part in _CREDIT_CUTS.split(text) if part.strip(" :،")]
    if any(any(map(str.isdigit, part)) and not is_outlet(part, sites) for part in parts):
        return _after_agency(text)
    if 2 <= len(parts) <= 3 and all(len(part.split()) <= 6 for part in parts):
        credited = any(
            is_place(part) or is_outlet(part, sites) or is_desk(match_words(part)) or is_credited(part)
            for part in parts
        )
        written = [part for part in parts if is_credited(part) and person(part, sites)]
        if written:
            return person(written[0], sites)
        names = [part for part in parts if (is_full_name(part) or _maybe_name(part, titled)) and person(part, sites)]
        if len(names) > 1 and all(map(is_full_name, parts)) and not below:
            return "، ".join(names)
        short = "(" not in text and all(len(part.split()) <= _PLACE_WORDS or part in names for part in parts)
        if names and (credited or (short and is_full_name(names[0]) and not below)):
            return person(names[0], sites)
    if len(parts) == 1 and is_credited(text) and is_full_name(without_site(*without_credit(text), sites)[0]):
        return person(text, sites)
    bare = (is_full_name(text) and titled.isdisjoint(match_words(text))) or (
        _maybe_name(text, titled) and _among_credits(page, number, first)
    )
    latin = is_latin_name(text) and not outlet_named(text) and _among_credits(page, number, first)
    return person(text, sites) if len(parts) == 1 and (bare or latin) and not below else None


def _beside_day(before: str, after: str, sites: list[tuple[str, ...]], below: bool) -> str | None:
    """Who is named beside a day: "بواسطة سالم الحربي في 3 مايو 2020", "3 مايو 2020 | سالم الحربي", "نشر في 3 مايو بقلم: …"."""
    if is_credited(before) and is_full_name(without_credit(before)[0]):
        return person(before, sites)
    if by := _BY.search(after):
        return person(after[by.end() :], sites)
    named = [part for part in _DAY_CUTS.split(after)[1:] if is_full_name(without_credit(part.strip())[0])]
    return person(named[0], sites) if named and not below else None


def _maybe_name(text: str, titled: frozenset[str]) -> bool:
    """A short line that begins with no given name we know: none of its words is ordinary or in the title."""
    words = match_words(text)
    return looks_like_name(words) and titled.isdisjoint(words) and not any(map(is_common, words))


def _titled(page: Page) -> frozenset[str]:
    """The title's words: a caption names whom the title names."""
    lines = (line for line, fate in zip(page.lines, page.fates, strict=True) if fate == TITLE)
    return frozenset(word for line in lines for word in line.words)


def _after_agency(text: str) -> str | None:
    """ "إربد 3 أيلول (بترا) سالم الحربي-": who stands between an agency in brackets and the story."""
    found = _AFTER_AGENCY.search(text)
    return person(found[2]) if found and outlet_named(found[1]) and is_full_name(found[2]) else None


def _among_credits(page: Page, number: int, first: int) -> bool:
    """Beside a byline, a date or an address, or under a label: "المراسل"."""
    near = (number - 1, number + 1)
    labelled = number > 0 and page.lines[number - 1].words in name_words("credit")
    return labelled or any(0 <= n < first and page.fates[n] in ("byline", "dateline", "contact") for n in near)


def _signature(page: Page, first: int, last: int, sites: list[tuple[str, ...]], titled: frozenset[str]) -> str | None:
    """A credit under the story, or a name alone of which nothing stands in it: keywords, which do, come in rows."""
    for number in range(last, min(last + _SIGNED, len(page))):
        line = page.lines[number]
        if page.fates[number] in ("footer", "dateline", "source") and (
            name := _credit_line(page, number, first, sites, titled, below=True)
        ):
            return name
        if page.fates[number] in ("end", "byline", "dateline", "source"):
            continue
        text = _HANDLE.sub("", line.text).strip(" -–—*()[].:،")
        alone = is_full_name(text) and not any(c.isdigit() for c in text) and not _PARTED.search(text)
        if page.fates[number] != "footer" or not alone:
            return None
        below = page.lines[number + 1] if number + 1 < len(page) else None
        in_a_row = below is not None and page.fates[number + 1] == "footer" and len(below.words) <= _LEAD_SITE_WORDS
        in_a_row = in_a_row and not (below and is_desk(below.words))
        told = {word for n in range(first) for word in page.lines[n].words if page.fates[n] == TITLE}
        told.update(word for n in range(first, last) for word in page.lines[n].words if page.fates[n] == STORY)
        if in_a_row or (len(line.words) > 1 and not told.isdisjoint(line.words[1:])):
            return None
        return person(text, sites)
    return None


def find_url(page: Page) -> str | None:
    """The address that the page's share row shows."""
    for number, fate in enumerate(page.fates):
        if fate == "share" and (found := _SHORT_LINK.search(page.lines[number].text)):
            return found.group()
    return None


def outlet_by_url(url: str | None) -> str | None:
    """The known outlet at the page's address."""
    found = outlet_of_url(url) if url else None
    return found.name if found else None


def host_of(url: str | None) -> str | None:
    """An address's domain, as the last resort for who published the page."""
    found = _HOST.match(url or "")
    return found[1].lower() if found else None


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
        whole: list[PageDate] = []
        title_seen = False
        for number in numbers:
            if source == "footer" and _begins_comments(page, number):
                break
            title_seen = title_seen or page.fates[number] == TITLE
            score = _score(page, number, title_seen, source)
            if score is None or (best is not None and score <= best[0]):
                continue
            text = _without_name(_without_buttons(page.lines[number].text))
            found = find_date(text, year=year, reference=reference, source=source)  # type: ignore[arg-type]
            if found and found.value:
                best = (score, found)
                whole.append(found)
        if not best:
            continue
        found = best[1]
        if found.precision == "day-without-year":
            found = next((full for full in whole if full is not found and _same_day(full, found)), found)
        if found.precision != "day-without-year" and (waiting is None or _same_day(found, waiting)):
            return found
        waiting = waiting or found
    if waiting:
        return waiting
    for head in heads:
        if found := find_date(head, year=year, reference=reference, source="header"):
            return found
    return None


def _without_buttons(text: str) -> str:
    return _THOUSANDS.sub("", _FONT.sub(" | ", text))


def _without_name(text: str) -> str:
    """Without who and where before the day: "سالم الحربي في 2 مارس، 2023", "سالم الحربي نشر في المساء يوم 15 - 09 - 2012"."""
    if paper := _IN_PAPER.match(text):
        return text[paper.end() :]
    name, on, rest = text.partition(" في ")
    return rest if on and rest[:1].isdigit() and is_full_name(name) else text


def _same_day(full: PageDate, yearless: PageDate) -> bool:
    return (full.value or "")[4:10] == (yearless.value or "-")[1:]


def _begins_comments(page: Page, number: int) -> bool:
    """From here on the footer's dates are those of what readers wrote."""
    fate = page.fates[number]
    return fate == "comments" or (fate == "counter" and any("تعليق" in word for word in page.lines[number].words))


def _score(page: Page, number: int, title_seen: bool, source: DateSource | str) -> float | None:
    line = page.lines[number]
    if line.hint in _ELSEWHERE and (source == "footer" or line.hint == "hidden"):
        return None
    words = frozenset(line.words)
    most = DATE_LINE_WORDS if words.isdisjoint(_PUBLISHED) or line.ends_sentence else _LABELLED_WORDS
    if page.fates[number] in _NO_DATE or _RIGHTS.search(line.text) or len(line.words) > most:
        return None
    if not any(map(str.isdigit, line.text)) and "منذ" not in words and "قبل" not in words:
        return None
    marked = bool(words & _MARKS)
    numeric = NUMERIC_DATE.search(line.folded) is not None and source == "header"
    full = _FULL_DAY.match(line.text) is not None and source == "header"
    full = full or (source == "header" and _CLOCK_END.search(line.text) is not None)
    parted = "|" in line.text and source == "header" and any(map(is_dateline, line.text.split("|")))
    if (
        not page.dateline(number)
        and not marked
        and not parted
        and not numeric
        and not full
        and (source == "footer" or len(line.words) > 8)
    ):
        return None
    score = 1.0 if title_seen else 0.0
    if words & _PUBLISHED:
        score += 0.6
    elif words & _UPDATED:
        score += 0.2
    elif marked:
        score += 0.3
    return score
