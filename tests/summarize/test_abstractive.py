from collections.abc import Callable, Sequence

from mujaz.articles.plain import plain_article
from mujaz.models.types import Decoding, Hypothesis, ModelInfo
from mujaz.summarize.abstractive import MAX_PARTS, WholeArticleSummarizer

STORY = [
    "أعلنت وزارة الصحة في تونس يوم الأحد إطلاق حملة تطعيم تشمل 300 ألف طفل في عشر ولايات.",
    "وقالت الوزارة إن الحملة تستمر أسبوعين وتشمل المدارس والمراكز الصحية.",
    "وسجلت تونس 45 إصابة بالحصبة منذ مطلع العام، معظمها في الجنوب، بحسب معهد الصحة العمومية.",
    "وتبلغ كلفة الحملة مليوني دينار يمول البنك الدولي نصفها.",
    "ويشكو الأطباء منذ سنوات من نقص الثلاجات التي تحفظ فيها اللقاحات في المناطق الداخلية.",
    "ومن المقرر أن تنطلق حملة ثانية في الخريف المقبل في الولايات الباقية.",
]


class Fake:
    """A whole-article model of ``max_source_tokens`` words that answers by a function of what it was given."""

    def __init__(self, answer: Callable[[str], str], room: int = 1000, complete: bool = True) -> None:
        self.answer, self.room, self.complete = answer, room, complete
        self.seen: list[str] = []

    @property
    def info(self) -> ModelInfo:
        return ModelInfo("whole", "1", "0" * 64)

    @property
    def max_source_tokens(self) -> int:
        return self.room

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Hypothesis]]:
        assert all(self.count_tokens(text) <= self.room for text in texts)
        self.seen += texts
        return [[Hypothesis(self.answer(text), -0.4, self.complete)] for text in texts]


def article(sentences=STORY):
    return plain_article("\n".join(sentences), "test", title="تونس تطلق حملة تطعيم")


def test_a_supported_sentence_stays_and_names_its_sources():
    text = "أطلقت تونس حملة تطعيم تشمل 300 ألف طفل في عشر ولايات."
    made = WholeArticleSummarizer(Fake(lambda _: text)).summarize([article()])[0]
    assert made.sentences[0].text == text
    assert 0 in made.sentences[0].support
    assert not made.sentences[0].quoted


def test_an_unsupported_sentence_is_replaced_by_the_source_it_came_closest_to():
    invented = "سجلت تونس 900 إصابة بالكوليرا في الشمال وفق منظمة الصحة العالمية."
    made = WholeArticleSummarizer(Fake(lambda _: invented)).summarize([article()])[0]
    assert [s.text for s in made.sentences] == [STORY[2]]
    assert made.sentences[0].quoted


def test_a_long_article_is_read_to_its_end_in_parts_and_says_so():
    model = Fake(lambda text: text.split(".")[0] + ".", room=30)
    made = WholeArticleSummarizer(model, 3).summarize([article()])[0]
    assert " ".join(model.seen).split() == " ".join(STORY).split()
    assert len(model.seen) > 1
    assert [flag.kind for s in made.sentences for flag in s.flags] == ["limit"]
    assert len(made.sentences) > 1


def test_what_is_not_read_is_told():
    model = Fake(lambda text: text.split(".")[0] + ".", room=20)
    made = WholeArticleSummarizer(model, 3).summarize([article(STORY * 4)])[0]
    assert len(model.seen) == MAX_PARTS
    assert "were not read" in made.sentences[0].flags[0].message


def test_a_sentence_longer_than_the_model_is_cut_at_clauses_not_lost():
    model = Fake(lambda text: text, room=12)
    WholeArticleSummarizer(model, 3).summarize([article(STORY[:5])])
    assert " ".join(model.seen).split() == " ".join(STORY[:5]).split()


def test_an_answer_that_met_the_length_limit_loses_its_broken_last_sentence():
    text = "أطلقت تونس حملة تطعيم تشمل 300 ألف طفل في عشر ولايات. وسجلت تونس 45 إصابة"
    made = WholeArticleSummarizer(Fake(lambda _: text, complete=False)).summarize([article()])[0]
    assert len(made.sentences) == 1


def test_an_empty_answer_gives_quoted_sentences():
    made = WholeArticleSummarizer(Fake(lambda _: "")).summarize([article()])[0]
    assert made.sentences
    assert all(sentence.quoted for sentence in made.sentences)


def test_short_and_empty_items_never_reach_the_model():
    model = Fake(lambda _: "")
    made = WholeArticleSummarizer(model).summarize([article(["توفي الشاعر صباح الأحد."]), article([])])
    assert model.seen == []
    assert [len(m.sentences) for m in made] == [1, 0]
