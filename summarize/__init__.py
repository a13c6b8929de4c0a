"""The summarizing room: an Arabic article in, one to three Arabic sentences out, each with the source sentences it rests on.

``load_summarizer`` gives one of four: quoted sentences only; quoted sentences shortened by rules, which is the built-in one;
the same with drafts of the built-in decoder (select, then rewrite, then check); or a whole-article model of the user's. Whatever
a model says that its sources do not is replaced by a source sentence.
"""

from __future__ import annotations

from .types import Summarizer, Summary, SummarySentence

__all__ = ["Summarizer", "Summary", "SummarySentence", "load_summarizer"]


def load_summarizer(
    name: str | None = None,
    *,
    extractive: bool = False,
    sentences: int = 3,
    device: str = "auto",
    compute: str = "int8",
) -> Summarizer:
    """A summarizer of at most ``sentences`` sentences an article.

    ``name`` is a registry name or the directory of a BART, mBART, T5 or mT5 checkpoint; None takes a pulled summarizer when
    there is one, else the built-in one, which loads no model; ``built-in+drafts`` lets the built-in decoder rewrite first.
    ``extractive`` quotes and does not shorten. Raises ModelError.
    """
    if extractive:
        from .extractive import ExtractiveSummarizer

        return ExtractiveSummarizer(sentences)
    from .loading import open_summarizer

    return open_summarizer(name, sentences=sentences, device=device, compute=compute)
