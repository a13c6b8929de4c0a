"""Quotes and brackets that belong together, and the words that decide about the stops beside them."""

from __future__ import annotations

import re
from functools import cache

from .tables import read_table
from .text import fold

LONGEST_QUOTE = 420
"""A quote or bracket of more characters than this (some sixty words) is not kept together."""

_FENCE = re.compile(r"[\"«»“”„()\[\]]")
_PAIRS = {"»": "«", "”": "“", ")": "(", "]": "["}


@cache
def sentence_words(kind: str) -> frozenset[str]:
    """The folded words of one kind in ``data/sentence_words.tsv``."""
    rows = read_table(__package__, "sentence_words.tsv")
    return frozenset(fold(word.strip()).replace("ـ", "") for k, names in rows if k == kind for word in names.split("،"))


def fences(line: str) -> tuple[list[tuple[int, int]], set[int]]:
    """Outermost pairs of quotes and brackets that are not too long, and the places where quotes and brackets close."""
    if not _FENCE.search(line):
        return [], set()
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    closing: set[int] = set()
    for m in _FENCE.finditer(line):
        mark, at = m.group(), m.start()
        opener = _PAIRS.get(mark, mark)
        depth = next((d for d in range(1, min(len(stack), 4) + 1) if _same(stack[-d][0], opener)), 0)
        if depth and (mark in _PAIRS or (mark in '"“' and not opens(line, at))):
            pairs.append((stack[-depth][1], at))
            closing.add(at)
            del stack[-depth:]
        elif mark not in "»)]":
            if mark in "«“" and stack and stack[-1][0] == mark:  # the one before was never closed
                stack.pop()
            stack.append((mark, at))
    outer: list[tuple[int, int]] = []
    for begin, end in sorted(p for p in pairs if p[1] - p[0] <= LONGEST_QUOTE):
        if not outer or end > outer[-1][1]:
            outer.append((begin, end))
    return outer, closing


def _same(one: str, other: str) -> bool:
    return one == other or (one in "“”„" and other in "“”„")


def opens(line: str, at: int) -> bool:
    """Whether a quote mark that is the same on both sides opens here: a blank or a prefix before it, a word after it."""
    after = line[at + 1 : at + 2]
    if not after or after.isspace() or after in ".,،؛:!?؟)»":
        return False
    before = line[max(at - 2, 0) : at]
    return (
        not before
        or before[-1].isspace()
        or before[-1] in "(«:،ـ"
        or (before[-1] in "بلكوف" and (len(before) == 1 or before[0].isspace()))
    )
