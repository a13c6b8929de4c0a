"""The article among the lines of its page: title, paragraphs, date, outlet and author; every other line with its rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from .credits import find_author, find_outlet, find_page_date, find_url, host_of, outlet_by_url
from .dates import find_date
from .heads import story_head
from .lines import Hit, Line, match_words
from .mastheads import aliases, describes_site, own_names
from .outlets import outlet_named, split_title
from .page import STORY, TITLE, Page
from .people import describes_person, is_full_name, is_outlet, is_place, is_profession, person
from .related import breaks_off, is_card, skip_related
from .teasers import cut_teaser
from .titles import below_credits, cut_title, find_first_prose, find_title, site_names, split_glued, split_lead
from .topic import Topic, carries_on
from .types import DateSource, Dropped, PageDate

_LEAD = 14  # words above which a line between title and body is a lead without a stop, not a caption
_FOREIGN_WORDS = 12  # a line in other letters as short as this is the page's; longer ones are told about
_GALLERY_WORDS = 10
_CAPTION_WORDS = 25
_SLIDE = re.compile(r"\(?[\d٠-٩]{1,3} ?(?:/|من|of) ?[\d٠-٩]{1,3}\)?")
_SKIP = (("تخطي",), ("تجاوز",))
_READ_ON = ("وواصل", "القراءه")
_END = "نهايه"
_SKIPPED = 30  # lines
_ABOUT_ABOVE, _ABOUT_LINES = 2, 3  # paragraphs
_HEAD_WORDS = 4
_TABLE_CELLS, _CELL_WORDS = 8, 6
_FIGURE = re.compile(r"[-+]?[\d٠-٩][\d٠-٩.,٫٬]*(?: ?[%٪])?[-+]?")
_LEAD_CREDIT = 3  # lines
_LEAD_CREDIT_WORDS = 24
_CREDIT_CUTS = re.compile(r"\s+[-–—|/]\s+|\s*[|/]\s*")
_NUMBER_END = re.compile(r"\s*\([\d٠-٩]{1,2}\)$")
_SOURCE_END = re.compile(r"\(([^()]{2,30})\)$")
_LIST_ITEM = re.compile(r"^\s*(?:[-–—•*·▪◾●○‣]|\(?[\d٠-٩]{1,2}[).\-–ـ:]|[أبجدهـ]\s?[-–).])")


@dataclass(frozen=True, slots=True)
class Known:
    """What the markup or the container says of a page, before its lines are read."""

    title: str | None = None
    date: str | None = None
    date_source: DateSource = "meta"
    outlet: str | None = None
    author: str | None = None
    url: str | None = None


@dataclass(slots=True)
class Story:
    """What was found. ``paragraphs`` are the page's own spelling, each from one of ``lines``; there are none when no line tells
    anything."""

    title: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    date: PageDate = field(default_factory=PageDate)
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    dropped: list[Dropped] = field(default_factory=list)


def find_story(
    lines: Sequence[Line], known: Known, *, year: int | None = None, reference: datetime | None = None
) -> Story:
    """Read a page's lines. ``year`` completes a day without one; ``reference`` is what "two hours ago" counts from."""
    page = Page(lines)
    story = Story(outlet=known.outlet, url=known.url)
    first = find_first_prose(page, titled=known.title is not None)
    if first is None:
        return story
    own = own_names(page, first)
    sites = site_names(page, known.outlet)
    sites += [alias for name in own for alias in aliases(name.words) if alias not in sites]
    first = split_glued(page, first)
    title_line: int | None = None
    outlet: str | None = None
    if known.title and match_words(known.title) not in sites:
        story.title, outlet = split_title(" ".join(known.title.split()), sites)
    elif found := find_title(page, first, sites):
        title_line, story.title, outlet = found
        page.fates[title_line] = TITLE
        if outlet:
            sites.append(match_words(outlet))
    else:
        story.title = split_lead(page, first)
    story.outlet = known.outlet or (own[0].text if own else outlet)
    story.author = person(known.author, sites, lone=True)
    words = match_words(story.title or "")
    first = below_credits(page, cut_title(page, words, first))
    if (
        first
        and story.title
        and page.plain(first - 1)
        and not page.fates[first - 1]
        and len(page.lines[first - 1].words) >= _LEAD
    ):
        first -= 1
    _skips(page, first)
    _lead_credit(page, first, sites)
    _tell(page, first, Topic(words))
    _running_heads(page, first, words)
    _about(page, first, sites)
    last = _trim(page, first)
    _captions(page, first, last, sites)
    _settle(page, first, last)
    heads = _paragraphs(page, first, last, story, sites)
    _credits(page, story, known, title_line, first, last, heads, sites, year, reference)
    story.dropped += [
        Dropped(line.text, fate)
        for line, fate in zip(page.lines, page.fates, strict=True)
        if fate not in (STORY, TITLE) and line.text
    ]
    return story


def _skips(page: Page, first: int) -> None:
    """Blocks that a page lets its readers skip: "تخطى البودكاست وواصل القراءة", up to "البودكاست نهاية"."""
    for number in range(first, len(page)):
        words = page.lines[number].words
        if words[:1] not in _SKIP or words[-2:] != _READ_ON:
            continue
        end = (*words[1:-2], _END)
        for last in range(number + 1, min(len(page), number + _SKIPPED)):
            if page.lines[last].words == end:
                page.fates[number : last + 1] = ["navigation"] * (last + 1 - number)
                break


def _lead_credit(page: Page, first: int, sites: Sequence[tuple[str, ...]]) -> None:
    """A line among the first of the body that names the outlet, or a place, and a person: "سنابل الوادي – سالم الحربي"."""
    for number in range(first, min(first + _LEAD_CREDIT, len(page))):
        line = page.lines[number]
        if page.hits[number] is not None or len(line.words) > _LEAD_CREDIT_WORDS or line.ends_sentence:
            continue
        parts = [part for part in _CREDIT_CUTS.split(line.text) if part]
        if len(parts) != 2:
            continue
        names = [part for part in parts if is_full_name(part)]
        others = [part for part in parts if part not in names]
        if len(names) == 1 and (is_outlet(others[0], sites) or is_place(others[0])):
            page.hits[number] = Hit("byline", "line", names[0])


def _tell(page: Page, first: int, topic: Topic) -> None:
    """Tell story from clutter, from the body's first line on."""
    number = first
    seen: set[tuple[str, ...]] = set()
    while number < len(page):
        line, hit = page.lines[number], page.hits[number]
        if page.fates[number]:
            number += 1
        elif hit is None and not line.arabic and len(line.words) < _FOREIGN_WORDS:
            page.fates[number] = "foreign line"
            number += 1
        elif hit is None:
            prose = page.prose(number)
            if prose and line.words in seen:
                page.fates[number] = "repeated"
            elif prose and number > first and breaks_off(page, number, topic):
                page.fates[number:] = [fate or "another article" for fate in page.fates[number:]]
                return
            elif prose and number > first and is_card(page, number, topic):
                page.fates[number - 1] = page.fates[number] = "another article"
                if number + 1 < len(page) and page.dateline(number + 1):
                    page.fates[number + 1] = "another article"
            else:
                page.fates[number] = STORY
                if prose:
                    seen.add(line.words)
                    topic.add(line)
            number += 1
        elif hit.effect == "line":
            page.fates[number] = hit.rule
            number += 1
        else:
            number = skip_related(page, number, hit, topic)


def _running_heads(page: Page, first: int, title: tuple[str, ...]) -> None:
    """Lines of the page's head with its title that stand again inside the story, as at the top of each printed sheet."""
    if len(title) < _HEAD_WORDS:
        return
    phrase = " ".join(title)
    heads = {page.lines[number].words for number in range(first) if phrase in page.texts[number]}
    for number in range(first, len(page)):
        if page.fates[number] == STORY and not page.prose(number) and page.lines[number].words in heads:
            page.fates[number] = "repeated"


def _about(page: Page, first: int, sites: Sequence[tuple[str, ...]]) -> None:
    """Under a story, what the site says of itself, and what it says of the writers."""
    told = [number for number in range(first, len(page)) if page.fates[number] == STORY and page.prose(number)]
    shown = " ".join(page.texts[:first])
    for number in told[_ABOUT_ABOVE:][-_ABOUT_LINES:]:
        line = page.lines[number]
        under_name = is_profession(line.words) and is_full_name(page.lines[number - 1].text)
        if under_name or describes_site(line, sites) or describes_person(line.words, shown):
            page.fates[number] = "about"
            if under_name and page.fates[number - 1] == STORY:
                page.fates[number - 1] = "about"


def _trim(page: Page, first: int) -> int:
    """Where the story ends: short lines after the last prose are the page's, but for items of a list it announces."""
    last = len(page) - 1
    while last >= first and not (page.fates[last] == STORY and page.prose(last)):
        last -= 1
    stop = last + 1
    listed = last >= first and page.lines[last].text.rstrip().endswith(":")
    while stop < len(page) and page.fates[stop] == STORY:
        line = page.lines[stop]
        listed = listed or (line.text.endswith(":") and len(line.words) >= 4)
        item = _LIST_ITEM.match(line.text) and not is_full_name(line.text)
        if not (listed or item or (len(line.words) >= 4 and line.ends_sentence) or _unstopped(line)):
            break
        stop += 1
    for number in range(first, len(page)):
        if page.fates[number] == STORY:
            if number >= stop:
                page.fates[number] = "footer"
            elif page.dateline(number):
                page.fates[number] = "dateline"
    return stop


def _captions(page: Page, first: int, stop: int, sites: Sequence[tuple[str, ...]]) -> None:
    """Captions inside the story that no rule names: two short lines of which the second begins with the first; the lines
    of a gallery, some numbered; a line that ends with the picture's source in brackets."""
    _gallery(page, first, stop)
    _cells(page, first, stop)
    for number in range(first, stop):
        line = page.lines[number]
        short = page.fates[number] == STORY and not line.ends_sentence and len(line.words) <= _CAPTION_WORDS
        if short and number and _SLIDE.fullmatch(page.lines[number - 1].text.strip()):
            page.fates[number] = "caption"
        if short and (found := _SOURCE_END.search(line.text)) and is_outlet(found[1], sites):
            page.fates[number] = "caption"
    for number in range(first, stop - 1):
        line, below = page.lines[number], page.lines[number + 1]
        both = page.fates[number] == page.fates[number + 1] == STORY
        if both and len(line.words) > 1 and not page.prose(number) and below.words[: len(line.words)] == line.words:
            if not page.prose(number + 1):
                page.fates[number + 1] = "caption"
            page.fates[number] = "caption"


def _gallery(page: Page, first: int, stop: int) -> None:
    """Two or more short lines in a row without a stop, one of which has a number in brackets here or elsewhere."""
    numbered = {
        _NUMBER_END.sub("", line.text).strip()
        for line in page.lines
        if line.text.endswith(")") and _NUMBER_END.search(line.text)
    }
    if not numbered:
        return
    number = first
    while number < stop:
        end = number
        while end < stop and _captioned(page, end):
            end += 1
        row = [_NUMBER_END.sub("", page.lines[n].text).strip() for n in range(number, end)]
        announced = number > first and page.lines[number - 1].text.rstrip().endswith(":")
        if len(row) > 1 and not announced and any(text in numbered for text in row):
            page.fates[number:end] = ["caption"] * (end - number)
        number = end + 1


def _cells(page: Page, first: int, stop: int) -> None:
    """The cells of a table that was pasted line by line: short lines in a row, a third of them figures."""
    number = first
    while number < stop:
        end = number
        while end < stop and not page.prose(end) and _cell(page.lines[end]):
            end += 1
        figures = sum(_FIGURE.fullmatch(page.lines[n].text.strip()) is not None for n in range(number, end))
        if end - number >= _TABLE_CELLS and 3 * figures >= end - number:
            page.fates[number:end] = [fate if fate != STORY else "table" for fate in page.fates[number:end]]
        number = end + 1


def _cell(line: Line) -> bool:
    return len(line.words) <= _CELL_WORDS and not line.ends_sentence and not _LIST_ITEM.match(line.text)


def _captioned(page: Page, number: int) -> bool:
    line = page.lines[number]
    return (
        page.fates[number] == STORY
        and len(line.words) <= _GALLERY_WORDS
        and not line.ends_sentence
        and not line.text.endswith(":")
        and not _LIST_ITEM.match(line.text)
    )


def _unstopped(line: Line) -> bool:
    """A sentence whose stop is missing."""
    return len(line.words) >= 12 and carries_on(line)


def _settle(page: Page, first: int, last: int) -> None:
    """Give header and footer lines that no rule named a fate."""
    for number in (*range(first), *range(last, len(page))):
        if not page.fates[number]:
            hit = page.hits[number]
            rest = "header" if number < first else "footer"
            page.fates[number] = hit.rule if hit else "dateline" if page.dateline(number) else rest


def _paragraphs(page: Page, first: int, last: int, story: Story, sites: list[tuple[str, ...]]) -> list[str]:
    """Put the story's paragraphs together; returns the credits cut off its head."""
    heads: list[str] = []
    for number in range(first, last):
        if page.fates[number] != STORY:
            continue
        text, teaser = cut_teaser(page.lines[number])
        if teaser:
            story.dropped.append(Dropped(teaser, "teaser"))
        if not heads and not story.paragraphs and (head := story_head(text, sites, story.author)):
            heads.append(head.text)
            story.dropped.append(Dropped(head.text, "dateline"))
            story.outlet = story.outlet or head.outlet
            story.author = story.author or head.author
            text = text[head.length :].strip()
        if text:
            story.paragraphs.append(text)
            story.lines.append(page.lines[number])
    return heads


def _credits(
    page: Page,
    story: Story,
    known: Known,
    title_line: int | None,
    first: int,
    last: int,
    heads: list[str],
    sites: list[tuple[str, ...]],
    year: int | None,
    reference: datetime | None,
) -> None:
    story.url = story.url or find_url(page)
    story.outlet = outlet_by_url(story.url) or story.outlet or find_outlet(page, title_line, sites)
    story.outlet = story.outlet or host_of(known.url)
    if story.outlet and (named := outlet_named(story.outlet)):
        story.outlet = named.name
    story.author = story.author or find_author(page, title_line, first, last, sites)
    date = find_date(known.date, year=year, reference=reference, source=known.date_source) if known.date else None
    date = date or find_page_date(page, first, last, heads, year=year, reference=reference)
    if date is None and story.url:
        date = find_date(story.url, source="url")
    story.date = date or PageDate()
