"""More than and less than: a comparison that the English turned round, or whose two sides changed places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from .coverage import senses, stem_of
from .lexicon import rows, words
from .negation import one_denies
from .tokens import Cut, Token, cut_arabic, cut_english
from .types import Flag

_THAN = frozenset({"من", "منه", "منها", "منهم", "مما", "عن", "علي"})
_TO = frozenset({"من", "منه", "منها", "منهم"})
_WITH_NUMBER = frozenset({"over", "above", "exceeding", "exceeds", "exceeded", "under", "below"})
_WITHOUT_THAN = frozenset(
    {"فوق", "دون", "تحت", "تجاوز", "تجاوزت", "يتجاوز", "تتجاوز", "يفوق", "تفوق", "فاق", "فاقت", "قبل", "بعد"}
)
_NOT = frozenset({"لا", "ولا", "لم", "ولم", "لن"})  # what follows sets a bound
_UNSURE = frozenset({"no", "not", "nothing", "never", "little", "much", "any", "rather", "other"})
_GAP, _SIDE, _FAR = 4, 5, 8  # Arabic words from a comparative to "than", and of a side; English words of the first side


class _Told(NamedTuple):
    """A comparative: its row, its side (0 or 1), its token, and the token of the "than" behind it."""

    row: int
    side: int
    at: int
    than: int


def check_comparisons(ar: str, en: str) -> tuple[Flag, ...]:
    """A warning where the Arabic compares one way only and the English only the other, or where the two compared changed places.

    Nothing where only one side denies: "more than half did not" is "fewer than half did".
    """
    right = cut_english(en)
    if "than" not in right.there and _WITH_NUMBER.isdisjoint(right.there):
        return ()
    left = cut_arabic(ar)
    ours, theirs = list(_arabic(left)), list(_english(right))
    if not ours:
        return ()
    swapped = [one for one in ours if left.keys[one.than] in _TO and _swapped(left, right, one)]
    if not theirs or one_denies(ar, en):
        if swapped and not theirs:
            return (_flag(ar, en, left.tokens[swapped[0].at], right.tokens[right.keys.index("than")]),)
        return ()
    for one in ours:
        said = [other for other in theirs if other.row == one.row]
        opposite = bool(said) and all(other.side != one.side for other in said)
        if opposite and (one.row, 1 - one.side) in _anywhere(left, one.row):
            continue
        if opposite != (one in swapped) and (opposite or said):
            return (_flag(ar, en, left.tokens[one.at], right.tokens[said[0].at]),)
    return ()


def _flag(ar: str, en: str, token: Token, word: Token) -> Flag:
    here, there = ar[token.start : token.end], en[word.start : word.end]
    message = f"“{here}” in the Arabic, “{there}” in the English: compared the other way round"
    return Flag("number", "warning", message, here, there)


def _anywhere(left: Cut, row: int) -> set[tuple[int, int]]:
    """The sides of a row of which the Arabic has a word, compared or not."""
    return {(row, side) for key in left.there for i, side in _table(0).get(key, ()) if i == row}


def _arabic(cut: Cut) -> Iterator[_Told]:
    table, keys = _table(0), cut.keys
    for i, key in enumerate(keys):
        if key not in table or (i and keys[i - 1] in _NOT):
            continue
        for row, side in table[key]:
            than = next((k for k in range(i + 1, min(i + 1 + _GAP, len(keys))) if keys[k] in _THAN), None)
            if than is not None or key in _WITHOUT_THAN:
                yield _Told(row, side, i, i if than is None else than)


def _english(cut: Cut) -> Iterator[_Told]:
    table, keys = _table(1), cut.keys
    for i, key in enumerate(keys[:-1]):
        if key in table and (not i or keys[i - 1] not in _UNSURE):
            if key in _WITH_NUMBER:
                than = i + 1 if keys[i + 1][0].isdigit() else None
            else:
                than = next((k for k in range(i + 1, min(i + 1 + _FAR, len(keys))) if keys[k] == "than"), None)
            if than is not None:
                for row, side in table[key]:
                    yield _Told(row, side, i, than)


def _swapped(left: Cut, right: Cut, one: _Told) -> bool:
    """Whether the English has the two that the Arabic compares in each other's place."""
    if right.keys.count("than") != 1:
        return False
    than = right.keys.index("than")
    if than and right.keys[than - 1] in _UNSURE:
        return False
    first = {stem_of(key) for key in right.keys[max(0, than - _FAR) : than]}
    second = {stem_of(key) for key in right.keys[than + 1 : than + 1 + _SIDE]}
    before = _meant(left.keys[max(0, one.at - _SIDE) : one.at] + left.keys[one.at + 1 : one.than])
    behind = _meant(left.keys[one.than + 1 : one.than + 1 + _SIDE])
    return (
        not (before - behind).isdisjoint(second - first)
        and not (behind - before).isdisjoint(first - second)
        and (behind - before).isdisjoint(second - first)
    )


def _meant(keys: Sequence[str]) -> set[str]:
    return {stem for key in keys for stem in senses(key)} - _small()


@cache
def _small() -> frozenset[str]:
    return frozenset(map(stem_of, words("languages", "english")))


@cache
def _table(column: int) -> dict[str, tuple[tuple[int, int], ...]]:
    """A word of a comparative (0 Arabic, 1 English) and the rows and sides that it may be of."""
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for i, row in enumerate(rows("comparatives")):
        for side in (0, 1):
            for word in row[2 * side + column].split():
                for form in (word, "و" + word, "ب" + word, "ال" + word) if column == 0 else (word,):
                    found[form] = (*found.get(form, ()), (i, side))
    return found
