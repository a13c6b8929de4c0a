"""Text ↔ tokens without transformers: Marian's pair of sentencepiece models, a ``tokenizer.json``, or one sentencepiece model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from ..errors import ModelError

WORD_START = "▁"
END = "</s>"


MARIAN_MARKS = ("</s>", "<unk>", "<pad>", "<s>", ">>")
"""``>>`` begins a target language code; sentencepiece hands an unknown run on as it stands, so a page could spell one."""


def spelled_out(text: str, marks: Iterable[str]) -> str:
    """``text`` with a space inside whatever spells a mark: a page that says ``</s>`` must not end the model's input."""
    for mark in marks:
        while mark in text:
            text = text.replace(mark, f"{mark[0]} {mark[1:]}")
    return text


class Codec(Protocol):
    """Tokens carry the marks that the model expects around a source; decoding leaves marks out."""

    def encode(self, text: str) -> list[str]: ...

    def decode(self, tokens: Sequence[str]) -> str: ...


class MarianCodec:
    """``source.spm`` and ``target.spm``; the source ends in ``</s>``, without which Marian repeats itself."""

    def __init__(self, folder: Path) -> None:
        self._source = _sentencepiece(folder / "source.spm")
        self._target = _sentencepiece(folder / "target.spm")

    def encode(self, text: str) -> list[str]:
        return [*self._source.encode(spelled_out(text, MARIAN_MARKS), out_type=str), END]

    def decode(self, tokens: Sequence[str]) -> str:
        return _pieces_to_text(self._target, tokens)


class SentencePieceCodec:
    """One ``sentencepiece.model`` for both sides, as in Argos packages; the engine adds the end mark where there is one."""

    def __init__(self, path: Path) -> None:
        self._model = _sentencepiece(path)

    def encode(self, text: str) -> list[str]:
        return list(self._model.encode(spelled_out(text, MARIAN_MARKS), out_type=str))

    def decode(self, tokens: Sequence[str]) -> str:
        return _pieces_to_text(self._model, tokens)


class TokenizerCodec:
    """A ``tokenizer.json``. A text that spells a mark (``</s>``) is text, never the mark."""

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer

        try:
            self._tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # the library raises bare Exception
            raise ModelError(str(path), f"is no tokenizer ({error})", "pull or add the model again") from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._marks = [t.content for t in self._tokenizer.get_added_tokens_decoder().values() if len(t.content) > 1]

    def encode(self, text: str) -> list[str]:
        return list(self._tokenizer.encode(spelled_out(text, self._marks)).tokens)

    def decode(self, tokens: Sequence[str]) -> str:
        ids = [self._tokenizer.token_to_id(t) for t in tokens]
        return str(self._tokenizer.decode([i for i in ids if i is not None], skip_special_tokens=True)).strip()


def _sentencepiece(path: Path) -> Any:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise ModelError(str(path), "is no sentencepiece model", "pull or add the model again") from error


def _pieces_to_text(model: Any, tokens: Sequence[str]) -> str:
    pieces = [t for t in tokens if t not in ("</s>", "<s>", "<unk>", "<pad>")]
    return str(model.decode_pieces(pieces)).replace(WORD_START, " ").strip()
