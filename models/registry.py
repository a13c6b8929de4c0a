"""Which models mujaz knows by name, and which one serves a task."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from ..errors import ModelError
from .types import Task, TextModel

if TYPE_CHECKING:
    from .builtin import BuiltinModel

Engine = Literal["ctranslate2", "torch"]

BUILTIN = "built-in"


@dataclass(frozen=True, slots=True)
class ModelRef:
    """A model that can be opened: ``kind`` says how, ``folder`` where it lies (None for the built-in one)."""

    task: Task
    name: str
    kind: Literal["built-in", "stored", "path"]
    folder: Path | None = None


def resolve(task: Task, name_or_path: str | None = None) -> ModelRef:
    """The model meant by a path or a name; without one, the best installed model of the task, else the built-in.

    Raises ModelError for a name that is unknown, not installed yet, or made for the other task.
    """
    if task not in get_args(Task):
        raise ValueError(f"no such task: {task}")
    from . import store

    if name_or_path is None:
        best = store.preferred(task)
        return ModelRef(task, best.name, "stored", best.folder) if best else ModelRef(task, BUILTIN, "built-in")
    if name_or_path == BUILTIN:
        return ModelRef(task, BUILTIN, "built-in")
    stored = store.find(name_or_path)
    if stored is not None:
        if stored.task != task:
            raise ModelError(name_or_path, f"is a model to {stored.task}, not to {task}", "see: mujaz models list")
        return ModelRef(task, stored.name, "stored", stored.folder)
    path = Path(name_or_path).expanduser()
    if path.is_dir():
        return ModelRef(task, str(path), "path", path)
    raise ModelError(name_or_path, store.why_missing(name_or_path), store.what_to_do(name_or_path))


def open_model(ref: ModelRef, *, device: str = "auto", compute: str = "int8") -> TextModel | BuiltinModel:
    """Load the model. ``device`` is auto, cpu or cuda; ``compute`` int8, bf16 or fp32. Raises ModelError."""
    if ref.folder is None:
        from .builtin import BuiltinModel

        return BuiltinModel.load()
    from .engines import open_seq2seq

    return open_seq2seq(ref.folder, device=device, compute=compute)
