"""Months of all four calendars and week days: the English must name those the Arabic names."""

from __future__ import annotations

import re
from functools import cache

from .calendar import heads, tables
from .lexicon import rows
from .tokens import Token, arabic_tokens, cut_arabic, cut_english
from .types import Flag

_HOURS = re.compile(r"(?<![\d.,:])(?:(?P<late>1[3-9]|2[0-3])|0\d)[:,][0-5]\d(?![\d.,:])")
_Found = dict[tuple[str, int], Token]


@cache
def _shy(column: int) -> tuple[frozenset[str], frozenset[str]]:
    table = {row[0]: frozenset(row[column].split()) for row in rows("calendar") if row[0] in ("shy", "beside")}
    return table["shy"], table["beside"]


def check_dates(ar: str, en: str) -> tuple[Flag, ...]:
    """A flag for each month or week day that only one side names; doubled months ("يوليو/تموز") count once.

    Names that are also other words (مارس, May) count as dates only in the company of a number, a year or a preposition of
    time; elsewhere they can answer a date on the other side but are not missed themselves.
    """
    left, left_maybe = arabic_dates(ar)
    right, right_maybe = english_dates(en)
    if not left and not right:
        return ()
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
            flags.append(Flag("date", "warning", message, _span(ar, left[a]), None))
        for b in added[pairs:]:
            message = f"{names[b]} is in the English but not in the Arabic"
            flags.append(Flag("date", "warning", message, None, _span(en, right[b])))
    return tuple(flags)


@cache
def _halves(column: int) -> dict[str, int]:
    return {word: int(row[1]) for row in rows("calendar") if row[0] == "half" for word in row[column].split()}


def check_halves(ar: str, en: str) -> tuple[Flag, ...]:
    """An error where a time of day stands in the wrong half: ``8 مساء`` and "8 a.m."."""
    (tokens, _, keys), words = cut_english(en), _halves(3)
    if "am" not in keys and "pm" not in keys:
        return ()
    told = [(i, t) for i, t in enumerate(tokens) if t.key in words]
    clock = [t for i, t in told if t.key in ("am", "pm") and i and tokens[i - 1].key[0].isdigit()]
    if not clock:
        return ()
    right = [(words[t.key], t) for _, t in told if t.key != "am" or t in clock]
    left = [(half, t) for t in arabic_tokens(ar) if (half := _halves(2).get(t.key)) is not None]
    left += [(2 if m["late"] else 1, Token(m.group(), *m.span())) for m in _HOURS.finditer(ar)]
    left.sort(key=lambda one: one[1].start)
    ours, theirs = [half for half, _ in left], [half for half, _ in right]
    if 0 in ours or 0 in theirs or ours == theirs:
        return ()
    swapped = len(ours) > 1 and sorted(ours) == sorted(theirs)
    if not swapped and (len(set(ours)) != 1 or len(set(theirs)) != 1 or ours[0] == theirs[0]):
        return ()
    here, there = _span(ar, left[0][1]), _span(en, clock[0])
    told_half = "morning" if ours[0] == 1 else "afternoon or evening"
    message = f"“{here}” ({told_half}) in the Arabic, “{there}” in the English"
    return (Flag("number", "error", message, here, there),)


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
    shy, beside = _shy(2)
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
    shy, beside = _shy(3)
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
