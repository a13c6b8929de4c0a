import pytest
from hypothesis import given
from hypothesis import strategies as st
from mujaz.summarize.rouge import mean_rouge, rouge, rouge_tokens

ARABIC = "أعلنت الوزارة فتح المدارس يوم الأحد"


def test_identical_arabic_text_scores_one():
    score = rouge(ARABIC, ARABIC)
    assert score.r1.f1 == score.r2.f1 == score.rl.f1 == 1.0


def test_spelling_variants_diacritics_and_digits_are_the_same_word():
    assert rouge_tokens("أُعلِنَ إلى مدرسةٍ ٢٠٢٤") == rouge_tokens("اعلن الي مدرسه 2024")


def test_punctuation_and_underscores_are_no_words():
    assert rouge_tokens('"قتل، 3 [أشخاص]."_') == ["قتل", "3", "اشخاص"]


def test_counts_by_hand():
    score = rouge("a b c d", "a c d x y")
    assert score.r1.precision == pytest.approx(3 / 4)
    assert score.r1.recall == pytest.approx(3 / 5)
    assert score.r2.precision == pytest.approx(1 / 3)
    assert score.r2.recall == pytest.approx(1 / 4)
    assert score.rl.precision == pytest.approx(3 / 4)


def test_a_repeated_word_counts_only_as_often_as_the_reference_has_it():
    assert rouge("a a a", "a b").r1.precision == pytest.approx(1 / 3)


def test_lcs_keeps_the_order():
    assert rouge("c b a", "a b c").rl.recall == pytest.approx(1 / 3)


def test_empty_texts_score_nothing():
    assert rouge("", ARABIC).r1.f1 == rouge(ARABIC, "").rl.f1 == rouge("", "").r2.f1 == 0.0


def test_means_are_points():
    means = mean_rouge([(ARABIC, ARABIC), ("", ARABIC)])
    assert (means.r1, means.count) == (50.0, 2)
    assert mean_rouge([]).count == 0


@given(st.text(alphabet="ابتة 12.،", max_size=60), st.text(alphabet="ابتة 12.،", max_size=60))
def test_scores_are_shares_and_symmetric(a, b):
    here, there = rouge(a, b), rouge(b, a)
    for mine, theirs in ((here.r1, there.r1), (here.r2, there.r2), (here.rl, there.rl)):
        assert 0 <= mine.f1 <= 1
        assert mine.f1 == pytest.approx(theirs.f1)
    assert here.rl.recall <= here.r1.recall + 1e-9
