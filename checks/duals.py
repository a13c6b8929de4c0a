"""Two of a kind: a dual noun of the Arabic of which the English has only one."""

from __future__ import annotations

import re
from functools import lru_cache

from .coverage import stem_of
from .gazetteer import form, heads, is_english_word, variants
from .number_words import table
from .tokens import cut_arabic, cut_english
from .types import Flag

_ENDING = re.compile("(?:ان|تاها?)$")
_TWO = frozenset(
    [
        "two",
        "2",
        "both",
        "pair",
        "pairs",
        "couple",
        "twin",
        "twins",
        "second",
        "duo",
        "dual",
        "double",
        "twice",
        "each",
        "either",
        "neither",
        "other",
        "another",
        "one",
    ]
)


def check_duals(ar: str, en: str) -> tuple[Flag, ...]:
    """A warning for the first dual noun whose English stands in the singular only, where no word says "two" or "both"."""
    there = cut_english(en)
    if not _TWO.isdisjoint(there.there):
        return ()
    tokens, keys, _ = cut_arabic(ar)
    for token, meant in [(tokens[i], _single(key)) for i, key in enumerate(keys) if _ENDING.search(key)]:
        said = [i for i, key in enumerate(there.keys) if len(key) > 3 and stem_of(key) in meant] if meant else []
        if said and all(not there.keys[i].endswith("s") and is_english_word(there.keys[i]) for i in said):
            here, word = ar[token.start : token.end], there.tokens[said[0]]
            shown = en[word.start : word.end]
            message = f"“{here}” (two) in the Arabic, “{shown}” in the English"
            return (Flag("number", "warning", message, here, shown),)
    return ()


@lru_cache(maxsize=65536)
def _single(key: str) -> frozenset[str]:
    """The beginnings of the English words for one of what a dual noun names; empty for other words."""
    for one in variants(key):
        bare = one.removeprefix("ال")
        listed = form(one) or form(bare)
        if listed is not None and listed.word and "two" not in listed.gloss:
            return frozenset()
        if key in table() or heads(one) or bare[0] in "يت" or bare[:2] in ("سي", "ست"):
            return frozenset()
        for ending, single in (("تان", "ه"), ("تاها", "ه"), ("تاه", "ه"), ("ان", "")):
            if bare.endswith(ending) and len(bare) - len(ending) >= 3:
                known = form(bare.removesuffix(ending) + single)
                if known is not None and known.word:
                    return known.gloss
    return frozenset()
