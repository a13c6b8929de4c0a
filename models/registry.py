"""Which models mujaz knows by name, and which one serves a task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, get_args

from ..errors import ModelError
from .known import KnownModel, known_models
from .manifest import read_manifest
from .memory import SPARE, require
from .store import StoredModel, find, preferred, stored_models
from .types import Task, TextModel

if TYPE_CHECKING:
    from .builtin import BuiltinModel

BUILTIN = "built-in"
BUILTIN_LOADING, BUILTIN_LOADED = 3.9, 2.0
"""Bytes held at the peak of loading the built-in model, and afterwards, for each byte of its files."""


@dataclass(frozen=True, slots=True)
class ModelRef:
    """A model that can be opened: ``kind`` says how, ``folder`` where it lies (None for the built-in one)."""

    task: Task
    name: str
    kind: Literal["built-in", "stored", "path"]
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of ``mujaz models list``: a model that is here (``stored``), could be pulled (``known``), or both.

    ``in_use`` is true for the one that serves its task when none is named.
    """

    name: str
    task: Task
    stored: StoredModel | None
    known: KnownModel | None
    in_use: bool

    @property
    def licence(self) -> str:
        if self.stored is not None:
            return self.stored.manifest.licence
        return self.known.licence if self.known is not None else "Gemma Terms of Use"


def list_models(
    user: Mapping[str, Mapping[str, Any]] | None = None, chosen: Mapping[Task, str | None] | None = None
) -> list[Listed]:
    """The built-in model for both tasks, then all others by task and rank.

    ``user`` is the ``models`` table of the settings, ``chosen`` the model they name for a task. Raises ModelError.
    """
    stored = {m.name: m for m in stored_models()}
    known = known_models(user)
    lines = []
    for task in get_args(Task):
        best = preferred(task)
        serving = (chosen or {}).get(task) or (best.name if best else BUILTIN)
        lines.append(Listed(BUILTIN, task, None, None, serving == BUILTIN))
        names = {n for n, m in stored.items() if m.task == task} | {n for n, k in known.items() if k.task == task}
        ranks = {n: stored[n].rank if n in stored else known[n].rank for n in names}
        lines += [
            Listed(n, task, stored.get(n), known.get(n), serving == n)
            for n in sorted(names, key=lambda n: (ranks[n], n))
        ]
    return lines


def resolve(task: Task, name_or_path: str | None = None) -> ModelRef:
    """The model meant by a path or a name; without one, the best stored model of the task, else the built-in.

    Raises ModelError for a name that is unknown, not stored yet, or made for the other task.
    """
    if task not in get_args(Task):
        raise ValueError(f"no such task: {task}")
    if name_or_path is None:
        best = preferred(task)
        return ModelRef(task, best.name, "stored", best.folder) if best else ModelRef(task, BUILTIN, "built-in")
    if name_or_path == BUILTIN:
        return ModelRef(task, BUILTIN, "built-in")
    stored = find(name_or_path)
    if stored is not None:
        if stored.task != task:
            raise ModelError(name_or_path, f"is a model to {stored.task}, not to {task}", "see: mujaz models list")
        return ModelRef(task, stored.name, "stored", stored.folder)
    path = Path(name_or_path).expanduser()
    if path.is_dir():
        return ModelRef(task, str(path), "path", path)
    if name_or_path in known_models():
        raise ModelError(name_or_path, "is known but not here", f"mujaz models pull {name_or_path}")
    if path.is_file():
        raise ModelError(name_or_path, "is a file", f"mujaz models add {name_or_path}")
    raise ModelError(name_or_path, "is neither a model that mujaz knows nor a folder", "see: mujaz models list")


_ONE_LOADS = Lock()


@cache
def _builtin() -> BuiltinModel:
    """The summarizer and the translator are the same weights."""
    from .builtin import FOLDER, BuiltinModel

    size = sum(r.size for r in read_manifest(FOLDER).files)
    require(BUILTIN, max(BUILTIN_LOADED * size, BUILTIN_LOADING * size - SPARE), "allow more")
    return BuiltinModel.load()


def open_model(ref: ModelRef, *, device: str = "auto", compute: str = "int8") -> TextModel | BuiltinModel:
    """Load the model. ``device`` is auto, cpu or cuda; ``compute`` int8, bf16 or fp32. Raises ModelError."""
    if ref.folder is None:
        with _ONE_LOADS:
            return _builtin()
    from .engines import open_seq2seq

    return open_seq2seq(ref.folder, task=ref.task, device=device, compute=compute)
