"""A glossary for translators that read no gloss: applied to their English afterwards.

transformers 5 has no constrained decoding, and placeholders come back mangled, so each entry is aligned by what the
translator is likely to have written instead: the built-in lexicon's English for the same Arabic, or the word of the
English that sounds most like the Arabic. What can be aligned neither way is left as it is, and said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from ..checks.types import Flag
from .lexicon import Lexicon

Spelling = Callable[[str, str], tuple[str, str] | None]


class PostEditor:
    """``spelling(arabic, english)`` gives the span of ``english`` that stands for a name, and a better one; see ``checks.names``."""

    def __init__(self, entries: Mapping[str, str], spelling: Spelling) -> None:
        self._user = Lexicon(entries)
        self._wanted = self._user.entries
        self._base = Lexicon.builtin()
        self._spelling = spelling

    @property
    def fingerprint(self) -> str:
        return self._user.fingerprint

    def __call__(self, arabic: str, english: str) -> tuple[str, tuple[Flag, ...]]:
        """The English with the glossary applied, and a warning for each entry that could not be."""
        flags = []
        for match in self._user.phrases(arabic):
            wanted = self._term(match.english)
            if _position(wanted, english):
                continue
            words = arabic[match.start : match.end]
            span = self._aligned(words, english)
            if span:
                english = english[: span[0]] + wanted + english[span[1] :]
            else:
                flags.append(Flag("name", "warning", f"glossary: {words} should be {wanted}, and could not be applied", words))
        return english, tuple(flags)

    def _term(self, english: str) -> str:
        """The entry's own English, without the words its clitics brought."""
        return next((w for w in sorted(self._wanted.values(), key=len, reverse=True) if english.endswith(w)), english)

    def _aligned(self, arabic: str, english: str) -> tuple[int, int] | None:
        for sense in _senses(self._base.gloss(arabic)):
            if found := _position(sense, english):
                return found
        likely = self._spelling(arabic, english)
        return _position(likely[0], english) if likely else None


def _senses(gloss: str) -> Iterable[str]:
    """The longest readings of a gloss first, then each without its leading small words."""
    for sense in gloss.split("/"):
        words = sense.split()
        while words:
            yield " ".join(words)
            if not words[0].islower():
                break
            words = words[1:]


def _position(term: str, text: str) -> tuple[int, int] | None:
    found = re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE)
    return found.span() if found else None
