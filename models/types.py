"""What is known of a model, how it is asked to decode, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

Task = Literal["translate", "summarize"]


@dataclass(frozen=True, slots=True)
class Decoding:
    """How text is searched for. Lengths are in target tokens; names as in ``generate`` of transformers."""

    num_beams: int = 1
    num_return_sequences: int = 1
    max_new_tokens: int = 256
    no_repeat_ngram_size: int = 0
    repetition_penalty: float = 1.0
    length_penalty: float = 1.0


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One answer and its log-probability divided by its length in tokens. ``complete`` is false where it met ``max_new_tokens``."""

    text: str
    score: float
    complete: bool = True


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Which weights made a text. ``sha256`` is of the manifest, so it stands for every file of the model."""

    name: str
    revision: str
    sha256: str
    licence: str = ""
    builtin: bool = False
    settings: Mapping[str, object] = field(default_factory=dict)


class TextModel(Protocol):
    """Texts in, hypotheses out: same order, best first, the same answers alone and in a batch."""

    @property
    def info(self) -> ModelInfo: ...

    @property
    def max_source_tokens(self) -> int: ...

    def count_tokens(self, text: str) -> int: ...

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Hypothesis]]:
        """``decoding.num_return_sequences`` hypotheses a text. Raises ValueError for a text over ``max_source_tokens``."""
        ...
