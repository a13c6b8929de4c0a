import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mujaz.articles.plain import plain_article
from mujaz.summarize import load_summarizer
from mujaz.summarize.shorten import shorten
from mujaz.summarize.stems import words

LONG = (
    "أعلنت وزارة النقل في تونس أمام لجنة البرلمان أن خط القطار الجديد بين العاصمة وسوسة يفتح في الصيف المقبل "
    "بعد سنوات من التأخير والخلاف على كلفته بين الشركات المنفذة"
)


@pytest.mark.parametrize(
    ("sentence", "shorter"),
    [
        ("من جهة أخرى، دعت السويد إلى جلسة طارئة.", "دعت السويد إلى جلسة طارئة."),
        ("وفي سياق متصل أعلنت الشركة إغلاق المصنع.", "أعلنت الشركة إغلاق المصنع."),
        ("يذكر أن المدينة شهدت ثلاث هزات هذا العام.", "المدينة شهدت ثلاث هزات هذا العام."),
        ("كما أعلنت الوزارة فتح الطريق.", "أعلنت الوزارة فتح الطريق."),
        ("وقال الوزير في مؤتمر صحفي عقده في بغداد إن السد آمن.", "وقال الوزير إن السد آمن."),
        ("وقالت المديرة، سلمى حداد، لوكالة فرانس برس إن السد آمن.", "وقالت المديرة، سلمى حداد إن السد آمن."),
        ("وقال الوزير في تصريح للصحفيين: «السد آمن».", "وقال الوزير: «السد آمن»."),
        ("بيروت (رويترز) - أقفلت المصارف أبوابها.", "أقفلت المصارف أبوابها."),
    ],
)
def test_what_only_ties_or_places_goes(sentence, shorter):
    assert shorten(sentence) == shorter


@pytest.mark.parametrize(
    "sentence",
    [
        "وبينما أكد الوزير أن السد آمن، فإنه طلب فحصه.",
        "كما كان متوقعا فاز الفريق بالكأس.",
        "يذكر أنه زار المدينة قبل عام.",
        "وقال مسؤولون لصحيفة محلية إن السد قد ينهار.",
        "كشفت ثلاثة مصادر مطلعة في تصريحات للقناة أن السد قد ينهار.",
        "وقال الوزير في كلمة أكد فيها أن السد آمن.",
        "وقال الوزير في حديث بعد أن زار السد.",
        "انهار جزء من السد، بحسب وكالة الأنباء الرسمية.",
        "قتل شخصان، الثلاثاء، في انهيار السد.",
    ],
)
def test_what_means_something_stays(sentence):
    assert shorten(sentence) == sentence


def test_the_first_sentence_of_a_summary_loses_its_and_where_it_is_one():
    assert shorten("وقال الوزير إن السد آمن.", opens=True) == "قال الوزير إن السد آمن."
    for sentence in ("وصل الوزير إلى السد.", "وزير النقل يزور السد.", "والت ديزني تشتري الاستوديو."):
        assert shorten(sentence, opens=True) == sentence


def test_a_very_long_sentence_loses_what_it_only_adds():
    assert shorten(f"{LONG}، مشيرة إلى أن العمل مستمر.") == f"{LONG}."
    assert shorten(f"{LONG}، مشيرة إلى أن العمل مستمر، بحسب وكالة الأنباء.") == f"{LONG}، بحسب وكالة الأنباء."


@pytest.mark.parametrize(
    "tail",
    [
        "، مشيرة إلى أن الكلفة بلغت 300 مليون دينار.",
        "، لكن النقابة تشكك في الموعد.",
        "، مضيفة أن الأسعار لن ترتفع.",
        "، فيما يتعلق بالمرحلة الأولى منه.",
        "، وفق التقرير.",
    ],
)
def test_a_number_a_denial_a_turn_or_an_attribution_at_the_end_stays(tail):
    assert shorten(LONG + tail) == LONG + tail


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "وقال",
                "الوزير",
                "في",
                "بيان",
                "إن",
                "،",
                "(",
                ")",
                "«",
                "»",
                '"',
                "لرويترز",
                "كما",
                "يذكر",
                "أن",
                "12",
                "مشيرا",
                ".",
                ":",
            ]
        ),
        max_size=45,
    )
)
def test_whatever_is_shortened_keeps_its_own_words_in_order_and_is_never_empty(tokens):
    sentence = " ".join(tokens)
    left = iter(words(sentence))
    made = shorten(sentence, opens=True)
    assert bool(made.strip()) == bool(sentence.strip())
    assert all(any(word in (source, source.removeprefix("و")) for source in left) for word in words(made))


def test_the_built_in_summarizer_loads_no_model_and_marks_what_it_shortened():
    story = [
        "أعلنت وزارة الري في القاهرة فتح بوابات السد بعد امتلاء البحيرة بمياه الأمطار الغزيرة.",
        "وقال الوزير في مؤتمر صحفي عقده في أسوان إن فتح بوابات السد يستمر أسبوعين كاملين.",
        "ويزور السد كل عام آلاف السياح من أنحاء العالم.",
        "وتحيط بالبحيرة قرى صغيرة يعيش أهلها على الصيد والزراعة.",
        "ويعود بناء السد إلى ستينيات القرن الماضي.",
        "ويشكو الصيادون من قلة الأسماك منذ سنوات.",
        "ولم تسجل المحافظة حوادث في البحيرة خلال الصيف.",
        "وتعبر الطريق الرئيسية بين المحافظتين فوق جسم السد القديم.",
    ]
    made = plain_article("\n".join(story), "test", title="وزارة الري تفتح بوابات السد")
    model = load_summarizer("built-in", sentences=2)
    assert model.info.settings["drafts"] is False
    first, second = model.summarize([made])[0].sentences
    assert first.quoted
    assert first.text == story[0]
    assert second.text == "وقال الوزير إن فتح بوابات السد يستمر أسبوعين كاملين."
    assert not second.quoted
    assert second.support == (1,)
