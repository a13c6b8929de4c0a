"""Word tables of the checks: tab-separated files beside the code, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``data/<name>.tsv``; blank lines and lines that start with ``#`` are comments."""
    text = (files(__package__) / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines)


@cache
def words(name: str, kind: str) -> frozenset[str]:
    """The blank-separated words in the last column of the rows of ``name`` that start with ``kind``."""
    return frozenset(w for row in rows(name) if row[0] == kind for w in row[-1].split())
