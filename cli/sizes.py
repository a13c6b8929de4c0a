"""Sizes and limits as people write them, for ``--max-memory``, ``--max-bytes`` and ``--limit``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ..articles.limits import Limits

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


def asked_limits(page_bytes: int | None, asked: Sequence[str]) -> Limits:
    """The limits of reading with those asked for, each as ``links=2000``. Raises ValueError for what is no limit."""
    from ..articles.limits import DEFAULT_LIMITS

    known = {field.name: getattr(DEFAULT_LIMITS, field.name) for field in fields(DEFAULT_LIMITS)}
    chosen: dict[str, int | float] = {} if page_bytes is None else {"page_bytes": page_bytes}
    for text in asked:
        name, _, number = text.partition("=")
        if name == "page_bytes" or name not in known:
            names = ", ".join(name for name in known if name != "page_bytes")
            raise ValueError(f"--limit: no limit is named {name!r}; there are {names}")
        try:
            value = type(known[name])(number)
        except ValueError as error:
            raise ValueError(f"--limit: {number!r} is no number; write it as {name}={known[name]:g}") from error
        if not 0 <= value < float("inf"):
            raise ValueError(f"--limit: {name} cannot be {number}")
        chosen[name] = value
    return replace(DEFAULT_LIMITS, **chosen)  # type: ignore[arg-type]
