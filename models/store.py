"""The models that were pulled or added: one folder each under the user's data folder, each with a manifest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from ..errors import ModelError
from .manifest import MANIFEST, Manifest, read_manifest
from .places import models_folder
from .types import Task


@dataclass(frozen=True, slots=True)
class StoredModel:
    """A model that lies in the store."""

    name: str
    task: Task
    folder: Path
    manifest: Manifest


def stored_models() -> list[StoredModel]:
    """What lies in the store, by name. A folder without a readable manifest is passed over (``verify`` names it)."""
    found = []
    folder = models_folder()
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.name.startswith(".") or not (path / MANIFEST).is_file():
            continue
        try:
            manifest = read_manifest(path)
        except ModelError:
            continue
        task = manifest.fact("task")
        if task in ("translate", "summarize"):
            found.append(StoredModel(path.name, cast(Task, task), path, manifest))
    return found


def find(name: str) -> StoredModel | None:
    return next((m for m in stored_models() if m.name == name), None)


def preferred(task: Task) -> StoredModel | None:
    """The stored model that serves ``task`` when none is named."""
    return next((m for m in stored_models() if m.task == task), None)


def why_missing(name: str) -> str:
    return "is neither a model that mujaz knows nor a folder"


def what_to_do(name: str) -> str:
    return "see: mujaz models list"
