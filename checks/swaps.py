"""Who did it to whom: two that changed places around a verb ("Israel accused Iran" for اتهمت إيران إسرائيل).

No parser: an Arabic clause goes verb, doer, done-to (or doer, verb, done-to), an English one doer, verb, done-to. A change is
told where the two stand on the other sides of the English verb and nothing tells a passive, a clause or a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from .coverage import STEM, senses, stem_of
from .lexicon import words
from .tokens import Token, cut_arabic, english_tokens
from .types import Flag

_TO_DOER, _TO_OTHER = 4, 5  # Arabic words from the verb to the doer, from the doer to whom it is done to
_TO_VERB, _FROM_VERB = 5, 6  # English words from the doer to the verb, from the verb to whom it is done to
_MANY = 150  # words of a sentence that are looked at
_FROM = "من"
_TO = frozenset({"الي", "نحو"})
_BEGINS = frozenset({"ان", "وان", "بان", "ثم", "حيث", "عندما", "فيما", "بينما", "حين", "بعدما", "انه", "انها"})
_HAVE = frozenset({"has", "have", "had", "also"})
_BREAK = re.compile('[.,:;"“”()–]|(?<! )-')


class Place(NamedTuple):
    """Where a name stands: its first and last Arabic token, and the first and last English word that answer it.

    ``joined``: a clitic binds its first word to what stands before.
    """

    first: int
    last: int
    begin: int
    end: int
    joined: bool


def check_swaps(ar: str, en: str, places: Sequence[Place]) -> tuple[Flag, ...]:
    """A warning for the first two names, of ``places`` in the order of the Arabic, or nouns that changed places."""
    (tokens, _, words_), there = cut_arabic(ar), english_tokens(en)
    for one, other in pairwise(places):
        if other.end < one.begin and 0 < other.first - one.last <= _TO_OTHER and _turned(tokens, there, en, one, other):
            return (_flag(ar, en, tokens[one.first], tokens[other.last], there[other.begin], there[one.end]),)
    begins = not _BEGINS.isdisjoint(words_)
    for doer, to, i, j in _nouns(tokens[:_MANY], there[:_MANY], en, begins):
        return (_flag(ar, en, tokens[doer], tokens[to], there[i], there[j]),)
    return ()


def _flag(ar: str, en: str, doer: Token, to: Token, before: Token, behind: Token) -> Flag:
    here, said = ar[doer.start : to.end], en[before.start : behind.end]
    message = f"who did it to whom may be the other way round: “{here}” in the Arabic, “{said}” in the English"
    return Flag("name", "warning", message, here, said)


def _turned(tokens: tuple[Token, ...], there: tuple[Token, ...], en: str, one: Place, other: Place) -> bool:
    inner = range(other.end + 1, one.begin)
    if there[other.end].key.endswith("'s") and not en[there[other.end + 1].start].islower():
        return False
    keys = {there[i].key for i in inner}
    between = tokens[one.last + 1 : other.first]
    if one.first and tokens[one.first - 1].key == _FROM:
        from_ = {t.key for t in there[max(0, other.begin - 2) : other.begin]}
        return "to" in keys and "from" in from_ and any(t.key in _TO for t in between)
    if _BREAK.search(en, there[other.end].end, there[one.begin].start) or not keys.isdisjoint(_breaks()):
        return False
    verbs = [i for i in inner if i - other.end <= _TO_VERB and one.begin - i <= _FROM_VERB and _acts(there[i].key)]
    if not verbs:
        return False
    before = tokens[max(0, one.first - _TO_DOER) : one.first]
    meant = {stem_of(there[i].key) for i in verbs}
    if any(not meant.isdisjoint(senses(t.key)) for t in (*before, *between)):
        return True
    tight = len(before) > 0 and other.first - one.last <= 2 and not other.joined
    return tight and not any(t.key in words("small_words", "ar") or t.key[0] == "و" for t in between)


def _nouns(
    tokens: tuple[Token, ...], there: tuple[Token, ...], en: str, begins: bool
) -> Iterator[tuple[int, int, int, int]]:
    """Verb, doer and done-to that begin an Arabic clause, where the English has the second before the verb.

    ``begins``: a clause may begin behind the first word.
    """
    last = len(tokens) - 2 if begins else min(1, len(tokens) - 2)
    for k in [i for i in range(last) if not i or tokens[i - 1].key in _BEGINS]:
        shown = senses(tokens[k].key)
        if not shown:
            continue
        doer, to = tokens[k + 1].key, tokens[k + 2].key
        if doer.startswith("ال") > to.startswith("ال"):  # verb, done-to, doer: what is known comes first
            continue
        for v in [v for v, t in enumerate(there) if t.key[:STEM] in shown and _acts(t.key)]:
            before = v - 2 if v > 1 and there[v - 1].key in _HAVE else v - 1
            if before < 0 or there[before].key.endswith("ly"):
                continue
            subject, mine = stem_of(there[before].key), senses(doer)
            place = next((j for j in range(v + 1, min(v + 4, len(there))) if stem_of(there[j].key) in mine), None)
            if (
                place is not None
                and subject in senses(to)
                and subject not in mine
                and _breaks().isdisjoint(t.key for t in there[before:place])
                and not _BREAK.search(en, there[before].end, there[place].start)
            ):
                yield k + 1, k + 2, before, place


@lru_cache(maxsize=65536)
def _acts(key: str) -> bool:
    """Whether an English word looks like a verb in the past, or is one of the list, and is none of saying."""
    return (key.endswith("ed") or key in words("verbs", "past")) and key not in words("verbs", "say")


@lru_cache(maxsize=1)
def _breaks() -> frozenset[str]:
    return words("verbs", "passive") | words("verbs", "clause")
