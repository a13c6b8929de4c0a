"""Teasers glued to the end of a paragraph: "… النص. اقرأ أيضاً: خبر آخر"."""

from __future__ import annotations

import re
from functools import cache

from .lines import Line, data_rows
from .text import fold

_LETTERS = {"ا": "[اأإآ]", "أ": "[اأإآ]", "إ": "[اأإآ]", "آ": "[اأإآ]", "ى": "[ىي]", "ي": "[ىي]", "ة": "[ةه]"}
_REST = 160
_WINDOW = 600


@cache
def _pattern() -> re.Pattern[str]:
    marks = "[\u064b-\u0652]{0,2}"
    kinds: dict[str, list[str]] = {"signed": [], "bare": [], "glued": []}
    for text, kind, *_ in data_rows("teasers.tsv"):
        words = ("".join(_LETTERS.get(c, re.escape(c)) + marks for c in word) for word in text.split())
        kinds[kind].append(r"\s".join(words))
    # After a stop and to the paragraph's end, without a sentence of its own: with a sign behind the phrase, or with none
    # (bare: a phrase that begins no sentence), or with no stop before it and no blank behind it (glued).
    return re.compile(
        rf"(?<=[.!؟…»”\"])\s*[({{\[]?\s?(?:{'|'.join(kinds['signed'])})\s?[:|/\-–—.…»<>]{{1,4}}[^.!؟\n]{{0,{_REST}}}[.!؟…)\]]{{0,3}}\s*$"
        rf"|(?<=[.!؟…»”\"])\s*(?:{'|'.join(kinds['bare'])})\s[^.!؟،؛:\n]{{2,{_REST}}}$"
        rf"|(?:{'|'.join(kinds['glued'])}).*$"
    )


@cache
def _phrases() -> tuple[str, ...]:
    return tuple({fold(text) for text, *_ in data_rows("teasers.tsv")})


def cut_teaser(line: Line) -> tuple[str, str | None]:
    """A paragraph without the teaser at its end, and the teaser."""
    text, end = line.text, line.folded[-_WINDOW:]
    if not any(map(end.__contains__, _phrases())):
        return text, None
    found = _pattern().search(text, max(0, len(text) - _WINDOW))
    if not found or found.start() < 20:
        return text, None
    return text[: found.start()].rstrip(), found.group().strip()
