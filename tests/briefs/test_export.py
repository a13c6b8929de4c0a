"""A folder of Markdown: stable names, links that lead somewhere, nothing changed by a second run."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

import pytest
import yaml
from making import bank, flood, make_brief
from markdown_it import MarkdownIt
from mujaz.briefs.digest import digest
from mujaz.briefs.export import export_digest, export_markdown, file_name
from mujaz.errors import MujazError


def links(text: str) -> list[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return [t.attrGet("href") for token in tokens for t in token.children or [] if t.type == "link_open"]


def test_a_file_an_article_and_an_index(tmp_path):
    briefs = [flood(origin="dir/akkar flood.txt"), flood("14 شخصا", outlet="صحيفة"), bank(date=None)]
    paths = export_markdown(briefs, tmp_path)
    assert len(paths) == 4
    assert paths[-1].name == "index.md"
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(p.name for p in paths)
    for path in paths:
        for link in links(path.read_text(encoding="utf-8").split("\n---\n", 1)[1]):
            assert (tmp_path / unquote(link)).exists(), link
    assert len(links(paths[-1].read_text(encoding="utf-8").split("\n---\n", 1)[1])) == 3


def test_a_second_run_changes_nothing(tmp_path):
    briefs = [flood(), bank()]
    first = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in export_markdown(briefs, tmp_path)}
    again = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in export_markdown(briefs[::-1], tmp_path)}
    assert first == again


def test_front_matter_is_yaml_whatever_the_title(tmp_path):
    title = 'yes: "x" --- \n# [a](javascript:1)'
    (path, _) = export_markdown([make_brief(title, "جملة.", title_en=title)], tmp_path)
    front = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
    assert (front["title"], front["title_ar"]) == (title, title)


def test_names_come_from_the_page_and_not_from_the_model():
    brief = flood(origin="https://example.com/news/12345/")
    assert file_name(brief).startswith("2026-11-20-12345-")
    assert file_name(replace(brief, key="sha256:1", title_en="Another")) == file_name(brief)
    assert file_name(flood(origin="a.txt")) != file_name(flood(origin="b.txt"))


@pytest.mark.parametrize(
    "origin", ["-", "../../etc/passwd", "a/b\\c.html", "x" * 500, "ملف عربي.txt", "C:\\f\\y.txt", "feed.xml#3", "."]
)
def test_no_origin_leads_out_of_the_folder(origin, tmp_path):
    name = file_name(flood(origin=origin))
    assert (tmp_path / name).parent == tmp_path
    assert len(name) < 120
    assert name.endswith(".md")


def test_the_digest_has_the_name_of_its_day(tmp_path):
    path = export_digest(digest([flood()], date="2026-11-20"), tmp_path)
    assert path.name == "2026-11-20.md"
    before = path.read_bytes()
    assert export_digest(digest([flood()], date="2026-11-20"), tmp_path).read_bytes() == before


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(MujazError, match="cannot be written"):
        export_markdown([flood()], tmp_path / "file")
