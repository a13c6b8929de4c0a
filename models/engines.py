"""From a model folder to a running ``TextModel``: CTranslate2 int8 on the CPU, torch on a GPU or as the reference."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Literal

from ..errors import ModelError
from .checkpoint import Checkpoint, read_checkpoint
from .ct2_runner import CT2Runner, Settings
from .files import file_sha256
from .layouts import Layout, converted_settings, look
from .manifest import Manifest, faults, read_manifest, write_manifest
from .memory import CONVERTING, require
from .places import conversions_folder
from .seq2seq import Seq2SeqModel
from .types import ModelInfo, Task, TextModel

Engine = Literal["ctranslate2", "torch"]

FORMAT = 1
"""Of a conversion; another number makes every cached one anew."""


def open_seq2seq(
    folder: Path,
    *,
    task: Task = "translate",
    device: str = "auto",
    compute: str = "int8",
    engine: Engine | None = None,
) -> TextModel:
    """The model in ``folder``: a stored model, a hub checkpoint (MarianMT, BART, mBART, T5, mT5), a converted folder, an Argos package.

    ``device`` is auto, cpu or cuda; ``compute`` int8, bf16 or fp32. int8 on the CPU is CTranslate2's, all else torch's,
    unless ``engine`` says otherwise. A hub checkpoint is converted once; the conversion lies in the user's data folder.
    Raises ModelError.
    """
    if compute not in ("int8", "bf16", "fp32") or device not in ("auto", "cpu", "cuda"):
        raise ValueError(f"no such device or compute: {device}, {compute}")
    found = look(folder)
    place = _device(device, str(folder))
    if engine is None:
        engine = "ctranslate2" if place == "cpu" and compute == "int8" else "torch"
    if engine == "torch":
        return _with_torch(found, task, place, compute)
    return _with_ctranslate2(found, task)


def _device(asked: str, subject: str) -> str:
    """The device to use; a GPU is looked for without loading torch."""
    if asked == "cpu":
        return "cpu"
    import ctranslate2

    if ctranslate2.get_cuda_device_count() > 0:
        import torch

        if torch.cuda.is_available():
            return "cuda"
    if asked == "cuda":
        raise ModelError(subject, "no GPU that CUDA can use was found", "use --device cpu")
    return "cpu"


def _with_torch(found: Layout, task: Task, device: str, compute: str) -> TextModel:
    if found.checkpoint is None:
        raise ModelError(
            str(found.folder), "is converted already, torch cannot run it", "use --device cpu --compute int8"
        )
    checkpoint = read_checkpoint(found.checkpoint)
    if compute == "int8":
        compute = "bf16" if device == "cuda" else "fp32"
    from .torch_runner import TorchRunner

    info = _info(found, "torch", compute, lambda: source_sha256(checkpoint))
    return Seq2SeqModel(TorchRunner(checkpoint, task, device=device, compute=compute), info)


def _with_ctranslate2(found: Layout, task: Task) -> TextModel:
    if found.converted is not None:
        if found.manifest is not None:
            _refuse_damaged(found.folder, found.manifest)
        settings = converted_settings(found)
        info = _info(found, "ctranslate2", "int8", lambda: folder_sha256(found.folder))
        runner = CT2Runner(found.converted, settings, tokenizer=found.folder if found.argos else None)
        return Seq2SeqModel(runner, info)
    assert found.checkpoint is not None
    checkpoint = read_checkpoint(found.checkpoint)
    folder, manifest = conversion(checkpoint, task)
    info = _info(found, "ctranslate2", "int8", lambda: manifest.fact("source") or manifest.sha256)
    return Seq2SeqModel(CT2Runner(folder, Settings.read(folder)), info)


def _info(found: Layout, engine: str, compute: str, digest: Callable[[], str]) -> ModelInfo:
    settings = {"engine": engine, "compute": compute}
    if found.manifest is not None:
        m = found.manifest
        return ModelInfo(m.name, m.revision, m.sha256, m.licence, settings=settings)
    return ModelInfo(found.folder.resolve().name, "", digest(), settings=settings)


def _refuse_damaged(folder: Path, manifest: Manifest) -> None:
    if found := faults(folder, manifest):
        raise ModelError(
            str(folder), "; ".join(found[:3]), "the model is damaged: remove it, then pull or add it again"
        )


def conversion(checkpoint: Checkpoint, task: Task) -> tuple[Path, Manifest]:
    """The int8 conversion of a checkpoint given by path: the cached one where it is whole, else a new one, landed at once."""
    target = conversions_folder() / _stamp(checkpoint, task)
    with suppress(ModelError):
        manifest = read_manifest(target)
        if not faults(target, manifest):
            return target, manifest
    size = sum(p.stat().st_size for p in checkpoint.files)
    require(str(checkpoint.folder), CONVERTING * size, "convert it once without a limit: mujaz models add")
    from .convert import convert

    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=target.parent, ignore_cleanup_errors=True) as made:
        part = Path(made) / "ct2"
        convert(checkpoint, task, part)
        names = [p.relative_to(part).as_posix() for p in part.rglob("*") if p.is_file()]
        write_manifest(
            part,
            name=checkpoint.folder.resolve().name,
            revision="",
            licence="",
            files=names,
            source=source_sha256(checkpoint),
        )
        land(part, target)
    return target, read_manifest(target)


def land(part: Path, target: Path) -> None:
    """Put a finished folder in its place; whatever lay there goes. Of two that land at once, the later one stays."""
    old = target.with_name(f".old-{target.name}-{os.getpid()}")
    with suppress(FileNotFoundError):
        target.rename(old)
    try:
        part.rename(target)
    except OSError:
        if not target.is_dir():
            raise
    shutil.rmtree(old, ignore_errors=True)


def _stamp(checkpoint: Checkpoint, task: Task) -> str:
    """A name for the files as they are now, without reading them: paths, sizes, times."""
    facts = [[str(p.resolve()), p.stat().st_size, p.stat().st_mtime_ns] for p in checkpoint.files]
    return sha256(json.dumps([FORMAT, task, facts]).encode()).hexdigest()[:32]


def source_sha256(checkpoint: Checkpoint) -> str:
    """One hash for all files of a checkpoint: of their names and hashes."""
    return _sha256_of(checkpoint.folder, checkpoint.files)


def folder_sha256(folder: Path) -> str:
    return _sha256_of(folder, sorted(p for p in folder.rglob("*") if p.is_file()))


def _sha256_of(folder: Path, files: list[Path]) -> str:
    lines = [f"{p.relative_to(folder).as_posix()} {file_sha256(p)}\n" for p in files]
    return sha256("".join(lines).encode()).hexdigest()
