"""Settings and where they come from: flag > environment (``MUJAZ_*``) > ``mujaz.toml`` here > the user's file.

A file's top-level keys are defaults of the options with those names, ``[limits]`` holds limits of reading (links = 2000), ``[names]``
is a glossary (Arabic = "English") and ``[models.NAME]`` adds a model to the registry.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import MujazError
from .sizes import known_limits, limit_of

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


class SettingsError(MujazError):
    """A settings file that is wrong. ``subject`` is its path."""


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    value: object
    origin: str


@dataclass(frozen=True)
class Settings:
    """What the files say; ``limits`` are limits of reading, ``names`` glossary entries and ``models`` registry entries, the
    project's over the user's."""

    values: Mapping[str, Setting]
    limits: Mapping[str, Setting]
    names: Mapping[str, str]
    models: Mapping[str, Mapping[str, Any]]

    def defaults(self) -> dict[str, object]:
        return {name: s.value for name, s in self.values.items()}

    def reading(self) -> dict[str, int | float]:
        """The limits of reading that the files set."""
        return {name: s.value for name, s in self.limits.items() if isinstance(s.value, int | float)}

    def shown(self, environment: Mapping[str, str]) -> list[Setting]:
        """Every known setting with the value in force and its origin."""
        rows = []
        for name, (_, default) in KNOWN.items():
            variable = f"MUJAZ_{name.upper()}"
            if environment.get(variable):
                rows.append(Setting(name, environment[variable], variable))
            else:
                rows.append(self.values.get(name, Setting(name, default, "default")))
        for name, limit in known_limits().items():
            found = self.limits.get(name, Setting(name, limit, "default"))
            rows.append(Setting(f"limits.{name}", found.value, found.origin))
        return rows


def user_file() -> Path:
    from platformdirs import user_config_path

    home = os.environ.get("MUJAZ_HOME")
    return (Path(home) if home else user_config_path("mujaz")) / "config.toml"


def load_settings(folder: Path | None = None) -> Settings:
    """Settings of the user's file and of ``mujaz.toml`` in ``folder`` (default: the current one). Raises SettingsError."""
    values: dict[str, Setting] = {}
    limits: dict[str, Setting] = {}
    names: dict[str, str] = {}
    models: dict[str, Mapping[str, Any]] = {}
    for path in (user_file(), (folder or Path.cwd()) / PROJECT_FILE):
        for key, value in _read(path).items():
            if key == "names":
                names |= _names(path, value)
            elif key == "models":
                models |= _models(path, value)
            elif key == "limits":
                limits |= _limits(path, value)
            else:
                values[key] = Setting(key, _checked(path, key, value), str(path))
    return Settings(values, limits, names, models)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(str(path), f"cannot be read as TOML ({error})", "mend it, or move it away") from error


def _checked(path: Path, key: str, value: object) -> object:
    if key not in KNOWN:
        raise SettingsError(
            str(path), f"unknown setting {key!r}", f"known are {', '.join(KNOWN)}, [limits], [names] and [models.NAME]"
        )
    kind, _ = KNOWN[key]
    if type(value) is not kind:
        raise SettingsError(str(path), f"{key} is {value!r}", f"it must be a {kind.__name__}")
    if isinstance(value, list):
        return [str(path.parent / str(item)) for item in value]
    return str(path.parent / Path(str(value)).expanduser()) if key == "archive" else value


def _limits(path: Path, table: Any) -> dict[str, Setting]:
    if not isinstance(table, dict):
        raise SettingsError(str(path), "[limits] is no table of numbers", "write links = 2000 below [limits]")
    found = {}
    for name, number in table.items():
        if type(number) not in (int, float):
            raise SettingsError(str(path), f"[limits]: {name} is {number!r}", "it must be a number")
        try:
            found[name] = Setting(name, limit_of(name, str(number)), str(path))
        except ValueError as error:
            raise SettingsError(str(path), f"[limits]: {error}") from error
    return found


def _names(path: Path, table: Any) -> dict[str, str]:
    if not isinstance(table, dict) or not all(isinstance(v, str) and v for v in table.values()):
        raise SettingsError(str(path), "[names] is no table of texts", 'write "الرياض" = "Riyadh"')
    return dict(table)


def _models(path: Path, table: Any) -> dict[str, Mapping[str, Any]]:
    if not isinstance(table, dict) or not all(isinstance(v, dict) for v in table.values()):
        raise SettingsError(str(path), "[models] is no table of tables", "write [models.NAME] and its entries below")
    return dict(table)
