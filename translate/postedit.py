"""A glossary for translators that read no gloss: applied to their English afterwards.

transformers 5 has no constrained decoding, and placeholders come back mangled, so each entry is aligned by what the
translator is likely to have written instead: the built-in lexicon's English for the same Arabic, or the word of the
English that sounds most like the Arabic. What can be aligned neither way is left as it is, and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..checks.types import Flag
from .lexicon import Lexicon, fold_word
from .morphology import romanize

_CAPITALIZED = re.compile(r"\b[A-Z][\w'’-]+")
_ALIKE = 60.0  # least likeness of a name's romanization and an English word, in percent


class PostEditor:
    """Arabic and English in, the English with the user's entries out."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._user = Lexicon(entries)
        self._wanted = self._user.entries
        self._base = Lexicon.builtin()

    @property
    def fingerprint(self) -> str:
        return self._user.fingerprint

    def __call__(self, arabic: str, english: str) -> tuple[str, tuple[Flag, ...]]:
        """The English with the glossary applied, and a warning for each entry that could not be.

        An article that begins an entry may be missing where it stands before another noun ("U.A.E. citizens").
        """
        flags = []
        for match in self._user.phrases(arabic):
            wanted = self._term(match.english)
            if _position(wanted.removeprefix("the "), english):
                continue
            words = arabic[match.start : match.end]
            span = self._aligned(words, english)
            if span:
                english = english[: span[0]] + wanted + english[span[1] :]
            else:
                flags.append(
                    Flag("name", "warning", f"glossary: {words} should be {wanted}, and could not be applied", words)
                )
        return english, tuple(flags)

    def _term(self, english: str) -> str:
        """The entry's own English, without the words its clitics brought."""
        return next((w for w in sorted(self._wanted.values(), key=len, reverse=True) if english.endswith(w)), english)

    def _aligned(self, arabic: str, english: str) -> tuple[int, int] | None:
        for sense in _senses(self._base.gloss(arabic)):
            if found := _position(sense, english):
                return found
        return _sounds_like(arabic, english)


def _senses(gloss: str) -> Iterable[str]:
    """The longest readings of a gloss first, then each without its leading small words."""
    for sense in gloss.split("/"):
        words = sense.split()
        while words:
            yield " ".join(words)
            if not words[0].islower():
                break
            words = words[1:]


def _sounds_like(arabic: str, english: str) -> tuple[int, int] | None:
    """The capitalized word that is spelt most like the Arabic's Latin letters, by consonants."""
    from rapidfuzz import fuzz

    latin = _consonants(" ".join(romanize(fold_word(word)) for word in arabic.split()))
    scored = [(fuzz.ratio(latin, _consonants(m.group())), m.span()) for m in _CAPITALIZED.finditer(english)]
    score, span = max(scored, default=(0.0, (0, 0)))
    return span if score >= _ALIKE else None


def _consonants(text: str) -> str:
    return re.sub(r"[^bcdfghjklmnpqrstvxz]", "", text.lower())


def _position(term: str, text: str) -> tuple[int, int] | None:
    found = re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE)
    return found.span() if found else None
