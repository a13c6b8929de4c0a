from __future__ import annotations

import pytest
from mujaz.checks.dates import check_dates
from mujaz.checks.negation import check_negation


@pytest.mark.parametrize(
    ("ar", "en"),
    [
        ("في 11 يوليو/تموز 2024", "on July 11, 2024"),
        ("في تشرين الأول الماضي", "last October"),
        ("منذ 5 غشت", "since August 5"),
        ("خلال شهر آب", "in August"),
        ("يوم الاثنين", "on Monday"),
        ("في رمضان", "in Ramadan"),
        ("قال الأب إن ابنه مارس الرياضة", "The father said his son may march or do sport"),
    ],
)
def test_equal_dates(ar, en):
    assert check_dates(ar, en) == ()


def test_swapped_month_is_an_error_with_both_spans():
    (flag,) = check_dates("في 3 حزيران/يونيو", "on July 3")
    assert (flag.severity, flag.ar, flag.en) == ("error", "حزيران", "July")
    assert flag.message == "June in the Arabic, July in the English"


def test_lost_week_day_is_a_warning():
    assert [(f.severity, f.ar) for f in check_dates("وصل الوفد يوم الأربعاء", "The delegation arrived")] == [
        ("warning", "الأربعاء")
    ]


@pytest.mark.parametrize(
    ("ar", "en"),
    [
        ("لم يصل الوفد", "The delegation did not arrive"),
        ("لا يزال الوفد هنا", "The delegation is still here"),
        ("رفض الوزير الاستقالة", "The minister refused to resign"),
        ("لا يقل عن عشرة", "at least ten"),
        ("دون إصابات", "without injuries"),
        ("غير قانوني", "unlawful"),
        ("وصل الوفد رقم 5", "Delegation No. 5 arrived"),
        ("سباق في لا روش", "a race in La Roche"),
        ("في مدينتين ألا وهما حلب وحمص", "in two cities, namely Aleppo and Homs"),
    ],
)
def test_kept_polarity(ar, en):
    assert not [f for f in check_negation(ar, en) if f.severity != "note"]


def test_lost_and_added_negation():
    (flag,) = check_negation("قال الوزير إن الحكومة لن تستقيل", "The minister said the government will resign")
    assert (flag.kind, flag.severity, flag.ar) == ("negation", "warning", "لن")
    (flag,) = check_negation("قال الوزير إن الحكومة ستستقيل", "The minister said the government will not resign")
    assert (flag.severity, flag.en) == ("warning", "not")


def test_words_that_turn_a_sentence_round():
    assert [f.ar for f in check_negation("أحبطت الشرطة هجوما", "Police carried out an attack")] == ["أحبطت"]
    assert check_negation("أحبطت الشرطة هجوما", "Police foiled an attack") == ()
    (flag,) = check_negation("انخفضت الأسعار في شمال البلاد", "Prices rose in the north of the country")
    assert (flag.severity, flag.ar, flag.en) == ("warning", "انخفضت", "rose")
