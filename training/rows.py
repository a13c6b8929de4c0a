"""Training rows on disk: token ids in one flat array, no pickle."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PAD, EOS, BOS, TRANSLATE, REWRITE, GLOSS = (
    0,
    1,
    2,
    5,
    6,
    7,
)  # special ids, the same in the full and in the pruned vocabulary


@dataclass(frozen=True, slots=True)
class Rows:
    """``tokens[start[i]:target[i]]`` is the prompt of row i, ``tokens[target[i]:start[i + 1]]`` what the model shall write.

    ``names`` are the kinds, ``kinds[i]`` an index into them; ``keys`` tell a row from others, whatever its gloss.
    """

    tokens: NDArray[np.int32]
    start: NDArray[np.int64]
    target: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    keys: NDArray[np.uint64]
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.kinds)

    def row(self, i: int) -> tuple[list[int], list[int]]:
        """Prompt ids, target ids."""
        return self.tokens[self.start[i] : self.target[i]].tolist(), self.tokens[
            self.target[i] : self.start[i + 1]
        ].tolist()

    def sizes(self) -> NDArray[np.int64]:
        """Tokens of each row."""
        return np.diff(self.start)

    def save(self, path: Path) -> None:
        """Write all at once: a training run may be reading."""
        temporary = path.with_name(path.name + ".tmp.npz")
        arrays = {
            "tokens": self.tokens,
            "start": self.start,
            "target": self.target,
            "kinds": self.kinds,
            "keys": self.keys,
        }
        np.savez(temporary, allow_pickle=False, names=np.array(self.names), **arrays)
        temporary.replace(path)

    @classmethod
    def load(cls, path: Path) -> Rows:
        with np.load(path, allow_pickle=False) as z:
            return cls(z["tokens"], z["start"], z["target"], z["kinds"], z["keys"], tuple(str(n) for n in z["names"]))


def row_key(*texts: str) -> int:
    """A 64-bit name for a row."""
    return int.from_bytes(blake2b("\t".join(texts).encode(), digest_size=8).digest(), "big")


def gather(rows: list[tuple[list[int], list[int], str, int]]) -> Rows:
    """Rows of (prompt, target, kind, key)."""
    names = tuple(sorted({kind for _, _, kind, _ in rows}))
    lengths = np.array([[len(p), len(t)] for p, t, _, _ in rows], dtype=np.int64).reshape(-1, 2)
    start = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths.sum(1))])
    tokens = np.fromiter((i for p, t, _, _ in rows for i in (*p, *t)), dtype=np.int32, count=int(start[-1]))
    kinds = np.array([names.index(kind) for _, _, kind, _ in rows], dtype=np.uint8)
    keys = np.array([key for *_, key in rows], dtype=np.uint64)
    return Rows(tokens, start, start[:-1] + lengths[:, 0], kinds, keys, names)
