"""Paragraphs to sentences.

A stop ends a sentence unless something says that it does not: a number, an abbreviation or initial, a web name, a pair of
quotes or brackets that is still open, an ellipsis that is only a pause, a list number. The word lists are in
``data/sentence_words.tsv``. One pass over the text, linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from .clauses import split_clauses as split_clauses
from .text import fold
from .types import Sentence

LONGEST_QUOTE = 420
"""A quote or bracket of more characters than this (some sixty words) may be split at the stops in it."""

_PAUSE_BREAKS_AFTER = 150  # characters; a longer piece ends at an ellipsis too

_MARK = "\u0610-\u061a\u064b-\u065f\u0670\u0640"
_LETTER = rf"(?:[^\W\d_]|[{_MARK}])"
_STOP = re.compile(r"[.!?؟…۔](?:\s?[.!?؟…۔])*")
_FENCE = re.compile(r"[\"«»“”„()\[\]]")
_WORD = re.compile(rf"{_LETTER}+")
_NUMBERED = re.compile(r"(?:(?<=\s)|^)(\d{1,2})\s?[-–.)](?=\s?[^\W\d_])")
_BULLET = re.compile(r"(?<=\s)[•●▪■◾►✓✔*](?=\s?[^\W_])")
_PAIRS = {"»": "«", "”": "“", ")": "(", "]": "["}
_LOOK_BACK = 24


@cache
def _words(kind: str) -> frozenset[str]:
    text = (resources.files(__package__) / "data" / "sentence_words.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return frozenset(fold(word.strip()).replace("ـ", "") for k, names in rows if k == kind for word in names.split("،"))


def split_sentences(paragraph: str) -> list[tuple[int, int]]:
    """Character offsets ``(start, end)`` of the sentences of one paragraph, in order, without the blanks between them.

    The offsets cover every character that is not blank. A line break always ends a sentence.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for line in paragraph.splitlines(keepends=True):
        cut = start
        for end in _line_ends(line):
            _add(spans, paragraph, cut, start + end, first=cut == start)
            cut = start + end
        start += len(line)
        _add(spans, paragraph, cut, start, first=cut == start - len(line))
    return spans


def sentences_of(paragraphs: Sequence[str]) -> tuple[Sentence, ...]:
    """The sentences of an article's paragraphs, in order."""
    return tuple(
        Sentence(paragraph[start:end], number, start, end)
        for number, paragraph in enumerate(paragraphs)
        for start, end in split_sentences(paragraph)
    )


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int, *, first: bool) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    if spans and not first and not any(c.isalnum() for c in text[start:end]):
        spans[-1] = (spans[-1][0], end)
    else:
        spans.append((start, end))


def _line_ends(line: str) -> Iterator[int]:
    """Where sentences end within one line, its own end left out."""
    fences, closing = _fences(line)
    items = _items(line)
    start = done = 0
    for begin, end in [*((m.start(), m.end()) for m in _STOP.finditer(line)), (len(line), len(line))]:
        if begin < done:
            continue
        while items and items[0] <= begin:
            start = items.pop(0)
            if start > 0:
                yield start
        while fences and fences[0][1] < begin:
            fences.pop(0)
        end, closed, stopped = _closed(line, end, closing)
        done = end
        if begin == len(line) or (fences and fences[0][0] < begin and end <= fences[0][1]):
            continue
        if stopped:  # "…السوق قلقة..." and a stop of its own after the quote
            begin, closed = end - 1, False
        if _ends(line, start, begin, end, closed):
            yield end
            start = end


def _fences(line: str) -> tuple[list[tuple[int, int]], set[int]]:
    """Outermost pairs of quotes and brackets that are not too long, and the places where quotes and brackets close."""
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    closing: set[int] = set()
    for m in _FENCE.finditer(line):
        mark, at = m.group(), m.start()
        opener = _PAIRS.get(mark, mark)
        depth = next((d for d in range(1, min(len(stack), 4) + 1) if _same(stack[-d][0], opener)), 0)
        if depth and (mark in _PAIRS or (mark in '"“' and not _opens(line, at))):
            pairs.append((stack[-depth][1], at))
            closing.add(at)
            del stack[-depth:]
        elif mark not in "»)]":
            stack.append((mark, at))
    outer: list[tuple[int, int]] = []
    for begin, end in sorted(p for p in pairs if p[1] - p[0] <= LONGEST_QUOTE):
        if not outer or end > outer[-1][1]:
            outer.append((begin, end))
    return outer, closing


def _same(one: str, other: str) -> bool:
    return one == other or (one in "“”„" and other in "“”„")


def _opens(line: str, at: int) -> bool:
    """Whether a quote mark that is the same on both sides opens here: a blank or a prefix before it, a word after it."""
    after = line[at + 1 : at + 2]
    if not after or after.isspace() or after in ".,،؛:!?؟)»":
        return False
    before = line[max(at - 2, 0) : at]
    return not before or before[-1].isspace() or before[-1] in "(«:،ـ" or (before[-1] in "بلكوف" and (len(before) == 1 or before[0].isspace()))


def _closed(line: str, end: int, closing: set[int]) -> tuple[int, bool, bool]:
    """The end of a stop with the marks that close after it; whether any does, and whether another stop follows them."""
    closed = stopped = False
    while end < len(line):
        if line[end] in "\"”»)]'’“" and (end in closing or line[end] not in '"“' or not _opens(line, end)):
            closed, end, stopped = True, end + 1, False
        elif end + 1 < len(line) and line[end] == " " and end + 1 in closing:
            closed, end, stopped = True, end + 2, False
        elif closed and line[end] in ".!?؟…":
            stopped, end = True, end + 1
        else:
            break
    return end, closed, stopped


def _items(line: str) -> list[int]:
    """Where the items of a list inside one line begin: bullets, and numbers that count up from 1; none if they are short."""
    starts = [m.start() for m in _BULLET.finditer(line)]
    numbers: list[int] = []
    for m in _NUMBERED.finditer(line):
        if int(m[1]) == len(numbers) + 1:
            numbers.append(m.start())
    if len(numbers) > 1 and (numbers[-1] - numbers[0]) / (len(numbers) - 1) >= 30:
        starts += numbers
    return sorted(starts)


def _ends(line: str, start: int, begin: int, end: int, closed: bool) -> bool:
    """Whether the stop ``line[begin:end]`` ends the sentence that began at ``start``; ``closed``: a quote closed over it."""
    stop = line[begin:end].rstrip("\"”»)]'’“ ")
    place = end
    while place < len(line) and line[place].isspace():
        place += 1
    if place == len(line):
        return False
    following = line[place]
    if following in "،,؛:)":
        return False
    m = _WORD.match(line, place)
    word = fold(m.group()) if m else ""
    if closed:
        if _goes_on(line, place, word):
            return False
        if stop == ".":
            return _full_stop(line, start, begin, end, place, word, tight=False)
        return (("؟" in stop or "!" in stop or "?" in stop) and _starts(word)) or word in _words("report")
    if "؟" in stop or "!" in stop or "?" in stop:
        return word not in ("ام",)
    if len(stop) > 1 or stop == "…":
        if " " in stop:
            return True
        return word in _words("report") or (begin - start > _PAUSE_BREAKS_AFTER and _starts(word))
    return _full_stop(line, start, begin, end, place, word, tight=place == end)


def _goes_on(line: str, place: int, word: str) -> bool:
    """Whether the words after a quote belong to the sentence before it."""
    following = fold(line[place : place + 30]).split()
    return word in _words("continue") or " ".join(following[:2]) in _words("continue")


def _starts(word: str) -> bool:
    """Whether the word looks like the first of a sentence."""
    return word in _words("report") or (len(word) > 3 and word[0] in "وف") or not word


def _full_stop(line: str, start: int, begin: int, end: int, place: int, word: str, *, tight: bool) -> bool:
    """Whether a single dot ends a sentence. ``place`` is where the next word begins, ``word`` its folded letters."""
    before = line[max(begin - _LOOK_BACK, start) : begin]
    following = line[place]
    if before[-1:].isspace():
        return not (following.isdigit() and before.rstrip()[-1:].isdigit())
    token = fold(before.split()[-1]) if before.split() else ""
    pieces = token.split(".")
    last = pieces[-1].lstrip("(«“\"'[/-")
    letters = last.lstrip("0123456789")
    if begin - start <= 6 and not any(c.isalpha() for c in line[start:begin]) and any(c.isdigit() for c in line[start:begin]):
        return False
    if tight:
        return _tight_stop(last, letters, following, word)
    if not letters:
        return not (len(last) <= 2 and last.isdigit() and _is_item(before))
    measured = letters != last or before.split()[-2:-1] and before.split()[-2][-1:].isdigit()
    if letters in _words("measure") and measured:
        return True
    if letters.isascii():
        if len(letters) == 1 or letters.casefold() in _words("latin"):
            return not following.isascii() and _starts(word)
        return not (following.isascii() and following.islower())
    if len(pieces) > 1 and len(letters) == 1:
        return bool(word) and _starts(word) and token not in ("ا.د", "د.م")
    if len(letters) == 1:
        return False
    if letters in _words("letter"):
        previous = fold(before.split()[-2]) if len(before.split()) > 1 else ""
        spelled = previous.lstrip("لبوكف") in _words("letter") or previous in _words("letter") or len(pieces) > 1
        return spelled or _starts(word)
    return True


def _tight_stop(last: str, letters: str, following: str, word: str) -> bool:
    """Whether a dot with no blank after it ends a sentence: ``خلال ساعات.وأشارت`` does, ``3.5`` and ``العربية.نت`` do not."""
    if not last or not (following.isalnum() or following in "\"«“(-–•"):
        return False
    if last[-1].isdigit() and (following.isdigit() or len(word) < 2):
        return False
    if last[-1].isascii() and last[-1].isalpha() and following.isascii():
        return False
    if letters and (len(letters) == 1 or letters in _words("letter")):
        return False
    return not (following.isalpha() and (len(word) < 2 or word in _words("suffix")))


def _is_item(before: str) -> bool:
    """Whether a number before a dot counts an item of a list: after a colon or another item."""
    words = before.split()
    return len(words) > 1 and words[-2].endswith(":") or bool(_NUMBERED.search(before[:-1]))
