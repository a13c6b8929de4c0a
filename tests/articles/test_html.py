from __future__ import annotations

import pytest
from mujaz.articles import RawPage, read_page

TITLE = "افتتاح مكتبة عامة جديدة في وسط المدينة"
A = "افتتحت البلدية، يوم السبت، مكتبة عامة جديدة في وسط المدينة تضم أكثر من أربعين ألف كتاب."
B = "وقال رئيس البلدية إن المكتبة ستفتح أبوابها مجانا للطلاب طوال أيام الأسبوع."
C = "وتضم المكتبة قاعة للأطفال ومعملا للحاسوب وصالة للمحاضرات تتسع لمئتي شخص."
OTHER = "فاز المنتخب الوطني لكرة القدم على ضيفه بثلاثة أهداف مقابل هدف في المباراة الودية التي أقيمت مساء الثلاثاء."


def read(body, head="", url="page.html"):
    page = f'<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    return read_page(RawPage(page.encode(), url, "text/html"))


def test_the_story_of_a_page():
    article = read(
        f"<header><nav><a href='/'>الرئيسية</a></nav></header><article><h1>{TITLE}</h1><p class='date'>14 مارس 2026</p>"
        f"<figure><img><figcaption>قاعة المكتبة قبل افتتاحها بيوم واحد</figcaption></figure><p>{A}</p>"
        f"<p><a href='/x'>اقرأ أيضا: {OTHER}</a></p><p>{B}</p><p>{C}</p></article><aside><p>{OTHER}</p></aside>"
        "<footer>© 2026 جميع الحقوق محفوظة</footer>"
    )
    assert article.title == TITLE
    assert article.paragraphs == (A, B, C)
    assert (article.date.value, article.date.source) == ("2026-03-14", "header")
    rules = {dropped.rule for dropped in article.dropped}
    assert {"nav", "caption", "aside"} <= rules


@pytest.mark.parametrize(
    ("head", "value", "source"),
    [
        ('<meta property="article:published_time" content="2026-03-14T10:08:00+02:00">', "2026-03-14T10:08", "meta"),
        ('<meta name="date" content="2026-03-14">', "2026-03-14", "meta"),
        ('<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2026-03-14T10:08"}]}</script>',
         "2026-03-14T10:08", "meta"),
        ('<script type="application/ld+json">{"@type":"WebSite","datePublished":"2001-01-01"}</script>', None, "none"),
        ('<script type="application/ld+json">{broken</script>', None, "none"),
        ("<!-- 2020-01-01 --><style>/* 2020-01-01 */</style>", None, "none"),
    ],
)  # fmt: skip
def test_dates_of_the_markup(head, value, source):
    article = read(f"<h1>{TITLE}</h1><p>{A}</p><p>{B}</p><p>{C}</p>", head)
    assert (article.date.value, article.date.source) == (value, source)


def test_time_elements_of_teasers_do_not_count():
    article = read(
        f"<ul><li><a>{OTHER[:40]}</a><time datetime='2020-01-01'>1 يناير</time></li></ul><article><h1>{TITLE}</h1>"
        f"<time datetime='2026-03-14T09:00'>منذ ساعتين</time><p>{A}</p><p>{B}</p></article>"
    )
    assert article.date.value == "2026-03-14T09:00"


def test_the_day_in_an_address_is_the_last_resort():
    head = '<link rel="canonical" href="https://site.example/2026/03/14/library">'
    article = read(f"<h1>{TITLE}</h1><p>{A}</p><p>{B}</p>", head)
    assert (article.date.value, article.date.source) == ("2026-03-14", "url")
    assert article.url == "https://site.example/2026/03/14/library"


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        (f"{TITLE} | صحيفة الأفق", "صحيفة الأفق"),
        (f"صحيفة الأفق - محليات - {TITLE}", "صحيفة الأفق"),
        (f"{TITLE} - BBC News عربي", "BBC عربي"),
        (f"{TITLE} « صحيفة الأفق", "صحيفة الأفق"),
    ],
)
def test_the_outlet_in_the_title_goes(title, outlet):
    article = read(f"<div><b>{TITLE}</b></div><p>{A}</p><p>{B}</p><p>{C}</p>", f"<title>{title}</title>")
    assert article.title == TITLE
    assert article.outlet == outlet


def test_metadata_names_author_and_outlet():
    head = '<meta property="og:site_name" content="صحيفة الأفق"><meta name="author" content="هناء السالم">'
    article = read(f"<h1>{TITLE}</h1><p>{A}</p><p>{B}</p>", head)
    assert (article.outlet, article.author) == ("صحيفة الأفق", "هناء السالم")


def test_line_breaks_instead_of_paragraphs():
    article = read(
        f"<table><tr><td><a href='/'>الرئيسية</a></td></tr><tr><td><h2>{TITLE}</h2>{A}<br><br>{B}<br/>{C}</td></tr></table>"
    )
    assert article.paragraphs == (A, B, C)


def test_a_class_on_the_body_does_not_drop_the_page():
    page = f"<html><body class='has-sidebar menu-open'><div class='sidebar-right'><p>{A}</p><p>{B}</p><p>{C}</p></div></body></html>"
    article = read_page(RawPage(page.encode(), "x", "text/html"))
    assert article.paragraphs == (A, B, C)


def test_hidden_text_and_forms_are_not_the_story():
    article = read(
        f"<h1>{TITLE}</h1><p>{A}</p><p style='display:none'>{OTHER}</p><p>{B}</p><form><p>{OTHER}</p></form><p>{C}</p>"
    )
    assert article.paragraphs == (A, B, C)


def test_json_ld_body_helps_when_the_page_is_drawn_by_a_script():
    text = f"{A}\\n{B}\\n{C}"
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{TITLE}","articleBody":"{text}"}}</script>'
    article = read("<div id='app'>جار التحميل</div>", head)
    assert article.paragraphs == (A, B, C)
    assert article.title == TITLE


def test_entities_comments_and_scripts():
    article = read(
        f"<h1>{TITLE}</h1><p>{A}<!-- {OTHER} --></p><p>{B[:-1]} &ldquo;نعم&rdquo;.<script>var a = '{OTHER}'</script></p>"
    )
    assert article.paragraphs == (A, B[:-1] + " “نعم”.")


def test_very_deep_pages_do_not_meet_the_recursion_limit():
    article = read("<div>" * 5000 + f"<h1>{TITLE}</h1><p>{A}</p><p>{B}</p>" + "</div>" * 5000)
    assert A in article.text


def test_a_teaser_in_an_element_of_its_own_lets_the_story_go_on():
    later = (
        "<div>ورأت مديرة مدرسة مجاورة أن القاعات الجديدة ستفيد تلاميذ الحي، لأن أقرب قاعة للمطالعة تبعد نصف ساعة.</div>"
    )
    teaser = f'<div class="rl"><div>اقرأ أيضًا..</div><div><a href="/2">{OTHER}</a></div></div>'
    article = read(
        f'<h1>{TITLE}</h1><div>{"".join(f"<div>{p}</div>" for p in (A, B, C))}{teaser}<div>"قاعة قريبة"</div>{later}</div>'
    )
    assert len(article.paragraphs) == 5
    assert OTHER not in article.text
    assert ("related", OTHER) in {(d.rule, d.text) for d in article.dropped}


def test_the_entries_of_a_live_blog_are_one_story():
    entries = (
        ("12:20", "إغلاق الطريق الجبلي", "أغلقت الشرطة الطريق الجبلي أمام الشاحنات بسبب الضباب الكثيف، وحولت السير إلى الطريق الساحلي."),
        ("11:02", "وصول فرق الدفاع المدني", "وصلت فرق الدفاع المدني إلى القرى العليا وتوزع وقودا للتدفئة على البيوت التي انقطع عنها التيار."),
        ("09:40", "تعطيل المدارس غدا", "قررت وزارة التربية تعطيل المدارس غدا في القضاء كله بعد تساقط الثلوج على ارتفاع ثمانمئة متر."),
    )  # fmt: skip
    body = "".join(f"<div>{clock}</div><h3>{head}</h3><p>{text}</p>" for clock, head, text in entries)
    article = read(f"<main><h1>{TITLE}</h1>{''.join(f'<p>{p}</p>' for p in (A, B, C))}{body}</main>")
    assert all(text in article.paragraphs for _, _, text in entries)


def test_the_date_of_another_articles_card_is_not_the_pages():
    cards = '<section><h3>مواد أخرى</h3><div><time datetime="2023-11-02">2 تشرين الثاني 2023</time><h4>عنوان خبر آخر</h4></div></section>'
    article = read(f"<h1>{TITLE}</h1>{''.join(f'<p>{p}</p>' for p in (A, B, C))}{cards}")
    assert article.date.value is None
