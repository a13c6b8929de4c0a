"""Word lists and rules as data: tab-separated tables beside a room's code."""

from __future__ import annotations

from importlib.resources import files


def read_table(package: str, name: str) -> list[list[str]]:
    """The rows of ``data/NAME`` of a room: cells between tabs, without empty lines and comments (``# …``)."""
    text = files(package).joinpath("data", name).read_text(encoding="utf-8")
    return [row.split("\t") for row in text.splitlines() if row.strip() and row != "#" and not row.startswith("# ")]
