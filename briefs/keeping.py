"""Briefs through the archive: what is there is taken from it, what is made is kept at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, Protocol

from ..articles.types import Article
from .archive import Archive
from .types import Brief


class Maker(Protocol):
    """What ``Briefer`` can do."""

    @property
    def batch(self) -> int: ...

    def key(self, article: Article) -> str: ...

    def briefs(self, articles: Iterable[Article]) -> Iterator[Brief]: ...


class Kept(NamedTuple):
    brief: Brief
    cached: bool


def kept_briefs(
    archive: Archive, maker: Maker, articles: Iterable[Article], *, run: int | None = None
) -> Iterator[Kept]:
    """One brief an article, same order; models run only for those the archive does not hold under the same key.

    A maker that makes fewer than it was given ends it all.

    Every brief is on disk before it is handed on, so a run that is killed has lost nothing it showed.
    """
    stream = iter(articles)
    while some := list(islice(stream, maker.batch)):
        kept = list(_together(archive, maker, some, run))
        yield from kept
        if len(kept) < len(some):
            return


def _together(archive: Archive, maker: Maker, articles: Sequence[Article], run: int | None) -> Iterator[Kept]:
    keys = [maker.key(article) for article in articles]
    known = {key: brief for key in keys if (brief := archive.get(key))}
    missing = {key: article for key, article in zip(keys, articles, strict=True) if key not in known}
    made = {brief.key: brief for brief in maker.briefs(missing.values())}
    archive.put_all(made.values(), run=run)
    for key in keys:
        if not (brief := known.get(key) or made.get(key)):
            return
        yield Kept(brief, key in known)
