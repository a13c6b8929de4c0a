"""The toy checkpoints, made once a session."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
import toys

KEPT = os.environ.get("MUJAZ_TOYS")
"""A folder where toys are kept from session to session, for those who run these tests often."""


@pytest.fixture(scope="session")
def toy_folder(tmp_path_factory: pytest.TempPathFactory):
    """``toy_folder("marian")`` is the folder of a trained toy checkpoint; nobody writes into it."""
    made: dict[str, Path] = {}

    def of(family: str) -> Path:
        if family not in made:
            home = tmp_path_factory.mktemp("toys")
            if KEPT:
                home = Path(KEPT) / sha256(Path(toys.__file__).read_bytes()).hexdigest()[:12]
            made[family] = home / family
            if not (home / family / "tokenizer_config.json").is_file():
                toys.BUILDERS[family](home / family)
        return made[family]

    return of


@pytest.fixture(scope="session")
def conversions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home for conversions that all tests of a session share."""
    return tmp_path_factory.mktemp("conversions")


@pytest.fixture
def shared_home(conversions: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUJAZ_HOME", str(conversions))
    return conversions
