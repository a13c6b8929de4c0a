"""What a function of a word answered before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Memo(dict[str, T]):
    """A function's answers, kept until there are ``most``, then forgotten together.

    ``map(memo.__getitem__, words)`` costs a look-up a word; ``lru_cache`` reorders its list at each, which takes longer.
    """

    def __init__(self, function: Callable[[str], T], most: int) -> None:
        super().__init__()
        self._function = function
        self._most = most

    def __missing__(self, word: str) -> T:
        if len(self) >= self._most:
            self.clear()
        answer = self[word] = self._function(word)
        return answer
