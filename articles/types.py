"""What the reading room hands on: a page as it came, and the article found in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Literal

DatePrecision = Literal["minute", "hour", "day", "month", "year", "day-without-year", "none"]
DateSource = Literal["meta", "header", "footer", "url", "feed", "user", "none"]


@dataclass(frozen=True)
class RawPage:
    """Bytes of one page and where they came from.

    ``origin`` is what the user would recognise: a path, ``-`` for stdin, a URL, or ``feed.xml#3`` for an entry of a
    container. ``media_type`` and ``charset`` are what the carrier declared, not what was found.
    """

    data: bytes
    origin: str
    media_type: str = "text/plain"
    charset: str | None = None

    @cached_property
    def sha256(self) -> str:
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article came from, without its bytes. ``sha256`` is of the bytes; ``encoding`` is the one that decoded them."""

    origin: str
    sha256: str
    media_type: str
    encoding: str


@dataclass(frozen=True, slots=True)
class PageDate:
    """The day a page says it was published.

    ``value`` is ISO 8601, cut at ``precision`` (``2017-12-18T10:08``, ``2017-12``, ``--12-20`` for a day without a
    year), ``text`` the words on the page it was read from.
    """

    value: str | None = None
    precision: DatePrecision = "none"
    source: DateSource = "none"
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its place: ``paragraphs[paragraph][start:end] == text``."""

    text: str
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader should be told about the page: a limit that was met, a dialect, paragraphs in another language."""

    kind: Literal["limit", "dialect", "language", "encoding"]
    message: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line of the page that is not part of the story, and the name of the rule that says so."""

    text: str
    rule: str


@dataclass(frozen=True)
class Article:
    """One Arabic article, clean of its page.

    ``paragraphs`` keep the page's own spelling; ``sentences`` are cut from them in order.
    """

    source: Source
    paragraphs: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str = "ar"
    date: PageDate = PageDate()
    notes: tuple[Note, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    @property
    def words(self) -> int:
        return sum(len(p.split()) for p in self.paragraphs)

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)
