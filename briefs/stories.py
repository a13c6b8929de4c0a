"""Articles → stories: which of them tell the same event. No model is loaded.

Pairs are scored by ``alike``; within each connected group, articles are joined by average linkage, so that a chain of follow-ups
does not run a whole week into one story.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..articles.text import clean_text
from ..articles.types import Article
from .alike import Likeness
from .grouping import groups
from .types import Brief

# F1 of judged pairs on their days is flat from 0.2 to 0.26, of pairs alone it rises up to here, and from here on B³ of the
# days read by hand (one of the two) and of the samples falls.
THRESHOLD = 0.24
COPIED = 0.7  # share of five-word runs in common from which two articles are one agency text, edited
ONE_OUTLET = (
    0.04  # likeness taken off two articles of one outlet, which seldom tells an event twice and words all alike
)
DAYS_APART = 2  # a report of the same event is out within two days; what comes later is another story


@dataclass(frozen=True, slots=True)
class StoryItem:
    """What clustering needs of an article. ``text`` is lead and body; ``date`` is ISO, cut at any precision."""

    id: str
    title: str | None
    text: str
    outlet: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """One story: places in the list that was clustered, the lead among them, and a line on what holds them together."""

    members: tuple[int, ...]
    lead: int
    why: str


def article_item(article: Article) -> StoryItem:
    return StoryItem(article.source.origin, article.title, article.text, article.outlet, article.date.value)


def brief_item(brief: Brief) -> StoryItem:
    article = brief.article
    return StoryItem(brief.key, article.title, " ".join(article.sentences), article.outlet, article.date.value)


def json_item(value: Mapping[str, Any], fallback_id: str) -> StoryItem:
    """Of a JSONL line with ``id, title, text, date`` and perhaps ``outlet``; what is missing or no string counts as absent."""
    got = {
        name: clean_text(str(value[name]))
        for name in ("id", "title", "text", "outlet", "date")
        if value.get(name) is not None
    }
    return StoryItem(
        got.get("id") or fallback_id, got.get("title"), got.get("text", ""), got.get("outlet"), got.get("date")
    )


def cluster(items: Sequence[StoryItem], *, threshold: float = THRESHOLD) -> list[Cluster]:
    """Every item in exactly one story; largest stories first, then as given.

    ``threshold`` is the mean likeness (0 to 1) at which two groups are still one story.
    """
    if not items:
        return []
    if len(items) == 1:
        return [Cluster((0,), 0, "")]
    likeness = Likeness([item.title or "" for item in items], [item.text for item in items])
    days, outlets = _days(items), _outlets(items)

    def score(first: Any, second: Any) -> Any:
        one = (outlets[first] == outlets[second]) & (outlets[first] >= 0)
        return (likeness.scores(first, second) - ONE_OUTLET * one) * _near(days[first], days[second])

    first, second = likeness.candidates(days, DAYS_APART)
    found = groups(len(items), first, second, score(first, second), threshold, score)
    clusters = [_cluster(items, sorted(members), likeness) for members in found]
    return sorted(clusters, key=lambda c: (-len(c.members), c.members))


def stories_dict(items: Sequence[StoryItem], clusters: Sequence[Cluster]) -> dict[str, Any]:
    """``mujaz.stories/1``."""
    return {
        "schema": "mujaz.stories/1",
        "stories": [
            {"articles": [items[i].id for i in c.members], "lead": items[c.lead].id, "why": c.why} for c in clusters
        ],
    }


def earliest(date: str | None) -> tuple[str, str]:
    """Sorts dates by time: a day without an hour after the hours of that day, no date last."""
    return (date[:10], date[10:] or "~") if date else ("~", "~")


def _days(items: Sequence[StoryItem]) -> Any:
    import numpy as np

    return np.array([_ordinal(item.date) for item in items])


def _outlets(items: Sequence[StoryItem]) -> Any:
    """A number for each outlet, -1 where none is known."""
    import numpy as np

    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(item.outlet, len(numbers)) if item.outlet else -1 for item in items])


def _near(a: Any, b: Any) -> Any:
    """Which pairs are not known to be too far apart; an article without a day may belong to any."""
    import numpy as np

    return (a < 0) | (b < 0) | (np.abs(a - b) <= DAYS_APART)


def _ordinal(date: str | None) -> int:
    try:
        return datetime.date.fromisoformat((date or "")[:10]).toordinal()
    except ValueError:
        return -1


def _cluster(items: Sequence[StoryItem], members: list[int], likeness: Likeness) -> Cluster:
    """The lead is the article most like all the others; of equals the earliest, then the first given."""
    if len(members) == 1:
        return Cluster((members[0],), members[0], "")
    whole = likeness.whole[members]
    central = (whole @ whole.T).toarray().sum(axis=1).round(6)

    def rank(k: int) -> tuple[float, tuple[str, str], int]:
        return (-float(central[k]), earliest(items[members[k]].date), members[k])

    lead = members[min(range(len(members)), key=rank)]
    return Cluster(tuple(members), lead, _why(members, lead, likeness))


def _why(members: Sequence[int], lead: int, likeness: Likeness) -> str:
    copied = min(likeness.copied(lead, member) for member in members if member != lead)
    if copied >= COPIED:
        return f"same agency text ({round(100 * copied)} % alike)"
    return "shared: " + "، ".join(likeness.shared(members))
