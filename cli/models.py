"""``mujaz models``: what is here, what could be, and which serves which task."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, cast

import typer

from . import options as o
from .batch import Batch
from .console import complain, show, write
from .settings import load_settings

models = typer.Typer(help="List, pull, add, verify and remove models.", no_args_is_help=True, rich_markup_mode=None)
NameArgument = Annotated[str, typer.Argument(help="A name of `mujaz models list`.")]


@models.callback()
def _models() -> None:
    """List, pull, add, verify and remove models."""


@models.command("list")
def list_models(as_json: o.JsonOption = False) -> None:
    """What is here and in use, and what can be pulled: task, licence, size, published scores."""
    rows = _rows()
    if as_json:
        from ..briefs.serialize import dump

        write("".join(dump(row) + "\n" for row in rows))
        return
    from rich.text import Text

    for row in rows:
        facts = " · ".join(str(row[key]) for key in ("task", "licence", "size") if row[key])
        show(Text.assemble((str(row["name"]), "bold"), f"  {row['state']}", (f"\n  {facts}", "dim")))
        if row["scores"]:
            show(Text(f"  published: {row['scores']}", "dim"))


@models.command()
def pull(
    name: NameArgument,
    accept_license: Annotated[
        bool, typer.Option("--accept-license", help="Accept a licence that forbids commercial use.")
    ] = False,
) -> None:
    """Fetch a model from its hub, verify, convert and test it. The only command here that opens a socket."""
    from ..models.intake import pull as pull_model
    from ..models.known import known_models

    user = load_settings().models
    known = known_models(user).get(name)
    if known:
        complain(f"{name}: licence {known.licence}, {known.size} MB from {known.repository}")
    with _Bar() if sys.stderr.isatty() else nullcontext() as bar:
        stored = pull_model(name, accept_license=accept_license, progress=bar, user=user)
    complain(f"{stored.name}: stored, and used to {stored.task} from now on unless another is named")


@models.command()
def add(
    path: Annotated[Path, typer.Argument(help="A model folder, a .zip, a .tar or an .argosmodel.")],
    name: Annotated[str | None, typer.Option("--name", help="What to call it.")] = None,
    task: Annotated[str | None, typer.Option("--task", help="translate or summarize, where it cannot be told.")] = None,
    licence: Annotated[str, typer.Option("--licence", help="Its licence, to be shown beside it.")] = "unknown",
    test: Annotated[bool, typer.Option("--test/--no-test", help="Whether to run the self-test.")] = True,
) -> None:
    """Store a model that lies on this machine or on a stick."""
    from ..models.intake import add as add_model
    from ..models.types import Task

    if task not in (None, "translate", "summarize"):
        raise typer.BadParameter(f"--task is translate or summarize, not {task!r}")
    stored = add_model(path, name=name, task=cast(Task | None, task), licence=licence, test=test)
    complain(f"{stored.name}: stored, and used to {stored.task} from now on unless another is named")


@models.command()
def verify(names: Annotated[list[str] | None, typer.Argument(metavar="[NAME...]")] = None) -> None:
    """Read every byte again and compare it with the manifest; the built-in model too when no name is given."""
    from ..models.store import stored_models
    from ..models.store import verify as verify_model

    batch = Batch()
    checked = {name: verify_model(name) for name in names or [m.name for m in stored_models()]}
    if not names:
        checked["built-in"] = _builtin_faults()
    for name, wrong in checked.items():
        for line in wrong:
            batch.fail(f"{name}: {line}; add or pull it again")
        if not wrong:
            complain(f"{name}: all well")
    batch.close()


@models.command()
def remove(name: NameArgument) -> None:
    """Delete a stored model that no setting names."""
    from ..models.store import remove as remove_model

    asked = load_settings().defaults()
    used = [str(asked[key]) for key in ("translator", "summarizer") if key in asked]
    complain(f"{name}: removed, {remove_model(name, used) / 1e6:.0f} MB freed")


def _builtin_faults() -> list[str]:
    from ..errors import ModelError
    from ..models.builtin import FOLDER
    from ..models.manifest import read_checked, read_manifest

    wrong = []
    for record in read_manifest(FOLDER).files:
        try:
            read_checked(FOLDER, record)
        except ModelError as error:
            wrong.append(f"{record.name} {error.cause}")
    return wrong


def _rows() -> list[dict[str, object]]:
    from ..models.builtin import FOLDER
    from ..models.known import known_models
    from ..models.manifest import read_manifest
    from ..models.registry import resolve
    from ..models.store import stored_models

    known = known_models(load_settings().models)
    stored = {m.name: m for m in stored_models()}
    serving = {task: resolve(task).name for task in ("translate", "summarize")}
    builtin = read_manifest(FOLDER)
    rows: list[dict[str, object]] = [
        {
            "name": "built-in",
            "task": "translate, summarize",
            "state": _state("built-in", [t for t, name in serving.items() if name == "built-in"]),
            "licence": builtin.licence,
            "size": f"{sum(f.size for f in builtin.files) / 1e6:.0f} MB",
            "scores": "",
        }
    ]
    for name, model in stored.items():
        tasks = [t for t, serves in serving.items() if serves == name]
        size = sum(f.size for f in model.manifest.files) / 1e6
        rows.append(
            {
                "name": name,
                "task": model.task,
                "state": _state("here", tasks),
                "licence": model.manifest.licence,
                "size": f"{size:.0f} MB",
                "scores": "; ".join(known[name].scores) if name in known else "",
            }
        )
    for name, one in known.items():
        if name not in stored:
            licence = one.licence if one.commercial else f"{one.licence} (non-commercial)"
            rows.append(
                {
                    "name": name,
                    "task": one.task,
                    "state": "can be pulled",
                    "licence": licence,
                    "size": f"{one.size} MB",
                    "scores": "; ".join(one.scores),
                }
            )
    return rows


def _state(state: str, tasks: list[str]) -> str:
    return f"{state}, in use to {' and '.join(tasks)}" if tasks else state


class _Bar:
    """Download progress on stderr: called with file, bytes so far and bytes in all."""

    def __enter__(self) -> _Bar:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._tasks: dict[str, object] = {}
        self._progress.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._progress.stop()

    def __call__(self, name: str, done: int, total: int) -> None:
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(name, total=total)
        self._progress.update(self._tasks[name], completed=done, total=total)  # type: ignore[arg-type]
