"""The decoder that comes with mujaz: Arabic beside an English gloss → English, and Arabic sentences → one Arabic sentence.

A 120M-parameter Gemma 3 with a pruned vocabulary, int8, run by ONNX Runtime without torch. ``builtin/MODEL_CARD.md`` says
what it was trained on and what it is worth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ModelError
from .beam import Answer, batches, search
from .decoder import MAX_POSITIONS, Decoder
from .machine import threads as machine_threads
from .manifest import FileRecord, Manifest, read_checked, read_manifest
from .types import Decoding, Hypothesis, ModelInfo

if TYPE_CHECKING:
    import tokenizers

FOLDER = Path(__file__).parent / "builtin"
NAME = "built-in"
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefe]")

EOS, BOS, ENGLISH, SENTENCE, GLOSS, SPECIALS = 1, 2, 5, 6, 7, 8
"""Ids of the marks: end, start, "now the English", "now the summary sentence", "now the gloss"; below SPECIALS all are marks."""

MAX_SOURCE_TOKENS = 300
"""Of the text alone. Training rows had up to 260 source tokens and 170 of gloss."""

ROWS = 24
"""Answers in the making that go through the model together; 32 and 48 are no faster, and hold 60 and 180 MB more."""


class BuiltinModel:
    """The built-in decoder, loaded. Prompts are the token ids that ``translate_prompt`` and ``rewrite_prompt`` give."""

    def __init__(self, decoder: Decoder, tokenizer: tokenizers.Tokenizer, info: ModelInfo, threads: int) -> None:
        self._decoder = decoder
        self._threads = threads
        self._tokenizer = tokenizer
        self._info = info
        self._arabic = frozenset(i for token, i in tokenizer.get_vocab().items() if _ARABIC.search(token))

    @classmethod
    def load(cls, folder: Path = FOLDER, *, threads: int | None = None) -> BuiltinModel:
        """Read, verify and start the model. Raises ModelError where a file is missing or is not what the manifest says."""
        manifest = read_manifest(folder)
        files = whole_files(manifest)
        if missing := {"graph.onnx", "model.bin", "tokenizer.json"} - files.keys():
            raise ModelError(str(folder), f"its manifest does not name {', '.join(sorted(missing))}", "reinstall mujaz")

        from tokenizers import Tokenizer

        def decoder() -> Decoder:
            graph = bytes(read_checked(folder, *files["graph.onnx"]))
            try:
                return Decoder(graph, read_checked(folder, *files["model.bin"]), count)
            except ValueError as error:
                reason = (str(error).splitlines() or ["?"])[0][:200]
                raise ModelError(str(folder), f"cannot be run by ONNX Runtime ({reason})", "reinstall mujaz") from error

        info = ModelInfo(manifest.name, manifest.revision, manifest.sha256, manifest.licence, builtin=True)
        count = threads or machine_threads()
        with ThreadPoolExecutor(1) as pool:
            loading = pool.submit(decoder)
            tokenizer = Tokenizer.from_buffer(bytes(read_checked(folder, *files["tokenizer.json"])))
            return cls(loading.result(), tokenizer, info, count)

    @property
    def info(self) -> ModelInfo:
        return self._info

    @property
    def max_source_tokens(self) -> int:
        return MAX_SOURCE_TOKENS

    def count_tokens(self, text: str) -> int:
        return len(self._tokens(text))

    def translate_prompt(self, arabic: str, gloss: str) -> list[int]:
        """What asks for the English of ``arabic``, an Arabic sentence without diacritics and with ASCII digits."""
        return [BOS, *self._tokens(arabic), GLOSS, *self._tokens(gloss), ENGLISH]

    def rewrite_prompt(self, text: str) -> list[int]:
        """What asks for one Arabic sentence out of ``text``: sentences without diacritics and with ASCII digits."""
        return [BOS, *self._tokens(text), SENTENCE]

    def _tokens(self, text: str) -> list[int]:
        """The shipped tokenizer knows no marks in text, so a page that spells ``<eos>`` gives letters."""
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def generate(self, prompts: Sequence[Sequence[int]], decoding: Decoding) -> list[list[Hypothesis]]:
        """``decoding.num_return_sequences`` hypotheses a prompt, best first: the same alone and in a batch.

        English is written without Arabic letters: a name that the model would leave as it stands gets Latin ones.

        Raises ValueError for a prompt that is too long, and for a repetition penalty, which this model has not.
        """
        longest = min(2 * MAX_SOURCE_TOKENS + 100, MAX_POSITIONS - decoding.max_new_tokens)
        for prompt in prompts:
            if len(prompt) > longest:
                raise ValueError(f"a prompt has {len(prompt)} tokens, the built-in model reads at most {longest}")
        if decoding.repetition_penalty != 1:
            raise ValueError("the built-in model knows no repetition penalty")
        share = len(prompts) // self._threads
        size = max(1, min(share, ROWS // decoding.num_beams))
        groups = list(batches([len(p) for p in prompts], size))
        answers: list[list[Hypothesis]] = [[] for _ in prompts]

        def answer(group: tuple[int, list[int]]) -> list[list[Answer]]:
            room, batch = group
            some = [prompts[i] for i in batch]
            banned = [self._arabic if p[-1] == ENGLISH else frozenset[int]() for p in some]
            return search(self._decoder, some, room, decoding, EOS, banned)

        with ThreadPoolExecutor(min(self._threads, len(groups)) or 1) as pool:
            for (_, batch), found in zip(groups, pool.map(answer, groups), strict=True):
                for i, best in zip(batch, found, strict=True):
                    answers[i] = [self._hypothesis(one) for one in best]
        return answers

    def _hypothesis(self, answer: Answer) -> Hypothesis:
        ids = [i for i in answer.ids if i >= SPECIALS]
        text = self._tokenizer.decode(ids, skip_special_tokens=False).strip()
        return Hypothesis(text, answer.score, answer.complete)


def whole_files(manifest: Manifest) -> dict[str, list[FileRecord]]:
    """Each file and its parts: ``model.bin`` lies in ``model.bin.0``, ``model.bin.1`` …, for repositories take no files of 100 MB."""
    parts = [record for record in manifest.files if record.name.startswith("model.bin.")]
    files = {record.name: [record] for record in manifest.files if record not in parts}
    if parts:
        files["model.bin"] = sorted(parts, key=lambda record: int(record.name.rpartition(".")[2]))
    return files
