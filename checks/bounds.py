"""At least and at most: a bound that the English turned round."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from .lexicon import rows
from .tokens import Token, cut_arabic, cut_english
from .types import Flag

_Pair = tuple[str, str]


@cache
def _table(column: int) -> dict[_Pair, str]:
    """Pairs of words and the bound that they set; column 1 is the Arabic, 2 the English that tells, 3 the English that answers."""
    return {
        (first, second): row[0]
        for row in rows("bounds")
        for first, _, second in (words.partition("_") for words in row[column].split())
    }


def check_bounds(ar: str, en: str) -> tuple[Flag, ...]:
    """A warning where the Arabic sets bounds of one side only and the English only of the other."""
    (tokens, keys, there), (words, said, _) = cut_arabic(ar), cut_english(en)
    if _heads().isdisjoint(there):
        return ()
    left = [(i, bound) for i, pair in enumerate(pairwise(keys)) if (bound := _table(1).get(pair))]
    right = [(i, bound) for i, pair in enumerate(pairwise(said)) if (bound := _table(2).get(pair))]
    if not left or not right:
        return ()
    ours, theirs = {bound for _, bound in left}, {bound for _, bound in right}
    theirs |= {bound for pair in pairwise(said) if (bound := _table(3).get(pair))}
    if len(ours) > 1 or not ours.isdisjoint(theirs):
        return ()
    here, shown = _span(ar, tokens, left[0][0]), _span(en, words, right[0][0])
    return (Flag("number", "warning", f"“{here}” in the Arabic, “{shown}” in the English", here, shown),)


@cache
def _heads() -> frozenset[str]:
    return frozenset(first for first, _ in _table(1))


def _span(text: str, tokens: tuple[Token, ...], i: int) -> str:
    return text[tokens[i].start : tokens[i + 1].end]
