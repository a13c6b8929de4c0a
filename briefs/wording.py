"""The words and signs that all writers share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..articles.types import PageDate
from ..checks.types import Flag, Severity
from ..models.types import ModelInfo
from .types import Brief

SIGNS: dict[Severity, str] = {"error": "✗", "warning": "!", "note": "·"}
_PLURALS = {"error": "errors", "warning": "warnings", "note": "notes"}
_DATE_SOURCES = {
    "meta": "from the page's metadata",
    "header": "from the page's header",
    "footer": "from the page's footer",
    "url": "from the address",
    "feed": "from the feed",
    "user": "given by you",
    "none": "",
}
NO_ENGLISH = "[not translated]"
QUOTED = "quoted"


def date_line(date: PageDate) -> str:
    """``2017-12-18 10:08 (from the page's header)``."""
    if date.value is None:
        return "no date on the page"
    return f"{date.value.replace('T', ' ')} ({_DATE_SOURCES[date.source]})"


def source_line(brief: Brief) -> str:
    """Outlet, author, date and origin, as far as they are known."""
    article = brief.article
    return " · ".join(
        part for part in (article.outlet, article.author, date_line(article.date), brief.source.origin) if part
    )


def all_flags(brief: Brief) -> list[Flag]:
    return [*brief.flags, *(flag for sentence in brief.sentences for flag in sentence.flags)]


def flag_line(flags: Iterable[Flag]) -> str:
    """``1 error (number), 2 notes (unknown-word)``; ``nothing flagged`` when there is none."""
    flags = list(flags)
    parts = []
    for severity, plural in _PLURALS.items():
        kinds = Counter(f.kind for f in flags if f.severity == severity)
        if kinds:
            count = kinds.total()
            parts.append(f"{count} {severity if count == 1 else plural} ({', '.join(sorted(kinds))})")
    return ", ".join(parts) or "nothing flagged"


def model_line(models: Iterable[tuple[str, ModelInfo]]) -> str:
    """``machine-made: summarizer NAME REVISION, translator NAME REVISION``."""
    return "machine-made: " + ", ".join(f"{task} {_model(info)}" for task, info in models)


def _model(info: ModelInfo) -> str:
    name = f"{info.name} {info.revision}".strip()
    return f"{name} (built-in model)" if info.builtin and "built-in" not in info.name else name
