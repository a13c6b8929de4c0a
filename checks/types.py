"""A flag: one thing a reader should know before trusting a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FlagKind = Literal[
    "number",
    "date",
    "name",
    "negation",
    "unknown-word",
    "untranslated",
    "loop",
    "length",
    "added",
    "unsupported",
    "dialect",
    "limit",
]
Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Flag:
    """``ar`` and ``en`` are the spans concerned, as they stand in the sentence; None where that side has none.

    ``message`` is a line a journalist understands ("32 in the Arabic, 23 in the English").
    """

    kind: FlagKind
    severity: Severity
    message: str
    ar: str | None = None
    en: str | None = None
