"""Scored pairs → groups: connected parts first, then average linkage within each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

LOOSE = 0.75  # share of the threshold from which a pair ties two articles into one part
LARGEST = 400  # articles of a part whose pairs are all scored; a larger part is first parted by tying more strictly
STRICTER = 0.04

Score = Callable[[Any, Any], Any]


def groups(n: int, first: Any, second: Any, scores: Any, threshold: float, score: Score) -> Iterator[list[int]]:
    """Every one of ``n`` articles in one group.

    ``first, second, scores`` are arrays of the pairs known to be somewhat alike; ``score`` gives the likeness of any other
    pairs. Two groups become one while their mean likeness is at least ``threshold``.
    """
    import numpy as np

    waiting = [(np.arange(n), LOOSE * threshold)]
    while waiting:
        places, floor = waiting.pop()
        tied = (scores >= floor) & np.isin(first, places) & np.isin(second, places)
        for part in _parts(places, first[tied], second[tied]):
            if len(part) == 1:
                yield [int(part[0])]
            elif len(part) > LARGEST and floor < 1:
                waiting.append((part, floor + STRICTER))
            else:
                yield from _linked(part, threshold, score)


def _parts(places: Any, first: Any, second: Any) -> Iterator[Any]:
    import numpy as np
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    size = len(places)
    ties = (np.searchsorted(places, first), np.searchsorted(places, second))
    _, labels = connected_components(coo_matrix((np.ones(len(first)), ties), shape=(size, size)), directed=False)
    order = np.argsort(labels, kind="stable")
    yield from np.split(places[order], np.flatnonzero(np.diff(labels[order])) + 1)


def _linked(part: Any, threshold: float, score: Score) -> Iterator[list[int]]:
    """Average linkage (Sokal and Michener 1958)."""
    import numpy as np
    from sklearn.cluster import AgglomerativeClustering

    i, j = np.triu_indices(len(part), 1)
    apart = np.zeros((len(part), len(part)))
    apart[i, j] = apart[j, i] = 1 - score(part[i], part[j])
    linkage = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - threshold
    )
    labels = linkage.fit_predict(apart)
    order = np.argsort(labels, kind="stable")
    for group in np.split(part[order], np.flatnonzero(np.diff(labels[order])) + 1):
        yield [int(place) for place in group]
