"""Length out of proportion, and sentences that break off."""

from __future__ import annotations

import re
from math import log

from ..articles.text import strip_marks
from .coverage import backed_end, shown_words
from .lexicon import words
from .tokens import english_tokens
from .types import Flag, Severity

_END = re.compile("[.!?؟…۔:؛;\"'”’»)\\]،,*-]\\s*$")
_FULL_STOP = re.compile("[.!?؟…۔][\"'”’»)\\]]*\\s*$")
_ERROR, _WARNING, _NOTE, _NOTE_SHORT = 4.5, 1.6, -1.6, 0.0
_CLEAR = 7.0  # the score from which an end is missing whatever the English ends with
_LAST_WORDS, _OTHER_END = 5, 0.2  # content words of the English; the share up to which they say something else
_HOLE = re.compile(
    r"(?<![\w'’])(?:(?:the|an?|bin)(?= ?[,.;:](?:\s|$))|of(?= ?,\s)"
    r"|(?:the|an?)(?= (?:and|or|in|for|from|was|were|is|are|has|had|with|by|who)\b(?!-))"
    r"|of(?= (?:and|was|were|are|has|had|will|said)\b))"
)
_SPEAKER = re.compile(
    r"(?<=,[\"”’'] )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}(?=\.\s*$)"
)  # a quotation, a name and no "said"
_ACRONYM = re.compile(r"\b[A-Z]{2,6}\b")
_ACRONYM_STANDS_FOR = 16  # letters, where the Arabic spells the name out
_LONG_ENOUGH = 1.2  # above it an end is hardly ever missing
_FEW = 0.95  # the ratio below which a sentence of a few words is short
_TERSE = 0.62  # a free translation is hardly ever shorter
_SHORT = 60  # Arabic characters; below it the ratio of lengths says little


def check_length(ar: str, en: str) -> tuple[Flag, ...]:
    """Flags English far shorter or longer than its Arabic, English that stops in mid-sentence, and an end that is missing.

    Lengths are in characters: English news is 1.25 times as long as its Arabic, and the ratio varies little. Whether the
    end is missing is told by the ratio together with how many words of the last third, of the last fifth and of the rest
    of the Arabic show in the English, and how many of the last in a row do not (weights of a logistic regression fitted to
    planted cuts in 6,000 news translations).
    """
    bare = strip_marks(ar)
    left, right = _size(bare), _size(en)
    if not left or not right:
        return ()
    right += _ACRONYM_STANDS_FOR * sum(a not in ar for a in _ACRONYM.findall(en))
    ratio = right / left
    found = _broken_off(ar, en, ratio) or _proportion(left, ratio)
    if found is None or found.severity != "error":
        missing = _end_missing(ar, en, ratio, left < _SHORT)
        if missing is not None and (found is None or found.severity == "note" or missing.severity == "error"):
            found = missing
    if found is None and (hole := _HOLE.search(en) or _SPEAKER.search(en)) is not None:
        word = hole.group().strip()
        found = Flag("length", "warning", f"a word seems to be missing after “{word}” in the English", None, word)
    return () if found is None else (found,)


def _end_missing(ar: str, en: str, ratio: float, short: bool) -> Flag | None:
    if ratio > _LONG_ENOUGH:
        return None
    shown = shown_words(ar, en)
    if len(shown) < 5:
        few = short and ratio < _FEW
        return Flag("length", "note", "the English is short: something may be missing") if few else None
    last = max(3, round(len(shown) * 0.35))
    tail, head = sum(shown[-last:]) / last, sum(shown[:-last]) / (len(shown) - last)
    final = max(2, round(len(shown) * 0.2))
    end = sum(shown[-final:]) / final
    silent = next((n for n, there in enumerate(reversed(shown)) if there), len(shown))
    score = -1.89 - 4.5 * tail + 3.72 * head - 2.24 * end - 14.53 * log(ratio)
    score += 0.62 * min(silent, 8) - 2.87 * silent / len(shown)
    if score < (_NOTE_SHORT if short else _NOTE):
        return None
    severity: Severity = "error" if score > _ERROR and not short else "warning" if score > _WARNING else "note"
    if severity != "note" and score < _CLEAR and backed_end(ar, en, _LAST_WORDS) <= _OTHER_END:
        severity = "warning" if severity == "error" else "note"  # the end is said in other words
    if tail < head:
        return Flag("length", severity, "the end of the Arabic seems to be missing")
    return Flag("length", "note" if severity == "note" else "warning", "the English is short: something may be missing")


def _size(text: str) -> int:
    words_ = text.split()
    return sum(map(len, words_)) + max(0, len(words_) - 1)


def _proportion(left: int, ratio: float) -> Flag | None:
    severity: Severity
    low, very_low = (0.45, 0.3) if left < 30 else (0.62, 0.5) if left < 60 else (0.7, 0.42)
    high, very_high = (4.0, 6.0) if left < 15 else (3.0, 4.0) if left < 30 else (2.4, 3.0) if left < 60 else (2.0, 2.5)
    if ratio < low:
        severity = "error" if ratio < very_low else "warning" if ratio < _TERSE or left < _SHORT else "note"
        return Flag("length", severity, "the English is much shorter than the Arabic: something may be missing")
    if ratio > high:
        severity = "error" if ratio > very_high else "warning"
        return Flag("length", severity, "the English is much longer than the Arabic: something may have been added")
    return None


def _broken_off(ar: str, en: str, ratio: float) -> Flag | None:
    tokens = english_tokens(en)
    if not tokens or en[tokens[-1].start : tokens[-1].end] == "May":
        return None
    if _END.search(en) and not en.rstrip().endswith((",", "-", "،")):
        if tokens[-1].key in words("endings", "never") and en[tokens[-1].end :].strip() == ".":
            last = en[tokens[-1].start : tokens[-1].end]
            return Flag("length", "warning", f"the English breaks off after “{last}”", None, last)
        return None
    last = en[tokens[-1].start : tokens[-1].end]
    hanging = tokens[-1].key in words("endings", "hanging")
    if not (
        hanging
        or _FULL_STOP.search(ar)
        or (en.rstrip().endswith((",", "-")) and not ar.rstrip().endswith(("،", "-", ",")))
    ):
        return None
    if not hanging and len(tokens) < 4:
        return None
    severity: Severity = "error" if hanging or ratio < 1.05 else "warning"
    return Flag("length", severity, f"the English breaks off after “{last}”", None, last)
