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
from .coverage import sense_of, senses, stems_of
from .gazetteer import variants
from .lexicon import rows
from .tokens import Token, arabic_tokens, cut_arabic, cut_english, english_tokens
from .translit import plain
from .types import Flag, FlagKind, Severity

_E_OR_Y = re.compile("(?:e|[^aeiou]y)$")
_SIGN = re.compile("[$€£¥]")
_ENDINGS = frozenset(
    ["ه", "ها", "هم", "هما", "ا", "ت", "ته", "تها", "تهم", "وا", "ون", "ين", "ان", "ات", "يه", "نا", "تا"]
)
_NEAR = 2  # words on either side that tell one occurrence from another
_OFTEN = 12  # occurrences of a side that are looked at
_KINDS: dict[str, FlagKind] = {"opposites": "negation", "units": "number"}


class _Side(NamedTuple):
    """One side of a row of a table: its English name, the kind of flag, the numbers of the row's other sides.

    ``stems`` are the beginnings of the English words that tell it, ``wide`` those of all its English words.
    """

    name: str
    kind: FlagKind
    others: tuple[int, ...]
    stems: frozenset[str]
    wide: frozenset[str]


_Words = dict[str, tuple[tuple[int, bool], ...]]
_Found = dict[int, tuple[list[int], list[int]]]  # side → the tokens that tell it, and those that only answer for it


class _Table(NamedTuple):
    """Arabic form and English word → the sides it belongs to and whether it tells them; pairs of words that tell nothing.

    ``shy`` are all the words of these pairs.
    """

    sides: tuple[_Side, ...]
    arabic: _Words
    english: _Words
    spared: frozenset[tuple[str, str]]
    shy: frozenset[str]


def check_opposites(ar: str, en: str, denied: bool) -> tuple[Flag, ...]:
    """A warning for each row whose sides changed; for opposites a note where only one side denies (``denied``).

    Three signs tell a change: the Arabic has a side that the English lacks, and the English more of the other; the English has
    a side that no word of the Arabic can mean, while one can mean the other; both have both, but the words beside them changed.
    """
    left, right = _arabic(ar), _english(en)
    if not right:
        return ()
    sides = _table().sides
    flags = []
    for one, i, j in _changed(ar, en, left, right):
        name, kind = sides[one].name, sides[one].kind
        token, word = arabic_tokens(ar)[i], _word(en, j)
        here, there = ar[token.start : token.end], en[word.start : word.end]
        severity: Severity = "note" if denied and kind == "negation" else "warning"
        flags.append(Flag(kind, severity, f"“{here}” ({name}) in the Arabic, “{there}” in the English", here, there))
    return tuple(flags)


def _changed(ar: str, en: str, left: _Found, right: _Found) -> Iterator[tuple[int, int, int]]:
    """The side that the Arabic has, the token that tells it, and the token of the English that tells another side."""
    sides = _table().sides
    told: set[int] = set()
    for one, (telling, _) in left.items():
        if not telling or one in right:
            continue
        for other in sides[one].others:
            if other in right and len(right[other][0]) > sum(map(len, left.get(other, ((), ())))):
                told.add(other)
                yield one, telling[0], right[other][0][0]
                break
    for other, (telling, _) in right.items():
        if not telling or other in told or sides[other].kind != "negation":
            continue
        one = sides[other].others[0]
        if one not in right:
            if one not in left and other not in left and (meaning := _meaning(ar, en, one, other)) is not None:
                yield one, meaning, telling[0]
        elif one in left and left[one][0] and (place := _beside(ar, en, left, right, one, other)) is not None:
            yield one, *place


def _meaning(ar: str, en: str, one: int, other: int) -> int | None:
    """The word of the Arabic that can mean what tells ``one`` and whose meaning the English lacks; none may mean ``other``."""
    stems, wide = _table().sides[one].stems, _table().sides[other].wide
    meant = sense_of(ar)
    if meant.isdisjoint(stems) or not meant.isdisjoint(wide):
        return None
    able = []
    for i, token in enumerate(arabic_tokens(ar)):
        own = senses(token.key)
        if not own.isdisjoint(stems):
            able.append((i, own))
    return next((i for i, own in able if own.isdisjoint(stems_of(en))), None)


def _beside(ar: str, en: str, left: _Found, right: _Found, one: int, other: int) -> tuple[int, int] | None:
    """Where an Arabic word of ``one`` and an English word of ``other`` have the same word beside them, and only these.

    Two sides that stand beside each other ("north and south") tell nothing.
    """
    tokens, there = arabic_tokens(ar), english_tokens(en)
    others, ones = _places(left.get(other)), _places(right[one])
    for j in right[other][0]:
        near = _near_stems(there, j)
        if _close(j, ones) or any(not near.isdisjoint(_near_senses(tokens, i)) for i in others):
            continue
        for i in left[one][0]:
            here = _near_senses(tokens, i)
            if (
                not near.isdisjoint(here)
                and not _close(i, others)
                and all(here.isdisjoint(_near_stems(there, k)) for k in ones)
            ):
                return i, j
    return None


def _places(found: tuple[list[int], list[int]] | None) -> list[int]:
    return [] if found is None else [*found[0], *found[1]]


def _close(i: int, places: list[int]) -> bool:
    return any(abs(i - k) <= _NEAR + 1 for k in places)


def _near_stems(tokens: tuple[Token, ...], i: int) -> set[str]:
    return {plain(t.key)[:5] for t in tokens[max(0, i - _NEAR) : i + _NEAR + 1] if len(t.key) > 3}


def _near_senses(tokens: tuple[Token, ...], i: int) -> set[str]:
    near = (*tokens[max(0, i - _NEAR) : i], *tokens[i + 1 : i + _NEAR + 1])
    return {s for t in near for s in senses(t.key)}


def _word(en: str, j: int) -> Token:
    """Token ``j`` of the English, or below zero the sign of money that begins at ``-j - 1``."""
    return english_tokens(en)[j] if j >= 0 else Token(en[-j - 1], -j - 1, -j)


def _arabic(text: str) -> _Found:
    tokens, keys, _ = cut_arabic(text)
    return _collect(tokens, [(i, sides) for i, sides in enumerate(map(_sides, keys)) if sides])


def _english(text: str) -> _Found:
    table = _table()
    tokens, keys, _ = cut_english(text)
    found = _collect(tokens, [(i, sides) for i, sides in enumerate(map(table.english.get, keys)) if sides])
    for m in _SIGN.finditer(text):
        for side, telling in table.english.get(m.group(), ()):
            found.setdefault(side, ([], []))[not telling].append(-m.start() - 1)
    return found


def _collect(tokens: tuple[Token, ...], told: list[tuple[int, tuple[tuple[int, bool], ...]]]) -> _Found:
    table = _table()
    found: _Found = {}
    for i, sides in told:
        key = tokens[i].key
        if key in table.shy and (
            (i and (tokens[i - 1].key, key) in table.spared)
            or (i + 1 < len(tokens) and (key, tokens[i + 1].key) in table.spared)
        ):
            continue
        for side, telling in sides:
            places = found.get(side)
            if places is None:
                places = found[side] = ([], [])
            if len(places[not telling]) < _OFTEN:
                places[not telling].append(i)
    return found


@lru_cache(maxsize=65536)
def _sides(key: str) -> tuple[tuple[int, bool], ...]:
    """The sides a folded Arabic word belongs to: as it stands, without clitics, without its ending."""
    arabic, beginnings = _table().arabic, _beginnings()
    bare = [form.removeprefix("ال") for form in variants(key)]
    bare += [form[1:] for form in bare if form[:2] in ("سي", "ست", "سن")]
    bare += ["ي" + form[1:] for form in bare if form[:1] in ("ت", "ن") and len(form) > 3]
    bare = [form for form in bare if form[:3] in beginnings]
    if key in arabic:
        return arabic[key]
    if found := _inflected(key):  # فتحت is فتح with an ending before it is تحت behind a clitic
        return found
    for form in bare:
        if form in arabic:
            return arabic[form]
    return next((found for form in bare if (found := _inflected(form))), ())


def _inflected(form: str) -> tuple[tuple[int, bool], ...]:
    """The sides of the word that a form is with an ending."""
    arabic = _table().arabic
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
                name, others = forms.split()[0].lstrip("="), tuple(o for o in here if o != side)
                cells = [(form[:5], telling) for word, telling in _cell(forms) for form in _english_forms(word)]
                stems = frozenset(form for form, telling in cells if telling)
                sides.append(_Side(name, kind, others, stems, frozenset(form for form, _ in cells)))
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
        frozenset(word for pair in spared for word in pair),
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
