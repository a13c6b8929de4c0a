"""``mujaz eval``: the figures of a model on a test set, with peers beside and floors beneath."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import MujazError
from . import options as o
from .console import complain, show, write
from .groups import Summarizing, Translating, spread

if TYPE_CHECKING:
    from ..articles.types import Article

evaluation = typer.Typer(help="Measure a model on a test set.", no_args_is_help=True, rich_markup_mode=None)
LimitOption = Annotated[int | None, typer.Option("--limit", min=1, help="Only the first lines.")]
FloorsOption = Annotated[
    Path | None, typer.Option("--floors", help="JSON of least values by name; falling under one is exit code 1.")
]
RaiseOption = Annotated[
    bool, typer.Option("--raise-floors", help="Write floors closer beneath what was measured, where they can rise.")
]
LowerOption = Annotated[
    str | None,
    typer.Option(
        "--allow-lower", metavar="WHY", help="Lower the floors that do not hold; the reason stays in the file."
    ),
]


@evaluation.callback()
def _evaluation() -> None:
    """Measure a model on a test set."""


@evaluation.command()
@spread
def translation(
    file: Annotated[
        Path, typer.Argument(help="TSV of Arabic and reference English, or a folder of *.gold.json pages.")
    ],
    peer: Annotated[
        list[str] | None, typer.Option("--peer", help="NAME=FILE, one hypothesis a line; may be repeated.")
    ] = None,
    limit: LimitOption = None,
    floors: FloorsOption = None,
    raise_floors: RaiseOption = False,
    allow_lower: LowerOption = None,
    as_json: o.JsonOption = False,
    translating: Translating = Translating(),
) -> None:
    """chrF and BLEU with sacrebleu's signatures, numbers kept, loops, length."""
    from ..checks import check_pair
    from ..translate.evaluate import score_translations
    from .chain import open_translator

    content = _floors(floors, "translation", raise_floors, allow_lower)
    pairs = _pairs(file)[:limit]
    sources, references = [a for a, _ in pairs], [e for _, e in pairs]
    model = open_translator(translating)
    began = time.perf_counter()
    answers = model.translate(sources)
    took = time.perf_counter() - began
    rows: dict[str, dict[str, Any]] = {
        model.info.name: asdict(score_translations(sources, [a.en or "" for a in answers], references, check_pair))
        | {"sentences_per_second": len(sources) / took}
    }
    for one in peer or ():
        name, _, path = one.partition("=")
        lines = _text(Path(path)).splitlines()[: len(sources)]
        rows[name] = asdict(score_translations(sources, lines, references, check_pair))
    _report(rows, as_json=as_json)
    if content:
        _hold(floors, content, "translation", rows[model.info.name], raise_floors, allow_lower)


@evaluation.command()
@spread
def summaries(
    file: Annotated[Path, typer.Argument(help="JSONL of text and summary, or a folder of *.gold.json pages.")],
    limit: LimitOption = None,
    floors: FloorsOption = None,
    raise_floors: RaiseOption = False,
    allow_lower: LowerOption = None,
    as_json: o.JsonOption = False,
    summarizing: Summarizing = Summarizing(),
) -> None:
    """Unicode ROUGE against reference summaries, lead-1 and lead-3 beside."""
    from ..summarize.evaluate import score_summaries
    from .chain import open_summarizer

    content = _floors(floors, "summaries", raise_floors, allow_lower)
    items = _summaries(file)[:limit]
    articles, references = [a for a, _ in items], [r for _, r in items]
    model = open_summarizer(summarizing)
    made = model.summarize(articles)
    texts = [" ".join(s.text for s in one.sentences) for one in made]
    rows = {model.info.name: asdict(score_summaries(texts, references))}
    quoted = [s.quoted for one in made for s in one.sentences]
    rows[model.info.name]["quoted"] = sum(quoted) / max(1, len(quoted))
    for size in (1, 3):
        lead = [" ".join(s.text for s in a.sentences[:size]) for a in articles]
        rows[f"lead-{size}"] = asdict(score_summaries(lead, references))
    _report(rows, as_json=as_json)
    if content:
        _hold(floors, content, "summaries", rows[model.info.name], raise_floors, allow_lower)


def _report(rows: Mapping[str, Mapping[str, Any]], *, as_json: bool) -> None:
    if as_json:
        write(json.dumps(rows, ensure_ascii=False) + "\n")
        return
    from rich.table import Table

    table = Table(box=None)
    for heading in ("", *rows):
        table.add_column(heading, overflow="fold")
    for name in dict.fromkeys(key for row in rows.values() for key in row):
        table.add_row(name, *(_shown(row.get(name, "")) for row in rows.values()))
    show(table)


def _shown(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _floors(path: Path | None, task: str, raising: bool, reason: str | None) -> dict[str, Any] | None:
    """Read before anything is measured, so that a slip is told at once."""
    if path is None:
        if raising or reason is not None:
            raise typer.BadParameter("--raise-floors and --allow-lower go with --floors FILE")
        return None
    if reason is not None and not reason.strip():
        raise typer.BadParameter("--allow-lower wants a reason")
    from .floors import read_floors

    return read_floors(path, task)


def _hold(
    path: Path | None,
    content: dict[str, Any],
    task: str,
    scores: Mapping[str, Any],
    raising: bool,
    reason: str | None,
) -> None:
    from .brief import save
    from .floors import moved, under, written

    low = under(content[task], scores)
    for name, least in low.items():
        complain(f"{name} is {scores.get(name, 0):.3f}, under its floor {least}")
    if low and reason is None:
        raise typer.Exit(1)
    if path and (raising or low):
        new = moved(content, task, scores, raising=raising, reason=reason)
        save(path, written(new))
        changes = [f"{name} {least}" for name, least in new[task].items() if least != content[task][name]]
        complain(f"{path}: {', '.join(changes) or 'as it was'}")


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise MujazError(str(path), f"cannot be read ({error})", "give a UTF-8 file") from error


def _golds(folder: Path) -> list[dict[str, Any]]:
    golds = [json.loads(_text(path)) for path in sorted(folder.rglob("*.gold.json"))]
    if not golds:
        raise MujazError(str(folder), "holds no *.gold.json", "give a folder of gold pages, or a file")
    return golds


def _pairs(path: Path) -> list[tuple[str, str]]:
    if path.is_dir():
        return [(a, e) for gold in _golds(path) for a, e in gold.get("sentences") or ()]
    rows = [line.split("\t") for line in _text(path).splitlines() if line.strip()]
    if any(len(row) < 2 for row in rows):
        raise MujazError(str(path), "has lines without a tab", "give Arabic<TAB>English lines")
    return [(row[0], row[1]) for row in rows]


def _summaries(path: Path) -> Sequence[tuple[Article, str]]:
    from ..articles.plain import plain_article

    if path.is_dir():
        return [
            (
                plain_article("\n".join(gold["body"]), gold["title"], title=gold["title"]),
                " ".join(_listed(gold["summary_ar"])),
            )
            for gold in _golds(path)
        ]
    rows = [json.loads(line) for line in _text(path).splitlines() if line.strip()]
    return [
        (plain_article(row["text"], str(row.get("id", n)), title=row.get("title")), row["summary"])
        for n, row in enumerate(rows)
    ]


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
