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
class Story:
    """The same event from one or more outlets. ``lead`` is one of ``briefs``; ``why`` says what holds them together."""

    lead: Brief
    briefs: tuple[Brief, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Digest:
    """The stories of a day (ISO date; None when a digest spans no single day) and the briefs that name no date."""

    date: str | None
    stories: tuple[Story, ...]
    undated: tuple[Brief, ...] = ()
