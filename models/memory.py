"""What a run may hold at once (``--max-memory``): a model that cannot fit is refused, threads and batches are sized by what is left.

The limit is on resident memory, of this process, and is kept by estimates from measured runs: each figure below says of what.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ..errors import ModelError

MB = 1 << 20
SPARE = 192 * MB
"""For pages, names, the lexicon and the checks beside the models: a run with the built-in ones grows by so much."""
THREAD = 96 * MB
"""What one more thread of a model works with."""
LOADED = 1.3
"""Resident bytes of a loaded CTranslate2 model for each byte of its weights."""
CONVERTING = 6.5
"""Peak bytes for each byte of a checkpoint while it is converted, torch included."""
TOKENS_A_WEIGHT = 500
"""Tokens of a batch (padding and beams counted) that can be worked on in the memory that the weights take.
For opus-mt-ar-en's size that is 160 KB a token; 4,096 took 80 KB each where answers had 60 tokens."""

_limit: int | None = None


def limit_memory(size: int | None) -> None:
    """Hold at most so many bytes from now on; None lifts the limit."""
    global _limit
    _limit = size


def resident() -> int:
    """Bytes that this process holds; where the system does not say, the most it has held."""
    pages = Path("/proc/self/statm")
    if pages.is_file():
        return int(pages.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def room() -> int | None:
    """Bytes that may still be taken, beside what texts need; None without a limit."""
    return None if _limit is None else _limit - resident() - SPARE


def require(subject: str, need: float, remedy: str) -> None:
    """Raises ModelError where the limit does not leave ``need`` bytes for the model."""
    left = room()
    if _limit is not None and left is not None and need > left:
        least = round((_limit - left + need) / 1e6 + 0.5)
        raise ModelError(subject, f"needs --max-memory {least}MB, not {round(_limit / 1e6)}MB", remedy)


def fitting_threads(most: int) -> int:
    """At most ``most`` threads, at least one."""
    left = room()
    return most if left is None else max(1, min(most, left // THREAD))


def fitting_tokens(most: int, weights: int) -> int:
    """How many tokens of a batch a model with ``weights`` bytes can work on, at most ``most``; one text is always worked on."""
    left = room()
    return most if left is None or not weights else max(1, min(most, left * TOKENS_A_WEIGHT // weights))
