"""Settings and where they come from: flag > environment (``MUJAZ_*``) > ``mujaz.toml`` here > the user's file.

A file's top-level keys are defaults of the options with those names, ``[names]`` is a glossary (Arabic = "English") and
``[models.NAME]`` adds a model to the registry.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import MujazError

PROJECT_FILE = "mujaz.toml"

# setting → its kind and its default; each is an option of one or more commands and MUJAZ_<SETTING> in the environment
KNOWN: Mapping[str, tuple[type, object]] = {
    "translator": (str, "the best one installed"),
    "summarizer": (str, "the best one installed"),
    "sentences": (int, 3),
    "extractive": (bool, False),
    "strict": (bool, False),
    "glossary": (list, []),
    "beams": (int, "chosen by the model"),
    "device": (str, "auto"),
    "compute": (str, "int8"),
    "max_bytes": (str, "20MB"),
    "max_memory": (str, "no limit"),
    "archive": (str, "the user's data folder"),
    "timezone": (str, "none"),
    "rtl": (str, "logical"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    value: object
    origin: str


@dataclass(frozen=True)
class Settings:
    """What the files say; ``names`` are glossary entries and ``models`` registry entries, the project's over the user's."""

    values: Mapping[str, Setting]
    names: Mapping[str, str]
    models: Mapping[str, Mapping[str, Any]]

    def defaults(self) -> dict[str, object]:
        return {name: s.value for name, s in self.values.items()}

    def shown(self, environment: Mapping[str, str]) -> list[Setting]:
        """Every known setting with the value in force and its origin."""
        rows = []
        for name, (_, default) in KNOWN.items():
            variable = f"MUJAZ_{name.upper()}"
            if environment.get(variable):
                rows.append(Setting(name, environment[variable], variable))
            else:
                rows.append(self.values.get(name, Setting(name, default, "default")))
        return rows


def user_file() -> Path:
    from platformdirs import user_config_path

    home = os.environ.get("MUJAZ_HOME")
    return (Path(home) if home else user_config_path("mujaz")) / "config.toml"


def load_settings(folder: Path | None = None) -> Settings:
    """Settings of the user's file and of ``mujaz.toml`` in ``folder`` (default: the current one). Raises MujazError."""
    values: dict[str, Setting] = {}
    names: dict[str, str] = {}
    models: dict[str, Mapping[str, Any]] = {}
    for path in (user_file(), (folder or Path.cwd()) / PROJECT_FILE):
        for key, value in _read(path).items():
            if key == "names":
                names |= _names(path, value)
            elif key == "models":
                models |= _models(path, value)
            else:
                values[key] = Setting(key, _checked(path, key, value), str(path))
    return Settings(values, names, models)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MujazError(str(path), f"cannot be read as TOML ({error})", "mend it, or move it away") from error


def _checked(path: Path, key: str, value: object) -> object:
    if key not in KNOWN:
        raise MujazError(
            str(path), f"unknown setting {key!r}", f"known are {', '.join(KNOWN)}, [names] and [models.NAME]"
        )
    kind, _ = KNOWN[key]
    if type(value) is not kind:
        raise MujazError(str(path), f"{key} is {value!r}", f"it must be a {kind.__name__}")
    if isinstance(value, list):
        return [str(path.parent / str(item)) for item in value]
    return str(path.parent / Path(str(value)).expanduser()) if key == "archive" else value


def _names(path: Path, table: Any) -> dict[str, str]:
    if not isinstance(table, dict) or not all(isinstance(v, str) and v for v in table.values()):
        raise MujazError(str(path), "[names] is no table of texts", 'write "الرياض" = "Riyadh"')
    return dict(table)


def _models(path: Path, table: Any) -> dict[str, Mapping[str, Any]]:
    if not isinstance(table, dict) or not all(isinstance(v, dict) for v in table.values()):
        raise MujazError(str(path), "[models] is no table of tables", "write [models.NAME] and its entries below")
    return dict(table)
