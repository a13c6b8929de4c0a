"""What ships → a transformers directory to train on from: `python training/unship.py MODELS/BUILTIN START/ OUT/`.

START is any checkpoint of the same kind: its configuration and its tokenizer, which knows the marks, are taken. Weights are what the int8 ones
stand for, so the rounding is in them; a few hundred steps undo it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from export import copy_tokenizer
from mujaz.models.builtin import whole_files
from mujaz.models.manifest import read_checked, read_manifest
from mujaz.models.quantize import read_variables
from numpy.typing import NDArray
from transformers import AutoConfig, AutoModelForCausalLM

NORMS = {
    "input_layernorm": "input_layer_norm",
    "post_attention_layernorm": "post_attention_layer_norm",
    "pre_feedforward_layernorm": "pre_feedforward_layer_norm",
    "post_feedforward_layernorm": "post_feedforward_layer_norm",
    "self_attn.q_norm": "self_attention/q_norm",
    "self_attn.k_norm": "self_attention/k_norm",
}
MATRICES = {
    "self_attn.o_proj": "self_attention/linear_1",
    "mlp.gate_proj": "ffn/linear_0",
    "mlp.up_proj": "ffn/linear_0_noact",
    "mlp.down_proj": "ffn/linear_1",
}


def weights(folder: Path, layers: int, head: int) -> dict[str, torch.Tensor]:
    """transformers' names → float32 weights of the shipped ``folder``; one key and value head of size ``head``."""
    stored = read_variables(read_checked(folder, *whole_files(read_manifest(folder))["model.bin"]))

    def matrix(name: str) -> NDArray[np.float32]:
        whole: NDArray[np.float32] = stored[f"{name}/weight"].astype(np.float32)
        return whole / stored[f"{name}/weight_scale"][:, None]

    found = {
        "model.embed_tokens.weight": matrix("decoder/embeddings"),
        "model.norm.weight": stored["decoder/layer_norm/gamma"],
    }
    for i in range(layers):
        ours, theirs = f"model.layers.{i}", f"decoder/layer_{i}"
        joined = matrix(f"{theirs}/self_attention/linear_0")
        for name, part in zip("qkv", np.split(joined, [len(joined) - 2 * head, len(joined) - head]), strict=True):
            found[f"{ours}.self_attn.{name}_proj.weight"] = part
        found |= {f"{ours}.{name}.weight": matrix(f"{theirs}/{at}") for name, at in MATRICES.items()}
        found |= {f"{ours}.{name}.weight": stored[f"{theirs}/{at}/gamma"] for name, at in NORMS.items()}
    return {name: torch.from_numpy(np.array(value, np.float32)) for name, value in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shipped", type=Path)
    parser.add_argument("start", type=Path)
    parser.add_argument("out", type=Path)
    o = parser.parse_args()
    config = AutoConfig.from_pretrained(o.start, local_files_only=True)
    model = AutoModelForCausalLM.from_config(config, dtype=torch.float32)
    missing, unexpected = model.load_state_dict(
        weights(o.shipped, config.num_hidden_layers, config.head_dim), strict=False
    )
    if set(missing) - {"lm_head.weight"} or unexpected:
        raise SystemExit(f"{o.shipped}: not the weights of {o.start} (missing {missing}, left over {unexpected})")
    model.tie_weights()
    model.save_pretrained(o.out)
    copy_tokenizer(o.start, o.out)


if __name__ == "__main__":
    main()
