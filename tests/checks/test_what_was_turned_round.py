"""Times, tenses, comparisons, kin and pairs that the English turned round are told; what is only said freely is not."""

from __future__ import annotations

import pytest
from mujaz.checks import check_pair


def loud(ar: str, en: str) -> set[str]:
    return {f.kind for f in check_pair(ar, en) if f.severity != "note"}


@pytest.mark.parametrize(
    ("ar", "right", "wrong", "kind"),
    [
        (
            "يحظر التوصيل بين الساعة العاشرة مساء والسادسة صباحا في المدينة.",
            "Deliveries in the city are banned between 10 p.m. and 6 a.m.",
            "Deliveries in the city are banned between 10 p.m. and 6 p.m.",
            "number",
        ),
        (
            "وصل الوفد في الثانية ليلا إلى المطار القديم.",
            "The delegation reached the old airport at two in the morning.",
            "The delegation reached the old airport at two in the afternoon.",
            "number",
        ),
        (
            "يستمر المعرض من السبت إلى الأربعاء في القاعة الكبرى.",
            "The exhibition in the great hall runs from Saturday to Wednesday.",
            "The exhibition in the great hall runs from Wednesday to Saturday.",
            "date",
        ),
        (
            "وقع الجانبان مذكرة تفاهم في مجال الطاقة الشمسية.",
            "The two sides have signed a memorandum of understanding on solar energy.",
            "The two sides will sign a memorandum of understanding on solar energy.",
            "negation",
        ),
        (
            "كان المصنع يوظف ألفي عامل قبل إغلاقه.",
            "The factory employed two thousand workers before it closed.",
            "The factory will employ two thousand workers before it closes.",
            "negation",
        ),
        (
            "سيوقع الطرفان الاتفاق بعد أيام قليلة.",
            "The two sides will sign the agreement in a few days.",
            "The two sides signed the agreement a few days later.",
            "negation",
        ),
        (
            "جاء نمو الاقتصاد أعلى من المتوقع.",
            "The economy grew by more than expected, a higher rate than forecast.",
            "Growth of the economy came in lower than expected.",
            "number",
        ),
        (
            "صادرات مصر أكبر من صادرات الأردن.",
            "Jordan's exports are smaller than Egypt's.",
            "Jordan's exports are bigger than Egypt's.",
            "number",
        ),
        (
            "قالت والدة الضحية إنها لم تره منذ يومين.",
            "The victim's mother said she had not seen him for two days.",
            "The victim's father said he had not seen him for two days.",
            "name",
        ),
        (
            "منحت الجمعية جائزتها للطبيبة نورة القحطاني تقديرا لجهودها.",
            "The society gave its prize to the doctor Noura al-Qahtani for her efforts.",
            "The society gave its prize to the doctor Noura al-Qahtani for his efforts.",
            "name",
        ),
        (
            "قد يعود الفريق إلى المدينة في الشهر المقبل.",
            "The team may return to the city next month.",
            "The team will return to the city next month.",
            "negation",
        ),
        (
            "ستزور البعثة المدينة يوم الاثنين.",
            "The mission will visit the city on Monday.",
            "The mission may visit the city on Monday.",
            "negation",
        ),
        (
            "ارتفعت نسبة المشاركة بمقدار نقطتين مئويتين.",
            "Turnout was up by two percentage points.",
            "Turnout was up by two per cent.",
            "number",
        ),
        (
            "قتل 7 أشخاص في حمص و12 في حماة.",
            "In Hama 12 people were killed and in Homs seven.",
            "Twelve people were killed in Homs and seven in Hama.",
            "name",
        ),
        (
            "فاز الأهلي على الزمالك 2-1 في القاهرة.",
            "In Cairo it ended Al Ahly 2-1 Zamalek.",
            "In Cairo it ended Zamalek 2-1 Al Ahly.",
            "name",
        ),
        (
            "قتل 3 جنود وأصيب 7 مدنيين في الهجوم.",
            "Three soldiers were killed and seven civilians wounded in the attack.",
            "Seven soldiers were killed and three civilians wounded in the attack.",
            "name",
        ),
        (
            "قال المتحدث إن القوات لا تزال تسيطر على الجسر القديم.",
            "The forces still hold the old bridge, the spokesman said.",
            "The forces no longer hold the old bridge, the spokesman said.",
            "negation",
        ),
        (
            "تعود الطيور إلى البحيرة قبل موعدها المعتاد بأسبوعين.",
            "The birds are returning to the lake two weeks earlier than usual.",
            "The birds are returning to the lake two weeks later than usual.",
            "number",
        ),
        (
            "توفيت والدة اللاعب السابق في المستشفى.",
            "The former player's mother has died in hospital.",
            "The former player's wife has died in hospital.",
            "name",
        ),
        (
            "ومن المرجح أن يتوجه الوفد بعدها إلى الرياض.",
            "From there the delegation is likely to go to Riyadh.",
            "From there the delegation went to Riyadh.",
            "negation",
        ),
        (
            "عين محمد العامري نائبا للرئيس خلفا لحسين القاسم.",
            "Mohammed al-Amiri has been named vice-president, succeeding Hussein al-Qasim.",
            "Hussein al-Qasim has been named vice-president, succeeding Mohammed al-Amiri.",
            "name",
        ),
    ],
)
def test_what_was_turned_round_is_told(ar, right, wrong, kind):
    assert kind not in loud(ar, right)
    assert kind in loud(ar, wrong)


@pytest.mark.parametrize(
    ("ar", "en"),
    [
        ("بلغ عدد الزوار خلال الأشهر التسعة الأولى مليونين.", "Between January and September there were two million visitors."),
        ("قال الوزير أمس الأحد إن المفاوضات ستستأنف.", "Talks will resume, the minister said yesterday."),
        ("انقطعت الكهرباء عن معظم أحياء المدينة.", "Most districts of the city were without power."),
        ("أقرضت الكويت الأردن مئة مليون دولار.", "Kuwait has lent Amman $100m."),
        ("يواجه الفريق ضيفه غدا الأحد.", "The team host their guests tomorrow."),
        ("يستمر الموسم من آذار/مارس حتى أيار/مايو.", "The season runs from March to May."),
        ("حصلت على لقب المشرف الوطني للعام.", "She was named national superintendent of the year."),
        ("لا يقل عدد الضحايا عن 300 في المنطقة كلها.", "Over 300 people died in the whole of the area."),
        ("وقد تعرض المبنى لأضرار كبيرة في الحريق.", "The building was badly damaged in the fire."),
        ("خفض البنك سعر الفائدة ربع نقطة مئوية.", "The bank has cut its rate by a quarter of a point."),
        ("بلغت الصادرات مليارا في النصف الأول من العام.", "Exports came to one billion in the first six months of the year."),
        ("لم تنشر الصحيفة سوى وثائق رسمية.", "All that the newspaper published were official documents."),
        ("يشترط ألا تقل الخبرة عن خمس سنوات.", "Five years' experience or more are required."),
        ("يفتح المتحف أيام الجمعة والسبت.", "The museum opens on Fridays and Saturdays."),
        ("قد تصل الأسراب خلال أسبوعين.", "The swarms could arrive within a fortnight."),
        ("التقى الرئيس المصري نظيره الفرنسي.", "The French president met his Egyptian counterpart."),
    ],
)  # fmt: skip
def test_other_words_for_the_same(ar, en):
    assert loud(ar, en) == set()
