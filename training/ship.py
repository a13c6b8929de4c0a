"""A trained decoder → what mujaz ships: ``python training/ship.py HF_FOLDER [OUT] --revision 2026-12-01``.

``HF_FOLDER`` is what ``export.py`` wrote. The weights become int8 that every CPU multiplies right (``rounding.py``), ``model.bin`` is cut into parts under 95 MB, the graph that runs them is written beside, the tokenizer forgets its marks (so that a page spelling ``<eos>`` gives letters), and a manifest
with size and SHA-256 of every file is written.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from ctranslate2.converters import TransformersConverter
from graph import build
from mujaz.models.files import atomic_write
from mujaz.models.manifest import write_manifest
from mujaz.models.quantize import convert_to_int8
from rounding import paired

PART = 94_000_000
SHIPPED = Path(__file__).parents[1] / "models/builtin"


def ship(checkpoint: Path, out: Path, revision: str) -> None:
    """Write the folder that ``BuiltinModel.load`` reads; texts already there (card, terms, notice) stay."""
    with tempfile.TemporaryDirectory() as made:
        converted = Path(made) / "ct2"
        convert_to_int8(TransformersConverter(str(checkpoint)), converted, paired)
        weights = (converted / "model.bin").read_bytes()
    tokenizer = json.loads((checkpoint / "tokenizer.json").read_bytes())
    tokenizer["added_tokens"] = []
    config = json.loads((checkpoint / "config.json").read_bytes())
    graph = build(
        config["num_hidden_layers"], config["hidden_size"], config["num_attention_heads"], config["head_dim"],
        config["intermediate_size"], config["vocab_size"],
    )  # fmt: skip
    small = {
        "graph.onnx": graph.SerializeToString(deterministic=True),
        "tokenizer.json": json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")).encode(),
    }
    parts = {f"model.bin.{i}": weights[s : s + PART] for i, s in enumerate(range(0, len(weights), PART))}
    for old in out.glob("model.bin.*"):
        old.unlink()
    for name, data in (parts | small).items():
        atomic_write(out / name, data)
    names = sorted(parts | small)
    write_manifest(out, name="mujaz-built-in", revision=revision, licence="Gemma Terms of Use", files=names)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=SHIPPED)
    parser.add_argument("--revision", required=True)
    o = parser.parse_args()
    ship(o.checkpoint, o.out, o.revision)
