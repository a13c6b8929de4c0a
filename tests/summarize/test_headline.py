import pytest
from mujaz.articles.plain import plain_article
from mujaz.models.types import Hypothesis, ModelInfo
from mujaz.summarize.features import goes_on
from mujaz.summarize.headline import missing_headline
from mujaz.summarize.rewrite import RewritingSummarizer
from mujaz.summarize.select import select

TITLE = "مقتل 12 شخصا في انفجار مخزن متفجرات في تعز"
TORN = [
    "وقد انهار المبنى المؤلف من ست شقق عند الساعة الخامسة فجرا بالتوقيت المحلي.",
    "واعتقلت قوات الأمن مالكي المبنى واتهمتهم بالاتجار بمواد غير مسموح بها.",
    "وتعد اليمن إحدى أفقر البلدان العربية وتواجه أزمات اقتصادية وسياسية متفاقمة.",
    "وتخوض الحكومة المركزية حربا ضد تنظيم القاعدة في الوقت الذي تواجه فيه اضطرابات متزايدة في الشمال والجنوب.",
    "وتخشى حكومات غربية ودول مجاورة من أن يستغل التنظيم الفوضى الأمنية لتجنيد متشددين جدد.",
    "وتراوحت نسبة البطالة حول 30 بالمئة في السنوات الأخيرة بحسب الأرقام الرسمية المنشورة.",
]
LEAD = "قتل 12 شخصا في انفجار مخزن متفجرات في تعز جنوب غربي اليمن يوم الثلاثاء."


class Silent:
    """A model that has nothing to say."""

    info = ModelInfo("silent", "1", "0" * 64)
    max_source_tokens = 300

    def count_tokens(self, text):
        return len(text.split())

    def rewrite_prompt(self, text):
        return text.split()

    def generate(self, prompts, decoding):
        return [[Hypothesis("", -1.0)] for _ in prompts]


def article(sentences, title=TITLE):
    return plain_article("\n".join(sentences), "test", title=title)


def heading(made):
    return missing_headline(made, select(made, 1)[0])


def test_a_text_that_goes_on_from_a_lost_opening_is_headed_by_its_headline():
    made = article(TORN)
    assert heading(made) == TITLE
    first = RewritingSummarizer(Silent(), 2).summarize([made])[0].sentences[0]
    assert first.text.startswith(f"{TITLE}؛ ")
    assert first.text.endswith(made.sentences[first.support[0]].text)
    assert [flag.severity for flag in first.flags] == ["note"]
    assert not first.quoted


def test_only_the_first_sentence_is_headed():
    later = RewritingSummarizer(Silent(), 2).summarize([article(TORN)])[0].sentences[1:]
    assert later
    assert all(TITLE not in sentence.text for sentence in later)


def test_a_text_with_its_lead_is_not():
    assert heading(article([LEAD, *TORN])) is None


@pytest.mark.parametrize(
    "title", [None, "انفجار تعز", "هل تنجو تعز من انفجار آخر؟", "شاهد لحظة انفجار مخزن متفجرات في تعز", "كلمة " * 30]
)
def test_titles_that_tell_no_news_head_nothing(title):
    assert heading(article(TORN, title)) is None


@pytest.mark.parametrize(
    "sentence", ["وقد انهار المبنى.", "وأضاف الوزير.", "واعتقلت القوات رجلا.", "كما قال.", "وهو الأول."]
)
def test_what_goes_on(sentence):
    assert goes_on(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["وزير الخارجية يصل إلى القاهرة.", "واشنطن تنفي الخبر.", "وصل الوفد صباحا.", "فاز الفريق.", "أعلن الوزير.", ""],
)
def test_what_opens(sentence):
    assert not goes_on(sentence)
