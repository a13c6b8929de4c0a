"""``mujaz names``: the names of a page, the English chosen for them, and how sure. No model is loaded."""

from __future__ import annotations

from dataclasses import dataclass

from . import options as o
from .batch import Batch
from .console import show, write


@dataclass
class _Found:
    kind: str
    english: tuple[str, ...]
    confidence: float
    count: int = 0


def names(
    sources: o.SourcesArgument,
    as_json: o.JsonOption = False,
    glossary: o.GlossaryOption = None,
    allow_private: o.AllowPrivateOption = False,
    max_bytes: o.MaxBytesOption = None,
    limit: o.LimitOption = None,
) -> None:
    """List people, places and organisations with the English chosen and how sure it is."""
    from ..briefs.serialize import dump
    from ..checks.gazetteer import NameTable
    from ..checks.names import find_names
    from .glossary import read_glossary

    table = NameTable(read_glossary(glossary).items())
    batch = Batch()
    found: dict[str, _Found] = {}
    for article in batch.articles(sources, allow_private=allow_private, max_bytes=max_bytes, limits=limit):
        for text in [article.title or "", *(s.text for s in article.sentences)]:
            for hit in find_names(text, table):
                found.setdefault(hit.text, _Found(hit.kind, hit.english, hit.confidence)).count += 1
    ranked = sorted(found.items(), key=lambda pair: -pair[1].count)
    if as_json:
        for name, one in ranked:
            value = {
                "ar": name,
                "en": list(one.english),
                "kind": one.kind or None,
                "sure": one.confidence,
                "count": one.count,
            }
            write(dump(value) + "\n")
    else:
        from rich.table import Table
        from rich.text import Text

        shown = Table("name", "English", "kind", "sure", "times", box=None)
        for name, one in ranked:
            english = " / ".join(one.english[:3])
            shown.add_row(Text(name), Text(english), one.kind, f"{one.confidence:.2f}", str(one.count))
        show(shown)
    batch.close()
