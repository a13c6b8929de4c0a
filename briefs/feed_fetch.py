"""One feed and its new entries, from the network. Nothing is kept here."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol
from urllib.parse import urljoin

from ..articles.limits import Limits
from ..articles.sources.jsonlines import item_page
from ..articles.sources.web import Answer
from ..articles.sources.web import fetch as web
from ..articles.text import clean_text
from ..articles.types import RawPage
from ..errors import PageError
from .polite import Manners, retry_after

MOST_ENTRIES = 200  # of one fetch of one feed, newest first
_FEED_KINDS = frozenset({"application/xml", "application/json", "application/jsonl"})


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of the list and how its last fetch went; times are ISO 8601."""

    url: str
    title: str | None = None
    outlet: str | None = None
    etag: str | None = None
    modified: str | None = None
    fetched: str | None = None
    wait_until: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A new entry; ``page`` is its article's page, else the feed's own text of it, else None."""

    id: str
    url: str | None
    title: str | None
    date: str | None
    page: RawPage | None


@dataclass(frozen=True, slots=True)
class FeedNews:
    """``feed`` in its new state."""

    feed: Feed
    entries: tuple[Entry, ...] = ()
    failed: tuple[PageError, ...] = ()
    unchanged: bool = False
    error: PageError | None = None


class Fetch(Protocol):
    def __call__(self, url: str, headers: Mapping[str, str]) -> Answer: ...


def web_fetch(allow_private: bool, limits: Limits) -> Fetch:
    """GET over the network; every site is asked for its robots.txt once."""
    robots: dict[str, Any] = {}

    def fetch(url: str, headers: Mapping[str, str]) -> Answer:
        return web(url, allow_private=allow_private, limits=limits, headers=headers, robots=robots)

    return fetch


def fetch_news(
    feed: Feed,
    known: frozenset[str],
    fetch: Fetch,
    manners: Manners,
    now: Callable[[], datetime],
    *,
    full_text: bool,
    limits: Limits,
) -> FeedNews:
    """What is new in a feed; never raises for what a feed or a page does."""
    if feed.wait_until and datetime.fromisoformat(feed.wait_until) > now():
        error = PageError(feed.url, f"asked not to be asked before {feed.wait_until}", "fetch later")
        return FeedNews(feed, error=error)
    asked = {"if-none-match": feed.etag, "if-modified-since": feed.modified}
    try:
        with manners.turn(feed.url):
            answer = fetch(feed.url, {name: value for name, value in asked.items() if value})
        feed = replace(feed, wait_until=_wait(answer, now()))
        if answer.status == 304:
            return FeedNews(feed, unchanged=True)
        if answer.status != 200:
            return FeedNews(feed, error=_refused(feed, answer))
        title, entries = parse_feed(answer.data, answer.url, limits)
    except PageError as error:
        return FeedNews(replace(feed, wait_until=None), error=error)
    feed = replace(feed, title=feed.title or title)
    new = [entry for entry in entries if entry.id not in known and entry.url not in known]
    found: list[Entry] = []
    failed: list[PageError] = []
    for entry in new:
        if not (full_text and entry.url):
            found.append(entry)
            continue
        try:
            with manners.turn(entry.url):
                page = fetch(entry.url, {})
            if until := _wait(page, now()):
                # The state stays as it was, so that the next fetch sees the entries that are left.
                feed = replace(feed, wait_until=until)
                failed.append(PageError(entry.url, f"its host asks to wait until {until}", "fetch later"))
                return FeedNews(feed, tuple(found), tuple(failed))
            found.append(replace(entry, page=_page(page, entry.url)))
        except PageError as error:
            failed.append(error)
            found.append(entry)
    feed = replace(feed, etag=answer.headers.get("etag"), modified=answer.headers.get("last-modified"))
    return FeedNews(feed, tuple(found), tuple(failed))


def parse_feed(data: bytes, url: str, limits: Limits) -> tuple[str | None, list[Entry]]:
    """Title and entries of an RSS or Atom feed, as it orders them. Raises PageError where it is none."""
    import feedparser

    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=True)
    if not parsed.get("version"):
        raise PageError(url, "is no RSS or Atom feed", "open the address in a browser to see what it is")
    title = _line(parsed.feed.get("title"))
    entries = [_entry(entry, url, title) for entry in parsed.entries[: min(MOST_ENTRIES, limits.pages)]]
    return title, list({entry.id: entry for entry in reversed(entries)}.values())[::-1]


def _entry(entry: Any, url: str, outlet: str | None) -> Entry:
    link = urljoin(url, entry["link"]) if entry.get("link") else None
    if link and not link.startswith(("http://", "https://")):
        link = None
    title, date = _line(entry.get("title")), _line(entry.get("published") or entry.get("updated"))
    contents = [content.get("value") or "" for content in entry.get("content") or []]
    html = max([*contents, entry.get("summary") or ""], key=len)
    name = entry.get("id") or link or sha256(f"{title}\n{date}\n{html}".encode()).hexdigest()
    item = {
        "title": title,
        "content_html" if "<" in html else "text": html,
        "date": date,
        "url": link,
        "author": entry.get("author"),
        "outlet": outlet,
    }
    present = {key: value for key, value in item.items() if isinstance(value, str)}
    page = item_page(present, link or f"{url}#{name}", feed=True) if html.strip() else None
    return Entry(name, link, title, date, page)


def _page(answer: Answer, url: str) -> RawPage:
    if answer.status != 200:
        raise PageError(url, f"the server answered {answer.status}", "the feed's own text is taken instead")
    page = answer.page(url)
    if page.media_type in _FEED_KINDS:
        raise PageError(url, f"is no page but {page.media_type}", "the feed's own text is taken instead")
    return page


def _wait(answer: Answer, now: datetime) -> str | None:
    until = retry_after(answer.headers, now) if answer.status in (429, 503) else None
    return until.isoformat(timespec="seconds") if until else None


def _refused(feed: Feed, answer: Answer) -> PageError:
    if answer.status == 410:
        return PageError(feed.url, "is gone for good (410)", "remove it with: mujaz feeds rm")
    until = f"; it asks to wait until {feed.wait_until}" if feed.wait_until else ""
    return PageError(feed.url, f"the server answered {answer.status}{until}", "check the address in a browser")


def _line(text: object) -> str | None:
    line = " ".join(clean_text(str(text)).split()) if text else ""
    return line or None
