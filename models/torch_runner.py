"""transformers' own tokenizer, model and beam search: on a GPU, and as the reference the CTranslate2 engine is held against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import ModelError
from .checkpoint import Checkpoint
from .codecs import MARIAN_MARKS, spelled_out
from .machine import threads
from .memory import MB, require
from .recipe import Recipe, recipe
from .types import Decoding, Hypothesis, Task

TORCH = 600 * MB
"""What torch and transformers hold themselves."""


class TorchRunner:
    """A checkpoint in fp32 or bf16. fp16 is not offered: T5 and mT5 overflow in it."""

    def __init__(self, checkpoint: Checkpoint, task: Task, *, device: str = "cpu", compute: str = "fp32") -> None:
        self.weights = sum(p.stat().st_size for p in checkpoint.files if p.suffix == ".safetensors")
        if device == "cpu":
            require(str(checkpoint.folder), TORCH + 1.2 * self.weights, "allow more, or use --compute int8")
        import torch

        torch.set_num_threads(threads())
        self._tokenizer = load_tokenizer(checkpoint)
        self._recipe = recipe_for(checkpoint, task, self._tokenizer)
        model = load_model(checkpoint, torch.bfloat16 if compute == "bf16" else torch.float32)
        self._model = model.to(device).eval()
        self._device = device
        self._pad = int(self._tokenizer.pad_token_id)
        self._eos = int(self._tokenizer.eos_token_id)

    @property
    def max_source_tokens(self) -> int:
        return self._recipe.max_source_tokens

    @property
    def max_target_tokens(self) -> int:
        return self._recipe.max_target_tokens

    @property
    def decoding(self) -> Decoding:
        return self._recipe.decoding

    def encode(self, text: str) -> list[int]:
        return encode(self._tokenizer, self._recipe.text_prefix + text)

    def run(self, sources: Sequence[list[int]], decoding: Decoding) -> list[list[Hypothesis]]:
        import torch

        width = max(map(len, sources))
        ids = torch.tensor([s + [self._pad] * (width - len(s)) for s in sources], device=self._device)
        mask = torch.tensor([[1] * len(s) + [0] * (width - len(s)) for s in sources], device=self._device)
        with torch.inference_mode():
            out = self._model.generate(input_ids=ids, attention_mask=mask, generation_config=self._settings(decoding))
            repeated = decoding.num_return_sequences
            answers = [self._answer(row, decoding) for row in out.tolist()]
            scores = self._scores(ids.repeat_interleave(repeated, 0), mask.repeat_interleave(repeated, 0), answers)
        found = [
            Hypothesis(self._text(answer), score, complete=answer[-1:] == [self._eos])
            for answer, score in zip(answers, scores, strict=True)
        ]
        return [found[start : start + repeated] for start in range(0, len(found), repeated)]

    def _settings(self, decoding: Decoding) -> Any:
        from transformers import GenerationConfig

        asked = self._recipe
        single = [words[0] for words in asked.suppressed if len(words) == 1]
        longer = [list(words) for words in asked.suppressed if len(words) > 1]
        return GenerationConfig(
            do_sample=False,
            num_beams=decoding.num_beams,
            num_return_sequences=decoding.num_return_sequences,
            max_new_tokens=decoding.max_new_tokens,
            min_new_tokens=asked.min_new_tokens or None,
            no_repeat_ngram_size=decoding.no_repeat_ngram_size or None,
            repetition_penalty=decoding.repetition_penalty,
            length_penalty=decoding.length_penalty,
            early_stopping=decoding.num_beams > 1,
            suppress_tokens=single or None,
            bad_words_ids=longer or None,
            renormalize_logits=True,
            decoder_start_token_id=asked.start,
            forced_bos_token_id=asked.forced_first,
            pad_token_id=self._pad,
            eos_token_id=self._eos,
        )

    def _answer(self, row: list[int], decoding: Decoding) -> list[int]:
        """Without the start token and what fills the row up; the end mark stays."""
        answer = row[1 : 1 + decoding.max_new_tokens]
        return answer[: answer.index(self._eos) + 1] if self._eos in answer else answer

    def _text(self, answer: list[int]) -> str:
        return str(self._tokenizer.decode(answer, skip_special_tokens=True, clean_up_tokenization_spaces=False)).strip()

    def _scores(self, ids: Any, mask: Any, answers: Sequence[list[int]]) -> list[float]:
        """Mean log-probability of each answer's tokens, forbidden tokens left out of the softmax, forced ones not counted."""
        import torch

        height = max(map(len, answers))
        fed = [[self._recipe.start, *a[:-1]] + [self._pad] * (height - len(a)) for a in answers]
        wanted = torch.tensor([a + [self._pad] * (height - len(a)) for a in answers], device=self._device)
        logits = self._model(
            input_ids=ids, attention_mask=mask, decoder_input_ids=torch.tensor(fed, device=self._device)
        ).logits.float()
        for words in self._recipe.suppressed:
            if len(words) == 1:
                logits[:, :, words[0]] = float("-inf")
        chosen = logits.log_softmax(-1).gather(2, wanted[:, :, None]).squeeze(2)
        first = 0 if self._recipe.forced_first is None else 1
        return [float(chosen[i, first : len(a)].mean()) if len(a) > first else 0.0 for i, a in enumerate(answers)]


def load_tokenizer(checkpoint: Checkpoint) -> Any:
    """The checkpoint's own tokenizer, from its folder only. Raises ModelError."""
    import warnings

    import transformers

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "pip install sacremoses": no tokenizer calls it
        try:
            if checkpoint.family == "marian":
                return transformers.MarianTokenizer.from_pretrained(checkpoint.folder, local_files_only=True)
            return transformers.AutoTokenizer.from_pretrained(checkpoint.folder, local_files_only=True)
        except Exception as error:  # transformers raises whatever its parsers do
            raise ModelError(
                str(checkpoint.folder),
                f"its tokenizer cannot be loaded ({_first_line(error)})",
                "copy the whole folder",
            ) from error


def recipe_for(checkpoint: Checkpoint, task: Task, tokenizer: Any) -> Recipe:
    """The checkpoint's recipe; the tokenizer is set to the source language it names."""
    made = recipe(checkpoint, task, tokenizer.get_vocab(), tokenizer.model_max_length)
    if made.source_language is not None:
        tokenizer.src_lang = made.source_language
    return made


def encode(tokenizer: Any, text: str) -> list[int]:
    """Ids with marks; a text that spells a mark is text, in the same way as in ``codecs``."""
    if hasattr(tokenizer, "remove_language_code"):
        marks: Sequence[str] = MARIAN_MARKS
    else:
        marks = [t.content for t in tokenizer.added_tokens_decoder.values() if len(t.content) > 1]
    return list(tokenizer(spelled_out(text, marks), truncation=False, verbose=False).input_ids)


def load_model(checkpoint: Checkpoint, dtype: Any) -> Any:
    """The model out of safetensors, with every weight it needs. Raises ModelError."""
    import transformers

    quiet = transformers.utils.logging
    quiet.disable_progress_bar()
    kind = {
        "marian": "MarianMTModel",
        "bart": "BartForConditionalGeneration",
        "mbart": "MBartForConditionalGeneration",
        "t5": "T5ForConditionalGeneration",
        "mt5": "MT5ForConditionalGeneration",
    }[checkpoint.family]
    try:
        model, report = getattr(transformers, kind).from_pretrained(
            checkpoint.folder, local_files_only=True, use_safetensors=True, dtype=dtype, output_loading_info=True
        )
    except Exception as error:  # transformers and safetensors raise what they like on a damaged file
        raise ModelError(
            str(checkpoint.folder), f"cannot be loaded ({_first_line(error)})", "pull or copy the model again"
        ) from error
    model.generation_config = transformers.GenerationConfig()  # the recipe says it all
    if missing := sorted(report["missing_keys"]):
        raise ModelError(
            str(checkpoint.folder), f"lacks weights: {', '.join(missing[:3])}", "pull or copy the model again"
        )
    return model


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
