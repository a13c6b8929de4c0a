"""The table of models that can be pulled by name: ``registry.toml``, and what a user adds to it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from ..errors import ModelError
from .checkpoint import PICKLES, Family
from .types import Decoding, Task

TABLE = Path(__file__).with_name("registry.toml")


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model that can be pulled. ``size`` is in MB; ``scores`` are published ones, as lines."""

    name: str
    task: Task
    family: Family
    repository: str
    revision: str
    licence: str
    commercial: bool
    size: int
    rank: int
    files: tuple[str, ...]
    scores: tuple[str, ...] = ()
    decoding: Decoding | None = None


def known_models(user: Mapping[str, Mapping[str, Any]] | None = None) -> dict[str, KnownModel]:
    """By name. ``user`` is the ``models`` table of a settings file. Raises ModelError for an entry that is not whole."""
    table = dict(tomllib.loads(TABLE.read_text(encoding="utf-8")))
    table |= user or {}
    return {name: _entry(name, fields) for name, fields in table.items()}


def _entry(name: str, fields: Mapping[str, Any]) -> KnownModel:
    try:
        if fields["task"] not in get_args(Task):
            raise ValueError(f"task {fields['task']!r}")
        if fields["family"] not in get_args(Family):
            raise ValueError(f"family {fields['family']!r}")
        files = tuple(str(f) for f in fields["files"])
        if pickled := [f for f in files if Path(f).suffix in PICKLES or "*" in f]:
            raise ValueError(f"files: {pickled[0]!r} (name each file; no pickles)")
        if not name or set(name) - SAFE or name.startswith("."):
            raise ValueError(f"name {name!r}")
        return KnownModel(
            name=name,
            task=cast(Task, fields["task"]),
            family=cast(Family, fields["family"]),
            repository=str(fields["repository"]),
            revision=str(fields["revision"]),
            licence=str(fields["licence"]),
            commercial=bool(fields["commercial"]),
            size=int(fields["size"]),
            rank=int(fields.get("rank", 9)),
            files=files,
            scores=tuple(_score(score) for score in fields.get("scores", ())),
            decoding=Decoding(**fields["decoding"]) if "decoding" in fields else None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"model {name}", f"its entry is not whole ({error})", "compare models/registry.toml"
        ) from error


SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")


def _score(score: Mapping[str, Any]) -> str:
    figures = ", ".join(f"{k} {v}" for k, v in score.items() if k not in ("set", "source"))
    return f"{score['set']}: {figures} ({score['source']})"
