"""Names of the Arabic that the English lost or swapped for others, and how a name should be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from .calendar import months
from .gazetteer import (
    Entry,
    NameKind,
    NameTable,
    choice_words,
    entry,
    families,
    find_known,
    gloss,
    initials,
    is_english_word,
    is_inflected,
    name_likeness,
    variants,
)
from .lexicon import words
from .tokens import Token, arabic_tokens, english_tokens
from .translit import likeness, plain
from .types import Flag, Severity

ALIKE = 0.7
"""``likeness`` from which an Arabic and an English word are taken for the same name."""

_MANY = 300  # words of a sentence that are compared by sound; only a text that is no sentence has more
_SURE = 0.85
_LIKELY = 0.4


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name in an Arabic sentence: ``sentence[start:end] == text``.

    ``english`` are spellings, best first; ``confidence`` is how sure it is that this is a name (0 to 1).
    """

    text: str
    start: int
    end: int
    kind: NameKind
    english: tuple[str, ...]
    confidence: float


class _Word(NamedTuple):
    """An English word as names are compared: its plain form, its token, a capital or not, and whether it can only be a name."""

    plain: str
    token: Token
    large: bool
    proper: bool


class Name(NamedTuple):
    """A name in an Arabic sentence: its place, its folded words, what is known of it, how sure it is to show in English.

    ``own`` marks an entry of the user's glossary, whose spelling is the only right one.
    """

    token: Token
    keys: tuple[str, ...]
    entry: Entry | None
    sure: float
    own: bool = False


def find_names(ar: str, names: NameTable | None = None) -> tuple[NameHit, ...]:
    """The names of an Arabic sentence, in order, with the English they are known by."""
    hits = []
    for name in _arabic_names(ar, names):
        if name.sure < 0.3 or name.entry is None:
            continue
        t = name.token
        hits.append(
            NameHit(ar[t.start : t.end], t.start, t.end, name.entry.kind, name.entry.choices, round(name.sure, 2))
        )
    return tuple(hits)


def best_spelling(arabic_name: str, english_text: str) -> tuple[str, str] | None:
    """The words of ``english_text`` that spell ``arabic_name`` wrongly, and the right spelling; None when nothing is wrong.

    "Stantford University" for ستانفورد gives ``("Stantford", "Stanford")``. Only names the gazetteer is sure of are corrected,
    and only words that are no name of their own.
    """
    for name in _arabic_names(arabic_name, None):
        if name.entry is None or name.sure < 0.4:
            continue
        here = _english_words(english_text)
        if _shown(name, here):
            for part in _wrong(name, here):
                wrong = english_text[part[0].token.start : part[0].token.end]
                return wrong.removesuffix("'s").removesuffix("’s"), part[1]
    return None


def _wrong(name: Name, here: Sequence[_Word]) -> list[tuple[_Word, str]]:
    found: list[tuple[_Word, str]] = []
    if name.entry is None:
        return found
    spelt = {p for c in name.entry.choices for p in choice_words(c)[0]}
    if any(w.plain in spelt for w in here):
        return found
    right = name.entry.choices[0].split()
    for word in here:
        if not word.proper or len(word.plain) < 5 or _is_a_name(word.plain):
            continue
        from rapidfuzz.distance import OSA

        for part in right:
            if len(part) > 4 and 0 < OSA.distance(plain(part), word.plain) <= (1 if len(part) < 7 else 2):
                found.append((word, part))
    return found


@lru_cache(maxsize=4096)
def _is_a_name(word: str) -> bool:
    return is_english_word(word)


def check_names(ar: str, en: str, names: NameTable | None = None) -> tuple[Flag, ...]:
    """Flags names that only one side has: an error where one name stands for another, warnings or notes for the rest.

    An Arabic name is answered by any of its known spellings, by its initials, or by an English word that sounds like it.
    """
    here = _english_words(en)
    left = _arabic_names(ar, names)
    extra = _unexplained(ar, left, here)
    if len(left) > _MANY // 3 or len(here) > _MANY:
        left = left[: _MANY // 3]
    lost = [n for n in left if not _shown(n, here)]
    if extra:
        lost += [part for n in left if len(n.keys) > 1 and n not in lost for part in _parts(n, here)]
    return tuple(_flags(ar, en, lost, extra))


def _parts(name: Name, here: Sequence[_Word]) -> list[Name]:
    """The words of a name of several words that the English does not have, though it has others: a surname swapped."""
    return [
        Name(name.token, (key,), name.entry, min(name.sure, 0.6))
        for key in name.keys
        if len(key) > 3 and gloss(key) is None and not any(_explains(key, w.plain) for w in here if w.large)
    ][:1]


def _flags(ar: str, en: str, lost: list[Name], extra: list[_Word]) -> list[Flag]:
    flags = []
    rest = list(extra)
    for name in sorted(lost, key=lambda n: -n.sure):
        text = ar[name.token.start : name.token.end]
        called = f" ({name.entry.choices[0]})" if name.entry is not None else ""
        if rest:
            word = rest.pop(0)
            said = en[word.token.start : word.token.end]
            severity: Severity = "error" if name.sure >= _SURE and said[1:].islower() else "warning"
            flags.append(Flag("name", severity, f"“{text}”{called} in the Arabic, “{said}” in the English", text, said))
        elif name.sure >= _LIKELY:
            severity = "warning" if name.sure >= _SURE else "note"
            flags.append(
                Flag("name", severity, f"“{text}”{called} is in the Arabic but not in the English", text, None)
            )
    for word in rest:
        said = en[word.token.start : word.token.end]
        flags.append(Flag("name", "note", f"“{said}” is in the English but not in the Arabic", None, said))
    return flags


def names_in(ar: str) -> list[Name]:
    """The known and guessed names of an Arabic sentence, with their folded words."""
    return _arabic_names(ar, None)


def _arabic_names(ar: str, table: NameTable | None) -> list[Name]:
    tokens = arabic_tokens(ar)
    found: list[Name] = []
    taken = -1
    dates = months()
    for hit in find_known(tokens, table):
        for i in range(taken + 1, hit.first):
            _guess(tokens[i], found)
        taken = hit.last
        span = Token(hit.key, tokens[hit.first].start, tokens[hit.last].end)
        if len(hit.key) < 3 or (hit.first == hit.last and tokens[hit.first].key in dates):
            continue
        own = table is not None and table.get(hit.key) is hit.entry
        found.append(Name(span, _keys(hit.key), hit.entry, hit.entry.sure, own))
    for i in range(taken + 1, len(tokens)):
        _guess(tokens[i], found)
    return found


@lru_cache(maxsize=16384)
def _keys(key: str) -> tuple[str, ...]:
    return tuple(key.split())


def _guess(token: Token, found: list[Name]) -> None:
    sure = _unlisted(token.key)
    if sure:
        found.append(Name(token, variants(token.key), None, sure))


@lru_cache(maxsize=65536)
def _unlisted(key: str) -> float:
    """How sure a word is a name that no list knows, by its letters; 0 for common words and dates."""
    if len(key) < 4 or not "\u0621" <= key[0] <= "\u064a" or key in months() or is_inflected(key):
        return 0.0
    return 0.55 if name_likeness(key) > 0 else 0.3


@lru_cache(maxsize=64)
def _english_words(en: str) -> tuple[_Word, ...]:
    found = []
    for token in english_tokens(en):
        word, name = _judge(token.key)
        if word:
            large = en[token.start].isupper()
            found.append(_Word(word, token, large, large and name and _is_proper(en, token)))
    if not any(w.large for w in found):
        found = [w._replace(large=True) for w in found]
    return tuple(found)


@lru_cache(maxsize=65536)
def _judge(key: str) -> tuple[str, bool]:
    """The plain form of a word and whether it can be a name when written large."""
    word = plain(key)
    no_name = (
        len(word) < 3 or word in words("english", "small") or word in words("english", "dates") or is_english_word(word)
    )
    return word, not no_name


def _is_proper(en: str, token: Token) -> bool:
    text = en[token.start : token.end]
    return not (text.isupper() and len(text) < 6) and not _begins(en, token.start)


def _begins(text: str, start: int) -> bool:
    """Whether a sentence or a quotation begins here, so that a capital says nothing."""
    before = text[max(0, start - 3) : start].rstrip()
    return not before or before[-1] in ".!?:;\"'“‘”’«([-–—/#…"


def _shown(name: Name, here: Sequence[_Word]) -> bool:
    if name.entry is not None and name.own:
        there = {w.plain for w in here}
        return all(plain(p) in there for p in name.entry.choices[0].replace("-", " ").split())
    if name.entry is not None:
        there = {w.plain for w in here}
        peoples = {f for w in here if w.large and (f := families(w.plain))}
        for choice in name.entry.choices:
            parts, proper = choice_words(choice)
            hits = sum(p in there or families(p) in peoples for p in parts)
            if hits and (proper or 2 * hits >= len(parts)):
                return True
            short = initials(choice)
            if short and short in there:
                return True
            if proper and any(len(p) > 4 and w.large and w.plain[:4] == p[:4] for p in parts for w in here):
                return True
    return any(_heard(key, here) for key in name.keys if len(key) > 2)


def _heard(key: str, here: Sequence[_Word]) -> bool:
    """Whether a capitalised English word, or two that stand together, sound like the Arabic one."""
    for i, word in enumerate(here[:_MANY]):
        if word.large and (
            _alike(key, word.plain)
            or (len(key) > 4 and i + 1 < len(here) and _alike(key, word.plain + here[i + 1].plain))
        ):
            return True
    return False


def _alike(key: str, word: str) -> bool:
    if likeness(key, word) >= ALIKE:
        return True
    return key.startswith("ال") and len(key) > 4 and likeness(key[2:], word) >= ALIKE


def _unexplained(ar: str, left: Sequence[Name], here: Sequence[_Word]) -> list[_Word]:
    proper = [w for w in here[:_MANY] if w.proper]
    if not proper:
        return []
    known: set[str] = set()
    short: set[str] = set()
    for name in left:
        if name.entry is not None:
            for choice in name.entry.choices:
                known.update(choice_words(choice)[0])
                short.add(initials(choice))
    tokens = arabic_tokens(ar)
    latin = {plain(t.key) for t in tokens if t.key.isascii()}
    found = []
    for word in proper:
        if word.plain in known or word.plain in short or word.plain in latin:
            continue
        if any(_explains(t.key, word.plain) for t in tokens[:_MANY]):
            continue
        found.append(word)
    return found


@lru_cache(maxsize=65536)
def _explains(key: str, word: str) -> bool:
    for v in variants(key):
        if len(v) > 1 and _alike(v, word):
            return True
        known = gloss(v)
        if known and word[:5] in known:
            return True
        one = entry(v)
        if one is not None and any(word in choice_words(c)[0] for c in one.choices):
            return True
    return False
