"""What is still to come and what was done: a future of the Arabic that the English tells as done."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from .gazetteer import heads, is_word
from .lexicon import words
from .tokens import cut_arabic, cut_english
from .types import Flag

_VERBAL = "يتن"


def check_tense(ar: str, en: str) -> tuple[Flag, ...]:
    """A warning where the Arabic says that something will be and no word of the English leaves it to the future."""
    tokens, keys, there = cut_arabic(ar)
    told = words("tense", "ar")
    i = next((i for i, key in enumerate(keys) if ("س" in key[:2] or key in told) and _will(key)), None)
    if i is None and "من" in there:
        i = next((i for i, pair in enumerate(pairwise(keys)) if "_".join(pair) in told), None)
    if i is None or _open(en):
        return ()
    here = ar[tokens[i].start : tokens[i + (keys[i] == "من")].end]
    return (Flag("negation", "warning", f"“{here}” (still to come) in the Arabic is not in the English", here, None),)


@lru_cache(maxsize=65536)
def _will(key: str) -> bool:
    """Whether an Arabic word is one of the future, or a verb of the present behind a س."""
    if key in words("tense", "ar"):
        return True
    verb = key[1:] if key[0] in "وف" else key
    if len(verb) < 5 or verb[0] != "س" or verb[1] not in _VERBAL or is_word(verb) or heads(verb):
        return False
    return any(is_word(one + verb[2:]) for one in _VERBAL)


def _open(en: str) -> bool:
    """Whether a word of the English may leave something to the future."""
    _, keys, there = cut_english(en)
    if not there.isdisjoint(words("tense", "en")) or any(key.endswith(("'ll", "'d")) for key in there):
        return True
    if any(key.startswith(_beginnings()) for key in there):
        return True
    behind = words("tense", "en-to")
    return any(
        (second == "to" and first in behind) or (first, second) == ("to", "be") for first, second in pairwise(keys)
    )


@lru_cache(maxsize=1)
def _beginnings() -> tuple[str, ...]:
    return tuple(words("tense", "en-begins"))
