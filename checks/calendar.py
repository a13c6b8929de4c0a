"""The names of months and week days in both languages, from ``data/calendar.tsv``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from .lexicon import rows

_PREFIXES = ("", "و", "ب", "ل", "ف", "لل", "ول", "وب", "ول", "ولل")


@cache
def tables() -> tuple[dict[str, tuple[str, int]], dict[str, tuple[str, int]], dict[tuple[str, int], str]]:
    """Arabic name → month or day, English name → the same, and the English names to show."""
    arabic: dict[str, tuple[str, int]] = {}
    english: dict[str, tuple[str, int]] = {}
    names: dict[tuple[str, int], str] = {}
    for kind, number, ar, en in rows("calendar"):
        if kind not in ("month", "hijri", "day"):
            continue
        key = (kind, int(number))
        for name in ar.split():
            for prefix in _PREFIXES:
                if prefix.endswith("لل"):
                    if not name.startswith("ال"):
                        continue
                    form = prefix + name[2:]
                else:
                    form = prefix + name
                arabic.setdefault(form.replace("_", " "), key)
        for name in en.split():
            english.setdefault(name, key)
        names[key] = en.split()[0].capitalize()
    return arabic, english, names


@cache
def heads() -> frozenset[str]:
    """The first words of the Arabic names of two words."""
    return frozenset(name.split()[0] for name in tables()[0] if " " in name)


def months() -> Mapping[str, tuple[str, int]]:
    """The folded names of months and week days, clitics on, and what they are."""
    return tables()[0]
