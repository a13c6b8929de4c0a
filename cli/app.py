"""The Typer application: its own options; the commands are in ``commands``."""

from __future__ import annotations

from typing import Annotated

import typer
from typer.core import TyperGroup

from .commands import Commands, load

app = typer.Typer(
    name="mujaz",
    cls=Commands,
    help="Brief Arabic news in Arabic and English, offline.",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: loading what draws boxes takes longer than all else
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"mujaz {version('mujaz')}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Brief Arabic news in Arabic and English, offline."""
    from .settings import load_settings

    if name := context.invoked_subcommand:
        defaults = load_settings().defaults()
        command = load(name)
        context.default_map = {
            name: dict.fromkeys(command.commands, defaults) if isinstance(command, TyperGroup) else defaults
        }
