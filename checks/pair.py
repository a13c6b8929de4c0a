"""All checks of one Arabic sentence and its English."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..articles.text import ARABIC_LETTER
from .added import check_added
from .bounds import check_bounds
from .comparisons import check_comparisons
from .compass import check_compass
from .dates import check_dates
from .duals import check_duals
from .gender import check_gender
from .halves import check_halves
from .length import check_length
from .loops import check_loops
from .modality import check_modality
from .names import check_names
from .negation import check_negation
from .numbers import check_numbers
from .points import check_points
from .ranges import check_ranges
from .script import check_script
from .tense import check_tense
from .twins import check_twins
from .types import Flag
from .unknown import check_unknown

if TYPE_CHECKING:
    from .gazetteer import NameTable

_RANK = {"error": 0, "warning": 1, "note": 2}


def check_pair(
    ar: str, en: str | None, *, names: NameTable | None = None, known: Callable[[str], bool] | None = None
) -> tuple[Flag, ...]:
    """What a reader should know of ``en`` as the English of ``ar``: flags, errors first, then warnings, then notes.

    No English at all is one flag. ``names`` are spellings that win over the built-in ones; ``known`` tells whether the
    translator's word list has an Arabic word. Never raises, whatever the text; time is linear in its length.
    """
    if not en or not en.strip():
        if not ar.strip() or not ARABIC_LETTER.search(ar):
            return ()
        return (Flag("untranslated", "error", "there is no English for this sentence", ar, None),)
    script = check_script(ar, en)
    if any(f.severity == "error" for f in script):
        return script
    loops = check_loops(ar, en)
    flags = [
        *script,
        *loops,
        *check_length(ar, en),
        *(() if loops else check_added(ar, en)),
        *check_numbers(ar, en),
        *check_points(ar, en),
        *check_bounds(ar, en),
        *check_comparisons(ar, en),
        *check_compass(ar, en),
        *check_duals(ar, en),
        *check_dates(ar, en),
        *check_ranges(ar, en),
        *check_halves(ar, en),
        *check_names(ar, en, names),
        *check_twins(ar, en),
        *check_gender(ar, en),
        *check_negation(ar, en),
        *check_tense(ar, en),
        *check_modality(ar, en),
        *check_unknown(ar, en, known),
    ]
    return tuple(sorted(flags, key=lambda f: _RANK[f.severity]))
