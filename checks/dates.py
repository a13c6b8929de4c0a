"""Months of all four calendars and week days: the English must name those the Arabic names."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from .lexicon import rows
from .tokens import Token, arabic_tokens, english_tokens
from .types import Flag

_PREFIXES = ("", "و", "ب", "ل", "ف", "لل", "وال", "ال", "ول", "وب")
_Found = dict[tuple[str, int], Token]


@cache
def _tables() -> tuple[dict[str, tuple[str, int]], dict[str, tuple[str, int]], dict[tuple[str, int], str]]:
    arabic: dict[str, tuple[str, int]] = {}
    english: dict[str, tuple[str, int]] = {}
    names: dict[tuple[str, int], str] = {}
    for kind, number, ar, en in rows("calendar"):
        if kind not in ("month", "hijri", "day"):
            continue
        key = (kind, int(number))
        for name in ar.split():
            for prefix in _PREFIXES:
                if name.startswith("ال") and prefix in ("ال", "وال"):
                    continue
                form = prefix + name
                if prefix == "لل" and name.startswith("ال"):
                    form = "لل" + name[2:]
                arabic.setdefault(form.replace("_", " "), key)
        for name in en.split():
            english.setdefault(name, key)
        names[key] = en.split()[0].capitalize()
    return arabic, english, names


@cache
def _shy(column: int) -> tuple[frozenset[str], frozenset[str]]:
    table = {row[0]: frozenset(row[column].split()) for row in rows("calendar") if row[0] in ("shy", "beside")}
    return table["shy"], table["beside"]


def check_dates(ar: str, en: str) -> tuple[Flag, ...]:
    """A flag for each month or week day that only one side names; doubled months ("يوليو/تموز") count once."""
    left, right = arabic_dates(ar), english_dates(en)
    if not left and not right:
        return ()
    names = _tables()[2]
    flags: list[Flag] = []
    for kind in ("month", "hijri", "day"):
        lost = [k for k in left if k[0] == kind and k not in right]
        added = [k for k in right if k[0] == kind and k not in left]
        if kind == "hijri":
            added = []
        pairs = min(len(lost), len(added))
        for a, b in zip(lost[:pairs], added[:pairs], strict=True):
            flags.append(
                Flag(
                    "date",
                    "error",
                    f"{names[a]} in the Arabic, {names[b]} in the English",
                    _span(ar, left[a]),
                    _span(en, right[b]),
                )
            )
        flags += [
            Flag("date", "warning", f"{names[a]} is in the Arabic but not in the English", _span(ar, left[a]), None)
            for a in lost[pairs:]
        ]
        flags += [
            Flag("date", "warning", f"{names[b]} is in the English but not in the Arabic", None, _span(en, right[b]))
            for b in added[pairs:]
        ]
    return tuple(flags)


def _span(text: str, token: Token) -> str:
    return text[token.start : token.end]


def arabic_dates(text: str) -> _Found:
    """The months and week days of an Arabic sentence: ``("month", 7)`` and where it stands first."""
    tokens = arabic_tokens(text)
    table = _tables()[0]
    shy, beside = _shy(2)
    found: _Found = {}
    for i, token in enumerate(tokens):
        key, end = table.get(token.key), token.end
        bare = token.key
        if key is None and i + 1 < len(tokens):
            key, end = table.get(f"{token.key} {tokens[i + 1].key}"), tokens[i + 1].end
        if key is None:
            continue
        if bare in shy or bare[1:] in shy:
            before = text[token.start - 1] if token.start else ""
            after = text[end] if end < len(text) else ""
            if "/" not in (before, after) and not _beside(
                tokens, i, lambda k: k[0].isdigit() or k in ("شهر", "عام", "سنه")
            ):
                continue
        found.setdefault(key, Token(bare, token.start, end))
    return found


def english_dates(text: str) -> _Found:
    tokens = english_tokens(text)
    table = _tables()[1]
    shy, beside = _shy(3)
    found: _Found = {}
    for i, token in enumerate(tokens):
        key = table.get(token.key)
        if key is None or not text[token.start].isupper():
            continue
        if token.key in shy and not _beside(tokens, i, lambda k: k[0].isdigit() or k in beside or k in table):
            continue
        found.setdefault(key, token)
    return found


def _beside(tokens: tuple[Token, ...], i: int, wanted: Callable[[str], bool]) -> bool:
    return any(0 <= k < len(tokens) and wanted(tokens[k].key) for k in (i - 1, i + 1))
