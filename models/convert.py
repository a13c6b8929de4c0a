"""A hub checkpoint → a CTranslate2 int8 folder that runs without torch and transformers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Literal

from ..errors import ModelError
from .checkpoint import Checkpoint, read_json
from .ct2_runner import Settings
from .files import atomic_write
from .quantize import convert_to_int8
from .recipe import Recipe
from .torch_runner import load_model, load_tokenizer, recipe_for
from .types import Task


def convert(
    checkpoint: Checkpoint, task: Task, out: Path, quantization: Literal["int8", "float32"] = "int8"
) -> Settings:
    """Write the converted model into the empty or absent folder ``out``. Raises ModelError.

    Weights are read as fp32 whatever they were saved as: T5's overflow in fp16.
    """
    import torch
    from ctranslate2.converters import TransformersConverter

    tokenizer = load_tokenizer(checkpoint)
    made = recipe_for(checkpoint, task, tokenizer)

    class Converter(TransformersConverter):  # type: ignore[misc]
        """CTranslate2's, with our loading: safetensors only, this folder only, no weight missing."""

        def load_model(self, model_class: Any, model_name_or_path: str, **kwargs: Any) -> Any:
            model = load_model(checkpoint, torch.float32)
            if checkpoint.family in ("bart", "mbart"):  # what their classes do, whatever the config says or leaves out
                model.config.normalize_before = checkpoint.family == "mbart"
                model.config.normalize_embedding = True
            if checkpoint.family in ("t5", "mt5"):  # CTranslate2 reads here whether outputs are scaled; mT5's never are
                model.config.tie_word_embeddings = getattr(model.config, "scale_decoder_outputs", False)
            return model

        def load_tokenizer(self, tokenizer_class: Any, model_name_or_path: str, **kwargs: Any) -> Any:
            return tokenizer

    try:
        converter = Converter(str(checkpoint.folder))
        if quantization == "int8":
            convert_to_int8(converter, out)
        else:
            converter.convert(str(out), quantization=quantization, force=True)
    except ModelError:
        raise
    except (ValueError, RuntimeError, AttributeError, KeyError, OSError) as error:
        raise ModelError(str(checkpoint.folder), f"cannot be converted ({error})", "report this model") from error

    start = None if checkpoint.family == "marian" else tokenizer.convert_ids_to_tokens(made.start)
    _mend_config(out, start)
    settings = _settings(checkpoint, made, tokenizer)
    if settings.codec == "marian":
        for name in ("source.spm", "target.spm"):
            shutil.copyfile(checkpoint.folder / name, out / name)
    else:
        atomic_write(out / "tokenizer.json", tokenizer.backend_tokenizer.to_str().encode())
    settings.write(out)
    return settings


def _mend_config(out: Path, start: str | None) -> None:
    """Name the token the decoder starts from (Marian's needs none: it starts from zeros); CTranslate2 takes no null for a mark."""
    config = read_json(out / "config.json", "convert the model again")
    for mark, usual in (("bos_token", "<s>"), ("eos_token", "</s>"), ("unk_token", "<unk>")):
        if config.get(mark, usual) is None:
            config[mark] = usual
    if start is not None:
        config["decoder_start_token"] = start
    atomic_write(out / "config.json", json.dumps(config, indent=1, ensure_ascii=False).encode())


def _settings(checkpoint: Checkpoint, made: Recipe, tokenizer: Any) -> Settings:
    """The recipe in pieces. Marian's ``<pad>`` is no part of a converted vocabulary, so nothing need forbid it."""
    gone = {"<pad>"} if checkpoint.family == "marian" else set()
    suppressed = (tuple(tokenizer.convert_ids_to_tokens(list(words))) for words in made.suppressed)
    return Settings(
        codec="marian" if checkpoint.family == "marian" else "tokenizer",
        forced_first=None if made.forced_first is None else tokenizer.convert_ids_to_tokens(made.forced_first),
        suppressed=tuple(words for words in suppressed if not gone.intersection(words)),
        max_source_tokens=made.max_source_tokens,
        max_target_tokens=made.max_target_tokens,
        min_new_tokens=made.min_new_tokens,
        text_prefix=made.text_prefix,
        decoding=made.decoding,
    )
