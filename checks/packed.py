"""A read-only table of text on disk: a word is looked up in a microsecond, and nothing is read into Python before."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Mapping
from zlib import crc32

_BUCKETS = 1 << 14


def pack(rows: Mapping[str, str]) -> bytes:
    """The file of the rows; keys without tabs, neither keys nor values with line ends.

    It begins with where each bucket starts (32-bit, little-endian, one more than there are buckets); a bucket holds the rows
    whose keys hash to it, each after a line end.
    """
    buckets: list[list[bytes]] = [[] for _ in range(_BUCKETS)]
    for key, value in sorted(rows.items()):
        word = key.encode()
        buckets[crc32(word) % _BUCKETS].append(b"\n" + word + b"\t" + value.encode())
    parts = [b"".join(bucket) + b"\n" for bucket in buckets]
    starts = array("I", [4 * (_BUCKETS + 1)])
    for part in parts:
        starts.append(starts[-1] + len(part))
    return _little(starts).tobytes() + b"".join(parts)


def _little(numbers: array[int]) -> array[int]:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


class Packed:
    """The rows that ``pack`` made a file of."""

    __slots__ = ("_data", "_starts")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._starts = _little(array("I", data[: 4 * (_BUCKETS + 1)]))

    def get(self, key: str) -> str | None:
        """The value of a key; None where there is none."""
        row = b"\n" + key.encode("utf-8", "replace") + b"\t"
        bucket = crc32(row[1:-1]) % _BUCKETS
        at = self._data.find(row, self._starts[bucket], self._starts[bucket + 1])
        if at < 0:
            return None
        at += len(row)
        return self._data[at : self._data.index(b"\n", at)].decode()

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None
