"""A page as lines, and the table of lines that are not the story (``data/lines.tsv``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from .tables import read_table
from .text import ARABIC_LETTER, MARKS, fold

Effect = Literal["line", "block", "tail"]
Role = Literal["", "heading", "link", "caption", "item", "quote", "clutter"]

_WORDS = re.compile(r"[\w@#]+")
_SIGNS_AND_WORD = re.compile(r"[\W_]*[\w@#\u0610-\u061a\u064b-\u065f\u0670\u0640]+")
_STOPS = ".!?؟…"
_CLOSERS = "\"'»”’)]}"
_ENDS_MORE = frozenset((*_CLOSERS, " "))
_SIGNS = set(":|/\\-–—ـ=>»،؛.…*•؟?![")

LABEL_WORDS = 30
START_WORDS = 14
NAME_WORDS = 6
OPENING_WORDS = 70
HAS_WORDS = 45
REGEX_CHARACTERS = 160


@dataclass(slots=True)
class Line:
    """One line of a page: its text as shown, its words for matching, and what the markup said about it.

    ``folded`` is the text in the spelling of the words, its signs kept; it may be given where many lines were folded at once.
    """

    text: str
    role: Role = ""
    hint: str = ""
    folded: str = ""
    words: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        folded = self.folded or match_text(self.text)
        self.folded, self.words = folded, _words(folded)

    @property
    def ends_sentence(self) -> bool:
        end = self.text[-1:]
        if end in _STOPS:
            return end != ""
        if end not in _ENDS_MORE:
            return False
        end = self.text.rstrip().rstrip(_CLOSERS)[-1:]
        return end != "" and end in _STOPS

    @property
    def arabic(self) -> bool:
        return ARABIC_LETTER.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Hit:
    """A line met a row of the table. ``rest`` is what follows the marker: a label's value."""

    rule: str
    effect: Effect
    rest: str = ""


@dataclass(slots=True)
class _Row:
    rule: str
    effect: Effect
    kind: str
    words: tuple[str, ...]


def data_rows(name: str) -> list[list[str]]:
    """The rows of a table of this room."""
    return read_table(__package__ or "mujaz.articles", name)


def match_words(text: str) -> tuple[str, ...]:
    """The words of a text for matching: folded, in small letters, without signs."""
    return _words(match_text(text))


def match_text(text: str) -> str:
    """The text in the spelling of its words for matching, its signs kept. Line breaks stay where they are."""
    return fold(text).lower()


def _words(folded: str) -> tuple[str, ...]:
    words: list[str] = []
    for token in folded.split():
        if token.isalnum():
            words.append(token)
        else:
            words += _WORDS.findall(token)
    return tuple(words)


def lines_of_texts(texts: Sequence[str]) -> list[Line]:
    """A line each of texts that have no line breaks in them."""
    folded = match_text("\n".join(texts)).split("\n")
    return [Line(text, folded=line) for text, line in zip(texts, folded, strict=True)] if texts else []


class LineRules:
    """The table, indexed so that a line is looked up word by word."""

    def __init__(self, rows: Iterable[list[str]], sections: Iterable[list[str]]) -> None:
        self._whole: dict[tuple[str, ...], _Row] = {}
        self._first: dict[str, list[_Row]] = {}
        self._last: dict[str, list[_Row]] = {}
        self._inside: dict[str, list[_Row]] = {}
        self._insiders: set[str] = set()
        self._bag: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        patterns: list[tuple[str, Effect, str]] = []
        for rule, effect, kind, text, *_ in rows:
            if kind == "regex":
                patterns.append((rule, effect, fold(text)))  # type: ignore[arg-type]
            else:
                self._add(rule, effect, kind, text)  # type: ignore[arg-type]
        self._patterns = [(rule, effect, re.compile(pattern)) for rule, effect, pattern in patterns]
        self._any_pattern = re.compile("|".join(f"(?:{pattern})" for _, _, pattern in patterns) or "(?!)")
        for name, *_ in sections:
            self._add("section", "line", "bag", name)
        for phrases in self._bag.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
        for index in (self._first, self._last, self._inside):
            for found in index.values():
                found.sort(key=lambda row: -len(row.words))

    def _add(self, rule: str, effect: Effect, kind: str, text: str) -> None:
        words = match_words(text)
        row = _Row(rule, effect, kind, words)
        if kind == "line":
            self._whole.setdefault(words, row)
        elif kind == "bag":
            self._bag.setdefault(words[0], []).append((words, rule))
        elif kind == "end":
            self._last.setdefault(words[-1], []).append(row)
        elif kind == "has":
            self._inside.setdefault(words[0], []).append(row)
            self._insiders |= {words[0], "و" + words[0]}
        elif kind in ("start", "label", "name", "opening"):
            self._first.setdefault(words[0], []).append(row)
        else:
            raise ValueError(f"lines.tsv: no kind {kind!r}")

    def match(self, line: Line) -> Hit | None:
        """The first row the line meets, or None."""
        words = line.words
        if not words:
            return Hit("marks", "line")
        count = len(words)
        if row := self._whole.get(words):
            return Hit(row.rule, row.effect)
        if count <= OPENING_WORDS and (hit := self._at_start(line)):
            return hit
        if count > HAS_WORDS:
            return None
        if rule := self._in_bags(words):
            return Hit(rule, "line")
        if not self._insiders.isdisjoint(words) and (row := self._found_inside(words)):
            return Hit(row.rule, row.effect)
        if count <= START_WORDS:
            for row in self._last.get(words[-1], ()):
                if words[-len(row.words) :] == row.words:
                    return Hit(row.rule, row.effect)
        if len(line.text) > REGEX_CHARACTERS and not MARKS.search(line.text):
            return None
        if len(line.folded) <= REGEX_CHARACTERS and self._any_pattern.fullmatch(folded := line.folded.strip()):
            return next(Hit(rule, effect) for rule, effect, pattern in self._patterns if pattern.fullmatch(folded))
        return None

    def _found_inside(self, words: tuple[str, ...]) -> _Row | None:
        for position, word in enumerate(words):
            for start in (word, word[1:]) if word[0] == "و" else (word,):
                for row in self._inside.get(start, ()):
                    if words[position + 1 : position + len(row.words)] == row.words[1:]:
                        return row
        return None

    def is_menu(self, words: tuple[str, ...]) -> bool:
        """Whether the words are nothing but sections' names and buttons."""
        return bool(self._in_bags(words))

    def _at_start(self, line: Line) -> Hit | None:
        words = line.words
        for row in self._first.get(words[0], ()):
            size = len(row.words)
            if words[:size] != row.words:
                continue
            rest = rest_after(line.text, size)
            signed = bool(rest) and rest[0] in _SIGNS
            value = rest.lstrip(" :|/\\-–—ـ=>»،؛.…*•")
            if row.kind == "name" and len(value.split()) > NAME_WORDS:
                continue
            if row.kind == "opening" or not value:
                return Hit(row.rule, row.effect)
            sentence = line.ends_sentence and len(words) > size + 3
            if signed and len(words) <= LABEL_WORDS:
                if rest[0] in "،؛.…" and sentence:
                    continue
                return Hit(row.rule, row.effect, value)
            if row.kind == "start" and len(words) <= START_WORDS and not sentence:
                return Hit(row.rule, row.effect, value)
            if row.kind in ("label", "name") and len(words) <= 4 and not line.ends_sentence:
                return Hit(row.rule, row.effect, value)
        return None

    def _in_bags(self, words: tuple[str, ...]) -> str:
        position, rules = 0, []
        while position < len(words):
            for phrase, rule in self._bag.get(words[position], ()):
                if words[position : position + len(phrase)] == phrase:
                    position += len(phrase)
                    rules.append(rule)
                    break
            else:
                if rules and words[position].isdigit():
                    position += 1
                    continue
                return ""
        return max(reversed(rules), key=rules.count) if rules else ""


def rest_after(text: str, words: int) -> str:
    """What follows the first ``words`` words of a line."""
    position = 0
    for _ in range(words):
        match = _SIGNS_AND_WORD.match(text, position)
        if match is None:
            return ""
        position = match.end()
    return text[position:].strip()


@cache
def line_rules() -> LineRules:
    """The shipped table, read once."""
    return LineRules(data_rows("lines.tsv"), data_rows("sections.tsv"))
