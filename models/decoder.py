"""A small decoder run by ONNX Runtime: prompts are read once, answers written many rows at a time.

``builtin/graph.onnx`` says what is computed (``training/graph.py`` makes it); the weights are those of a CTranslate2 file of
type int8. CTranslate2 itself copies every row's keys and values, the prompt's too, twice for each token: with prompts of a
hundred tokens that is most of its time. Here the prompt's are held once a sentence and shared by all its rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .quantize import read_variables

if TYPE_CHECKING:
    import numpy as np
    import onnxruntime
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

MAX_POSITIONS = 1024
ROTARY = {"near": 10_000.0, "far": 1_000_000.0}
_HIDDEN = -1e9
"""Added to the score of a place that must not be looked at."""

THREADS = 2
"""That one caller's step is shared out among at most; more would cut sums apart."""

AWAKE = 50
"""Microseconds."""

LEAST, BLOCK = 160, 32


def room(length: int) -> int:
    """How many places prompts of ``length`` tokens and less are given: an answer is the same in all rooms, to the last bit.

    Behind a prompt stand zeros, which change no sum where whole blocks of them are added. With fewer than ``LEAST`` places two
    threads would have 64 columns or less each, and then ONNX Runtime adds up longer stretches.
    """
    return max(LEAST, -(-length // BLOCK) * BLOCK)


@dataclass(frozen=True, slots=True)
class Prompts:
    """Prompts that were read. ``keys`` (sentences x head x places) and ``values`` (sentences x places x head), one a layer;
    ``mask`` (sentences x 1 x places) hides the places beyond a prompt's end, ``lengths`` are in tokens."""

    keys: tuple[Floats, ...]
    values: tuple[Floats, ...]
    mask: Floats
    lengths: Ints

    @classmethod
    def together(cls, prompts: Sequence[Prompts], places: int) -> Prompts:
        """Side by side, each with room for ``places`` tokens."""
        import numpy as np

        lengths = np.concatenate([p.lengths for p in prompts])
        keys, values = [], []
        for layer in range(len(prompts[0].keys)):
            head = prompts[0].keys[layer].shape[1]
            k, v = (
                np.zeros((len(lengths), head, places), np.float32),
                np.zeros((len(lengths), places, head), np.float32),
            )
            for at, prompt in enumerate(prompts):
                k[at, :, : prompt.lengths[0]] = prompt.keys[layer][0]
                v[at, : prompt.lengths[0]] = prompt.values[layer][0]
            keys.append(k)
            values.append(v)
        mask = np.where(np.arange(places) < lengths[:, None], np.float32(0), np.float32(_HIDDEN))[:, None, :]
        return cls(tuple(keys), tuple(values), mask, lengths)

    def only(self, kept: Ints) -> Prompts:
        """Of these sentences."""
        return Prompts(
            tuple(k[kept] for k in self.keys),
            tuple(v[kept] for v in self.values),
            self.mask[kept],
            self.lengths[kept],
        )


@dataclass(frozen=True, slots=True)
class Written:
    """What rows have written: their own keys and values (rows x tokens x head), one a layer."""

    keys: tuple[onnxruntime.OrtValue, ...]
    values: tuple[onnxruntime.OrtValue, ...]
    length: int


@dataclass(frozen=True, slots=True)
class Best:
    """The best next tokens of each row and their log-probabilities, both rows x count, best first."""

    ids: Ints
    scores: Floats


class Decoder:
    """``graph`` and ``weights`` are the bytes of ``graph.onnx`` and ``model.bin``; raises ValueError where they don't fit.

    May be called from several threads at once, and where one calls alone, two (``threads`` permitting) compute what it asks for.
    Neither changes a bit of what comes out, nor does what else is in the batch.
    """

    def __init__(self, graph: bytes, weights: bytes | memoryview, threads: int = 1) -> None:
        import numpy as np
        import onnxruntime

        tensors = _tensors(weights)
        self._layers = sum(name.endswith(".qkv.weight") for name in tensors)
        self._head = len(tensors["layer0.key"])
        self._heads = tensors["layer0.out.weight"].shape[1] // self._head
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(threads, THREADS)
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # between two products a thread waits awake, but not so long that it takes its CPU from another caller
        options.add_session_config_entry("session.intra_op.allow_spinning", str(int(_limits_spinning())))
        options.add_session_config_entry("session.intra_op.spin_duration_us", str(AWAKE))
        # shapes differ from step to step, and an arena would keep the largest of each
        options.enable_mem_pattern = False
        options.enable_cpu_mem_arena = False
        self._values = [onnxruntime.OrtValue.ortvalue_from_numpy(t) for t in tensors.values()]
        options.add_external_initializers(list(tensors), self._values)
        try:
            self._session: onnxruntime.InferenceSession = onnxruntime.InferenceSession(
                graph, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # the package has a dozen classes of its own, all plain exceptions
            raise ValueError(str(error)) from error
        self._values = []
        self._np = np
        self._value = onnxruntime.OrtValue.ortvalue_from_numpy
        self._parts = [f"{part}{i}" for part in ("keys", "values") for i in range(self._layers)]

    def read(self, prompt: Sequence[int], count: int) -> tuple[Prompts, Best]:
        """Read the token ids of one prompt, and say the ``count`` best first tokens of its answer."""
        np = self._np
        length = len(prompt)
        hidden = np.full((length, 1), _HIDDEN, np.float32)
        future = np.triu(np.full((length, length), _HIDDEN, np.float32), 1)
        feeds = {
            "ids": np.array([prompt], np.int64),
            "positions": np.arange(length)[None],
            "head_positions": np.arange(length).repeat(self._heads)[None],
            "mask": np.hstack([hidden, future]).repeat(self._heads, 0)[None],
            "origin": np.zeros(1, np.int64),
            "picked": np.array([length - 1]),
        }
        blank = np.zeros((1, self._head, 1), np.float32)
        nothing = Prompts(
            (blank,) * self._layers, (blank.transpose(0, 2, 1),) * self._layers, hidden, np.zeros(1, np.int64)
        )
        written, best = self._run(feeds, nothing, self.start(1), length, count)
        keys = tuple(k.numpy().transpose(0, 2, 1) for k in written.keys)
        values = tuple(v.numpy() for v in written.values)
        return Prompts(keys, values, np.zeros((1, 1, length), np.float32), np.array([length])), best

    def start(self, rows: int) -> Written:
        """Rows that have written nothing."""
        nothing = (self._value(self._np.zeros((rows, 0, self._head), self._np.float32)),) * self._layers
        return Written(nothing, nothing, 0)

    def write(self, prompts: Prompts, written: Written, origin: Ints, tokens: Ints, count: int) -> tuple[Written, Best]:
        """Write one token a row. Row i goes on from row ``origin[i]`` of ``written``; rows stand sentence by sentence, as many each."""
        np = self._np
        sentences = len(prompts.lengths)
        positions = (prompts.lengths + written.length)[:, None].repeat(len(tokens) // sentences, 1)
        own = np.zeros((sentences, 1, written.length + 1), np.float32)
        feeds = {
            "ids": tokens[:, None],
            "positions": positions.reshape(-1, 1),
            "head_positions": positions.repeat(self._heads, 1),
            "mask": np.concatenate([prompts.mask, own], 2),
            "origin": origin,
            "picked": np.arange(len(tokens)),
        }
        return self._run(feeds, prompts, written, 1, count)

    def _run(
        self, feeds: Mapping[str, Ints | Floats], prompts: Prompts, written: Written, new: int, count: int
    ) -> tuple[Written, Best]:
        length = written.length + new
        feeds = {**feeds, "own_length": self._np.array([length]), "count": self._np.array([count])}
        feeds |= zip((f"prompt_{part}" for part in self._parts), (*prompts.keys, *prompts.values), strict=True)
        values = {name: self._value(self._np.ascontiguousarray(array)) for name, array in feeds.items()}
        values |= zip(self._parts, (*written.keys, *written.values), strict=True)
        outputs = ["best", "scores", *(f"new_{part}" for part in self._parts)]
        ids, scores, *rest = self._session.run_with_ort_values(outputs, values)
        keys, own = tuple(rest[: self._layers]), tuple(rest[self._layers :])
        return Written(keys, own, length), Best(ids.numpy(), scores.numpy())


def _limits_spinning() -> bool:
    """Whether ONNX Runtime is known to: an older one spins without end."""
    import onnxruntime

    return tuple(map(int, onnxruntime.__version__.split(".")[:2])) >= (1, 32)


def _tensors(weights: bytes | memoryview) -> dict[str, NDArray[Any]]:
    """The graph's weights out of a CTranslate2 file: matrices output x input, scales to multiply with, norms with their one added."""
    import numpy as np

    found = read_variables(weights)
    layers = sum(name.endswith("/linear_1/weight") and "/ffn/" in name for name in found)
    if not layers:
        raise ValueError("model.bin is no decoder of this kind")

    def matrix(*names: str) -> dict[str, NDArray[Any]]:
        parts = [found[f"decoder/{name}/weight"] for name in names]
        scales = [found[f"decoder/{name}/weight_scale"] for name in names]
        return {
            "weight": parts[0] if len(parts) == 1 else np.concatenate(parts),
            "scale": np.reciprocal(np.concatenate(scales)),
        }

    def norm(name: str) -> NDArray[Any]:
        gamma: Floats = found[f"decoder/{name}/gamma"].astype(np.float32)
        return gamma + np.float32(1) if found[f"decoder/{name}/layer_norm_use_residual"] else gamma

    out: dict[str, NDArray[Any]] = {}
    for i in range(layers):
        attention, ffn = f"layer_{i}/self_attention", f"layer_{i}/ffn"
        for name, parts in {
            "qkv": (f"{attention}/linear_0",),
            "out": (f"{attention}/linear_1",),
            "gate_up": (f"{ffn}/linear_0", f"{ffn}/linear_0_noact"),
            "down": (f"{ffn}/linear_1",),
        }.items():
            out |= {f"layer{i}.{name}.{kind}": value for kind, value in matrix(*parts).items()}
        out[f"layer{i}.before_attention"] = norm(f"layer_{i}/input_layer_norm")
        out[f"layer{i}.after_attention"] = norm(f"layer_{i}/post_attention_layer_norm")
        out[f"layer{i}.before_ffn"] = norm(f"layer_{i}/pre_feedforward_layer_norm")
        out[f"layer{i}.after_ffn"] = norm(f"layer_{i}/post_feedforward_layer_norm")
        head = norm(f"{attention}/q_norm")
        out[f"layer{i}.query"] = head / np.float32(len(head) ** 0.5)
        out[f"layer{i}.key"] = norm(f"{attention}/k_norm")
    out["final"] = norm("layer_norm")
    out["embedding"], out["head.scale"] = matrix("embeddings").values()
    out["embedding_scale"] = (np.float32(out["embedding"].shape[1] ** 0.5) * out["head.scale"])[:, None]
    half = len(out["layer0.key"]) // 2
    for name, base in ROTARY.items():
        angles = np.outer(np.arange(MAX_POSITIONS), base ** (-np.arange(half) / half))
        out[f"cos_{name}"], out[f"sin_{name}"] = np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)
    return out
