"""ROUGE for Arabic: n-gram and longest-common-subsequence overlap of a summary with a reference.

Lin (2004), "ROUGE: A Package for Automatic Evaluation of Summaries". The usual implementations keep only ``[a-z0-9]`` and
so score every Arabic text 0; here a token is a run of Unicode letters and digits, with diacritics and tatweel taken out,
alef, ya and ta marbuta in one spelling each, and ASCII digits. No stemming, no stop words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..articles.text import fold

SIGNATURE = "rouge|tokens:unicode-words|fold:alef,ya,ta-marbuta,marks,digits|stem:no|lcs:whole-text|mean:articles"

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Score:
    """Shares from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Rouge:
    """ROUGE-1, ROUGE-2 and ROUGE-L of one pair."""

    r1: Score
    r2: Score
    rl: Score


@dataclass(frozen=True, slots=True)
class RougeMeans:
    """Mean F1 over ``count`` pairs, in points from 0 to 100."""

    r1: float
    r2: float
    rl: float
    count: int


def rouge_tokens(text: str) -> list[str]:
    """The words ROUGE compares."""
    return _WORD.findall(fold(text).lower())


def rouge(hypothesis: str, reference: str) -> Rouge:
    """Scores of one summary against one reference; an empty text scores 0."""
    ours, theirs = rouge_tokens(hypothesis), rouge_tokens(reference)
    return Rouge(_ngrams(ours, theirs, 1), _ngrams(ours, theirs, 2), _score(_lcs(ours, theirs), len(ours), len(theirs)))


def mean_rouge(pairs: Iterable[tuple[str, str]]) -> RougeMeans:
    """Mean F1 over ``(hypothesis, reference)`` pairs."""
    scores = [rouge(hypothesis, reference) for hypothesis, reference in pairs]
    n = len(scores)
    if not n:
        return RougeMeans(0.0, 0.0, 0.0, 0)
    return RougeMeans(
        100 * sum(s.r1.f1 for s in scores) / n,
        100 * sum(s.r2.f1 for s in scores) / n,
        100 * sum(s.rl.f1 for s in scores) / n,
        n,
    )


def _score(common: int, ours: int, theirs: int) -> Score:
    return Score(common / ours if ours else 0.0, common / theirs if theirs else 0.0)


def _ngrams(ours: Sequence[str], theirs: Sequence[str], n: int) -> Score:
    a = Counter(zip(*(ours[i:] for i in range(n)), strict=False))
    b = Counter(zip(*(theirs[i:] for i in range(n)), strict=False))
    return _score((a & b).total(), a.total(), b.total())


def _lcs(ours: Sequence[str], theirs: Sequence[str]) -> int:
    row = [0] * (len(theirs) + 1)
    for word in ours:
        diagonal = 0
        for j, other in enumerate(theirs, 1):
            above = row[j]
            row[j] = diagonal + 1 if word == other else max(above, row[j - 1])
            diagonal = above
    return row[-1]
