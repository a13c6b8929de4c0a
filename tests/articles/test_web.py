from __future__ import annotations

import http.server
import threading
import time
from typing import ClassVar

import pytest
from mujaz.articles import Article, Limits, find_pages, read_sources
from mujaz.articles.sources import web
from mujaz.errors import PageError

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>افتتاح مكتبة عامة جديدة في وسط المدينة</title></head><body><article>
<h1>افتتاح مكتبة عامة جديدة في وسط المدينة</h1>
<p>افتتحت البلدية، يوم السبت، مكتبة عامة جديدة في وسط المدينة تضم أكثر من أربعين ألف كتاب.</p></article></body></html>"""


class Site(http.server.BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []
    robots: tuple[int, str] = (404, "")

    def do_GET(self):
        Site.asked.append(self.path)
        if self.path == "/robots.txt":
            self.answer(Site.robots[0], "text/plain", Site.robots[1].encode())
        elif self.path == "/page":
            self.answer(200, "text/html; charset=utf-8", PAGE.encode())
        elif self.path == "/cp1256":
            self.answer(200, "text/html; charset=windows-1256", PAGE.replace("utf-8", "windows-1256").encode("cp1256"))
        elif self.path == "/loop":
            self.answer(302, "text/html", b"", location="/loop")
        elif self.path == "/hop":
            self.answer(301, "text/html", b"", location="/page")
        elif self.path == "/to-file":
            self.answer(302, "text/html", b"", location="file:///etc/passwd")
        elif self.path == "/inside":
            self.answer(302, "text/html", b"", location="http://169.254.169.254/latest/meta-data")
        elif self.path == "/large":
            self.answer(200, "text/html", b"a" * 3_000_000)
        elif self.path == "/slow":
            time.sleep(1.5)
            self.answer(200, "text/html", PAGE.encode())
        else:
            self.answer(404, "text/html", b"")

    def answer(self, status, kind, body, location=None):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def site(loopback):
    Site.asked, Site.robots = [], (404, "")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def fetch(url, **options):
    found = list(find_pages([url], allow_private=options.pop("allow_private", True), **options))
    assert len(found) == 1
    return found[0]


def test_a_page_is_read_from_its_address(site):
    (article,) = read_sources([f"{site}/page"], allow_private=True)
    assert isinstance(article, Article)
    assert article.title == "افتتاح مكتبة عامة جديدة في وسط المدينة"
    assert article.source.origin == f"{site}/page"


def test_the_declared_charset_counts(site):
    (article,) = read_sources([f"{site}/cp1256"], allow_private=True)
    assert article.source.encoding == "cp1256"
    assert article.title.startswith("افتتاح")


def test_redirects_are_followed_a_few_times(site):
    assert fetch(f"{site}/hop").data == PAGE.encode()
    assert "redirects" in str(fetch(f"{site}/loop"))
    assert Site.asked.count("/loop") == Limits().redirects + 1
    assert "no web page" in str(fetch(f"{site}/to-file"))


def test_local_addresses_are_refused_before_any_connection(site):
    for url in (f"{site}/page", site.replace("127.0.0.1", "localhost") + "/page", "http://[::1]:9/"):
        error = fetch(url, allow_private=False)
        assert isinstance(error, PageError)
        assert "private or local" in str(error)
        assert "--allow-private" in str(error)
    assert Site.asked == []


def test_a_redirect_to_a_local_address_is_refused(site, monkeypatch):
    server = "127.0.0.1"
    monkeypatch.setattr(web, "resolve", lambda host, port: [host])
    monkeypatch.setattr(web, "is_public", lambda address: address == server)
    error = fetch(f"{site}/inside", allow_private=False)
    assert "169.254.169.254 is a private" in str(error)


def test_a_name_with_one_private_address_is_refused(monkeypatch):
    monkeypatch.setattr(web, "resolve", lambda host, port: ["93.184.216.34", "10.0.0.1"])
    assert "private or local" in str(fetch("http://news.example/", allow_private=False))


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("127.0.0.1", False), ("10.1.2.3", False), ("192.168.0.1", False), ("169.254.169.254", False),
        ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False), ("::1", False), ("fe80::1", False), ("fc00::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:93.184.216.34", True), ("64:ff9b::7f00:1", False), ("2606:2800:220:1::1", True),
    ],
)  # fmt: skip
def test_public_addresses(address, public):
    assert web.is_public(address) is public


def test_robots_are_respected(site):
    Site.robots = (200, "User-agent: *\nDisallow: /page\n")
    assert "robots.txt" in str(fetch(f"{site}/page"))
    assert "/page" not in Site.asked
    Site.robots = (200, "User-agent: *\nDisallow: /private\n")
    assert fetch(f"{site}/page").data == PAGE.encode()


def test_size_and_time_have_limits(site):
    assert "larger than 1 MB" in str(fetch(f"{site}/large", limits=Limits(page_bytes=1024 * 1024)))
    assert "not loaded within 0.5 seconds" in str(fetch(f"{site}/slow", limits=Limits(seconds=0.5)))


def test_what_the_server_refuses_and_dead_addresses(site):
    assert "answered 404" in str(fetch(f"{site}/nothing"))
    assert "not reached" in str(fetch("http://127.0.0.1:9/"))
    assert "web page" in str(fetch("http:///nohost"))


def test_credentials_in_an_address_are_refused(site):
    assert isinstance(fetch(site.replace("//", "//user:secret@") + "/page"), PageError)
