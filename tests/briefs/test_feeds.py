"""Feeds against a server of our own: what is asked, how often, and what is made of the answers."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from mujaz.articles.types import Article
from mujaz.briefs.archive import Archive
from mujaz.briefs.feeds import Feeds, Waiting
from mujaz.briefs.opml import opml_text, read_opml
from mujaz.briefs.polite import LONGEST_WAIT, retry_after
from mujaz.errors import MujazError, PageError

PARAGRAPH = (
    "قال وزير الطاقة إن الحكومة قررت رفع أسعار الوقود ابتداء من الشهر المقبل بعد اجتماع طويل مع النقابات في العاصمة."
)


def page(n: int) -> bytes:
    return (
        f"<html lang=ar><head><title>خبر رقم {n}</title></head><body><nav>الرئيسية</nav><article><h1>خبر رقم {n}</h1>"
        f"<p>{PARAGRAPH}</p><p>وأضاف في الخبر رقم {n} أن القرار يشمل جميع المحافظات دون استثناء.</p></article></body></html>"
    ).encode()


def rss(base: str, numbers: list[int], title: str = "وكالة الاختبار") -> bytes:
    items = "".join(
        f"<item><title>خبر رقم {n}</title><link>{base}/page/{n}</link><guid>g{n}</guid>"
        f"<pubDate>Fri, 20 Nov 2026 0{n % 10}:00:00 +0000</pubDate><description>{PARAGRAPH} ملخص الخبر.</description></item>"
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


class Site:
    """A news site: ``pages`` maps a path to (status, headers, body); every request is written down."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.at_once = self.most_at_once = 0
        self._lock = threading.Lock()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with site._lock:
                    site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                    site.at_once += 1
                    site.most_at_once = max(site.most_at_once, site.at_once)
                time.sleep(0.01)
                status, headers, body = site.pages.get(self.path, (404, {}, b""))
                if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                with site._lock:
                    site.at_once -= 1

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.server_port}"

    def put(
        self, path: str, body: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str
    ) -> None:
        extra = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, {"Content-Type": kind, **extra}, body)

    def feed(self, numbers: list[int], path: str = "/feed", **headers: str) -> str:
        self.put(path, rss(self.base, numbers), "application/rss+xml", **headers)
        for n in numbers:
            self.put(f"/page/{n}", page(n))
        return self.base + path

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


@pytest.fixture
def site(loopback: None):
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def feeds(tmp_path):
    with Archive(tmp_path / "a.sqlite") as archive:
        yield Feeds(archive)


def fetch(feeds: Feeds, *urls: str, **rest: object):
    return list(feeds.fetch(urls, allow_private=True, pause=0.0, **rest))  # type: ignore[arg-type]


def waiting(feeds: Feeds) -> list[Waiting]:
    return [w for w in feeds.waiting() if isinstance(w, Waiting)]


def test_new_entries_become_articles_with_their_full_text(site, feeds):
    feeds.add(site.feed([1, 2]))
    (result,) = fetch(feeds)
    assert (result.new, result.failed, result.error) == (2, (), None)
    first, second = waiting(feeds)
    article: Article = first.article
    assert article.title == "خبر رقم 1"
    assert article.outlet == "وكالة الاختبار"
    assert article.url == f"{site.base}/page/1"
    assert "جميع المحافظات" in article.text
    assert "الرئيسية" not in article.text
    assert article.date.value.startswith("2026-11-20")
    assert article.date.source == "feed"
    assert first.data == page(1)
    feeds.done(first)
    assert [w.entry for w in waiting(feeds)] == [second.entry]


def test_what_is_known_is_not_asked_for_again(site, feeds):
    feeds.add(site.feed([1, 2], ETag='"v1"'))
    fetch(feeds)
    site.asked.clear()
    (result,) = fetch(feeds)
    assert result.unchanged
    assert site.paths() == ["/feed"]
    assert site.asked[-1][1]["if-none-match"] == '"v1"'
    site.feed([3, 1, 2], ETag='"v2"')
    site.asked.clear()
    (result,) = fetch(feeds)
    assert (result.new, result.unchanged) == (1, False)
    assert site.paths() == ["/feed", "/page/3"]


def test_last_modified_goes_back(site, feeds):
    when = "Fri, 20 Nov 2026 07:00:00 GMT"
    feeds.add(site.feed([1], Last_Modified=when))
    fetch(feeds)
    fetch(feeds)
    assert site.asked[-1][1]["if-modified-since"] == when


def test_the_same_page_in_two_feeds_is_one_article(site, feeds):
    feeds.add(site.feed([1]))
    fetch(feeds)
    feeds.add(site.feed([1], path="/other"))
    assert [r.new for r in fetch(feeds, site.base + "/other")] == [0]


def test_where_a_page_fails_the_feeds_own_text_is_taken(site, feeds):
    feeds.add(site.feed([1, 2]))
    del site.pages["/page/1"]
    (result,) = fetch(feeds)
    assert (result.new, len(result.failed)) == (2, 1)
    assert "404" in str(result.failed[0])
    assert "ملخص الخبر" in waiting(feeds)[0].article.text


def test_without_full_text_no_page_is_opened(site, feeds):
    feeds.add(site.feed([1]))
    fetch(feeds, full_text=False)
    assert site.paths() == ["/feed"]
    assert waiting(feeds)[0].article.outlet == "وكالة الاختبار"


def test_one_bad_feed_stops_no_other(site, feeds):
    site.put("/html", b"<html><body>no feed</body></html>")
    site.put("/broken", b"", status=500)
    site.put("/gone", b"", status=410)
    site.put(
        "/bomb", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel>&b;</channel></rss>'
    )
    for path in ("/html", "/broken", "/gone", "/none", "/bomb"):
        feeds.add(site.base + path)
    good = site.feed([1])
    feeds.add(good)
    results = {r.feed.url.removeprefix(site.base): r for r in fetch(feeds)}
    assert results["/feed"].new == 1
    assert "no RSS" in str(results["/html"].error)
    assert "500" in str(results["/broken"].error)
    assert "feeds rm" in str(results["/gone"].error)
    assert "404" in str(results["/none"].error)
    assert results["/bomb"].new == 0
    errors = {f.url.removeprefix(site.base): f.error for f in feeds.all()}
    assert errors["/feed"] is None
    assert "500" in errors["/broken"]


def test_a_host_that_asks_for_time_gets_it(site, feeds):
    clock = [datetime(2026, 11, 20, 7, tzinfo=UTC)]
    site.put("/feed", b"", status=429, Retry_After="3600")
    feeds.add(site.base + "/feed")
    (result,) = fetch(feeds, now=lambda: clock[0])
    assert "2026-11-20T08:00" in str(result.error)
    site.feed([1])
    site.asked.clear()
    clock[0] += timedelta(minutes=59)
    (result,) = fetch(feeds, now=lambda: clock[0])
    assert result.error is not None and site.asked == []
    clock[0] += timedelta(minutes=2)
    (result,) = fetch(feeds, now=lambda: clock[0])
    assert (result.new, result.error) == (1, None)


def test_pages_that_are_put_off_are_not_lost(site, feeds):
    clock = [datetime(2026, 11, 20, 7, tzinfo=UTC)]
    feeds.add(site.feed([1, 2, 3], ETag='"v1"'))
    site.put("/page/2", b"", status=503, Retry_After="60")
    (result,) = fetch(feeds, now=lambda: clock[0])
    assert (result.new, len(result.failed)) == (1, 1)
    site.put("/page/2", page(2))
    clock[0] += timedelta(minutes=2)
    (result,) = fetch(feeds, now=lambda: clock[0])
    assert result.new == 2
    assert len(waiting(feeds)) == 3


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("Fri, 20 Nov 2026 07:05:00 GMT", 300),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("0", None),
        ("9" * 30, None),
    ],
)
def test_retry_after(value, seconds):
    now = datetime(2026, 11, 20, 7, tzinfo=UTC)
    expected = now + timedelta(seconds=seconds) if seconds else None
    assert retry_after({"retry-after": value}, now) == expected
    assert retry_after({"retry-after": "99999999"}, now) == now + LONGEST_WAIT


def test_one_request_a_host_at_a_time(site, feeds):
    for k in range(4):
        feeds.add(site.feed([10 * k + 1, 10 * k + 2], path=f"/feed{k}"))
    results = fetch(feeds, workers=4)
    assert [r.new for r in results] == [2] * 4
    assert site.most_at_once == 1


def test_a_pause_lies_between_two_requests(site, feeds):
    feeds.add(site.feed([1, 2]))
    start = time.monotonic()
    list(feeds.fetch(allow_private=True, pause=0.2))
    assert time.monotonic() - start >= 0.4


def test_robots_are_asked_once_and_heard(site, feeds):
    feeds.add(site.feed([1, 2]))
    site.put("/robots.txt", b"User-agent: *\nDisallow: /page/2\n", "text/plain")
    (result,) = fetch(feeds)
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    assert "/page/2" not in site.paths()
    assert "robots.txt" in str(result.failed[0])


def test_private_addresses_are_refused_unless_meant(site, feeds):
    feeds.add(site.feed([1]))
    (result,) = list(feeds.fetch(pause=0.0))
    assert "private" in str(result.error)
    assert site.asked == []


def test_a_page_that_is_no_article_is_told_once(site, feeds):
    feeds.add(site.feed([1]))
    site.put(
        "/page/1", b"<html><body><p>An English page about nothing at all, long enough to be read.</p></body></html>"
    )
    fetch(feeds)
    assert [type(w) for w in feeds.waiting()] == [PageError]
    assert list(feeds.waiting()) == []


def test_entries_with_odd_links_and_no_names(site, feeds):
    body = (
        '<rss version="2.0"><channel><title>و</title>'
        f"<item><title>أ</title><link>javascript:alert(1)</link><description>{PARAGRAPH}</description></item>"
        f"<item><title>ب</title><link>/page/1</link><description>{PARAGRAPH}</description></item>"
        f"<item><description>{PARAGRAPH} بلا عنوان</description></item><item></item></channel></rss>"
    ).encode()
    site.put("/feed", body, "application/rss+xml")
    site.put("/page/1", page(1))
    feeds.add(site.base + "/feed")
    (result,) = fetch(feeds)
    assert result.new == 3
    assert [w.article.url for w in waiting(feeds)] == [None, f"{site.base}/page/1", None]
    assert fetch(feeds)[0].new == 0


def test_feeds_are_added_once_and_removed(feeds):
    assert feeds.add("https://example.com/feed", outlet="صحيفة") is True
    assert feeds.add("https://example.com/feed") is False
    assert [(f.url, f.outlet) for f in feeds.all()] == [("https://example.com/feed", "صحيفة")]
    for bad in ("example.com/feed", "ftp://example.com", "https://", "javascript:x"):
        with pytest.raises(MujazError):
            feeds.add(bad)
    with pytest.raises(MujazError, match="not in the list"):
        fetch(feeds, "https://example.com/other")
    assert feeds.remove("https://example.com/feed") is True
    assert feeds.remove("https://example.com/feed") is False


def test_opml_there_and_back(feeds):
    feeds.add("https://example.com/a?x=1&y=2", title='أ "ب" <ج> & د')
    feeds.add("https://example.com/b")
    text = feeds.export_opml()
    assert read_opml(text.encode(), "x") == [
        ("https://example.com/a?x=1&y=2", 'أ "ب" <ج> & د'),
        ("https://example.com/b", "https://example.com/b"),
    ]
    assert feeds.import_opml(text.encode()) == 0


def test_opml_of_other_readers(feeds):
    data = (
        b'<?xml version="1.0"?><opml version="1.0"><body><outline text="News"><outline text="A" xmlUrl="https://a.example/rss"/>'
        b'<outline title="B" text="x" xmlUrl=" https://b.example/rss "/></outline><outline xmlUrl="file:///etc/passwd"/>'
        b'<outline xmlUrl="https://a.example/rss"/></body></opml>'
    )
    assert feeds.import_opml(data) == 2
    assert [f.title for f in feeds.all()] == ["A", "B"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not xml",
        b"<rss/>",
        b"<opml",
        b"\xff\xfe\x00",
        b'<!DOCTYPE o [<!ENTITY e SYSTEM "file:///etc/passwd">]><html>&e;</html>',
    ],
)
def test_what_is_no_opml_is_refused(data):
    with pytest.raises(MujazError, match="is not OPML"):
        read_opml(data, "list.opml")


def test_opml_text_is_xml_whatever_the_title():
    assert (
        read_opml(opml_text([("https://e.example/", "]]> </outline> \" '")]).encode(), "x")[0][1]
        == "]]> </outline> \" '"
    )
