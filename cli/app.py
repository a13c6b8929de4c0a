"""The Typer application: which commands there are."""

from __future__ import annotations

from typing import Annotated

import typer

from .archive import archive
from .brief import brief
from .check import check
from .config import config
from .digest import digest
from .evaluate import evaluation
from .names import names
from .read import read
from .settings import load_settings
from .stories import stories
from .summarize import summarize
from .translate import translate

app = typer.Typer(
    name="mujaz",
    help="Brief Arabic news in Arabic and English, offline.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
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
    defaults = load_settings().defaults()
    context.default_map = dict.fromkeys(COMMANDS, defaults)


COMMANDS = {f.__name__: f for f in (brief, digest, stories, read, summarize, translate, check, names)}
for command in COMMANDS.values():
    app.command()(command)
app.add_typer(archive, name="archive")
app.add_typer(config, name="config")
app.add_typer(evaluation, name="eval")
