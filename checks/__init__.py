"""The checking room: what an English translation lost of its Arabic sentence, and what a summary has that its article has not.

Pure functions over text, no model. ``check_pair`` runs every check of a sentence pair, ``check_summary`` holds an Arabic
summary sentence against the Arabic sentences it was made from, ``support_of`` finds those. All answer with ``Flag``s or
plain values, never raise on any text, and take time linear in its length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lazy import attach

if TYPE_CHECKING:
    from .gazetteer import NameTable
    from .names import NameHit, best_spelling, find_names
    from .numerals import Number
    from .numerals_ar import numbers_ar
    from .numerals_en import numbers_en
    from .pair import check_pair
    from .summary import check_summary
    from .support import overlap, support_of
    from .types import Flag, FlagKind, Severity

__all__ = [
    "Flag",
    "FlagKind",
    "NameHit",
    "NameTable",
    "Number",
    "Severity",
    "best_spelling",
    "check_pair",
    "check_summary",
    "find_names",
    "numbers_ar",
    "numbers_en",
    "overlap",
    "support_of",
]

__getattr__, __dir__ = attach(
    __name__,
    {
        "gazetteer": ("NameTable",),
        "names": (
            "NameHit",
            "best_spelling",
            "find_names",
        ),
        "numerals": ("Number",),
        "numerals_ar": ("numbers_ar",),
        "numerals_en": ("numbers_en",),
        "pair": ("check_pair",),
        "summary": ("check_summary",),
        "support": (
            "overlap",
            "support_of",
        ),
        "types": (
            "Flag",
            "FlagKind",
            "Severity",
        ),
    },
)
