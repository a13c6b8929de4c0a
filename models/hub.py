"""Fetching a known model's files from a hub, through huggingface_hub: the one place of this room that opens a socket."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..errors import ModelError
from .checkpoint import PICKLES
from .files import file_sha256
from .known import KnownModel

Progress = Callable[[str, int, int], None]
"""Told the file, the bytes of it that are here, and the bytes it will have."""

ATTEMPTS = 4
SPARE = 1 << 28
"""Bytes that stay free on the disk beside what a pull needs."""


def fetch(known: KnownModel, folder: Path, *, progress: Progress | None = None, pause: float = 2.0) -> str:
    """Bring the files of ``known`` into ``folder`` and return the commit they are of.

    What an interrupted fetch left in ``folder`` is taken up again. Every file is held against the size and, where the hub
    names one, the SHA-256 it should have. ``pause`` is the wait in seconds after the first failure; it doubles. Raises
    ModelError.
    """
    from huggingface_hub import HfApi, hf_hub_download
    from huggingface_hub.utils import logging

    logging.set_verbosity_error()  # what goes wrong is told once, by us
    folder.mkdir(parents=True, exist_ok=True)
    endpoint = os.environ.get("HF_ENDPOINT") or None
    api = HfApi(endpoint=endpoint)

    def listing() -> Any:
        return api.model_info(known.repository, revision=known.revision, files_metadata=True, timeout=20)

    with _told(known):
        info = _tried(listing, pause)
    wanted = [s for s in info.siblings or [] if s.rfilename in known.files]
    _refuse_pickles(known, [s.rfilename for s in info.siblings or []], [s.rfilename for s in wanted])
    _need_space(known, folder, sum(s.size or 0 for s in wanted))
    for sibling in wanted:

        def one(name: str = sibling.rfilename) -> Any:
            return hf_hub_download(
                known.repository,
                name,
                revision=info.sha,
                local_dir=folder,
                endpoint=endpoint,
                tqdm_class=_bar(name, progress) if progress else None,
            )

        if not _is_whole(folder, sibling):
            with _told(known):
                _tried(one, pause)
        if not _is_whole(folder, sibling):
            (folder / sibling.rfilename).unlink(missing_ok=True)
            raise ModelError(
                known.name,
                f"{sibling.rfilename} came damaged (size or SHA-256 differs)",
                f"again: mujaz models pull {known.name}",
            )
    return str(info.sha)


def _is_whole(folder: Path, sibling: Any) -> bool:
    path = folder / sibling.rfilename
    if not path.is_file() or (sibling.size is not None and path.stat().st_size != sibling.size):
        return False
    digest = sibling.lfs.sha256 if sibling.lfs else None
    return digest is None or file_sha256(path) == digest


def _refuse_pickles(known: KnownModel, there: list[str], wanted: list[str]) -> None:
    if any(name.endswith(".safetensors") for name in wanted):
        return
    pickled = [n for n in there if Path(n).suffix in PICKLES]
    cause = f"{known.repository} at {known.revision} has no model.safetensors"
    if pickled:
        cause += f", only {pickled[0]}, which can run code when it is opened"
    raise ModelError(known.name, cause, "name a revision that has safetensors under [models] in mujaz.toml")


def _need_space(known: KnownModel, folder: Path, size: int) -> None:
    """The files, their conversion (a quarter of them, at most their size), and some air."""
    here = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    needed = max(0, size - here) + size // 2 + SPARE
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ModelError(
            known.name,
            f"{needed >> 20:,} MB are needed on the disk of {folder.parent}, {free >> 20:,} MB are free",
            "make room, or set MUJAZ_HOME to a folder on another disk",
        )


def _tried(call: Callable[[], Any], pause: float) -> Any:
    """The call's result, after up to ``ATTEMPTS`` tries where what failed may pass: dropped lines, 429, 5xx."""
    from huggingface_hub.errors import HfHubHTTPError

    for attempt in range(1, ATTEMPTS + 1):
        try:
            return call()
        except HfHubHTTPError as error:
            status = error.response.status_code if error.response is not None else 0
            if attempt == ATTEMPTS or (status != 429 and status < 500):
                raise
            asked = error.response.headers.get("retry-after", "") if error.response is not None else ""
            wait = min(60.0, float(asked)) if asked.isdecimal() else pause * 2 ** (attempt - 1)
        except OSError as error:
            if attempt == ATTEMPTS or error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS):
                raise
            wait = pause * 2 ** (attempt - 1)
        except Exception as error:  # the HTTP library's own, which are no OSError
            if attempt == ATTEMPTS or not _is_transport(error):
                raise
            wait = pause * 2 ** (attempt - 1)
        time.sleep(wait)
    raise AssertionError("the last attempt returns or raises")


def _is_transport(error: Exception) -> bool:
    """An error of the line, of whichever HTTP library huggingface_hub is built on (httpx, later httpx2)."""
    return any(kind.__name__ == "TransportError" for kind in type(error).__mro__)


@contextmanager
def _told(known: KnownModel) -> Iterator[None]:
    """Whatever the hub's client raises, as one line."""
    from huggingface_hub import errors

    again = f"again: mujaz models pull {known.name} (it goes on where it stopped)"
    try:
        yield
    except errors.GatedRepoError as error:
        raise ModelError(
            known.name, f"{known.repository} is given only to people who asked", "ask on its page"
        ) from error
    except errors.RepositoryNotFoundError as error:
        raise ModelError(known.name, f"the hub has no {known.repository}", "check the name") from error
    except errors.RevisionNotFoundError as error:
        raise ModelError(
            known.name, f"{known.repository} has no revision {known.revision}", "check the name"
        ) from error
    except errors.OfflineModeIsEnabled as error:
        raise ModelError(known.name, "HF_HUB_OFFLINE is set", "unset it to pull") from error
    except errors.LocalEntryNotFoundError as error:
        raise ModelError(known.name, "the hub cannot be reached", again) from error
    except errors.EntryNotFoundError as error:
        raise ModelError(known.name, f"{known.repository} lacks a file it lists", again) from error
    except errors.HfHubHTTPError as error:
        status = error.response.status_code if error.response is not None else "no answer"
        cause = "the hub asks to wait (429)" if status == 429 else f"the hub answered {status}"
        raise ModelError(known.name, cause, again) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ModelError(known.name, "the disk is full", "make room, or set MUJAZ_HOME to another disk") from error
        raise ModelError(known.name, f"the download failed ({error})", again) from error
    except Exception as error:
        if not _is_transport(error):
            raise
        raise ModelError(known.name, f"the connection failed ({type(error).__name__})", again) from error


def _bar(name: str, progress: Progress) -> type:
    """A progress bar as huggingface_hub wants one, which draws nothing and tells ``progress``."""
    from tqdm.auto import tqdm

    class Quiet(tqdm):  # type: ignore[type-arg,misc,unused-ignore]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            kwargs.pop("name", None)
            kwargs["disable"] = True
            self._size = int(kwargs.get("total") or 0)
            self._here = int(kwargs.get("initial") or 0)
            super().__init__(*args, **kwargs)

        def update(self, n: float | None = 1) -> bool | None:
            self._here += int(n or 0)
            progress(name, self._here, self._size)
            return None

    return Quiet
