"""The chain: articles → summaries → sentence pairs → briefs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import version
from itertools import islice

from ..articles.types import Article, Note
from ..checks.types import Flag, FlagKind, Severity
from ..models.types import ModelInfo
from ..summarize.types import Summarizer, Summary
from ..translate.types import SentencePair, Translator
from .serialize import BRIEF, model_dict
from .types import Brief, BriefArticle, BriefSentence

_NOTE_KINDS: Mapping[str, FlagKind] = {"limit": "limit", "dialect": "dialect", "language": "limit", "encoding": "limit"}


def brief_key(article: Article, models: Mapping[str, ModelInfo]) -> str:
    """``sha256:`` and the hash of all that decides a brief: the page, what was read in it, the models, their settings."""
    parts = {
        "schema": BRIEF,
        "source": article.source.sha256,
        "title": article.title,
        "date": article.date.value,
        "text": article.paragraphs,
        "models": {task: model_dict(info) for task, info in sorted(models.items())},
    }
    return "sha256:" + sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Briefer:
    """Makes briefs with one summarizer and one translator.

    ``batch`` articles go through the models together: larger is faster, smaller shows progress and saves sooner.
    """

    summarizer: Summarizer
    translator: Translator
    batch: int = 8

    @property
    def models(self) -> dict[str, ModelInfo]:
        return {"summarizer": self.summarizer.info, "translator": self.translator.info}

    def key(self, article: Article) -> str:
        return brief_key(article, self.models)

    def briefs(self, articles: Iterable[Article]) -> Iterator[Brief]:
        """One brief an article, same order. Articles are read as they are needed."""
        stream = iter(articles)
        while some := list(islice(stream, self.batch)):
            yield from self._together(some)

    def _together(self, articles: Sequence[Article]) -> Iterator[Brief]:
        summaries = self.summarizer.summarize(articles)
        lines = [
            line for article, summary in zip(articles, summaries, strict=True) for line in _lines(article, summary)
        ]
        pairs = iter(self.translator.translate(lines))
        for article, summary in zip(articles, summaries, strict=True):
            title = next(pairs) if article.title else None
            yield self._brief(article, summary, title, [next(pairs) for _ in summary.sentences])

    def _brief(
        self, article: Article, summary: Summary, title: SentencePair | None, pairs: Sequence[SentencePair]
    ) -> Brief:
        flags = [Flag(_NOTE_KINDS[note.kind], _severity(note), note.message) for note in article.notes]
        if title:
            flags += [replace(flag, message=f"title: {flag.message}") for flag in title.flags]
        return Brief(
            key=self.key(article),
            source=article.source,
            article=BriefArticle(
                title=article.title,
                outlet=article.outlet,
                author=article.author,
                url=article.url,
                language=article.language,
                words=article.words,
                sentences=tuple(s.text for s in article.sentences),
                date=article.date,
            ),
            title_en=title.en if title else None,
            sentences=tuple(
                BriefSentence(s.text, pair.en, s.support, s.quoted, (*s.flags, *pair.flags))
                for s, pair in zip(summary.sentences, pairs, strict=True)
            ),
            flags=tuple(flags),
            models=self.models,
            mujaz=version("mujaz"),
        )


def _lines(article: Article, summary: Summary) -> list[str]:
    return [*([article.title] if article.title else []), *(s.text for s in summary.sentences)]


def _severity(note: Note) -> Severity:
    return "warning" if note.kind == "dialect" else "note"
