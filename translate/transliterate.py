"""Names no table knows: Arabic letters → Latin letters, by a joint n-gram model of aligned pieces.

A piece is an Arabic letter with the Latin letters it stands for (``ش:sh``, ``ر:re``); a word is the likeliest sequence of pieces that
spells it (Bisani and Ney, "Joint-sequence models for grapheme-to-phoneme conversion", 2008). ``training/transliterator.py`` trains
it on pairs of names. Two files: ``pieces.tsv`` numbers the pieces, ``pieces.marisa`` holds log-probability and back-off weight of
each n-gram in steps of ``STEP``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from typing import Any, Protocol

from ..articles.tables import read_table

BASE = 0xE000  # pieces are numbered in the private use area: an n-gram is then a plain string
START, END = chr(BASE), chr(BASE + 1)
STEP = 0.06  # nats
BEAM = 8
PIECES = 14  # likeliest pieces tried for a letter
UNSEEN = 15.0  # nats of a piece without a row


class Table(Protocol):
    """n-gram → (cost of its last piece, cost of backing off from it), in steps."""

    def get(self, gram: str) -> Any: ...


class Transliterator:
    """``pieces``: piece character → (Arabic letter, Latin letters)."""

    def __init__(self, pieces: Mapping[str, tuple[str, str]], table: Table, order: int) -> None:
        self._latin = {p: latin for p, (_, latin) in pieces.items()}
        self._by_letter: dict[str, list[str]] = {}
        for piece, (arabic, _) in pieces.items():
            self._by_letter.setdefault(arabic, []).append(piece)
        self._table, self._order = table, order
        for letter, found in self._by_letter.items():
            self._by_letter[letter] = sorted(found, key=lambda p: self._cost("", p))[:PIECES]

    @classmethod
    @cache
    def builtin(cls) -> Transliterator:
        """The model that comes with the package."""
        import marisa_trie

        rows = read_table(__package__, "pieces.tsv")
        pieces = {chr(BASE + 2 + i): (row[0], row[1] if len(row) > 1 else "") for i, row in enumerate(rows[1:])}
        with as_file(files(__package__) / "data" / "pieces.marisa") as path:
            return cls(pieces, marisa_trie.RecordTrie("<BB").mmap(str(path)), int(rows[0][0]))

    def __call__(self, word: str) -> str:
        """Latin letters, lower-case, of a folded Arabic word; letters the model has never seen are left out."""
        beam: list[tuple[float, str]] = [(0.0, START)]
        for letter in word:
            pieces = self._by_letter.get(letter)
            if pieces is None:
                continue
            longer = [(cost + self._cost(said, p), said + p) for cost, said in beam for p in pieces]
            beam = self._best(longer)
        best = min((cost + self._cost(said, END), said) for cost, said in beam)[1]
        return "".join(self._latin[p] for p in best[1:])

    def _best(self, hypotheses: list[tuple[float, str]]) -> list[tuple[float, str]]:
        """The cheapest, one for each history the model can tell apart."""
        kept: dict[str, tuple[float, str]] = {}
        for hypothesis in sorted(hypotheses):
            kept.setdefault(hypothesis[1][1 - self._order :], hypothesis)
            if len(kept) == BEAM:
                break
        return list(kept.values())

    def _cost(self, said: str, piece: str) -> float:
        """Nats of a piece after others, by the longest n-gram that has a row."""
        history, owed = said[1 - self._order :], 0.0
        while True:
            if row := self._table.get(history + piece):
                return owed + float(row[0][0]) * STEP
            if not history:
                return owed + UNSEEN
            if row := self._table.get(history):
                owed += float(row[0][1]) * STEP
            history = history[1:]
