"""Result files that are whole or not there at all."""

from __future__ import annotations

from pathlib import Path

from ..errors import MujazError
from ..models.files import atomic_write


def write_text(path: Path, text: str) -> None:
    """Writes UTF-8 atomically and makes the folder. Raises MujazError where it cannot.

    A file that holds the text already is left as it is.
    """
    data = text.encode("utf-8")
    try:
        if not (path.is_file() and path.read_bytes() == data):
            atomic_write(path, data)
    except OSError as error:
        raise MujazError(str(path), f"cannot be written ({error.strerror})", "check the path and disk space") from None
