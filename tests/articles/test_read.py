from __future__ import annotations

import subprocess
import sys
from datetime import datetime

import pytest
from mujaz.articles import Limits, RawPage, ReadOptions, read_page
from mujaz.errors import PageError

TITLE = "افتتاح مكتبة عامة جديدة في وسط المدينة"
FIRST = "افتتحت البلدية، يوم السبت، مكتبة عامة جديدة في وسط المدينة تضم أكثر من أربعين ألف كتاب."
SECOND = "وقال رئيس البلدية إن المكتبة ستفتح أبوابها مجانا للطلاب طوال أيام الأسبوع."
TEXT = f"{TITLE}\n14 مارس 2026\n{FIRST}\n{SECOND}\n"


def read(text, options=None, kind="text/plain"):
    data = text if isinstance(text, bytes) else text.encode()
    return read_page(RawPage(data, "page.txt", kind), options or ReadOptions())


def test_a_plain_page():
    article = read(TEXT)
    assert article.title == TITLE
    assert article.paragraphs == (FIRST, SECOND)
    assert article.date.value == "2026-03-14"
    assert article.source.origin == "page.txt"
    assert article.source.encoding == "utf-8"
    assert article.language == "ar"
    assert [s.text for s in article.sentences] == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "PNG"),
        (b"\x00\x01\x02" * 500, "binary"),
        (
            "The ministry said on Tuesday that it had opened a new library in the centre of the city for students.",
            "English",
        ),
        (
            "وزارت بهداشت ایران اعلام کرد که در هفته گذشته بیش از سی نفر در تهران به این بیماری مبتلا شده‌اند و گفت پژوهش‌ها ادامه دارد.",
            "Persian",
        ),
        ("الرئيسية\nسياسة\nاقتصاد\nرياضة\nاتصل بنا", "no prose"),
        ("12345 67890", "no prose"),
        (b"a" * 2_000_000, "limit"),
    ],
)
def test_what_cannot_be_read_is_one_error(data, cause):
    with pytest.raises(PageError) as caught:
        read(data, ReadOptions(limits=Limits(page_bytes=1024 * 1024)))
    line = str(caught.value)
    assert line.startswith("page.txt: ")
    assert cause in line
    assert "\n" not in line


def test_a_users_date_overrides_the_pages_and_a_wrong_one_is_refused():
    article = read(TEXT, ReadOptions(date="2020-01-02"))
    assert (article.date.value, article.date.source) == ("2020-01-02", "user")
    with pytest.raises(ValueError, match="not a date"):
        ReadOptions(date="someday")


def test_a_year_completes_a_day_and_a_reference_an_age():
    text = TEXT.replace("14 مارس 2026", "نشر في 14 مارس")
    assert read(text).date.value == "--03-14"
    assert read(text, ReadOptions(year=2025)).date.value == "2025-03-14"
    aged = TEXT.replace("14 مارس 2026", "منذ ساعتين")
    assert read(aged).date.value is None
    assert read(aged, ReadOptions(reference=datetime(2026, 3, 14, 12, 0))).date.value == "2026-03-14T10"


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n{FIRST}\nوكان المبنى قد شيد في 25 يناير 2011 على أرض تملكها البلدية.\n{SECOND}",
        f"{TITLE}\n{FIRST}\n{SECOND}\n© 2019 جميع الحقوق محفوظة",
        f"{TITLE} بعد حريق 14 مارس 2010\n{FIRST}\n{SECOND}",
        f"{TITLE}\n{FIRST}\nولد مدير المكتبة في عام 1975 ودرس في جامعة القاهرة.\n{SECOND}",
        f"{TITLE}\n{FIRST}\n{SECOND}\nمقالات مشابهة\nانتخابات البلدية في 3 نيسان 2020",
    ],
)
def test_no_date_is_invented(text):
    assert read(text).date.value is None


def test_hostile_characters_are_gone():
    text = TEXT.replace(FIRST, FIRST + "\x1b]52;c;aGk=\x07\x1b[31m [/red]").replace("البلدية", "البل\u202eدية")
    article = read(text)
    for line in (article.title, *article.paragraphs):
        assert not any(c in line for c in "\x1b\x07\u202e")
    assert article.paragraphs[0].endswith("[/red]")


def test_presentation_forms_become_letters():
    reshaper = pytest.importorskip("arabic_reshaper")
    assert read(reshaper.reshape(TEXT)).paragraphs == (FIRST, SECOND)


def test_limits_are_told():
    text = TEXT + "\n".join(f"{SECOND[:-1]} {n}." for n in range(50))
    article = read(text, ReadOptions(limits=Limits(paragraphs=10)))
    assert any(note.kind == "limit" and "paragraphs" in note.message for note in article.notes)
    article = read(text, ReadOptions(limits=Limits(characters=300)))
    assert any(note.kind == "limit" and "characters" in note.message for note in article.notes)
    deep = "<html><body><h1>" + TITLE + "</h1>" + "<div>" * 230 + f"<p>{FIRST}</p><p>{SECOND}</p>" + "</div>" * 230
    article = read(deep, kind="text/html")
    assert article.paragraphs == (FIRST, SECOND)
    assert any(note.kind == "limit" and "nested" in note.message for note in article.notes)


@pytest.mark.parametrize(
    ("limits", "name"),
    [
        (Limits(characters=40), "characters"),
        (Limits(paragraphs=3), "paragraphs"),
        (Limits(elements=4), "elements"),
        (Limits(characters=1), "characters"),
    ],
)
def test_a_page_without_a_story_names_the_limit_that_was_met(limits, name):
    menu = ("الرئيسية", "سياسة", "اقتصاد", "رياضة", "ثقافة", "منوعات", "اتصل بنا")
    text, kind = "\n".join((*menu, FIRST, SECOND)), "text/plain"
    if name == "elements":
        text, kind = "<html><body>" + "".join(f"<p>{line}</p>" for line in text.split("\n")), "text/html"
    with pytest.raises(PageError, match=rf"no prose .*limit: {name}\); read more of it with --limit") as caught:
        read(text, ReadOptions(limits=limits), kind=kind)
    assert "\n" not in str(caught.value)


def test_paragraphs_in_another_language_are_left_out_and_told():
    foreign = "The municipality opened a new public library on Saturday, the mayor said in a statement to reporters."
    article = read(f"{TITLE}\n{FIRST}\n{foreign}\n{SECOND}")
    assert article.paragraphs == (FIRST, SECOND)
    assert any(note.kind == "language" for note in article.notes)
    assert any(dropped.rule == "language" for dropped in article.dropped)


def test_mended_text_is_told():
    article = read(TEXT.encode().decode("cp1256").encode())
    assert article.title == TITLE
    assert any(note.kind == "encoding" for note in article.notes)


def test_hard_wrapped_text_is_put_together():
    words = " ".join([FIRST, SECOND] * 6).split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 70:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    article = read("\n".join([TITLE, "", *lines, line]))
    assert " ".join(article.paragraphs) == " ".join(words)


def test_entities_and_torn_tags_of_a_scraper_go():
    article = read(
        f'{TITLE}\n<p>{FIRST}</p>\nalt="صورة المكتبة" /> {SECOND.replace("إن", "إن &quot;المكتبة&quot; أو&nbsp;إن")}'
    )
    assert article.paragraphs[0] == FIRST
    assert 'إن "المكتبة" أو إن' in article.paragraphs[1]
    assert "alt=" not in article.text


def test_markdown():
    article = read(f"# {TITLE}\n\n**14 مارس 2026**\n\n{FIRST}\n\n> {SECOND}\n", kind="text/markdown")
    assert article.title == TITLE
    assert article.paragraphs == (FIRST, SECOND)


def test_importing_the_room_loads_nothing_heavy():
    code = (
        "import sys, mujaz.articles\n"
        "heavy = {'trafilatura', 'lxml', 'httpx', 'feedparser', 'py3langid', 'dateparser', 'torch', 'pypdf', 'docx', 'charset_normalizer'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_day_without_its_year_takes_the_year_of_the_same_day_below():
    page = "إصلاح خط المياه في الضاحية الشمالية\nعمان 3 أيلول (بترا)\n" + STORY_BEFORE_ITS_STAMP
    assert read_page(RawPage((page + "03/09/2025 14:22:10\n").encode(), "x")).date.value == "2025-09-03T14:22"
    assert read_page(RawPage((page + "04/11/2025 14:22:10\n").encode(), "x")).date.value == "--09-03"


def test_readers_comments_do_not_date_the_page():
    page = (
        "إصلاح خط المياه في الضاحية الشمالية\n"
        + STORY_BEFORE_ITS_STAMP
        + "14 تعليقاً\nأم خالد\n2025/01/22 09:31\nشكرا لكم\n"
    )
    assert read_page(RawPage(page.encode(), "x")).date.value is None


STORY_BEFORE_ITS_STAMP = (
    "قالت شركة المياه إن العمل سيبدأ منتصف الشهر في تنفيذ خط ناقل جديد يخدم الضاحية الشمالية من العاصمة.\n"
    "وأضاف مدير الشركة أن الخط سيقلل نسبة الفاقد ويرفع حصة الفرد من المياه في أشهر الصيف الحارة.\n"
)
