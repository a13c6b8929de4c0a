"""From a model's name to a summarizer."""

from __future__ import annotations

from .types import Summarizer


def open_summarizer(name: str | None, *, sentences: int, device: str, compute: str) -> Summarizer:
    """The built-in decoder selects and rewrites; any other model summarizes whole articles. Raises ModelError."""
    from ..models.builtin import BuiltinModel
    from ..models.registry import open_model, resolve

    model = open_model(resolve("summarize", name), device=device, compute=compute)
    if isinstance(model, BuiltinModel):
        from .rewrite import RewritingSummarizer

        return RewritingSummarizer(model, sentences)
    from .abstractive import WholeArticleSummarizer

    return WholeArticleSummarizer(model, sentences)
