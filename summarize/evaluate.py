"""How good Arabic summaries are against references: Unicode ROUGE, length, repetition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from .rouge import SIGNATURE, rouge, rouge_tokens


@dataclass(frozen=True, slots=True)
class SummaryScores:
    """``rouge1/2/L``: mean F1 in points from 0 to 100. ``words``: mean length. ``repeated``: mean share of trigrams seen before."""

    articles: int
    rouge1: float
    rouge2: float
    rougeL: float  # noqa: N815  (the field's own name)
    signature: str
    words: float
    repeated: float


def score_summaries(hypotheses: Sequence[str], references: Sequence[str]) -> SummaryScores:
    """Raises ValueError for unequal lengths or nothing to score."""
    if not hypotheses:
        raise ValueError("nothing to score")
    scores = [rouge(h, r) for h, r in zip(hypotheses, references, strict=True)]
    return SummaryScores(
        articles=len(scores),
        rouge1=100 * fmean(s.r1.f1 for s in scores),
        rouge2=100 * fmean(s.r2.f1 for s in scores),
        rougeL=100 * fmean(s.rl.f1 for s in scores),
        signature=SIGNATURE,
        words=fmean(len(rouge_tokens(h)) for h in hypotheses),
        repeated=fmean(_repeated(rouge_tokens(h)) for h in hypotheses),
    )


def _repeated(tokens: Sequence[str]) -> float:
    trigrams = list(zip(tokens, tokens[1:], tokens[2:], strict=False))
    return 1 - len(set(trigrams)) / len(trigrams) if trigrams else 0.0
