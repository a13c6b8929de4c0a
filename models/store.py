"""The models that were pulled or added: one folder each under the user's data folder, each with a manifest."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from ..errors import ModelError
from .manifest import MANIFEST, Manifest, faults, read_manifest
from .places import models_folder
from .types import Task

DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class StoredModel:
    """A model that lies in the store."""

    name: str
    task: Task
    folder: Path
    manifest: Manifest

    @property
    def rank(self) -> int:
        """The lower, the sooner it serves its task without being named."""
        rank = self.manifest.fact("rank") or "9"
        return int(rank) if rank.isdecimal() else 9


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
    """The stored model that serves ``task`` when none is named: the best known one, else the first by name."""
    return min((m for m in stored_models() if m.task == task), key=lambda m: (m.rank, m.name), default=None)


def verify(name: str) -> list[str]:
    """What is wrong with a stored model, one line a file; empty where every byte is as it was. Raises ModelError for no such model."""
    folder = _folder(name)
    return faults(folder, read_manifest(folder))


def remove(name: str, in_use: Collection[str] = ()) -> int:
    """Delete a stored model and return the bytes it had. ``in_use`` are names that settings ask for. Raises ModelError."""
    folder = _folder(name)
    if name in in_use:
        raise ModelError(name, "is named in the settings", "choose another model there first: mujaz config show")
    size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    gone = folder.with_name(f".removing-{name}-{os.getpid()}")
    try:
        folder.rename(gone)
    except OSError as error:
        raise ModelError(name, f"cannot be removed ({error.strerror})", f"check {folder}") from error
    shutil.rmtree(gone, ignore_errors=True)
    return size


def _folder(name: str) -> Path:
    folder = models_folder() / name
    if not name or Path(name).name != name or name.startswith(".") or not folder.is_dir():
        raise ModelError(name, "is not stored", "see: mujaz models list")
    return folder


def clear_leftovers() -> None:
    """Delete what interrupted work of more than a day ago left behind, fetched parts of a pull excepted."""
    folder = models_folder()
    for path in folder.iterdir() if folder.is_dir() else []:
        if (
            path.name.startswith((".making-", ".adding-", ".removing-", ".old-"))
            and time.time() - path.stat().st_mtime > DAY
        ):
            shutil.rmtree(path, ignore_errors=True)
