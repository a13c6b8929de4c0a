"""The newsroom's own names: ``[names]`` of the settings and glossary files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .settings import load_settings


def read_glossary(paths: Sequence[Path] | None) -> dict[str, str]:
    """Arabic → English; files win over settings, later files over earlier ones. Raises MujazError."""
    entries = dict(load_settings().names)
    if paths:
        from ..translate.lexicon import Lexicon

        for path in paths:
            entries |= Lexicon.read(path).entries
    return entries
