from __future__ import annotations

import pytest
from mujaz.checks import check_pair
from mujaz.checks.dates import check_halves
from mujaz.checks.lexicon import rows
from mujaz.checks.numbers import check_numbers
from mujaz.checks.opposites import check_opposites


def told(ar, en, denied=False):
    return [(f.kind, f.severity, f.ar, f.en) for f in check_opposites(ar, en, denied)]


@pytest.mark.parametrize(
    ("ar", "en", "here", "there"),
    [
        ("سترتفع أسعار الخبز", "Bread prices will fall", "سترتفع", "fall"),
        ("سجل أعلى مستوى", "It hit its lowest level", "أعلى", "lowest"),
        ("خرج الخاسرون من القاعة", "The winners left the hall", "الخاسرون", "winners"),
        ("زار وزير الداخلية", "The foreign minister visited", "الداخلية", "foreign"),
        ("تستورد تونس القمح", "Tunisia exports wheat", "تستورد", "exports"),
        ("بيع المصنع", "The factory was bought", "بيع", "bought"),
        ("قبل الحفل", "After the concert", "قبل", "After"),
    ],
)
def test_an_opposite_is_named_with_both_words(ar, en, here, there):
    assert told(ar, en) == [("negation", "warning", here, there)]


@pytest.mark.parametrize(
    ("ar", "en"),
    [
        ("ارتفع السعر ثم انخفض", "The price fell after it rose"),
        ("أفرج عن المعتقلين", "The detainees were released"),
        ("من قبل الوزير", "by the minister, after the talks"),
        ("القرية على بعد ميل", "The village is a mile away, before the bridge"),
        ("تراجع الدولار مقابل اليورو", "The dollar fell against the euro"),
        ("ألف ليرة", "a thousand pounds"),
        ("سبعون كيلو متر", "seventy kilometres"),
    ],
)
def test_nothing_is_told_where_a_side_has_both(ar, en):
    assert told(ar, en) == []


def test_a_denial_makes_it_a_note():
    assert [s for _, s, _, _ in told("لم ينجح", "It failed", denied=True)] == ["note"]
    assert "warning" not in {f.severity for f in check_pair("لم ينجح الهجوم", "The attack failed")}


@pytest.mark.parametrize(
    ("ar", "en", "here", "there"),
    [
        ("دفع 30 دينارا", "He paid $30", "دينارا", "$"),
        ("دفع 30 درهما", "He paid 30 euros", "درهما", "euros"),
        ("على عمق 12 مترا", "at a depth of 12 miles", "مترا", "miles"),
        ("بعد ثلاث ساعات", "after three days", "ساعات", "days"),
    ],
)
def test_another_unit_is_told(ar, en, here, there):
    assert told(ar, en) == [("number", "warning", here, there)]


def test_every_row_of_the_tables_is_whole():
    for name in ("opposites", "units"):
        for row in rows(name):
            assert row[0] == "not" or (len(row) % 2 == 0 and all(cell.partition("|")[0].strip() for cell in row)), row


@pytest.mark.parametrize(
    ("ar", "en", "wrong"),
    [
        ("في الثامنة مساء", "at 8 a.m.", True),
        ("في السادسة صباحا", "at 6pm", True),
        ("عند الساعة 20:30", "at 8:30 a.m.", True),
        ("من الثامنة صباحا إلى السادسة مساء", "from 8 p.m. to 6 a.m.", True),
        ("من الثامنة صباحا إلى السادسة مساء", "from 8 a.m. to 6 p.m.", False),
        ("في الواحدة ليلا", "at 1 a.m.", False),
        ("في الثامنة مساء", "I am told at 8 in the evening", False),
        ("عند الساعة 04:17", "at 4:17 a.m.", False),
    ],
)
def test_halves_of_the_day(ar, en, wrong):
    assert [f.severity for f in check_halves(ar, en)] == ["error"] * wrong


def test_a_lost_or_added_per_cent():
    (flag,) = check_numbers("نما الاقتصاد 5 بالمئة", "The economy grew by 5")
    assert (flag.severity, flag.ar, flag.en) == ("error", "5 بالمئة", "5")
    (flag,) = check_numbers("أصيب 12 جنديا", "12% of the soldiers were hurt")
    assert (flag.severity, flag.ar, flag.en) == ("error", "12", "12%")
    assert check_numbers("بين 5 و10 بالمئة", "between 5% and 10%") == ()
    assert check_numbers("نما 5%", "grew five per cent") == ()
