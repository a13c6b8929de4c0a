"""How good one of several translations of a sentence is, before anybody has read it.

Three things are known of a candidate: how far the others agree with it, how likely the model finds it, and how much of what the
sentence's words mean it says. Errors found by the checks come before all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from ..checks.types import Flag
from .content import content
from .gloss import Glosser

Cover = Callable[[str, str], float]
"""(Arabic, English) → the share of the Arabic that the English says, 0 to 1."""

COVER, LIKELY = 0.3, 1.5
"""How much the share said and the log-probability a token count beside agreement. Fitted with ``training/choice.py``."""

WARNING, NOTE = 0.1, 0.035
"""How much agreement a flag is worth."""


class GlossCover:
    """Counts the gloss's entries that have any of their senses' content words in the English."""

    def __init__(self, lexicon: Glosser) -> None:
        self._meanings = lru_cache(maxsize=64)(lambda arabic: _meanings(lexicon.items(arabic)))

    def __call__(self, arabic: str, english: str) -> float:
        meanings = self._meanings(arabic)
        said = content(english).keys()
        return sum(not said.isdisjoint(m) for m in meanings) / len(meanings) if meanings else 1.0


def _meanings(items: Iterable[str]) -> list[frozenset[str]]:
    found = (frozenset(content(item.replace("/", " "))) for item in items)
    return [meaning for meaning in found if meaning]


def rank(flags: Iterable[Flag], agreement: float, score: float, cover: float) -> tuple[int, float]:
    """Smaller is better: errors first, then everything else weighed together."""
    found = [f.severity for f in flags]
    lost = WARNING * found.count("warning") + NOTE * found.count("note")
    return found.count("error"), lost - agreement - COVER * cover - LIKELY * score
