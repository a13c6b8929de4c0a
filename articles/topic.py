"""Does a paragraph belong to the story? Shared vocabulary and the way it begins, for cutting out other articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from .lines import Line, data_rows
from .text import ARABIC_WORD, fold

_PREFIX = re.compile("^(?:وال|بال|كال|فال|ولل|ال|لل|و|ف|ب|ك|ل)(?=[\u0621-\u064a]{3})")
_SUFFIX = re.compile("(?<=[\u0621-\u064a]{3})(?:هما|يات|تها|هم|ها|ات|ون|ين|ان|يه|نا|ه|ي)$")


@cache
def stop_words() -> frozenset[str]:
    return frozenset(fold(row[0]) for row in data_rows("stopwords.tsv"))


@cache
def openers() -> tuple[frozenset[str], tuple[str, ...]]:
    """Words with which a paragraph carries on, and beginnings of words whose و belongs to the word."""
    words, roots = set(), set()
    for text, kind, *_ in data_rows("openers.tsv"):
        (words if kind == "word" else roots).add(fold(text))
    return frozenset(words), tuple(sorted(roots))


def stems(words: Iterable[str]) -> frozenset[str]:
    """Content words of a folded text, without their commonest clitics and endings."""
    out = set()
    stop = stop_words()
    for word in words:
        if len(word) < 3 or word in stop or not ARABIC_WORD.fullmatch(word):
            continue
        stem = _PREFIX.sub("", word)
        if stem in stop:
            continue
        out.add(_SUFFIX.sub("", stem))
    return frozenset(out)


def shared(line: frozenset[str], story: frozenset[str]) -> float:
    """Share of the line's stems that the story has, 0 to 1."""
    return len(line & story) / len(line) if line else 0.0


def carries_on(line: Line) -> bool:
    """Whether a paragraph begins as only the middle of a story does: وأضاف, كما, في المقابل …"""
    words, roots = openers()
    if not line.words:
        return False
    first = line.words[0]
    if first in words or " ".join(line.words[:2]) in words:
        return True
    return first[0] == "و" and len(first) > 3 and not first.startswith(roots)


class Topic:
    """The vocabulary of a story as told so far."""

    def __init__(self, title: Sequence[str] = ()) -> None:
        self._title = stems(title)
        self._paragraphs: list[frozenset[str]] = []

    def add(self, line: Line) -> None:
        self._paragraphs.append(stems(line.words))

    @property
    def paragraphs(self) -> int:
        return len(self._paragraphs)

    @property
    def vocabulary(self) -> frozenset[str]:
        return self._title.union(*self._paragraphs)

    def usual(self) -> float:
        """How much of one of its paragraphs the rest of the story shares, on average: what to expect of the next one."""
        if len(self._paragraphs) < 3:
            return 0.3
        shares = []
        for number, paragraph in enumerate(self._paragraphs[:12]):
            rest = self._title.union(*(p for n, p in enumerate(self._paragraphs) if n != number))
            shares.append(shared(paragraph, rest))
        return max(0.15, sum(shares) / len(shares))

    def resumes(self, following: Sequence[Line], *, after_other: bool) -> bool:
        """Whether the story goes on with these paragraphs, after a heading or teaser that announces other articles.

        ``after_other``: paragraphs of another article have been met since, so that a وأضاف may be that article's.
        """
        if not following:
            return False
        vocabulary = self.vocabulary
        first = shared(stems(following[0].words), vocabulary)
        usual = self.usual()
        if after_other:
            return first > 0.85 * usual and carries_on(following[0])
        if carries_on(following[0]):
            return first > 0.25 * usual
        group = [shared(stems(line.words), vocabulary) for line in following[:3]]
        return first > 0.75 * usual or sum(group) / len(group) > 0.8 * usual
