"""A read-only table of text on disk, a trie of the marisa library: a word is looked up in a microsecond, and little memory is taken."""

from __future__ import annotations

from collections.abc import Mapping

from marisa_trie import BytesTrie


def pack(rows: Mapping[str, str]) -> bytes:
    """The file of the rows; no key is empty or has a character zero."""
    trie: bytes = BytesTrie([(key, value.encode()) for key, value in sorted(rows.items())]).tobytes()
    return trie


class Packed:
    """The rows that ``pack`` made a file of."""

    __slots__ = ("_trie",)

    def __init__(self, data: bytes) -> None:
        self._trie = BytesTrie().frombytes(data)

    def get(self, key: str) -> str | None:
        """The value of a key; None where there is none."""
        if not key or "\0" in key:  # the library would read past it
            return None
        found: list[bytes] | None = self._trie.get(key.encode("utf-8", "replace"))
        return None if found is None else found[0].decode()

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None
