"""Who published a page and who wrote it, by rule; every page and name here was written for these tests."""

from __future__ import annotations

import json

import pytest
from mujaz.articles import RawPage, read_page
from mujaz.articles.heads import story_head
from mujaz.articles.mastheads import rights_name
from mujaz.articles.people import is_full_name, is_place, person

TITLE = "البلدية تنقل سوق السمك إلى مبنى جديد قرب المرفأ"
A = "نقلت البلدية، يوم الأحد، سوق السمك إلى مبنى جديد قرب المرفأ يتسع لستين بائعا ويضم غرف تبريد."
B = "وقال رئيس البلدية إن الإيجارات لن ترتفع قبل سنتين، وإن النقل العام سيصل إلى المبنى من السادسة صباحا."
C = "ورأى باعة التقيناهم أن المبنى الجديد أنظف من القديم، لكن الطريق إليه أطول على زبائن الحي الشرقي."


def read(*lines, origin="page.txt"):
    return read_page(RawPage("\n".join(lines).encode(), origin))


def read_html(body, head=""):
    page = f'<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    return read_page(RawPage(page.encode(), "page.html", "text/html"))


@pytest.mark.parametrize(
    ("credit", "name"),
    [
        ("كتب: سالم الحربي - جدة", "سالم الحربي"),
        ("جدة: سالم الحربي", "سالم الحربي"),
        ("سالم الحربي من الرياض", "سالم الحربي"),
        ("سالم الحربي- سبق- أبها:", "سالم الحربي"),
        ("الرياض-الوئام:", None),
        ("سبق- أبها:", None),
        ("د ب أ - برلين", None),
        ("دبي، الإمارات العربية المتحدة", None),
        ("«الاقتصادية» من الرياض", None),
        ("سبق الإلكترونية", None),
        ("واس رويترز", None),
        ("admin", None),
        ("فريق التحرير", None),
        ("إعداد: قسم الأخبار", None),
        ("news@wadi.example", None),
        ("إعداد- منى سعيد", "منى سعيد"),
        ("د. علي بن صالح القرني", "د. علي بن صالح القرني"),
        ("ناصر الطميحي، منى سعيد - جدة", "ناصر الطميحي، منى سعيد"),
        ("نسيمة ب.", "نسيمة ب."),
        ("جان-بول مارتان", "جان-بول مارتان"),
        ("Salem Harbi", "Salem Harbi"),
        ("وزراء خارجية الاتحاد", None),
        ("", None),
    ],
)
def test_a_credit_names_a_person_or_none(credit, name):
    assert person(credit) == name


def test_a_lone_word_is_a_name_only_where_the_markup_says_so():
    assert person("بهية") is None
    assert person("بهية", lone=True) == "بهية"
    assert person("بهية", [("بهيه",)], lone=True) is None


def test_names_and_places():
    assert is_full_name("علي حسن")
    assert not is_full_name("على هامش المؤتمر")
    assert not is_full_name("محمود عباس ونتنياهو")
    assert is_place("دبي، الإمارات")
    assert not is_place("سالم الحربي")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("جميع الحقوق محفوظة لصحيفة الوادي 2011 - 2024", "صحيفة الوادي"),
        ("حقوق النشر محفوظة لـ بوابة الوادي ©2024", "بوابة الوادي"),
        ("الوادي 2024 . كافة الحقوق محفوظة", "الوادي"),
        ("© الوادي نيوز", "الوادي نيوز"),
        ("جميع الحقوق محفوظة للمنبر © ٢٠٢٤", "المنبر"),
        ("الوادي © 2009 / 2024 - كل الحقوق محفوظة - تصميم وتطوير شركة النهر", "الوادي"),
        ("Copyright © Wadi FM 2011-2024 Tous droits réservés", "Wadi FM"),
        ("جميع الحقوق محفوظة © 2017 - 2024", None),
        ("لجنة حقوق الإنسان تطالب بالتحقيق", None),
    ],
)
def test_the_owner_in_a_rights_line(line, name):
    assert rights_name(line) == name


@pytest.mark.parametrize(
    ("above", "below", "outlet"),
    [
        (("منبر الساحل", "أخبار | صور | فيديو"), ("كل الحقوق محفوظة لمنبر الساحل 2024",), "منبر الساحل"),
        (("أسعار العملات", "شبكة الساحل الإخبارية"), (), "شبكة الساحل الإخبارية"),
        (("الميناء - يومية سياسية مستقلة",), (), "الميناء"),
        (("الميناء جريدة إلكترونية متجددة",), (), "الميناء"),
        (("الميناء", "يومية إخبارية"), (), "الميناء"),
        (("وكالة الميناء للأنباء",), ("تابعوا أخبار الميناء على تلغرام",), "وكالة الميناء للأنباء"),
        ((), ("المصدر: منبر الساحل",), "منبر الساحل"),
        ((), ("المصدر: مواقع إلكترونية",), None),
        ((), ("المصدر: وكالات + رويترز",), "رويترز"),
        (("القناة 24", "أخبار | صور | فيديو"), ("القناة 24 جريدة إلكترونية متجددة",), "القناة 24"),
        (("أخبار | صور | فيديو", "صحيفة الميناء", "الأحد 3 مايو 2020"), (), "صحيفة الميناء"),
        ((), ("منبر برس - خاص",), "منبر برس"),
        ((), ("www.sahel.example",), "sahel.example"),
        (("سعر الصرف اليوم 1500", "الأحد 3 مايو 2020"), (), None),
        ((), (), None),
    ],
)
def test_the_outlet_of_a_text_page(above, below, outlet):
    assert read(*above, TITLE, A, B, C, *below).outlet == outlet


def test_the_sites_own_name_comes_before_the_agency_of_the_story():
    page = read("منبر الساحل", "أخبار | صور | فيديو", TITLE, f"صيدا (رويترز) - {A}", B, C, "© منبر الساحل 2024")
    assert page.outlet == "منبر الساحل"
    assert page.paragraphs[0] == A


def test_a_section_before_the_title_is_no_outlet():
    page = read(f"الشرق الأوسط - {TITLE}", "الرئيسية", "الشرق الأوسط", "رياضة", TITLE, A, B, C)
    assert page.title == TITLE
    assert page.outlet is None


@pytest.mark.parametrize(
    ("head", "length_from", "author"),
    [
        ("صيدا - سالم الحربي: ", A, "سالم الحربي"),
        ("سالم الحربي - صيدا: ", A, "سالم الحربي"),
        ("كتب - سالم الحربي: ", A, "سالم الحربي"),
        ("كتبت منى سعيد: ", A, "منى سعيد"),
        ("صيدا / 3 مايو 2020 / ", A, None),
        ("وطنية - صيدا - ", A, None),
        ("سبق- صيدا: ", A, None),
        ("(منبر الساحل) خاص: ", A, None),
        ("صيدا (رويترز) - ", A, None),
    ],
)
def test_the_credit_at_the_head_of_a_story(head, length_from, author):
    found = story_head(head + length_from, [("منبر", "الساحل")])
    assert found is not None
    assert (head + length_from)[found.length :] == length_from
    assert found.author == author


def test_the_known_author_at_the_head_without_a_sign():
    text = f"صيدا : سالم الحربي {A}"
    assert story_head(text) is None
    found = story_head(text, (), "سالم الحربي")
    assert found is not None
    assert text[found.length :] == A


@pytest.mark.parametrize(
    "text",
    [
        A,
        "واشنطن - رفضت المحكمة العليا: لا تعليق من البيت الأبيض على القرار حتى الآن.",
        'كتب محمد صلاح: "شكرا للجميع" على صفحته بعد المباراة التي حسمت اللقب لفريقه.',
        "سالم الحربي يكتب منذ ثلاثين عاما عن البحر والصيادين في قرى الساحل الشمالي.",
        "بيروت 3 أيار / مايو قال الوزير إن المشروع لن يتأخر عن موعده المحدد.",
    ],
)
def test_a_story_without_a_credit_keeps_its_beginning(text):
    assert story_head(text, (), "سالم الحربي") is None


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        ((TITLE, "الكاتب : سالم الحربي | بتاريخ : 22-07-2012 | المشاهدات : 7", A, B, C), "سالم الحربي"),
        ((TITLE, "سالم الحربي الأحد 03 مايو 2020 12 قراءة", A, B, C), "سالم الحربي"),
        ((TITLE, "سالم الحربيالأحد 3 مايو 2020", A, B, C), "سالم الحربي"),
        ((TITLE, "صيدا 3 أيار (بترا) سالم الحربي-", A, B, C), "سالم الحربي"),
        ((TITLE, "نص وتصوير: سالم الحربي", A, B, C), "سالم الحربي"),
        ((TITLE, "ك. بوجمعة", "نشر في 3 مايو 2020", A, B, C), "ك. بوجمعة"),
        ((TITLE, "سالم الحربي", "3 مايو 2020", A, B, C), "سالم الحربي"),
        ((TITLE, "زهوان السيوفي", "3 مايو 2020", A, B, C), "زهوان السيوفي"),
        ((TITLE, A, B, C, "سالم الحربي", "تابعونا على فيسبوك"), "سالم الحربي"),
        ((TITLE, "صيدا 20-8-2022 وفا- سالم الحربي", A, B, C), "سالم الحربي"),
        ((TITLE, "صيدا - مراسلنا سالم الحربي", A, B, C), "سالم الحربي"),
        ((TITLE, "تصوير وكتابة: سالم الحربي", A, B, C), "سالم الحربي"),
        ((TITLE, "أعدّ التقرير: سالم الحربي", A, B, C), "سالم الحربي"),
        ((TITLE, "نص: سالم الحربي", A, B, C), "سالم الحربي"),
        ((TITLE, "بقلم يوهان ليندبرغ / ترجمة منى سعيد", A, B, C), "يوهان ليندبرغ"),
        ((TITLE, "سالم الحربي – منى سعيد", A, B, C), "سالم الحربي، منى سعيد"),
        ((TITLE, "من موفد القناة إلى المرفأ: سالم الحربي", A, B, C), "سالم الحربي"),
        ((TITLE, A, B, C, "ب. سالم", "تابعونا على فيسبوك"), "ب. سالم"),
        (("سالم الحربي يفتتح سوق السمك الجديد قرب المرفأ", "سالم الحربي", A, B, C), None),
        ((TITLE, "سالم الحربي: لن ترتفع الإيجارات قبل سنتين كاملتين", A, B, C), None),
        ((TITLE, A, B, C, "صالح الحي الشرقي", "سوق السمك"), None),
        ((TITLE, "متابعة الكاتب +", A, B, C), None),
        ((TITLE, "تصوير: سالم الحربي", A, B, C), None),
        ((TITLE, "رئيس التحرير: سالم الحربي", A, B, C), None),
        (("الآن على الهواء: سهرة الساحل", TITLE, "3 مايو 2020", A, B, C), None),
        ((TITLE, "سوق السمك", "3 مايو 2020", A, B, C), None),
        ((TITLE, A, B, C, "أضف تعليق", "بواسطة: سالم الحربي", "خبر جميل"), None),
    ],
)
def test_the_author_of_a_text_page(lines, author):
    page = read(*lines)
    assert page.author == author
    assert page.paragraphs == (A, B, C)


CREDITS = [
    "سالم الحربي – خاص",
    "خاص – سالم الحربي",
    "مقال للكاتب سالم الحربي",
    "صيدا (سالم الحربي)",
    "سالم الحربي @salem",
    "من سالم الحربي",
    "مراسل منبر الساحل سالم الحربي",
    "منبر الساحل: سالم الحربي",
    "بواسطة سالم الحربي في 3 مايو 2020",
    "نشر في 3 مايو 2020 بواسطة سالم الحربي",
    "ربورتاج سالم الحربي",
    "ملف من إعداد: سالم الحربي",
    "المهندس سالم الحربي",
    "سالم الحربي\nكاتب وصحفي",
    "بقلم\nسالم الحربي",
    "صيدا ـ سالم الحربي",
]


@pytest.mark.parametrize("credit", CREDITS)
@pytest.mark.parametrize("above", [True, False])
def test_credits_above_and_below_the_story(credit, above):
    rows = credit.split("\n")
    page = read("منبر الساحل", TITLE, *rows, A, B, C) if above else read("منبر الساحل", TITLE, A, B, C, *rows, "من نحن")
    assert page.author in ("سالم الحربي", "المهندس سالم الحربي")
    assert page.title == TITLE and page.paragraphs == (A, B, C)


@pytest.mark.parametrize(
    "below",
    [
        ("سالم الحربي | 3 مايو 2020", "خبر جميل"),
        ("سالم الحربي – منى سعيد",),
        ("سالم الحربي | أزمة الخبز",),
        ("3 مايو 2020 | سالم الحربي",),
    ],
)
def test_names_of_readers_and_of_other_columns_below_a_story_sign_nothing(below):
    assert read("منبر الساحل", TITLE, A, B, C, *below).author is None


def test_a_caption_that_tells_who_stands_where_is_no_credit():
    assert read(TITLE, "سالم الحربي (يمين) وسط زملائه", A, B, C).author is None


@pytest.mark.parametrize(
    "mark",
    [
        '<span class="post-author">سالم الحربي</span>',
        '<a rel="author" href="/w/7">بقلم سالم الحربي</a>',
        '<div itemprop="author"><span>سالم الحربي</span></div>',
    ],
)
def test_the_author_that_the_markup_marks(mark):
    comments = '<div class="comments"><span class="author">زائر كريم</span></div>'
    body = f"<article><h1>{TITLE}</h1><div>{mark}<span>الأحد 3 مايو 2020</span></div><p>{A}</p><p>{B}</p><p>{C}</p></article>"
    assert read_html(body + comments).author == "سالم الحربي"
    assert read_html(body.replace(mark, "") + comments).author is None


@pytest.mark.parametrize(
    ("head", "logo"),
    [
        (f"<title>{TITLE} - جريدة الساحل</title>", ""),
        (f"<title>جريدة الساحل : الكتّاب : {TITLE}</title>", ""),
        (f"<title>{TITLE} | اقتصاد | جريدة الساحل</title>", ""),
        ('<meta property="og:site_name" content="جريدة الساحل">', ""),
        ('<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"جريدة الساحل"}]}</script>', ""),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","publisher":{"name":"جريدة الساحل"}}</script>',
            "",
        ),
        ("", '<div><a href="/"><img src="l.png" alt="جريدة الساحل"></a></div>'),
    ],
)
def test_the_outlet_that_the_markup_names(head, logo):
    page = read_html(f"{logo}<article><h1>{TITLE}</h1><p>{A}</p><p>{B}</p><p>{C}</p></article>", head)
    assert page.title == TITLE
    assert page.outlet == "جريدة الساحل"


@pytest.mark.parametrize(
    ("fields", "outlet"),
    [
        ({"publisher": {"@type": "Organization", "name": "جريدة الساحل"}}, "جريدة الساحل"),
        ({"source": {"id": None, "name": "جريدة الساحل"}}, "جريدة الساحل"),
        ({"source": "sahel-daily"}, "sahel-daily"),
        ({"source": "https://sahel.example/feed"}, None),
        ({"title_page": f"{TITLE} - جريدة الساحل", "source": "crawl"}, "جريدة الساحل"),
    ],
)
def test_the_outlet_of_a_record(fields, outlet):
    record = {"title": TITLE, "text": f"{A}\n{B}\n{C}", "author": "admin", **fields}
    page = read_page(RawPage(json.dumps(record).encode(), "r.json", "application/json"))
    assert page.outlet == outlet
    assert page.author is None


def test_entities_in_the_fields_of_a_record():
    record = {
        "title": "&quot;سوق السمك&quot; ينتقل إلى المرفأ",
        "text": f"{A}\n{B}",
        "author": "&nbsp;سالم الحربي (جدة)",
    }
    page = read_page(RawPage(json.dumps(record).encode(), "r.json", "application/json"))
    assert page.title == '"سوق السمك" ينتقل إلى المرفأ'
    assert page.author == "سالم الحربي"


@pytest.mark.parametrize(
    "above",
    [
        ("صيدا 26°C",),
        ("أسعار العملات: 1 يورو = 150 ليرة",),
        ("الفجر 05:12 الظهر 12:09 العصر 15:17", "رئيس التحرير: سالم الحربي", "أخبار | محليات ورياضة | فن"),
        ("منبر الساحل جريدة إلكترونية متجددة على مدار الساعة", "سياسة", "رياضة"),
        ("منبر الساحل في كل بيت", "سياسة", "رياضة"),
    ],
)
def test_what_stands_above_the_title_is_not_the_title(above):
    assert read(*above, TITLE, A, B, C).title == TITLE


@pytest.mark.parametrize(
    "below",
    [
        ("● الإيجارات لن ترتفع قبل سنتين من اليوم", "● المبنى الجديد يتسع لستين بائعا من باعة السمك"),
        ("باعة السمك ينقلون صناديقهم إلى المبنى الجديد (منبر الساحل/ منى سعيد)",),
        ("مبنى جديد قرب المرفأ وإيجارات لن ترتفع قبل سنتين", "3 مايو 2020"),
    ],
)
def test_what_stands_below_the_title_is_not_the_title(below):
    assert read("منبر الساحل", TITLE, *below, A, B, C, "© منبر الساحل 2020").title == TITLE


def test_a_short_title_in_quotes_is_no_name():
    title = "«ضجيج بلا سمك»"
    assert read(title, "نشر في منبر الساحل يوم 15 - 09 - 2012", A, B, C).title == title


def test_a_line_that_lost_its_beginning_is_not_the_title():
    assert read("% فقط من باعة السمك في المرفأ يملكون غرف تبريد", TITLE, A, B, C).title == TITLE


def test_a_headline_on_two_lines_or_cut_off_above_itself():
    start, rest = "البلدية تنقل سوق السمك", "إلى مبنى جديد قرب المرفأ"
    assert read(f"{start} …", rest, "بقلم: سالم الحربي", A, B, C).title == TITLE
    assert read(f"{start} …", TITLE, "بقلم: سالم الحربي", A, B, C).title == TITLE


def test_a_title_glued_to_the_first_paragraph_ends_where_its_subject_comes_again():
    lead = "احتج باعة المرفأ، يوم الأحد، على نقل السوق إلى مبنى بعيد لا تصله الحافلات، وطالبوا البلدية بتأجيله سنة."
    page = read(f"باعة المرفأ يطالبون بتأجيل نقل السوق إلى المبنى الجديد {lead}", B, C)
    assert page.title == "باعة المرفأ يطالبون بتأجيل نقل السوق إلى المبنى الجديد"
    assert page.paragraphs == (lead, B, C)


def test_the_line_above_the_byline_is_the_title():
    page = read("ملف الأسبوع: أسواق المدينة", TITLE, "بقلم: سالم الحربي", A, B, C)
    assert page.title == TITLE


def test_a_caption_above_the_byline_is_no_paragraph():
    body = f"<div>{TITLE}</div><div>باعة ينقلون بضاعتهم</div><div>كتب - سالم الحربي</div><div>الأحد 3 مايو 2020</div>"
    page = read_html(f"<div>الأربعاء 6 مايو 2020</div>{body}<p>{A}</p><p>{B}</p><p>{C}</p>", f"<title>{TITLE}</title>")
    assert page.paragraphs == (A, B, C)
    assert page.author == "سالم الحربي"
    assert page.date.value == "2020-05-03"


def test_a_gallerys_captions_are_no_paragraphs():
    page = read(TITLE, A, "سوق السمك القديم", "أثناء نقل البضاعة", "المبنى الجديد (1)", B, C, "المبنى الجديد (2)")
    assert page.paragraphs == (A, B, C)


def test_captions_behind_the_numbers_of_slides_are_no_paragraphs():
    page = read(TITLE, A, "1 / 9", "باعة ينقلون صناديق السمك إلى المبنى", B, "2 / 9", "ميزان قديم في سوق السمك", C)
    assert page.paragraphs == (A, B, C)


def test_what_follows_the_end_mark_is_no_story():
    assert read(
        TITLE, A, B, C, "-انتهى-", "عن البلدية:", "تأسست البلدية لتنظيم شؤون المدينة وخدمة سكانها."
    ).paragraphs == (A, B, C)


def test_a_poll_under_the_story_is_no_paragraph():
    poll = ("استطلاع الرأي", "هل أنت مع نقل سوق السمك إلى المبنى الجديد؟", "نعم لا")
    assert read(TITLE, A, B, C, "المرفأ", "سوق السمك", *poll).paragraphs == (A, B, C)


def test_a_day_without_its_year_takes_it_from_the_same_day_above_the_title():
    assert read("الأحد 3 مايو 2020", "محليات", TITLE, "3 مايو", A, B, C).date.value == "2020-05-03"


def test_a_subheading_stays():
    assert read(TITLE, A, "طريق أطول إلى السوق", B, C).paragraphs == (A, "طريق أطول إلى السوق", B, C)


def test_a_caption_with_the_site_in_brackets_is_no_paragraph():
    page = read(
        "منبر الساحل", TITLE, A, "باعة يرتبون صناديقهم، وزبائن ينتظرون الفتح (منبر الساحل)", B, C, "© منبر الساحل 2024"
    )
    assert page.paragraphs == (A, B, C)


@pytest.mark.parametrize("end", [" وتستمر الحملة أسبوعين في...", " وتستمر أسبوعين. التفاصيل"])
def test_the_card_of_another_article_in_the_middle_goes(end):
    card = (
        "انطلاق حملة لتلقيح الأغنام في الجبال",
        f"انطلقت حملة لتلقيح الأغنام والماعز في قرى الجبال بمشاركة أطباء بيطريين.{end}",
    )
    assert read(TITLE, A, B, *card, C).paragraphs == (A, B, C)


def test_a_captions_date_is_not_the_pages():
    figure = "<figure><img><figcaption>السوق القديم، 14 أيار 2011</figcaption></figure>"
    cards = '<section class="cards"><div><time datetime="2019-11-02">2 تشرين الثاني 2019</time><p>خبر آخر</p></div></section>'
    page = read_html(f"<article><h1>{TITLE}</h1>{figure}<p>{A}</p><p>{B}</p><p>{C}</p></article>{cards}")
    assert page.date.value is None


def test_a_full_day_with_the_citys_clock():
    page = read(TITLE, "الأحد 03 مايو 2020 10:15 ص بتوقيت مدينة الساحل القديمة", A, B, C)
    assert page.date.value == "2020-05-03T10:15"


@pytest.mark.parametrize(
    "line",
    ["سالم الحربي نشر في المرفأ الأسبوعية يوم 15 - 09 - 2012", "سالم الحربينشر في المرفأ الأسبوعية يوم 15 - 09 - 2012"],
)
def test_a_page_that_collects_papers_names_writer_paper_and_day(line):
    article = read(TITLE, line, A, B, C)
    assert (article.author, article.outlet, article.date.value) == ("سالم الحربي", "المرفأ الأسبوعية", "2012-09-15")


def test_a_sentence_about_publishing_is_no_credit():
    article = read(TITLE, A, "وكان المقال قد نشر في الصحيفة يوم 15 فبراير، ثم حذف بعد ساعات.", B, C)
    assert article.author is None
    assert article.outlet is None
    assert article.date.value is None
