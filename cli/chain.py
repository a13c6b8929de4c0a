"""The models a command was asked for, opened and chained."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

from ..errors import MujazError
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


def begin_loading(asked: Making | Translating) -> None:
    """Have the built-in model loaded on another thread, where it is the one asked for: opening the translator waits for it.

    What is wrong with the model, or with how it is asked for, is told when it is opened.
    """
    from ..models.registry import open_model, resolve

    _limit(asked.max_memory)
    with suppress(MujazError):
        ref = resolve("translate", asked.translator)
        if ref.kind == "built-in":
            pool = ThreadPoolExecutor(1)
            pool.submit(open_model, ref)
            pool.shutdown(wait=False)


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
