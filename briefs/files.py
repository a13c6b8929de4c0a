"""Files that are whole or not there at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ..errors import MujazError


def write_text(path: Path, text: str) -> None:
    """Writes to a temporary name in the same folder, syncs, renames. Makes the folder. Raises MujazError where it cannot.

    A file that holds the text already is left as it is.
    """
    data = text.encode("utf-8")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and path.read_bytes() == data:
            return
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise MujazError(str(path), f"cannot be written ({error.strerror})", "check the path and disk space") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
