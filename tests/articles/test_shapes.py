"""Pages as outlets' texts look when scraped, around one story written for these tests."""

from __future__ import annotations

import pytest
from mujaz.articles import RawPage, read_page
from mujaz.articles.text import fold

TITLE = "وزارة النقل تعيد فتح الجسر الشرقي بعد إغلاق دام ستة أشهر"
STORY = (
    "أعادت وزارة النقل، اليوم الأربعاء، فتح الجسر الشرقي أمام حركة السيارات بعد إغلاق استمر ستة أشهر لأعمال الصيانة.",
    'وقال المتحدث باسم الوزارة إن كلفة الأعمال بلغت 14 مليون دولار، مؤكدا أن الجسر "بات يتحمل ضعف الحمولة السابقة".',
    "وأوضح أن الشاحنات التي يزيد وزنها على 40 طنا ستواصل استخدام الطريق الدائري حتى نهاية الشهر المقبل.",
    "وكان الجسر قد أغلق في الخريف بعد ظهور تشققات في إحدى دعاماته، ما أثار شكاوى سكان الأحياء المجاورة من الازدحام.",
    "وشارك في أعمال الصيانة أكثر من 200 عامل ومهندس من ثلاث شركات محلية.",
)
OTHER_TITLE = "المنتخب الوطني يفوز وديا على ضيفه بثلاثة أهداف"
OTHER = (
    "فاز المنتخب الوطني لكرة القدم على ضيفه بثلاثة أهداف مقابل هدف في المباراة الودية التي أقيمت مساء الثلاثاء في العاصمة.",
    "وسجل المهاجم الشاب هدفين في الشوط الأول، قبل أن يقلص الضيوف الفارق من ركلة جزاء.",
    "وقال المدرب عقب المباراة إنه راض عن أداء لاعبيه قبل انطلاق التصفيات القارية.",
)
A, B, C, D, E = STORY


def _page(*lines: str) -> str:
    return "\n".join(lines)


SHAPES: dict[str, tuple[str, str | None, str | None]] = {
    # name: (page, date, outlet)
    "broadcaster, caption glued, share row, short link, whole articles below": (
        _page(
            f"{TITLE}صورة تعبيرية",
            "انسخ الرابط",
            "https://ar.rt.com/k3ab",
            A, B,
            "إقرأ المزيد", OTHER_TITLE,
            C, D, E,
            "المصدر: وكالات",
            "تابعوا RT على",
            "إقرأ المزيد", OTHER_TITLE, *OTHER,
            "التعليقات",
            "Ru En",
        ), None, "RT Arabic",
    ),
    "daily, date with slashes and print button": (
        _page(
            "الرئيسية", "محافظات", TITLE,
            "الإثنين 18/ديسمبر/2017 - 10:08 ص",
            "طباعة", "كتب: محمود عبد الله",
            A, B, C, D, E,
            "موضوعات متعلقة", OTHER_TITLE, "سعر الدولار اليوم في البنوك",
            "الكلمات المفتاحية", "الجسر الشرقي", "وزارة النقل",
        ), "2017-12-18T10:08", None,
    ),
    "daily, all in one line with runs of blanks": (
        "          ".join(
            ("الصحيفة - محليات - " + TITLE, "الرئيسية", "محليات", "رياضة", "آخر تحديث:  الاثنين, 7 ديسمبر/ كانون الأول, 2009, 07:46 GMT",
             TITLE, A, B, C, D, E, "اقرأ أيضا", OTHER_TITLE)
        ), "2009-12-07T07:46", None,
    ),
    "title repeated, agency dateline, teasers inside": (
        _page(
            f"{TITLE} | أخبار", TITLE, "الأربعاء، 14 مارس 2018 03:40 م",
            "القاهرة (رويترز) - " + A, "للمزيد: " + OTHER_TITLE, B, "شاهد أيضا | " + OTHER_TITLE, C,
            "قد يهمك.. " + OTHER_TITLE, D, "© 2018 جميع الحقوق محفوظة", "اتصل بنا",
        ), "2018-03-14T15:40", "رويترز",
    ),
    "network, CNN dateline and stories of its own below": (
        _page(
            TITLE, "1600 (GMT+04:00) - 09/07/09", "الجسر كما بدا صباح اليوم",
            "دبي، الإمارات العربية المتحدة (CNN) -- " + A, B, "روابط ذات علاقة", OTHER_TITLE, "توقعات بانخفاض درجات الحرارة", C, D, E,
        ), None, "CNN بالعربية",
    ),
    "standfirst of the BBC, captions between": (
        _page(
            TITLE + " - BBC Arabic", "Fri, 11 Aug 2017 15:25:39 GMT", A, "صدر الصورة، Getty Images", "التعليق على الصورة، الجسر بعد فتحه", B, C,
            "يمكنكم استلام إشعارات بأهم الموضوعات بعد تحميل أحدث نسخة من تطبيق بي بي سي عربي على هاتفكم المحمول.", D, E,
        ), "2017-08-11T15:25", "BBC عربي",
    ),
    "agency, dateline line and end mark": (
        _page(
            "عام / " + TITLE, "الرياض 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م واس", A, B, C, D, E, "// انتهى //", "20:37 ت م",
        ), "2015-08-10", None,
    ),
    "comment form and most read": (
        _page(
            "صوت الضفة", "أخبار | اقتصاد | ثقافة", "نشر في: 3 نيسان 2020", TITLE, "شارك", "Facebook Twitter WhatsApp", A, B, C, D, E,
            "شارك هذا المقال", "التعليقات (2)", "أبو أحمد", "شكرا على الخبر", "اترك تعليقا", "الاسم *", "البريد الإلكتروني *",
            "الأكثر قراءة", OTHER_TITLE, "حقوق النشر محفوظة لموقع صوت الضفة 2020",
        ), "2020-04-03", "صوت الضفة",
    ),
    "reader's notes glued to paragraphs": (
        _page(
            TITLE, "2021-05-06", A + " اقرأ أيضاً: " + OTHER_TITLE, B, C, D, E + " سمات الجسر الشرقي وزارة النقل",
        ), "2021-05-06", None,
    ),
    "broadcaster, two dates in the header, picture credit in Latin letters, leads of others below": (
        _page(
            "RT Arabic", "الأخبار", "العالم العربي", "تاريخ النشر:12.03.2018 | 10:21 GMT |",
            "آخر تحديث:12.03.2018 | 10:25 GMT | أخبار العالم العربي", TITLE, "Reuters", "Omar Sanadiki", "الجسر الشرقي بعد إعادة فتحه",
            "انسخ الرابط", "https://ar.rt.com/k0ab", A, B, C, "إقرأ المزيد", OTHER_TITLE, D, E, "المصدر: سانا", "تابعوا RT على",
            "إقرأ المزيد", OTHER_TITLE, OTHER[0], "دراسة: القهوة تقلل خطر الإصابة بالسكري",
            "كشفت دراسة حديثة أن شرب القهوة يوميا يقلل خطر الإصابة بالسكري من النوع الثاني.",
        ), "2018-03-12T10:21", "RT Arabic",
    ),
    "television, credit line, related heading in the middle, keywords without a label": (
        _page(
            TITLE, "14 مارس 2018 - 10:08 بتوقيت أبوظبي", "مشاركة", "الجسر بعد فتحه", "سكاي نيوز عربية - أبوظبي", A, B, C, "أخبار ذات صلة",
            OTHER_TITLE, "توقعات بأمطار غزيرة", D, E, "سكاي نيوز عربية", "أخبار محلية", "النقل", "الجسر",
        ), "2018-03-14T10:08", "سكاي نيوز عربية",
    ),
    "list of related items in English words, story about the story": (
        _page(
            "أخبار | سياسة", TITLE, "الجسر بعد فتحه (الجزيرة)", "14/3/2018", A, B, C, "list of 2 items", "list 1 of 2", OTHER_TITLE,
            "end of list", D, E, "المصدر : الجزيرة + وكالات", "حول هذه القصة", OTHER_TITLE, OTHER[0], "المزيد من سياسة", "الأكثر قراءة",
        ), "2018-03-14", "الجزيرة نت",
    ),
    "readers' comments with dates": (
        _page(
            TITLE, "هسبريس - محمد الراجي", "الأربعاء 14 مارس 2018 - 10:08", A, B, C, D, E, "الجسر الشرقي", "وزارة النقل", "تعليقات الزوار (5)",
            "1 - مواطن", "الأربعاء 14 مارس 2018 - 11:00", "الحمد لله، هذا الجسر كان ضروريا جدا منذ سنوات طويلة.", "2 - غيور",
            "نتمنى إصلاح باقي الطرق في المدينة كذلك ومحاسبة المقصرين.",
        ), "2018-03-14T10:08", "هسبريس",
    ),
    "caption that names the title's subject again": (
        _page(
            TITLE + " الجسر الشرقي", "كتب محمد أحمد", "الأربعاء، 14 مارس 2018 03:40 م", A, B, C, "الجسر الشرقي", "الجسر الشرقي بعد فتحه", D, E,
            "موضوعات متعلقة..", "- " + OTHER_TITLE, "وزارة النقل", "لا تفوتك", "الأكثر قراءة", OTHER_TITLE,
        ), "2018-03-14T15:40", None,
    ),
    "another story without a heading": (
        _page(TITLE, "12 أيار 2019", A, B, C, D, E, OTHER_TITLE, "11 أيار 2019", *OTHER), "2019-05-12", None,
    ),
}  # fmt: skip


def read(text: str, origin: str = "page.txt"):
    return read_page(RawPage(text.encode(), origin))


@pytest.mark.parametrize("name", SHAPES)
def test_the_story_and_nothing_else(name):
    text, _, _ = SHAPES[name]
    article = read(text)
    assert article.title == TITLE
    expected = [paragraph for paragraph in STORY if paragraph in text]
    assert [fold(p) for p in article.paragraphs] == [fold(p) for p in expected]
    assert not any(other in article.text for other in OTHER)


@pytest.mark.parametrize("name", [n for n, (_, date, _) in SHAPES.items() if date])
def test_the_date_of_the_page(name):
    text, date, _ = SHAPES[name]
    assert read(text).date.value == date
    assert read(text).date.source in ("header", "footer")


@pytest.mark.parametrize("name", [n for n, (_, _, outlet) in SHAPES.items() if outlet])
def test_the_outlet_of_the_page(name):
    text, _, outlet = SHAPES[name]
    assert read(text).outlet == outlet


@pytest.mark.parametrize("name", SHAPES)
def test_every_line_is_told_or_dropped_with_its_rule(name):
    text, _, _ = SHAPES[name]
    article = read(text)
    assert all(dropped.rule and dropped.text for dropped in article.dropped)
    assert all(article.paragraphs[s.paragraph][s.start : s.end] == s.text for s in article.sentences)


@pytest.mark.parametrize(
    "sentence",
    [
        "للمزيد من الأمان، طلبت الوزارة من السائقين تخفيف السرعة على الجسر إلى خمسين كيلومترا في الساعة.",
        "شارك في الاجتماع وزراء النقل في ثلاث دول مجاورة ومسؤولون من البنك الدولي.",
        "كتب المدير في رسالته إلى العاملين أن المشروع انتهى قبل موعده بأسبوعين.",
        "المصدر قال للصحيفة إن الجسر سيغلق ليلا مرة كل شهر لإجراء الفحوص الدورية.",
        "شاهد المارة الدخان يتصاعد من المبنى قبل وصول فرق الإطفاء بعشر دقائق.",
        "طباعة الكتب المدرسية ستبدأ في تموز، وفق ما أعلنته الوزارة يوم الأحد.",
        "المزيد من الدعم مطلوب للمزارعين الذين تضررت محاصيلهم في الشمال.",
        "نقلا عن مصدر في الوزارة، ذكرت الوكالة أن الأعمال ستستأنف الأسبوع المقبل.",
    ],
)
def test_a_sentence_of_the_story_with_a_rules_words_stays(sentence):
    article = read("\n".join([TITLE, *STORY[:2], sentence, *STORY[2:]]))
    assert sentence in article.paragraphs


def test_a_page_in_one_line_with_single_blanks():
    article = read(" ".join([TITLE, "الإثنين 18/ديسمبر/2017 - 10:08 ص", "طباعة", *STORY, "إقرأ أيضاً", OTHER_TITLE]))
    assert article.title == TITLE
    assert article.date.value == "2017-12-18T10:08"
    assert article.text == " ".join(STORY)
