"""The built-in summarizer with drafts: select, then rewrite, then check.

The selector names the one to three source sentences of each summary sentence, a small decoder writes them anew as one
sentence, and that draft stays only when nothing in it goes beyond them. A draft that does go beyond them still says which of
their clauses matter: the sources are then shortened and joined after it, in their own words; else the anchor is shortened by
rules. So support is known before a word is written, and the worst that can happen is a quoted sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ..articles.text import model_text
from ..articles.types import Article
from ..models.types import Decoding, Hypothesis, ModelInfo
from .extractive import as_it_is, quote
from .faithful import fault, same_words
from .headline import missing_headline
from .mend import mend
from .project import project
from .select import Group, is_short, select
from .shortening import shortened, under_headline
from .types import Summary, SummarySentence

GREEDY = Decoding(num_beams=1, max_new_tokens=110)
MIN_SCORE = -0.9
"""Mean log-probability of a token under which a rewriting is not trusted."""


class Rewriter(Protocol):
    """A model that writes source sentences anew as one sentence."""

    @property
    def info(self) -> ModelInfo: ...

    @property
    def max_source_tokens(self) -> int: ...

    def count_tokens(self, text: str) -> int: ...

    def rewrite_prompt(self, text: str) -> list[int]:
        """The tokens that ask for one sentence out of ``text``: source sentences joined by a space, in the models' spelling."""
        ...

    def generate(self, prompts: Sequence[Sequence[int]], decoding: Decoding) -> list[list[Hypothesis]]: ...


@dataclass(frozen=True, slots=True)
class _Task:
    """One summary sentence to be written; ``headline`` opens it where the text does not tell its own news.

    ``opens``: it is the first of its summary.
    """

    article: Article
    group: Group
    opens: bool
    headline: str | None

    @property
    def sources(self) -> list[str]:
        return [self.article.sentences[i].text for i in self.group.sentences]

    @property
    def prompt(self) -> str:
        return model_text(" ".join(self.sources))


class RewritingSummarizer:
    """At most ``sentences`` rewritten or quoted sentences an article; all articles of a call go through the model together."""

    def __init__(self, model: Rewriter, sentences: int = 3, decoding: Decoding = GREEDY) -> None:
        if sentences < 1:
            raise ValueError(f"a summary has at least one sentence, not {sentences}")
        self._model = model
        self._sentences = sentences
        self._decoding = decoding
        settings = {
            **model.info.settings,
            "sentences": sentences,
            "drafts": True,
            "num_beams": decoding.num_beams,
            "max_new_tokens": decoding.max_new_tokens,
        }
        self._info = replace(model.info, settings=settings)

    @property
    def info(self) -> ModelInfo:
        return self._info

    def summarize(self, articles: Sequence[Article]) -> list[Summary]:
        tasks = [[] if is_short(article, self._sentences) else self._tasks(article) for article in articles]
        flat = [task for some in tasks for task in some]
        written = iter(self._write(flat))
        return [
            Summary(tuple(next(written) for _ in some)) if some else as_it_is(article)
            for article, some in zip(articles, tasks, strict=True)
        ]

    def _tasks(self, article: Article) -> list[_Task]:
        groups = select(article, self._sentences)
        return [
            _Task(article, group, i == 0, None if i else missing_headline(article, group))
            for i, group in enumerate(groups)
        ]

    def _write(self, tasks: Sequence[_Task]) -> list[SummarySentence]:
        asked = [
            i
            for i, task in enumerate(tasks)
            if not task.headline and self._model.count_tokens(task.prompt) <= self._model.max_source_tokens
        ]
        answers = (
            self._model.generate([self._model.rewrite_prompt(tasks[i].prompt) for i in asked], self._decoding)
            if asked
            else []
        )
        drafts = dict(zip(asked, answers, strict=True))
        return [_sentence(task, drafts.get(i, ())) for i, task in enumerate(tasks)]


def _sentence(task: _Task, drafts: Sequence[Hypothesis]) -> SummarySentence:
    """The first draft without a fault; else the sources as the draft shortens and joins them; else the anchor, shortened by rules."""
    article, sources, anchor = task.article, task.sources, task.group.anchor
    if task.headline:
        return under_headline(article, anchor, task.headline)
    for draft in drafts:
        mended = replace(draft, text=mend(" ".join(draft.text.split()), sources))
        if draft.score >= MIN_SCORE and fault(mended, sources) is None:
            return _as_written(article, mended.text, task.group.sentences)
    if drafts:
        text, used = project(drafts[0].text, sources, task.group.sentences.index(anchor))
        made = _as_written(article, text, tuple(task.group.sentences[i] for i in used))
        if not made.quoted:
            return made
    return shortened(article, anchor, opens=task.opens)


def _as_written(article: Article, text: str, support: tuple[int, ...]) -> SummarySentence:
    """A sentence that says what a source says word for word is that source, quoted."""
    for index in support:
        if same_words(text, article.sentences[index].text):
            return quote(article, index)
    return SummarySentence(text, support)
