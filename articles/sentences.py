"""Paragraphs to sentences, and sentences that are too long for a translator to clauses."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from .types import Sentence

_END = re.compile(r"[.!?؟…]+[\"»”)\]]*(?=\s|$)")
_CLAUSE = re.compile(r"[،؛:]\s+|\s+(?=و\w{3,}|حيث |فيما |بينما |[-–—] )")


def split_sentences(paragraph: str) -> list[tuple[int, int]]:
    """Character offsets ``(start, end)`` of the sentences of one paragraph, in order, without the blanks between them."""
    spans: list[tuple[int, int]] = []
    start = 0
    for stop in [m.end() for m in _END.finditer(paragraph)] + [len(paragraph)]:
        piece = paragraph[start:stop]
        text = piece.strip()
        if text:
            lead = len(piece) - len(piece.lstrip())
            spans.append((start + lead, start + lead + len(text)))
        start = stop
    return spans


def sentences_of(paragraphs: Sequence[str]) -> tuple[Sentence, ...]:
    """The sentences of an article's paragraphs, in order."""
    return tuple(
        Sentence(paragraph[start:end], number, start, end)
        for number, paragraph in enumerate(paragraphs)
        for start, end in split_sentences(paragraph)
    )


def split_clauses(sentence: str, fits: Callable[[str], bool]) -> list[str]:
    """The sentence in as few pieces as ``fits`` allows, cut at clause marks, else at words."""
    if fits(sentence) or len(sentence.split()) < 2:
        return [sentence]
    cuts = [m.end() for m in _CLAUSE.finditer(sentence)]
    middle = len(sentence) / 2
    cut = min(cuts, key=lambda c: abs(c - middle), default=0)
    if not 0 < cut < len(sentence):
        words = sentence.split()
        half = len(words) // 2
        left, right = " ".join(words[:half]), " ".join(words[half:])
    else:
        left, right = sentence[:cut].strip(), sentence[cut:].strip()
    if not left or not right:
        return [sentence]
    return split_clauses(left, fits) + split_clauses(right, fits)
