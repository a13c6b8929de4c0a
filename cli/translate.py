"""``mujaz translate``: Arabic text in, English out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from . import options as o
from .batch import Batch
from .console import complain, write
from .groups import Translating, spread

if TYPE_CHECKING:
    from ..translate.types import SentencePair, Translator

_TOGETHER = 64  # lines that go through the model in one call


@spread
def translate(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE...]", help="Pages to translate in full; none with --lines.")
    ] = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="One Arabic sentence a line on stdin, exactly one English line for each.")
    ] = False,
    as_json: o.JsonOption = False,
    translating: Translating = Translating(),
    allow_private: o.AllowPrivateOption = False,
    max_bytes: o.MaxBytesOption = None,
    limit: o.LimitOption = None,
) -> None:
    """Translate Arabic pages, or lines, into English."""
    from .chain import open_translator

    if lines and sources:
        raise typer.BadParameter("--lines reads standard input; give no sources with it")
    if not lines and not sources:
        raise typer.BadParameter("give sources, or --lines with text on standard input")
    model = open_translator(translating)
    if lines:
        _lines(model, as_json=as_json)
        return
    batch = Batch()
    for article in batch.articles(sources or [], allow_private=allow_private, max_bytes=max_bytes, limits=limit):
        texts = [*([article.title] if article.title else []), *(s.text for s in article.sentences)]
        pairs = model.translate(texts)
        if as_json:
            write(_json({"origin": article.source.origin, "sentences": [_pair(p) for p in pairs]}))
            continue
        shown = iter(pairs)
        if article.title:
            write(_english(next(shown)) + "\n\n")
        last = 0
        for sentence, pair in zip(article.sentences, shown, strict=True):
            write(("\n\n" if sentence.paragraph != last else "") + _english(pair) + " ")
            last = sentence.paragraph
        write("\n\n")
        _tell(article.source.origin, pairs)
    batch.close()


def _lines(model: Translator, *, as_json: bool) -> None:
    from ..articles.text import clean_text
    from ..translate.types import SentencePair

    for some in _chunks(sys.stdin.buffer):
        texts = [clean_text(raw.decode("utf-8", "replace")).replace("\n", " ").strip() for raw in some]
        pairs = iter(model.translate([t for t in texts if t]))
        for text in texts:
            pair = next(pairs) if text else SentencePair("", "")
            write(_json(_pair(pair)) if as_json else _english(pair) + "\n")


def _chunks(stream: Iterable[bytes]) -> Iterator[list[bytes]]:
    lines = iter(stream)
    while some := list(islice(lines, _TOGETHER)):
        yield some


def _english(pair: SentencePair) -> str:
    return " ".join((pair.en if pair.en is not None else pair.ar).split())


def _pair(pair: SentencePair) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(pair)


def _json(value: object) -> str:
    from ..briefs.serialize import dump

    return dump(value) + "\n"


def _tell(origin: str, pairs: Iterable[SentencePair]) -> None:
    from ..briefs.wording import flag_line

    flags = [flag for pair in pairs for flag in pair.flags]
    if flags:
        complain(f"{origin}: {flag_line(flags)}; --json shows them")
