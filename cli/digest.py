"""``mujaz digest``: the day, its stories ordered, each told once."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from . import options as o
from .batch import Batch
from .brief import PAPER, save
from .console import Progress, render, show, write


def digest(
    sources: o.SourcesArgument,
    date: Annotated[str | None, typer.Option("--date", help="The day, as YYYY-MM-DD.")] = None,
    start: Annotated[str | None, typer.Option("--from", help="First day of a window.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="Last day of a window.")] = None,
    outlet: Annotated[list[str] | None, typer.Option("--outlet", help="Only this outlet; may be repeated.")] = None,
    top: Annotated[int | None, typer.Option("--top", min=1, help="Only the weightiest stories.")] = None,
    undated: Annotated[str, typer.Option("--undated", help="keep or skip pages without a date.")] = "keep",
    output: o.OutputOption = None,
    format: o.FormatOption = None,
    as_json: o.JsonOption = False,
    sentences: o.SentencesOption = 3,
    extractive: o.ExtractiveOption = False,
    strict: o.StrictOption = False,
    summarizer: o.SummarizerOption = None,
    translator: o.TranslatorOption = None,
    glossary: o.GlossaryOption = None,
    beams: o.BeamsOption = None,
    year: o.YearOption = None,
    device: o.DeviceOption = "auto",
    compute: o.ComputeOption = "int8",
    rtl: o.RtlOption = "logical",
    allow_private: o.AllowPrivateOption = False,
) -> None:
    """Brief a day: its articles grouped into stories, weightiest first, the undated apart."""
    from ..briefs.chain import Briefer
    from ..briefs.digest import digest as make_digest
    from ..briefs.digest import in_window
    from ..summarize import load_summarizer
    from ..translate import load_translator
    from .glossary import read_glossary

    chosen = o.chosen_format(format, as_json, output, terminal=sys.stdout.isatty())
    direction = o.chosen_rtl(rtl)
    if undated not in ("keep", "skip"):
        raise typer.BadParameter(f"--undated is keep or skip, not {undated!r}")
    batch = Batch()
    entries = read_glossary(glossary)
    articles = [
        article
        for article in batch.articles(sources, year=year, allow_private=allow_private)
        if (
            undated == "keep"
            if article.date.value is None
            else in_window(article.date, date=date, start=start, end=end)
        )
        and (not outlet or article.outlet in outlet)
    ]
    briefs = []
    if articles:
        briefer = Briefer(
            load_summarizer(summarizer, extractive=extractive, sentences=sentences, device=device, compute=compute),
            load_translator(
                translator, glossary=entries, strict=strict, device=device, compute=compute, num_beams=beams
            ),
        )
        briefs = list(Progress(len(articles)).over(briefer.briefs(articles)))
    made = make_digest(briefs, date=date, start=start, end=end, top=top)

    if chosen is o.Format.json:
        from ..briefs.serialize import digest_dict, dump

        text = dump(digest_dict(made)) + "\n"
    elif chosen is o.Format.html:
        from ..briefs.html import digest_html

        text = digest_html(made)
    elif chosen is o.Format.markdown:
        from ..briefs.markdown import digest_markdown

        text = digest_markdown(made)
    else:
        from ..briefs.table import digest_table

        if not output:
            show(digest_table(made, direction))
            batch.close()
            return
        text = render(digest_table(made), PAPER)
    if output:
        save(output, text)
    else:
        write(text)
    batch.close()
