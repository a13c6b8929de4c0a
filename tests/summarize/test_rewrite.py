from collections.abc import Callable, Sequence

import pytest
from mujaz.articles.plain import plain_article
from mujaz.models.types import Decoding, Hypothesis, ModelInfo
from mujaz.summarize.rewrite import MIN_SCORE, RewritingSummarizer
from mujaz.summarize.select import select

STORY = [
    "غمرت مياه النهر الكبير الجنوبي فجر السبت خمس قرى في سهل عكار شمالي لبنان، ما أدى إلى وفاة رجل ونزوح ١٢٠ عائلة.",
    "وقال الدفاع المدني إن فرقه أجلت 340 شخصاً بواسطة سبعة قوارب مطاطية، بينهم 85 طفلاً.",
    "وقطعت الطريق الدولية التي تربط العبدة بالحدود السورية بعد ارتفاع منسوب المياه إلى أكثر من متر.",
    "وقدرت بلدية إحدى القرى الخسائر الزراعية بنحو مليوني دولار، وطلبت من الحكومة تعويض المزارعين قبل نهاية الشهر.",
    "ويشكو سكان السهل منذ سنوات من تراكم الردميات والنفايات في مجرى النهر الذي لم ينظف منذ 2019.",
    "وتوقعت مصلحة الأرصاد الجوية أن تنحسر الأمطار تدريجياً بعد ظهر السبت على أن تعود مساء الأحد.",
]
INFO = ModelInfo("fake", "1", "0" * 64, builtin=True)


class Fake:
    """A model that answers every prompt by a function of the text it was given."""

    max_source_tokens = 300

    def __init__(self, answer: Callable[[str], str | list[Hypothesis]]) -> None:
        self.answer = answer
        self.calls: list[list[str]] = []

    @property
    def info(self) -> ModelInfo:
        return INFO

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def rewrite_prompt(self, text: str) -> list[str]:
        return text.split()

    def generate(self, prompts: Sequence[Sequence[str]], decoding: Decoding) -> list[list[Hypothesis]]:
        texts = [" ".join(prompt) for prompt in prompts]
        self.calls.append(texts)
        answers = [self.answer(text) for text in texts]
        return [[Hypothesis(a, -0.3)] if isinstance(a, str) else a for a in answers]


def article(sentences=STORY, title="فيضان يغمر قرى في عكار"):
    return plain_article("\n".join(sentences), "test", title=title)


def summarize(answer, sentences=2, made=None):
    return RewritingSummarizer(Fake(answer), sentences).summarize([made or article()])[0].sentences


def test_a_faithful_rewriting_is_taken_with_its_group_as_support():
    text = "غمرت مياه النهر الكبير الجنوبي فجر السبت خمس قرى في سهل عكار شمالي لبنان."
    first = summarize(lambda _: text)[0]
    assert first.text == text
    assert not first.quoted
    assert first.support == select(article(), 2)[0].sentences


@pytest.mark.parametrize(
    "draft",
    [
        "غمرت مياه النهر الكبير الجنوبي فجر السبت تسع قرى في سهل عكار.",
        "غمرت مياه النهر الكبير الشمالي فجر السبت خمس قرى في سهل عكار.",
        "أعلن الرئيس الفرنسي غرق خمس قرى في سهل عكار.",
        "غمرت غمرت غمرت غمرت غمرت غمرت غمرت.",
        "the river flooded five villages.",
        "",
    ],
)
def test_whatever_a_model_invents_never_reaches_the_summary(draft):
    there = " ".join(STORY).replace("،", " ").replace(".", " ")
    words = set(there.split()) | {word[1:] for word in there.split() if word.startswith("و")} | {"فيما"}
    for sentence in summarize(lambda _: draft):
        assert set(sentence.text.replace("،", " ").replace(".", " ").split()) <= words
        assert sentence.text


def test_a_copy_of_a_source_is_marked_as_quoted_in_the_page_s_own_spelling():
    first = summarize(
        lambda _: (
            "غمرت مياه النهر الكبير الجنوبي فجر السبت خمس قرى في سهل عكار شمالي لبنان، ما أدى إلى وفاة رجل ونزوح 120 عائلة."
        )
    )[0]
    assert first.quoted
    assert first.support == (0,)
    assert first.text == STORY[0]


def test_a_second_hypothesis_serves_where_the_first_fails():
    good = "غمرت مياه النهر الكبير الجنوبي فجر السبت خمس قرى في سهل عكار شمالي لبنان."
    answers = [Hypothesis("غرق ألف شخص في النهر يوم الأحد الماضي.", -0.1), Hypothesis(good, -0.4)]
    assert summarize(lambda _: answers)[0].text == good


def test_an_answer_without_confidence_or_without_an_end_is_not_taken_as_it_is():
    good = "غمرت مياه النهر الكبير الجنوبي فجر السبت خمس قرى في سهل عكار شمالي لبنان."
    assert summarize(lambda _: [Hypothesis(good, MIN_SCORE - 0.1)])[0].text != good
    assert summarize(lambda _: [Hypothesis(good, -0.1, complete=False)])[0].text != good


def test_the_model_sees_page_spelling_without_marks_and_with_ascii_digits_and_all_articles_at_once():
    model = Fake(lambda _: "")
    RewritingSummarizer(model, 2).summarize([article(), article(["قصير."]), article()])
    assert len(model.calls) == 1
    assert len(model.calls[0]) == 4
    assert any("120 عائلة" in text for text in model.calls[0])
    assert "شخصا " in " ".join(model.calls[0])


def test_order_and_short_items():
    short = article(["توفي الشاعر صباح الأحد."])
    made = RewritingSummarizer(Fake(lambda _: ""), 2).summarize([short, article(), article([])])
    assert [s.text for s in made[0].sentences] == ["توفي الشاعر صباح الأحد."]
    assert len(made[1].sentences) == 2
    assert made[2].sentences == ()


def test_sources_that_are_too_long_for_the_model_are_quoted_unasked():
    model = Fake(lambda _: "")
    model.max_source_tokens = 5
    made = RewritingSummarizer(model, 2).summarize([article()])[0]
    assert model.calls == []
    assert all(sentence.quoted for sentence in made.sentences)


def test_info_names_the_model_and_the_settings():
    info = RewritingSummarizer(Fake(lambda _: ""), 2).info
    assert (info.name, info.builtin, info.settings["sentences"]) == ("fake", True, 2)


@pytest.mark.long
def test_the_built_in_model_summarizes_in_words_of_the_article():
    from mujaz.summarize import load_summarizer

    made = load_summarizer("built-in+drafts", sentences=2).summarize([article()])[0]
    assert 1 <= len(made.sentences) <= 2
    assert made.sentences[0].support[0] == 0
    assert "النهر" in made.sentences[0].text
