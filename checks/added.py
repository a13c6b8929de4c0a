"""Sentences in the English that have no Arabic behind them."""

from __future__ import annotations

import re

from ..articles.text import strip_marks
from .coverage import backed_share, sense_of
from .types import Flag, Severity

_MIN_WORDS, _UNBACKED = 4, 0.13
_STOP = re.compile("[.!?؟…۔][\"'”’»)\\]]*(?=\\s+[\"'“‘«(\\[]*[A-Z0-9\u0621-\u064a])|[؛;:\n]")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Za-z]|Mr|Mrs|Ms|Dr|St|Gen|Maj|Brig|Capt|Cpl|Adm|Pres|Lt|Col|Sgt|Jr|Sr|vs|No|Prof|Rev|Sen|Rep|Gov|Inc|Co|Ltd|U\.S|a\.m|p\.m)\.$"
)


def check_added(ar: str, en: str) -> tuple[Flag, ...]:
    """Flags English that goes on with whole sentences the Arabic has no room for."""
    sentences = english_sentences(en)
    if len(sentences) < 2:
        return ()
    meant = sense_of(ar)
    shares = [backed_share(s, meant) for s in sentences]
    best = max(share for share, _ in shares)
    for sentence, (share, count) in zip(sentences, shares, strict=True):
        if count >= _MIN_WORDS and share <= _UNBACKED and share < best - 0.25:
            return (_flag(sentence, "warning"),)
    arabic = len(_STOP.findall(ar)) + 1
    commas = ar.count("،") + ar.count(",") + ar.count(" و")
    ratio = len(en) / max(1, len(strip_marks(ar)))
    extra = len(sentences) - arabic
    if extra <= 0 or ratio < 1.6 or (commas >= extra and ratio < 1.9):
        return ()
    return (_flag(sentences[-1], "error" if ratio > 2.2 else "warning"),)


def _flag(sentence: str, severity: Severity) -> Flag:
    return Flag("added", severity, f"the Arabic has no sentence for “{_short(sentence)}”", None, sentence)


def english_sentences(text: str) -> list[str]:
    """The sentences of a line of English, cut at full stops before a capital, not after initials and abbreviations."""
    found: list[str] = []
    start = 0
    for m in _STOP.finditer(text):
        if m.group() in "؛;:\n" or _ABBREVIATION.search(text[max(0, m.start() - 8) : m.start() + 1]):
            continue
        found.append(text[start : m.end()].strip())
        start = m.end()
    if text[start:].strip():
        found.append(text[start:].strip())
    return found


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
