"""The built-in decoder as an ONNX graph without weights: ``python training/graph.py models/builtin/graph.onnx``.

One graph reads prompts and writes answers. Weights come in when it is loaded (``models/decoder.py`` names them), so the file is
small and every set of weights of this shape runs with it. Needs the package ``onnx``, which running the graph does not.

Rows are answers in the making; ``b`` sentences have ``n`` rows each, and each row gets ``t`` tokens at once:

- reading prompts: n = 1, t = prompt length, no earlier tokens; the keys and values that come out are the prompt's;
- writing: t = 1. The prompt's keys and values are held once a sentence and shared by its rows; each row's own are short.

Linear layers multiply int8 by int8: weights with a scale for each output, inputs with one for each token, so an answer does not
hang on what else is in the batch. Weights lie within ±63, which processors without VNNI add up right, and are taken as they lie in the
file, outputs x inputs: ONNX Runtime turns them while it packs them, which is cheaper than doing it before.
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
    origin = g.input("origin", TensorProto.INT64, ["row"])
    picked = g.input("picked", TensorProto.INT64, ["row"])
    prompt_mask = g.input("prompt_mask", TensorProto.FLOAT, ["b", 1, "p"])
    own_mask = g.input("own_mask", TensorProto.FLOAT, ["tq", "g"])
    count = g.input("count", TensorProto.INT64, [1])
    g.constant("eps_a", np.float32(1e-9))
    g.constant("one", np.float32(1))
    g.constant("middle", np.uint8(128))
    g.constant("none", np.int8(0))
    g.constant("full", np.float32(127))
    g.constant("last", np.array([-1], np.int64))
    for name, shape in {"flat": [-1, width], "back": [-1, heads * head]}.items():
        g.constant(f"to_{name}", np.array(shape, np.int64))
    for base in ("near", "far"):
        for part in ("cos", "sin"):
            g.weight(f"{part}_{base}", TensorProto.FLOAT, [1024, head // 2])

    embedded = g.node("Gather", [g.weight("embedding", TensorProto.INT8, [vocabulary, width]), ids], "embedded8")
    scale = g.node("Gather", [g.weight("embedding_scale", TensorProto.FLOAT, [vocabulary, 1]), ids], "embedded_scale")
    x = g.node("Mul", [g.node("Cast", [embedded], "embedded32", to=TensorProto.FLOAT), scale], "embedded")
    x = g.node("Reshape", [x, "to_flat"], "x0")
    # how [row, t] and [b, n·t·heads] are folded into each other
    rows_t = g.node("Shape", [ids], "rows_t")
    g.constant("width_head", np.array([heads, head], np.int64))
    split_shape = g.node("Concat", [rows_t, "width_head"], "split_shape", axis=0)
    g.constant("one_head", np.array([1, head], np.int64))
    key_shape = g.node("Concat", [rows_t, "one_head"], "key_shape", axis=0)
    g.constant("wide", np.array([heads * head], np.int64))
    wide_shape = g.node("Concat", [rows_t, "wide"], "wide_shape", axis=0)
    g.constant("narrow", np.array([head], np.int64))
    narrow_shape = g.node("Concat", [rows_t, "narrow"], "narrow_shape", axis=0)
    g.constant("zero1", np.array([0], np.int64))
    b = g.node("Slice", [g.node("Shape", [prompt_mask], "mask_shape"), "zero1", "one1"], "b")
    g.constant("zero1", np.array([0], np.int64))
    g.constant("one1", np.array([1], np.int64))
    g.constant("minus1", np.array([-1], np.int64))
    by_sentence = g.node("Concat", [b, "minus1", "narrow"], "by_sentence", axis=0)
    row = g.node("Slice", [rows_t, "zero1", "one1"], "row_count")
    by_row = g.node("Concat", [row, "minus1", "narrow"], "by_row", axis=0)
    prompt_length = g.node("Slice", ["mask_shape", "two1", "three1"], "prompt_length")
    g.constant("two1", np.array([2], np.int64))
    g.constant("three1", np.array([3], np.int64))
    scores_by_row = g.node("Concat", [row, "minus1", prompt_length], "scores_by_row", axis=0)
    own_length = g.node("Slice", [g.node("Shape", [own_mask], "own_shape"), "one1", "two1"], "own_length")
    splits = g.node("Concat", [prompt_length, own_length], "splits", axis=0)
    scores_by_sentence = g.node("Concat", [b, "minus1", prompt_length], "scores_by_sentence", axis=0)

    def linear(
        x: str, name: str, rows: int, columns: int, out: str, made: dict[str, tuple[str, str]], weight: str = ""
    ) -> str:
        if x not in made:
            largest = g.node("ReduceMax", [g.node("Abs", [x], f"{x}.abs"), "last"], f"{x}.max", keepdims=1)
            step = g.node("Div", [g.node("Max", [largest, "eps_a"], f"{x}.top"), "full"], f"{x}.step")
            scaled = g.node("Div", [x, step], f"{x}.scaled")
            made[x] = g.node("QuantizeLinear", [scaled, "one", "middle"], f"{x}.q"), step
        q, step = made[x]
        w = g.weight(weight or f"{name}.weight", TensorProto.INT8, [columns, rows])
        s = g.weight(f"{name}.scale", TensorProto.FLOAT, [columns])
        whole = g.node("QGemm", [q, "one", "middle", w, "one", "none"], f"{out}.whole", domain=CONTRIB, transB=1)
        return g.node("Mul", [g.node("Mul", [whole, s], f"{out}.raw"), step], out)

    def norm(x: str, name: str, size: int, out: str) -> str:
        gamma = g.weight(name, TensorProto.FLOAT, [size])
        return g.node("SimplifiedLayerNormalization", [x, gamma], out, axis=-1, epsilon=1e-6)

    for i in range(layers):
        p = f"layer{i}"
        base = "far" if (i + 1) % WINDOW == 0 else "near"
        made: dict[str, tuple[str, str]] = {}
        normed = norm(x, f"{p}.before_attention", width, f"{p}.n1")
        qkv = linear(normed, f"{p}.qkv", width, (heads + 2) * head, f"{p}.qkv", made)
        g.constant("qkv_sizes", np.array([heads * head, head, head], np.int64))
        g.node("Split", [qkv, "qkv_sizes"], [f"{p}.q", f"{p}.k", f"{p}.v"], axis=-1)
        q = norm(g.node("Reshape", [f"{p}.q", split_shape], f"{p}.q4"), f"{p}.query", head, f"{p}.qn")
        k = norm(g.node("Reshape", [f"{p}.k", key_shape], f"{p}.k4"), f"{p}.key", head, f"{p}.kn")
        q = g.node("Reshape", [q, wide_shape], f"{p}.q3")
        k = g.node("Reshape", [k, narrow_shape], f"{p}.k3")
        turned = [
            g.node("RotaryEmbedding", [v, positions, f"cos_{base}", f"sin_{base}"], f"{v}.turned", domain=CONTRIB)
            for v in (q, k)
        ]
        v = g.node("Reshape", [f"{p}.v", narrow_shape], f"{p}.v3")
        keys = g.input(f"keys{i}", TensorProto.FLOAT, ["before", "own", head])
        values = g.input(f"values{i}", TensorProto.FLOAT, ["before", "own", head])
        earlier_k = g.node("Gather", [keys, origin], f"{p}.ek", axis=0)
        earlier_v = g.node("Gather", [values, origin], f"{p}.ev", axis=0)
        own_k = g.node("Concat", [earlier_k, turned[1]], f"new_keys{i}", axis=1)
        own_v = g.node("Concat", [earlier_v, v], f"new_values{i}", axis=1)
        prompt_k = g.input(f"prompt_keys{i}", TensorProto.FLOAT, ["b", head, "p"])
        prompt_v = g.input(f"prompt_values{i}", TensorProto.FLOAT, ["b", "p", head])
        for name in (own_k, own_v):
            g.output(name, TensorProto.FLOAT, ["row", "g", head])

        q_sentence = g.node("Reshape", [turned[0], by_sentence], f"{p}.qs")
        q_row = g.node("Reshape", [turned[0], by_row], f"{p}.qr")
        to_prompt = g.node("MatMul", [q_sentence, prompt_k], f"{p}.sp0")
        to_prompt = g.node("Add", [to_prompt, prompt_mask], f"{p}.sp1")
        to_prompt = g.node("Reshape", [to_prompt, scores_by_row], f"{p}.sp")
        own_kt = g.node("Transpose", [own_k], f"{p}.kt", perm=[0, 2, 1])
        to_own = g.node("Add", [g.node("MatMul", [q_row, own_kt], f"{p}.so0"), own_mask], f"{p}.so")
        weights = g.node("Softmax", [g.node("Concat", [to_prompt, to_own], f"{p}.s", axis=-1)], f"{p}.a", axis=-1)
        g.node("Split", [weights, splits], [f"{p}.ap", f"{p}.ao"], axis=-1)
        from_prompt = g.node(
            "MatMul", [g.node("Reshape", [f"{p}.ap", scores_by_sentence], f"{p}.aps"), prompt_v], f"{p}.cp0"
        )
        from_prompt = g.node("Reshape", [from_prompt, "to_back"], f"{p}.cp")
        from_own = g.node("Reshape", [g.node("MatMul", [f"{p}.ao", own_v], f"{p}.co0"), "to_back"], f"{p}.co")
        context = g.node("Add", [from_prompt, from_own], f"{p}.c")
        attended = linear(context, f"{p}.out", heads * head, width, f"{p}.o", made)
        x = g.node("Add", [x, norm(attended, f"{p}.after_attention", width, f"{p}.n2")], f"{p}.x1")

        normed = norm(x, f"{p}.before_ffn", width, f"{p}.n3")
        both = linear(normed, f"{p}.gate_up", width, 2 * inner, f"{p}.gu", made)
        g.node("Split", [both], [f"{p}.gate", f"{p}.up"], axis=-1, num_outputs=2)
        gate = g.node("FastGelu", [f"{p}.gate"], f"{p}.gelu", domain=CONTRIB)
        hidden = g.node("Mul", [gate, f"{p}.up"], f"{p}.h")
        down = linear(hidden, f"{p}.down", inner, width, f"{p}.d", made)
        x = g.node("Add", [x, norm(down, f"{p}.after_ffn", width, f"{p}.n4")], f"{p}.x2")

    last = norm(g.node("Gather", [x, picked], "picked_x", axis=0), "final", width, "final_x")
    logits = linear(last, "head", width, vocabulary, "logits", {}, weight="embedding")
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
