"""The layers that training compiles do what transformers' do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import torch
from transformers import Gemma3ForCausalLM, Gemma3TextConfig

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))


@pytest.fixture
def model() -> Gemma3ForCausalLM:
    torch.manual_seed(3)
    config = Gemma3TextConfig(
        vocab_size=90,
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=3,
        num_attention_heads=4,
        num_key_value_heads=1,
        head_dim=16,
        query_pre_attn_scalar=16,
        layer_types=["sliding_attention", "full_attention", "sliding_attention"],
        attn_implementation="eager",
    )
    model = Gemma3ForCausalLM(config)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim == 1:
                parameter.uniform_(-0.3, 0.3)
    return model


def test_loss_and_gradients_are_those_of_transformers(model: Gemma3ForCausalLM) -> None:
    from compiled import Decoder

    ids = torch.randint(1, 90, (5, 23))
    labels = ids.roll(-1, 1).masked_fill(torch.arange(23) < 9, -100)
    wanted = torch.nn.functional.cross_entropy(
        model(input_ids=ids).logits.flatten(0, 1), labels.flatten(), label_smoothing=0.05
    )
    wanted.backward()
    theirs = {name: p.grad for name, p in model.named_parameters()}
    model.zero_grad()
    ours = Decoder(model.config, dict(model.named_parameters()), compiled=False).loss(ids, labels, 0.05)
    ours.backward()
    assert ours.item() == pytest.approx(wanted.item(), rel=1e-5)
    for name, p in model.named_parameters():
        assert p.grad is not None, name
        torch.testing.assert_close(p.grad, theirs[name], rtol=1e-3, atol=1e-6)
