"""What stands around and inside stories on pages of today, by rule; every page and name here was written for these tests."""

from __future__ import annotations

import pytest
from mujaz.articles import RawPage, read_page
from mujaz.articles.dates import is_dateline
from mujaz.articles.html_blocks import role_of
from mujaz.articles.lines import Line, lines_of_texts
from mujaz.articles.mastheads import aliases
from mujaz.articles.people import is_full_name
from mujaz.articles.segment import text_lines
from mujaz.articles.topic import Lead, shared, stems

TITLE = "البلدية تنقل سوق السمك إلى مبنى جديد قرب المرفأ"
A = "نقلت البلدية، يوم الأحد، سوق السمك إلى مبنى جديد قرب المرفأ يتسع لستين بائعا ويضم غرف تبريد."
B = "وقال رئيس البلدية إن الإيجارات لن ترتفع قبل سنتين، وإن النقل العام سيصل إلى المبنى من السادسة صباحا."
C = "ورأى باعة التقيناهم أن المبنى الجديد أنظف من القديم، لكن الطريق إليه أطول على زبائن الحي الشرقي."


def read(*lines, kind="text/plain"):
    return read_page(RawPage("\n".join(lines).encode(), "page", kind))


def read_html(body, head=""):
    page = f'<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    return read_page(RawPage(page.encode(), "page.html", "text/html"))


@pytest.mark.parametrize("skip", ["تخطى", "تخطي", "تجاوز"])
def test_a_block_that_readers_may_skip_goes_whole(skip):
    promo = "حلقات عن الناس والبحر، يرويها صيادون من الساحل كل أسبوع على مدى عام كامل."
    article = read(
        TITLE, A, f"{skip} بودكاست المرفأ وواصل القراءة", "بودكاست المرفأ", promo, "بودكاست المرفأ نهاية", B, C
    )
    assert article.paragraphs == (A, B, C)
    assert [d.rule for d in article.dropped] == ["navigation"] * 4


def test_a_skip_line_without_its_end_takes_nothing_along():
    assert read(TITLE, A, "تخطى بودكاست المرفأ وواصل القراءة", B, C).paragraphs[-2:] == (B, C)


def test_a_subheading_under_a_teaser_with_its_headline_is_the_storys():
    other = "وأعلنت الشركة المشغلة أنها ستغرس ثلاثمئة شجرة على جانبي الشارع المؤدي إلى الساحة."
    article = read(TITLE, A, B, "اقرأ أيضا: افتتاح معرض الكتاب في العاصمة", "ما الحل؟", other, C)
    assert article.paragraphs == (A, B, "ما الحل؟", other, C)


def test_outlet_and_writer_under_a_standfirst_are_a_byline():
    lead = "ستون بائعا وثلاث غرف تبريد وطريق أطول للوصول إلى سوق المدينة."
    article = read(
        "مرآة الساحل",
        TITLE,
        "25/08/2021",
        lead,
        "مرآة الساحل – رغد الحمصي",
        A,
        B,
        "قال البائع لمرآة الساحل إنه راض.",
        C,
    )
    assert article.author == "رغد الحمصي"
    assert not any("رغد" in paragraph for paragraph in article.paragraphs)


@pytest.mark.parametrize(
    ("credit", "author"),
    [
        ("منى عبد الجواد - المرفأ (تصوير: سامي الجهني)", "منى عبد الجواد"),
        ("كتبت منى عبد الجواد - تصوير سامي الجهني", "منى عبد الجواد"),
        ("مرآة الساحل - سالم الحربي من وزان", "سالم الحربي"),
        ("بقلم م. بن ساسي، 31 أوت 2024", "م. بن ساسي"),
        ("سوق السمك - تصوير سامي الجهني", None),
    ],
)
def test_writers_beside_photographers_and_places(credit, author):
    assert read("مرآة الساحل", TITLE, credit, A, B, C, "تابعوا مرآة الساحل على فيسبوك").author == author


def test_the_headline_stands_above_a_name_with_an_initial():
    article = read("مطالب بنقل الباعة إلى المرفأ الجديد بلا رسوم", TITLE, "ب. نسيمة", "2019/06/11", A, B, C)
    assert article.title == TITLE and article.author == "ب. نسيمة"


def test_a_name_with_an_initial_may_have_bin():
    assert is_full_name("م. بن ساسي") and not is_full_name("م. بن")


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("06 نوفمبر 2022 A+ A- 1.3K مشاهدة", "2022-11-06"),
        ("فهد المطيري - القصيم12 رمضان 1444 - 03 أبريل 202310:51 م", "2023-04-03T22:51"),
    ],
)
def test_dates_among_buttons_and_in_long_credits(line, date):
    assert read(TITLE, line, A, B, C).date.value == date


def test_the_day_in_a_long_row_of_credits_above_the_story():
    row = "كتابة: د. ريم القحطاني تمت المراجعة الطبية من قبل د. باسل شقير تاريخ النشر: 21 نوفمبر 2024 آخر تعديل: 2 يناير 2025"
    body = f'<div><h1>{TITLE}</h1><div class="post-info">{row}</div><div class="post-body"><p>{A}</p><p>{B}</p><p>{C}</p></div></div>'
    assert read_html(body).date.value == "2024-11-21"


def test_a_page_speaks_of_itself_in_its_last_line():
    article = read(TITLE, A, B, C, "اترك ردا", "جريدة الساحل اليوم، يومية شاملة تصدر عن دار المرفأ للنشر")
    assert article.outlet == "جريدة الساحل اليوم"


def test_aliases_of_a_name_with_two_words_of_its_kind():
    assert ("الساحل",) in aliases(("وكاله", "انباء", "الساحل"))


def test_pictures_and_tables_of_markdown_are_dropped_and_told():
    table = ("| البائع | السعر |", "|---|---|", "| سالم | 450 |")
    article = read(
        f"# {TITLE}",
        "",
        A,
        "",
        "![سوق السمك القديم](/s.jpg)",
        "",
        *table,
        "",
        f"{B} ![](x.png)",
        "",
        C,
        kind="text/markdown",
    )
    assert article.paragraphs == (A, B, C)
    assert {"caption", "table"} <= {d.rule for d in article.dropped}


def test_tables_of_figures_are_dropped_and_pages_in_tables_are_not():
    figures = "<table><caption>الأسعار</caption><tr><th>البائع</th><th>2024</th></tr><tr><td>سالم البحري</td><td>21</td></tr></table>"
    article = read_html(f"<article><h1>{TITLE}</h1><p>{A}</p>{figures}<p>{B}</p><p>{C}</p></article>")
    assert article.paragraphs == (A, B, C)
    assert "table" in {d.rule for d in article.dropped}
    cells = "".join(f"<tr><td>{text}</td></tr>" for text in (A, B, C))
    layout = f"<table><tr><th>{TITLE}</th></tr>{cells}<tr><td>خاص</td></tr></table>"
    assert read_html(layout).paragraphs == (A, B, C)


def test_an_embedded_post_is_no_story():
    post = '<blockquote class="twitter-tweet"><p>يا سلام على سوق السمك الجديد، الله يكثر من أمثاله.</p>المرفأ (@port)</blockquote>'
    assert read_html(f"<article><h1>{TITLE}</h1><p>{A}</p>{post}<p>{B}</p><p>{C}</p></article>").paragraphs == (A, B, C)


def test_a_story_in_several_widgets_of_a_page_builder():
    def widget(kind, inner):
        box = f'<div class="elementor-widget-container">{inner}</div>'
        return f'<div class="elementor-widget elementor-widget-{kind}">{box}</div>'

    widgets = "".join(widget("text-editor", f"<p>{text}</p>") for text in (A, B, C))
    share = widget("share-buttons", "<span>شارك الخبر مع أصدقائك الآن</span>")
    card = f"<article><h3>معرض الكتاب</h3><p>{'يفتتح معرض الكتاب أبوابه للزوار غدا في القاعة الكبرى وسط العاصمة. '}</p></article>"
    body = f'<div class="elementor-widget-wrap">{widget("heading", f"<h2>{TITLE}</h2>")}{widgets}{share}</div><section>{card}</section>'
    article = read_html(body, f"<title>{TITLE} - بيت المرفأ</title>")
    assert article.paragraphs == (A, B, C)
    assert role_of({"class": "elementor-widget elementor-widget-share-buttons"}) == "clutter"


def test_an_account_gives_way_to_the_writer_that_the_page_shows():
    body = f'<article><h1>{TITLE}</h1><span class="author-name">خالد المسلاتي</span><p>{A}</p><p>{B}</p><p>{C}</p></article>'
    assert read_html(body, '<meta name="author" content="khaled">').author == "خالد المسلاتي"
    assert read_html(body, '<meta name="author" content="سالم الحربي">').author == "سالم الحربي"


@pytest.mark.parametrize("shown", ["{title} 17/02/2019", "دفتر المرفأ: {title}", "وكالة الساحل : {title}"])
def test_titles_lose_the_day_and_the_site(shown):
    page = f'<a href="/">دفتر المرفأ</a><div class="hl">{TITLE}</div><p>{A}</p><p>{B}</p><p>{C}</p>'
    assert read_html(page, f"<title>{shown.format(title=TITLE)}</title>").title == TITLE


def test_buttons_beside_a_day_are_parted_from_it():
    meta = "<div><span>06 نوفمبر 2022</span><span>مشاركة</span></div>"
    article = read_html(f"<article><h1>{TITLE}</h1>{meta}<p>{A}</p><p>{B}</p><p>{C}</p></article>")
    assert article.date.value == "2022-11-06"


def test_a_story_goes_on_below_a_list_of_links():
    links = ("انتخاب مجلس جديد لنقابة الصيادين", "السيول تغمر القوارب وتغرق السوق")
    end = "وكانت السيول قد غمرت القوارب في الشتاء الماضي، وأغرقت السوق القديم الذي بني قبل نصف قرن."
    article = read(TITLE, A, B, "روابط ذات علاقة", *links, end, C)
    assert article.paragraphs == (A, B, end, C)


def test_torn_attributes_go_with_the_quotes_inside():
    torn = 'content="سوق "المرفأ" ينتقل\n إلى مبنى جديد." />'
    assert read(TITLE, "", torn, "", A, B, C).paragraphs == (A, B, C)


@pytest.mark.parametrize("place", ["الرياض", "عفيف", "لويزيانا"])
def test_a_town_behind_an_outlet_ends_the_credit(place):
    article = read(TITLE, f"فهد الغبيوي- سبق- {place}: {A}", B, C)
    assert article.paragraphs == (A, B, C) and article.author == "فهد الغبيوي"


def test_a_question_behind_the_sites_name_is_the_title():
    question = "هل يعود باعة السمك إلى المرفأ القديم؟"
    menu = [f"قسم {n}" for n in "أبجدهوزحط"]
    article = read(f"مرآة الساحل - العالم - {question}", *menu, question, A, B, C)
    assert article.title == question and article.paragraphs == (A, B, C)


# -- pasted, printed and converted pages, and markup that contradicts itself


def test_what_a_paper_says_of_itself_is_not_the_title():
    article = read(
        "مرآة الساحل", "صحيفة إلكترونية مستقلة تصدر من صيدا", TITLE, "Par سالم الحربي", "5 août 2019", A, B, C
    )
    assert (article.title, article.author, article.date.value) == (TITLE, "سالم الحربي", "2019-08-05")


def test_a_name_in_both_scripts_is_the_outlet():
    article = read("Skip to main content", "مرآة الساحل - Sahel Mirror", TITLE, A, B, C)
    assert article.outlet == "مرآة الساحل" and article.title == TITLE


@pytest.mark.parametrize(
    ("rows", "author"),
    [
        (("سالم الحربي في 3 مايو، 2020 لا تعليقات",), "سالم الحربي"),
        (("المراسل", "سالم الحربي", "التاريخ", "3-5-2020"), "سالم الحربي"),
        (("Selim Harbioğlu", "03.05.2020 - محدث : 04.05.2020"), "Selim Harbioğlu"),
        (("يوهان ليندبرغ | ترجمة: منى سعيد", "3 مايو 2020"), "يوهان ليندبرغ"),
    ],
)
def test_writers_beside_a_day_and_under_a_label(rows, author):
    article = read("مرآة الساحل", TITLE, *rows, A, B, C)
    assert (article.author, article.date.value) == (author, "2020-05-03")


def test_the_editor_under_a_story_is_not_its_writer():
    assert read(TITLE, A, B, C, "المحرر: سالم الحربي").author is None


def test_cells_of_a_table_pasted_line_by_line_go_and_a_list_stays():
    cells = ["الصنف", "2018", "2019", "التغير", "سردين", "902.4", "961.0", "6 %", "بوري", "378.0", "412.1", "9 %"]
    article = read(TITLE, A, "كميات السمك (طن)", *cells, B, C)
    assert article.paragraphs == (A, B, C)
    items = [
        "- سردين من الصباح",
        "- بوري من المزارع",
        "- روبيان مجمد",
        "- حبار",
        "- سلطان إبراهيم",
        "- لقز",
        "- قريدس",
        "- غزال",
    ]
    assert read(TITLE, A, "يباع في السوق:", *items, B, C).paragraphs[2:10] == tuple(items)


def test_the_running_head_of_a_printed_page_goes():
    head = f"{TITLE} - مرآة الساحل"
    article = read("21/02/2024, 10:14", head, "مرآة الساحل", TITLE, A, "https://sahel.example/1", "1/2", head, B, C)
    assert article.paragraphs == (A, B, C) and article.title == TITLE


@pytest.mark.parametrize(
    "bio",
    [
        ("سالم الحربي مهندس بحري وكاتب يقيم في صيدا ويكتب عن البحر والموانئ، وله كتاب عن الصيد.",),
        ("سالم الحربي", "صحفي مقيم في صيدا، يكتب عن البحر والموانئ وأسواق السمك في مدن الساحل كلها."),
    ],
)
def test_what_is_said_of_the_writer_under_a_story_goes(bio):
    assert read(TITLE, "سالم الحربي", A, B, C, *bio).paragraphs == (A, B, C)


def test_who_is_told_about_at_the_end_of_a_story_stays():
    told = "منى سعيد مهندسة من صيدا تعمل على السفن منذ عشر سنوات، وتقول إن البحر علمها الصبر."
    assert read(TITLE, "سالم الحربي", A, B, C, told).paragraphs == (A, B, C, told)


def test_the_head_that_a_reader_service_writes():
    head = f"Title: {TITLE} - مجلة المرفأ\n\nURL Source: https://marfa.example/7\n\nPublished Time: 2024-04-16T06:00:00+03:00\n\nMarkdown Content:"
    article = read(head, "", A, "", B, "", C, kind="text/markdown")
    assert (article.title, article.outlet, article.url) == (TITLE, "مجلة المرفأ", "https://marfa.example/7")
    assert article.date.value == "2024-04-16T06:00" and article.paragraphs == (A, B, C)


def test_a_day_a_headline_and_a_bullet_stand_alone_among_wrapped_lines():
    rows = [" ".join(text.split()[n : n + 6]) for text in (A, B, C, A, B, C) for n in range(0, 18, 6)]
    rows[:0] = ["الاثنين 7 محرم 1440 هـ - 17 سبتمبر 2018 م", "«الأشغال»: سوق السمك ينتقل هذا الأسبوع"]
    rows.insert(6, "■ رئيس البلدية متحدثا خلال الجولة أمس")
    texts = [line.text for line in text_lines("\n".join(rows))]
    assert texts[0] == rows[0] and texts[1].startswith("«الأشغال»") and any(text.startswith("■") for text in texts)


def test_the_headline_that_title_and_h1_agree_on_is_the_title():
    head = f"<title>{TITLE} | شبكة المرفأ</title><meta property='og:title' content='تغطية مستمرة لنقل سوق السمك يوما بيوم'>"
    head += "<meta property='og:site_name' content='Marfa Network'>"
    article = read_html(f"<h1>{TITLE}</h1><p>{A}</p><p>{B}</p><p>{C}</p>", head)
    assert article.title == TITLE and article.outlet == "شبكة المرفأ"


def test_an_h1_with_the_sites_name_is_not_the_title():
    body = f"<h1>بوابة المرفأ القديم</h1><div><h2>{TITLE}</h2><p>{A}</p><p>{B}</p><p>{C}</p></div>"
    article = read_html(body, f"<title>بوابة المرفأ القديم - {TITLE}</title>")
    assert article.title == TITLE and article.outlet == "بوابة المرفأ القديم"


def test_a_title_element_with_site_and_section_alone_is_not_the_title():
    body = f"<div class='name'>{TITLE}</div><div>3/5/2020</div><div><p>{A}</p><p>{B}</p><p>{C}</p></div>"
    assert read_html(body, "<title>جريدة المرفأ - أخبار محلية</title>").title == TITLE


def test_a_story_in_several_widgets_with_headings_in_them():
    group = "<div class='row kind-text'><div class='f'>{}</div></div>"
    body = (
        f"<article><h1>{TITLE}</h1><div class='all'>{group.format(f'<p>{A}</p><p>{B}</p>')}<div class='row'>صورة</div>"
    )
    body += f"{group.format(f'<h2>ما رأي الباعة</h2><p>{C}</p><p>{A[:-1]} أيضا.</p>')}</div></article>"
    assert read_html(body).paragraphs == (A, B, "ما رأي الباعة", C, f"{A[:-1]} أيضا.")


# -- quick ways that must give what the slow ones give


def test_lines_folded_together_are_as_folded_alone():
    texts = ["مُوجَز الأنباء 2024", "السعر: ٣٫٥٪ «اليوم»", "ABC - إعلان", "ـــ", "سؤال؟ نعم!"]
    together, alone = lines_of_texts(texts), [Line(text) for text in texts]
    assert [(line.folded, line.words) for line in together] == [(line.folded, line.words) for line in alone]
    assert lines_of_texts([]) == []


@pytest.mark.parametrize("title", [TITLE, C, "المرفأ القديم يغرق", "كرة القدم", ""])
def test_a_lead_shares_what_its_stems_share(title):
    lead = [word for text in (A, B) for word in Line(text).words]
    line = stems(Line(title).words)
    assert Lead(lead).share(line) == pytest.approx(shared(line, stems(lead)))


@pytest.mark.parametrize(
    ("line", "only"),
    [
        ("والأحد 4 مايو 2018", True),
        ("آخر تحديث: 16:28 (GMT+0400)", True),
        ("2 hours ago", True),
        ("في الدقيقة 86 سجل اللاعب هدفا", False),
        ("عام 1967 احتلت المدينة", False),
    ],
)
def test_a_word_that_no_date_has_makes_no_dateline(line, only):
    assert is_dateline(line) is only
