"""Markdown, table and JSON of a brief, whatever stands in its page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mujaz.articles.types import PageDate, Source
from mujaz.briefs.bidi import visual_line
from mujaz.briefs.markdown import brief_markdown, briefs_markdown, escape
from mujaz.briefs.serialize import brief_dict, brief_from, dump
from mujaz.briefs.table import brief_table
from mujaz.briefs.types import Brief, BriefArticle, BriefSentence
from mujaz.checks.types import Flag
from mujaz.models.types import ModelInfo
from rich.console import Console

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/brief.schema.json").read_text())

HOSTILE = [
    "](javascript:alert(1))",
    "![x](http://track.example/p.gif)",
    "<script>alert(1)</script>",
    "--- front",
    "a | b || c",
    "[/red] [bold]x[/]",
    "# heading",
    "1. item",
    "2) item",
    "* a\n* b",
    "`code` **bold** __x__ ~~y~~",
    "&lt;b&gt; &#60;",
    "\\",
    "<http://evil.example>",
    "> quote",
    "[^1-1]",
    "سطر | مع <b>وسم</b>",
]


@pytest.fixture
def brief() -> Brief:
    info = ModelInfo("built-in", "1", "0" * 64, "Gemma", True, {"num_beams": 1})
    return Brief(
        key="sha256:" + "a" * 64,
        source=Source("page.txt", "b" * 64, "text/plain", "utf-8"),
        article=BriefArticle(
            "عنوان",
            "وكالة",
            None,
            None,
            "ar",
            12,
            ("جملة أولى.", "جملة ثانية."),
            PageDate("2026-03-14", "day", "header", "14 مارس 2026"),
        ),
        title_en="A title",
        sentences=(
            BriefSentence(
                "قتل 32 شخصا.",
                "23 people were killed.",
                (0,),
                False,
                (Flag("number", "error", "32 in the Arabic, 23 in the English", "32", "23"),),
            ),
            BriefSentence("جملة ثانية.", None, (1,), True, (Flag("loop", "error", "the English repeats itself"),)),
        ),
        flags=(Flag("dialect", "warning", "the page is in Egyptian dialect"),),
        models={"summarizer": info, "translator": info},
        mujaz="0.1.0",
    )


def test_json_matches_the_schema_and_comes_back_the_same(brief: Brief) -> None:
    line = dump(brief_dict(brief))
    jsonschema.validate(json.loads(line), SCHEMA)
    assert "\n" not in line
    assert brief_from(json.loads(line)) == brief


def test_another_schema_is_refused(brief: Brief) -> None:
    with pytest.raises(ValueError, match=r"mujaz\.brief/2"):
        brief_from({**brief_dict(brief), "schema": "mujaz.brief/2"})


def test_markdown_shows_flags_as_footnotes(brief: Brief) -> None:
    text = brief_markdown(brief)
    assert "32 in the Arabic, 23 in the English" in text
    marks = re.findall(r"\[\^(\d+-\d+)\](?!:)", text)
    assert marks == re.findall(r"^\[\^(\d+-\d+)\]:", text, re.MULTILINE) and len(marks) == 3


def plain(text: str) -> str:
    """What a reader of the rendered Markdown sees."""
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").enable("strikethrough").parse(text)
    return "".join(c.content for t in tokens if t.type == "inline" for c in t.children or ())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    assert plain(escape(text)) == " ".join(text.split())


@given(st.text(alphabet=st.sampled_from("ab اب1.)-+*_#`~|[]()<>!&\\;$=:/ \n"), max_size=60))
def test_any_text_is_read_back_as_itself(text: str) -> None:
    line = " ".join(text.split())
    assert plain(escape(text)) == line


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_page_keeps_the_structure(brief: Brief, text: str) -> None:
    hostile = replace(
        brief,
        title_en=text,
        article=replace(brief.article, title=text, outlet=text, author=text),
        sentences=tuple(replace(s, ar=text, en=text) for s in brief.sentences),
    )
    tokens = MarkdownIt("commonmark").enable("table").parse(briefs_markdown([hostile, hostile]))
    kinds = [t.type for t in tokens]
    assert kinds.count("heading_open") == 2
    assert kinds.count("table_open") == 2
    assert kinds.count("tr_open") == 2 * 3
    assert "html_block" not in kinds and "fence" not in kinds and "blockquote_open" not in kinds
    inline = [c for t in tokens for c in t.children or ()]
    assert not [c for c in inline if c.type in ("image", "link_open")]
    assert {c.content for c in inline if c.type == "html_inline"} <= {"<sub>", "</sub>"}


def drawn(brief: Brief, width: int) -> str:
    console = Console(width=width, color_system=None, force_terminal=False)
    with console.capture() as capture:
        console.print(brief_table(brief))
    return capture.get()


@pytest.mark.parametrize("width", [40, 80, 200])
def test_table_loses_nothing(brief: Brief, width: int) -> None:
    long = " ".join(f"كلمة{n}" for n in range(60))
    text = drawn(replace(brief, sentences=(replace(brief.sentences[0], ar=long, en="word " * 80 + "end"),)), width)
    assert all(f"كلمة{n}" in text for n in range(60))
    assert "end" in text and "…" not in text
    assert "32 in the Arabic" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_table_never_reads_markup(brief: Brief, text: str) -> None:
    out = drawn(replace(brief, sentences=(replace(brief.sentences[0], en=text, flags=()),)), 200)
    assert " ".join(text.split("\n")[0].split()) in out
    assert "\x1b" not in out


def test_visual_order_is_applied_line_by_line_after_wrapping(brief: Brief) -> None:
    text = "قرر مجلس الوزراء اليوم رفع أسعار الوقود بنسبة عشرة بالمئة ابتداء من الشهر المقبل"
    words = text.split()
    one = replace(brief, sentences=(replace(brief.sentences[1], ar=text, en="x", flags=(), quoted=False),))
    console = Console(width=60, color_system=None)
    with console.capture() as capture:
        console.print(brief_table(one, "visual"))
    lines = [
        line for line in capture.get().splitlines() if visual_line(words[0]) in line or visual_line(words[-1]) in line
    ]
    assert len(lines) == 2, "the sentence wraps"
    first, last = lines
    assert first.rstrip().endswith(visual_line(words[0])), "the first word stands at the right end of the first line"
    assert visual_line(words[-1]) in last
