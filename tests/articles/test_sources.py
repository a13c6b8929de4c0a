from __future__ import annotations

import gzip
import io
import json
import os

import pytest
from mujaz.articles import Article, Limits, RawPage, find_pages, read_page, read_sources
from mujaz.errors import PageError

TEXT = (
    "افتتاح مكتبة عامة جديدة في وسط المدينة\n"
    "14 مارس 2026\n"
    "افتتحت البلدية، يوم السبت، مكتبة عامة جديدة في وسط المدينة تضم أكثر من أربعين ألف كتاب.\n"
    "وقال رئيس البلدية إن المكتبة ستفتح أبوابها مجانا للطلاب طوال أيام الأسبوع.\n"
)
TITLE = TEXT.split("\n")[0]
RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>صحيفة الأفق</title>
<item><title>{TITLE}</title><link>https://site.example/1</link><pubDate>Sat, 14 Mar 2026 09:00:00 GMT</pubDate>
<description>&lt;p&gt;افتتحت البلدية، يوم السبت، مكتبة عامة جديدة في وسط المدينة تضم أكثر من أربعين ألف كتاب.&lt;/p&gt;</description></item>
<item><title>بلا نص</title><link>https://site.example/2</link></item></channel></rss>"""


def pages(*sources, **options):
    return list(find_pages([str(s) for s in sources], **options))


def only(found, kind):
    assert len(found) == 1
    assert isinstance(found[0], kind)
    return found[0]


def test_a_folder_gives_its_pages_in_order_and_skips_what_is_none(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "a.html", "b/c.md", "README.md", "a.gold.json", "z.meta.json", "notes.py", ".hidden.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert [os.path.relpath(p.origin, tmp_path) for p in pages(tmp_path)] == ["a.html", "z.txt", "b/c.md"]


def test_a_folder_without_pages_is_an_error(tmp_path):
    error = only(pages(tmp_path), PageError)
    assert "no page" in str(error)
    assert str(tmp_path) in str(error)


def test_globs_and_missing_files(tmp_path):
    for name in ("a.txt", "b.txt", "c.log"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert len(pages(tmp_path / "*.txt")) == 2
    assert "no file has such a name" in str(only(pages(tmp_path / "*.nothing"), PageError))
    assert "no such file" in str(only(pages(tmp_path / "missing.txt"), PageError))


def test_one_bad_source_does_not_stop_the_others(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.json").write_text("{", encoding="utf-8")
    found = pages(tmp_path / "x", tmp_path / "a.txt", tmp_path / "b.json", "ftp://a/b")
    assert [type(item) for item in found] == [PageError, RawPage, PageError, PageError]


def test_the_same_file_twice_is_one_page(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert len(pages(path, path)) == 1


def test_jsonl_lines_are_articles_of_their_own(tmp_path):
    path = tmp_path / "day.jsonl"
    first = {"id": "n-1", "title": TITLE, "text": TEXT.split("\n", 2)[2], "date": "2026-03-14T10:00", "outlet": "الأفق"}
    path.write_text(json.dumps(first) + "\n\n" + json.dumps({"text": TEXT}) + "\nnot json\n[1]\n", encoding="utf-8")
    found = list(read_sources([str(path)]))
    assert [type(item) for item in found] == [Article, Article, PageError, PageError]
    assert found[0].source.origin == "n-1"
    assert found[0].title == TITLE
    assert (found[0].date.value, found[0].date.source) == ("2026-03-14T10:00", "meta")
    assert found[1].source.origin == f"{path}#3"
    assert "not valid JSON" in str(found[2])


def test_json_takes_an_object_a_list_and_a_json_feed(tmp_path):
    path = tmp_path / "a.json"
    for value, count in (
        ({"title": TITLE, "text": TEXT}, 1),
        ([{"text": TEXT}, {"text": TEXT}], 2),
        (
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "الأفق",
                "items": [{"id": "1", "content_html": TEXT}],
            },
            1,
        ),
    ):
        path.write_text(json.dumps(value), encoding="utf-8")
        assert len(pages(path)) == count
    path.write_text('{"name": "package"}', encoding="utf-8")
    assert "no article" in str(only(pages(path), PageError))


def test_a_feed_gives_its_entries(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(RSS, encoding="utf-8")
    article, error = read_sources([str(path)])
    assert article.title == TITLE
    assert article.outlet == "صحيفة الأفق"
    assert article.url == "https://site.example/1"
    assert (article.date.value[:10], article.date.source) == ("2026-03-14", "feed")
    assert "no text" in str(error)


def test_a_feed_whose_description_is_plain_text(tmp_path):
    path = tmp_path / "feed.xml"
    told = TEXT.split("\n", 2)[2].strip()
    path.write_text(
        f"<rss version='2.0'><channel><item><title>{TITLE}</title><description>{told}</description></item></channel></rss>"
    )
    (article,) = read_sources([str(path)])
    assert article.text == told


def test_a_crawlers_record(tmp_path):
    path = tmp_path / "page.json"
    record = {
        "title": TITLE,
        "maintext": TEXT,
        "authors": ["سلمى حداد"],
        "date_publish": "2026-03-14 16:45:00",
        "description": "x",
    }
    path.write_text(json.dumps(record), encoding="utf-8")
    (article,) = read_sources([str(path)])
    assert (article.title, article.author, article.date.value) == (TITLE, "سلمى حداد", "2026-03-14T16:45")


def test_a_feed_in_windows_1256(tmp_path):
    path = tmp_path / "feed.rss"
    path.write_bytes(RSS.replace("utf-8", "windows-1256").encode("cp1256"))
    assert next(read_sources([str(path)])).title == TITLE


def test_xml_that_is_no_feed(tmp_path):
    path = tmp_path / "map.xml"
    path.write_text("<urlset><url><loc>https://a.example</loc></url></urlset>", encoding="utf-8")
    assert "no entries" in str(only(pages(path), PageError))


@pytest.mark.parametrize("name", ["page.txt.gz", "page.gz", "page.txt"])
def test_gzip_is_looked_through(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(gzip.compress(TEXT.encode()))
    assert read_page(only(pages(path), RawPage)).title == TITLE


def test_damaged_gzip_and_gzip_bombs(tmp_path):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(TEXT.encode())[:40])
    assert "damaged gzip" in str(only(pages(path), PageError))
    path.write_bytes(gzip.compress(b"a" * 3_000_000))
    assert "larger than 1 MB" in str(only(pages(path, limits=Limits(page_bytes=1024 * 1024)), PageError))


def test_standard_input_of_every_kind():
    kinds = {
        TEXT.encode(): "text/plain",
        b"<!DOCTYPE html><html><body></body></html>": "text/html",
        json.dumps({"text": TEXT}).encode(): "application/json",
        gzip.compress(TEXT.encode()): "text/plain",
    }
    for data, kind in kinds.items():
        assert only(pages("-", stdin=io.BytesIO(data)), RawPage).media_type == kind
    assert len(pages("-", stdin=io.BytesIO(RSS.encode()))) == 2
    assert "nothing is piped" in str(only(pages("-"), PageError))


def test_mhtml(tmp_path):
    path = tmp_path / "page.mhtml"
    html = (
        f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{TEXT.split(chr(10))[2]}</p></body></html>"
    )
    part = b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + html.encode()
    path.write_bytes(
        b'From: <Saved by a browser>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
        + part
        + b"\n--b--\n"
    )
    article = read_page(only(pages(path), RawPage))
    assert article.title == TITLE
    assert len(article.paragraphs) == 1


def test_docx(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for line in TEXT.split("\n"):
        document.add_paragraph(line)
    document.save(tmp_path / "a.docx")
    article = read_page(only(pages(tmp_path / "a.docx"), RawPage))
    assert article.title == TITLE
    assert len(article.paragraphs) == 2
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04 not a document")
    with pytest.raises(PageError, match="not a Word document"):
        read_page(only(pages(tmp_path / "b.docx"), RawPage))


def test_pdf_lines_in_drawing_order_are_turned():
    from mujaz.articles.documents import upright

    reshaper = pytest.importorskip("arabic_reshaper")
    line = "افتتحت البلدية مكتبة جديدة تضم 40 ألف كتاب (الأحد)"
    shaped = reshaper.reshape(line)
    bidi = pytest.importorskip("bidi.algorithm")
    assert upright(shaped) == line
    assert upright(bidi.get_display(shaped)) == line
    assert upright(line) == line


def test_a_broken_pdf_is_one_error():
    pytest.importorskip("pypdf")
    with pytest.raises(PageError, match="PDF"):
        read_page(RawPage(b"%PDF-1.4\nnothing", "a.pdf", "application/pdf"))
