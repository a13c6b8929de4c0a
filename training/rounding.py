"""int8 weights as fine as ONNX Runtime multiplies right on every CPU.

Its kernels for processors without VNNI add the products of inputs 2k and 2k + 1 in 16 bits. Inputs are unsigned, so the sum fits wherever
255 times two weights of one sign does: any weight may use all of int8, if its neighbour leaves it the room. With ±63 for all,
which is what any order of adding needs, the rounding error is almost twice as large.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FULL = 127
TOGETHER = 32767 // 255  # of two neighbours with one sign
STEPS = (64, 70, 76, 83, 90, 98, 108, FULL)
"""What a row's largest weight may become; the one with the least error is taken."""


def paired(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """int8 weights (output x input, an even number of inputs) and what each row was multiplied by."""
    largest = np.abs(weights).max(axis=1)
    largest[largest == 0] = FULL
    best = np.zeros(weights.shape, np.int8)
    scales = np.ones(len(weights), np.float32)
    least = np.full(len(weights), np.inf, np.float32)
    for step in STEPS:
        scale = (np.float32(step) / largest).astype(np.float32)
        whole = _within(weights * scale[:, None])
        error = ((whole / scale[:, None] - weights) ** 2).sum(axis=1)
        better = error < least
        best[better], scales[better], least[better] = whole[better], scale[better], error[better]
    return best, scales


def _within(scaled: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rounded, and neighbours of one sign made smaller, by as much each, where they are too large together."""
    pairs = np.rint(scaled).clip(-FULL, FULL).reshape(len(scaled), -1, 2)
    size = np.abs(pairs)
    excess = (size.sum(axis=2) - TOGETHER).clip(0) * (pairs.prod(axis=2) > 0)
    size -= np.ceil(excess / 2)[:, :, None]
    return (np.sign(pairs) * size.clip(0)).reshape(scaled.shape)
