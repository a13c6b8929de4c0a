"""Scored pairs → groups: connected parts first, then average linkage within each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

LOOSE = 0.75  # share of the threshold from which a pair ties two articles into one part
LARGEST = 400  # articles of a part whose pairs are all scored; a larger part is first parted by tying more strictly
STRICTER = 0.04
TOGETHER = 1 << 16  # pairs scored in one go

Score = Callable[[Any, Any], Any]


def groups(n: int, first: Any, second: Any, scores: Any, threshold: float, score: Score) -> Iterator[list[int]]:
    """Every one of ``n`` articles in one group.

    ``first, second, scores`` are arrays of the pairs known to be somewhat alike; ``score`` gives the likeness of any other
    pairs. Two groups become one while their mean likeness is at least ``threshold``.
    """
    waiting: list[Any] = []
    pairs = 0
    for part in _small_parts(n, first, second, scores, LOOSE * threshold):
        if len(part) == 1:
            yield [int(part[0])]
            continue
        waiting.append(part)
        pairs += len(part) * (len(part) - 1) // 2
        if pairs >= TOGETHER:
            yield from _linked(waiting, threshold, score)
            waiting, pairs = [], 0
    yield from _linked(waiting, threshold, score)


def _small_parts(n: int, first: Any, second: Any, scores: Any, floor: float) -> Iterator[Any]:
    import numpy as np

    waiting = [(np.arange(n), first, second, scores, floor)]
    while waiting:
        places, i, j, s, floor = waiting.pop()
        tied = s >= floor
        i, j, s = i[tied], j[tied], s[tied]
        for part in _parts(places, i, j):
            if len(part) <= LARGEST or floor >= 1:
                yield part
            else:
                inside = np.isin(i, part)
                waiting.append((part, i[inside], j[inside], s[inside], floor + STRICTER))


def _parts(places: Any, first: Any, second: Any) -> Iterator[Any]:
    import numpy as np
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    size = len(places)
    ties = (np.searchsorted(places, first), np.searchsorted(places, second))
    _, labels = connected_components(coo_matrix((np.ones(len(first)), ties), shape=(size, size)), directed=False)
    yield from _split(places, labels)


def _linked(parts: list[Any], threshold: float, score: Score) -> Iterator[list[int]]:
    """Average linkage (Sokal and Michener 1958) in each part."""
    import numpy as np
    from sklearn.cluster import AgglomerativeClustering

    if not parts:
        return
    corners = [np.triu_indices(len(part), 1) for part in parts]
    first = np.concatenate([part[i] for part, (i, _) in zip(parts, corners, strict=True)])
    second = np.concatenate([part[j] for part, (_, j) in zip(parts, corners, strict=True)])
    apart = 1 - score(first, second)
    linkage = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - threshold
    )
    start = 0
    for part, (i, j) in zip(parts, corners, strict=True):
        table = np.zeros((len(part), len(part)))
        table[i, j] = table[j, i] = apart[start : start + len(i)]
        start += len(i)
        for group in _split(part, linkage.fit_predict(table)):
            yield [int(place) for place in group]


def _split(places: Any, labels: Any) -> Iterator[Any]:
    """The places of each label."""
    import numpy as np

    order = np.argsort(labels, kind="stable")
    yield from np.split(places[order], np.flatnonzero(np.diff(labels[order])) + 1)
