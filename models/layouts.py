"""The ways a model can lie in a folder, told apart by the names in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..errors import ModelError
from .checkpoint import read_json
from .ct2_runner import SETTINGS, Settings
from .manifest import MANIFEST, Manifest, read_manifest
from .types import Decoding

CHECKPOINT = "checkpoint"
CONVERTED = "ct2"


@dataclass(frozen=True, slots=True)
class Layout:
    """``checkpoint`` holds hub files, ``converted`` CTranslate2's; a stored model has a manifest, an Argos package one level more."""

    folder: Path
    checkpoint: Path | None = None
    converted: Path | None = None
    manifest: Manifest | None = None
    argos: bool = False


def look(folder: Path) -> Layout:
    """Raises ModelError where nothing in ``folder`` looks like a model."""
    if not folder.is_dir():
        raise ModelError(str(folder), "is no folder", "give the folder that holds config.json")
    if (folder / MANIFEST).is_file() and ((folder / CONVERTED).is_dir() or (folder / CHECKPOINT).is_dir()):
        return Layout(
            folder,
            checkpoint=folder / CHECKPOINT if (folder / CHECKPOINT).is_dir() else None,
            converted=folder / CONVERTED if (folder / CONVERTED).is_dir() else None,
            manifest=read_manifest(folder),
        )
    if (folder / "model/model.bin").is_file() and (folder / "sentencepiece.model").is_file():
        return Layout(folder, converted=folder / "model", argos=True)
    if (folder / "model.bin").is_file() and not _has_model_type(folder):
        return Layout(folder, converted=folder)
    return Layout(folder, checkpoint=folder)


def _has_model_type(folder: Path) -> bool:
    path = folder / "config.json"
    return path.is_file() and "model_type" in read_json(path, "copy the whole folder")


def converted_settings(layout: Layout) -> Settings:
    """Those written beside the weights, else the ones that follow from the tokenizer files. Raises ModelError."""
    folder = layout.converted
    assert folder is not None
    if (folder / SETTINGS).is_file():
        return Settings.read(folder)
    if layout.argos:
        return Settings("sentencepiece", decoding=Decoding(num_beams=4, length_penalty=0.2))
    if (folder / "source.spm").is_file() and (folder / "target.spm").is_file():
        return Settings("marian")
    if (folder / "tokenizer.json").is_file():
        return Settings("tokenizer")
    if (folder / "sentencepiece.model").is_file():
        return Settings("sentencepiece")
    raise ModelError(
        str(folder),
        "has no tokenizer (source.spm + target.spm, tokenizer.json or sentencepiece.model)",
        "copy the tokenizer files of the original model beside model.bin",
    )
