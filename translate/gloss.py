"""The built-in translator: a small decoder that reads each sentence with an English gloss of it, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from ..articles.text import model_text
from ..models.types import Decoding, Hypothesis, ModelInfo

SURE = -0.4
"""Log-probability a token of an answer that a second reading betters too rarely: no loss on 100 lines of FLORES dev."""

_LARGE = re.compile(r"(?<![\d.,/:+-])[1-9]\d{4,8}(?![\d/:-]|[.,]\d)")


class Glosser(Protocol):
    @property
    def fingerprint(self) -> str: ...

    def items(self, sentence: str) -> list[str]:
        """The gloss entry by entry, senses between slashes, the best first; diacritics tell senses apart."""
        ...


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
        return self._reader.count_tokens(model_text(text))

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Hypothesis]]:
        """Where four hypotheses or more are asked for, half of them are of a second reading, with one sense a word.

        Two readings err in different places, so they know more together than twice as many beams of one. What both find is
        there twice, and has two votes. A sentence that the first reading is ``SURE`` of gets no second.
        """
        texts = [group_thousands(t) for t in texts]
        items = [self._lexicon.items(t) for t in texts]
        first, second = (decoding.num_return_sequences + 1) // 2, decoding.num_return_sequences // 2
        if second < 2:
            return self._read(texts, items, decoding)
        found = self._read(texts, items, _narrower(decoding, first))
        unsure = [i for i, answers in enumerate(found) if answers[0].score < SURE]
        short = [[first_sense(item) for item in items[i]] for i in unsure]
        more = self._read([texts[i] for i in unsure], short, _narrower(decoding, second))
        for i, answers in zip(unsure, more, strict=True):
            found[i] = sorted([*found[i], *answers], key=lambda h: -h.score)
        return found

    def _read(self, texts: Sequence[str], items: Sequence[Sequence[str]], decoding: Decoding) -> list[list[Hypothesis]]:
        prompts = [self._reader.translate_prompt(model_text(t), " ".join(i)) for t, i in zip(texts, items, strict=True)]
        return self._reader.generate(prompts, decoding)


def group_thousands(text: str) -> str:
    """Numbers of five to nine digits with commas: the model copies ``235,000`` and makes ``2,350,000`` of ``235000``."""
    return _LARGE.sub(lambda m: f"{int(m.group()):,}", text)


def first_sense(item: str) -> str:
    """Of a gloss entry; dates, fractions and the like are no senses."""
    return item if any(c.isdigit() for c in item) else item.split("/", 1)[0]


def _narrower(decoding: Decoding, count: int) -> Decoding:
    """``count`` hypotheses out of as many beams."""
    return replace(decoding, num_beams=count, num_return_sequences=count)
