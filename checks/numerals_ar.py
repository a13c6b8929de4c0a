"""Numbers in Arabic text: digits of all kinds, number words with their clitics, scales, fractions, ordinals."""

from __future__ import annotations

import re
from copy import copy
from functools import lru_cache

from .amounts import other_units
from .calendar import months
from .number_words import Reader, Word, table
from .numerals import Number, NumberKind, clock, digit_readings, entity
from .tokens import FOLD, Token, cut_arabic

_PERCENT = frozenset({"%", "بالميه", "بالمايه"})
_PARAGRAPH = re.compile(r" ?[-–.)/] ?(?=[^\W\d])")
_HUNDRED = frozenset({"الميه", "المايه"})
_EVENING = frozenset({"مساء", "مساءا", "ليلا", "عصرا", "ظهرا", "صباحا", "فجرا", "م", "ص", "بتوقيت"})


@lru_cache(maxsize=32)
def numbers_ar(text: str) -> tuple[Number, ...]:
    """The numbers of an Arabic sentence, in order, with what each can mean and where it stands."""
    tokens, keys, there = cut_arabic(text)
    forms = table()
    found: list[Number] = []
    after = 0
    for i in [i for i, key in enumerate(keys) if key in forms or "0" <= key[0] <= "9"]:
        key = keys[i]
        if i < after or entity(text, tokens[i]) or key in _PERCENT:
            continue
        if key in _HUNDRED and i and tokens[i - 1].key == "في":
            continue
        after = _read(text, tokens, i, found)
    if not found:
        return ()
    _spread_scales(found)
    _minutes(text, found)
    _spaced_thousands(text, found)
    other_units(tokens, there, found, arabic=True)
    return tuple(found)


def _read(text: str, tokens: tuple[Token, ...], i: int, found: list[Number]) -> int:
    forms = table()
    token = tokens[i]
    word = forms.get(token.key)
    if word is not None and word.kind in ("soft", "pair", "decade", "joint", "denominator"):
        return _read_odd(text, tokens, i, word, found)
    reader = Reader()
    readings: tuple[float, ...] = ()
    j = i
    last = i
    joined = False
    before: Reader | None = None
    whole: tuple[Reader, int] | None = None
    while j < len(tokens):
        key = tokens[j].key
        if "0" <= key[0] <= "9":
            if j == i and (parts := _date_parts(key)):
                found += [
                    Number(
                        float(p),
                        token.start + k,
                        token.start + k + len(p),
                        text[token.start + k : token.start + k + len(p)],
                        "digits",
                        (float(p),),
                    )
                    for k, p in parts
                ]
                return i + 1
            values = digit_readings(key)
            wa = joined or (tokens[j].start > 0 and text[tokens[j].start - 1] == "و")
            scale = forms.get(tokens[j + 1].key) if j + 1 < len(tokens) else None
            follow = scale.value if scale is not None and not scale.wa and scale.kind in ("scale", "plural") else 1.0
            if not reader.take_digits(values[0], wa, follow):
                break
            if reader.words == 1:
                readings = values
        elif key == "و" and reader.words and j + 1 < len(tokens):
            joined = True
            j += 1
            continue
        else:
            word = forms.get(key)
            if word is None or key in _PERCENT or (j > i and (not _near(text, tokens[last], tokens[j]))):
                break
            joined = joined or word.wa
            if word.kind in ("decade", "pair") or not reader.take(word, joined):
                if word.kind in ("scale", "plural") and not joined and whole is not None:
                    reader, last = whole
                    j = last + 1
                break
            if joined and reader.scaled and before is not None:
                whole = (before, last)
            elif reader.group == 0:
                whole = None
        before = copy(reader) if reader.scaled and reader.group == 0 else None
        joined = False
        last = j
        j += 1
    if reader.words == 0:
        return i + 1
    nxt = last + 1
    value = reader.value
    if reader.words > 1 or not readings:
        alternates: tuple[float, ...] = (value,)
        if reader.words > 1 and len(readings) > 1 and reader.total and readings[0] > 0:
            alternates = (value, value * readings[1] / readings[0]) if readings[1] > 0 else (value,)
        readings = alternates
    percent = False
    if nxt < len(tokens) and tokens[nxt].key in _PERCENT:
        percent, last, nxt = True, nxt, nxt + 1
    elif nxt + 1 < len(tokens) and tokens[nxt].key == "في" and tokens[nxt + 1].key in _HUNDRED:
        percent, last, nxt = True, nxt + 1, nxt + 2
    if value == 0.5 or not reader.fraction:
        extra, used = _after(tokens, nxt, value, reader.ordinal or reader.digits)
        readings += extra
        if used:
            last, nxt = nxt + used - 1, nxt + used
    if reader.fraction and reader.words == 1 and forms[token.key].wa:
        merged = _and_a_bit(found, value)
        readings = (value, 1 + value, 2 + value)
        kind_of: NumberKind = "soft" if merged else "fraction"
        found.append(Number(value, token.start, token.end, text[token.start : token.end], kind_of, readings))
        return nxt
    if reader.words == 1 and reader.accusative:
        readings = (value, 2 * value)
    kind: NumberKind = "digits" if reader.digits else "words"
    if readings[0] < 0 and reader.words == 1:
        kind = "time"
        value = readings[0]
    elif reader.vague:
        kind = "vague"
    elif reader.fraction:
        final = nxt < len(tokens) and tokens[nxt].key in ("نهايي", "النهايي")  # semi-finals and quarter-finals
        kind = "soft" if final else "fraction"
    elif reader.ordinal:
        kind = "digits" if _day_or_hour(tokens, i, nxt, value) else "ordinal"
    elif reader.words == 1 and value <= 2 and _day_or_hour(tokens, i, nxt, value):
        kind = "digits"
    if kind in ("words",) and reader.words == 1 and value in (3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0):
        readings += (1 / value,)
    start, end = tokens[i].start, tokens[last].end
    found.append(Number(value, start, end, text[start:end], kind, readings, percent))
    return nxt


def _day_or_hour(tokens: tuple[Token, ...], i: int, nxt: int, value: float) -> bool:
    """Whether an ordinal is a day of the month or an hour of the day, so that it is as firm as digits."""
    if value > 31:
        return False
    after = [t.key for t in tokens[nxt : nxt + 2]]
    if len(after) == 2 and after[0] == "من" and months().get(after[1], ("", 0))[0] == "month":
        return True
    if i and tokens[i - 1].key.endswith("الساعه"):
        return True
    return bool(after) and (after[0] in _EVENING or (after[0] == "بعد" and after[1:] == ["الظهر"]))


def _in_a_score(text: str, token: Token) -> bool:
    around = text[max(0, token.start - 3) : token.start] + text[token.end : token.end + 3]
    return any(c in "-–—" for c in around) and any(c.isdigit() for c in text[max(0, token.start - 5) : token.end + 5])


def _and_a_bit(found: list[Number], value: float) -> bool:
    """ "ثلاث سنوات ونصف": lets the three be three and a half; whether there was a three."""
    if found and found[-1].value == int(found[-1].value) and 0 < found[-1].value < 100:
        a = found[-1]
        found[-1] = Number(a.value, a.start, a.end, a.text, a.kind, (*a.readings, a.value + value), a.percent)
        return True
    return False


def _date_parts(key: str) -> list[tuple[int, str]]:
    """``18.12.2017`` is a day, a month and a year: each with its place in the string; else nothing."""
    parts = key.replace(",", ".").split(".")
    if len(parts) == 3 and len(parts[0]) <= 2 and len(parts[1]) <= 2 and len(parts[2]) == 4:
        return [(0, parts[0]), (len(parts[0]) + 1, parts[1]), (len(parts[0]) + len(parts[1]) + 2, parts[2])]
    return []


def _read_odd(text: str, tokens: tuple[Token, ...], i: int, word: Word, found: list[Number]) -> int:
    token = tokens[i]
    if word.kind == "joint":
        # "الحادية عشرة والربع", "احدى وعشرين"
        after = table().get(tokens[i + 1].key) if i + 1 < len(tokens) else None
        if after is not None and (
            (after.kind == "ten" and not after.wa)
            or (after.kind == "tens" and after.wa and _near(text, token, tokens[i + 1]))
        ):
            value = word.value + after.value
            start, end = token.start, tokens[i + 1].end
            nxt = i + 2
            scale = table().get(tokens[nxt].key) if nxt < len(tokens) else None
            if scale is not None and scale.kind in ("scale", "plural") and not scale.wa:
                value *= scale.value
                end = tokens[nxt].end
                nxt += 1
            extra, used = _after(tokens, nxt, value, True)
            found.append(Number(value, start, end, text[start:end], "words", (value, *extra)))
            return nxt + used
        word = word._replace(kind="soft")
    if word.kind == "denominator":
        return i + 1
    readings: tuple[float, ...] = (word.value,)
    if word.value == 0 and word.kind == "soft" and _in_a_score(text, token):
        found.append(Number(0.0, token.start, token.end, text[token.start : token.end], "digits", (0.0,)))
        return i + 1
    if word.value == 16 and i + 1 < len(tokens) and tokens[i + 1].key in ("نهايي", "النهايي"):
        end = tokens[i + 1].end
        found.append(Number(16.0, token.start, end, text[token.start : end], "fraction", (16.0, 0.125)))
        return i + 2
    if word.kind == "decade":
        readings = (word.value, 1900 + word.value) + ((2000 + word.value,) if word.value <= 30 else ())
        of = next((k for k in (i + 1, i + 2) if k < len(tokens) and tokens[k].key == "القرن"), None)
        if of is not None and of + 1 < len(tokens) and tokens[of + 1].key in table():
            century: list[Number] = []
            nxt = _read(text, tokens, of + 1, century)
            if century and 2 <= century[0].value <= 22:
                value = (century[0].value - 1) * 100 + word.value
                start, end = token.start, century[0].end
                found.append(Number(value, start, end, text[start:end], "ordinal", (value, word.value)))
                return nxt
    kind: NumberKind = "soft" if word.kind == "soft" else "words" if word.kind == "pair" else "ordinal"
    found.append(Number(word.value, token.start, token.end, text[token.start : token.end], kind, readings))
    return i + 1


def _after(tokens: tuple[Token, ...], i: int, value: float, hour: bool) -> tuple[tuple[float, ...], int]:
    """Readings that the next words add: "والنصف" after an hour, "مساء" after a plain one; and how many words that took."""
    if i >= len(tokens) or value != int(value) or value > 24:
        return (), 0
    key = tokens[i].key
    whole = int(value)
    past = {"والنصف": 30, "ونصف": 30, "والربع": 15, "وربع": 15, "والثلث": 20, "وثلث": 20}.get(key)
    if past is not None:
        return (clock(whole, past), value + past / 60), 1
    if hour and key == "الا" and i + 1 < len(tokens) and tokens[i + 1].key in ("ربعا", "ربع", "الربع", "الثلث", "ثلثا"):
        return (clock(whole - 1, 40 if "ثلث" in tokens[i + 1].key else 45),), 2
    if key in _EVENING and hour:
        return (clock(whole, 0), value + 12), 0
    return (), 0


def _near(text: str, a: Token, b: Token) -> bool:
    """Whether only blanks stand between two words, so that no comma parts them."""
    return b.start - a.end <= 3 and not any(c in "،,.؛;:()" for c in text[a.end : b.start])


def _spread_scales(found: list[Number]) -> None:
    """In "5 to 6 million" the 5 may be five million too."""
    for k in range(len(found) - 1):
        a, b = found[k], found[k + 1]
        if (
            b.value >= 1000 > a.value > 0
            and not b.text.isdigit()
            and b.start - a.end <= 8
            and a.kind in ("digits", "words")
        ):
            for scale in (1e12, 1e9, 1e6, 1e3):
                if b.value >= scale:
                    found[k] = Number(
                        a.value, a.start, a.end, a.text, a.kind, (*a.readings, a.value * scale), a.percent
                    )
                    break


def _minutes(text: str, found: list[Number]) -> None:
    """In "الثالثة و38 دقيقة" the two numbers are one time of day."""
    for k in range(len(found) - 1):
        a, b = found[k], found[k + 1]
        if not (0 < b.value < 60 and 0 < a.value <= 24 and b.start - a.end <= 3):
            continue
        if text[b.end : b.end + 7].translate(FOLD).lstrip().startswith(("دقيقه", "دقايق")):
            time = (*a.readings, clock(int(a.value), int(b.value)))
            found[k] = Number(a.value, a.start, b.end, text[a.start : b.end], "ordinal", time)
            found[k + 1] = Number(b.value, b.start, b.end, b.text, "soft", b.readings)


def _spaced_thousands(text: str, found: list[Number]) -> None:
    """ "490 8" and "8 490" can both be 8490; the number of a paragraph ("27- ") is none of the sentence."""
    for k in range(len(found) - 1):
        a, b = found[k], found[k + 1]
        if (
            b.start - a.end == 1
            and a.text.isdigit()
            and b.text.isdigit()
            and 3 in (len(a.text), len(b.text))
            and len(a.text + b.text) <= 6
        ):
            found[k] = Number(
                a.value,
                a.start,
                a.end,
                a.text,
                a.kind,
                (*a.readings, b.value * 1000 + a.value, a.value * 1000 + b.value),
            )
            found[k + 1] = Number(b.value, b.start, b.end, b.text, "soft", b.readings)
    if found and found[0].start <= 1 and found[0].text.isdigit() and _PARAGRAPH.match(text, found[0].end):
        found[0] = Number(found[0].value, found[0].start, found[0].end, found[0].text, "soft", found[0].readings)
