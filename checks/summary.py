"""A summary sentence against the source sentences it was made from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..articles.text import fold
from .numbers import unmatched
from .numerals import Number, show
from .numerals_ar import numbers_ar
from .roles import check_sources_names
from .support import pair_share
from .types import Flag, Severity

MIN_PAIRS = 0.7
"""The share of a summary sentence's content-word pairs that must stand in its sources."""

_QUOTE = re.compile('[«“"„](?P<said>[^«»“”"„\n]{3,300})[»”"]')
_NOT_LETTERS = re.compile("[^\u0621-\u064a0-9a-zA-Z]+")
_RANK = {"error": 0, "warning": 1, "note": 2}


def check_summary(sentence: str, sources: Sequence[str], *, min_pairs: float = MIN_PAIRS) -> tuple[Flag, ...]:
    """What an Arabic summary sentence says that its Arabic source sentences do not.

    Numbers, names and quotes must stand in the sources, names beside the roles they have there, and at least
    ``min_pairs`` of the pairs of neighbouring content words must stand near each other in one source; else an
    ``unsupported``, ``number`` or ``name`` error. Flags come errors first.
    """
    flags = [
        *_numbers(sentence, sources),
        *check_sources_names(sentence, sources),
        *_quotes(sentence, sources),
        *_words(sentence, sources, min_pairs),
    ]
    return tuple(sorted(flags, key=lambda f: _RANK[f.severity]))


def _numbers(sentence: str, sources: Sequence[str]) -> list[Flag]:
    mine = numbers_ar(sentence)
    if not mine:
        return []
    theirs: list[Number] = [n for s in sources for n in numbers_ar(s)]
    values = {r for n in theirs for r in n.readings} | {n.value for n in theirs}
    missing = [n for n in unmatched(mine, theirs)[0] if n.weight > 0 and n.value not in values]
    return [Flag("number", _severity(n), f"{show(n.value)} is not in the article", n.text, None) for n in missing]


def _severity(number: Number) -> Severity:
    if number.weight < 2 or 0 < number.value <= 2:
        return "warning" if number.kind == "digits" else "note"
    return "error"


def _quotes(sentence: str, sources: Sequence[str]) -> list[Flag]:
    flags = []
    text: str | None = None
    for m in _QUOTE.finditer(sentence):
        said = _plain(m["said"])
        if len(said) < 3:
            continue
        if text is None:
            text = " ".join(_plain(s) for s in sources)
        if f" {said} " not in f" {text} ":
            flags.append(
                Flag("unsupported", "error", "these words are quoted but do not stand in the article", m.group(), None)
            )
    return flags


def _plain(text: str) -> str:
    return _NOT_LETTERS.sub(" ", fold(text)).strip()


def _words(sentence: str, sources: Sequence[str], min_pairs: float) -> list[Flag]:
    share = pair_share(sentence, sources)
    if share is None or share >= min_pairs:
        return []
    message = f"only {round(share * 100)} % of this sentence stands in the article"
    return [Flag("unsupported", "error", message, sentence, None)]
