"""Names of one spelling and two meanings: عمان is Oman (عُمان) or Amman (عمّان)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .gazetteer import variants
from .lexicon import rows
from .tokens import Token, arabic_tokens, cut_arabic, english_tokens
from .types import Flag, Severity


class _Twin(NamedTuple):
    english: str
    marks: re.Pattern[str]
    beside: frozenset[str]
    answers: frozenset[str]


def check_twins(ar: str, en: str) -> tuple[Flag, ...]:
    """Where the Arabic tells which of two names of one spelling it means and the English has only the other.

    An error where its marks tell it, a warning where the words beside it do.
    """
    if _forms().keys().isdisjoint(cut_arabic(ar).there):
        return ()
    for token, key in _met(arabic_tokens(ar)):
        right = reading(ar, token, key)
        if right is None:
            continue
        there = english_tokens(en)
        keys = {t.key.removesuffix("'s") for t in there}
        for twin in _table()[key]:
            wrong = twin.english.lower()
            if twin.english == right.english or wrong not in keys or not keys.isdisjoint(right.answers):
                continue
            said = next(t for t in there if t.key.removesuffix("'s") == wrong)
            here = ar[token.start : token.end]
            shown = en[said.start : said.end].removesuffix("'s").removesuffix("’s")
            severity: Severity = "error" if right.marks.search(here) else "warning"
            message = f"“{here}” ({right.english}) in the Arabic, “{shown}” in the English"
            return (Flag("name", severity, message, here, shown),)
    return ()


def reading(ar: str, token: Token, key: str) -> _Twin | None:
    """Which of the names spelt ``key`` is meant at ``token``; None where neither its marks nor its sentence tells."""
    twins = _table()[key]
    written = ar[token.start : token.end]
    marked = [twin for twin in twins if twin.marks.search(written)]
    if len(marked) == 1:
        return marked[0]
    beside = {form.removeprefix("ال") for t in arabic_tokens(ar) for form in variants(t.key)}
    near = [twin for twin in twins if not twin.beside.isdisjoint(beside)]
    return near[0] if len(near) == 1 else None


def twin_key(key: str) -> str | None:
    """The name of two meanings that a folded word is, clitics on or off."""
    return _forms().get(key)


@cache
def _forms() -> dict[str, str]:
    clitics = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
    return {clitic + key: key for key in _table() for clitic in clitics}


def _met(tokens: tuple[Token, ...]) -> list[tuple[Token, str]]:
    forms = _forms()
    return [(token, forms[token.key]) for token in tokens if token.key in forms]


@cache
def _table() -> dict[str, tuple[_Twin, ...]]:
    found: dict[str, tuple[_Twin, ...]] = {}
    for key, english, marks, beside, answers in rows("twins"):
        twin = _Twin(english, re.compile(marks), frozenset(beside.split()), frozenset(answers.split()))
        found[key] = (*found.get(key, ()), twin)
    return found
