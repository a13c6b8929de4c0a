"""Who goes with what: two pairs of neighbours that were mixed ("12 in Homs and 7 in Hama" for 7 in Homs and 12 in Hama).

By the places of names and numbers that both sides have once, not by parsing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from .coverage import senses, stem_of
from .lexicon import rows, words
from .numerals import Number
from .numerals_ar import numbers_ar
from .numerals_en import numbers_en
from .swaps import Place
from .tokens import Cut, Token, cut_arabic, cut_english
from .types import Flag

_NEAR, _NEAR_EN = 4, 6  # words between the two of a pair
_PARTS = frozenset({"بينما", "فيما", "مقابل", "ثم", "and", "while", "but", "whereas", "then"})
_SCORE = re.compile(r"(?<![\d-])(\d{1,2}) ?[-–] ?(\d{1,2})(?![\d-])")
_ARTICLES = frozenset({"al", "el", "the"})
_MANY = 40  # numbers of a sentence; more are a table
_TO_NAME = 3  # words from a marker to the name that it is of


class _Anchor(NamedTuple):
    """A name or a number that both sides have once: its Arabic tokens and its English ones."""

    number: bool
    first: int
    last: int
    begin: int
    end: int


def check_pairings(ar: str, en: str, places: Sequence[Place]) -> tuple[Flag, ...]:
    """A warning for the first names, of ``places``, or numbers that stand with the wrong neighbour."""
    left, right = cut_arabic(ar), cut_english(en)
    if counted := _counted(ar, en, left, right):
        return (_flag(ar, en, left, right, *counted, counted),)
    if not places:
        return ()
    names = [_Anchor(False, *place[:4]) for place in places]
    anchors = sorted([*names, *_numbers(ar, en, left, right)], key=lambda one: one.first)
    for four in zip(anchors, anchors[1:], anchors[2:], anchors[3:], strict=False):
        if _mixed(left, right, ar, en, four):
            return (_flag(ar, en, left, right, four[0], four[3], four),)
    if len(names) > 1:
        for one, other in _wrong_score(left, right, en, names):
            return (_flag(ar, en, left, right, one, other, (one, other)),)
        for one, other in _wrong_part(left, right, names):
            return (_flag(ar, en, left, right, one, other, (one, other)),)
    return ()


def _flag(ar: str, en: str, left: Cut, right: Cut, one: _Anchor, other: _Anchor, anchors: Sequence[_Anchor]) -> Flag:
    begin, end = min(a.begin for a in anchors), max(a.end for a in anchors)
    here = ar[left.tokens[min(one.first, other.first)].start : left.tokens[max(one.last, other.last)].end]
    there = en[right.tokens[begin].start : right.tokens[end].end]
    message = f"who goes with what may have changed: “{here}” in the Arabic, “{there}” in the English"
    return Flag("name", "warning", message, here, there)


def _numbers(ar: str, en: str, left: Cut, right: Cut) -> Iterator[_Anchor]:
    ours, theirs = numbers_ar(ar), numbers_en(en)
    if not 2 <= len(ours) <= _MANY or not 2 <= len(theirs) <= _MANY:
        return
    for number in ours:
        same = [n for n in theirs if n.weight and n.value == number.value]
        if number.weight and len(same) == 1 and sum(n.value == number.value for n in ours) == 1:
            yield _Anchor(True, *_span(left.tokens, number), *_span(right.tokens, same[0]))


def _counted(ar: str, en: str, left: Cut, right: Cut) -> tuple[_Anchor, _Anchor] | None:
    """Two numbers of which each counts in the English what the other counts in the Arabic: three boys and five girls."""
    numbers = list(_numbers(ar, en, left, right))
    for one, other in pairwise(numbers):
        ours = [senses(left.keys[n.last + 1]) if n.last + 1 < len(left.keys) else frozenset() for n in (one, other)]
        theirs = [{stem_of(key) for key in right.keys[n.end + 1 : n.end + 3]} for n in (one, other)]
        crossed = not ours[0].isdisjoint(theirs[1]) and not ours[1].isdisjoint(theirs[0])
        if crossed and ours[0].isdisjoint(theirs[0]) and ours[1].isdisjoint(theirs[1]):
            return one, other
    return None


def _span(tokens: Sequence[Token], number: Number) -> tuple[int, int]:
    starts = [token.start for token in tokens]
    return bisect_right(starts, number.start) - 1, bisect_right(starts, number.end - 1) - 1


def _mixed(left: Cut, right: Cut, ar: str, en: str, four: tuple[_Anchor, ...]) -> bool:
    """Whether four in a row are two pairs of one kind in the Arabic, and in the English the pairs are mixed."""
    w, x, y, z = four
    if w.number != y.number or x.number != z.number or w.number == x.number:
        return False
    if x.first - w.last > _NEAR or z.first - y.last > _NEAR or not _parted(left, ar, x.last, y.first):
        return False
    order = sorted(four, key=lambda one: one.begin)
    if any(b.begin <= a.end for a, b in pairwise(order)) or {*order[:2]} not in ({w, z}, {x, y}):
        return False
    inner = [order[1].begin - order[0].end, order[3].begin - order[2].end]
    return max(inner) <= _NEAR_EN and _parted(right, en, order[1].end, order[2].begin)


def _parted(cut: Cut, text: str, last: int, first: int) -> bool:
    """Whether a comma, an "and" or the like stands between two words."""
    between = cut.keys[last + 1 : first + 1]
    return (
        any(mark in text[cut.tokens[last].end : cut.tokens[first].start] for mark in ",،;؛")
        or not _PARTS.isdisjoint(between)
        or any(key[0] == "و" for key in between)
        or text[cut.tokens[first].start - 1] == "و"
    )


def _wrong_score(left: Cut, right: Cut, en: str, names: Sequence[_Anchor]) -> Iterator[tuple[_Anchor, _Anchor]]:
    """Winner and loser of the Arabic where the English has them on the wrong sides of the score ("Zamalek 2-1 Ahly")."""
    m = _SCORE.search(en)
    if m is None or m[1] == m[2]:
        return
    starts = [token.start for token in right.tokens]
    at = bisect_right(starts, m.start()) - 1
    before = next((a for a in names if a.end == at - 1), None)
    then = bisect_right(starts, m.end() - 1)
    behind = next((a for a in names if a.begin >= then and _ARTICLES.issuperset(right.keys[then : a.begin])), None)
    if before is None or behind is None:
        return
    first, second = sorted((before, behind), key=lambda one: one.first)
    verbs = left.keys[max(0, first.first - _TO_NAME) : first.first]
    won = not words("verbs", "wins").isdisjoint(verbs)
    if won == (not words("verbs", "loses").isdisjoint(verbs)):
        return
    if (before if int(m[1]) > int(m[2]) else behind) is not (first if won else second):
        yield first, second


def _wrong_part(left: Cut, right: Cut, names: Sequence[_Anchor]) -> Iterator[tuple[_Anchor, _Anchor]]:
    """Two names where the English has the one behind a word behind which the Arabic has the other (خلفا, succeeding)."""
    arabic, english = _markers(0), _markers(1)
    if arabic.keys().isdisjoint(left.there) or english.keys().isdisjoint(right.there):
        return
    for i, key in enumerate(left.keys):
        row = arabic.get(key)
        own = next((a for a in names if 0 < a.first - i <= _TO_NAME), None) if row is not None else None
        places = [j for j, word in enumerate(right.keys) if english.get(word) == row]
        if own is None or len(places) != 1:
            continue
        said = next((a for a in sorted(names, key=lambda a: a.begin) if 0 < a.begin - places[0] <= _TO_NAME), None)
        if said is not None and said is not own and said.first < own.first and own.begin < places[0]:
            yield said, own


@cache
def _markers(column: int) -> dict[str, int]:
    return {word: i for i, row in enumerate(rows("markers")) for word in row[column].split()}
