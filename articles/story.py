"""The article among the lines of its page: title, paragraphs, date, outlet and author; every other line with its rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from .dates import find_date, is_dateline
from .lines import Hit, Line, line_rules, match_words
from .outlets import outlet_named, outlet_of_url, split_title, story_head
from .text import ARABIC_LETTER
from .topic import Topic, carries_on, shared, stems, stop_words
from .types import DateSource, Dropped, PageDate

LONG_WORDS = 25
SENTENCE_WORDS = 8
TITLE_WORDS = (2, 30)
DATE_LINE_WORDS = 18

_LIST_ITEM = re.compile(r"^\s*(?:[-–—•*·▪◾●○‣]|\(?[\d٠-٩]{1,2}[).\-–ـ:]|[أبجدهـ]\s?[-–).])")
_NAME_WORD = re.compile("^[\u0621-\u064a]{2,12}$")
_SHORT_LINK = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,6}/[\w./?=&%-]{2,200}")
_CREDIT_END = re.compile(
    r"(?:[\s\-–—|/©.]*(?:Reuters|AFP|AP|EPA|TASS|Sputnik|Getty(?: Images)?|RT|Globallookpress|www\.\S+|globallookpress\.com)\b)+[\w\s.'-]{0,40}$"
)
_YEARS = re.compile(r"©|copyright|حقوق|جميع الحقوق", re.IGNORECASE)
_DATE_MARKS = match_words("نشر النشر نشرت تحديث التحديث تعديل تاريخ بتاريخ كتب الموافق gmt published updated")


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
    """What was found. ``paragraphs`` are the page's own spelling."""

    title: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    date: PageDate = field(default_factory=PageDate)
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    dropped: list[Dropped] = field(default_factory=list)


def is_prose(line: Line) -> bool:
    """A line that tells: long, or a sentence with its stop."""
    count = len(line.words)
    if not line.arabic or line.role == "heading":
        return False
    return (
        count >= LONG_WORDS
        or (count >= SENTENCE_WORDS and line.ends_sentence)
        or (count >= 14 and any(sign in line.text for sign in ("، ", ". ", "؛ ")))
    )


def find_story(lines: Sequence[Line], known: Known, *, year: int | None = None, reference: datetime | None = None) -> Story:
    """Read a page's lines. The story is empty when no line tells anything."""
    reader = _Reader(list(lines), known, year, reference)
    return reader.read()


class _Reader:
    def __init__(self, lines: list[Line], known: Known, year: int | None, reference: datetime | None) -> None:
        rules = line_rules()
        self.lines = lines
        self.known = known
        self.year = year
        self.reference = reference
        self.hits = [Hit(line.hint, "line") if line.hint else rules.match(line) for line in lines]
        self.story = Story(outlet=known.outlet, author=known.author, url=known.url)
        self.fates: list[str] = [""] * len(lines)
        self.site_names = self._site_names()
        self.title_words: tuple[str, ...] = ()

    # -- the page in three parts

    def read(self) -> Story:
        first = self._first_prose()
        if first is None:
            return self.story
        first = self._title(first)
        last = self._body(first)
        self._header(first)
        self._footer(last)
        self._head_of_story()
        self._names()
        self._date(first, last)
        self.story.dropped = [
            Dropped(line.text, fate)
            for line, fate in zip(self.lines, self.fates, strict=True)
            if fate and fate not in ("story", "title")
        ]
        return self.story

    def _first_prose(self) -> int | None:
        plain = [n for n, line in enumerate(self.lines) if self.hits[n] is None and line.arabic]
        prose = [n for n in plain if is_prose(self.lines[n])]
        if not prose:
            long = [n for n in plain if len(self.lines[n].words) >= 6]
            return max(long, key=lambda n: len(self.lines[n].words)) if long else None
        first = prose[0]
        if (
            self.known.title is None
            and len(prose) > 1
            and not any(n < first and len(self.lines[n].words) >= 4 and not self._dateline(n) for n in plain)
            and len(self.lines[first].words) < LONG_WORDS
            and not self.lines[first].ends_sentence
        ):
            return prose[1]
        return first

    def _dateline(self, number: int) -> bool:
        return is_dateline(self.lines[number].text)

    # -- title

    def _site_names(self) -> list[tuple[str, ...]]:
        """What the page calls its own site: its first line, when it stands elsewhere too as a part of another line."""
        names = []
        if self.known.outlet:
            names.append(match_words(self.known.outlet))
        if self.lines:
            first = self.lines[0].words
            if 1 <= len(first) <= 4 and not line_rules().is_menu(first):
                text = " ".join(first)
                if any(text in " ".join(line.words) for line in self.lines[1:] if line.words != first and len(line.words) < 40):
                    names.append(first)
        return names

    def _title(self, first: int) -> int:
        """Find the title; returns where the body begins, which may be a line sooner or later than the first prose."""
        if self.known.title:
            title, outlet = split_title(" ".join(self.known.title.split()), self.site_names)
            self.story.title = title
            self.story.outlet = self.story.outlet or outlet
            self.title_words = match_words(title)
            return self._cut_title(first)
        candidates = self._title_candidates(first)
        if not candidates:
            return first
        lead = stems(word for n in range(first, min(first + 6, len(self.lines))) for word in self.lines[n].words)
        scored = [(self._title_score(text, number, order, lead), -order, number, text) for order, (number, text) in enumerate(candidates)]
        best = max(scored)
        if best[0] <= 0:
            return first
        _, _, number, text = best
        self.story.title = text
        self.title_words = match_words(text)
        self.fates[number] = "title"
        return self._cut_title(first)

    def _title_candidates(self, first: int) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        for number in range(first):
            line = self.lines[number]
            hit = self.hits[number]
            if hit is not None and not (hit.rule in ("caption", "teaser", "related", "byline") and len(line.words) >= 5):
                continue
            if not line.arabic or self._dateline(number):
                continue
            text, outlet = split_title(line.text, self.site_names)
            text = _CREDIT_END.sub("", text).strip(" -–—|")
            words = match_words(text)
            if words in self.site_names or outlet_named(text) or not TITLE_WORDS[0] <= len(words) <= TITLE_WORDS[1]:
                continue
            if outlet and not self.story.outlet:
                self.story.outlet = outlet
            found.append((number, text))
        return found

    def _title_score(self, text: str, number: int, order: int, lead: frozenset[str]) -> float:
        words = match_words(text)
        others = [line.words for n, line in enumerate(self.lines[: number + 30]) if n != number]
        score = 1.0 - 0.12 * order
        score += 3.0 * shared(stems(words), lead)
        if any(len(other) < LONG_WORDS and _holds(other, words) for other in others) and len(words) > 3:
            score += 2.0
        if len(words) < 4:
            score -= 1.0
        if self.lines[number].role == "heading":
            score += 2.0
        if text.endswith("."):
            score -= 0.8
        if self.hits[number] is not None:
            score -= 1.0
        if _looks_like_name(words):
            score -= 1.5
        return score

    def _cut_title(self, first: int) -> int:
        """Take the title off where it is glued to the body or a caption, and off the lines that repeat it."""
        words = self.title_words
        if len(words) < 3:
            return first
        for number in range(min(len(self.lines), first + 3)):
            line = self.lines[number]
            if self.fates[number] == "title":
                continue
            if line.words == words or (len(line.words) <= len(words) + 6 and _holds(line.words, words)):
                self.fates[number] = "title"
                if number >= first:
                    first = number + 1
            elif line.words[: len(words)] == words and len(line.words) > len(words) + 6:
                from .lines import rest_after

                rest = rest_after(line.text, len(words)).lstrip(" -–—|:.،")
                self.lines[number] = Line(rest, line.role)
                self.hits[number] = line_rules().match(self.lines[number])
                if number < first and self.hits[number] is None and is_prose(self.lines[number]):
                    first = number
        return first

    # -- body

    def _body(self, first: int) -> int:
        """Tell story from clutter after the header. Returns the line after the story's last."""
        topic = Topic(self.title_words)
        number = first
        seen: set[tuple[str, ...]] = set()
        while number < len(self.lines):
            if self.fates[number]:
                number += 1
                continue
            line, hit = self.lines[number], self.hits[number]
            if hit is None:
                if is_prose(line) and line.words in seen:
                    self.fates[number] = "repeated"
                elif is_prose(line) and number > first and self._breaks_off(number, topic):
                    for rest in range(number, len(self.lines)):
                        self.fates[rest] = self.fates[rest] or "another article"
                    break
                else:
                    self.fates[number] = "story"
                    if is_prose(line):
                        seen.add(line.words)
                        topic.add(line)
                number += 1
            elif hit.effect == "line":
                self.fates[number] = hit.rule
                number += 1
            else:
                number = self._related(number, hit, topic)
        return self._trim(first)

    def _related(self, number: int, hit: Hit, topic: Topic) -> int:
        """A heading that announces other articles, or the end: how far what it announces goes. Returns where the story resumes."""
        self.fates[number] = hit.rule
        if topic.paragraphs == 0:
            return number + 1
        other = hit.effect == "tail"
        position = number + 1
        while position < len(self.lines):
            line = self.lines[position]
            if self.hits[position] is None and is_prose(line):
                following = [
                    self.lines[n] for n in range(position, len(self.lines)) if self.hits[n] is None and is_prose(self.lines[n])
                ]
                if hit.rest and position == number + 1 and not other:
                    if topic.resumes(following, after_other=False) or len(following) > 2:
                        return position
                elif topic.resumes(following, after_other=other):
                    return position
                other = True
            elif hit.rest and not other and self.hits[position] is None and position == number + 1 and self._subheading(position):
                return position
            self.fates[position] = self.hits[position].rule if self.hits[position] else hit.rule  # type: ignore[union-attr]
            position += 1
        return position

    def _subheading(self, number: int) -> bool:
        """A short line inside the story: prose that carries on stands right under it."""
        following = number + 1
        return (
            following < len(self.lines)
            and self.hits[following] is None
            and is_prose(self.lines[following])
            and not self.lines[number].ends_sentence
        )

    def _breaks_off(self, number: int, topic: Topic) -> bool:
        """A dateline in the middle, then prose of other words: another article begins."""
        if topic.paragraphs < 2:
            return False
        before = [n for n in range(max(0, number - 3), number) if self.fates[n] != "story" or not is_prose(self.lines[n])]
        if not any(self.hits[n] is None and len(self.lines[n].words) <= DATE_LINE_WORDS and self._dateline(n) for n in before):
            return False
        line = self.lines[number]
        return not carries_on(line) and shared(stems(line.words), topic.vocabulary) < 0.6 * topic.usual()

    def _trim(self, first: int) -> int:
        """Short lines after the last prose are the page's, not the story's, but for the items of a list it announces."""
        last = len(self.lines) - 1
        while last >= first and not (self.fates[last] == "story" and is_prose(self.lines[last])):
            last -= 1
        stop = last + 1
        if last >= first and self.lines[last].text.rstrip().endswith(":"):
            while stop < len(self.lines) and self.fates[stop] == "story":
                stop += 1
        while stop < len(self.lines) and self.fates[stop] == "story" and (
            _LIST_ITEM.match(self.lines[stop].text) or (len(self.lines[stop].words) >= 4 and self.lines[stop].ends_sentence)
        ):
            stop += 1
        for number in range(stop, len(self.lines)):
            if self.fates[number] == "story":
                self.fates[number] = "footer"
        for number in range(first, stop):
            if self.fates[number] == "story":
                if self._dateline(number) and len(self.lines[number].words) <= DATE_LINE_WORDS:
                    self.fates[number] = "dateline"
                else:
                    self.story.paragraphs.append(self.lines[number].text)
        return stop

    def _header(self, first: int) -> None:
        for number in range(first):
            if not self.fates[number]:
                hit = self.hits[number]
                self.fates[number] = hit.rule if hit else "dateline" if self._dateline(number) else "header"

    def _footer(self, last: int) -> None:
        for number in range(last, len(self.lines)):
            if not self.fates[number]:
                hit = self.hits[number]
                self.fates[number] = hit.rule if hit else "footer"

    # -- who and when

    def _head_of_story(self) -> None:
        if not self.story.paragraphs:
            return
        head = story_head(self.story.paragraphs[0])
        if head is None:
            return
        rest = self.story.paragraphs[0][head.length :].strip()
        if rest:
            self.story.paragraphs[0] = rest
        elif len(self.story.paragraphs) > 1:
            del self.story.paragraphs[0]
        else:
            return
        self.story.outlet = self.story.outlet or head.outlet.name
        self.story.author = self.story.author or head.author
        self.lines.append(Line(head.text))
        self.fates.append("dateline")

    def _names(self) -> None:
        """Author, outlet and URL from the lines that were dropped for naming them."""
        story = self.story
        site = self.site_names[-1] if self.site_names else None
        if not story.outlet and site and self.lines and self.lines[0].words == site:
            story.outlet = self.lines[0].text
        for number, (line, fate) in enumerate(zip(list(self.lines), self.fates, strict=True)):
            if fate == "byline" and not story.author and number < len(self.hits):
                hit = self.hits[number]
                value = (hit.rest if hit else "").strip(" :-–—|")
                if value and len(value.split()) <= 6:
                    story.author = value
            elif fate == "header" and not story.author and _looks_like_name(line.words) and self.title_words and number > 0:
                if line.words not in self.site_names and not outlet_named(line.text):
                    story.author = line.text.strip(" -–—|:")
            elif fate == "source" and not story.outlet and number < len(self.hits):
                hit = self.hits[number]
                value = (hit.rest if hit and hit.rest else line.text).strip(" *:-–—«»\"“”.")
                if len(value.split()) <= 5 and (found := outlet_named(value)) and found.name != "وكالات":
                    story.outlet = found.name
            elif fate == "share" and not story.url and (link := _SHORT_LINK.search(line.text)):
                story.url = link.group()
        if not story.outlet and story.url and (found := outlet_of_url(story.url)):
            story.outlet = found.name

    def _date(self, first: int, last: int) -> None:
        known = self.known
        if known.date and (found := find_date(known.date, year=self.year, reference=self.reference, source=known.date_source)):
            self.story.date = found
            return
        places: tuple[tuple[range, DateSource], ...] = (
            (range(first), "header"), (range(last, len(self.lines)), "footer"),
        )  # fmt: skip
        for numbers, source in places:
            best: tuple[float, PageDate] | None = None
            title_seen = False
            for number in numbers:
                title_seen = title_seen or self.fates[number] == "title"
                score = self._date_score(number, title_seen, source)
                if score is None:
                    continue
                found = find_date(self.lines[number].text, year=self.year, reference=self.reference, source=source)
                if found and found.value and (best is None or score > best[0]):
                    best = (score, found)
            if best:
                self.story.date = best[1]
                return
        for number in range(first, last):
            if self.fates[number] == "dateline" and (
                found := find_date(self.lines[number].text, year=self.year, reference=self.reference, source="header")
            ):
                self.story.date = found
                return
        if len(self.lines) > len(self.hits) and (
            found := find_date(self.lines[-1].text, year=self.year, reference=self.reference, source="header")
        ):
            self.story.date = found
            return
        if self.story.url and (found := find_date(self.story.url, source="url")):
            self.story.date = found

    def _date_score(self, number: int, title_seen: bool, source: DateSource) -> float | None:
        line = self.lines[number]
        fate = self.fates[number]
        if fate in ("title", "story", "copyright", "related", "teaser", "another article") or _YEARS.search(line.text):
            return None
        if len(line.words) > DATE_LINE_WORDS or not any(c.isdigit() for c in line.folded):
            return None
        marked = any(word in _DATE_MARKS for word in line.words)
        if not marked and not is_dateline(line.text) and (source == "footer" or len(line.words) > 10):
            return None
        score = 1.0 if title_seen else 0.0
        if any(word in line.words for word in ("نشر", "النشر", "نشرت", "published")):
            score += 0.6
        elif any(word in line.words for word in ("تحديث", "تعديل", "updated")):
            score += 0.2
        elif marked:
            score += 0.3
        return score


def _holds(line: tuple[str, ...], words: tuple[str, ...]) -> bool:
    size = len(words)
    return any(line[n : n + size] == words for n in range(len(line) - size + 1))


def _looks_like_name(words: tuple[str, ...]) -> bool:
    return (
        2 <= len(words) <= 4
        and all(_NAME_WORD.match(word) and word not in stop_words() for word in words)
        and not words[0].startswith("ال")
        and not line_rules().is_menu(words)
    )


def arabic_share(text: str) -> float:
    """Share of Arabic-script letters among all letters."""
    letters = sum(1 for c in text if c.isalpha())
    return len(ARABIC_LETTER.findall(text)) / letters if letters else 0.0
