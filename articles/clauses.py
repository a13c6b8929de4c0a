"""Sentences that are too long for a translator, cut at clauses."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from itertools import pairwise

from .punctuation import fences, sentence_words
from .text import fold

_WORD = re.compile(r"\S+")
_ANYWHERE = 6
_NEVER = 10
_SHORTEST = 4  # words in a piece, as long as there is a choice


def split_clauses(sentence: str, fits: Callable[[str], bool]) -> list[str]:
    """The sentence in pieces that all fit, as few and as even as its clause marks allow.

    ``fits`` says whether a piece is short enough; it is asked once for each piece that is tried. Cuts are made at ``؛``,
    at commas before a conjunction, at other commas, colons and dashes, before conjunctions, before prepositions, and only
    then at any blank; inside quotes, brackets and numbers only where a piece would not fit otherwise. A single word that
    does not fit is returned as it is. Joined by a space the pieces give back the sentence's words.
    """
    spans = [m.span() for m in _WORD.finditer(sentence)]
    if len(spans) < 2 or fits(sentence):
        return [sentence]
    levels = _levels(sentence, spans)
    pieces: list[str] = []
    waiting = [(0, len(spans))]
    while waiting:
        first, last = waiting.pop()
        piece = sentence[spans[first][0] : spans[last - 1][1]]
        if last - first == 1 or fits(piece):
            pieces.append(piece)
            continue
        cut = _best_cut(levels, first, last)
        waiting += [(cut, last), (first, cut)]
    return pieces


def _best_cut(levels: list[int], first: int, last: int) -> int:
    """The word to begin the second piece with: the strongest mark that does not leave a stub, the one nearest to the middle."""
    middle = (first + last) / 2
    edge = min(_SHORTEST, (last - first) // 3)
    inner = range(first + max(edge, 1), last - max(edge, 1) + 1)
    span = (last - first) / 2

    def cost(word: int) -> float:
        return levels[word] + 4 * abs(word - middle) / span

    return min(inner or range(first + 1, last), key=cost)


def _levels(sentence: str, spans: list[tuple[int, int]]) -> list[int]:
    """For each word, how bad it is to cut before it."""
    words = [fold(sentence[a:b]) for a, b in spans]
    closed = deque(fences(sentence)[0])
    levels = [_NEVER]
    for number, ((_, end), (start, _)) in enumerate(pairwise(spans), 1):
        while closed and closed[0][1] < start:
            closed.popleft()
        level = _level(words[number - 1], words[number], words[number + 1] if number + 1 < len(words) else "")
        if closed and closed[0][0] < end:
            level += _NEVER
        levels.append(level)
    return levels


def _level(before: str, word: str, after: str) -> int:
    mark, letters = before[-1], word.strip('"«“(')
    bare = before.strip('"«“(،,')
    if (
        mark not in "،,؛;:"
        and bare[-1:].isdigit()
        and (word[0].isdigit() or word[0] in "%.،" or letters.rstrip("،.") in sentence_words("unit"))
    ):
        return _NEVER + _ANYWHERE
    conjunction = (
        letters in sentence_words("clause")
        or f"{letters} {after}" in sentence_words("clause")
        or (len(letters) > 4 and letters[0] == "و")
    )
    if mark in "؛;!؟?.…":
        return 0
    if mark in "،,":
        return 1 if conjunction else 2
    if mark == ":" or word in ("-", "–", "—", "--", "ـ"):
        return 2
    if conjunction:
        return 3
    return 5 if letters in sentence_words("phrase") else _ANYWHERE
