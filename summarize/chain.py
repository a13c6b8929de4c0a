"""Whether a sentence is its sources' own words in their own order, with nothing lost that would turn their meaning."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from ..articles.tables import read_table
from ..articles.text import fold
from .stems import stopwords

LONGEST_GAP = 4

_TOKEN = re.compile(r"[^\W_]+(?:[.,:/][0-9]+)*|[،؛.]")
_MARKS = frozenset("،؛.")
_WHILE = frozenset(("فيما", "بينما"))
_CLITICS = "وفبل"
_DATE_WORDS = frozenset(("يوم", "اليوم", "امس", "عام", "شهر", "سنه"))  # "on (the day of) Sunday"


@lru_cache(maxsize=1)
def _binding() -> frozenset[str]:
    return frozenset(row[0] for row in read_table(__package__, "binding_words.tsv"))


@lru_cache(maxsize=1)
def _denials() -> frozenset[str]:
    return frozenset(row[0] for row in read_table(__package__, "binding_words.tsv") if "denies" in row[1:])


def denies(text: str) -> bool:
    """Whether the text holds a word that denies something."""
    return any(token in _denials() or (token[0] in _CLITICS and token[1:] in _denials()) for token in _tokens(text))


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(fold(text).lower().replace("؟", "."))


def _bare(token: str) -> str:
    """Without a leading "and", which sentences gain and lose."""
    return token[1:] if token.startswith("و") and len(token) > 3 else token


def _binds(token: str) -> bool:
    return token in _binding() or (token[0] in _CLITICS and token[1:] in _binding()) or token[0].isdigit()


def breaks(text: str, sources: Sequence[str]) -> str | None:
    """The first place, as two words, where ``text`` is not a run of a source or leaves out more than it may; None when none is.

    Between two words up to ``LONGEST_GAP`` source words may be missing, none of them binding, and not right after a number or
    a small word, nor such that a small word is lost to the one it governs; after "while" a clause of a source begins anew. The sentence begins as a source begins.
    """
    return _Chain(sources).first_break(_tokens(text))


class _Chain:
    def __init__(self, sources: Sequence[str]) -> None:
        self.sources = [_tokens(source) for source in sources]
        self.places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for s, tokens in enumerate(self.sources):
            for i, token in enumerate(tokens):
                self.places[_bare(token)].append((s, i))

    def first_break(self, tokens: Sequence[str]) -> str | None:
        spoken = [token for token in tokens if token not in _MARKS]
        if not spoken:
            return ""
        here = {(s, i) for s, i in self.places[_bare(spoken[0])] if self._begins(s, i, sentence=True)}
        if not here:
            return spoken[0]
        for before, token in pairwise(spoken):
            places = self.places[_bare(token)]
            if token in _WHILE:
                after = {(s, i) for s, i in here if self._may_end(s, i)}
            elif before in _WHILE:
                after = {(s, i) for s, i in places if self._begins(s, i, sentence=False)}
            else:
                after = {(s, i) for s, i in places if any(s == t and self._may_follow(s, j, i) for t, j in here)}
            if not after:
                return f"{before} {token}"
            here = after
        return None if any(self._may_end(s, i) for s, i in here) else spoken[-1]

    def _begins(self, s: int, i: int, *, sentence: bool) -> bool:
        return i == 0 or (not sentence and self.sources[s][i - 1] in _MARKS)

    def _may_follow(self, s: int, j: int, i: int) -> bool:
        tokens = self.sources[s]
        if i <= j:
            return False
        gap = tokens[j + 1 : i]
        words = [token for token in gap if token not in _MARKS]
        if not words:
            return True
        if (
            tokens[i] == "ان" and gap[0] in stopwords() and len(words) <= 2 * LONGEST_GAP
        ):  # "he said (in a statement) that"
            return not any(_binds(word) for word in words)
        if gap[0] in _MARKS and gap[-1] in _MARKS and len(words) <= 3 * LONGEST_GAP:
            return not any(_binds(word) for word in words if not word[0].isdigit())
        return (
            len(words) <= LONGEST_GAP
            and not any(_binds(word) for word in words)
            and not tokens[j][0].isdigit()
            and tokens[j] not in stopwords()
            and words[-1] not in stopwords() - _DATE_WORDS
            and not _splits_a_name(tokens[j], words, tokens[i])
        )

    def _may_end(self, s: int, i: int) -> bool:
        tokens = self.sources[s]
        left = tokens[i + 1 :]
        if not left or left[0] in _MARKS:
            return True
        return (
            tokens[i] not in stopwords()
            and not _binds(left[0])
            and not tokens[i][0].isdigit()
            and left[0] in stopwords()
        )


def _splits_a_name(before: str, gap: Sequence[str], after: str) -> bool:
    """Whether the gap lies in a chain of nouns, "the body (of the regulation) of public services"."""
    return after.startswith("ال") and not before.startswith("ال") and not gap[0].startswith(("ال", "و"))
