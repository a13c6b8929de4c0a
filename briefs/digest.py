"""The day: briefs → stories, weightiest first, and apart from them the briefs that do not say which day they are of."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from ..articles.text import fold
from ..articles.types import Article
from .differences import additions, differences
from .stories import THRESHOLD, brief_item, cluster, earliest
from .types import Brief, BriefArticle, Digest, Story
from .window import Undated, Window, in_window, possible_days, window

__all__ = ["Undated", "digest", "from_outlets", "in_window", "window"]


def digest(
    briefs: Sequence[Brief],
    *,
    date: str | None = None,
    start: str | None = None,
    end: str | None = None,
    timezone: str | None = None,
    outlets: Sequence[str] = (),
    top: int | None = None,
    undated: Undated = "keep",
    threshold: float = THRESHOLD,
) -> Digest:
    """The stories of the window (``date``, or ``start`` to ``end``; everything without either).

    A story's weight is the number of outlets that carry it, then of articles, then of their words; of equals the earlier comes
    first. Briefs that name no day, or one too vague for the window, are listed apart and never taken for the day asked for.
    The same briefs give the same digest in whatever order they come. Raises MujazError for a window that is none.
    """
    asked = window(date, start, end, timezone)
    mine = {b.key: b for b in briefs if not outlets or from_outlets(b.article, outlets)}
    ordered = sorted(mine.values(), key=lambda b: (earliest(b.article.date.value), b.source.origin, b.key))
    placed = [(asked.place(b.article.date), b) for b in ordered]
    dated = [b for place, b in placed if place == "in"]
    vague = [b for place, b in placed if place == "unknown"]
    stories = sorted(_stories(dated, threshold), key=_weight)
    kept = stories if top is None else stories[:top]
    return Digest(
        date=_day(asked, dated),
        stories=tuple(kept),
        undated=tuple(vague) if undated == "keep" else (),
        start=asked.start.isoformat() if asked.start else None,
        end=asked.end.isoformat() if asked.end else None,
        left_out=len(stories) - len(kept),
    )


def from_outlets(article: Article | BriefArticle, outlets: Sequence[str]) -> bool:
    """Whether the article is of one of the outlets: their name, whole and in any spelling, or their web host."""
    name, host = _outlet(article), _host(article)
    return any(fold(wanted).casefold().strip() in (name, host, f"www.{host}") for wanted in outlets)


def _stories(briefs: Sequence[Brief], threshold: float) -> list[Story]:
    made = []
    for found in cluster([brief_item(b) for b in briefs], threshold=threshold):
        lead = briefs[found.lead]
        others = [briefs[k] for k in found.members if k != found.lead]
        members = (lead, *others)
        made.append(Story(lead, members, found.why, differences(members), additions(lead, others)))
    return made


def _weight(story: Story) -> tuple[int, int, int, tuple[str, str], str]:
    outlets = {_outlet(b.article) or _host(b.article) for b in story.briefs}
    words = sum(b.article.words for b in story.briefs)
    first = min(earliest(b.article.date.value) for b in story.briefs)
    return (-len(outlets), -len(story.briefs), -words, first, story.lead.key)


def _day(asked: Window, briefs: Sequence[Brief]) -> str | None:
    if asked.start and asked.start == asked.end:
        return asked.start.isoformat()
    if not asked.open:
        return None
    days = {possible_days(b.article.date, asked.zone) for b in briefs}
    if len(days) != 1:
        return None
    only = days.pop()
    return only[0].isoformat() if only and only[0] == only[1] else None


def _outlet(article: Article | BriefArticle) -> str:
    return fold(article.outlet or "").casefold().strip()


def _host(article: Article | BriefArticle) -> str:
    try:
        return (urlsplit(article.url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
