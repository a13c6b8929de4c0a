"""English verbs without their endings, as the first four letters that stay: signed, signs and signing are "sign"."""

from __future__ import annotations

from functools import cache, lru_cache

from .lexicon import rows

_LETTERS = 4


@lru_cache(maxsize=32768)
def base_of(word: str) -> str:
    """The base of an English word, whole or cut after five letters as in the word list."""
    word = _pasts().get(word, word)
    for ending in ("ing", "ies", "ied", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:_LETTERS]


def is_past(word: str) -> bool:
    """Whether an English word can be a past."""
    return word in _pasts() or (word.endswith("ed") and len(word) > 4)


@cache
def _pasts() -> dict[str, str]:
    return {past: verb for verb, pasts in rows("irregular") for past in pasts.split()}
