"""Formats: `python training/export.py unpack START/ OUT/`, `… convert MODEL/ CT2/`, `… parts CT2/ OUT/ --revision R`.

unpack: the compact starting checkpoint → a transformers directory. convert: that → CTranslate2 int8. parts: CTranslate2's files in
parts under 95 MB with a manifest of sizes and SHA-256, as `models/builtin` reads it.
"""

from __future__ import annotations

import argparse
import json
import shutil
from hashlib import sha256
from pathlib import Path

PART = 90_000_000  # bytes
SKIP = ("architectures", "model_type", "transformers_version", "torch_dtype", "dtype", "name_or_path", "_name_or_path")


def unpacked(source: Path) -> dict[str, object]:
    """Weights by name. In `weights-int8`, a matrix is `name.int8` (rows x columns) times `name.scale` (one a row).

    `delta-int4` holds what later training added: `name.d4` (two 4-bit steps a byte, 8 is zero, even columns in the low half) times
    `name.ds` (one scale for 64 columns); vectors in it replace the older ones.
    """
    import torch
    from safetensors.torch import load_file

    stored = load_file(source / "weights-int8.safetensors")
    weights = {}
    for name, value in stored.items():
        if name.endswith(".int8"):
            weights[name[:-5]] = value.float() * stored[name[:-5] + ".scale"].float()[:, None]
        elif not name.endswith(".scale"):
            weights[name] = value.float()
    delta = source / "delta-int4.safetensors"
    if delta.exists():
        steps = load_file(delta)
        for name, value in steps.items():
            if name.endswith(".d4"):
                whole = torch.stack([value & 15, value >> 4], dim=2).flatten(1).float() - 8
                blocks = whole.view(len(whole), -1, 64) * steps[name[:-3] + ".ds"].float()[:, :, None]
                weights[name[:-3]] += blocks.flatten(1)
            elif not name.endswith(".ds"):
                weights[name] = value.float()
    return dict(weights)


def unpack(source: Path, out: Path) -> None:
    """The starting checkpoint as a transformers directory in float32."""
    from tokenizers import Tokenizer
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig, PreTrainedTokenizerFast

    config = {k: v for k, v in json.loads((source / "config.json").read_text()).items() if k not in SKIP}
    model = Gemma3ForCausalLM(Gemma3TextConfig(**config))
    missing, unexpected = model.load_state_dict(unpacked(source), strict=False)
    if set(missing) - {"lm_head.weight"} or unexpected:
        raise SystemExit(f"{source}: not the weights of its config (missing {missing}, left over {unexpected})")
    model.tie_weights()
    finish(model)
    model.save_pretrained(out)
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<bos>", eos_token="<eos>", pad_token="<pad>", unk_token="<unk>"
    ).save_pretrained(out)
    for name in ("tokenizer.json", "kept_ids.json"):
        shutil.copyfile(source / name, out / name)


def copy_tokenizer(source: Path, out: Path) -> None:
    """The files of a checkpoint that no training changes."""
    for name in ("tokenizer.json", "tokenizer_config.json", "kept_ids.json"):
        if (source / name).exists():
            shutil.copyfile(source / name, out / name)


def finish(model: object) -> None:
    """Name the ids that end and begin a text, which the converter looks for."""
    config, generation = model.config, model.generation_config  # type: ignore[attr-defined]
    config.architectures = ["Gemma3ForCausalLM"]
    config.eos_token_id, config.bos_token_id, config.pad_token_id = 1, 2, 0
    generation.eos_token_id = 1


def convert(model: Path, out: Path) -> None:
    """A transformers directory → CTranslate2 int8."""
    from ctranslate2.converters import TransformersConverter

    names = [n for n in ("tokenizer.json", "source.spm", "target.spm") if (model / n).exists()]
    TransformersConverter(str(model), copy_files=names).convert(str(out), quantization="int8", force=True)


def parts(source: Path, out: Path, revision: str) -> None:
    """Split what is too big for one file; every part with its size and SHA-256 in `manifest.json`."""
    out.mkdir(parents=True, exist_ok=True)
    files = []
    for path in sorted(p for p in source.iterdir() if p.is_file()):
        data = path.read_bytes()
        pieces = [data[i : i + PART] for i in range(0, max(1, len(data)), PART)]
        names = [path.name] if len(pieces) == 1 else [f"{path.name}.{i:02d}" for i in range(len(pieces))]
        for name, piece in zip(names, pieces, strict=True):
            (out / name).write_bytes(piece)
        stored = [
            {"name": n, "size": len(b), "sha256": sha256(b).hexdigest()} for n, b in zip(names, pieces, strict=True)
        ]
        files.append({"name": path.name, "size": len(data), "sha256": sha256(data).hexdigest(), "parts": stored})
    (out / "manifest.json").write_text(json.dumps({"revision": revision, "files": files}, indent=1) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=("unpack", "convert", "parts"))
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--revision", default="1")
    o = parser.parse_args()
    if o.action == "unpack":
        unpack(o.source, o.out)
    elif o.action == "convert":
        convert(o.source, o.out)
    else:
        parts(o.source, o.out, o.revision)


if __name__ == "__main__":
    main()
