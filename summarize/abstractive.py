"""Summarizers of whole articles: pulled BART, mBART, T5 and mT5 models.

A model sees as much text as it was trained for and not a token more: a longer article is cut between sentences into parts,
each is summarized, and every sentence written is held against the article. What has no support there is replaced by the
source sentence it came closest to, quoted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..articles.sentences import sentences_of, split_clauses
from ..articles.types import Article
from ..checks import check_summary, support_of
from ..checks.types import Flag
from ..models.types import Decoding, Hypothesis, ModelInfo, TextModel
from .extractive import as_it_is, quote
from .faithful import closest, repeats, same_words
from .features import opener
from .select import is_short, select
from .stems import words
from .types import Summary, SummarySentence

BEAM = Decoding(num_beams=4, max_new_tokens=128, no_repeat_ngram_size=3)
MAX_PARTS = 8


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of an article that a model can read at once."""

    text: str
    sentences: tuple[int, ...]


class WholeArticleSummarizer:
    """At most ``sentences`` sentences an article, written by a model that reads the article itself."""

    def __init__(self, model: TextModel, sentences: int = 3, decoding: Decoding = BEAM) -> None:
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
            "no_repeat_ngram_size": decoding.no_repeat_ngram_size,
        }
        self._info = replace(model.info, settings=settings)

    @property
    def info(self) -> ModelInfo:
        return self._info

    def summarize(self, articles: Sequence[Article]) -> list[Summary]:
        split = [([], 0) if is_short(article, self._sentences) else self._parts(article) for article in articles]
        flat = [part.text for parts, _ in split for part in parts]
        written = iter(self._model.generate(flat, self._decoding) if flat else [])
        return [
            self._assemble(article, [next(written) for _ in parts], len(parts), dropped) if parts else as_it_is(article)
            for article, (parts, dropped) in zip(articles, split, strict=True)
        ]

    def _parts(self, article: Article) -> tuple[list[_Part], int]:
        """The article in as few parts as the model can read, at most ``MAX_PARTS``, and how many sentences are left out.

        The summary of an article that needs more says how much was not read.
        """
        parts: list[_Part] = []
        text = ""
        members: list[int] = []
        for index, sentence in enumerate(article.sentences):
            for piece in split_clauses(sentence.text, self._fits):
                longer = f"{text} {piece}" if text else piece
                if text and not self._fits(longer):
                    parts.append(_Part(text, tuple(members)))
                    text, members = piece, [index]
                else:
                    text = longer
                    members = members if members and members[-1] == index else [*members, index]
        if text:
            parts.append(_Part(text, tuple(members)))
        if len(parts) <= MAX_PARTS:
            return parts, 0
        kept = parts[:MAX_PARTS]
        seen = {index for part in kept for index in part.sentences}
        return kept, len(article.sentences) - len(seen)

    def _fits(self, text: str) -> bool:
        return self._model.count_tokens(text) <= self._model.max_source_tokens

    def _assemble(self, article: Article, answers: Sequence[Sequence[Hypothesis]], parts: int, dropped: int) -> Summary:
        sources = [sentence.text for sentence in article.sentences]
        chosen: list[SummarySentence] = []
        for draft in _in_turn([_drafts(answer) for answer in answers]):
            sentence = _supported(draft, article, sources)
            if not any(_alike(sentence, other) for other in chosen):
                chosen.append(sentence)
            if len(chosen) == self._sentences:
                break
        if not chosen:
            chosen = [quote(article, group.anchor) for group in select(article, self._sentences, members=1)]
        chosen.sort(key=lambda sentence: sentence.support)
        if parts > 1:
            chosen[0] = replace(chosen[0], flags=(*chosen[0].flags, _limit_flag(parts, dropped)))
        return Summary(tuple(chosen))


def _drafts(answer: Sequence[Hypothesis]) -> list[str]:
    """The whole sentences of a model's first answer; a last one that met the length limit is not whole."""
    if not answer:
        return []
    best = answer[0]
    texts = [sentence.text for sentence in sentences_of([" ".join(best.text.split())])]
    return texts if best.complete else texts[:-1]


def _in_turn(parts: Sequence[Sequence[str]]) -> list[str]:
    """The first sentence of every part, then the second ones: a summary of all parts rather than of the first."""
    longest = max(map(len, parts), default=0)
    return [part[k] for k in range(longest) for part in parts if k < len(part)]


def _supported(draft: str, article: Article, sources: Sequence[str]) -> SummarySentence:
    support = support_of(draft, sources)
    for index in support:
        if same_words(draft, sources[index]):
            return quote(article, index)
    if support:
        flags = check_summary(draft, [sources[index] for index in support])
        if not repeats(words(draft)) and not any(flag.severity == "error" for flag in flags):
            return SummarySentence(draft, support, flags=flags)
        return quote(article, min(support, key=lambda i: (opener(sources[i]) is not None, -_shared(draft, sources[i]))))
    return quote(article, closest(draft, sources))


def _shared(a: str, b: str) -> int:
    return len(set(words(a)) & set(words(b)))


def _alike(a: SummarySentence, b: SummarySentence) -> bool:
    if a.quoted and b.quoted:
        return a.support == b.support
    mine, theirs = set(words(a.text)), set(words(b.text))
    return len(mine & theirs) > 0.6 * min(len(mine), len(theirs))


def _limit_flag(parts: int, dropped: int) -> Flag:
    message = f"the article was longer than the model can read and was summarized in {parts} parts"
    if dropped:
        message += f"; its last {dropped} sentences were not read"
    return Flag("limit", "note", message)
