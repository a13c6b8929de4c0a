"""Arguments and options that several commands share, written once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

if TYPE_CHECKING:
    from ..briefs.bidi import Rtl

SourcesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE...",
        help="Files, folders, globs, URLs, or - for standard input.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line on stdout.")]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write here; the ending chooses the format (.md .html .json .jsonl .txt)."),
]
TranslatorOption = Annotated[
    str | None,
    typer.Option(
        "--translator",
        envvar="MUJAZ_TRANSLATOR",
        help="A model's name or its folder (MarianMT). Default: the best one installed.",
    ),
]
SummarizerOption = Annotated[
    str | None,
    typer.Option(
        "--summarizer", help="A model's name or its folder (BART, mBART, T5, mT5). Default: the best one installed."
    ),
]
ExtractiveOption = Annotated[
    bool, typer.Option("--extractive", envvar="MUJAZ_EXTRACTIVE", help="Quote the article's own sentences; write none.")
]
SentencesOption = Annotated[
    int,
    typer.Option("--sentences", "-n", envvar="MUJAZ_SENTENCES", min=1, max=10, help="Summary sentences an article."),
]
StrictOption = Annotated[
    bool,
    typer.Option(
        "--strict", envvar="MUJAZ_STRICT", help="Keep the Arabic instead of English that failed an error-level check."
    ),
]
GlossaryOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--glossary", help="TSV file: Arabic, English, note. May be given more than once.", show_default=False
    ),
]
DateOption = Annotated[str | None, typer.Option("--date", help="The publication date of every page, as YYYY-MM-DD.")]
YearOption = Annotated[int | None, typer.Option("--year", min=1900, max=2200, help="The year of dates that name none.")]
BeamsOption = Annotated[
    int | None, typer.Option("--beams", envvar="MUJAZ_BEAMS", min=1, max=16, help="Beam width of the translator.")
]
DeviceOption = Annotated[str, typer.Option("--device", envvar="MUJAZ_DEVICE", help="auto, cpu or cuda.")]
ComputeOption = Annotated[str, typer.Option("--compute", envvar="MUJAZ_COMPUTE", help="int8, bf16 or fp32.")]
MaxMemoryOption = Annotated[
    str | None,
    typer.Option(
        "--max-memory",
        envvar="MUJAZ_MAX_MEMORY",
        help="Hold at most so much memory, as 2GB: smaller batches, fewer threads, no model that is too large.",
    ),
]
ArchiveOption = Annotated[
    Path | None,
    typer.Option(
        "--archive", envvar="MUJAZ_ARCHIVE", help="Keep briefs in this file, and take from it what was made before."
    ),
]
AllowPrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Let a URL lead to a private or loopback address.")
]
MaxBytesOption = Annotated[
    str | None,
    typer.Option(
        "--max-bytes", envvar="MUJAZ_MAX_BYTES", help="Refuse a page larger than this, as 500KB or 50MB. Default: 20MB."
    ),
]
LimitOption = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAME=NUMBER",
        help="Another limit of reading, as links=2000; may be given again; defaults in [limits] of mujaz.toml. Names: characters, "
        "paragraphs, links, elements, attributes, nesting, pages, seconds, redirects.",
    ),
]


class Format(StrEnum):
    """How briefs are written."""

    table = "table"
    markdown = "markdown"
    html = "html"
    json = "json"


class Undated(StrEnum):
    """What a digest does with pages that name no day."""

    keep = "keep"
    skip = "skip"


TimezoneOption = Annotated[
    str | None, typer.Option("--timezone", envvar="MUJAZ_TIMEZONE", help="Where the day begins, as Asia/Beirut.")
]
FormatOption = Annotated[
    Format | None, typer.Option("--format", "-f", help="Default: a table on a terminal, Markdown in a pipe.")
]

_ENDINGS = {
    ".md": Format.markdown,
    ".markdown": Format.markdown,
    ".html": Format.html,
    ".htm": Format.html,
    ".json": Format.json,
    ".jsonl": Format.json,
    ".txt": Format.table,
}


def chosen_format(given: Format | None, as_json: bool, output: Path | None, *, terminal: bool) -> Format:
    """The format asked for by ``--json``, ``--format`` or the ending of ``--output``. Raises typer.BadParameter."""
    if as_json:
        if given not in (None, Format.json):
            raise typer.BadParameter("--json and --format contradict each other")
        return Format.json
    if given:
        return given
    if output:
        ending = output.suffix.lower()
        if ending not in _ENDINGS:
            raise typer.BadParameter(f"{output}: no format has the ending {ending or 'none'!r}; add --format")
        return _ENDINGS[ending]
    return Format.table if terminal else Format.markdown


RtlOption = Annotated[
    str, typer.Option("--rtl", envvar="MUJAZ_RTL", help="logical, or visual for a terminal that does no bidi itself.")
]


def chosen_rtl(given: str) -> Rtl:
    """Raises typer.BadParameter."""
    if given not in ("logical", "visual"):
        raise typer.BadParameter(f"--rtl is logical or visual, not {given!r}")
    return cast("Rtl", given)
