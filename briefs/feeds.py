"""Feeds: the list of them, fetching what is new, and handing it on as articles.

Fetching and reading are two steps. ``fetch`` opens sockets and keeps the new pages in the archive; ``waiting`` reads the kept
pages, offline, until ``done`` says that an article was briefed. Whatever is killed between goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from ..articles import ReadOptions, read_page
from ..articles.dates import find_date
from ..articles.limits import DEFAULT_LIMITS, Limits
from ..articles.types import Article, PageDate, RawPage
from ..errors import MujazError, PageError
from .archive import Archive
from .feed_fetch import Entry, Feed, FeedNews, Fetch, fetch_news, web_fetch
from .opml import opml_text, read_opml
from .polite import PAUSE, Manners

__all__ = ["Feed", "FeedResult", "Feeds", "Waiting"]

_FEED = "url, title, outlet, etag, modified, fetched, wait_until, error"


@dataclass(frozen=True, slots=True)
class FeedResult:
    """What a fetch of one feed brought.

    ``new`` entries are kept; ``failed`` are entries whose page could not be had (the feed's own text is kept where it has one).
    ``error`` is why the feed itself brought nothing; None when it was read or had not changed.
    """

    feed: Feed
    new: int = 0
    unchanged: bool = False
    failed: tuple[PageError, ...] = ()
    error: PageError | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that was fetched and not yet briefed; ``data`` are its page's bytes."""

    feed: str
    entry: str
    article: Article
    data: bytes


class Feeds:
    """The feeds of an archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def add(self, url: str, *, title: str | None = None, outlet: str | None = None) -> bool:
        """False where it is in the list already. ``outlet`` is what its articles are filed under. Raises MujazError."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise MujazError(url, "is no address of a feed", "give it as https://host/path")
        with self._archive.writing() as database:
            statement = "INSERT OR IGNORE INTO feeds (url, title, outlet) VALUES (?, ?, ?)"
            return database.execute(statement, (url, title, outlet)).rowcount == 1

    def remove(self, url: str) -> bool:
        """False where it is not in the list. What waits of it is gone too; briefs stay."""
        with self._archive.writing() as database:
            return database.execute("DELETE FROM feeds WHERE url = ?", (url,)).rowcount == 1

    def all(self) -> list[Feed]:
        return [Feed(*row) for row in self._archive.rows(f"SELECT {_FEED} FROM feeds ORDER BY url")]

    def export_opml(self) -> str:
        return opml_text((feed.url, feed.title) for feed in self.all())

    def import_opml(self, data: bytes, origin: str = "OPML") -> int:
        """How many feeds were new. Addresses that are none are left out. Raises MujazError where it is no OPML."""
        added = 0
        for url, title in read_opml(data, origin):
            if urlsplit(url).scheme in ("http", "https"):
                added += self.add(url, title=title)
        return added

    def fetch(
        self,
        urls: Sequence[str] = (),
        *,
        allow_private: bool = False,
        full_text: bool = True,
        limits: Limits = DEFAULT_LIMITS,
        pause: float = PAUSE,
        workers: int = 6,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        fetch: Fetch | None = None,
    ) -> Iterator[FeedResult]:
        """Fetches what is new in the listed feeds (or those of ``urls``), one result a feed in the list's order.

        Feeds that have not changed are not sent again (``ETag``, ``Last-Modified``), hosts that asked for time get it
        (``Retry-After``), each host is asked one thing at a time. ``full_text`` opens each new entry's page; else, or where
        that fails, the feed's own text is taken. A feed that fails is told in its result and stops no other.
        """
        feeds = [feed for feed in self.all() if not urls or feed.url in urls]
        missing = [url for url in urls if url not in {feed.url for feed in feeds}]
        if missing:
            raise MujazError(missing[0], "is not in the list of feeds", "add it with: mujaz feeds add")
        ask = fetch or web_fetch(allow_private, limits)
        manners = Manners(pause)

        def news(feed: Feed) -> FeedNews:
            return fetch_news(feed, known[feed.url], ask, manners, now, full_text=full_text, limits=limits)

        known = {feed.url: self._known(feed) for feed in feeds}
        with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
            for found in pool.map(news, feeds):
                yield self._keep(found, now())

    def waiting(self, options: ReadOptions = ReadOptions()) -> Iterator[Waiting | PageError]:  # noqa: B008
        """The fetched articles that were not briefed yet, oldest fetch first; an error, once, for what is no article."""
        rows = self._archive.rows(
            "SELECT e.feed, e.entry, e.url, e.title, e.date, e.origin, e.media_type, e.charset, e.page,"
            " coalesce(f.outlet, f.title) FROM entries e JOIN feeds f ON f.url = e.feed"
            " WHERE e.page IS NOT NULL ORDER BY e.rowid"
        )
        for row in rows:
            try:
                article = _article(row, options)
            except PageError as error:
                self._clear(row[0], row[1])
                yield error
            else:
                yield Waiting(row[0], row[1], article, row[8])

    def done(self, waiting: Waiting) -> None:
        """The article is briefed and kept: it waits no more."""
        self._clear(waiting.feed, waiting.entry)

    def _clear(self, feed: str, entry: str) -> None:
        with self._archive.writing() as database:
            database.execute("UPDATE entries SET page = NULL WHERE feed = ? AND entry = ?", (feed, entry))

    def _known(self, feed: Feed) -> frozenset[str]:
        """Entries of the feed that were fetched before, and addresses fetched for any feed."""
        with self._archive.writing() as database:
            rows = database.execute(
                "SELECT entry FROM entries WHERE feed = ? UNION SELECT url FROM entries WHERE url IS NOT NULL",
                (feed.url,),
            )
            return frozenset(row[0] for row in rows)

    def _keep(self, news: FeedNews, now: datetime) -> FeedResult:
        """Entries and the feed's new state in one transaction, so that no entry is ever passed over."""
        new = 0
        with self._archive.writing() as database:
            for entry in news.entries:
                new += database.execute(
                    "INSERT OR IGNORE INTO entries (feed, entry, url, fetched, title, date, origin, media_type, charset, page)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    _row(news.feed.url, entry, now),
                ).rowcount * (entry.page is not None)
            database.execute(
                "UPDATE feeds SET title = coalesce(title, ?), etag = ?, modified = ?, fetched = ?, wait_until = ?, error = ?"
                " WHERE url = ?",
                (
                    news.feed.title,
                    news.feed.etag,
                    news.feed.modified,
                    now.isoformat(timespec="seconds"),
                    news.feed.wait_until,
                    str(news.error) if news.error else None,
                    news.feed.url,
                ),
            )
        return FeedResult(news.feed, new, news.unchanged, news.failed, news.error)


def _row(feed: str, entry: Entry, now: datetime) -> tuple[object, ...]:
    page = entry.page
    shape = (page.origin, page.media_type, page.charset, page.data) if page else (None, None, None, None)
    return (feed, entry.id, entry.url, now.isoformat(timespec="seconds"), entry.title, entry.date, *shape)


def _article(row: Sequence[Any], options: ReadOptions) -> Article:
    """The page as an article; what it does not say of itself is taken from the feed."""
    _, _, url, title, date, origin, media_type, charset, data, outlet = row
    article = read_page(RawPage(data, origin, media_type, charset), options)
    when = article.date
    if when.precision not in ("minute", "hour", "day"):
        when = (find_date(date, source="feed") if date else None) or when
    return replace(
        article,
        title=article.title or title,
        outlet=article.outlet or outlet,
        url=article.url or url,
        date=when or PageDate(),
    )
