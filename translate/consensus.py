"""Which of several translations of one sentence says most of what all of them say.

Minimum Bayes risk decoding with chrF as the gain (Freitag et al. 2022, "High Quality Rather than High Model Probability"):
the best guess is not what the model finds likeliest, but what is most like everything else it finds likely.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from ..models.types import Hypothesis

ORDER, BETA = 6, 2
"""chrF as sacrebleu's: character n-grams of one to six, blanks left out, recall weighing twice."""

SHARPNESS = 5.0
"""How much likelier hypotheses count for more: a hypothesis's vote is exp(SHARPNESS · log-probability a token)."""

Grams = tuple[Counter[str], ...]


def agreement(hypotheses: Sequence[Hypothesis]) -> list[float]:
    """How far each hypothesis agrees with all of them, 0 to 1: its mean chrF against them, weighted by their likelihood."""
    if not hypotheses:
        return []
    best = max(h.score for h in hypotheses)
    votes = [math.exp(SHARPNESS * (h.score - best)) for h in hypotheses]
    grams = [_grams(h.text) for h in hypotheses]
    table = [[0.0] * len(grams) for _ in grams]
    for i, a in enumerate(grams):
        table[i][i] = 1.0
        for j in range(i):
            table[i][j], table[j][i] = _chrf(a, grams[j])
    return [sum(map(float.__mul__, row, votes)) / sum(votes) for row in table]


def _grams(text: str) -> Grams:
    letters = "".join(text.split())
    return tuple(Counter(letters[i : i + n] for i in range(len(letters) - n + 1)) for n in range(1, ORDER + 1))


def _chrf(a: Grams, b: Grams) -> tuple[float, float]:
    """chrF of a against b as the reference, and of b against a."""
    shares_a, shares_b = [], []
    for of_a, of_b in zip(a, b, strict=True):
        count_a, count_b = of_a.total(), of_b.total()
        if count_a and count_b:
            small, large = (of_a, of_b) if len(of_a) < len(of_b) else (of_b, of_a)
            same = sum(min(count, large[gram]) for gram, count in small.items() if gram in large)
            shares_a.append(same / count_a)
            shares_b.append(same / count_b)
    if not shares_a:
        return 0.0, 0.0
    first, second = sum(shares_a) / len(shares_a), sum(shares_b) / len(shares_b)
    return _f(first, second), _f(second, first)


def _f(precision: float, recall: float) -> float:
    if precision + recall == 0:
        return 0.0
    return (1 + BETA**2) * precision * recall / (BETA**2 * precision + recall)
