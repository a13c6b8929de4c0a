"""The summarizer that comes with mujaz: source sentences chosen and shortened by rules. No model writes a word."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files

from ..articles.types import Article
from ..models.types import ModelInfo
from .extractive import as_it_is, quote
from .faithful import same_words
from .features import begins_with_so
from .headline import FLAG as HEADLINE
from .headline import headed, missing_headline
from .select import is_short, select
from .shorten import shorten
from .types import Summary, SummarySentence

_TABLES = ("selector.json", "deletions.tsv", "clauses.tsv", "openers.tsv", "saying_verbs.tsv")


class ShorteningSummarizer:
    """At most ``sentences`` sentences an article, each a source sentence less what a summary can do without."""

    def __init__(self, sentences: int = 3) -> None:
        if sentences < 1:
            raise ValueError(f"a summary has at least one sentence, not {sentences}")
        self._sentences = sentences
        data = files(__package__).joinpath("data")
        digest = sha256(b"".join(data.joinpath(name).read_bytes() for name in _TABLES)).hexdigest()
        settings = {"sentences": sentences, "drafts": False}
        self._info = ModelInfo("select-and-shorten", "1", digest, licence="Apache-2.0", settings=settings)

    @property
    def info(self) -> ModelInfo:
        return self._info

    def summarize(self, articles: Sequence[Article]) -> list[Summary]:
        return [self._one(article) for article in articles]

    def _one(self, article: Article) -> Summary:
        if is_short(article, self._sentences):
            return as_it_is(article)
        groups = select(article, self._sentences, members=1)
        made = [shortened(article, group.anchor, opens=i == 0) for i, group in enumerate(groups)]
        if groups and (headline := missing_headline(article, groups[0])):
            made[0] = under_headline(article, groups[0].anchor, headline)
        return Summary(tuple(made))


def shortened(article: Article, index: int, *, opens: bool) -> SummarySentence:
    """A source sentence by the rules of ``shorten``, quoted where nothing goes; ``opens``: it begins the summary."""
    text = _shorter(article, index, opens=opens)
    return quote(article, index) if same_words(text, article.sentences[index].text) else SummarySentence(text, (index,))


def under_headline(article: Article, index: int, headline: str) -> SummarySentence:
    """The headline and a source sentence as one."""
    return SummarySentence(headed(headline, _shorter(article, index, opens=True)), (index,), flags=(HEADLINE,))


def _shorter(article: Article, index: int, *, opens: bool) -> str:
    texts = [sentence.text for sentence in article.sentences]
    return shorten(texts[index][begins_with_so(texts, index) :], opens=opens)
