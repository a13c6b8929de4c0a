"""The beam search, against all answers there are."""

from __future__ import annotations

import itertools
import math
import random

import pytest
from mujaz.models.beam import Answer, Search
from mujaz.models.types import Decoding

END, TOKENS = 1, (1, 2, 3, 4)


def table(seed: int) -> dict[int, dict[int, float]]:
    """Log-probabilities of the next token after each token; 0 stands before the first."""
    rng = random.Random(seed)
    found = {}
    for before in (0, *TOKENS):
        weights = [rng.random() for _ in TOKENS]
        found[before] = {t: math.log(w / sum(weights)) for t, w in zip(TOKENS, weights, strict=True)}
    return found


def run(chances: dict[int, dict[int, float]], decoding: Decoding) -> list[Answer]:
    search, going = Search(decoding, END), True
    while going:
        rows = [sorted(chances[row.ids[-1] if row.ids else 0].items(), key=lambda c: -c[1]) for row in search.rows]
        going = search.advance([[t for t, _ in row] for row in rows], [[s for _, s in row] for row in rows])
    return search.answers()


@pytest.mark.parametrize("seed", range(20))
def test_greedy_takes_the_best_token_each_time(seed):
    chances = table(seed)
    (answer,) = run(chances, Decoding(max_new_tokens=6))
    expected: list[int] = []
    while len(expected) < 6:
        best = max(chances[expected[-1] if expected else 0].items(), key=lambda c: c[1])[0]
        if best == END:
            break
        expected.append(best)
    assert list(answer.ids) == expected and answer.complete == (len(expected) < 6)


@pytest.mark.parametrize("seed", range(20))
def test_wide_enough_a_beam_misses_no_answer(seed):
    chances = table(seed)
    beams, longest = 3**4, 4
    found = run(chances, Decoding(num_beams=beams, num_return_sequences=beams, max_new_tokens=longest))

    def score(ids: tuple[int, ...]) -> float:
        return sum(chances[a][b] for a, b in itertools.pairwise((0, *ids)))

    ended = [
        Answer(ids, score((*ids, END)) / (len(ids) + 1), complete=True)
        for length in range(longest)
        for ids in itertools.product(TOKENS[1:], repeat=length)
    ]
    cut = [Answer(ids, score(ids) / longest, complete=False) for ids in itertools.product(TOKENS[1:], repeat=longest)]
    best = max([*ended, *cut], key=lambda a: a.score)
    assert found[0].ids == best.ids and found[0].score == pytest.approx(best.score)
    assert [a.score for a in found] == sorted((a.score for a in found), reverse=True)
    assert len({a.ids for a in found}) == len(found)


def test_a_length_penalty_of_two_likes_long_answers_better():
    chances = {0: {2: -0.1, END: -0.5, 3: -9.0, 4: -9.0}, 2: {END: -0.9, 2: -2.0, 3: -9.0, 4: -9.0}}
    for token in (END, 3, 4):
        chances[token] = {END: -0.1, 2: -5.0, 3: -5.0, 4: -5.0}
    short, long = (
        run(chances, Decoding(num_beams=2, num_return_sequences=2, max_new_tokens=5, length_penalty=p))
        for p in (0.0, 2.0)
    )
    assert len(short[0].ids) < len(long[0].ids)


def test_no_ngram_comes_twice_where_that_is_forbidden():
    chances = {t: {2: -0.1, 3: -1.0, 4: -2.0, END: -9.0} for t in (0, *TOKENS)}
    for size in (1, 2, 3):
        (answer,) = run(chances, Decoding(max_new_tokens=12, no_repeat_ngram_size=size))
        ngrams = list(zip(*(answer.ids[i:] for i in range(size)), strict=False))
        assert len(set(ngrams)) == len(ngrams)
    assert run(chances, Decoding(max_new_tokens=12))[0].ids == (2,) * 12
