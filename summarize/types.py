"""What the summarizing room hands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ..articles.types import Article
from ..checks.types import Flag
from ..models.types import ModelInfo


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """An Arabic summary sentence.

    ``support`` are indexes into ``article.sentences``; ``quoted`` marks a sentence taken over from the source as it stands.
    """

    text: str
    support: tuple[int, ...]
    quoted: bool = False
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    sentences: tuple[SummarySentence, ...]


class Summarizer(Protocol):
    """Articles in, summaries out, same order."""

    @property
    def info(self) -> ModelInfo: ...

    def summarize(self, articles: Sequence[Article]) -> list[Summary]: ...
