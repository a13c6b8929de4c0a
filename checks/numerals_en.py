"""Numbers in English text: digits, number words and scales, ordinals, fractions, times of day, Roman numerals."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from .amounts import other_units, ratios
from .lexicon import rows
from .numerals import Number, NumberKind, clock, digit_readings, entity
from .tokens import Token, cut_english

_CUP = (4, 8, 16, 32)
_LAST = re.compile(r"\blast[ -]$", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[.,;:]|of\b|in\b|at\b|after\b|with\b|$)")
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
_ROMAN = {
    "II": 2, "III": 3, "IV": 4, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "XI": 11, "XII": 12, "XIII": 13, "XIV": 14,
    "XV": 15, "XVI": 16, "XVII": 17, "XVIII": 18, "XIX": 19, "XX": 20, "XXI": 21, "XXIII": 23,
}  # fmt: skip


class _Word(NamedTuple):
    kind: str
    value: float


@cache
def _table() -> dict[str, _Word]:
    table: dict[str, _Word] = {}
    for kind, value, forms in rows("numbers_en"):
        for form in forms.split():
            table.setdefault(form, _Word(kind, float(value)))
    return table


@cache
def _beginnings() -> frozenset[str]:
    """The words with which a number can begin; a short scale ("5m") only goes on."""
    return frozenset(
        {w for w, word in _table().items() if len(w) > 3 or word.kind != "scale"} | {r.lower() for r in _ROMAN}
    )


@lru_cache(maxsize=32)
def numbers_en(text: str) -> tuple[Number, ...]:
    """The numbers of an English sentence, in order, with what each can mean and where it stands."""
    tokens, keys, there = cut_english(text)
    begins = _beginnings()
    found: list[Number] = []
    after = 0
    for i in [i for i, key in enumerate(keys) if key in begins or "0" <= key[0] <= "9"]:
        token = tokens[i]
        if i < after:
            continue
        if roman := _ROMAN.get(text[token.start : token.end]):
            found.append(_number(text, token.start, token.end, float(roman), "soft", (float(roman),)))
        elif token.key in _table() or (token.key[0].isdigit() and not entity(text, token)):
            after = _read(text, tokens, i, found)
    if found:
        _spread_scales(found)
        ratios(text, found)
        _last_of_a_cup(text, found)
        other_units(tokens, there, found, arabic=False)
    return tuple(found)


def _last_of_a_cup(text: str, found: list[Number]) -> None:
    """ "the last four" are the semi-finals: no number that the Arabic has to have."""
    for k, number in enumerate(found):
        if number.value in _CUP and _LAST.search(text, 0, number.start) and _ENDS.match(text, number.end):
            found[k] = replace(number, kind="soft")


def _number(
    text: str, start: int, end: int, value: float, kind: NumberKind, readings: tuple[float, ...], percent: bool = False
) -> Number:
    return Number(value, start, end, text[start:end], kind, readings, percent)


def _read(text: str, tokens: tuple[Token, ...], i: int, found: list[Number]) -> int:
    key = tokens[i].key
    if "0" <= key[0] <= "9":
        return _read_digits(text, tokens, i, found)
    word = _table()[key]
    if word.kind in ("soft", "decade", "plural", "vague", "denominator"):
        return _read_odd(text, tokens, i, word, found)
    return _read_words(text, tokens, i, found)


def _read_digits(text: str, tokens: tuple[Token, ...], i: int, found: list[Number]) -> int:
    table, token = _table(), tokens[i]
    readings = digit_readings(token.key)
    value, start, end, nxt = readings[0], token.start, token.end, i + 1
    kind: NumberKind = "time" if value < 0 else "digits"
    if start > 0 and text[start - 1].isalpha():
        kind = "soft"
    follow = tokens[nxt] if nxt < len(tokens) else None
    glued = follow is not None and follow.start == end
    percent = False
    if follow is not None and glued and follow.key in _ORDINAL_ENDS:
        end, nxt = follow.end, nxt + 1
    elif follow is not None and glued and follow.key == "s":
        end, nxt = follow.end, nxt + 1
        if 1000 <= value <= 2090:
            readings += (value % 100, value // 100 + 1)
        elif value < 100:
            readings += (1900 + value,)
    elif follow is not None and follow.start - end <= 2 and value >= 0:
        word = table.get(follow.key)
        short = len(follow.key) <= 3
        if (
            word is not None
            and word.kind == "scale"
            and (not short or glued or follow.key in ("bn", "mn", "mln", "tn"))
        ):
            scaled = tuple(r * word.value for r in readings if r >= 0)
            readings = scaled if not (short and follow.key in ("m", "b", "k")) else scaled + readings
            value, end, nxt = readings[0], follow.end, nxt + 1
        elif word is not None and word.kind == "dozen":
            readings = (value * 12,)
            value, end, nxt = readings[0], follow.end, nxt + 1
        elif word is not None and word.kind == "hundred":
            readings = (value * 100,)
            value, end, nxt = readings[0], follow.end, nxt + 1
    follow = tokens[nxt] if nxt < len(tokens) else None
    if follow is not None:
        if follow.key in ("%", "percent", "pc") and text[end : follow.start].strip(" -") == "":
            percent, end, nxt = True, follow.end, nxt + 1
        elif follow.key == "per" and nxt + 1 < len(tokens) and tokens[nxt + 1].key == "cent":
            percent, end, nxt = True, tokens[nxt + 1].end, nxt + 2
        elif follow.key in ("a", "p", "am", "pm", "o'clock") and (
            follow.key not in ("a", "p") or _meridiem(tokens, nxt)
        ):
            hour = readings[0]
            if 0 <= hour <= 12 and hour == int(hour):
                readings += (clock(int(hour), 0), hour + 12)
            nxt += 2 if follow.key in ("a", "p") else 1
            end = tokens[nxt - 1].end
    found.append(_number(text, start, end, value, kind, readings, percent))
    return nxt


def _meridiem(tokens: tuple[Token, ...], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i + 1].key == "m" and tokens[i + 1].start - tokens[i].end <= 2


def _read_odd(text: str, tokens: tuple[Token, ...], i: int, word: _Word, found: list[Number]) -> int:
    token = tokens[i]
    if word.kind == "denominator":
        return i + 1
    if word.kind in ("plural", "vague"):
        value, end, nxt = word.value, token.end, i + 1
        if i + 2 < len(tokens) and tokens[i + 1].key == "of":
            scale = _table().get(tokens[i + 2].key)
            if scale is not None and scale.kind in ("plural", "scale"):
                value, end, nxt = value * scale.value, tokens[i + 2].end, i + 3
        found.append(_number(text, token.start, end, value, "vague", (value,)))
        return nxt
    if token.key in ("a", "an"):
        after = _table().get(tokens[i + 1].key) if i + 1 < len(tokens) else None
        if (
            after is not None
            and after.kind in ("hundred", "scale", "dozen", "half", "fraction")
            and len(tokens[i + 1].key) > 2
        ):
            return _read_words(text, tokens, i + 1, found)
        if after is not None and after.value == 3 and after.kind == "ordunit":
            end = tokens[i + 1].end
            found.append(_number(text, token.start, end, 1 / 3, "fraction", (1 / 3, 3.0)))
            return i + 2
        return i + 1
    if token.key == "another":
        return i + 1
    readings: tuple[float, ...] = (word.value,)
    if word.kind == "decade":
        readings = (
            (word.value, 1900 + word.value, 2000 + word.value) if word.value <= 30 else (word.value, 1900 + word.value)
        )
    kind: NumberKind = "soft" if word.kind == "soft" else "ordinal"
    found.append(_number(text, token.start, token.end, word.value, kind, readings))
    return i + 1


def _read_words(text: str, tokens: tuple[Token, ...], i: int, found: list[Number]) -> int:
    """A run of number words: "two hundred and five thousand", "twenty-first", "two and a half million", "three quarters"."""
    table = _table()
    total = group = 0.0
    last_scale = float("inf")
    ordinal = fraction = False
    j, last, count = i, i, 0
    while j < len(tokens):
        key = tokens[j].key
        if (
            key == "and"
            and count
            and j + 1 < len(tokens)
            and ((group >= 100 and group % 100 == 0) or (group == 0 and total))
        ):
            after = table.get(tokens[j + 1].key)
            if after is not None and after.kind in ("unit", "teen", "tens", "ordunit", "ordteen"):
                last, j = j, j + 1
                continue
            break
        if key == "and" and count and j + 2 < len(tokens) and tokens[j + 1].key == "a":
            after = table.get(tokens[j + 2].key)
            if after is not None and after.kind in ("half", "fraction"):
                if group:
                    group += after.value
                else:
                    total += after.value * last_scale
                last, count = j + 2, count + 1
                j += 3
                if j < len(tokens) and (scale := table.get(tokens[j].key)) and scale.kind == "scale" and group:
                    total, group, last = total + group * scale.value, 0.0, j
                break
            break
        word = table.get(key)
        if word is None or (count and not _near(text, tokens[last], tokens[j])):
            break
        kind, value = word.kind, word.value
        if kind in ("unit", "ordunit"):
            if group % 10 or (group % 100 and group % 100 < 20) or (group == 0 and count and not total):
                if (
                    kind == "ordunit"
                    and value >= 3
                    and 0 < group < 20
                    and not total
                    and text[tokens[j].start - 1] == "-"
                ):
                    group, fraction = group / value, True
                    last, count = j, count + 1
                break
            group += value
            ordinal = kind == "ordunit"
        elif kind in ("teen", "tens", "ordteen"):
            if group % 100 or (group == 0 and count and not total):
                break
            if kind == "ordteen" and value == 100 and group:
                group *= 100
            else:
                group += value
            ordinal = kind == "ordteen"
        elif kind == "hundred":
            if group == 0 and count == 0:
                group = 100.0
            elif 0 < group < 100:
                group *= 100
            else:
                break
        elif kind == "dozen":
            group = group * 12 if group else 12.0
            last, count = j, count + 1
            break
        elif kind == "scale" and len(key) > 3:
            if value >= last_scale or (group == 0 and count):
                break
            total += (group or 1.0) * value
            group, last_scale, fraction = 0.0, value, False
        elif kind in ("half", "fraction") and count == 0:
            group, fraction = value, True
            last, count, j = j, 1, j + 1
            group, fraction, last = _of_a_scale(tokens, j, group, last)
            break
        elif kind in ("denominator", "fraction") and 0 < group < 10 and not total:
            group, fraction = (group / value if kind == "denominator" else group * value), True
            last, count, j = j, count + 1, j + 1
            group, fraction, last = _of_a_scale(tokens, j, group, last)
            break
        else:
            break
        last, count = j, count + 1
        j += 1
        if ordinal:
            break
    value = total + group
    if count == 0:
        return i + 1
    if count == 1 and 10 <= value < 100 and not ordinal and last + 1 < len(tokens) and not fraction:
        year, end_year = _spelled_year(text, tokens, last, value)
        if end_year:
            value, last = year, end_year
    readings: tuple[float, ...] = (value,)
    kind_: NumberKind = "fraction" if fraction else "ordinal" if ordinal else "words"
    if ordinal and 3 <= value <= 10:
        readings += (1 / value,)
    nxt = last + 1
    percent = False
    if nxt < len(tokens):
        if tokens[nxt].key in ("percent", "%"):
            percent, last, nxt = True, nxt, nxt + 1
        elif tokens[nxt].key == "per" and nxt + 1 < len(tokens) and tokens[nxt + 1].key == "cent":
            percent, last, nxt = True, nxt + 1, nxt + 2
    start, end = tokens[i].start, tokens[last].end
    found.append(_number(text, start, end, value, kind_, readings, percent))
    return nxt


def _of_a_scale(tokens: tuple[Token, ...], j: int, part: float, last: int) -> tuple[float, bool, int]:
    """ "half a million", "three quarters of a billion": the product, whether it is still a fraction, its last word."""
    while j < len(tokens) and tokens[j].key in ("of", "a"):
        j += 1
    scale = _table().get(tokens[j].key) if j < len(tokens) else None
    if scale is not None and scale.kind in ("scale", "dozen") and len(tokens[j].key) > 3:
        return part * scale.value, False, j
    return part, True, last


def _spelled_year(text: str, tokens: tuple[Token, ...], i: int, century: float) -> tuple[float, int]:
    """ "nineteen eighty-nine", "twenty seventeen": the year and the index of its last word, or (0, 0)."""
    table = _table()
    word = table.get(tokens[i + 1].key)
    if (
        word is None
        or word.kind not in ("teen", "tens")
        or not _near(text, tokens[i], tokens[i + 1])
        or century not in (18, 19, 20)
    ):
        return 0.0, 0
    value, last = century * 100 + word.value, i + 1
    if word.kind == "tens" and last + 1 < len(tokens):
        unit = table.get(tokens[last + 1].key)
        if unit is not None and unit.kind == "unit" and tokens[last + 1].start - tokens[last].end == 1:
            value, last = value + unit.value, last + 1
    return value, last


def _near(text: str, a: Token, b: Token) -> bool:
    return b.start - a.end <= 3 and not any(c in ",.;:()" for c in text[a.end : b.start])


def _spread_scales(found: list[Number]) -> None:
    """In "5 to 6 million" the 5 may be five million too; in "1990-91" the 91 is 1991."""
    for k in range(len(found) - 1):
        a, b = found[k], found[k + 1]
        if a.kind not in ("digits", "words") or b.kind not in ("digits", "words"):
            continue
        gap = b.start - a.end
        if b.value >= 1000 > a.value > 0 and gap <= 8 and not b.text.isdigit():
            for scale in (1e12, 1e9, 1e6, 1e3):
                if b.value >= scale:
                    found[k] = Number(
                        a.value, a.start, a.end, a.text, a.kind, (*a.readings, a.value * scale), a.percent
                    )
                    break
        elif gap == 1 and 1000 <= a.value < 3000 and b.value < 100:
            found[k + 1] = Number(
                b.value, b.start, b.end, b.text, b.kind, (*b.readings, a.value // 100 * 100 + b.value), b.percent
            )
