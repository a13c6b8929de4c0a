"""Taking a model out of a .zip, .tar or .argosmodel that came on a stick: only files a model needs, only inside the folder."""

from __future__ import annotations

import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from ..errors import ModelError

MAX_FILES = 2000
MAX_BYTES = 12 << 30
CHUNK = 1 << 20
WANTED = frozenset({".json", ".txt", ".spm", ".model", ".safetensors", ".md"})
"""Suffixes that are taken out; of ``.bin`` only CTranslate2's ``model.bin``."""


def is_archive(path: Path) -> bool:
    return path.is_file() and (zipfile.is_zipfile(path) or tarfile.is_tarfile(path))


def unpack(path: Path, into: Path, *, max_bytes: int = MAX_BYTES) -> list[str]:
    """Write the model's files below ``into`` and return the names that were left in the archive.

    Absolute names, names that climb out, links and devices are refused, not skipped: an archive that has one is not to be
    trusted. Raises ModelError.
    """
    left, taken = [], 0
    try:
        for count, (name, is_file, source) in enumerate(_members(path)):
            if count >= MAX_FILES:
                raise ModelError(str(path), f"holds more than {MAX_FILES} entries", "a model has a few dozen at most")
            inside = _checked(path, name)
            if not is_file:
                continue
            if inside.suffix not in WANTED and inside.name != "model.bin":
                left.append(str(inside))
                continue
            target = into.joinpath(*inside.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            with source() as stream, target.open("xb") as out:
                while chunk := stream.read(CHUNK):
                    taken += len(chunk)
                    if taken > max_bytes:
                        raise ModelError(str(path), f"unpacks to more than {max_bytes >> 20:,} MB", "this is no model")
                    out.write(chunk)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, NotImplementedError, RuntimeError) as error:
        raise ModelError(str(path), f"is damaged or locked ({error})", "copy the archive again") from error
    except FileExistsError as error:
        raise ModelError(
            str(path), f"holds two files of one name ({Path(error.filename).name})", "do not trust it"
        ) from error
    except OSError as error:
        raise ModelError(
            str(path), f"cannot be unpacked ({error.strerror or error})", "copy the archive again"
        ) from error
    return left


def _checked(path: Path, name: str) -> PurePosixPath:
    inside = PurePosixPath(name.replace("\\", "/"))
    if inside.is_absolute() or ".." in inside.parts or ":" in name or "\x00" in name:
        raise ModelError(str(path), f"names a file outside itself ({name[:80]!r})", "do not trust this archive")
    return inside


def _members(path: Path) -> Iterator[tuple[str, bool, Callable[[], AbstractContextManager[IO[bytes]]]]]:
    """Name, whether it is a file, and what opens it, of every entry of either kind of archive."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as z:
            for info in z.infolist():
                mode = info.external_attr >> 16
                if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_IFMT(mode) == 0):
                    raise ModelError(str(path), f"holds a link ({info.filename[:80]!r})", "do not trust this archive")
                yield info.filename, not info.is_dir(), partial(z.open, info)
        return
    with tarfile.open(path) as t:
        for member in t:
            if not (member.isreg() or member.isdir()):
                raise ModelError(
                    str(path), f"holds a link or device ({member.name[:80]!r})", "do not trust this archive"
                )
            yield member.name, member.isreg(), partial(_tar_stream, t, member)


@contextmanager
def _tar_stream(t: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[IO[bytes]]:
    stream = t.extractfile(member)
    assert stream is not None
    with stream:
        yield stream
