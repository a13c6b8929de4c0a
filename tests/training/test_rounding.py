"""Weights rounded for shipping: as fine as they can be and still multiplied right; channels spread before that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

onnx = pytest.importorskip("onnx")
torch = pytest.importorskip("torch")

TRAINING = Path(__file__).parents[2] / "training"
SPIKY = arrays(np.float32, (3, 32), elements=st.floats(-100, 100, width=32, allow_subnormal=False))


@pytest.fixture(autouse=True)
def scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TRAINING))


def multiplied(weights: Any, inputs: Any) -> Any:
    """What ONNX Runtime makes of unsigned inputs (row x input, 128 is zero) and int8 weights (output x input)."""
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    given = {"one": np.float32(1), "middle": np.uint8(128), "none": np.int8(0), "w": weights}
    node = helper.make_node(
        "QGemm", ["x", "one", "middle", "w", "one", "none"], ["y"], domain="com.microsoft", transB=1
    )
    ends = [
        [helper.make_tensor_value_info(name, kind, ["row", size])]
        for name, kind, size in (("x", TensorProto.UINT8, weights.shape[1]), ("y", TensorProto.FLOAT, len(weights)))
    ]
    graph = helper.make_graph([node], "g", *ends, [numpy_helper.from_array(v, n) for n, v in given.items()])
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=9).SerializeToString()
    return onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"]).run(None, {"x": inputs})[0]


@given(SPIKY)
def test_neighbours_of_one_sign_leave_room_for_16_bit_sums(weights: Any) -> None:
    from rounding import paired

    whole, scales = paired(weights)
    pairs = whole.astype(int).reshape(len(whole), -1, 2)
    assert np.abs(pairs).max() <= 127
    alike = pairs.prod(axis=2) > 0
    assert (255 * np.abs(pairs).sum(axis=2)[alike] <= 32767).all()
    assert np.isfinite(scales).all() and (scales > 0).all()


def test_rounding_halves_the_error_of_the_coarser_one() -> None:
    from mujaz.models.quantize import rounded
    from rounding import paired

    weights = np.random.default_rng(0).standard_normal((64, 640)).astype(np.float32)
    coarse, fine = (
        np.square(whole / scale[:, None] - weights).mean() for whole, scale in (rounded(weights), paired(weights))
    )
    assert fine < 0.5 * coarse


@pytest.mark.parametrize("rows", [1, 4, 13])
def test_the_largest_sums_are_added_right(rows: int) -> None:
    """Every pair at the limit, every input at an end of its range: on processors without VNNI nothing larger would fit."""
    rng = np.random.default_rng(rows)
    first = rng.integers(1, 128, (48, 320))
    weights = np.stack([first, 128 - first], -1) * rng.choice([-1, 1], (48, 320, 1))
    weights = weights.reshape(48, 640).astype(np.int8)
    inputs = np.where(weights[:rows] > 0, 255, 0).astype(np.uint8)
    inputs[-1] = 255
    exact = (inputs.astype(int) - 128) @ weights.astype(int).T
    assert (multiplied(weights, inputs) == exact).all()


def test_spreading_changes_no_answer_and_evens_the_inputs() -> None:
    from smooth import largest_inputs, smooth
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig

    torch.manual_seed(0)
    config = Gemma3TextConfig(
        vocab_size=64, hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=1, head_dim=16, query_pre_attn_scalar=16, attn_implementation="eager",
    )  # fmt: skip
    model = Gemma3ForCausalLM(config).eval()
    with torch.no_grad():
        for layer in model.model.layers:
            layer.input_layernorm.weight[3] = 40.0
            layer.mlp.up_proj.weight[5] *= 50
    ids = torch.randint(0, 64, (4, 12))
    before, spread = model(ids).logits, largest_inputs(model, iter([ids]))
    smooth(model, iter([ids]))
    after, evened = model(ids).logits, largest_inputs(model, iter([ids]))
    assert torch.allclose(before, after, atol=1e-4)
    for name in ("model.layers.1.self_attn.q_proj", "model.layers.1.mlp.down_proj"):
        assert evened[name].max() / evened[name].median() < 0.5 * spread[name].max() / spread[name].median()
