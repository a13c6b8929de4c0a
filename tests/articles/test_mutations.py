"""Pages that were cut, spliced and spoiled: an article or one error, never anything else, and quickly."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mujaz.articles import Article, RawPage, ReadOptions, read_page
from mujaz.errors import PageError

SAMPLES = [
    path
    for path in sorted((Path(__file__).resolve().parents[2] / "samples").glob("*"))
    if path.suffix in (".txt", ".html")
]
PAGES = [path.read_bytes() for path in SAMPLES] or [
    ("خبر قصير عن افتتاح مكتبة في وسط المدينة يوم السبت. " * 8).encode()
]
KINDS = ["text/plain", "text/html", "text/markdown", "application/json", "multipart/related", "application/pdf", "x/y"]
PIECES = [b"<", b">", b"</div>", b"<p>", b"\x00", b"\xff\xfe", b"\xd8", "اقرأ أيضا\n".encode(), b"\n" * 9, b" " * 40, b"&#x202e;", b"{", b'"',
          b"<script>", b"<table>" * 30, "٢٠٢٤".encode(), "كتب: ".encode(), b"\x1b]52;c;", b"<time datetime=", "©".encode(), b"- " * 60]  # fmt: skip


@st.composite
def spoiled(draw):
    data = bytearray(draw(st.sampled_from(PAGES))[:6000])
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, max(0, len(data))))
        match draw(st.integers(0, 4)):
            case 0:
                data[place : place + draw(st.integers(0, 800))] = b""
            case 1:
                data[place:place] = draw(st.sampled_from(PIECES))
            case 2:
                data[place:place] = draw(st.binary(max_size=30))
            case 3:
                data[place:place] = data[: draw(st.integers(0, 1500))]
            case _:
                data[place:place] = draw(st.text(max_size=30)).encode("utf-8", "surrogatepass")
    return bytes(data)


def read(data, kind):
    start = time.perf_counter()
    try:
        article = read_page(RawPage(data, "page", kind), ReadOptions(year=2024))
    except PageError as error:
        assert "\n" not in str(error)
    else:
        assert isinstance(article, Article)
        assert article.paragraphs
        assert all(article.paragraphs[s.paragraph][s.start : s.end] == s.text for s in article.sentences)
        assert not any(c in article.text for c in "\x1b\u202e\x00")
    assert time.perf_counter() - start < 10


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(spoiled(), st.sampled_from(KINDS))
def test_spoiled_pages(data, kind):
    read(data, kind)


@pytest.mark.long
@settings(max_examples=5000, deadline=None, suppress_health_check=list(HealthCheck))
@given(spoiled(), st.sampled_from(KINDS))
def test_many_spoiled_pages(data, kind):
    read(data, kind)


PATTERNS = {
    "divs": b"<div>",
    "inline": b"<a><b>",
    "headings": "اقرأ أيضا\n".encode(),
    "one word": "و".encode(),
    "words": "قال ".encode(),
    "sentences": "قال الوزير. ".encode(),
    "paragraphs": ("كلمة " * 20 + ".\n").encode(),
    "attributes": b'<p title="',
    "comments": b"<!--",
    "entities": b"&amp;",
    "teasers": "اقرأ أيضا: ".encode(),
    "dates": b"12/12/2012 ",
    "blanks": b" ",
    "runs": "خبر   ".encode(),
    "cells": b"<table><tr><td>",
    "short paragraphs": "<p>نص قصير جدا. نص قصير جدا.</p>".encode(),
    "scripts": b"<script>",
}


@pytest.mark.parametrize("name", PATTERNS)
@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_time_grows_no_faster_than_the_page(name, kind):
    def seconds(size):
        data = (PATTERNS[name] * size)[:size]
        start = time.process_time()
        with contextlib.suppress(PageError):
            read_page(RawPage(data, "page", kind))
        return time.process_time() - start

    seconds(2_000)  # what is loaded once
    # Four times the page: sixteen times as long where something is quadratic. The sum is for the clock's noise.
    assert seconds(120_000) < 9 * seconds(30_000) + 0.5
