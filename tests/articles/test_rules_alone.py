"""Rules of reading that no other test meets, one small page each; invented."""

from __future__ import annotations

import pytest
from mujaz.articles import RawPage, read_page
from mujaz.articles.people import person

TITLE = "الميناء يفتح رصيفا جديدا لقوارب الصيد"
A = "فتحت إدارة الميناء، يوم الاثنين، رصيفا جديدا لقوارب الصيد الصغيرة بعد عامين من العمل."
B = "وقالت الإدارة إن الرصيف يتسع لمئتي قارب، وإن الرسوم لن تتغير قبل نهاية السنة المقبلة."
C = "وطالب صيادون بأن يمد إليه الماء والكهرباء، لأن القوارب تفرغ صيدها فيه قبل طلوع الشمس."


def read(*lines: str, kind: str = "text/plain"):
    return read_page(RawPage("\n".join(lines).encode(), "page", kind))


def test_a_title_glued_to_what_stands_behind_it_is_cut():
    article = read("الميناء يفتح رصيفا لقوارب الصيد الصغيرةأخبار الساحل اليوم", A, B, C)
    assert article.title == "الميناء يفتح رصيفا لقوارب الصيد الصغيرة" and article.paragraphs == (A, B, C)


def test_a_title_at_the_head_of_the_first_paragraph_is_taken_off():
    article = read(TITLE, f"{TITLE} - {A}", B, C)
    assert article.title == TITLE and article.paragraphs == (A, B, C)


def test_a_title_that_stands_again_below_the_first_paragraph_is_dropped():
    article = read(TITLE, A, TITLE, B, C)
    assert article.title == TITLE and article.paragraphs == (A, B, C)


def test_one_sentence_without_its_stop_is_a_story_when_it_is_all_there_is():
    alone = "فتحت إدارة الميناء يوم الاثنين رصيفا جديدا لقوارب الصيد الصغيرة بعد عامين من العمل في البحر"
    assert read("الرئيسية", alone, "اتصل بنا").paragraphs == (alone,)


@pytest.mark.parametrize(
    ("source", "outlet"),
    [
        ("المصدر: www.marfa.example", "marfa.example"),
        ("المصدر: وكالات، رويترز", "رويترز"),
        ("المصدر: وكالات", None),
        ("المصدر: بيروت", None),
    ],
)
def test_the_outlet_that_a_source_line_names(source, outlet):
    assert read(TITLE, A, B, C, source).outlet == outlet


@pytest.mark.parametrize(
    ("credit", "name"),
    [
        ("في صيدا سالم الحربي", "سالم الحربي"),
        ("صيدا سالم الحربي", "سالم الحربي"),
        ("سالم الحربي من صيدا", "سالم الحربي"),
        ("س. الحربي", "س. الحربي"),
        ("هذا ما كان", None),
    ],
)
def test_a_place_beside_a_name_is_no_part_of_it(credit, name):
    assert person(credit) == name


def test_a_block_of_others_above_the_story_takes_nothing_of_it():
    article = read(TITLE, "اقرأ أيضا: حريق في سوق الخضار", A, B, C)
    assert article.title == TITLE and article.paragraphs == (A, B, C)


def test_markup_of_very_many_lines_keeps_its_story():
    many = "".join(f"<div>سطر {n}</div>" for n in range(10_200))
    page = (
        f"<html><body><div>{many}</div><article><h1>{TITLE}</h1><p>{A}</p><p>{B}</p><p>{C}</p></article></body></html>"
    )
    assert read(page, kind="text/html").paragraphs == (A, B, C)
