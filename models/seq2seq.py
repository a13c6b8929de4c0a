"""Any encoder-decoder as a ``TextModel``, whatever engine runs it: limits, order, batches by token budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from .memory import fitting_tokens
from .types import Decoding, Hypothesis, ModelInfo

BATCH_TOKENS = 4096
"""Source tokens, padding counted, times beams, that go through a model together."""
SHORT = 24
"""Tokens that a shorter text counts as: each has a line of the vocabulary's length computed for each word of its answer."""


Token = TypeVar("Token", int, str)


class Runner(Protocol[Token]):
    """An engine with a checkpoint in it. Tokens are what the engine counts in, pieces or ids, marks included."""

    @property
    def weights(self) -> int:
        """Bytes."""
        ...

    @property
    def max_source_tokens(self) -> int: ...

    @property
    def max_target_tokens(self) -> int: ...

    @property
    def decoding(self) -> Decoding: ...

    def encode(self, text: str) -> list[Token]: ...

    def run(self, sources: Sequence[list[Token]], decoding: Decoding) -> list[list[Hypothesis]]: ...


class Seq2SeqModel(Generic[Token]):
    """A ``TextModel``. ``decoding`` is what the checkpoint itself asks for; a caller may start from it."""

    def __init__(self, runner: Runner[Token], info: ModelInfo, batch_tokens: int = BATCH_TOKENS) -> None:
        self._runner: Runner[Token] = runner
        self._info = info
        self._most_tokens = batch_tokens

    @cached_property
    def _batch_tokens(self) -> int:
        """Settled when the first text comes, since by then all models of a run are loaded."""
        return fitting_tokens(self._most_tokens, self._runner.weights)

    @property
    def info(self) -> ModelInfo:
        return self._info

    @property
    def decoding(self) -> Decoding:
        return self._runner.decoding

    @property
    def max_source_tokens(self) -> int:
        return self._runner.max_source_tokens

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` with the marks the model needs around it; at most ``max_source_tokens`` can be read."""
        return len(self._runner.encode(text))

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Hypothesis]]:
        """Hypotheses of each text, best first, in the order of ``texts``; a blank text has a blank one.

        Raises ValueError for a text of more than ``max_source_tokens``: nothing is ever cut off silently.
        """
        if decoding.num_return_sequences > decoding.num_beams:
            raise ValueError(
                f"{decoding.num_return_sequences} answers need at least as many beams, not {decoding.num_beams}"
            )
        decoding = replace(decoding, max_new_tokens=min(decoding.max_new_tokens, self._runner.max_target_tokens))
        answers: list[list[Hypothesis]] = [[Hypothesis("", 0.0)] for _ in texts]
        sources = {i: self._runner.encode(text) for i, text in enumerate(texts) if text.strip()}
        for source in sources.values():
            if len(source) > self.max_source_tokens:
                raise ValueError(
                    f"a text has {len(source)} tokens, {self._info.name} reads at most {self.max_source_tokens}"
                )
        for batch in token_batches({i: len(s) for i, s in sources.items()}, self._batch_tokens // decoding.num_beams):
            for i, found in zip(batch, self._runner.run([sources[i] for i in batch], decoding), strict=True):
                answers[i] = found
        return answers


def token_batches(lengths: dict[int, int], budget: int) -> Iterator[list[int]]:
    """Keys of ``lengths``, longest first, in batches of at most ``budget`` tokens when padded to their longest."""
    batch: list[int] = []
    for key in sorted(lengths, key=lambda k: (-lengths[k], k)):
        if batch and max(SHORT, lengths[batch[0]]) * (len(batch) + 1) > budget:
            yield batch
            batch = []
        batch.append(key)
    if batch:
        yield batch
