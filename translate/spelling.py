"""Names spelt as newsrooms spell them, in English that a model wrote."""

from __future__ import annotations

import re

from ..checks.names import best_spelling
from ..checks.types import Flag

_MOST = 4  # corrections a sentence: what needs more is no misspelling


def mend_spelling(arabic: str, english: str) -> tuple[str, tuple[Flag, ...]]:
    """The English with misspelt names put right where the Arabic names them for sure ("Stantford" where it says ستانفورد)."""
    for _ in range(_MOST):
        found = best_spelling(arabic, english)
        if found is None or found[0] == found[1]:
            break
        wrong, right = found
        english = re.sub(rf"(?<!\w){re.escape(wrong)}(?!\w)", right.replace("\\", r"\\"), english)
    return english, ()
