"""The held-out pages: all are read, their gold stands on them, and the first set is read no worse than on the first run."""

from __future__ import annotations

import html
import re
import sys
from pathlib import Path

import pytest
from mujaz.articles import Article, read_sources

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

heldout = pytest.importorskip("heldout")
TRUTHS = [truth for name in heldout.SETS for truth in heldout.truths(name)]
INLINE = re.compile(r"</?(?:span|b|i|em|strong|a|u)\b[^>]*>")
LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
READABLE = [truth for truth in TRUTHS if truth.path.suffix in {".txt", ".html", ".md"}]


@pytest.mark.parametrize("path", sorted({truth.path for truth in TRUTHS}), ids=lambda path: path.name)
def test_every_page_is_read_or_refused_in_one_line(path):
    answers = list(read_sources([str(path)]))
    assert answers
    for answer in answers:
        if isinstance(answer, Article):
            assert answer.paragraphs
        else:
            assert str(answer).startswith(str(path))
            assert "\n" not in str(answer)


@pytest.mark.parametrize("truth", READABLE, ids=lambda truth: truth.name)
def test_gold_stands_on_the_page(truth):
    text = truth.gold.page.data.decode("utf-8")
    texts = [text]
    if truth.path.suffix == ".html":
        whole = INLINE.sub("", text)  # a large first letter is an element of its own
        texts = [html.unescape(re.sub(r"<[^>]*>|\\n", " ", t)) for t in (text, whole)]  # "\\n": a story inside JSON
    if truth.path.suffix == ".md":
        texts.append(LINK.sub(r"\1", text))
    flat = [f" {heldout.plain(t)} " for t in texts]
    for piece in (*truth.gold.body, *truth.gold.optional):
        assert any(f" {heldout.plain(piece)} " in t for t in flat), piece


def test_floors():
    result, rows = heldout.judge_all([])
    score = result.score
    assert len(rows) == score.pages == 38
    assert result.unread == 0
    assert score.f1 / score.pages >= 0.995
    assert score.lost <= 0.005 * score.sentences
    assert score.kept <= 0.005 * score.clutter
    assert score.right_titles >= 36
    assert result.dates.right >= 33
    assert result.dates.invented == 0
    assert result.precise >= 34
    assert result.outlets.right >= 36
    assert result.authors.right >= 21
    assert result.authors.invented == 0
