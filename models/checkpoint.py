"""A checkpoint folder as the hub lays it out: what it is, whether it is whole, and whether it is safe to open.

Weights are read from safetensors only. A pickle can run code when it is opened, so pickled weights are refused by name,
without being opened; code that comes with a checkpoint is never run.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from ..errors import ModelError

Family = Literal["marian", "bart", "mbart", "t5", "mt5"]

PICKLES = frozenset(
    {".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".joblib", ".npy", ".npz", ".h5", ".msgpack", ".ot"}
)
"""Suffixes of weights and data that are pickles, or that nothing here reads."""

WEIGHTS = "model.safetensors"
INDEX = "model.safetensors.index.json"
MAX_JSON = 64 << 20

TOKENIZERS: Mapping[Family, tuple[tuple[str, ...], ...]] = {
    "marian": (("source.spm", "target.spm", "vocab.json"),),
    "bart": (("tokenizer.json",), ("vocab.json", "merges.txt"), ("sentencepiece.bpe.model",)),
    "mbart": (("tokenizer.json",), ("sentencepiece.bpe.model",)),
    "t5": (("tokenizer.json",), ("spiece.model",)),
    "mt5": (("tokenizer.json",), ("spiece.model",)),
}
"""Per family the sets of files of which one is enough to make its tokenizer."""


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint that is whole as far as names go. ``config`` and ``generation`` are its JSON."""

    folder: Path
    family: Family
    config: Mapping[str, Any]
    generation: Mapping[str, Any]
    weights: tuple[Path, ...]

    @property
    def files(self) -> list[Path]:
        """Every file that takes part: weights, JSON, vocabularies."""
        wanted = (".json", ".spm", ".model", ".txt")
        return sorted(
            p
            for p in self.folder.iterdir()
            if p.is_file() and (p.suffix in wanted or p in self.weights) and p.name != "manifest.json"
        )


def read_checkpoint(folder: Path) -> Checkpoint:
    """Look at ``folder`` without opening its weights. Raises ModelError saying what is missing, unsafe or of the wrong kind."""
    config = read_json(folder / "config.json", "this is no model folder, or it is not whole")
    kind = config.get("model_type")
    if kind not in get_args(Family):
        what = f"a {kind} model" if kind else "no model that names its type"
        raise ModelError(str(folder), f"holds {what}", "mujaz runs MarianMT, BART, mBART, T5 and mT5 checkpoints")
    family = cast(Family, kind)
    weights = _weights(folder)
    names = {p.name for p in folder.iterdir()}
    choices = TOKENIZERS[family]
    if not any(names.issuperset(files) for files in choices):
        wanted = " or ".join(" + ".join(files) for files in choices)
        raise ModelError(str(folder), f"has no tokenizer ({wanted})", "copy the whole model folder")
    generation: Mapping[str, Any] = {}
    if "generation_config.json" in names:
        generation = read_json(folder / "generation_config.json", "copy the whole model folder")
    return Checkpoint(folder, family, config, generation, weights)


def read_json(path: Path, remedy: str) -> dict[str, Any]:
    """The JSON object in ``path``. Raises ModelError."""
    try:
        if path.stat().st_size > MAX_JSON:
            raise ModelError(str(path), f"is larger than {MAX_JSON >> 20} MB", remedy)
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise ModelError(str(path), f"cannot be read ({error.strerror})", remedy) from error
    except ValueError as error:
        raise ModelError(str(path), f"is not JSON ({error})", remedy) from error
    if not isinstance(content, dict):
        raise ModelError(str(path), "is not a JSON object", remedy)
    return content


def _weights(folder: Path) -> tuple[Path, ...]:
    if (folder / WEIGHTS).is_file():
        found: tuple[Path, ...] = (folder / WEIGHTS,)
    elif (folder / INDEX).is_file():
        mapping = read_json(folder / INDEX, "copy the whole model folder").get("weight_map")
        shards = sorted(set(mapping.values())) if isinstance(mapping, dict) else []
        if not shards or any(
            not isinstance(s, str) or Path(s).name != s or not s.endswith(".safetensors") for s in shards
        ):
            raise ModelError(str(folder / INDEX), "does not name the weight files", "copy the whole model folder")
        found = tuple(folder / shard for shard in shards)
    else:
        raise ModelError(str(folder), *_why_no_weights(p.name for p in folder.iterdir()))
    for path in found:
        check_safetensors(path)
    return found


def _why_no_weights(names: Iterable[str]) -> tuple[str, str]:
    pickled = sorted(n for n in names if Path(n).suffix in PICKLES)
    if pickled:
        return (
            f"has its weights only as {pickled[0]}, which can run code when it is opened",
            "get the revision that has model.safetensors, or save the model again with safetensors",
        )
    return "has no model.safetensors", "copy the whole model folder"


def check_safetensors(path: Path) -> None:
    """Read the table of a safetensors file and hold it against the file's size. Raises ModelError for a cut or odd file."""
    try:
        size = path.stat().st_size
        with path.open("rb") as f:
            length = int.from_bytes(f.read(8), "little")
            if not 2 <= length <= min(MAX_JSON, size - 8):
                raise ValueError("its table is cut off")
            table = json.loads(f.read(length))
        ends = [entry["data_offsets"][1] for name, entry in table.items() if name != "__metadata__"]
        expected = 8 + length + max(ends, default=0)
        if size != expected:
            raise ValueError(f"{size:,} bytes, {expected:,} were expected")
    except OSError as error:
        raise ModelError(str(path), f"cannot be read ({error.strerror})", "copy the whole model folder") from error
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise ModelError(
            str(path), f"is not a whole safetensors file ({error})", "copy or pull the model again"
        ) from error
