"""Sizes as people write them, for ``--max-memory`` and ``--max-bytes``."""

from __future__ import annotations

import re

import typer

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt])(i?)b?", re.IGNORECASE)


def parse_size(text: str) -> int:
    """Bytes of ``2GB``, ``800 MB`` or ``1.5GiB``. Raises ValueError."""
    match = _SIZE.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{text!r} is no size")
    number, unit, binary = match.groups()
    return int(float(number) * (1024 if binary else 1000) ** ("kmgt".index(unit.lower()) + 1))


def asked_size(option: str, text: str | None, examples: str) -> int | None:
    """The bytes asked for; None for none. Raises typer.BadParameter for what is no size."""
    try:
        return parse_size(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(f"{option}: {error}; write it as {examples}") from error
