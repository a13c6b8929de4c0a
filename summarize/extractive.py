"""A summary of quoted sentences only."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files

from ..articles.types import Article
from ..models.types import ModelInfo
from .select import is_short, select
from .types import Summary, SummarySentence


class ExtractiveSummarizer:
    """Quotes the one to ``sentences`` source sentences that say most, in source order, each as it stands."""

    def __init__(self, sentences: int = 3) -> None:
        if sentences < 1:
            raise ValueError(f"a summary has at least one sentence, not {sentences}")
        self._sentences = sentences
        digest = sha256(files(__package__).joinpath("data", "selector.json").read_bytes()).hexdigest()
        self._info = ModelInfo("extractive", "1", digest, licence="Apache-2.0", settings={"sentences": sentences})

    @property
    def info(self) -> ModelInfo:
        return self._info

    def summarize(self, articles: Sequence[Article]) -> list[Summary]:
        return [self._one(article) for article in articles]

    def _one(self, article: Article) -> Summary:
        if is_short(article, self._sentences):
            return as_it_is(article)
        groups = select(article, self._sentences, members=1, retell=True)
        return Summary(tuple(quote(article, group.anchor) for group in groups))


def quote(article: Article, index: int) -> SummarySentence:
    """A source sentence as a summary sentence."""
    return SummarySentence(article.sentences[index].text, (index,), quoted=True)


def as_it_is(article: Article) -> Summary:
    """Every sentence of an item that is no longer than its summary would be."""
    return Summary(tuple(quote(article, index) for index in range(len(article.sentences))))
