"""``mujaz config show``: each setting, its value and where it came from."""

from __future__ import annotations

import os
from dataclasses import asdict

import typer

from . import options as o
from .console import show, write
from .settings import load_settings

config = typer.Typer(help="See the settings in force.", no_args_is_help=True, rich_markup_mode=None)


@config.callback()
def _settings() -> None:
    """See the settings in force."""


@config.command("show")
def show_settings(as_json: o.JsonOption = False) -> None:
    """Each setting, its value and where it came from: environment, mujaz.toml, user file or default."""
    settings = load_settings()
    rows = settings.shown(os.environ)
    if as_json:
        from ..briefs.serialize import dump

        write("".join(dump(asdict(row)) + "\n" for row in rows))
        return
    from rich.table import Table
    from rich.text import Text

    table = Table("setting", "value", "from", box=None)
    for row in rows:
        table.add_row(Text(row.name), Text(str(row.value)), Text(row.origin))
    for arabic, english in settings.names.items():
        table.add_row(Text("name"), Text(f"{arabic} = {english}"), Text("[names]"))
    show(table)
