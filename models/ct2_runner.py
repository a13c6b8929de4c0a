"""A converted model run by CTranslate2 on the CPU, int8, without torch or transformers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from ..errors import ModelError
from .checkpoint import read_json
from .codecs import Codec, MarianCodec, SentencePieceCodec, TokenizerCodec
from .files import atomic_write
from .machine import threads
from .memory import LOADED, require
from .quantize import softened
from .types import Decoding, Hypothesis

SETTINGS = "mujaz.json"
CODECS: Mapping[str, tuple[str, ...]] = {
    "marian": ("source.spm", "target.spm"),
    "tokenizer": ("tokenizer.json",),
    "sentencepiece": ("sentencepiece.model",),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a converted model needs beside its weights; ``mujaz.json`` in its folder. Tokens are pieces."""

    codec: Literal["marian", "tokenizer", "sentencepiece"]
    forced_first: str | None = None
    suppressed: tuple[tuple[str, ...], ...] = ()
    max_source_tokens: int = 512
    max_target_tokens: int = 510
    min_new_tokens: int = 0
    text_prefix: str = ""
    decoding: Decoding = field(default_factory=lambda: Decoding(num_beams=4))

    def write(self, folder: Path) -> None:
        atomic_write(folder / SETTINGS, json.dumps(asdict(self), indent=1, ensure_ascii=False).encode())

    @classmethod
    def read(cls, folder: Path) -> Settings:
        """Raises ModelError."""
        content = read_json(folder / SETTINGS, "pull, add or convert the model again")
        try:
            content["decoding"] = Decoding(**content["decoding"])
            content["suppressed"] = tuple(tuple(map(str, words)) for words in content["suppressed"])
            if content["codec"] not in CODECS:
                raise ValueError(content["codec"])
            return cls(**content)
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(str(folder / SETTINGS), f"is damaged ({error})", "pull or add the model again") from error


class CT2Runner:
    """``folder`` holds CTranslate2's ``model.bin``, ``config.json`` and vocabulary, and a tokenizer."""

    def __init__(self, folder: Path, settings: Settings, *, tokenizer: Path | None = None) -> None:
        """``tokenizer`` is the folder of the tokenizer where it lies elsewhere."""
        self._settings = settings
        self.weights = _size(folder / "model.bin")
        require(str(folder), LOADED * self.weights, "allow more, or choose a smaller model")
        self._codec = open_codec(tokenizer or folder, settings.codec)
        self._translator = open_translator(folder)

    @property
    def max_source_tokens(self) -> int:
        return self._settings.max_source_tokens

    @property
    def max_target_tokens(self) -> int:
        return self._settings.max_target_tokens

    @property
    def decoding(self) -> Decoding:
        return self._settings.decoding

    def encode(self, text: str) -> list[str]:
        return self._codec.encode(self._settings.text_prefix + text)

    def run(self, sources: Sequence[list[str]], decoding: Decoding) -> list[list[Hypothesis]]:
        asked = self._settings
        prefix = [] if asked.forced_first is None else [asked.forced_first]
        results = self._translator.translate_batch(
            list(sources),
            target_prefix=[prefix] * len(sources) if prefix else None,
            beam_size=decoding.num_beams,
            num_hypotheses=decoding.num_return_sequences,
            max_decoding_length=decoding.max_new_tokens,
            min_decoding_length=asked.min_new_tokens,
            no_repeat_ngram_size=decoding.no_repeat_ngram_size,
            repetition_penalty=decoding.repetition_penalty,
            length_penalty=decoding.length_penalty,
            suppress_sequences=[list(words) for words in asked.suppressed] or None,
            max_input_length=0,
            return_scores=True,
        )
        return [self._hypotheses(result, decoding, len(prefix)) for result in results]

    def _hypotheses(self, result: Any, decoding: Decoding, prefix: int) -> list[Hypothesis]:
        found = []
        for tokens, score in zip(result.hypotheses, result.scores, strict=True):
            complete = len(tokens) < decoding.max_new_tokens
            length = (
                len(tokens) + complete
            )  # CTranslate2 counts the end mark in the score and leaves it out of the tokens
            total = score * length**decoding.length_penalty
            found.append(Hypothesis(self._codec.decode(tokens), total / max(1, length - prefix), complete))
        return found


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def open_codec(folder: Path, kind: str) -> Codec:
    for name in CODECS[kind]:
        if not (folder / name).is_file():
            raise ModelError(str(folder / name), "is missing", "pull, add or convert the model again")
    if kind == "marian":
        return MarianCodec(folder)
    if kind == "tokenizer":
        return TokenizerCodec(folder / "tokenizer.json")
    return SentencePieceCodec(folder / "sentencepiece.model")


def open_translator(folder: Path) -> Any:
    """The encoder-decoder in ``folder``, computing in the type it is saved in. Raises ModelError.

    A conversion that is not ours may have int8 weights that some CPUs add wrongly; they are mended on the way into memory.
    """
    import ctranslate2

    try:
        files = None
        if not (folder / SETTINGS).is_file():
            files = {
                p.name: p.read_bytes()
                for p in folder.iterdir()
                if p.is_file() and p.suffix in (".bin", ".json", ".txt")
            }
            files["model.bin"] = softened(files["model.bin"])
        return ctranslate2.Translator(
            str(folder), device="cpu", compute_type="default", intra_threads=threads(), files=files
        )
    except (RuntimeError, ValueError, OSError, KeyError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0][:200]
        raise ModelError(str(folder), f"cannot be run by CTranslate2 ({reason})", "pull or add it again") from error
