"""The list of a model's files with size and SHA-256, which is what makes it that model."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from ..errors import ModelError
from .files import atomic_write, file_sha256

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of the model, by its path inside the model's folder (``/`` between parts)."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a model's folder must hold. ``sha256`` is of the manifest itself and so stands for all of it."""

    name: str
    revision: str
    licence: str
    files: tuple[FileRecord, ...]
    sha256: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    def fact(self, key: str) -> str | None:
        return dict(self.facts).get(key)


def write_manifest(
    folder: Path, *, name: str, revision: str, licence: str, files: Iterable[str], **facts: str
) -> Manifest:
    """Measure ``files`` (names inside ``folder``) and write ``manifest.json`` beside them."""
    records = [
        FileRecord(n, (folder / n).stat().st_size, file_sha256(folder / n)) for n in sorted(files) if n != MANIFEST
    ]
    content = {
        "name": name,
        "revision": revision,
        "licence": licence,
        "facts": dict(sorted(facts.items())),
        "files": [asdict(record) for record in records],
    }
    atomic_write(folder / MANIFEST, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode())
    return read_manifest(folder)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of ``folder``. Raises ModelError where there is none or it cannot be understood."""
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(
            str(path), f"cannot be read ({error.strerror})", "pull, add or install the model again"
        ) from error
    try:
        content = json.loads(data)
        records = tuple(FileRecord(str(f["name"]), int(f["size"]), str(f["sha256"])) for f in content["files"])
        facts = tuple((str(k), str(v)) for k, v in content.get("facts", {}).items())
        name, revision, licence = (str(content[k]) for k in ("name", "revision", "licence"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(str(path), f"is damaged ({error})", "pull, add or install the model again") from error
    for record in records:
        if not _is_inside(record.name):
            raise ModelError(str(path), f"names a file outside the model ({record.name})", "do not trust this model")
    return Manifest(name, revision, licence, records, sha256(data).hexdigest(), facts)


def _is_inside(name: str) -> bool:
    parts = name.split("/")
    return bool(name) and "\\" not in name and ":" not in name and all(p not in ("", ".", "..") for p in parts)


def read_checked(folder: Path, *records: FileRecord) -> memoryview:
    """The bytes of files, one behind the other, which are those the manifest means. Raises ModelError naming the file that is wrong."""
    whole = memoryview(bytearray(sum(record.size for record in records)))
    place = 0
    for record in records:
        path = folder / record.name
        part = whole[place : place + record.size]
        place += record.size
        try:
            size = path.stat().st_size
            if size != record.size:
                raise ModelError(str(path), f"has {size:,} bytes, {record.size:,} were expected", REMEDY)
            with path.open("rb", buffering=0) as file:
                read = 0
                while read < size and (got := file.readinto(part[read:])):
                    read += got
        except OSError as error:
            raise ModelError(str(path), f"cannot be read ({error.strerror})", REMEDY) from error
        if sha256(part).hexdigest() != record.sha256:
            raise ModelError(str(path), "is not the file it should be (SHA-256 differs)", REMEDY)
    return whole


REMEDY = "the model is damaged: install, pull or add it again"


def faults(folder: Path, manifest: Manifest) -> list[str]:
    """What differs between folder and manifest, one line a file; empty where all is well. Reads every byte."""
    found = []
    for record in manifest.files:
        path = folder / record.name
        if not path.is_file():
            found.append(f"{record.name} is missing")
        elif path.stat().st_size != record.size:
            found.append(f"{record.name} has {path.stat().st_size:,} bytes, {record.size:,} were expected")
        elif file_sha256(path) != record.sha256:
            found.append(f"{record.name} is not the file it should be (SHA-256 differs)")
    known = {record.name for record in manifest.files} | {MANIFEST}
    found += [
        f"{path.relative_to(folder).as_posix()} does not belong to the model"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).as_posix() not in known
    ]
    return found
