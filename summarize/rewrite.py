"""The built-in summarizer: select, then rewrite, then check.

The selector names the one to three source sentences of each summary sentence, a small decoder writes them anew as one
sentence, and the result stays only when nothing in it goes beyond them. So support is known before a word is written, and
the worst that can happen is a quoted sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ..articles.types import Article
from ..models.types import Decoding, Hypothesis, ModelInfo
from .extractive import as_it_is, quote
from .faithful import closest, fault, same_words
from .features import LONG_WORDS, opener
from .select import Group, is_short, select
from .types import Summary, SummarySentence

GREEDY = Decoding(num_beams=1, max_new_tokens=110)
MIN_SCORE = -0.6
"""Mean log-probability of a token under which a rewriting is not trusted."""


class Rewriter(Protocol):
    """A model that writes source sentences anew as one sentence."""

    @property
    def info(self) -> ModelInfo: ...

    def rewrite_prompt(self, text: str) -> list[str]:
        """The tokens that ask for one sentence out of ``text``: source sentences joined by a space."""
        ...

    def generate(self, prompts: Sequence[Sequence[str]], decoding: Decoding) -> list[list[Hypothesis]]: ...


@dataclass(frozen=True, slots=True)
class _Task:
    """One summary sentence to be written."""

    article: Article
    group: Group

    def sources(self) -> list[str]:
        return [self.article.sentences[i].text for i in self.group.sentences]


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
            "num_beams": decoding.num_beams,
            "max_new_tokens": decoding.max_new_tokens,
        }
        self._info = replace(model.info, settings=settings)

    @property
    def info(self) -> ModelInfo:
        return self._info

    def summarize(self, articles: Sequence[Article]) -> list[Summary]:
        tasks = [
            []
            if is_short(article, self._sentences)
            else [_Task(article, group) for group in select(article, self._sentences)]
            for article in articles
        ]
        flat = [task for some in tasks for task in some]
        written = iter(self._write(flat))
        return [
            Summary(tuple(next(written) for _ in some)) if some else as_it_is(article)
            for article, some in zip(articles, tasks, strict=True)
        ]

    def _write(self, tasks: Sequence[_Task]) -> list[SummarySentence]:
        """A group whose rewriting fails is tried once more with its anchor alone; then it is quoted."""
        done: list[SummarySentence | None] = [None] * len(tasks)
        first: dict[int, str] = {}
        for i, (sentence, draft) in enumerate(self._attempt(tasks)):
            done[i], first[i] = sentence, draft
        again = [i for i, sentence in enumerate(done) if sentence is None and len(tasks[i].group.sentences) > 1]
        alone = [replace(tasks[i], group=Group(tasks[i].group.anchor, (tasks[i].group.anchor,))) for i in again]
        for i, (sentence, _) in zip(again, self._attempt(alone), strict=True):
            done[i] = sentence
        return [
            sentence or _fall_back(task, first[i]) for i, (task, sentence) in enumerate(zip(tasks, done, strict=True))
        ]

    def _attempt(self, tasks: Sequence[_Task]) -> list[tuple[SummarySentence | None, str]]:
        """For each task the first hypothesis without a fault as a sentence, and the model's own first choice."""
        if not tasks:
            return []
        prompts = [self._model.rewrite_prompt(" ".join(task.sources())) for task in tasks]
        answers = self._model.generate(prompts, self._decoding)
        return [
            (_chosen(task, answer), answer[0].text if answer else "")
            for task, answer in zip(tasks, answers, strict=True)
        ]


def _chosen(task: _Task, answers: Sequence[Hypothesis]) -> SummarySentence | None:
    sources = task.sources()
    for answer in answers:
        for index in task.group.sentences:
            if same_words(answer.text, task.article.sentences[index].text):
                return quote(task.article, index)
        if answer.score >= MIN_SCORE and fault(answer, sources) is None:
            return SummarySentence(" ".join(answer.text.split()), task.group.sentences)
    return None


def _fall_back(task: _Task, draft: str) -> SummarySentence:
    """The source sentence that the draft came closest to, of those that can be read by themselves where there are any."""
    indexes = list(task.group.sentences)
    texts = [task.article.sentences[i].text for i in indexes]
    readable = [i for i, text in zip(indexes, texts, strict=True) if _stands_alone(text)] or [task.group.anchor]
    return quote(task.article, readable[closest(draft, [task.article.sentences[i].text for i in readable])])


def _stands_alone(text: str) -> bool:
    return opener(text) is None and 6 <= len(text.split()) <= LONG_WORDS
