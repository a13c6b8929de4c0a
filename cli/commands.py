"""The commands by name, loaded when they are run: help and completion of names need only the lines of this table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from .plain import PlainCommand, take_plain_values

# name → module and attribute, and the first line of its help
COMMANDS: Mapping[str, tuple[str, str]] = {
    "brief": ("brief:brief", "Brief Arabic pages: a short Arabic summary and its English, sentence by sentence."),
    "batch": ("batch_command:batch", "Brief articles by the thousand into shards; a run that was stopped goes on where it was."),
    "digest": ("digest:digest", "Brief a day: its articles grouped into stories, weightiest first, the undated apart."),
    "daily": ("daily:daily", "Fetch the feeds, brief what is new into the archive, and digest a day of it."),
    "stories": ("stories:stories", "Group articles into stories."),
    "read": ("read:read", "Show what was read: title, date and where it came from, outlet, paragraphs."),
    "summarize": ("summarize:summarize", "Summarize Arabic pages in Arabic."),
    "translate": ("translate:translate", "Translate Arabic pages, or lines, into English."),
    "check": ("check:check", "Check a translation made anywhere: numbers, names, dates, negation, loops."),
    "names": ("names:names", "List people, places and organisations with the English chosen and how sure it is."),
    "export": ("export:export", "Write briefs of the archive as Markdown, one file an article, and an index that links them."),
    "archive": ("archive:archive", "List, search and keep what was briefed before."),
    "config": ("config:config", "See the settings in force."),
    "feeds": ("feeds:feeds", "Follow feeds: add, list, remove, fetch, OPML."),
    "models": ("models:models", "List, pull, add, verify and remove models."),
    "eval": ("evaluate:evaluation", "Measure a model on a test set."),
}  # fmt: skip


class Commands(TyperGroup):
    """A group that knows its commands by name and line; ``resolve_command`` is where one is needed whole."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name, (_, line) in COMMANDS.items():
            self.add_command(TyperCommand(name, help=line))

    def get_params(self, ctx: Any) -> list[Any]:
        return take_plain_values(super().get_params(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, known, rest = super().resolve_command(ctx, args)
        return name, load(name) if name and known else known, rest


@cache
def load(name: str) -> Any:
    """The command or the group of commands of that name, as Typer makes it, with plain help."""
    module, attribute = COMMANDS[name][0].split(":")
    found = getattr(import_module(f".{module}", __package__), attribute)
    if not isinstance(found, typer.Typer):
        single = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        single.command(name, cls=PlainCommand)(found)
        return get_command(single)
    group = get_group(found)
    group.name = name
    return group
