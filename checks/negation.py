"""Polarity: what the Arabic denies the English must not assert, nor the other way round."""

from __future__ import annotations

from .lexicon import words
from .tokens import arabic_tokens, english_tokens
from .types import Flag


def check_negation(ar: str, en: str) -> tuple[Flag, ...]:
    left = [t for t in arabic_tokens(ar) if t.key in words("negation", "ar-strong")]
    right = [t for t in english_tokens(en) if t.key in words("negation", "en-strong") or t.key.endswith("n't")]
    if left and not right:
        t = left[0]
        word = ar[t.start : t.end]
        return (Flag("negation", "warning", f"“{word}” in the Arabic, no “not” in the English", word, None),)
    return ()
