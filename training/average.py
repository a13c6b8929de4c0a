"""Average checkpoints of one run: `python training/average.py OUT/ MODEL/ MODEL/…`, transformers directories of the same shape."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file


def averaged(models: list[Path]) -> dict[str, torch.Tensor]:
    """The mean of every tensor, in the type of the first model."""
    total = {name: value.double() for name, value in load_file(models[0] / "model.safetensors").items()}
    types = {name: value.dtype for name, value in load_file(models[0] / "model.safetensors").items()}
    for model in models[1:]:
        weights = load_file(model / "model.safetensors")
        if weights.keys() != total.keys():
            raise SystemExit(f"{model}: other tensors than {models[0]}")
        for name, value in weights.items():
            total[name] += value.double()
    return {name: (value / len(models)).to(types[name]).contiguous() for name, value in total.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("models", type=Path, nargs="+")
    o = parser.parse_args()
    weights = averaged(o.models)
    o.out.mkdir(parents=True, exist_ok=True)
    for path in o.models[-1].iterdir():
        if path.is_file() and path.name != "model.safetensors":
            shutil.copyfile(path, o.out / path.name)
    save_file(weights, o.out / "model.safetensors", metadata={"format": "pt"})


if __name__ == "__main__":
    main()
