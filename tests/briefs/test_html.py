"""HTML: what stands in it, what no page text can do to it, and what Chromium and axe-core make of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser
from hypothesis import given, settings
from hypothesis import strategies as st
from making import bank, flood, make_brief
from mujaz.briefs.digest import digest
from mujaz.briefs.html import EditionDay, briefs_html, digest_html, edition_day, index_html, write_edition
from mujaz.briefs.marks import pieces
from mujaz.checks.types import Flag

AXE = os.environ.get("MUJAZ_AXE")
EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'{{ 7*7 }}{% raw %}</style></title><!-- \u2028"
FLAGS = (
    Flag("number", "error", "12 in the Arabic, 21 in the English", "12", "21"),
    Flag("name", "warning", "الساحل may be a name"),
    Flag("unknown-word", "note", "one word is not in the lexicon"),
)


def day():
    briefs = [
        flood(
            outlet="وكالة",
            date="2026-11-20T08:00",
            url="https://example.com/a?b=1&c=2",
            sentence_flags=FLAGS,
            title_en="Floods",
        ),
        flood("14 شخصا", outlet="صحيفة", title_en="Floods again"),
        make_brief(
            "الساحل: الحداد ثلاثة أيام",
            "لقي 12 شخصا مصرعهم إثر فيضانات ضربت مدن الساحل فجر الثلاثاء.",
            "وأعلن رئيس الوزراء الحداد ثلاثة أيام وتعويض المزارعين عن محاصيلهم.",
            outlet="الأنباء",
            title_en="Three days of mourning",
        ),
        bank(title_en="Bank", outlet="الاقتصادية", quoted=True, flags=FLAGS[1:2]),
        make_brief("بلا تاريخ", "جملة من صفحة بلا تاريخ.", date=None, title_en=None, translated=False, outlet=None),
    ]
    return digest(briefs, date="2026-11-20")


class Tree(HTMLParser):
    """Tags with their attributes, and whether every tag that must be closed is."""

    VOID = frozenset({"meta", "input", "br", "link", "img"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_the_same_digest_is_the_same_bytes():
    assert digest_html(day()) == digest_html(day())


def test_every_block_says_its_language_and_direction():
    tree = Tree(digest_html(day()))
    assert tree.of("html") == [{"lang": "en", "dir": "ltr"}]
    for tag, attributes in tree.tags:
        if attributes.get("lang") == "ar" and tag != "bdi":
            assert attributes.get("dir") == "rtl", (tag, attributes)


def test_stories_can_be_reached_from_the_contents():
    tree = Tree(digest_html(day()))
    ids = [attributes["id"] for _, attributes in tree.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [a["href"][1:] for a in tree.of("a") if a["href"].startswith("#")]
    assert set(targets) <= set(ids)
    assert {"story-1", "story-2", "undated"} <= set(targets)
    described = [a["aria-describedby"] for a in tree.of("button")]
    assert described and set(described) <= set(ids)


def test_what_outlets_say_differently_stands_side_by_side():
    text = digest_html(day())
    assert "Numbers that differ" in text
    row = re.search(r'<tr><th scope="row"><bdi>dead</bdi></th>(.*?)</tr>', text).group(1)
    assert sorted(re.findall(r">([^<]+)</td>", row)) == ["12", "12", "14"]
    assert "تعويض المزارعين" in text.split("What others add")[1]


def test_the_policy_names_the_hashes_of_style_and_script():
    text = digest_html(day())
    policy = Tree(text).of("meta")[1]["content"]
    for tag in ("style", "script"):
        inner = re.search(f"<{tag}>(.*?)</{tag}>", text, re.S).group(1)
        hashed = b64encode(sha256(inner.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{hashed}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_no_style_attribute_handler_or_outside_link_stands_in_a_page():
    for text in (digest_html(day()), briefs_html([flood()]), index_html([edition_day(day())])):
        for tag, attributes in Tree(text).tags:
            assert tag not in {"img", "iframe", "link", "object", "form"}
            assert not [name for name in attributes if name == "style" or name.startswith("on") or name == "src"]


def test_both_spans_of_a_flag_are_marked():
    flags = (
        Flag("number", "error", "12 in the Arabic, 1 in the English", "12", "1"),
        Flag("length", "warning", "the English is short", None, "English 1"),
        Flag("negation", "note", "not here", "لم"),
    )
    marked = re.findall(r'<mark class="(\w+)">([^<]*)</mark>', briefs_html([flood(sentence_flags=flags)]))
    assert marked == [
        ("error", "12"),
        ("warning", "English "),
        ("error", "1"),
    ]


def test_a_span_is_marked_where_it_is_a_word():
    flags = [Flag("number", "warning", "m", None, "12"), Flag("number", "error", "m", None, "12 of")]
    assert pieces("In 2012, 12 of 30.", flags, "en") == [("In 2012, ", None), ("12 of", "error"), (" 30.", None)]
    assert pieces("In 2012.", [Flag("name", "note", "m", "x", "y")], "en") == [("In 2012.", None)]
    assert pieces("", [], "ar") == []


def test_page_text_is_text():
    brief = make_brief(
        EVIL,
        EVIL,
        outlet=EVIL,
        title_en=EVIL,
        url="javascript:alert(1)",
        origin=EVIL,
        flags=(Flag("name", "error", EVIL),),
    )
    clean = make_brief("ع", "ن.", outlet="و", title_en="t", origin="o", flags=(Flag("name", "error", "m"),))
    for made, expected in (
        (briefs_html([brief]), briefs_html([clean])),
        (digest_html(digest([brief])), digest_html(digest([clean]))),
    ):
        assert [tag for tag, _ in Tree(made).tags] == [tag for tag, _ in Tree(expected).tags]
        assert "javascript:" not in made
        assert "<script>alert" not in made
        assert "49" not in made


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_title_is_text(text):
    made = briefs_html([make_brief("ع", "ن.", title_en=text or "x", outlet=text or "y", origin="o")])
    expected = briefs_html([make_brief("ع", "ن.", title_en="x", outlet="y", origin="o")])
    assert [tag for tag, _ in Tree(made).tags] == [tag for tag, _ in Tree(expected).tags]


def test_only_web_links_are_links():
    for url in ("javascript:alert(1)", "data:text/html,x", " https://x", "file:///etc/passwd", None):
        assert 'rel="noopener' not in briefs_html([flood(url=url)])
    assert 'href="https://example.com/?a=1&amp;b=2"' in briefs_html([flood(url="https://example.com/?a=1&b=2")])


def test_an_empty_day_says_so():
    assert "No article of this day." in digest_html(digest([], date="2026-11-20"))


def test_an_edition_keeps_the_days_it_has(tmp_path):
    (tmp_path / "notes.html").write_text("<p>mine</p>")
    first = write_edition([day()], tmp_path)
    assert [path.name for path in first] == ["2026-11-20.html", "index.html"]
    write_edition([digest([flood(date="2026-11-21")], date="2026-11-21")], tmp_path)
    index = (tmp_path / "index.html").read_text()
    assert re.findall(r'href="(\d[^"]*)"', index) == ["2026-11-21.html", "2026-11-20.html"]
    assert "2 stories from 4 articles and 1 without a date" in index
    assert "notes" not in index
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    write_edition([day()], tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_index_of_nothing():
    assert "0 editions" in index_html([])
    assert 'href="a%3Ab.html"' in index_html([EditionDay("a:b", "")])


needs_browser = pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed")


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    folder = tmp_path_factory.mktemp("edition")
    write_edition([day()], folder)
    (folder / "briefs.html").write_text(
        briefs_html([flood(sentence_flags=FLAGS, title_en=EVIL), bank()]), encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with Browser(tmp_path_factory.mktemp("profile")) as opened:
        opened.size(1100, 1400)
        yield opened


@pytest.fixture(scope="module")
def axe(tmp_path_factory) -> str:
    if AXE:
        return Path(AXE).read_text(encoding="utf-8")
    npm = shutil.which("npm")
    if not npm:
        pytest.skip("neither MUJAZ_AXE nor npm is here")
    folder = tmp_path_factory.mktemp("axe")
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "axe-core@4"]
    if subprocess.run(command, cwd=folder, capture_output=True, timeout=300).returncode:
        pytest.skip("npm cannot fetch axe-core here")
    return (folder / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


PAGES = ("2026-11-20.html", "index.html", "briefs.html")


@needs_browser
@pytest.mark.parametrize("name", PAGES)
def test_chromium_shows_it_without_an_error(browser, edition, name):
    browser.problems.clear()
    browser.open(edition / name)
    assert browser.run("getComputedStyle(document.body).maxWidth") == "1152px"
    assert browser.problems == []


@needs_browser
def test_the_policy_holds(browser, edition):
    browser.open(edition / "2026-11-20.html")
    browser.problems.clear()
    ran = browser.run(
        "(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        " document.body.append(s); return window.ran === 1; })()"
    )
    assert ran is False
    browser.run("document.body.setAttribute('style', 'color: red')")
    assert browser.run("getComputedStyle(document.body).color") != "rgb(255, 0, 0)"
    loaded = browser.run(
        "new Promise(done => { const i = new Image(); i.onload = () => done(true); i.onerror = () => done(false);"
        " i.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='; })"
    )
    assert loaded is False
    assert browser.problems != []


@needs_browser
def test_arabic_runs_from_the_right(browser, edition):
    browser.open(edition / "2026-11-20.html")
    sides = browser.run(
        "(() => { const p = document.querySelector('.sentences [lang=ar] p'); const r = document.createRange();"
        " r.setStart(p.firstChild, 0); r.setEnd(p.firstChild, 1);"
        " return [r.getBoundingClientRect().right, p.getBoundingClientRect().right, getComputedStyle(p).direction]; })()"
    )
    assert abs(sides[0] - sides[1]) < 3
    assert sides[2] == "rtl"
    assert len(browser.screenshot()) > 20000


@needs_browser
def test_side_by_side_or_stacked_without_a_script(browser, edition):
    columns = "getComputedStyle(document.querySelector('.pair')).gridTemplateColumns.split(' ').length"
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(edition / "2026-11-20.html")
        assert browser.run("document.getElementById('filters').hidden") is True
        assert browser.run(columns) == 2
        browser.run("document.getElementById('stacked').checked = true")
        assert browser.run(columns) == 1
        browser.run("document.getElementById('stacked').checked = false")
        browser.size(390, 800)
        assert browser.run(columns) == 1
        assert browser.run("document.documentElement.scrollWidth") <= 390
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
        browser.size(1100, 1400)


@needs_browser
def test_flags_show_on_hover_on_focus_and_in_print(browser, edition):
    browser.open(edition / "2026-11-20.html")
    seen = "document.querySelector('.flag [role=tooltip]').getClientRects().length > 0"
    assert browser.run(seen) is False
    x, y = browser.run(
        "(() => { const b = document.querySelector('.flag button').getBoundingClientRect();"
        " return [b.x + b.width / 2, b.y + b.height / 2]; })()"
    )
    browser.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
    assert browser.run(seen) is True
    browser.press("Escape", 27)
    assert browser.run(seen) is False
    browser.call("Input.dispatchMouseEvent", type="mouseMoved", x=1, y=1)
    assert browser.run(seen) is False
    browser.run("document.querySelector('.flag button').focus()")
    assert browser.run(seen) is True
    browser.run("document.activeElement.blur()")
    browser.call("Emulation.setEmulatedMedia", media="print")
    assert browser.run(seen) is True
    browser.call("Emulation.setEmulatedMedia", media="")


@needs_browser
def test_search_and_filter_work_from_a_file(browser, edition):
    browser.open(edition / "2026-11-20.html")
    visible = "[...document.querySelectorAll('.story')].filter(s => s.getClientRects().length).map(s => s.id)"
    everything = browser.run(visible)

    def search(text: str) -> list[str]:
        browser.run(
            f"(() => {{ const s = document.getElementById('search'); s.value = {text!r}; s.dispatchEvent(new Event('input')); }})()"
        )
        return browser.run(visible)

    assert len(everything) == 3
    assert search("الأمطار") == [] and search("أمطار") == ["story-1"]
    assert search("فَيَضَانات ١٢") == ["story-1"]
    assert browser.run("document.getElementById('shown').textContent") == "1 of 3 shown"
    assert search("") == everything
    browser.run(
        "(() => { const o = document.getElementById('outlet'); o.value = 'صحيفة'; o.dispatchEvent(new Event('change')); })()"
    )
    assert browser.run(visible) == ["story-1"]


@needs_browser
def test_everything_can_be_reached_by_keyboard(browser, edition):
    browser.open(edition / "2026-11-20.html")
    wanted = browser.run("document.querySelectorAll('a[href], button, input, select, summary, .wide').length")
    reached = set()
    for _ in range(wanted + 3):
        browser.press("Tab", 9)
        reached.add(
            browser.run(
                "(() => { const all = [...document.querySelectorAll('*')]; const e = document.activeElement;"
                " return getComputedStyle(e).outlineStyle === 'none' && e !== document.body ? -1 : all.indexOf(e); })()"
            )
        )
    assert -1 not in reached, "something has no visible focus"
    body = browser.run("[...document.querySelectorAll('*')].indexOf(document.body)")
    assert len(reached - {body}) == wanted


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(browser, edition, axe, name, scheme):
    browser.call("Emulation.setEmulatedMedia", media="", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.open(edition / name)
    browser.run(axe)
    found = browser.run(
        "axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21aa','wcag22aa','best-practice']}).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | ')))"
    )
    browser.call("Emulation.setEmulatedMedia", media="", features=[])
    assert found == []
