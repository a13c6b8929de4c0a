"""Two readings of what the first is not sure of."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from mujaz.models.types import Decoding, Hypothesis, ModelInfo
from mujaz.translate.gloss import SURE, GlossModel, first_sense


class Words:
    fingerprint = "f"

    def items(self, sentence: str) -> list[str]:
        return [f"{word}/other" for word in sentence.split()]


class Reader:
    """Is sure of what begins with "sure", and writes the gloss it was given."""

    info = ModelInfo("reader", "1", "0" * 64, "", builtin=True)
    max_source_tokens = 9

    def __init__(self) -> None:
        self.asked: list[tuple[list[str], Decoding]] = []

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def translate_prompt(self, arabic: str, gloss: str) -> list[int]:
        return list(f"{arabic}|{gloss}".encode())

    def generate(self, prompts: Sequence[list[int]], decoding: Decoding) -> list[list[Hypothesis]]:
        texts = [bytes(p).decode() for p in prompts]
        self.asked.append((texts, decoding))
        scores = [SURE + 0.1 if t.startswith("sure") else SURE - 0.1 for t in texts]
        return [
            [Hypothesis(f"{t.split('|')[1]} {n}", score - n) for n in range(decoding.num_return_sequences)]
            for t, score in zip(texts, scores, strict=True)
        ]


def test_only_what_the_first_reading_is_unsure_of_is_read_again_with_one_sense_a_word():
    reader = Reader()
    found = GlossModel(reader, Words()).generate(["a b", "sure"], Decoding(num_beams=5, num_return_sequences=5))
    (first, wide), (second, narrow) = reader.asked
    assert first == ["a b|a/other b/other", "sure|sure/other"] and second == ["a b|a b"]
    assert (wide.num_beams, wide.num_return_sequences) == (3, 3)
    assert (narrow.num_beams, narrow.num_return_sequences) == (2, 2)
    assert [len(answers) for answers in found] == [5, 3]
    assert all([h.score for h in a] == sorted((h.score for h in a), reverse=True) for a in found)
    assert {h.text for h in found[0]} >= {"a/other b/other 0", "a b 0"}


@pytest.mark.parametrize("beams", [1, 2, 3])
def test_few_beams_read_once(beams):
    reader = Reader()
    found = GlossModel(reader, Words()).generate(["a"], Decoding(num_beams=beams, num_return_sequences=beams))
    assert len(reader.asked) == 1 and len(found[0]) == beams


@pytest.mark.parametrize(
    ("item", "first"), [("by hand/of hand", "by hand"), ("24/7", "24/7"), ("one", "one"), ("?kabul", "?kabul")]
)
def test_the_first_sense_of_an_entry(item, first):
    assert first_sense(item) == first
