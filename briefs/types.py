"""A brief, and a day of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..articles.types import PageDate, Source
from ..checks.types import Flag
from ..models.types import ModelInfo


@dataclass(frozen=True, slots=True)
class BriefArticle:
    """What a brief keeps of its article. ``sentences`` are what ``BriefSentence.support`` points into."""

    title: str | None
    outlet: str | None
    author: str | None
    url: str | None
    language: str
    words: int
    sentences: tuple[str, ...]
    date: PageDate


@dataclass(frozen=True, slots=True)
class BriefSentence:
    ar: str
    en: str | None
    support: tuple[int, ...]
    quoted: bool
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """A complete, self-describing brief; it passes through ``mujaz.brief/1`` JSON without loss.

    ``key`` is a hash of the article's text, the models and their settings: the same key is the same brief.
    """

    key: str
    source: Source
    article: BriefArticle
    title_en: str | None
    sentences: tuple[BriefSentence, ...]
    flags: tuple[Flag, ...]
    models: Mapping[str, ModelInfo]
    mujaz: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as one brief's article writes it; ``key`` is the brief's."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A thing the articles of a story count and do not agree on.

    ``about`` is an English word for the common ones (``dead``, ``injured``), else the Arabic word counted.
    """

    about: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Addition:
    """A summary sentence that says what the lead's article does not: ``sentences[sentence]`` of the brief with that key."""

    key: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Story:
    """The same event from one or more outlets. ``lead`` is one of ``briefs``; ``why`` says what holds them together."""

    lead: Brief
    briefs: tuple[Brief, ...]
    why: str
    differences: tuple[Difference, ...] = ()
    additions: tuple[Addition, ...] = ()

    @property
    def others(self) -> tuple[Brief, ...]:
        return tuple(brief for brief in self.briefs if brief.key != self.lead.key)

    def brief(self, key: str) -> Brief:
        return next(brief for brief in self.briefs if brief.key == key)


@dataclass(frozen=True, slots=True)
class Digest:
    """The stories of a day (ISO date; None when a digest spans no single day) and the briefs that name no date.

    ``start`` and ``end`` are the window that was asked for; ``left_out`` counts stories beyond ``top``.
    """

    date: str | None
    stories: tuple[Story, ...]
    undated: tuple[Brief, ...] = ()
    start: str | None = None
    end: str | None = None
    left_out: int = 0

    @property
    def name(self) -> str:
        """What the digest is called as a file: a day, ``START--END``, or ``digest``."""
        if self.date:
            return self.date
        return f"{self.start or ''}--{self.end or ''}" if self.start or self.end else "digest"

    @property
    def title(self) -> str:
        return "Digest" if self.name == "digest" else f"Digest {self.name}"
