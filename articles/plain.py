"""An article out of text that is known to be one: no page around it, nothing to drop."""

from __future__ import annotations

from hashlib import sha256

from .sentences import sentences_of
from .text import clean_text
from .types import Article, Source


def plain_article(text: str, origin: str, *, title: str | None = None, media_type: str = "text/plain") -> Article:
    """The text's lines as paragraphs, as they stand. Neither language nor length is judged."""
    paragraphs = tuple(" ".join(line.split()) for line in clean_text(text).split("\n") if line.strip())
    return Article(
        source=Source(origin, sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), media_type, "utf-8"),
        paragraphs=paragraphs,
        sentences=sentences_of(paragraphs),
        title=" ".join(clean_text(title).split()) or None if title else None,
    )
