"""Paragraphs to sentences.

A stop ends a sentence unless something says that it does not: a number, an abbreviation or initial, a web name, a pair of
quotes or brackets that is still open, an ellipsis that is only a pause, a list number. The word lists are in
``data/sentence_words.tsv``. One pass over the text, linear in its length.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence

from .clauses import split_clauses as split_clauses
from .punctuation import fences, opens, sentence_words
from .text import fold
from .types import Sentence

_PAUSE_MAY_END = 70  # characters: from here on an ellipsis ends a sentence if the next word can begin one
_PAUSE_ENDS = 220  # and from here on in any case

_MARK = "\u0610-\u061a\u064b-\u065f\u0670\u0640"
_LETTER = rf"(?:[^\W\d_]|[{_MARK}])"
_STOP = re.compile(r"[.!?؟…۔](?:\s?[.!?؟…۔])*")
_WORD = re.compile(rf"{_LETTER}+")
_NUMBERED = re.compile(r"(\d(?<!\S\d)\d?)\s?[-–.)](?=\s?[^\W\d_])")
_BULLET = re.compile(r"[•●▪■◾►✓✔*](?<=\s.)(?=\s?[^\W_])")
_ITEM = re.compile("[1١۱•●▪■◾►✓✔*]")  # numbers of a list count up from 1
_LOOK_BACK = 24


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
    stops, items = [m.span() for m in _STOP.finditer(line)], deque(_items(line))
    if not items and (not stops or stops[0][1] == len(line)):
        return
    found, closing = fences(line)
    pairs = deque(found)
    start = done = 0
    for begin, end in [*stops, (len(line), len(line))]:
        if begin < done:
            continue
        while items and items[0] <= begin:
            start = items.popleft()
            if start > 0:
                yield start
        while pairs and pairs[0][1] < begin:
            pairs.popleft()
        end, closed, stopped = _closed(line, end, closing)
        done = end
        if begin == len(line) or (pairs and pairs[0][0] < begin and end <= pairs[0][1]):
            continue
        if stopped:  # "…السوق قلقة..." and a stop of its own after the quote
            begin, closed = end - 1, False
        if _ends(line, start, begin, end, closed):
            yield end
            start = end


def _closed(line: str, end: int, closing: set[int]) -> tuple[int, bool, bool]:
    """The end of a stop with the marks that close after it; whether any does, and whether another stop follows them."""
    closed = stopped = False
    while end < len(line):
        if line[end] in "\"”»)]'’“" and (end in closing or line[end] not in '"“' or not opens(line, end)):
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
    if not _ITEM.search(line):
        return []
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
        return (("؟" in stop or "!" in stop or "?" in stop) and _starts(word)) or word in sentence_words("report")
    if place == end and stop == "?" and following.isascii() and line[begin - 1 : begin].isascii():
        return False
    if "؟" in stop or "!" in stop or "?" in stop:
        return word not in ("ام",)
    if len(stop) > 1 or stop == "…":
        if " " in stop:
            return True
        return (
            word in sentence_words("report")
            or (begin - start > _PAUSE_MAY_END and _starts(word))
            or begin - start > _PAUSE_ENDS
        )
    return _full_stop(line, start, begin, end, place, word, tight=place == end)


def _goes_on(line: str, place: int, word: str) -> bool:
    """Whether the words after a quote belong to the sentence before it."""
    following = fold(line[place : place + 30]).split()
    return word in sentence_words("continue") or " ".join(following[:2]) in sentence_words("continue")


def _starts(word: str) -> bool:
    """Whether the word looks like the first of a sentence."""
    return word in sentence_words("report") or (len(word) > 3 and word[0] in "وف") or not word


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
    if (
        begin - start <= 6
        and not any(c.isalpha() for c in line[start:begin])
        and any(c.isdigit() for c in line[start:begin])
    ):
        return False
    if tight:
        return _tight_stop(last, letters, following, word)
    if not letters:
        return not (len(last) <= 2 and last.isdigit() and (following.isdigit() or _is_item(before)))
    measured = letters != last or (before.split()[-2:-1] and before.split()[-2][-1:].isdigit())
    if letters in sentence_words("measure") and measured:
        return True
    if letters.isascii():
        if len(letters) == 1 or letters.casefold() in sentence_words("latin"):
            return not following.isascii() and _starts(word)
        return not (following.isascii() and following.islower())
    if len(pieces) > 1 and len(letters) == 1:
        return bool(word) and _starts(word) and token not in ("ا.د", "د.م")
    if len(letters) == 1:
        return False
    if letters in sentence_words("letter"):
        if len(pieces) > 1:
            return bool(word) and _starts(word)
        previous = fold(before.split()[-2]) if len(before.split()) > 1 else ""
        return previous in sentence_words("letter") or previous[1:] in sentence_words("letter") or _starts(word)
    return not (len(letters) == 2 and letters[0] == "و" and letters[1] in "دماش")  # ... المهيد ود. أدهم


def _tight_stop(last: str, letters: str, following: str, word: str) -> bool:
    """Whether a dot with no blank after it ends a sentence: ``خلال ساعات.وأشارت`` does, ``3.5`` and ``العربية.نت`` do not."""
    if not last or not (following.isalnum() or following in '"«“(-–•'):
        return False
    if last[-1].isdigit() and (following.isdigit() or len(word) < 2):
        return False
    if last[-1].isascii() and last[-1].isalpha() and following.isascii():
        return False
    if letters and (len(letters) == 1 or letters in sentence_words("letter")):
        return False
    return not (following.isalpha() and (len(word) < 2 or word in sentence_words("suffix")))


def _is_item(before: str) -> bool:
    """Whether a number before a dot counts an item of a list: after a colon or another item."""
    words = before.split()
    return (len(words) > 1 and words[-2].endswith(":")) or bool(_NUMBERED.search(before[:-1]))
