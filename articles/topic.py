"""Does a paragraph belong to the story? Shared vocabulary and the way it begins, for cutting out other articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from functools import cache
from itertools import repeat

from .lines import Line, data_rows
from .memo import Memo
from .text import ARABIC_WORD, fold

_PREFIX = re.compile("^(?:وال|بال|كال|فال|ولل|ال|لل|و|ف|ب|ك|ل)(?=[\u0621-\u064a]{3})")
_SUFFIX = re.compile("(?<=[\u0621-\u064a]{3})(?:هما|يات|تها|هم|ها|ات|ون|ين|ان|يه|نا|ه|ي)$")

_RARE = 6.5  # weight of a stem that is not in the table
_SAYS_NOTHING = frozenset(("",))
_USUAL = 0.25  # of a story too short to measure
_MEASURED = 10  # paragraphs


@cache
def stop_words() -> frozenset[str]:
    return frozenset(fold(row[0]) for row in data_rows("stopwords.tsv"))


@cache
def openers() -> tuple[frozenset[str], tuple[str, ...]]:
    """Words with which a paragraph carries on, and beginnings of words whose و belongs to the word."""
    words: set[str] = set()
    roots: set[str] = set()
    for text, kind, *_ in data_rows("openers.tsv"):
        (words if kind == "word" else roots).add(fold(text))
    return frozenset(words), tuple(sorted(roots))


def _stem(word: str) -> str:
    """Without its commonest clitics and endings; empty when it says nothing about a topic."""
    stop = stop_words()
    if len(word) < 3 or word in stop or not ARABIC_WORD.fullmatch(word):
        return ""
    prefix = _PREFIX.match(word)
    stem = word[prefix.end() :] if prefix else word
    return "" if stem in stop else _SUFFIX.sub("", stem)


_KNOWN = Memo(_stem, 100_000)


def stems(words: Iterable[str]) -> frozenset[str]:
    """The stems of the content words of a folded text."""
    return frozenset(map(_KNOWN.__getitem__, words)) - _SAYS_NOTHING


@cache
def _weights() -> dict[str, float]:
    return {stem: float(weight) for stem, weight in data_rows("stems.tsv")}


def is_common(word: str) -> bool:
    """A folded word of the language's ordinary vocabulary, or one that says nothing about a topic."""
    stem = _KNOWN[word]
    return not stem or stem in _weights()


def _weight(words: frozenset[str]) -> float:
    return sum(map(_weights().get, words, repeat(_RARE)))


def shared(line: frozenset[str], story: Set[str]) -> float:
    """Share of the line's stems that the story has, rare ones counting most; 0 to 1."""
    return _weight(line & story) / _weight(line) if line else 0.0


def carries_on(line: Line) -> bool:
    """Whether a paragraph begins as only the middle of a story does: وأضاف, كما, في المقابل …"""
    words, roots = openers()
    if not line.words:
        return False
    first = line.words[0]
    if first in words or " ".join(line.words[:2]) in words:
        return True
    return first[0] == "و" and len(first) > 3 and not first.startswith(roots)


class Lead:
    """The words of a story's first lines, asked whether a stem is among theirs. Only words that hold the stem are stemmed."""

    def __init__(self, words: Iterable[str]) -> None:
        self._text = f" {' '.join(words)} "

    def __contains__(self, stem: str) -> bool:
        text = self._text
        place = text.find(stem)
        while place >= 0:
            end = text.index(" ", place)
            if _KNOWN[text[text.rindex(" ", 0, place) + 1 : end]] == stem:
                return True
            place = text.find(stem, end)
        return False

    def share(self, line: frozenset[str]) -> float:
        """Share of the line's stems that the lead has, as ``shared`` counts it."""
        return shared(line, line.intersection([stem for stem in line if stem in self]))


class Topic:
    """The vocabulary of a story as told so far."""

    def __init__(self, title: Sequence[str] = ()) -> None:
        self._title = stems(title)
        self._lines: list[Line] = []
        self._stems: list[frozenset[str]] = []
        self._vocabulary = set(self._title)
        self._before_last = set(self._title)
        self._usual: tuple[int, float] = (0, _USUAL)

    def add(self, line: Line) -> None:
        self._lines.append(line)

    def __len__(self) -> int:
        return len(self._lines)

    def _paragraphs(self) -> list[frozenset[str]]:
        """Stems of each paragraph, made when first asked for: most pages have nothing to compare."""
        for line in self._lines[len(self._stems) :]:
            if self._stems:
                self._before_last |= self._stems[-1]
            self._stems.append(stems(line.words))
            self._vocabulary |= self._stems[-1]
        return self._stems

    @property
    def last(self) -> frozenset[str]:
        return self._paragraphs()[-1] if self._lines else frozenset()

    @property
    def vocabulary(self) -> Set[str]:
        """The stems of the title and of every paragraph so far."""
        self._paragraphs()
        return self._vocabulary

    @property
    def before_last(self) -> Set[str]:
        """The same without the last paragraph."""
        self._paragraphs()
        return self._before_last

    def usual(self) -> float:
        """How much of one of its paragraphs the rest of the story shares, on average: what to expect of the next one."""
        if len(self) < 2:
            return _USUAL
        measured = min(len(self), _MEASURED)
        if measured != self._usual[0]:
            self._usual = measured, max(0.1, cohesion(self._paragraphs()[:measured], self._title))
        return self._usual[1]


def cohesion(paragraphs: Sequence[frozenset[str]], title: frozenset[str] = frozenset()) -> float:
    """How much of each paragraph the others (and the title) share, on average."""
    counts = Counter(stem for paragraph in paragraphs for stem in paragraph)
    shares = []
    for paragraph in paragraphs:
        others = frozenset(stem for stem in paragraph if counts[stem] > 1 or stem in title)
        shares.append(shared(paragraph, others))
    return sum(shares) / len(shares) if shares else 0.0
