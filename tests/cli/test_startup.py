"""``mujaz --help`` is quick because nothing heavy is loaded for it, and no command but the one that is run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from mujaz.cli.app import app
from mujaz.cli.brief import brief
from mujaz.cli.commands import COMMANDS, load
from typer.testing import CliRunner

SAMPLE = str(Path(__file__).parents[2] / "samples/agriculture-wheat-price.txt")
HEAVY = (
    "torch",
    "transformers",
    "ctranslate2",
    "trafilatura",
    "sklearn",
    "numpy",
    "lxml",
    "httpx",
    "dateparser",
    "jinja2",
    "sentencepiece",
    "tokenizers",
    "huggingface_hub",
)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["brief", "--help"],
        ["digest", "--help"],
        ["batch", "--help"],
        ["models", "list"],
        ["config", "show"],
    ],
)
def test_help_loads_no_model_library(arguments: list[str]) -> None:
    loaded = {name.split(".")[0] for name in modules_after(arguments)}
    assert not set(HEAVY) & loaded
    assert "typer" in loaded


def test_help_loads_no_command() -> None:
    loaded = modules_after(["--help"])
    assert not [name for name in loaded if name.startswith(("rich", "pydantic", "mujaz.briefs", "mujaz.articles"))]
    assert not {f"mujaz.cli.{place.split(':')[0]}" for place, _ in COMMANDS.values()} & loaded


def test_plain_values_load_nothing_that_checks_values() -> None:
    for arguments in (["brief", "--help"], ["read", SAMPLE]):
        assert not [name for name in modules_after(arguments) if name.startswith("pydantic")]


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.txt"],
        ["a.txt", "b", "--sentences", "4", "--strict", "--device", "cpu"],
        ["", "--date", "", "--archive", "x", "--glossary", "g.tsv", "--glossary", "h.tsv"],
        ["a.txt", "-f", "json", "--year", "2020"],
        [],
        ["a.txt", "--sentences", "11"],
        ["a.txt", "--sentences", "many"],
        ["a.txt", "--format", "docx"],
    ],
)
def test_values_are_those_that_typer_gives(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_COMPUTE", "fp32")
    monkeypatch.setenv("MUJAZ_BEAMS", "2")
    whole = typer.Typer()
    whole.command("brief")(brief)
    assert values(load("brief"), arguments) == values(typer.main.get_command(whole), arguments)


def values(command: typer.core.TyperCommand, arguments: list[str]) -> object:
    try:
        return command.make_context("mujaz brief", list(arguments)).params
    except Exception as error:
        return type(error), str(error)


def test_a_command_loads_no_other() -> None:
    loaded = modules_after(["models", "--help"])
    assert "mujaz.cli.models" in loaded
    assert not {"mujaz.cli.archive", "mujaz.cli.feeds", "mujaz.cli.daily", "mujaz.cli.evaluate"} & loaded


def modules_after(arguments: list[str]) -> set[str]:
    script = (
        "import sys\n"
        f"sys.argv = ['mujaz', *{arguments!r}]\n"
        "from mujaz.cli import main\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
        "print('LOADED', *sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.rsplit("LOADED", 1)[1].split())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_says_what_the_command_says(name: str) -> None:
    command = load(name)
    assert command.name == name and (command.help or "").splitlines()[0] == COMMANDS[name][1]


def test_every_command_is_listed_once_and_can_be_asked_for_help() -> None:
    shown = CliRunner().invoke(app, ["-h"])
    listed = [line.split()[0] for line in shown.stdout.split("Commands:")[1].splitlines() if line.strip()]
    assert listed == list(COMMANDS)
    for name in COMMANDS:
        one = CliRunner().invoke(app, [name, "--help"])
        assert one.exit_code == 0 and one.stdout.startswith(f"Usage: mujaz {name} "), one.output
        assert "--install-completion" not in one.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["breif"], "No such command 'breif'. Did you mean 'brief'?"),
        (["models", "lst"], "No such command 'lst'. Did you mean 'list'?"),
        (["brief", "--nosuch", "x"], "No such option: --nosuch"),
        (["brief"], "Missing argument 'SOURCE...'"),
    ],
)
def test_a_slip_of_the_fingers_is_told_with_a_remedy(arguments: list[str], told: str) -> None:
    result = CliRunner().invoke(app, arguments)
    assert (result.exit_code == 2 and told in result.stderr and "--help" in result.stderr) or "-h" in result.stderr
    assert not result.stdout


def test_without_arguments_help_is_shown() -> None:
    result = CliRunner().invoke(app, [])
    assert result.exit_code == 2 and "Commands:" in result.output


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("mujaz b", ["brief", "batch"]), ("mujaz models p", ["pull"]), ("mujaz brief --sent", ["--sentences"])],
)
def test_the_shell_completes(typed: str, offered: list[str]) -> None:
    variables = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1), "_MUJAZ_COMPLETE": "complete_bash"}
    script = "import sys; sys.argv = ['mujaz']; from mujaz.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script], env=os.environ | variables, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == offered


def test_settings_reach_a_command_and_a_command_of_a_group(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mujaz.toml").write_text('archive = "mine.sqlite"\nsentences = 4\n')
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["archive", "check"])
    assert "mine.sqlite: all well" in result.stderr
    context = typer.main.get_group(app).make_context("mujaz", ["brief", "page.txt"])
    name, command, rest = context.command.resolve_command(context, ["brief", "page.txt"])
    context.invoked_subcommand = name
    context.invoke(context.command.callback, **context.params)
    assert command.make_context(name, rest, parent=context).params["sentences"] == 4
