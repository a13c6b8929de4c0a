"""The built-in translator: a small decoder that reads each sentence with an English gloss of it, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from ..models.types import Decoding, Hypothesis, ModelInfo


class Glosser(Protocol):
    @property
    def fingerprint(self) -> str: ...

    def gloss(self, sentence: str) -> str: ...


class GlossReader(Protocol):
    """A model that translates an Arabic sentence beside its gloss."""

    @property
    def info(self) -> ModelInfo: ...

    @property
    def max_source_tokens(self) -> int: ...

    def count_tokens(self, text: str) -> int: ...

    def translate_prompt(self, arabic: str, gloss: str) -> list[int]: ...

    def generate(self, prompts: Sequence[list[int]], decoding: Decoding) -> list[list[Hypothesis]]: ...


class GlossModel:
    """A ``TextModel`` out of a gloss reader and the lexicon it reads with."""

    def __init__(self, reader: GlossReader, lexicon: Glosser) -> None:
        self._reader = reader
        self._lexicon = lexicon

    @property
    def info(self) -> ModelInfo:
        info = self._reader.info
        return replace(info, settings={**info.settings, "lexicon": self._lexicon.fingerprint})

    @property
    def max_source_tokens(self) -> int:
        return self._reader.max_source_tokens

    def count_tokens(self, text: str) -> int:
        """Of the sentence alone; the reader leaves room for a gloss of the usual length."""
        return self._reader.count_tokens(text)

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Hypothesis]]:
        return self._reader.generate(
            [self._reader.translate_prompt(t, self._lexicon.gloss(t)) for t in texts], decoding
        )
