"""What an unlisted surface form is made of: clitics, article, endings; and how an unknown word is written in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ARTICLE = "ال"
_THE = re.compile(r"^the ")


def read_table(name: str) -> list[list[str]]:
    """The rows of a table in this room's ``data``: cells between tabs, without comment lines."""
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def affixes(kind: str) -> dict[str, str]:
    """Arabic affix → English of one kind, in the table's order."""
    return {row[1]: row[2] for row in read_table("affixes.tsv") if row[0] == kind}


@cache
def _latin() -> dict[str, str]:
    return {row[0]: row[1] for row in read_table("letters.tsv")}


def romanize(form: str) -> str:
    """Latin letters for a folded Arabic word: consonants as they stand, no short vowels. Letters without a row vanish."""
    letters = _latin()
    return "".join(letters.get(c, "") for c in form)


@dataclass(frozen=True, slots=True)
class Peeled:
    """A form without what is written before it: ``english`` for the clitics, ``stem``, and whether an article came off."""

    english: str
    stem: str
    article: bool = False


def peel(form: str) -> Iterator[Peeled]:
    """Every way to take a conjunction, a preposition and an article off a folded form, least taken off first.

    The article that ل swallows is put back: ``للولايات`` → ``الولايات``.
    """
    for conjunction, c in (("", ""), *affixes("conjunction").items()):
        if not form.startswith(conjunction):
            continue
        for preposition, p in (("", ""), *affixes("preposition").items()):
            rest = form[len(conjunction) :]
            if not rest.startswith(preposition):
                continue
            rest = rest[len(preposition) :]
            if len(rest) < 2:
                continue
            english = f"{c} {p}".strip()
            stems = [rest]
            if preposition == "ل" and rest.startswith("ل"):
                stems = [ARTICLE + rest[1:], ARTICLE + rest, rest]
            for stem in stems:
                if english:
                    yield Peeled(english, stem)
                if stem.startswith(ARTICLE) and len(stem) > len(ARTICLE) + 1:
                    yield Peeled(english, stem[len(ARTICLE) :], article=True)


def analyse(form: str, known: Callable[[str], str | None]) -> str | None:
    """The English of an unlisted folded form by its cheapest split into affixes and a listed stem; None where there is none.

    ``known`` gives the English of a listed form.
    """
    best: tuple[int, str] | None = None
    prepositions = {"": "", **affixes("preposition"), **affixes("future")}
    for conjunction, c in (("", ""), *affixes("conjunction").items()):
        if not form.startswith(conjunction):
            continue
        for preposition, p in prepositions.items():
            rest = form[len(conjunction) :]
            if not rest.startswith(preposition):
                continue
            rest = rest[len(preposition) :]
            for article in ("", ARTICLE, "ل") if preposition == "ل" else ("", ARTICLE):
                if not rest.startswith(article):
                    continue
                stem = rest[len(article) :]
                if len(stem) < 2:
                    continue
                for english, cost in _stems(stem, bool(article), known):
                    total = len(conjunction) + len(preposition) + len(article) + cost
                    if best is None or total < best[0]:
                        word = "" if article and preposition in affixes("future") else p
                        the = "the" if article and not english.startswith("the ") else ""
                        best = (total, " ".join(x for x in (c, word, the, english) if x))
    return best[1] if best else None


def _stems(stem: str, definite: bool, known: Callable[[str], str | None]) -> Iterator[tuple[str, int]]:
    """Readings of a stem with pronouns and endings, each with what it costs."""
    if (english := known(stem)) is not None:
        yield english, 0
    if not definite and (english := known(ARTICLE + stem)) is not None:
        yield _THE.sub("", english), 1
    for suffix, pronoun in affixes("pronoun").items():
        if not stem.endswith(suffix) or len(stem) - len(suffix) < 2:
            continue
        bare = stem[: -len(suffix)]
        feminine = bare[:-1] + "ة" if bare.endswith("ت") else ""
        for candidate, cost in ((bare, 0), (feminine, 0), (bare + "ة", 2)):
            if candidate and (english := known(candidate)) is not None:
                yield f"{english} {pronoun}", len(suffix) + cost
    for ending in affixes("ending"):
        if not stem.endswith(ending) or len(stem) - len(ending) < 3:
            continue
        bare = stem[: -len(ending)]
        for candidate in (bare, bare + "ة", bare + "ي", ARTICLE + bare, ARTICLE + bare + "ة"):
            if (english := known(candidate)) is not None:
                yield _THE.sub("", english), len(ending) + 2
                break
