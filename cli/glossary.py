"""The user's glossary files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..errors import MujazError
from .settings import load_settings


def read_glossary(paths: Sequence[Path] | None) -> dict[str, str]:
    """Arabic → English of ``[names]`` in the settings and of TSV files (Arabic, English, note; ``#`` begins a comment).

    Files win over settings, later files over earlier ones. Raises MujazError.
    """
    entries = dict(load_settings().names)
    for path in paths or ():
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise MujazError(
                str(path), f"cannot be read as a UTF-8 glossary ({error})", "give a TSV file: Arabic, English, note"
            ) from error
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith("#"):
                continue
            arabic, _, rest = line.partition("\t")
            english = rest.split("\t", 1)[0].strip()
            if not arabic.strip() or not english:
                raise MujazError(f"{path}:{number}", "no Arabic<TAB>English entry", "put one tab between the two")
            entries[arabic.strip()] = english
    return entries
