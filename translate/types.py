"""What the translating room hands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ..checks.types import Flag
from ..models.types import ModelInfo


@dataclass(frozen=True, slots=True)
class SentencePair:
    """An Arabic sentence, its English, and what the checks say of the pair.

    ``en`` is None where no English could be trusted at all: the Arabic stands for itself and a flag says why.
    """

    ar: str
    en: str | None
    flags: tuple[Flag, ...] = ()


class Translator(Protocol):
    """Arabic sentences in, pairs out: one for each, same order."""

    @property
    def info(self) -> ModelInfo: ...

    def translate(self, sentences: Sequence[str]) -> list[SentencePair]: ...
