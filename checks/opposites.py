"""Words that must not change places: opposites (rose, fell) and units of one sort (dinars, dollars).

By tables (``data/opposites.tsv``, ``data/units.tsv``), not by parsing: a row is told only when the Arabic has one of its
sides, the English another, and neither has anything of what the other has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from ..articles.text import fold
from .gazetteer import variants
from .lexicon import rows
from .tokens import Token, arabic_tokens, english_tokens
from .types import Flag, FlagKind, Severity

_E_OR_Y = re.compile("(?:e|[^aeiou]y)$")
_SIGN = re.compile("[$€£¥]")
_ENDINGS = frozenset(
    ["ه", "ها", "هم", "هما", "ا", "ت", "ته", "تها", "تهم", "وا", "ون", "ين", "ان", "ات", "يه", "نا", "تا"]
)
_KINDS: dict[str, FlagKind] = {"opposites": "negation", "units": "number"}


class _Side(NamedTuple):
    """One side of a row of a table: its English name, the kind of flag, and the numbers of the row's other sides."""

    name: str
    kind: FlagKind
    others: tuple[int, ...]


_Words = dict[str, tuple[tuple[int, bool], ...]]
_Found = dict[int, tuple[bool, Token]]  # side → whether a word tells it or only answers for it, and where


class _Table(NamedTuple):
    """Arabic form and English word → the sides it belongs to and whether it tells them; pairs of words that tell nothing."""

    sides: tuple[_Side, ...]
    arabic: _Words
    english: _Words
    spared: frozenset[tuple[str, str]]


def check_opposites(ar: str, en: str, denied: bool) -> tuple[Flag, ...]:
    """A warning for each row whose sides changed; for opposites a note where a word denies (``denied``) on either side."""
    left = _arabic(ar)
    if not left:
        return ()
    right = _english(en)
    sides = _table().sides
    flags = []
    for side, (telling, token) in left.items():
        if not telling or side in right:
            continue
        name, kind, others = sides[side]
        other = next((right[o][1] for o in others if o not in left and o in right and right[o][0]), None)
        if other is not None:
            here, there = ar[token.start : token.end], en[other.start : other.end]
            severity: Severity = "note" if denied and kind == "negation" else "warning"
            flags.append(
                Flag(kind, severity, f"“{here}” ({name}) in the Arabic, “{there}” in the English", here, there)
            )
    return tuple(flags)


def _arabic(text: str) -> _Found:
    tokens = arabic_tokens(text)
    told = [(i, sides) for i, token in enumerate(tokens) if (sides := _sides(token.key))]
    return _collect(tokens, told)


def _english(text: str) -> _Found:
    table = _table()
    tokens = english_tokens(text)
    told = [(i, table.english[token.key]) for i, token in enumerate(tokens) if token.key in table.english]
    found = _collect(tokens, told)
    for m in _SIGN.finditer(text):
        for side, telling in table.english.get(m.group(), ()):
            found.setdefault(side, (telling, Token(m.group(), *m.span())))
    return found


def _collect(tokens: tuple[Token, ...], told: list[tuple[int, tuple[tuple[int, bool], ...]]]) -> _Found:
    spared = _table().spared
    found: _Found = {}
    for i, sides in told:
        token = tokens[i]
        if (i and (tokens[i - 1].key, token.key) in spared) or (
            i + 1 < len(tokens) and (token.key, tokens[i + 1].key) in spared
        ):
            continue
        for side, telling in sides:
            if side not in found or (telling and not found[side][0]):
                found[side] = (telling, token)
    return found


@lru_cache(maxsize=65536)
def _sides(key: str) -> tuple[tuple[int, bool], ...]:
    """The sides a folded Arabic word belongs to: as it stands, without clitics, without its ending."""
    arabic, beginnings = _table().arabic, _beginnings()
    bare = [form.removeprefix("ال") for form in variants(key)]
    bare += [form[1:] for form in bare if form[:2] in ("سي", "ست", "سن")]
    bare += ["ي" + form[1:] for form in bare if form[:1] in ("ت", "ن") and len(form) > 3]
    bare = [form for form in bare if form[:3] in beginnings]
    for form in (key, *bare):
        if form in arabic:
            return arabic[form]
    for form in bare:
        for size in (1, 2, 3):
            stem, ending = form[:-size], form[-size:]
            if len(stem) < 3 or ending not in _ENDINGS:
                continue
            for word in (stem + "+", stem + "ه+" if ending[0] == "ت" else ""):
                if word in arabic:
                    return arabic[word]
    return ()


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(form[:3] for form in _table().arabic)


@cache
def _table() -> _Table:
    sides: list[_Side] = []
    arabic: dict[str, dict[int, bool]] = defaultdict(dict)
    english: dict[str, dict[int, bool]] = defaultdict(dict)
    spared = set()
    for name, kind in _KINDS.items():
        for row in rows(name):
            if row[0] == "not":
                spared |= {(first, second) for first, second in (fold(words).split("_") for words in row[1].split())}
                continue
            here = range(len(sides), len(sides) + len(row) // 2)
            for side, words, forms in zip(here, row[::2], row[1::2], strict=True):
                sides.append(_Side(forms.split()[0].lstrip("="), kind, tuple(o for o in here if o != side)))
                for word, telling in _cell(words):
                    for form in _arabic_forms(word):
                        arabic[form][side] = telling or arabic[form].get(side, False)
                for word, telling in _cell(forms):
                    for form in _english_forms(word):
                        english[form][side] = telling or english[form].get(side, False)
    return _Table(
        tuple(sides),
        {form: tuple(found.items()) for form, found in arabic.items()},
        {form: tuple(found.items()) for form, found in english.items()},
        frozenset(spared),
    )


def _cell(cell: str) -> Iterator[tuple[str, bool]]:
    """The words of a cell and whether they tell its side or, after the bar, only answer for it."""
    telling, _, answering = cell.partition("|")
    yield from ((word, True) for word in telling.split())
    yield from ((word, False) for word in answering.split())


def _arabic_forms(word: str) -> tuple[str, ...]:
    """The folded word, and marked ``+`` where endings may follow it."""
    key = fold(word.removeprefix("="))
    return (key,) if word.startswith("=") else (key, key + "+")


def _english_forms(word: str) -> tuple[str, ...]:
    """The word and what its regular endings would make of it; what is no word does no harm."""
    if word.startswith("="):
        return (word[1:],)
    base = word[:-1] if _E_OR_Y.search(word) else word
    joint = "i" if word.endswith("y") and base != word else ""
    return (word, word + "s", word + "ing", base + "ing", f"{base}{joint}es", f"{base}{joint}ed")
