"""The models a command was asked for, opened and chained."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..briefs.chain import Briefer
from .glossary import read_glossary


def open_briefer(
    *,
    summarizer: str | None,
    translator: str | None,
    glossary: Sequence[Path] | None,
    extractive: bool,
    sentences: int,
    strict: bool,
    beams: int | None,
    device: str,
    compute: str,
) -> Briefer:
    """Raises MujazError for a model or a glossary that cannot be used."""
    from ..summarize import load_summarizer
    from ..translate import load_translator

    entries = read_glossary(glossary)
    return Briefer(
        load_summarizer(summarizer, extractive=extractive, sentences=sentences, device=device, compute=compute),
        load_translator(translator, glossary=entries, strict=strict, device=device, compute=compute, num_beams=beams),
    )
