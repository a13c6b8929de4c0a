"""Word tables of the checks: tab-separated files beside the code, read once."""

from __future__ import annotations

from functools import cache

from ..articles.tables import read_table


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``data/<name>.tsv``."""
    return tuple(tuple(cell.strip() for cell in row) for row in read_table(__package__, f"{name}.tsv"))


@cache
def words(name: str, kind: str) -> frozenset[str]:
    """The blank-separated words in the last column of the rows of ``name`` that start with ``kind``."""
    return frozenset(w for row in rows(name) if row[0] == kind for w in row[-1].split())
