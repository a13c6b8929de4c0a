"""What a checkpoint asks for around the search: marks, forced and forbidden tokens, limits, its own decoding defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .checkpoint import Checkpoint
from .types import Decoding, Task

LONGEST_ANSWER = 256
UNLIMITED_SOURCE = 512
"""Source limit of models with relative positions, which name none: what T5 and mT5 were trained with."""

LANGUAGES = {"ar": "ar_AR", "en": "en_XX"}


@dataclass(frozen=True, slots=True)
class Recipe:
    """Token ids are those of the checkpoint's own vocabulary.

    ``start`` begins the decoder and is no part of the answer; ``forced_first`` is its first token where the model has one
    (a language code, or BART's ``<s>``); ``suppressed`` sequences never appear.
    """

    start: int
    forced_first: int | None
    suppressed: tuple[tuple[int, ...], ...]
    max_source_tokens: int
    max_target_tokens: int
    min_new_tokens: int
    text_prefix: str
    source_language: str | None
    decoding: Decoding


def recipe(
    checkpoint: Checkpoint, task: Task, token_id: Mapping[str, int], tokenizer_limit: int | None = None
) -> Recipe:
    """The recipe of ``checkpoint`` for ``task``.

    ``generation_config.json`` wins over the older fields in ``config.json``, the model card's ``task_specific_params`` over
    both. ``token_id`` is the vocabulary, ``tokenizer_limit`` the tokenizer's ``model_max_length``.
    """
    settings: dict[str, Any] = {k: v for k, v in checkpoint.config.items() if v is not None}
    settings |= {k: v for k, v in checkpoint.generation.items() if v is not None}
    specific = checkpoint.config.get("task_specific_params") or {}
    own = specific.get("summarization" if task == "summarize" else "translation_ar_to_en") or {}
    settings |= {k: v for k, v in own.items() if v is not None}

    start = settings.get("decoder_start_token_id")
    forced = settings.get("forced_bos_token_id")
    source_language = None
    if checkpoint.family == "mbart" and LANGUAGES["ar"] in token_id:
        source_language = LANGUAGES["ar"]
        target = token_id[LANGUAGES["en" if task == "translate" else "ar"]]
        if start is None:
            start = target
        elif forced is None and start not in {token_id[code] for code in LANGUAGES.values()}:
            forced = target
    if start is None:
        start = settings["pad_token_id"] if checkpoint.family in ("marian", "t5", "mt5") else settings["eos_token_id"]

    source_limit, target_limit = _limits(checkpoint, tokenizer_limit)
    answer = settings.get("max_new_tokens") or (
        settings["max_length"] - 1 if settings.get("max_length", 20) > 20 else LONGEST_ANSWER
    )
    return Recipe(
        start=int(start),
        forced_first=None if forced is None else int(forced),
        suppressed=_suppressed(checkpoint, settings),
        max_source_tokens=source_limit,
        max_target_tokens=target_limit,
        min_new_tokens=int(settings.get("min_new_tokens") or max(0, int(settings.get("min_length") or 0) - 1)),
        text_prefix=str(settings.get("prefix") or ""),
        source_language=source_language,
        decoding=Decoding(
            num_beams=int(settings.get("num_beams", 1)),
            max_new_tokens=min(int(answer), target_limit),
            no_repeat_ngram_size=int(settings.get("no_repeat_ngram_size", 0)),
            repetition_penalty=float(settings.get("repetition_penalty", 1.0)),
            length_penalty=float(settings.get("length_penalty", 1.0)),
        ),
    )


def _suppressed(checkpoint: Checkpoint, settings: Mapping[str, Any]) -> tuple[tuple[int, ...], ...]:
    """What must get no probability at all, before the softmax. Marian's ``<pad>`` always: checkpoints do not all say so."""
    found = [tuple(int(i) for i in words) for words in settings.get("bad_words_ids") or []]
    found += [(int(i),) for i in settings.get("suppress_tokens") or []]
    if checkpoint.family == "marian":
        found.append((int(settings["pad_token_id"]),))
    return tuple(dict.fromkeys(found))


def _limits(checkpoint: Checkpoint, tokenizer_limit: int | None) -> tuple[int, int]:
    """Tokens of source and answer that the model has positions for."""
    positions = checkpoint.config.get("max_position_embeddings")
    sane = tokenizer_limit if tokenizer_limit is not None and 0 < tokenizer_limit < 1 << 20 else None
    if positions is not None:
        return min(int(positions), sane or int(positions)), int(positions) - 2
    return int(sane or checkpoint.config.get("n_positions") or UNLIMITED_SOURCE), 4096
