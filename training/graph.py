"""The built-in decoder as an ONNX graph without weights: ``python training/graph.py models/builtin/graph.onnx``.

One graph reads prompts and writes answers. Weights come in when it is loaded (``models/decoder.py`` names them), so the file is
small and every set of weights of this shape runs with it. Needs the package ``onnx``, which running the graph does not.

Rows are answers in the making; ``b`` sentences have ``n`` rows each, and each row gets ``t`` tokens at once:

- reading prompts: n = 1, t = prompt length, no earlier tokens; the keys and values that come out are the prompt's;
- writing: t = 1. The prompt's keys and values are held once a sentence and shared by its rows; each row's own are short.

Linear layers multiply int8 by int8: weights with a scale for each output, inputs with a step for each token, so an answer does not
hang on what else is in the batch, and sums are whole numbers, so neither does it hang on the number of threads. Weights are such
as processors without VNNI add up right (``rounding.py``), and are taken as they lie in the file, outputs x inputs: ONNX Runtime turns them while it
packs them, which is cheaper than doing it before.

Rounding to int8 makes much of little: where floats are added in another order, every second sentence comes out in other words, as good
but other. So a change here that only saves time is one that changes no bit.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper, save

CONTRIB = "com.microsoft"
WINDOW = 6
"""Every sixth layer attends with the long rotary base."""

EPSILON = 1e-6


class Graph:
    """Nodes, inputs and outputs as they are added; every method gives back the name of what it made."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.inputs: list[Any] = []
        self.outputs: list[Any] = []
        self.constants: dict[str, Any] = {}

    def input(self, name: str, kind: int, shape: list[str | int]) -> str:
        self.inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def output(self, name: str, kind: int, shape: list[str | int]) -> None:
        self.outputs.append(helper.make_tensor_value_info(name, kind, shape))

    def weight(self, name: str, kind: int, shape: list[int]) -> str:
        """A tensor that is given when the graph is loaded."""
        tensor = TensorProto(name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL)
        tensor.external_data.add(key="location", value="weights")
        self.constants[name] = tensor
        return name

    def constant(self, name: str, value: Any) -> str:
        self.constants[name] = numpy_helper.from_array(np.asarray(value), name)
        return name

    def node(self, op: str, inputs: list[str], out: str | list[str], domain: str = "", **attributes: Any) -> str:
        outs = [out] if isinstance(out, str) else out
        self.nodes.append(helper.make_node(op, inputs, outs, domain=domain, **attributes))
        return outs[0]


def build(layers: int, width: int, heads: int, head: int, inner: int, vocabulary: int) -> ModelProto:
    """The graph of a Gemma 3 of this size with one key and value head."""
    g = Graph()
    ids = g.input("ids", TensorProto.INT64, ["row", "t"])
    positions = g.input("positions", TensorProto.INT64, ["row", "t"])
    head_positions = g.input("head_positions", TensorProto.INT64, ["b", "n_t_heads"])
    mask = g.input("mask", TensorProto.FLOAT, ["b", "n_t_heads_or_1", "p_g"])
    own_length = g.input("own_length", TensorProto.INT64, [1])
    origin = g.input("origin", TensorProto.INT64, ["row"])
    picked = g.input("picked", TensorProto.INT64, ["row"])
    count = g.input("count", TensorProto.INT64, [1])
    g.constant("one", np.float32(1))
    g.constant("middle", np.uint8(128))
    g.constant("full", np.float32(127))
    g.constant("last", np.array([-1], np.int64))
    g.constant("first", np.array([0], np.int64))
    g.constant("second", np.array([1], np.int64))
    g.constant("third", np.array([2], np.int64))
    g.constant("fourth", np.array([3], np.int64))
    g.constant("by_token", np.array([-1, width], np.int64))
    g.constant("by_token_heads", np.array([-1, heads * head], np.int64))
    g.constant("rest_head", np.array([-1, head], np.int64))
    g.constant("qkv_sizes", np.array([heads * head, head, head], np.int64))
    for base in ("near", "far"):
        for part in ("cos", "sin"):
            g.weight(f"{part}_{base}", TensorProto.FLOAT, [1024, head // 2])

    embedded = g.node("Gather", [g.weight("embedding", TensorProto.INT8, [vocabulary, width]), ids], "embedded8")
    scale = g.node("Gather", [g.weight("embedding_scale", TensorProto.FLOAT, [vocabulary, 1]), ids], "embedded_scale")
    x = g.node("Mul", [g.node("Cast", [embedded], "embedded32", to=TensorProto.FLOAT), scale], "embedded")
    x = g.node("Reshape", [x, "by_token"], "x0")
    row = g.node("Slice", [g.node("Shape", [ids], "ids_shape"), "first", "second"], "row")
    by_row = g.node("Concat", [row, "rest_head"], "by_row", axis=0)
    shape = g.node("Shape", [mask], "mask_shape")
    b = g.node("Slice", [shape, "first", "second"], "b")
    by_sentence = g.node("Concat", [b, "rest_head"], "by_sentence", axis=0)
    score_shape = g.node("Concat", [b, "last", own_length], "score_shape", axis=0)
    own_shape = g.node("Concat", [row, "last", own_length], "own_shape", axis=0)
    places = g.node("Slice", [shape, "third", "fourth"], "places")
    splits = g.node("Concat", [g.node("Sub", [places, own_length], "prompt_length"), own_length], "splits", axis=0)
    tokens = g.node("Reshape", [g.node("Size", [ids], "size"), "second"], "tokens")
    middles = g.node("Expand", ["middle", tokens], "middles")

    def quantized(x: str, middles: str) -> tuple[str, str]:
        """Each token's values as bytes, and the step between two of them, a number a token."""
        largest = g.node("ReduceMax", [g.node("Abs", [x], f"{x}.abs"), "last"], f"{x}.max", keepdims=0)
        step = g.node("Div", [largest, "full"], f"{x}.step")
        return g.node("QuantizeLinear", [x, step, middles], f"{x}.q", axis=0), step

    def linear(x: str, name: str, rows: int, columns: int, out: str, middles: str = middles, weight: str = "") -> str:
        in_steps, step = quantized(x, middles)
        w = g.weight(weight or f"{name}.weight", TensorProto.INT8, [columns, rows])
        s = g.weight(f"{name}.scale", TensorProto.FLOAT, [columns])
        zeros = g.constant(f"zeros{columns}", np.zeros(columns, np.int8))
        raw = g.node("QGemm", [in_steps, "one", "middle", w, s, zeros], f"{out}.raw", domain=CONTRIB, transB=1)
        return g.node("Mul", [raw, g.node("Unsqueeze", [step, "last"], f"{out}.step")], out)

    def norm(x: str, name: str, size: int, out: str) -> str:
        gamma = g.weight(name, TensorProto.FLOAT, [size])
        return g.node("SimplifiedLayerNormalization", [x, gamma], out, axis=-1, epsilon=EPSILON)

    def sum_and_norm(x: str, more: str, name: str, out: str) -> tuple[str, str]:
        g.node("Add", [x, more], out)
        return out, norm(out, name, width, f"{out}.normed")

    normed = norm(x, "layer0.before_attention", width, "x0.normed")
    for i in range(layers):
        p = f"layer{i}"
        turn = [f"{part}_{'far' if (i + 1) % WINDOW == 0 else 'near'}" for part in ("cos", "sin")]
        qkv = linear(normed, f"{p}.qkv", width, (heads + 2) * head, f"{p}.qkv")
        g.node("Split", [qkv, "qkv_sizes"], [f"{p}.q0", f"{p}.k0", f"{p}.v0"], axis=-1)
        q = norm(g.node("Reshape", [f"{p}.q0", by_sentence], f"{p}.q1"), f"{p}.query", head, f"{p}.q2")
        q = g.node("RotaryEmbedding", [q, head_positions, *turn], f"{p}.q", domain=CONTRIB)
        k = g.node("Reshape", [norm(f"{p}.k0", f"{p}.key", head, f"{p}.k1"), by_row], f"{p}.k2")
        k = g.node("RotaryEmbedding", [k, positions, *turn], f"{p}.k", domain=CONTRIB)
        v = g.node("Reshape", [f"{p}.v0", by_row], f"{p}.v")
        own = []
        for part, new in (("keys", k), ("values", v)):
            earlier = g.input(f"{part}{i}", TensorProto.FLOAT, ["before", "own", head])
            earlier = g.node("Gather", [earlier, origin], f"{p}.{part}", axis=0)
            own.append(g.node("Concat", [earlier, new], f"new_{part}{i}", axis=1))
            g.output(own[-1], TensorProto.FLOAT, ["row", "g", head])
        prompt_k = g.input(f"prompt_keys{i}", TensorProto.FLOAT, ["b", head, "p"])
        prompt_v = g.input(f"prompt_values{i}", TensorProto.FLOAT, ["b", "p", head])

        to_prompt = g.node("MatMul", [q, prompt_k], f"{p}.sp")
        q_row = g.node("Reshape", [q, by_row], f"{p}.qr")
        to_own = g.node("MatMul", [q_row, g.node("Transpose", [own[0]], f"{p}.kt", perm=[0, 2, 1])], f"{p}.so0")
        to_own = g.node("Reshape", [to_own, score_shape], f"{p}.so")
        scores = g.node("Add", [g.node("Concat", [to_prompt, to_own], f"{p}.s0", axis=-1), mask], f"{p}.s")
        g.node("Split", [g.node("Softmax", [scores], f"{p}.a", axis=-1), splits], [f"{p}.ap", f"{p}.ao0"], axis=-1)
        from_prompt = g.node("MatMul", [f"{p}.ap", prompt_v], f"{p}.cp0")
        from_own = g.node("MatMul", [g.node("Reshape", [f"{p}.ao0", own_shape], f"{p}.ao"), own[1]], f"{p}.co0")
        parts = [g.node("Reshape", [c, "by_token_heads"], c[:-1]) for c in (from_prompt, from_own)]
        context = g.node("Add", parts, f"{p}.c")
        attended = linear(context, f"{p}.out", heads * head, width, f"{p}.o")
        attended = norm(attended, f"{p}.after_attention", width, f"{p}.attended")
        x, normed = sum_and_norm(x, attended, f"{p}.before_ffn", f"{p}.x")

        both = linear(normed, f"{p}.gate_up", width, 2 * inner, f"{p}.gu")
        g.node("Split", [both], [f"{p}.gate", f"{p}.up"], axis=-1, num_outputs=2)
        gate = g.node("FastGelu", [f"{p}.gate"], f"{p}.gelu", domain=CONTRIB)
        hidden = g.node("Mul", [gate, f"{p}.up"], f"{p}.h")
        down = norm(linear(hidden, f"{p}.down", inner, width, f"{p}.d"), f"{p}.after_ffn", width, f"{p}.fed")
        if i + 1 < layers:
            x, normed = sum_and_norm(x, down, f"layer{i + 1}.before_attention", f"{p}.end")

    ends = [g.node("Gather", [part, picked], f"{part}.picked", axis=0) for part in (x, down)]
    _, normed = sum_and_norm(*ends, "final", "final_x")
    rows = g.node("Expand", ["middle", g.node("Shape", [picked], "picked_shape")], "row_middles")
    logits = linear(normed, "head", width, vocabulary, "logits", rows, weight="embedding")
    g.node("LogSoftmax", [logits], "log_probabilities", axis=-1)
    g.node("TopK", ["log_probabilities", count], ["scores", "best"], axis=-1)
    g.output("scores", TensorProto.FLOAT, ["row", "k"])
    g.output("best", TensorProto.INT64, ["row", "k"])

    graph = helper.make_graph(g.nodes, "mujaz", g.inputs, g.outputs, list(g.constants.values()))
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="mujaz")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    sizes = {"layers": 18, "width": 640, "heads": 4, "head": 256, "inner": 2048, "vocabulary": 31_689}
    for name, size in sizes.items():
        parser.add_argument(f"--{name}", type=int, default=size)
    o = parser.parse_args()
    save(build(*(getattr(o, name) for name in sizes)), o.out)
