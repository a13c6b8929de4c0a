"""Names and their English spellings."""

from __future__ import annotations


class NameTable:
    """Spellings a user insists on."""
