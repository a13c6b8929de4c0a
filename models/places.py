"""Where mujaz keeps what it was given to keep: models, and what is made of them."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """The user's data folder of mujaz: ``MUJAZ_HOME``, else the platform's own place. Nothing is made."""
    chosen = os.environ.get("MUJAZ_HOME")
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return platformdirs.user_data_path("mujaz", appauthor=False)


def models_folder() -> Path:
    """One folder a pulled or added model."""
    return home() / "models"


def conversions_folder() -> Path:
    """CTranslate2 conversions of checkpoints that were given by path; may be deleted at any time."""
    return home() / "conversions"
