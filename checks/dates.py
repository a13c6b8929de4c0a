"""Months of all four calendars and week days: the English must name those the Arabic names."""

from __future__ import annotations

from functools import cache

from ..articles.text import fold
from .calendar import heads, tables
from .lexicon import rows
from .tokens import Token, cut_arabic, cut_english
from .types import Flag, Severity

_Found = dict[tuple[str, int], Token]


def check_dates(ar: str, en: str) -> tuple[Flag, ...]:
    """A flag for each month or week day that only one side names; doubled months ("يوليو/تموز") count once.

    Names that are also other words (مارس, May) count as dates only in the company of a number, a year or a preposition of
    time; elsewhere they can answer a date on the other side but are not missed themselves.
    """
    left, left_maybe = arabic_dates(ar)
    right, right_maybe = english_dates(en)
    if not left and not right:
        return ()
    left_maybe |= _ends_of_spans(cut_arabic(ar).there, 2, right)
    right_maybe |= _ends_of_spans(cut_english(en).there, 3, left)
    names = tables()[2]
    flags: list[Flag] = []
    for kind in ("month", "hijri", "day"):
        lost = [k for k in left if k[0] == kind and k not in right and k not in right_maybe]
        added = [k for k in right if k[0] == kind and k not in left and k not in left_maybe]
        if kind == "hijri":
            added = []
        pairs = min(len(lost), len(added))
        for a, b in zip(lost[:pairs], added[:pairs], strict=True):
            message = f"{names[a]} in the Arabic, {names[b]} in the English"
            flags.append(Flag("date", "error", message, _span(ar, left[a]), _span(en, right[b])))
        for a in lost[pairs:]:
            message = f"{names[a]} is in the Arabic but not in the English"
            severity: Severity = "note" if kind == "day" and _said_twice(ar, en, left[a]) else "warning"
            flags.append(Flag("date", severity, message, _span(ar, left[a]), None))
        for b in added[pairs:]:
            message = f"{names[b]} is in the English but not in the Arabic"
            flags.append(Flag("date", "warning", message, None, _span(en, right[b])))
    return tuple(flags)


def _ends_of_spans(there: frozenset[str], column: int, other: _Found) -> _Found:
    """The months of the other side that may be ends of a quarter or of so many months: "the first nine months"."""
    if _words("span", column).isdisjoint(there):
        return {}
    return {key: token for key, token in other.items() if key[0] == "month" and key[1] % 3 in (0, 1)}


def _said_twice(ar: str, en: str, day: Token) -> bool:
    """Whether a week day stands beside "yesterday" or "today", and the English has that."""
    before = ar[: day.start].split()[-1:]
    return (
        bool(before)
        and fold(before[0]) in _words("told", 2)
        and not _words("told", 3).isdisjoint(cut_english(en).there)
    )


@cache
def _words(kind: str, column: int) -> frozenset[str]:
    return frozenset(word for row in rows("calendar") if row[0] == kind for word in row[column].split())


def _span(text: str, token: Token) -> str:
    return text[token.start : token.end]


def arabic_dates(text: str) -> tuple[_Found, _Found]:
    """The months and week days of an Arabic sentence, the sure and the possible: ``("month", 7)`` and where it stands first."""
    tokens, _, there = cut_arabic(text)
    table, firsts = tables()[0], heads()
    sure: _Found = {}
    maybe: _Found = {}
    if table.keys().isdisjoint(there) and firsts.isdisjoint(there):
        return sure, maybe
    shy, beside = _words("shy", 2), _words("beside", 2)
    for i, token in enumerate(tokens):
        word = token.key
        key, end = table.get(word), token.end
        if key is None and word in firsts and i + 1 < len(tokens):
            key, end = table.get(f"{word} {tokens[i + 1].key}"), tokens[i + 1].end
        if key is None:
            continue
        found = sure
        if token.key in shy or token.key[1:] in shy:
            slash = "/" in (text[token.start - 1 : token.start], text[end : end + 1])
            clear = slash or any(
                0 <= k < len(tokens) and (tokens[k].key in beside or tokens[k].key.isdigit()) for k in (i - 1, i + 1)
            )
            found = sure if clear else maybe
        found.setdefault(key, Token(token.key, token.start, end))
    return sure, maybe


def english_dates(text: str) -> tuple[_Found, _Found]:
    """The months and week days of an English sentence, the sure and the possible."""
    tokens, _, there = cut_english(text)
    table = tables()[1]
    sure: _Found = {}
    maybe: _Found = {}
    if table.keys().isdisjoint(there):
        return sure, maybe
    shy, beside = _words("shy", 3), _words("beside", 3)
    for i, token in enumerate(tokens):
        key = table.get(token.key)
        if key is None or not text[token.start].isupper():
            continue
        found = sure
        if token.key in shy:
            near = [tokens[k].key for k in (i - 1, i + 1) if 0 <= k < len(tokens)]
            clear = any(k in beside or k in table or k[0].isdigit() for k in near)
            found = sure if clear else maybe
        found.setdefault(key, token)
    return sure, maybe
