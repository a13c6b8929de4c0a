from __future__ import annotations

import pytest
from mujaz.checks import check_pair
from mujaz.checks.halves import check_halves
from mujaz.checks.length import check_length
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


@pytest.mark.parametrize(
    ("ar", "right", "wrong"),
    [
        # the Arabic word is in no row, but its meanings are
        (
            "يتوقع المحللون صعودا طفيفا في الطلب.",
            "Analysts expect a slight rise in demand.",
            "Analysts expect a slight fall in demand.",
        ),
        # both sides stand in both, and the words beside them changed
        (
            "غادر الفريق بعد المباراة، وكان قد تدرب ساعات طويلة قبل الرحلة.",
            "The team left after the match, having trained for long hours before the journey.",
            "The team left before the match, having trained for long hours before the journey.",
        ),
        ("أغلقت بعض المصارف أبوابها أمس.", "Some banks closed yesterday.", "All banks closed yesterday."),
        ("صرح نائب وزير الصحة بذلك.", "The deputy health minister said so.", "The health minister said so."),
        ("حضر ولي العهد الحفل.", "The crown prince attended the ceremony.", "The king attended the ceremony."),
        ("توفي الرئيس السابق في المنفى.", "The former president died in exile.", "The president died in exile."),
    ],
)
def test_changes_that_are_told_loudly(ar: str, right: str, wrong: str):
    assert not [f for f in check_pair(ar, right) if f.severity != "note"]
    assert [f for f in check_pair(ar, wrong) if f.kind == "negation" and f.severity == "warning"]


def test_a_denial_lost_beside_another():
    ar = "لم يصل الوفد إلى المدينة بعد أن أغلقت الطرق المؤدية إليها، وقال الوسيط إن الوزير لن يعلن الاتفاق هذا الأسبوع."
    right = (
        "The delegation has not reached the city after the roads to it were closed, and the mediator said that the minister "
        "will not announce the agreement this week."
    )
    assert not check_pair(ar, right)
    flags = check_pair(ar, right.replace("will not announce", "will announce"))
    assert [f for f in flags if f.kind == "negation" and f.severity == "warning"]


@pytest.mark.parametrize(
    "en",
    [
        "The minister met the in the capital yesterday evening.",
        "The head of the office of said it met them in Cairo.",
        "He met the delegation of a, in Cairo yesterday evening.",
    ],
)
def test_a_word_missing_behind_an_article(en: str):
    (flag,) = check_length("التقى الوزير وفدا من العاصمة مساء أمس.", en)
    assert "missing after" in flag.message
    assert not check_length("التقى الوزير وفدا من العاصمة مساء أمس.", "The minister met a delegation from the capital.")
