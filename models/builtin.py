"""The decoder that comes with mujaz: Arabic beside an English gloss → English, and Arabic sentences → one Arabic sentence.

A 120M-parameter Gemma 3 with a pruned vocabulary, int8, run by CTranslate2 without torch. ``builtin/MODEL_CARD.md`` says
what it was trained on and what it is worth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ModelError
from .machine import threads as machine_threads
from .manifest import read_checked, read_manifest
from .types import Decoding, Hypothesis, ModelInfo

if TYPE_CHECKING:
    import ctranslate2
    import tokenizers

FOLDER = Path(__file__).parent / "builtin"
NAME = "built-in"

EOS, BOS, ENGLISH, SENTENCE, GLOSS, SPECIALS = 1, 2, 5, 6, 7, 8
"""Ids of the marks: end, start, "now the English", "now the summary sentence", "now the gloss"; below SPECIALS all are marks."""

MAX_SOURCE_TOKENS = 300
"""Of the text alone. Training rows had up to 260 source tokens and 170 of gloss."""

FILLER = "\n"
STEP = 32
"""Prompts are filled up to a multiple of so many tokens, so that many have one length and go through the model together."""

BATCH_TOKENS = 1024
"""Prompt tokens (times beams) that go through the model together."""


class BuiltinModel:
    """The built-in decoder, loaded. Prompts are token lists of ``translate_prompt`` and ``rewrite_prompt``."""

    def __init__(self, generator: ctranslate2.Generator, tokenizer: tokenizers.Tokenizer, info: ModelInfo) -> None:
        self._generator = generator
        self._tokenizer = tokenizer
        self._info = info
        self._marks: list[str] = [tokenizer.id_to_token(i) or "" for i in range(SPECIALS)]

    @classmethod
    def load(cls, folder: Path = FOLDER, *, threads: int | None = None) -> BuiltinModel:
        """Read, verify and start the model. Raises ModelError where a file is missing or is not what the manifest says."""
        manifest = read_manifest(folder)
        files = _joined({record.name: read_checked(folder, record) for record in manifest.files})
        if missing := {"config.json", "model.bin", "vocabulary.json", "tokenizer.json"} - files.keys():
            raise ModelError(str(folder), f"its manifest does not name {', '.join(sorted(missing))}", "reinstall mujaz")

        import ctranslate2
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_buffer(files.pop("tokenizer.json"))
        generator = ctranslate2.Generator(
            NAME, device="cpu", compute_type="int8", intra_threads=threads or machine_threads(), files=files
        )
        info = ModelInfo(manifest.name, manifest.revision, manifest.sha256, manifest.licence, builtin=True)
        return cls(generator, tokenizer, info)

    @property
    def info(self) -> ModelInfo:
        return self._info

    @property
    def max_source_tokens(self) -> int:
        return MAX_SOURCE_TOKENS

    def count_tokens(self, text: str) -> int:
        return len(self._tokens(text))

    def translate_prompt(self, arabic: str, gloss: str) -> list[str]:
        """The tokens that ask for the English of ``arabic``, an Arabic sentence without diacritics and with ASCII digits."""
        return self._filled(
            [self._marks[BOS], *self._tokens(arabic), self._marks[GLOSS], *self._tokens(gloss), self._marks[ENGLISH]]
        )

    def rewrite_prompt(self, text: str) -> list[str]:
        """The tokens that ask for one Arabic sentence out of ``text``: sentences without diacritics and with ASCII digits."""
        return self._filled([self._marks[BOS], *self._tokens(text), self._marks[SENTENCE]])

    def _filled(self, prompt: list[str]) -> list[str]:
        """With fillers before the last mark up to the next multiple of ``STEP``: alone as in a batch, so the answer is one.

        The model was not trained with fillers and does not mind line breaks: with 31 of them the reference costs 2.04 nats a
        token as without in translating (30 sentences of FLORES dev), 2.04 against 2.03 in rewriting (24 summaries). ``<pad>``
        costs more (2.11 in rewriting), repeated ``<bos>`` ruins the answer.
        """
        return [*prompt[:-1], *[FILLER] * (-len(prompt) % STEP), prompt[-1]]

    def _tokens(self, text: str) -> list[str]:
        """The shipped tokenizer knows no marks in text, so a page that spells ``<eos>`` gives letters."""
        return list(self._tokenizer.encode(text, add_special_tokens=False).tokens)

    def generate(self, prompts: Sequence[Sequence[str]], decoding: Decoding) -> list[list[Hypothesis]]:
        """``decoding.num_return_sequences`` hypotheses a prompt, best first. Raises ValueError for a prompt that is too long."""
        longest = 2 * MAX_SOURCE_TOKENS + 100
        for prompt in prompts:
            if len(prompt) > longest:
                raise ValueError(f"a prompt has {len(prompt)} tokens, the built-in model reads at most {longest}")
        answers: list[list[Hypothesis]] = [[] for _ in prompts]
        for batch in _batches([len(p) for p in prompts], decoding.num_beams):
            results = self._generator.generate_batch(
                [list(prompts[i]) for i in batch],
                beam_size=decoding.num_beams,
                num_hypotheses=decoding.num_return_sequences,
                max_length=decoding.max_new_tokens,
                no_repeat_ngram_size=decoding.no_repeat_ngram_size,
                repetition_penalty=decoding.repetition_penalty,
                length_penalty=decoding.length_penalty,
                include_prompt_in_result=False,
                end_token=[EOS],
                return_scores=True,
            )
            for i, result in zip(batch, results, strict=True):
                answers[i] = self._hypotheses(result, decoding)
        return answers

    def _hypotheses(self, result: Any, decoding: Decoding) -> list[Hypothesis]:
        found = []
        for ids, score in zip(result.sequences_ids, result.scores, strict=True):
            text = self._tokenizer.decode([i for i in ids if i >= SPECIALS], skip_special_tokens=False).strip()
            complete = len(ids) < decoding.max_new_tokens
            length = len(ids) + complete  # the end mark counts in CTranslate2's score, and is left out of its ids
            found.append(Hypothesis(text, score * length ** (decoding.length_penalty - 1), complete))
        return found


def _joined(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """``model.bin.0``, ``model.bin.1`` … as ``model.bin``: repositories do not take files of 100 MB."""
    parts = sorted((n for n in files if n.startswith("model.bin.")), key=lambda n: int(n.rpartition(".")[2]))
    whole = {n: data for n, data in files.items() if n not in parts}
    if parts:
        whole["model.bin"] = b"".join(files[n] for n in parts)
    return whole


def _batches(lengths: Sequence[int], beams: int) -> Iterator[list[int]]:
    """Indexes of prompts of one length each, within the token budget.

    CTranslate2 forwards at once only as much of a batch as its shortest prompt has and the rest token by token, so prompts
    of unequal length are slow together.
    """
    by_length: dict[int, list[int]] = defaultdict(list)
    for i, length in enumerate(lengths):
        by_length[length].append(i)
    for length, group in sorted(by_length.items()):
        size = max(1, BATCH_TOKENS // (length * beams))
        yield from (group[start : start + size] for start in range(0, len(group), size))
