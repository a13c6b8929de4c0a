"""From a model's name to a summarizer."""

from __future__ import annotations

from .types import Summarizer

DRAFTS = "built-in+drafts"
"""The built-in summarizer with a draft of the decoder for every sentence."""


def open_summarizer(name: str | None, *, sentences: int, device: str, compute: str) -> Summarizer:
    """The built-in one selects and shortens, with ``DRAFTS`` it rewrites; any other summarizes whole articles. Raises ModelError."""
    from ..models.registry import BUILTIN, open_model, resolve

    ref = resolve("summarize", BUILTIN if name == DRAFTS else name)
    if ref.kind == "built-in" and name != DRAFTS:
        from .shortening import ShorteningSummarizer

        return ShorteningSummarizer(sentences)
    from ..models.builtin import BuiltinModel

    model = open_model(ref, device=device, compute=compute)
    if isinstance(model, BuiltinModel):
        from .rewrite import RewritingSummarizer

        return RewritingSummarizer(model, sentences)
    from .abstractive import WholeArticleSummarizer

    return WholeArticleSummarizer(model, sentences)
