"""Spread what single channels carry, before rounding: `python training/smooth.py CHECKPOINT/ OUT/ ROWS.npz [-n 96]`.

Inputs of linear layers are rounded to 8 bits by the largest of each token. A few channels are ten to thirty times the rest, and leave
these three or four bits. Dividing a channel where it is made (the norm before, or the rows of the layer before) and
multiplying the weights that read it changes nothing in exact numbers (SmoothQuant, Xiao et al. 2023), and the rounding less. The head keeps its inputs:
its weights are the embedding's too.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from export import copy_tokenizer
from finetune import tensors
from rows import Rows
from transformers import AutoModelForCausalLM

ALPHA = 0.6
"""How much of the spread goes into the weights: 0 none, 1 all."""

SMALLEST = 1e-5


def factors(inputs: torch.Tensor, weights: Sequence[torch.Tensor], heads: int = 1) -> torch.Tensor:
    """What to divide each input channel by, given its largest absolute value and the matrices (output x input) that read it.

    Channels at the same place of several ``heads`` are made by one row of weights and get the same. Their geometric mean is 1.
    """
    read = torch.cat(list(weights)).abs().amax(0)
    largest = [v.view(heads, -1).amax(0).clamp_min(SMALLEST) for v in (inputs, read)]
    s = largest[0] ** ALPHA / largest[1] ** (1 - ALPHA)
    return s / s.log().mean().exp()


def largest_inputs(model: Any, batches: Iterator[torch.Tensor]) -> dict[str, torch.Tensor]:
    """The largest absolute value of each input channel of each layer's matrices, by the matrix's name."""
    seen: dict[str, torch.Tensor] = {}

    def look(name: str) -> Any:
        def hook(_module: Any, arguments: tuple[torch.Tensor, ...]) -> None:
            top = arguments[0].abs().flatten(0, -2).amax(0)
            seen[name] = torch.maximum(seen.get(name, top), top)

        return hook

    read = ("q_proj", "o_proj", "gate_proj", "down_proj")
    hooks = [m.register_forward_pre_hook(look(n)) for n, m in model.named_modules() if n.endswith(read)]
    for ids in batches:
        model.model(input_ids=ids, use_cache=False)
    for hook in hooks:
        hook.remove()
    return seen


@torch.no_grad()
def smooth(model: Any, batches: Iterator[torch.Tensor]) -> None:
    """Change the weights of a Gemma 3 in place, given batches of token ids (rows x width) such as it will read."""
    inputs = largest_inputs(model, batches)
    heads = model.config.num_attention_heads
    if model.config.num_key_value_heads != 1:
        raise SystemExit("only models with one key and value head")
    for i, layer in enumerate(model.model.layers):
        name, attention, mlp = f"model.layers.{i}", layer.self_attn, layer.mlp
        made_by_norms = (
            (layer.input_layernorm, "self_attn.q_proj", (attention.q_proj, attention.k_proj, attention.v_proj)),
            (layer.pre_feedforward_layernorm, "mlp.gate_proj", (mlp.gate_proj, mlp.up_proj)),
        )
        for norm, reader, matrices in made_by_norms:
            s = factors(inputs[f"{name}.{reader}"], [m.weight for m in matrices])
            norm.weight.copy_((1 + norm.weight) / s - 1)
            for matrix in matrices:
                matrix.weight.mul_(s)
        made_by_rows = (
            (attention.v_proj, "self_attn.o_proj", attention.o_proj, heads),
            (mlp.up_proj, "mlp.down_proj", mlp.down_proj, 1),
        )
        for maker, reader, matrix, copies in made_by_rows:
            s = factors(inputs[f"{name}.{reader}"], [matrix.weight], copies)
            maker.weight.div_(s[:, None])
            matrix.weight.mul_(s.repeat(copies))


def batches_of(rows: Rows, count: int) -> Iterator[torch.Tensor]:
    """``count`` rows evenly from all of them, one a batch."""
    sizes = rows.sizes()
    for i in range(0, len(rows), max(1, len(rows) // count)):
        yield tensors(rows, [i], int(sizes[i]))[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("rows", type=Path)
    parser.add_argument("-n", "--count", type=int, default=96)
    o = parser.parse_args()
    model = AutoModelForCausalLM.from_pretrained(
        o.checkpoint, dtype=torch.float32, attn_implementation="eager", local_files_only=True
    ).eval()
    smooth(model, batches_of(Rows.load(o.rows), o.count))
    model.save_pretrained(o.out)
    copy_tokenizer(o.checkpoint, o.out)


if __name__ == "__main__":
    main()
