"""Lines in which a site speaks to its readers: subscriptions, channels, rights, comments, printing; invented pages."""

from __future__ import annotations

import pytest
from mujaz.articles import RawPage, read_page
from mujaz.articles.lines import Line, line_rules
from mujaz.articles.mastheads import describes_site
from mujaz.articles.segment import text_lines

TITLE = "المجلس البلدي يقر خطة لترميم الأسواق القديمة"
STORY = (
    "أقر المجلس البلدي، مساء الثلاثاء، خطة لترميم الأسواق القديمة في المدينة تمتد على ثلاث سنوات.",
    "وقال عضو المجلس سامر الهاشم إن العمل سيبدأ بسقوف السوق المسقوف التي تسرب المياه منذ أعوام.",
    "وأبدى تجار التقيناهم خشيتهم من أن تغلق محالهم طوال موسم الصيف، وطالبوا بأن يجري العمل ليلا.",
)


def read(*lines: str):
    return read_page(RawPage("\n".join(lines).encode(), "page.txt"))


@pytest.mark.parametrize(
    "line",
    [
        "هذا المقال متاح للمشتركين، اشترك لتقرأ بقيته وتصل إلى أرشيف الصحيفة كله منذ تأسيسها.",
        "لقد وصلت إلى الحد المسموح من المقالات المجانية هذا الشهر، يمكنك الاشتراك أو العودة في الشهر المقبل.",
        "بالتسجيل فإنك توافق على شروط الاستخدام وعلى أن نرسل إليك رسائل عن منتجاتنا.",
        "نشرة أسبوعية تصلك إلى بريدك كل صباح جمعة، فيها أفضل ما كتبه مراسلونا في أسبوع.",
        "يمكنكم متابعتنا على منصاتنا كلها، ومشاركة ما يعجبكم مع أصدقائكم وزملائكم في العمل.",
        "يمنع نسخ أو إعادة نشر أي مادة من هذا الموقع دون إذن خطي من إدارة التحرير.",
        "باستمرارك في تصفح الموقع فإنك توافق على استخدامنا ما يحفظ تفضيلاتك على جهازك.",
        "يرجى الالتزام بآداب الحوار عند التعليق، وتحذف الإدارة ما يسيء إلى الأشخاص أو الأديان.",
        "دعمكم يساعدنا على أن نواصل عملنا الصحفي المستقل وأن نبقى في كل مدينة وقرية.",
        "وصلنا إلى السوق قبل الفجر وكانت المياه تغمر الأرض، شاهدوا بأنفسكم pic.twitter.com/a1B2c3",
        "تم نقل هذا الخبر من موقع النهر، والموقع الأصلي وحده مسؤول عن صحته ودقته.",
    ],
)
def test_what_a_site_tells_its_readers_is_no_paragraph(line):
    article = read(TITLE, *STORY[:2], line, STORY[2], line)
    assert article.paragraphs == STORY


@pytest.mark.parametrize(
    "sentence",
    [
        "بقي لكل تاجر شهران قبل أن تبدأ الأعمال في الجانب الذي يقع محله فيه.",
        "وأكد النائب أن ما قيل يعبر عن رأي صاحبه، وأن الحكومة لم تتخذ قرارا بعد.",
        "يستخدم هذا الموقع منذ العهد العثماني مخزنا للحبوب، وفق دليل الآثار.",
        "وقال إنه لا يتحمل أي مسؤولية عن تأخر التقرير الذي طلبه المجلس.",
        "قناة السويس على تويتر أعلنت أن الملاحة عادت إلى ما كانت عليه.",
        "عن وكالة التنمية نقل المجلس أن القرض سيصرف على ثلاث دفعات متساوية.",
        "تصميم السقوف الجديدة سيعرض على الأهالي في المركز الثقافي طوال أسبوع.",
        "الظهر هو الوقت الذي تشتد فيه الحرارة تحت السقوف المعدنية، كما يقول الباعة.",
    ],
)
def test_sentences_of_a_story_with_such_words_stay(sentence):
    assert line_rules().match(Line(sentence)) is None
    assert sentence in read(TITLE, *STORY[:2], sentence, STORY[2]).paragraphs


@pytest.mark.parametrize("heading", ["نرشح لك", "اقرأ/ي أيضا", "مختارات المحرر", "أبرز العناوين", "عن الكاتب"])
def test_what_stands_under_a_heading_of_others_goes(heading):
    other = "فاز فريق الشواطئ بكأس الناشئين بعد مباراة طويلة حسمتها ركلات الترجيح في الملعب الأولمبي."
    assert read(TITLE, *STORY, heading, "فريق الشواطئ بطلا للناشئين", other).paragraphs == STORY


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("الفجر 04:52 الشروق 06:14 الظهر 11:58 العصر 15:20 المغرب 17:41 العشاء 19:01", "widget"),
        ("وقت القراءة المتوقع: 4 دقائق", "counter"),
        ("1.2 ألف مشاهدة", "counter"),
        ("قناة الوادي على واتساب", "follow"),
        ("بقي لك 3 مقالات مجانية هذا الشهر", "paywall"),
        ("الوادي + وكالات", "source"),
        ("مونتاج: سالم الحربي", "crew"),
        ("صفحة 2 من 3", "printout"),
    ],
)
def test_short_lines_have_their_rule(line, rule):
    hit = line_rules().match(Line(line))
    assert hit is not None and hit.rule == rule


def test_the_day_of_printing_is_not_the_pages():
    article = read(f"12/5/2020, 10:30 AM {TITLE} - الوادي", TITLE, *STORY, "https://www.wadi.example/news/1234 1/3")
    assert article.title == TITLE and article.date.value is None and article.paragraphs == STORY


def test_page_numbers_do_not_part_the_lines_of_a_paragraph():
    words = " ".join(STORY).split()
    rows = [" ".join(words[n : n + 8]) for n in range(0, len(words), 8)] * 2
    rows.insert(4, "صفحة 1 من 2")
    lines = [line.text for line in text_lines("\n".join(rows))]
    assert lines[0] == "صفحة 1 من 2" and f"{rows[3]} {rows[5]}" in lines[1]


@pytest.mark.parametrize(
    "about",
    [
        "سنابل الوادي صحيفة إلكترونية مستقلة تصدر منذ عام 2011، وتعنى بأخبار المدن والقرى البعيدة عن العاصمة.",
        "صحيفة إلكترونية يومية شاملة تصدر عن دار الوادي للنشر، وتعنى بأخبار المدن والقرى البعيدة عن العاصمة.",
    ],
)
def test_what_a_site_says_of_itself_under_the_story_is_no_paragraph(about):
    article = read("سنابل الوادي", TITLE, *STORY, about, "جميع الحقوق محفوظة لسنابل الوادي 2020")
    assert article.paragraphs == STORY
    assert ("about", about) in [(dropped.rule, dropped.text) for dropped in article.dropped]


def test_a_story_about_a_newspaper_stays():
    told = "النهر صحيفة أسبوعية مستقلة أسسها معلمون متقاعدون في القرية قبل أربعين عاما، بحسب المجلس."
    assert not describes_site(Line(told), [("سنابل", "الوادي")])
    more = "وأضاف المجلس أن معرضا لأعدادها القديمة سيقام في السوق حين تنتهي أعمال الترميم كلها."
    assert read(TITLE, *STORY, told, more, "وختم بأن الدعوة إليه عامة.").paragraphs[-3:-1] == (told, more)
