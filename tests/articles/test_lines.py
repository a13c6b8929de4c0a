from __future__ import annotations

import pytest
from mujaz.articles.lines import Line, data_rows, line_rules
from mujaz.articles.teasers import cut_teaser

ROWS = [row for row in data_rows("lines.tsv") if row[2] != "bag"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[3][:30]}")
def test_each_rows_example_meets_its_rule(row):
    rule, _, _, _, example = row
    hit = line_rules().match(Line(example))
    assert hit is not None
    assert hit.rule == rule


@pytest.mark.parametrize("row", [row for row in data_rows("lines.tsv") if row[2] == "bag"], ids=lambda row: row[3])
def test_button_rows_are_dropped(row):
    assert line_rules().match(Line(row[4])) is not None


@pytest.mark.parametrize("row", list(data_rows("teasers.tsv")), ids=lambda row: row[0])
def test_teasers_glued_to_a_paragraph_are_cut(row):
    text = "وأعلنت الوزارة أن الأعمال ستستأنف قريبا " + row[2].removeprefix("… ")
    kept, teaser = cut_teaser(Line(text))
    assert teaser is not None
    assert kept.startswith("وأعلنت الوزارة أن الأعمال ستستأنف قريبا")
    assert not any(word in kept for word in row[2].split(". ")[1].split()[:1])


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير: المصدر الأول للدخل هو السياحة. وأضاف أن الأمر لن يتغير.",
        "وكتب على صفحته: شاهدوا كيف تغيرت المدينة. لم يعلق أحد على ذلك.",
        "اقرأ أيضا ما كتبه النقاد عن الرواية التي فازت بالجائزة هذا العام.",
    ],
)
def test_sentences_are_not_cut(text):
    assert cut_teaser(Line(text)) == (text, None)


@pytest.mark.parametrize(
    "text",
    [
        "شارك في المسيرة آلاف الطلاب الذين قدموا من جميع أنحاء البلاد.",
        "نشر في المجلة بحث جديد عن آثار التدخين على صحة الأطفال في المدن.",
        "حوار وطني شامل هو ما دعت إليه الأحزاب المعارضة في بيانها الأخير.",
        "علامات المرض تظهر بعد أسبوع من الإصابة، وفق ما أوضحه الأطباء.",
        "الرياض وجدة والدمام تستضيف مباريات البطولة في الصيف المقبل.",
        "جميع الحقوق التي يطالب بها العمال مشروعة، بحسب النقابة.",
        "متابعة القضية ستستمر حتى صدور الحكم النهائي في الشهر المقبل.",
    ],
)
def test_sentences_meet_no_rule(text):
    assert line_rules().match(Line(text)) is None
