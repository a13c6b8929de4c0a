"""What a name is: a person, a place or an organisation, by what is written before it, by its English, by its parts."""

from __future__ import annotations

from functools import cache, lru_cache

from .gazetteer import Entry, NameKind, families, variants
from .lexicon import rows, words
from .tokens import Token
from .translit import likeness, plain

_KINDS: tuple[NameKind, ...] = ("organisation", "place", "person")
_INSIDE = frozenset({"في", "وفي"})
_ADJECTIVE = ("ish", "ese", "ian", "ians", "ican", "icans", "entine", "entinian")


def kind_of(keys: tuple[str, ...], known: Entry, tokens: tuple[Token, ...], first: int) -> NameKind:
    """The kind of the name with these folded words, which begins with token ``first``; empty where nothing tells it.

    What the name itself says comes first, then the word before it, then what the list has.
    """
    own = _own(keys, known.choices)
    if own or _is_people(known.choices[0]):
        return own
    before = tokens[first - 1].key if first else ""
    near = _heads(before) or ("place" if before in _INSIDE and len(keys) == 1 and known.kind != "organisation" else "")
    return near or known.kind


@lru_cache(maxsize=16384)
def _own(keys: tuple[str, ...], choices: tuple[str, ...]) -> NameKind:
    if len(keys) > 1 and (kind := _heads(keys[0])):
        return kind
    english = [plain(part) for part in choices[0].replace("-", " ").split()]
    joined = "_".join(english).removeprefix("al_").removeprefix("the_")
    for kind in _KINDS:
        if joined in _table("is", kind):
            return kind
    for kind in _KINDS:
        if len(english) > 1 and not _table("english", kind).isdisjoint(english):
            return kind
    return "person" if len(keys) > 1 and _sounds(keys, english) else ""


def _sounds(keys: tuple[str, ...], english: list[str]) -> bool:
    """Whether the English writes out the Arabic word by word, as it does with people's names and hardly with others."""
    words_ = [word for word in english if word not in ("al", "el", "ibn", "bin", "abu")]
    names = [key.removeprefix("ال") for key in keys if key not in ("بن", "ابن", "ابو", "ال")]
    return len(words_) == len(names) and all(
        likeness(key, word) >= 0.6 for key, word in zip(names, words_, strict=True)
    )


@lru_cache(maxsize=16384)
def _heads(key: str) -> NameKind:
    """The kind of name that a word begins or stands before; empty for other words."""
    bare = {form.removeprefix("ال") for form in variants(key)}
    if not bare.isdisjoint(words("roles", "role")):
        return "person"
    return next((kind for kind in _KINDS if not bare.isdisjoint(_table("before", kind))), "")


@lru_cache(maxsize=16384)
def _is_people(choice: str) -> bool:
    """Whether an English name is that of a people or a language: Egyptian, French, Qatari."""
    word = plain(choice)
    if " " in word or word in _table("is", "place"):
        return False
    return word.endswith(_ADJECTIVE) or bool(families(word)) or word.removesuffix("i") in _table("is", "place")


@lru_cache(maxsize=16384)
def country_of(word: str) -> str:
    """The country that a plain English word names, or whose people: niger, nigeria, nigerian; empty for other words."""
    countries = _table("is", "place")
    return next((name for name in (word, word.removesuffix("n"), word.removesuffix("an")) if name in countries), "")


@cache
def _table(sort: str, kind: str) -> frozenset[str]:
    return frozenset(word for row in rows("kinds") if row[:2] == (sort, kind) for word in row[2].split())
