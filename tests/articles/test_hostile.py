"""Pages made to be slow or large: what is left out is told, the story is found, and work does not grow faster than the page."""

from __future__ import annotations

import sys
import time

import pytest
from mujaz.articles import RawPage, ReadOptions, read_page
from mujaz.articles.html_blocks import blocks_of
from mujaz.articles.html_metadata import metadata_of
from mujaz.articles.limits import Limits
from mujaz.articles.link_runs import without_link_runs

TITLE = "بلدية المدينة تفتتح مكتبة عامة جديدة"
STORY = (
    "افتتحت بلدية المدينة يوم السبت مكتبة عامة جديدة تضم أكثر من عشرين ألف كتاب، بحسب بيان صدر عنها.",
    "وقال رئيس البلدية إن المكتبة ستفتح أبوابها لجميع السكان من الصباح حتى المساء طوال أيام الأسبوع.",
    "وأضاف أن قاعات المطالعة تتسع لمئتي قارئ، وأن استعارة الكتب مجانية لطلاب المدارس والجامعات.",
)
ARTICLE = f"<article><h1>{TITLE}</h1>{''.join(f'<p>{p}</p>' for p in STORY)}</article>"
LINKS = {
    "bare": '<a href="/{n}">خبر رقم {n}</a>\n',
    "breaks": '<a href="/{n}">خبر رقم {n}</a><br>',
    "items": '<li class="x"><A HREF="/{n}">خبر رقم {n}</A></li>',
    "cards": '<div><a href="/{n}"><img alt="صورة"><h3>خبر رقم {n}</h3></a><span>12 مايو 2020</span></div>',
    "cells": '<tr><td><b><a href="/{n}">خبر <i>رقم</i> {n}</a></b> | </td></tr>',
}


def read(markup: str, **limits: int):
    page = RawPage(f"<html><body>{markup}</body></html>".encode(), "page.html", "text/html")
    return read_page(page, ReadOptions(limits=Limits(**limits)))


def links(kind: str, count: int) -> str:
    return "".join(LINKS[kind].format(n=n) for n in range(count))


@pytest.mark.parametrize("kind", LINKS)
@pytest.mark.parametrize("order", ["before", "after"])
def test_the_story_beside_a_hundred_thousand_links_is_found(kind, order):
    many = f"<div><ul>{links(kind, 100_000)}</ul></div>"
    article = read(many + ARTICLE if order == "before" else ARTICLE + many)
    assert article.paragraphs == STORY and article.title == TITLE
    assert len(article.dropped) < 2_000
    (note,) = (note for note in article.notes if "links" in note.message)
    assert note.kind == "limit" and note.message.startswith("99499 links")


@pytest.mark.parametrize("kind", LINKS)
def test_the_elements_around_a_run_stay_as_they_were(kind):
    whole = f"<ul>{links(kind, 40)}</ul>{ARTICLE}"
    thinned, count = without_link_runs(whole, 10)
    first, last = links(kind, 10), "".join(LINKS[kind].format(n=39))
    assert count == 29 and thinned == f"<ul>{first}{last}</ul>{ARTICLE}"


def test_links_of_the_story_are_not_a_run():
    told = "".join(f'<p><a href="/{n}">{STORY[0]}</a> {STORY[1]}</p>' for n in range(50))
    assert without_link_runs(told, 10) == (told, 0)
    assert without_link_runs(links("items", 11), 10) == (links("items", 11), 0)


@pytest.mark.parametrize(
    "piece", ["<a>", "<a href=x>كلمة <b>", "<a></a><b>", "<a " + "x" * 3000, "<a>" + "x<b>" * 300, "<"]
)
def test_broken_links_stay(piece):
    broken = piece * 3_000
    assert without_link_runs(broken + "<a>" * 600, 500)[0].count("x") == broken.count("x")


def test_short_lines_leave_the_room_to_those_that_tell():
    for page, kind in (
        (f"<html><body>{'<div>خبر اليوم</div>' * 5_000}{ARTICLE}</body></html>", "text/html"),
        ("قسم من الموقع\n" * 5_000 + "\n".join((TITLE, *STORY)), "text/plain"),
    ):
        article = read_page(RawPage(page.encode(), "page", kind), ReadOptions())
        assert article.paragraphs == STORY
        assert any("paragraphs" in note.message for note in article.notes)


def test_elements_over_the_limit_are_left_out_and_told():
    article = read(ARTICLE + "<b>س</b>" * 300, elements=100)
    assert article.paragraphs == STORY
    assert any("limit: elements" in note.message for note in article.notes)


def test_an_element_with_very_many_attributes_has_none():
    many = " ".join(f'a{n}="x"' for n in range(100_000))
    article = read(f"<p {many}>قسم</p>{ARTICLE}")
    assert article.paragraphs == STORY
    assert any("limit: attributes" in note.message for note in article.notes)
    assert not read(f'<img src="data:image/png;base64,{"A" * 100_000}">{ARTICLE}').notes


def test_elements_deeper_than_the_parser_goes_are_read_as_text():
    article = read("<div>" * 300 + f"<h1>{TITLE}</h1>" + "".join(f"<div><p>{p}</p>" for p in STORY))
    assert article.paragraphs[-2:] == STORY[1:]


def calls(work) -> int:
    """How many Python functions and functions of C the work calls."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "<aside class='related'><p>" + STORY[0] + "</p></aside>",
        "<div class='one b-two clutterThree'>نص</div>",
        "<p>" + STORY[0] + " <a href='/'>رابط</a></p>",
    ],
)
def test_work_grows_as_the_page_does(piece):
    from lxml import html

    def work(count: int) -> int:
        tree = html.document_fromstring(
            "<html><body>" + "".join(piece.format(n=n) for n in range(count)) + "</body></html>"
        )
        return calls(lambda: (metadata_of(tree), blocks_of(tree)))

    work(50)
    assert work(800) < 5 * work(200)


def test_a_line_of_nothing_but_dashes_costs_no_seconds():
    """A credit is looked for at the end of a title; tried from each of 40,000 dashes it took half a minute."""
    line = f"{TITLE} صورة أرشيفية Reuters {'- ' * 20_000}س"
    start = time.process_time()
    article = read_page(RawPage("\n".join((line, *STORY)).encode(), "page.txt"), ReadOptions())
    assert time.process_time() - start < 3
    assert STORY[1] in article.paragraphs


WORDS = [
    "ماء",
    "كتاب",
    "شجرة",
    "بحر",
    "مدينة",
    "طريق",
    "سوق",
    "نهر",
    "جبل",
    "قمر",
    "حقل",
    "مصنع",
    "بيت",
    "قطار",
    "سفينة",
    "مدرسة",
]


def told(number: int) -> str:
    """A paragraph, other words in each."""
    words = (f"{WORDS[(number * 7 + n * n) % 16]}{(number * 31 + n) % 97}" for n in range(20))
    return f"ذكر الشهود أن {' '.join(words)} كلها في المكان."


def headline(number: int) -> str:
    return " ".join(told(number).split()[3:9])


ABOVE = {
    "days": lambda n: [f"{n % 28 + 1}/1/2020 {n % 24:02}:{n % 60:02}"],
    "hours": lambda n: [f"{n % 24:02}:{n % 60:02}"],
    "ages": lambda n: [f"منذ {n % 50 + 3} دقيقة"],
    "headlines": lambda n: [headline(n)],
    "headlines and menus": lambda n: [headline(n), "سياسة"],
}
BELOW = {
    "entries of a live page": lambda n: [f"{n % 24:02}:{n % 60:02}", told(n)],
    "cards": lambda n: [headline(n), f"{n % 28 + 1}/1/2020", told(n)],
    "paragraphs with headings": lambda n: [headline(n), told(n)],
    "teasers": lambda n: ["اقرأ أيضا", headline(n), told(n)],
}


@pytest.mark.parametrize("kind", [*ABOVE, *BELOW])
def test_work_grows_as_the_lines_do(kind):
    def work(count: int) -> int:
        lines = [line for n in range(count) for line in (ABOVE | BELOW)[kind](n)]
        page = "\n".join([*lines, *STORY] if kind in ABOVE else [*STORY, *lines])
        return calls(lambda: read_page(RawPage(page.encode(), "page.txt"), ReadOptions()))

    work(20)
    assert work(320) < 5 * work(80)


def test_a_page_of_times_costs_no_seconds():
    """Twelve thousand <time> elements are as many lines, of which two thousand are read."""
    times = "".join(
        f"<li><time datetime='2020-01-{n % 28 + 1:02}T10:00'>{n % 24:02}:{n % 60:02}</time></li>" for n in range(12_000)
    )
    start = time.process_time()
    article = read(f"{times}{ARTICLE}")
    assert time.process_time() - start < 5
    assert article.paragraphs == STORY
