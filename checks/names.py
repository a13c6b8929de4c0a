"""Names of the Arabic that the English lost or swapped for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .types import Flag

if TYPE_CHECKING:
    from .gazetteer import NameTable


def check_names(ar: str, en: str, names: NameTable | None = None) -> tuple[Flag, ...]:
    return ()
