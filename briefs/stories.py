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
from .types import Brief

THRESHOLD = 0.285  # where hand-marked pairs of the same day are as likely one story as two
COPIED = 0.7  # share of five-word runs in common from which two articles are one agency text, edited
DAYS_APART = 2  # a report of the same event is out within two days; what comes later is another story
LARGEST = 1500  # articles whose scores are held as one square table


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
    first, second = likeness.candidates()
    near = _near_in_time(items, first, second)
    first, second = first[near], second[near]
    scores = likeness.scores(first, second)
    groups = _groups(len(items), first, second, scores, threshold)
    clusters = [_cluster(items, members, likeness) for members in groups]
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


def _near_in_time(items: Sequence[StoryItem], first: Any, second: Any) -> Any:
    """Which pairs are not known to be too far apart; an article without a day may belong to any."""
    import numpy as np

    days = np.array([_ordinal(item.date) for item in items])
    a, b = days[first], days[second]
    return (a < 0) | (b < 0) | (np.abs(a - b) <= DAYS_APART)


def _ordinal(date: str | None) -> int:
    try:
        return datetime.date.fromisoformat((date or "")[:10]).toordinal()
    except ValueError:
        return -1


def _groups(n: int, first: Any, second: Any, scores: Any, threshold: float) -> list[list[int]]:
    import numpy as np
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    groups: list[list[int]] = []
    waiting = [(list(range(n)), first, second, scores, threshold / 2)]
    while waiting:
        places, i, j, s, floor = waiting.pop()
        kept = s >= floor
        i, j, s = i[kept], j[kept], s[kept]
        size = len(places)
        count, labels = connected_components(coo_matrix((s, (i, j)), shape=(size, size)), directed=False)
        parts: list[list[int]] = [[] for _ in range(count)]
        for place, label in enumerate(labels):
            parts[label].append(place)
        edges: dict[int, list[int]] = {}
        for edge, label in enumerate(labels[i]):
            edges.setdefault(int(label), []).append(edge)
        for label, part in enumerate(parts):
            names = [places[p] for p in part]
            if len(part) == 1:
                groups.append(names)
                continue
            where = {p: k for k, p in enumerate(part)}
            mine = np.array(edges[label])
            a = np.array([where[p] for p in i[mine]])
            b = np.array([where[p] for p in j[mine]])
            if len(part) > LARGEST and floor < 1:
                waiting.append((names, a, b, s[mine], floor + 0.05))
            else:
                groups += [[names[k] for k in group] for group in _linked(len(part), a, b, s[mine], threshold)]
    return groups


def _linked(n: int, first: Any, second: Any, scores: Any, threshold: float) -> list[list[int]]:
    """Average linkage (Sokal and Michener 1958) of ``n`` articles; pairs without a score count as unlike."""
    import numpy as np
    from sklearn.cluster import AgglomerativeClustering

    apart = np.ones((n, n))
    np.fill_diagonal(apart, 0)
    apart[first, second] = apart[second, first] = 1 - scores
    found = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - threshold
    ).fit_predict(apart)
    groups: dict[int, list[int]] = {}
    for place, label in enumerate(found):
        groups.setdefault(int(label), []).append(place)
    return list(groups.values())


def _cluster(items: Sequence[StoryItem], members: list[int], likeness: Likeness) -> Cluster:
    """The lead is the article most like all the others; of equals the earliest, then the first given."""
    members = sorted(members)
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
