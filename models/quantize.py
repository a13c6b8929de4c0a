"""int8 weights that every CPU multiplies right.

CTranslate2 multiplies unsigned 8-bit inputs with signed 8-bit weights. On x86 CPUs without VNNI (AVX2 and older; most
laptops before 2021) oneDNN adds two such products in 16 bits, where 2 · 255 · 127 does not fit: sums are cut off silently
("Nuances of int8 computations" in oneDNN's guide; oneDNN issue 717). With weights of at most ±63, 2 · 255 · 63 fits,
so results are exact, and the same on every CPU. The file stays as it was in size and format.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ctranslate2.converters.converter import Converter

LARGEST = 63


def convert_to_int8(converter: Converter, out: Path) -> None:
    """What ``converter.convert(out, quantization="int8")`` does, with weights in ±63. Replaces the folder ``out``."""
    spec = converter._load()  # the method that CTranslate2's converters implement
    spec.validate()
    rounded = {
        name: _rounded(variable.to("float32").numpy())
        for name, variable in spec.variables().items()
        if not variable.is_scalar() and len(variable.shape) == 2
    }
    spec.optimize(quantization="int8")
    final = spec.variables()
    for name, variable in final.items():
        scale = final.get(f"{name}_scale")
        if name in rounded and scale is not None and not isinstance(variable, str) and variable.dtype == "int8":
            weights, scales = rounded[name]
            variable.numpy()[...] = weights
            scale.numpy()[...] = scales
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    spec.save(str(out))


def _rounded(weights: Any) -> tuple[Any, Any]:
    """int8 weights of at most ±63 and what each row was multiplied by."""
    import numpy as np

    largest = np.abs(weights).max(axis=1)
    scale = (LARGEST / np.where(largest > 0, largest, LARGEST)).astype(np.float32)
    return np.rint(weights * scale[:, None]).astype(np.int8), scale
