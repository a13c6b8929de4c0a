"""Agreement among translations, against sacrebleu's chrF."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mujaz.models.types import Hypothesis
from mujaz.translate.consensus import _chrf, _grams, agreement
from sacrebleu.metrics import CHRF

TEXT = st.text(alphabet="abcde é.،", min_size=0, max_size=40)


@given(TEXT, TEXT)
def test_the_gain_is_sacrebleus_chrf(a, b):
    there, back = _chrf(_grams(a), _grams(b))
    if a.split() and b.split():
        assert there == pytest.approx(CHRF().sentence_score(a, [b]).score / 100, abs=1e-9)
        assert back == pytest.approx(CHRF().sentence_score(b, [a]).score / 100, abs=1e-9)


@given(st.lists(st.tuples(TEXT, st.floats(-5, 0)), min_size=1, max_size=6))
def test_agreement_lies_between_nothing_and_all(rows):
    found = agreement([Hypothesis(t, s) for t, s in rows])
    assert len(found) == len(rows) and all(0 <= a <= 1 + 1e-9 for a in found)


def test_what_most_say_wins_over_what_the_model_likes_best():
    said = [("The dog bit the man.", -0.20), ("The man bit a dog.", -0.22), ("The man bit the dog.", -0.21), ("The man bit dogs.", -0.23)]  # fmt: skip
    agreed = agreement([Hypothesis(t, s) for t, s in said])
    assert max(range(4), key=agreed.__getitem__) == 2


def test_unlikely_hypotheses_have_little_say():
    said = [Hypothesis("Prices rose.", -0.1), Hypothesis("A cat slept.", -4.0), Hypothesis("A cat slept.", -4.0)]
    agreed = agreement(said)
    assert agreed[0] > agreed[1]
    assert agreement([]) == []
