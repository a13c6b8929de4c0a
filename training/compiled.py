"""A Gemma 3 decoder's forward pass with compiled layers, for training: half of a step of transformers' goes into norms, activations and copies.

The layers share one compiled function, whose shapes vary in the rows and widths of a batch. Weights are those of transformers' model, by its names.
Only for rows shorter than the sliding window, of which every token sees all before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import gelu, linear

LAYER = (
    "input_layernorm", "self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.q_norm", "self_attn.k_norm", "self_attn.o_proj",
    "post_attention_layernorm", "pre_feedforward_layernorm", "mlp.gate_proj", "mlp.up_proj", "mlp.down_proj", "post_feedforward_layernorm",
)  # fmt: skip


def _norm(x: Tensor, weight: Tensor, eps: float) -> Tensor:
    wide = x.float()
    return (wide * torch.rsqrt(wide.square().mean(-1, keepdim=True) + eps) * (1.0 + weight.float())).type_as(x)


def _turned(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    first, second = x.chunk(2, dim=-1)
    return (x.float() * cos + torch.cat((-second, first), dim=-1).float() * sin).type_as(x)


def layer(
    x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor, weights: tuple[Tensor, ...], scale: float, eps: float
) -> Tensor:
    """One layer: ``x`` (rows, width, hidden), rotations (width, head), an additive ``mask`` (width, width), weights in the order of ``LAYER``."""
    before, q, k, v, q_norm, k_norm, o, after, before_mlp, gate, up, down, after_mlp = weights
    rows, width, _ = x.shape
    head = q_norm.shape[0]
    h = _norm(x, before, eps)
    queries = linear(h, q).view(rows, width, -1, head).transpose(1, 2)
    keys, values = linear(h, k).view(rows, 1, width, head), linear(h, v).view(rows, 1, width, head)
    queries = _turned(_norm(queries, q_norm, eps), cos, sin)
    keys = _turned(_norm(keys, k_norm, eps), cos, sin)
    heads = queries.shape[1]
    scores = torch.bmm(queries.reshape(rows, heads * width, head), keys.view(rows, width, head).transpose(1, 2))
    shares = torch.softmax(scores.view(rows, heads, width, width).float() * scale + mask, dim=-1).type_as(x)
    mixed = torch.bmm(shares.view(rows, heads * width, width), values.view(rows, width, head))
    mixed = mixed.view(rows, heads, width, head).transpose(1, 2).reshape(rows, width, heads * head)
    x = x + _norm(linear(mixed, o), after, eps)
    h = _norm(x, before_mlp, eps)
    h = linear(gelu(linear(h, gate), approximate="tanh") * linear(h, up), down)
    return x + _norm(h, after_mlp, eps)


def cross_entropy(hidden: Tensor, norm: Tensor, head: Tensor, wanted: Tensor, eps: float, smoothing: float) -> Tensor:
    """Mean smoothed cross-entropy, nats: ``hidden`` (n, hidden), ``wanted`` (n,)."""
    logits = linear(_norm(hidden, norm, eps), head).float()
    total = torch.logsumexp(logits, dim=-1)
    right = logits.gather(1, wanted[:, None]).squeeze(1)
    return (total - (1 - smoothing) * right - smoothing * logits.mean(dim=-1)).mean()


class Decoder:
    """What ``target_loss`` needs of a model, over the parameters of a transformers' Gemma 3."""

    def __init__(self, config: Any, weights: Mapping[str, Tensor], compiled: bool = True) -> None:
        self.weights, self.config = weights, config
        self._layer: Callable[..., Tensor] = torch.compile(layer, dynamic=True) if compiled else layer
        self._loss: Callable[..., Tensor] = torch.compile(cross_entropy, dynamic=True) if compiled else cross_entropy
        self._rotations: dict[tuple[int, str], tuple[Tensor, Tensor]] = {}

    def loss(self, ids: Tensor, labels: Tensor, smoothing: float) -> Tensor:
        """Of the tokens in ``labels`` (rows x width) that are not -100, given ``ids`` of the same shape."""
        w, c = self.weights, self.config
        embedding = w["model.embed_tokens.weight"]
        x = embedding[ids] * torch.tensor(c.hidden_size**0.5, dtype=embedding.dtype)
        width = ids.shape[1]
        mask = torch.full((width, width), float("-inf")).triu(1)
        for i, kind in enumerate(c.layer_types):
            cos, sin = self._rotation(width, kind)
            parts = tuple(w[f"model.layers.{i}.{name}.weight"] for name in LAYER)
            x = self._layer(x, cos, sin, mask, parts, c.query_pre_attn_scalar**-0.5, c.rms_norm_eps)
        at = (labels != -100).nonzero()
        return self._loss(
            x[at[:, 0], at[:, 1]],
            w["model.norm.weight"],
            embedding,
            labels[at[:, 0], at[:, 1]],
            c.rms_norm_eps,
            smoothing,
        )

    def _rotation(self, width: int, kind: str) -> tuple[Tensor, Tensor]:
        if (width, kind) not in self._rotations:
            head = self.config.head_dim
            theta = self.config.rope_parameters[kind]["rope_theta"]
            turn = theta ** (-torch.arange(0, head, 2).float() / head)
            angles = torch.outer(torch.arange(width).float(), turn).repeat(1, 2)
            self._rotations[width, kind] = angles.cos(), angles.sin()
        return self._rotations[width, kind]
