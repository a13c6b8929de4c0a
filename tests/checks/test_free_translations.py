"""The same amount, bound or time in other words is no error; another one is."""

from __future__ import annotations

import pytest
from mujaz.checks import check_pair


def loud(ar: str, en: str) -> set[str]:
    return {f.kind for f in check_pair(ar, en) if f.severity != "note"}


@pytest.mark.parametrize(
    ("ar", "en"),
    [
        ("استمر الاجتماع نصف ساعة في مقر الوزارة.", "The meeting at the ministry lasted 30 minutes."),
        ("يعارض نصف السكان الخطة الجديدة.", "Fifty per cent of residents oppose the new plan."),
        ("قال 80 في المئة من المشاركين إنهم راضون.", "Eight in ten of those who took part said they were satisfied."),
        ("احتجز الصحفي ثماني وأربعين ساعة.", "The journalist was held for two days."),
        ("انتظر اللاجئون ستين عاما.", "The refugees have waited six decades."),
        ("يبدأ العرض عند الساعة 16:30 في القاعة الكبرى.", "The show begins at half past four in the great hall."),
        ("رفع البنك الفائدة 50 نقطة أساس.", "The bank raised rates by half a percentage point."),
        ("بلغ الفريق نصف نهائي الكأس.", "The team reached the last four of the cup."),
        ("قال اللواء سامي حداد إن القوات انسحبت.", "The forces had withdrawn, said Maj. Gen. Sami Haddad."),
        ("لم تعلق الوزارة على الخبر.", "The ministry has yet to comment on the report."),
        ("جرح 17 شخصا خلال الساعات الـ24 الماضية.", "Seventeen people were wounded over the past day."),
    ],
)
def test_other_words_for_the_same(ar, en):
    assert loud(ar, en) == set()


@pytest.mark.parametrize(
    ("ar", "right", "wrong", "kind"),
    [
        ("ينتهي الاتفاق بعد شهرين.", "The deal ends in two months.", "The deal ends in a month.", "number"),
        ("وصل الوزيران إلى عدن.", "The two ministers have arrived in Aden.", "The minister has arrived in Aden.", "number"),
        ("زار وفد من النيجر طرابلس.", "A delegation from Niger visited Tripoli.", "A delegation from Nigeria visited Tripoli.", "name"),
        ("أنقذ البحارة خمسة صيادين.", "The sailors rescued five fishermen.", "The Indian sailors rescued five fishermen.", "name"),
        ("لا يقل الثمن عن 300 دينار.", "The price is at least 300 dinars.", "The price is at most 300 dinars.", "number"),
        ("سوف يفتتح المتحف أبوابه.", "The museum will open its doors.", "The museum has opened its doors.", "negation"),
        ("من المقرر أن يزور الوفد حلب.", "The delegation is to visit Aleppo.", "The delegation has visited Aleppo.", "negation"),
        ("أمهلتهم المحكمة أربعة أشهر.", "The court gave them four months.", "The court gave them four weeks.", "number"),
        ("أحبط الحراس الهجوم.", "The guards foiled the attack.", "The guards watched the attack.", "negation"),
        ("أصيب جنديان في الانفجار.", "Two soldiers were wounded in the blast.", "Two soldiers were killed in the blast.", "negation"),
        ("يحل الهدوء عند منتصف الليل.", "Calm returns at midnight.", "Calm returns at noon.", "negation"),
    ],
)  # fmt: skip
def test_what_was_changed_is_told(ar, right, wrong, kind):
    assert kind not in loud(ar, right)
    assert kind in loud(ar, wrong)


def test_a_quotation_that_ends_with_a_name_breaks_off():
    ar = 'قال المدرب: "أتوقع أن يعود اللاعبون إلى التدريب غدا".'
    assert "length" in loud(ar, '"I expect the players to be back in training tomorrow," Coach Sami.')
