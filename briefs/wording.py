"""The words and signs that all writers share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..articles.types import PageDate
from ..checks.types import Flag, Severity
from ..models.types import ModelInfo
from .types import Brief, Difference, Digest, Story

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
UNDATED = "Articles without a date"
DIFFER = "Numbers that differ"
ADDED = "What others add"
EMPTY = "No article of this day."


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


def headline(brief: Brief) -> str:
    return brief.title_en or brief.article.title or brief.source.origin


def who(brief: Brief) -> str:
    """Whom a brief's article is from, as far as the page says: its outlet, else where it was read."""
    return brief.article.outlet or brief.source.origin


def title_flags(brief: Brief) -> list[Flag]:
    """The flags that the English of the title got; the chain marks them so."""
    return [flag for flag in brief.flags if flag.message.startswith("title: ")]


def inline_flags(flags: Iterable[Flag]) -> str:
    """`` [✗ 32 in the Arabic, 23 in the English]``, for places without footnotes; empty when there is none."""
    return "".join(f" [{SIGNS[flag.severity]} {flag.message}]" for flag in flags)


def difference_line(story: Story, difference: Difference) -> str:
    """``dead: 12 (وكالة), 14 (صحيفة)``."""
    figures = (f"{figure.text} ({who(story.brief(figure.key))})" for figure in difference.figures)
    return f"{difference.about}: {', '.join(figures)}"


def left_out_line(digest: Digest) -> str:
    """``3 more stories are not shown.``; empty when all are."""
    n = digest.left_out
    return f"{n} more {'story is' if n == 1 else 'stories are'} not shown." if n else ""
