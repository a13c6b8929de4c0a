"""int8 weights that every CPU multiplies right.

CTranslate2 multiplies unsigned 8-bit inputs with signed 8-bit weights. On x86 CPUs without VNNI (AVX2 and older; most
laptops before 2021) oneDNN adds two such products in 16 bits, where 2 · 255 · 127 does not fit: sums are cut off silently
("Nuances of int8 computations" in oneDNN's guide; oneDNN issue 717). With weights of at most ±63, 2 · 255 · 63 fits,
so results are exact, and the same on every CPU. The file stays as it was in size and format.
"""

from __future__ import annotations

import shutil
import struct
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from ctranslate2.converters.converter import Converter

LARGEST = 63

Rounding: TypeAlias = Callable[[Any], tuple[Any, Any]]
"""Weights (output x input, float32) → int8 weights, and what each row was multiplied by."""


def rounded(weights: Any) -> tuple[Any, Any]:
    """The ``Rounding`` to ±63."""
    import numpy as np

    largest = np.abs(weights).max(axis=1)
    scale = (LARGEST / np.where(largest > 0, largest, LARGEST)).astype(np.float32)
    return np.rint(weights * scale[:, None]).astype(np.int8), scale


def convert_to_int8(converter: Converter, out: Path, rounding: Rounding = rounded) -> None:
    """What ``converter.convert(out, quantization="int8")`` does, with weights in ±63. Replaces the folder ``out``."""
    spec = converter._load()  # the method that CTranslate2's converters implement
    spec.validate()
    made = {
        name: rounding(variable.to("float32").numpy())
        for name, variable in spec.variables().items()
        if not variable.is_scalar() and len(variable.shape) == 2
    }
    spec.optimize(quantization="int8")
    final = spec.variables()
    for name, variable in final.items():
        scale = final.get(f"{name}_scale")
        if name in made and scale is not None and not isinstance(variable, str) and variable.dtype == "int8":
            weights, scales = made[name]
            variable.numpy()[...] = weights
            scale.numpy()[...] = scales
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    spec.save(str(out))


def softened(model: bytes) -> bytes:
    """CTranslate2's ``model.bin`` with its int8 weights brought into ±63; as it is where they are already, or are no int8.

    Raises ValueError where ``model`` is not of the binary version this can read.
    """
    import numpy as np

    table = {name: (kind, shape, start, size) for name, kind, shape, start, size in _variables(model)}
    out = bytearray(model)
    for name, (kind, shape, start, size) in table.items():
        scale = table.get(f"{name}_scale")
        if kind != INT8 or scale is None or len(shape) != 2 or scale[0] != FLOAT32:
            continue
        weights = np.frombuffer(model, np.int8, size, start)
        if size == 0 or max(int(weights.max()), -int(weights.min())) <= LARGEST:
            continue
        out[start : start + size] = np.rint(weights * np.float32(LARGEST / 127)).astype(np.int8).tobytes()
        scales = np.frombuffer(model, np.float32, scale[3] // 4, scale[2]) * np.float32(LARGEST / 127)
        out[scale[2] : scale[2] + scale[3]] = scales.tobytes()
    return bytes(out)


def read_variables(model: bytes | memoryview) -> dict[str, Any]:
    """Every variable of a ``model.bin`` as an array; bfloat16 ones become float32. Raises ValueError where it cannot be read."""
    import numpy as np

    kinds = {FLOAT32: np.float32, INT8: np.int8, 2: np.int16, 3: np.int32, 4: np.float16, BFLOAT16: np.uint16}
    found = {}
    for name, kind, shape, start, size in _variables(model):
        flat = np.frombuffer(model, kinds[kind], size // np.dtype(kinds[kind]).itemsize, start)
        if kind == BFLOAT16:
            flat = (flat.astype(np.uint32) << 16).view(np.float32)
        found[name] = flat.reshape(shape)
    return found


FLOAT32, INT8, BFLOAT16 = 0, 1, 5
READABLE = range(4, 8)
"""Versions of the binary format; in these, a type and a byte count stand before the data of each variable."""


def _variables(model: bytes | memoryview) -> list[tuple[str, int, tuple[int, ...], int, int]]:
    """Name, type, shape, place and byte count of every variable."""
    at = 0

    def number(form: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from("<" + form, model, at)
        at += struct.calcsize(form)
        return int(value)

    def text() -> str:
        nonlocal at
        length = number("H")
        value = str(model[at : at + length - 1], "utf-8")
        at += length
        return value

    try:
        if number("I") not in READABLE:
            raise ValueError("model.bin is of a version that cannot be read")
        text(), number("I")
        found = []
        for _ in range(number("I")):
            name = text()
            shape = tuple(number("I") for _ in range(number("B")))
            kind, size = number("B"), number("I")
            if at + size > len(model):
                raise ValueError("model.bin is cut off")
            found.append((name, kind, shape, at, size))
            at += size
    except (struct.error, UnicodeDecodeError) as error:
        raise ValueError("model.bin is no CTranslate2 model") from error
    return found
