"""How a model gets into the store: fetched or copied aside, converted, tested, listed in a manifest, and only then put in its place."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..errors import ModelError
from .archives import is_archive, unpack
from .checkpoint import PICKLES, Checkpoint, read_checkpoint, read_json
from .ct2_runner import CT2Runner, open_translator
from .engines import land
from .files import atomic_write
from .hub import Progress, fetch
from .known import SAFE, known_models
from .layouts import CHECKPOINT, CONVERTED, Layout, converted_settings, look
from .manifest import write_manifest
from .places import models_folder
from .quantize import softened
from .selftest import Verdict, self_test
from .seq2seq import Seq2SeqModel
from .store import StoredModel, find
from .types import Decoding, ModelInfo, Task

Pairs = Sequence[tuple[str, str]]


def pull(
    name: str,
    *,
    accept_license: bool = False,
    progress: Progress | None = None,
    user: Mapping[str, Mapping[str, Any]] | None = None,
    golden: Pairs | None = None,
    pause: float = 2.0,
) -> StoredModel:
    """Fetch a known model, convert and test it, and store it. One that is stored already is returned as it is.

    ``user`` is the ``models`` table of the settings. Two pulls of one model wait for each other. Raises ModelError.
    """
    table = known_models(user)
    if name not in table:
        raise ModelError(name, "is no model that mujaz knows", f"one of: {', '.join(sorted(table))}")
    known = table[name]
    if not known.commercial and not accept_license:
        raise ModelError(
            name,
            f"its licence {known.licence} forbids commercial use",
            f"read it, then: mujaz models pull {name} --accept-license",
        )
    with _alone(name):
        if stored := find(name):
            return stored
        # Named by what is fetched, so that a second try finds what a first one left, and another revision does not.
        fetched = models_folder() / f".pulling-{name}-{_plain(known.revision)}"
        commit = fetch(known, fetched, progress=progress, pause=pause)
        checkpoint = read_checkpoint(fetched)
        if checkpoint.family != known.family:
            raise ModelError(name, f"is a {checkpoint.family} model, {known.family} was expected", "report this")
        stored = _store_checkpoint(
            checkpoint, known.task, name, golden=golden, decoding=known.decoding, revision=commit, licence=known.licence,
            origin=f"{known.repository}@{known.revision}", rank=known.rank, bring=_linked,
        )  # fmt: skip
        shutil.rmtree(fetched, ignore_errors=True)
        return stored


def add(
    path: Path,
    *,
    task: Task | None = None,
    name: str | None = None,
    licence: str = "unknown",
    golden: Pairs | None = None,
    test: bool = True,
) -> StoredModel:
    """Store a model from a folder, a .zip, a .tar or an Argos package. ``task`` is guessed from its family where not given.

    ``test=False`` leaves the self-test out, for a model of another kind of text. Raises ModelError.
    """
    if not path.exists():
        raise ModelError(str(path), "does not exist", "give a model folder, a .zip, a .tar or an .argosmodel")
    with tempfile.TemporaryDirectory(prefix=".adding-", dir=_made(models_folder()), ignore_cleanup_errors=True) as made:
        folder = path
        if path.is_file():
            if not is_archive(path):
                raise ModelError(str(path), "is neither a .zip nor a .tar", "give a model folder or an archive of one")
            left = unpack(path, Path(made) / "unpacked")
            folder = _model_root(path, Path(made) / "unpacked", left)
        found = look(folder)
        name = name or _name_for(path, found)
        if set(name) - SAFE or name.startswith("."):
            raise ModelError(name, "is no name for a model", "letters, digits, '.', '_' and '-' only")
        with _alone(name):
            if find(name):
                raise ModelError(name, "is stored already", f"mujaz models remove {name}, or give another --name")
            if found.checkpoint is not None:
                checkpoint = read_checkpoint(found.checkpoint)
                task = task or ("translate" if checkpoint.family == "marian" else "summarize")
                return _store_checkpoint(
                    checkpoint, task, name, golden=golden, decoding=None, revision="", licence=licence,
                    origin=path.name, rank=5, test=test,
                )  # fmt: skip
            return _store_converted(found, task or "translate", name, golden, licence, path.name, test)


def _store_checkpoint(
    checkpoint: Checkpoint, task: Task, name: str, *, golden: Pairs | None, decoding: Decoding | None, revision: str,
    licence: str, origin: str, rank: int, test: bool = True, bring: Callable[[Path, Path], object] = shutil.copyfile,
) -> StoredModel:  # fmt: skip
    """``bring`` puts a file of the checkpoint into the model's folder."""
    from .convert import convert
    from .torch_runner import TorchRunner

    def fill(part: Path) -> Verdict | None:
        (part / CHECKPOINT).mkdir()
        for file in checkpoint.files:
            bring(file, part / CHECKPOINT / file.name)
        settings = convert(checkpoint, task, part / CONVERTED)
        if decoding is not None and not checkpoint.generation:
            settings = replace(settings, decoding=decoding)
            settings.write(part / CONVERTED)
        if not test:
            return None
        ours = _model(CT2Runner(part / CONVERTED, settings), name)
        return self_test(task, ours, _model(TorchRunner(checkpoint, task), name), golden)

    return _landed(
        name, task, fill, revision=revision, licence=licence, origin=origin, family=checkpoint.family, rank=rank
    )


def _store_converted(
    found: Layout, task: Task, name: str, golden: Pairs | None, licence: str, origin: str, test: bool
) -> StoredModel:
    folder = found.converted
    assert folder is not None
    settings = converted_settings(found)
    _check_model_bin(folder / "model.bin")

    def fill(part: Path) -> Verdict | None:
        (part / CONVERTED).mkdir()
        for file in sorted(folder.iterdir()):
            if file.is_file() and file.suffix in (".json", ".txt", ".spm", ".model"):
                shutil.copyfile(file, part / CONVERTED / file.name)
        if found.argos:
            shutil.copyfile(found.folder / "sentencepiece.model", part / CONVERTED / "sentencepiece.model")
        (part / CONVERTED / "manifest.json").unlink(missing_ok=True)
        try:
            atomic_write(part / CONVERTED / "model.bin", softened((folder / "model.bin").read_bytes()))
        except ValueError as error:
            raise ModelError(str(folder / "model.bin"), str(error), "convert the model again") from error
        settings.write(part / CONVERTED)
        if not test:
            open_translator(part / CONVERTED)
            return None
        return self_test(task, _model(CT2Runner(part / CONVERTED, settings), name), None, golden)

    return _landed(name, task, fill, revision="", licence=licence, origin=origin, family="ctranslate2", rank=5)


def _landed(
    name: str,
    task: Task,
    fill: Callable[[Path], Verdict | None],
    *,
    revision: str,
    licence: str,
    origin: str,
    family: str,
    rank: int,
) -> StoredModel:
    """Let ``fill`` make the model's folder aside; put it in its place when it passed. Raises ModelError."""
    home = _made(models_folder())
    with tempfile.TemporaryDirectory(prefix=f".making-{name}-", dir=home, ignore_cleanup_errors=True) as made:
        part = Path(made) / name
        part.mkdir()
        try:
            verdict = fill(part)
            if verdict is not None and verdict.faults:
                raise ModelError(name, f"failed its self-test: {'; '.join(verdict.faults)}", "it was not stored")
            files = [p.relative_to(part).as_posix() for p in part.rglob("*") if p.is_file()]
            tested = (
                "not tested"
                if verdict is None
                else f"chrF {verdict.same:.1f} against the unconverted, sense {verdict.sense:.2f}"
            )
            write_manifest(
                part, name=name, revision=revision, licence=licence, files=files,
                task=task, family=family, origin=origin, rank=str(rank), selftest=tested,
            )  # fmt: skip
            land(part, home / name)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise ModelError(name, "the disk is full", "make room, or set MUJAZ_HOME to another disk") from error
            raise ModelError(name, f"cannot be stored ({error.strerror or error})", f"check {home}") from error
    stored = find(name)
    assert stored is not None
    return stored


def _model(runner: Any, name: str) -> Seq2SeqModel[Any]:
    return Seq2SeqModel(runner, ModelInfo(name, "", ""))


def _check_model_bin(path: Path) -> None:
    """CTranslate2's binary begins with a small version number; a pickle or a zip does not."""
    with path.open("rb") as f:
        version = int.from_bytes(f.read(4), "little")
    if not 1 <= version <= 64:
        raise ModelError(
            str(path), "is no CTranslate2 model", "pickled weights are never opened; convert the model first"
        )


def _model_root(path: Path, folder: Path, left: Sequence[str]) -> Path:
    """The folder in an unpacked archive that holds the model: the uppermost one with config.json or an Argos package."""
    if folder.is_dir():
        marked = [p.parent for p in folder.rglob("config.json")] + [p.parent for p in folder.rglob("metadata.json")]
        for root in sorted(marked, key=lambda p: len(p.parts)):
            if (root / "metadata.json").is_file() and (root / "model").is_dir():
                return root
            if (root / "config.json").is_file():
                if not any(root.glob("*.safetensors")) and not (root / "model.bin").is_file():
                    break
                return root
    pickled = [n for n in left if Path(n).suffix in PICKLES]
    if pickled:
        raise ModelError(
            str(path),
            f"has its weights only as {pickled[0]}, which can run code when it is opened",
            "get the safetensors form",
        )
    raise ModelError(
        str(path), "holds no model (config.json and model.safetensors or model.bin)", "pack the whole folder"
    )


def _name_for(path: Path, found: Layout) -> str:
    if found.argos:
        about = read_json(found.folder / "metadata.json", "get the package again")
        pair = (about.get("from_code"), about.get("to_code"))
        if pair != ("ar", "en"):
            raise ModelError(str(path), f"translates {pair[0]} to {pair[1]}", "mujaz needs Arabic to English")
        return "argos-ar-en"
    stem = path.resolve().name
    for suffix in (".argosmodel", ".zip", ".tgz", ".gz", ".bz2", ".xz", ".tar"):
        stem = stem.removesuffix(suffix)
    return _plain(stem)


def _plain(text: str) -> str:
    return "".join(c if c in SAFE else "-" for c in text).strip(".") or "model"


def _linked(source: Path, target: Path) -> None:
    """The same file under a second name where the disk can, so that a pull needs no room twice."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ModelError(
            str(folder), f"cannot be made ({error.strerror})", "set MUJAZ_HOME to a folder you may write"
        ) from error
    return folder


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """One process at a time for one model; the others wait."""
    from filelock import FileLock

    with FileLock(str(_made(models_folder()) / f".{name}.lock")):
        yield
