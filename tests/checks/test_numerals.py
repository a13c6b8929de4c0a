from __future__ import annotations

import pytest
from mujaz.checks import check_pair, numbers_ar, numbers_en
from mujaz.checks.numbers import check_numbers
from mujaz.checks.numerals import clock


def values(numbers):
    return [n.value for n in numbers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مئتا شخص", [200]),
        ("ثلاثة عشر قتيلا", [13]),
        ("إحدى عشرة ساعة", [11]),
        ("مليونان", [2_000_000]),
        ("١٫٥ مليون", [1_500_000]),
        ("30 ألف", [30_000]),
        ("مليون ونصف المليون", [1_500_000]),
        ("نصف مليون", [500_000]),
        ("ثلاثة أرباع مليون", [750_000]),
        ("مليون وثلاثمائة وخمسة وعشرون ألفا", [1_325_000]),
        ("12 مليونا و500 ألف", [12_500_000]),
        ("340 مليون و500 مليون", [340_000_000, 500_000_000]),
        ("534 ألف مليار ليرة", [534e12]),
        ("ألف وتسعمئة وتسعة وثمانين", [1989]),
        ("الحادي والعشرين من مايو 2017", [21, 2017]),
        ("خمسة وعشرين", [25]),
        ("عشرين وثلاثين", [20, 30]),
        ("ثلاثينيات القرن التاسع عشر", [1830]),
        ("18.12.2017", [18, 12, 2017]),
        ("ثلثا السكان", [2 / 3]),
        ("لست متأكدا من كمية الوقود", []),
    ],
)
def test_arabic_values(text, expected):
    assert values(numbers_ar(text)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two hundred and five thousand", [205_000]),
        ("one million three hundred and twenty-five thousand", [1_325_000]),
        ("two and a half million", [2_500_000]),
        ("three quarters of a million", [750_000]),
        ("$5bn", [5e9]),
        ("12.5 million", [12_500_000]),
        ("the twenty-first and the 22nd", [21, 22]),
        ("nineteen eighty-nine", [1989]),
        ("May 21, 2017", [21, 2017]),
        ("a dozen", [12]),
        ("tens of thousands", [10_000]),
        ("the minister&#39;s office", []),
    ],
)
def test_english_values(text, expected):
    assert values(numbers_en(text)) == pytest.approx(expected)


def test_spans_and_percent():
    (number,) = numbers_ar("نما الاقتصاد 1,5 بالمئة هذا العام")
    assert (number.value, number.percent, number.text) == (1.5, True, "1,5 بالمئة")
    (number,) = numbers_en("grew by 1.5 per cent")
    assert (number.value, number.percent, number.text) == (1.5, True, "1.5 per cent")


def test_times_have_one_reading_on_the_dial():
    assert clock(20, 30) in numbers_en("at 8:30 p.m.")[0].readings
    assert clock(20, 30) in numbers_ar("في الساعة 20:30")[0].readings
    assert clock(8, 30) in numbers_ar("الثامنة والنصف مساء")[0].readings
    assert clock(3, 38) in numbers_ar("في الثالثة و38 دقيقة")[0].readings


@pytest.mark.parametrize(
    ("ar", "en"),
    [
        ("قتل 32 شخصا", "Thirty-two people were killed"),
        ("بلغ عدد السكان ١٫٥ مليون نسمة", "The population was 1,500,000"),
        ("في الساعة 20:30", "at 8:30 p.m."),
        ("الثامنة والنصف مساء", "at 8:30 in the evening"),
        ("ارتفع 1,5 بالمئة", "rose 1.5 %"),
        ("عشرات القتلى", "dozens of dead"),
        ("بعد يومين", "after two days"),
        ("القرن التاسع عشر", "the 1800s"),
        ("خلال الثمانينيات", "during the 1980s"),
        ("من 5 إلى 6 ملايين", "five million to six million"),
        ("فاز 3-صفر", "won 3-0"),
        ("فاز بثلاثية نظيفة", "won 3-0"),
        ("نصف النهائي", "the semi-finals"),
        ("مرة واحدة", "once"),
        ("بلغ السعر 7ر5 ملايين", "the price was 5.7 million"),
        ("1.000 جندي", "1,000 soldiers"),
    ],
)
def test_equal_numbers_are_not_flagged(ar, en):
    assert not [f for f in check_numbers(ar, en) if f.severity != "note"]


def test_a_changed_number_is_named_with_both_spans():
    (flag,) = check_numbers("قتل 32 شخصا في الهجوم", "The attack killed 23 people")
    assert (flag.kind, flag.severity, flag.ar, flag.en) == ("number", "error", "32", "23")
    assert flag.message == "32 in the Arabic, 23 in the English"


def test_missing_and_added_numbers():
    assert [f.ar for f in check_numbers("أصيب 45 شخصا", "People were hurt")] == ["45"]
    assert [f.en for f in check_numbers("أصيب أشخاص", "45 people were hurt")] == ["45"]
    assert [f.severity for f in check_numbers("أصيب ثلاثة أشخاص", "People were hurt")] == ["warning"]


def test_digits_of_one_number_are_told_apart():
    flags = check_pair(
        "تأسست الشركة عام ٢٠١٧ وتضم 108 موظفين.", "The company was founded in 2012 and has 188 employees."
    )
    assert {(f.ar, f.en) for f in flags if f.kind == "number"} == {("٢٠١٧", "2012"), ("108", "188")}
