"""The Arabic→English lexicon of newsroom words, phrases and names, and the gloss of a sentence that the built-in translator reads.

A gloss is the English of a sentence word by word, in Arabic order: a user's entry first, then the longest known phrase, then the
surface form, then the form without its clitics; ``/`` stands between senses. An unknown word becomes ``?`` and the Latin letters it is most likely spelled with.
Numbers and Latin words pass through. The built-in table is a trie in one file that is mapped, not read: it opens in a millisecond.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import IO, Any

from ..articles.text import ARABIC_LETTER, ascii_digits, strip_marks
from ..errors import MujazError
from .marked import is_telling, marked_senses
from .morphology import ARTICLE, Peeled, affixes, analyse, futures, is_present_verb, peel
from .transliterate import Transliterator

_FOLD = str.maketrans("أإآٱىیکچپڤڨگ", "ااااييكجبفقك")
_ON = re.compile("([وف]?)على")
_MARK = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640"
_TOKEN = re.compile(
    f"[\u0621-\u063a\u0641-\u064a\u066e\u066f\u0671-\u06d3]"
    f"[\u0621-\u0628\u062a-\u063a\u0641-\u064a\u066e-\u06d3{_MARK}]*(?:ة[{_MARK}]*)?"  # ة ends a word: ``برشلونةفي``
    r"|\d+(?:[.,:/]\d+)*%?|[A-Za-z][A-Za-z0-9'-]*"
)
_SLASH = re.compile(r"\s*/\s*")
_LONGEST = 6  # words of the longest built-in phrase looked for
_REMEMBERED = 50_000
_YEAR = re.compile(r"(?:19|20)\d\d")
_AFTER_NUMBER = {"كم ساعة": "km/h", "كم": "km", "قدم": "feet"}
_CONFIRMS = {
    "و": ("and",),
    "ف": ("so", "and", "then"),
    "ب": ("in", "at", "by", "with", "on"),
    "ل": ("to", "for", "of"),
    "ك": ("as", "like"),
}


@dataclass(frozen=True, slots=True)
class Match:
    """Words of a sentence that an entry covers: characters ``start:end`` of the sentence as given, and the entry's English."""

    start: int
    end: int
    english: str
    user: bool


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    form: str
    written: str | None = None
    """The word as it stands, where that may tell more than the form."""


def fold_word(word: str) -> str:
    """The spelling a word is looked up by: no marks, one alef, no letters of other languages, ya for alef maqsura but in the preposition على."""
    word = strip_marks(word)
    return word if _ON.fullmatch(word) else word.translate(_FOLD)


def key(text: str) -> str:
    """The spelling an entry is stored under: folded words with one space between."""
    return " ".join(t.form for t in _tokens(text))


def senses(english: str) -> str:
    """English as a gloss shows it: nothing but a ``/`` between senses."""
    return _SLASH.sub("/", " ".join(english.split()))


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(m.start(), m.end(), fold_word(m.group()), m.group() if is_telling(m.group()) else None)
        for m in _TOKEN.finditer(ascii_digits(text))
    ]


def form_spans(text: str) -> list[tuple[int, int, str]]:
    """(start, end, folded form) of the words and numbers of a text, as a gloss takes them."""
    return [(t.start, t.end, t.form) for t in _tokens(text)]


def _unknown(form: str) -> str:
    """``?`` and Latin letters; what stands before a sure article is put into English: ``and the ?moriori``."""
    for p in peel(form):
        if p.article and len(p.stem) > 2:
            return f"{p.lead('Name')} the ?{Transliterator.builtin()(p.stem)}".strip()
    return "?" + Transliterator.builtin()(form)


def _measure(words: list[str]) -> tuple[int, str] | None:
    """(words covered, English) of a measure that means something else where no number stands before it."""
    for count in (len(words), 1):
        if english := _AFTER_NUMBER.get(" ".join(words[:count])):
            return count, english
    return None


@cache
def _builtin_table() -> Any:
    import marisa_trie

    with as_file(files(__package__) / "data" / "lexicon.marisa") as path:
        return marisa_trie.BytesTrie().mmap(str(path))


@cache
def _builtin_hash() -> str:
    return hashlib.sha256((files(__package__) / "data" / "lexicon.marisa").read_bytes()).hexdigest()


class Lexicon:
    """Built-in rows with a user's entries above them. Immutable; safe to share between threads."""

    def __init__(self, entries: Mapping[str, str] | None = None, *, base: bool = False) -> None:
        """``entries``: Arabic → English in any spelling. ``base``: with the built-in rows below them."""
        table: dict[str, str] = {}
        for arabic, english in (entries or {}).items():
            if (k := key(arabic)) and (e := senses(english)):
                table[k] = e
        self._table = table
        self._base = base
        self._user_longest = max((k.count(" ") + 1 for k in table), default=0)
        self._seen: dict[str, str] = {}

    @classmethod
    def builtin(cls) -> Lexicon:
        """The rows that come with the package."""
        return cls(base=True)

    @classmethod
    def read(cls, source: Path | IO[str]) -> Lexicon:
        """A user's file alone: lines ``Arabic<TAB>English<TAB>note``, UTF-8, the note left out or not, ``#`` for comments.

        Raises MujazError for a file that cannot be read and for a line without Arabic or English.
        """
        name = str(source) if isinstance(source, Path) else str(getattr(source, "name", "glossary"))
        try:
            text = source.read_text(encoding="utf-8-sig") if isinstance(source, Path) else source.read()
        except (OSError, UnicodeDecodeError) as error:
            raise MujazError(name, f"cannot be read as UTF-8 text ({error})", "save it as UTF-8 text") from error
        entries: dict[str, str] = {}
        for number, line in enumerate(io.StringIO(text), 1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            arabic, _, rest = line.rstrip("\r\n").partition("\t")
            english = rest.partition("\t")[0].strip()
            if not ARABIC_LETTER.search(arabic) or not english:
                raise MujazError(
                    f"{name}:{number}",
                    "not an Arabic term, a tab and its English",
                    "write one pair a line: Arabic<TAB>English<TAB>note",
                )
            entries[arabic.strip()] = english
        return cls(entries)

    @property
    def entries(self) -> Mapping[str, str]:
        """The user's entries, folded Arabic → English."""
        return dict(self._table)

    @property
    def fingerprint(self) -> str:
        """SHA-256 over everything that can change a gloss."""
        rows = "\n".join(f"{a}\t{e}" for a, e in sorted(self._table.items()))
        return hashlib.sha256(f"{_builtin_hash() if self._base else ''}\n{rows}".encode()).hexdigest()

    def with_entries(self, user: Mapping[str, str]) -> Lexicon:
        """A lexicon in which ``user`` wins over every row of this one."""
        return Lexicon({**self._table, **{key(a): e for a, e in user.items()}}, base=self._base)

    def gloss(self, sentence: str) -> str:
        """The word-by-word English of one Arabic sentence."""
        return " ".join(self.items(sentence))

    def items(self, sentence: str) -> list[str]:
        """The gloss of a sentence entry by entry, each with its senses."""
        return [english for _, english, _ in self._walk(_tokens(sentence))]

    def phrases(self, sentence: str) -> tuple[Match, ...]:
        """What entries of several words, and a user's entries of any length, cover in a sentence, from left to right."""
        tokens = _tokens(sentence)
        found, at = [], 0
        for count, english, user in self._walk(tokens):
            if user or count > 1:
                found.append(Match(tokens[at].start, tokens[at + count - 1].end, english, user))
            at += count
        return tuple(found)

    def word(self, form: str) -> str:
        """The gloss of one surface form; ``?`` and Latin letters where it is unknown."""
        return self._word(fold_word(form))

    def knows(self, form: str) -> bool:
        """Whether a surface form has a gloss, straight or by its parts."""
        form = fold_word(form)
        return not ARABIC_LETTER.match(form) or self._found(form) is not None

    # -- how a sentence is covered -------------------------------------------------------------------------------------

    def _walk(self, tokens: list[_Token]) -> Iterator[tuple[int, str, bool]]:
        """(words covered, English, whether a user's entry) from left to right.

        A built-in phrase may not reach into words that a user's entry covers.
        """
        forms = [t.form for t in tokens]
        user = self._user_spans(forms)
        at = 0
        while at < len(forms):
            if at in user:
                count, english = user[at]
                yield count, english, True
            else:
                room = next(
                    (j for j in range(at + 1, min(at + _LONGEST, len(forms))) if j in user),
                    min(at + _LONGEST, len(forms)),
                )
                count, english = self._built_in(forms[at:room])
                if count == 1 and (word := tokens[at].written) is not None:
                    english = marked_senses(word, forms[at], english)
                if at and forms[at - 1][-1:].isdigit() and not _YEAR.fullmatch(forms[at - 1]):
                    count, english = _measure(forms[at : at + 2]) or (count, english)
                yield count, english, False
            at += count

    def _user_spans(self, forms: list[str]) -> dict[int, tuple[int, str]]:
        spans: dict[int, tuple[int, str]] = {}
        at = 0
        while at < len(forms) and self._table:
            for count in range(min(self._user_longest, len(forms) - at), 0, -1):
                english = self._user_entry(forms[at : at + count])
                if english is not None:
                    spans[at] = (count, english)
                    at += count
                    break
            else:
                at += 1
        return spans

    def _user_entry(self, words: list[str]) -> str | None:
        """The user's English for these words, the first of them with or without clitics."""
        if (english := self._table.get(" ".join(words))) is not None:
            return english
        first, tail = words[0], words[1:]
        for p in peel(first):
            english = self._table.get(" ".join([p.stem, *tail]))
            if english is not None and (tail or self._is_split(first, p)):
                the = "the " if p.article and english[:1].islower() and not english.startswith("the ") else ""
                return f"{p.lead(english)} {the}{english}".strip()
        if tail or self._listed(first) is not None:
            return None
        for suffix, pronoun in affixes("possessive").items():
            bare = first.removesuffix(suffix)
            for stem in (bare, bare[:-1] + "ة" if bare.endswith("ت") else ""):
                if bare != first and len(stem) > 2 and stem in self._table:
                    return f"{pronoun} {self._table[stem]}"
        return None

    def _is_split(self, form: str, p: Peeled) -> bool:
        """Whether a form is truly clitics and stem, where the built-in rows list it: ``وسام`` is a medal, not "and Sam"."""
        row = self._listed(form)
        if p.clitics and row is not None:
            heads = {s.split(" ", 1)[0] for s in row.split("/")}
            return not heads.isdisjoint(_CONFIRMS[form[0]])
        if p.article and (row := self._listed(ARTICLE + p.stem)) is not None:
            return row.startswith("the ")
        return True

    def _built_in(self, forms: list[str]) -> tuple[int, str]:
        if not ARABIC_LETTER.match(forms[0]):
            return 1, forms[0]
        if self._base and len(forms) > 1:
            table = _builtin_table()
            heads = [Peeled("", "", forms[0]), *(p for p in peel(forms[0]) if not p.article), *futures(forms[0])]
            heads = [p for p in heads if any(True for _ in table.iterkeys(f"{p.stem} {forms[1]}"))]
            for count in range(len(forms), 1, -1) if heads else ():
                tail = " ".join(forms[1:count])
                for p in heads:
                    if row := table.get(f"{p.stem} {tail}"):
                        verb = p.preposition in ("ل", "س") and is_present_verb(p.stem, self._listed)
                        if verb or p.preposition != "س":
                            return count, p.phrase(row[0].decode(), verb=verb)
        return 1, self._word(forms[0])

    # -- single words --------------------------------------------------------------------------------------------------

    def _listed(self, form: str) -> str | None:
        if not self._base:
            return None
        row = _builtin_table().get(form)
        return row[0].decode() if row else None

    def _found(self, form: str) -> str | None:
        english = self._user_entry([form]) if self._table else None
        return english or self._listed(form) or analyse(form, self._listed)

    def _word(self, form: str) -> str:
        if (gloss := self._seen.get(form)) is not None:
            return gloss
        if not ARABIC_LETTER.match(form):
            return form
        gloss = self._found(form) or _unknown(form)
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
        self._seen[form] = gloss
        return gloss
