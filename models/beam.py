"""Beam search: which rows go on with which token, until each sentence has its answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .decoder import Prompts, room
from .types import Decoding

if TYPE_CHECKING:
    from .decoder import Decoder

SPARE = 24
"""Candidates a row is asked for beyond those a search can use, since repeated n-grams and banned tokens take some away."""

ROWS = 2
"""Rows that a search has at least: the products of a single one are shared out among threads, and add up otherwise."""

KEPT = 0.75
"""Finished searches leave the batch when fewer than so many of it go on: leaving means copying what the others have read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Token ids without the end mark, and the log-probability of a token on average (the end mark counts as one)."""

    ids: tuple[int, ...]
    score: float
    complete: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An answer in the making: its ids, the sum of their log-probabilities, and which of the sentence's rows it goes on from."""

    ids: tuple[int, ...]
    total: float
    place: int


@dataclass(slots=True)
class Search:
    """The search of one sentence: ``rows`` are alive, ``done`` have met the end mark."""

    decoding: Decoding
    end: int
    banned: frozenset[int] = frozenset()
    rows: list[Row] = field(default_factory=lambda: [Row((), 0.0, 0)])
    done: list[Answer] = field(default_factory=list)

    def advance(self, best: Sequence[Sequence[int]], scores: Sequence[Sequence[float]]) -> bool:
        """Choose the next tokens, given the candidates of each row, best first; True while the search goes on.

        The best ``num_beams`` continuations are looked at: those that end are answers, the rest go on, filled up by the next
        best that do not end. As many answers as beams end the search.
        """
        beams = self.decoding.num_beams
        candidates = sorted(
            (
                (row.total + score, at, row, token)
                for at, row in enumerate(self.rows)
                for token, score in zip(best[at], scores[at], strict=True)
                if token not in self.banned and not self._repeats(row.ids, token)
            ),
            key=lambda c: (-c[0], c[1], c[3]),
        )
        alive: list[Row] = []
        for rank, (total, at, row, token) in enumerate(candidates):
            if token == self.end:
                if rank < beams:
                    self.done.append(Answer(row.ids, total / (len(row.ids) + 1), complete=True))
            elif len(alive) < beams:
                alive.append(Row((*row.ids, token), total, at))
            if len(alive) == beams and rank >= beams:
                break
        self.rows = alive
        if len(self.done) >= beams or not alive:
            self.rows = []
        elif len(alive[0].ids) >= self.decoding.max_new_tokens:
            self.done += [Answer(row.ids, row.total / len(row.ids), complete=False) for row in alive]
            self.rows = []
        return bool(self.rows)

    def _repeats(self, ids: tuple[int, ...], token: int) -> bool:
        size = self.decoding.no_repeat_ngram_size
        if not size or len(ids) < size:
            return False
        new = (*ids[len(ids) - size + 1 :], token)
        return any(ids[i : i + size] == new for i in range(len(ids) - size + 1))

    def answers(self) -> list[Answer]:
        """The ``num_return_sequences`` best by score, weighted by the length penalty."""
        power = self.decoding.length_penalty - 1
        ranked = sorted(self.done, key=lambda a: -a.score / max(1, len(a.ids) + a.complete) ** power)
        return ranked[: self.decoding.num_return_sequences]


def search(
    decoder: Decoder,
    prompts: Sequence[Sequence[int]],
    places: int,
    decoding: Decoding,
    end: int,
    banned: Sequence[frozenset[int]],
) -> list[list[Answer]]:
    """The answers to prompts of at most ``places`` tokens: read one by one, answered together.

    ``banned`` holds the tokens that each answer must not have.
    """
    import numpy as np

    beams, each = decoding.num_beams, max(decoding.num_beams, ROWS)
    count = 2 * beams + (SPARE if decoding.no_repeat_ngram_size or any(banned) else 0)
    searches = [Search(decoding, end, ban) for ban in banned]
    parts = []
    for prompt, one in zip(prompts, searches, strict=True):
        read, best = decoder.read(prompt, count)
        parts.append(read)
        one.advance(best.ids.tolist(), best.scores.tolist())
    held = [i for i, one in enumerate(searches) if one.rows]
    if held:
        read = Prompts.together([parts[i] for i in held], places)
    parts.clear()
    written, width = decoder.start(len(held)), 1
    first = {sentence: at for at, sentence in enumerate(held)}
    while held:
        rows = [(first[i] * width, row) for i in held for row in _filled(searches[i].rows, each)]
        origin = np.array([start + row.place for start, row in rows])
        written, best = decoder.write(read, written, origin, np.array([row.ids[-1] for _, row in rows]), count)
        ids, scores = best.ids.tolist(), best.scores.tolist()
        width, first = each, {sentence: at for at, sentence in enumerate(held)}
        going = []
        for sentence, at in first.items():
            one, start = searches[sentence], at * each
            span = slice(start, start + len(one.rows))
            if one.rows and one.advance(ids[span], scores[span]):
                going.append(sentence)
        if len(going) <= KEPT * len(held):
            read = read.only(np.array([first[i] for i in going], np.int64))
            held = going
    return [s.answers() for s in searches]


def _filled(rows: Sequence[Row], count: int) -> list[Row]:
    """``count`` rows: a search with fewer, or none any more, computes some for nothing."""
    rows = rows or [Row((0,), 0.0, 0)]
    return [*rows, *[rows[0]] * (count - len(rows))]


def batches(lengths: Sequence[int], size: int) -> Iterator[tuple[int, list[int]]]:
    """``(room, indexes)``: prompts of these lengths, the longest first, ``size`` at most together, and room for the longest of them."""
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    for at in range(0, len(order), size):
        yield room(lengths[order[at]]), order[at : at + size]
