"""The models a command was asked for, opened and chained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .glossary import read_glossary
from .groups import Making, Summarizing, Translating
from .sizes import asked_size

if TYPE_CHECKING:
    from ..briefs.chain import Briefer
    from ..summarize.types import Summarizer
    from ..translate.types import Translator


def open_briefer(making: Making) -> Briefer:
    """Raises MujazError for a model or a glossary that cannot be used."""
    from ..briefs.chain import Briefer

    return Briefer(open_summarizer(making), open_translator(making))


def open_summarizer(asked: Making | Summarizing) -> Summarizer:
    from ..summarize import load_summarizer

    _limit(asked.max_memory)

    return load_summarizer(
        asked.summarizer,
        extractive=asked.extractive,
        sentences=asked.sentences,
        device=asked.device,
        compute=asked.compute,
    )


def open_translator(asked: Making | Translating) -> Translator:
    from ..translate import load_translator

    _limit(asked.max_memory)

    return load_translator(
        asked.translator,
        glossary=read_glossary(asked.glossary),
        strict=asked.strict,
        device=asked.device,
        compute=asked.compute,
        num_beams=asked.beams,
    )


def _limit(asked: str | None) -> None:
    """Raises typer.BadParameter for what is no size."""
    from ..models.memory import limit_memory

    limit_memory(asked_size("--max-memory", asked, "2GB or 800MB"))
