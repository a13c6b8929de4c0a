"""The Typer application: which commands there are."""

from __future__ import annotations

from typing import Annotated, cast

import typer
from typer.core import TyperGroup

from .archive import archive
from .batch_command import batch
from .brief import brief
from .check import check
from .config import config
from .daily import daily
from .digest import digest
from .evaluate import evaluation
from .export import export
from .feeds import feeds
from .models import models
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
    context.default_map = {
        name: dict.fromkeys(command.commands, defaults) if isinstance(command, TyperGroup) else defaults
        for name, command in cast(TyperGroup, context.command).commands.items()
    }


for command in (brief, batch, digest, daily, stories, read, summarize, translate, check, names, export):
    app.command()(command)
app.add_typer(archive, name="archive")
app.add_typer(config, name="config")
app.add_typer(feeds, name="feeds")
app.add_typer(models, name="models")
app.add_typer(evaluation, name="eval")
