"""A page while it is read: its lines, what the table says of each, and what became of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from .dates import is_dateline
from .lines import Hit, Line, line_rules
from .topic import stop_words

LONG_WORDS = 25
SENTENCE_WORDS = 8
DATE_LINE_WORDS = 18
_FUNCTION_WORDS = 0.06  # of a long line, at least; lists of names and menus have fewer

_DIGIT = re.compile(r"\d")

STORY = "story"
TITLE = "title"


def is_prose(line: Line) -> bool:
    """A line that tells: long, or a sentence with its stop."""
    count = len(line.words)
    if count < SENTENCE_WORDS or not line.arabic or line.role == "heading":
        return False
    if line.ends_sentence:
        return True
    signed = any(sign in line.text for sign in ("، ", ". ", "؛ "))
    if count < LONG_WORDS:
        return count >= 14 and signed
    function_words = sum(1 for word in line.words if word in stop_words())
    return function_words >= _FUNCTION_WORDS * count


class Page:
    """Lines with their hits and fates. A fate is "" (open), ``story``, ``title`` or the rule that dropped the line."""

    def __init__(self, lines: Sequence[Line]) -> None:
        rules = line_rules()
        self.lines = list(lines)
        self.hits: list[Hit | None] = [Hit(line.hint, "line") if line.hint else rules.match(line) for line in lines]
        self.fates = [""] * len(self.lines)
        self._prose: dict[int, bool] = {}
        self._datelines: dict[int, bool] = {}
        self.only: int | None = None  # the one line that tells anything, where none looks like prose

    def __len__(self) -> int:
        return len(self.lines)

    @cached_property
    def texts(self) -> list[str]:
        """Each line's words, joined by single spaces, for looking phrases up in them."""
        return [" ".join(line.words) for line in self.lines]

    @cached_property
    def _short(self) -> tuple[str, list[int]]:
        """The words of the short lines, a line break behind each, and where each line begins; long lines are empty."""
        texts = [
            text if len(line.words) < LONG_WORDS else "" for line, text in zip(self.lines, self.texts, strict=True)
        ]
        starts = [0, *accumulate(len(text) + 1 for text in texts)]
        return "".join(f"{text}\n" for text in texts), starts

    def says_elsewhere(self, number: int, phrase: str, last: int) -> bool:
        """Whether another short line than ``number``, before ``last``, has the words."""
        whole, starts = self._short
        end = starts[min(last, len(self))]
        return whole.find(phrase, 0, starts[number]) >= 0 or whole.find(phrase, starts[number + 1], end) >= 0

    def replace(self, number: int, text: str) -> None:
        """Put another text in a line's place and look it up anew."""
        self.lines[number] = Line(text, self.lines[number].role)
        self.hits[number] = line_rules().match(self.lines[number])
        self._prose.pop(number, None)
        self._datelines.pop(number, None)
        self._forget()

    def insert(self, number: int, text: str) -> None:
        """A new line before ``number``: a line was two."""
        self.lines.insert(number, Line(text))
        self.hits.insert(number, line_rules().match(self.lines[number]))
        self.fates.insert(number, "")
        self._prose.clear()
        self._datelines.clear()
        self._forget()

    def _forget(self) -> None:
        for name in ("texts", "_short"):
            self.__dict__.pop(name, None)

    def plain(self, number: int) -> bool:
        """No rule says anything of the line."""
        return self.hits[number] is None

    def prose(self, number: int) -> bool:
        """A line that tells something, by its own look or because no other on the page does."""
        if self.hits[number] is not None:
            return False
        found = self._prose.get(number)
        if found is None:
            found = self._prose[number] = is_prose(self.lines[number])
        return found or number == self.only

    def dateline(self, number: int) -> bool:
        """Nothing but a date, by the date reader."""
        found = self._datelines.get(number)
        if found is None:
            line = self.lines[number]
            found = len(line.words) <= DATE_LINE_WORDS and _may_be_date(line) and is_dateline(line.text)
            self._datelines[number] = found
        return found

    def prose_after(self, number: int, most: int) -> list[Line]:
        """Up to ``most`` telling lines from ``number`` on."""
        found = []
        for position in range(number, len(self.lines)):
            if self.prose(position) and not self.fates[position]:
                found.append(self.lines[position])
                if len(found) == most:
                    break
        return found


def _may_be_date(line: Line) -> bool:
    return _DIGIT.search(line.text) is not None or line.words[:1] in (("منذ",), ("قبل",))
