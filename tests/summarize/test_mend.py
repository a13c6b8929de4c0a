import pytest
from hypothesis import given
from hypothesis import strategies as st
from mujaz.summarize.mend import mend

FLOOD = "غمرت مياه النهر الكبير الجنوبي فجر السبت خمس قرى في سهل عكار شمالي لبنان."
WHEAT = "قرر المجلس رفع سعر القمح، بزيادة قدرها 250 جنيهاً عن الموسم الماضي، بحسب بيان صدر صباح السبت."
VOTE = "قالت المفوضية الوطنية إن نسبة المشاركة بلغت 61 في المئة."


@pytest.mark.parametrize(
    ("draft", "source", "mended"),
    [
        ("بزيادة قدره 250 جنيها عن الموسم الماضي", WHEAT, "بزيادة قدرها 250 جنيها عن الموسم الماضي"),
        ("بحسب بيان صدرت صباح السبت", WHEAT, "بحسب بيان صدر صباح السبت"),
        ("أعلنت المفوضية الوطنية أن نسبة المشاركة", VOTE, "قالت المفوضية الوطنية إن نسبة المشاركة"),
        ("مياه النهر الشمالي فجر السبت", FLOOD, "مياه النهر الجنوبي فجر السبت"),
        ("وأعلنت المفوضية الوطنية", VOTE, "وقالت المفوضية الوطنية"),
        ("بلغت 16 في المئة", VOTE, "بلغت 16 في المئة"),
        ("كلام آخر تماما", VOTE, "كلام آخر تماما"),
    ],
)
def test_mending(draft, source, mended):
    assert mend(draft, [source]) == mended


def test_a_conjunction_is_neither_gained_nor_lost():
    assert mend("فيما قالت المفوضية", ["وقالت المفوضية ذلك."]) == "فيما قالت المفوضية"
    assert mend("وقالت المفوضية", ["قالت المفوضية ذلك."]) == "وقالت المفوضية"


def test_two_forms_of_a_word_leave_it_as_it_is():
    assert mend("عدد السكانين كبير", ["السكان هنا. وسكان هناك."]) == "عدد السكانين كبير"


@given(st.lists(st.sampled_from(FLOOD.split()), max_size=12))
def test_words_of_the_source_stay(words):
    text = " ".join(words)
    assert mend(text, [FLOOD]) == text


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_survived(draft, source):
    assert isinstance(mend(draft, [source]), str)
