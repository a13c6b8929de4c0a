"""Sizes and limits as people write them, for ``--max-memory``, ``--max-bytes``, ``--limit`` and ``[limits]``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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


def known_limits() -> dict[str, int | float]:
    """The limits of reading that have no option of their own, with their defaults."""
    from ..articles.limits import DEFAULT_LIMITS

    return {f.name: getattr(DEFAULT_LIMITS, f.name) for f in fields(DEFAULT_LIMITS) if f.name != "page_bytes"}


def limit_of(name: str, number: str) -> int | float:
    """The value of one limit. Raises ValueError for a name or number that is none."""
    known = known_limits()
    if name not in known:
        raise ValueError(f"no limit is named {name!r}; there are {', '.join(known)}")
    try:
        value = type(known[name])(number)
    except ValueError as error:
        raise ValueError(f"{number!r} is no number; write it as {name}={known[name]:g}") from error
    if not 0 <= value < float("inf"):
        raise ValueError(f"{name} cannot be {number}")
    return value


def asked_limits(page_bytes: int | None, asked: Sequence[str], settings: Mapping[str, int | float] = {}) -> Limits:
    """The limits of reading: those asked for, each as ``links=2000``, over those of the settings. Raises ValueError for what is
    no limit."""
    from ..articles.limits import DEFAULT_LIMITS

    chosen = dict(settings) if page_bytes is None else {**settings, "page_bytes": page_bytes}
    for text in asked:
        name, _, number = text.partition("=")
        try:
            chosen[name] = limit_of(name, number)
        except ValueError as error:
            raise ValueError(f"--limit: {error}") from error
    return replace(DEFAULT_LIMITS, **chosen)  # type: ignore[arg-type]
