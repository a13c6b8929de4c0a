"""Which candidate is kept: errors first, then agreement, likelihood, what is said of the sentence, and lesser flags together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from mujaz.checks import Flag, check_pair
from mujaz.models.types import Decoding, Hypothesis, ModelInfo
from mujaz.translate.checked import CheckedTranslator
from mujaz.translate.choice import GlossCover, rank
from mujaz.translate.content import content
from mujaz.translate.lexicon import Lexicon

COVER = GlossCover(Lexicon.builtin())
ARABIC = "أعلنت وزارة الصحة إغلاق المستشفى بسبب نقص الوقود."


def flag(severity: str) -> Flag:
    return Flag("number", severity, "…")


def test_cover_is_the_share_of_the_words_that_are_said() -> None:
    whole = COVER(ARABIC, "The Health Ministry announced the closure of the hospital because of a lack of fuel.")
    part = COVER(ARABIC, "The Health Ministry announced the closure.")
    assert whole == 1.0 and 0.3 < part < 0.8 and COVER(ARABIC, "Nothing of it.") == 0.0
    assert COVER("", "Anything.") == 1.0


def test_an_error_outweighs_everything_else() -> None:
    assert rank((), 0.1, -3.0, 0.1) < rank((flag("error"),), 1.0, 0.0, 1.0)


@given(st.floats(0, 1), st.floats(-5, 0), st.floats(0, 1))
def test_more_agreement_more_likelihood_and_more_cover_are_better_and_flags_worse(agreed, score, covered) -> None:
    here = rank((), agreed, score, covered)
    assert rank((), agreed + 0.01, score, covered) < here
    assert rank((), agreed, score + 0.01, covered) < here
    assert rank((), agreed, score, covered + 0.01) < here
    assert rank((flag("warning"),), agreed, score, covered) > rank((flag("note"),), agreed, score, covered) > here


def test_content_is_told_by_beginnings() -> None:
    assert content("The elections") == content("elected") and not content("of the and to")


class Two:
    """Two candidates, the shorter one likelier."""

    info = ModelInfo("two", "1", "0" * 64)
    max_source_tokens = 300

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def generate(self, texts, decoding):
        short = Hypothesis("The Health Ministry announced the closure of the hospital.", -0.30)
        whole = Hypothesis("The Health Ministry announced closing the hospital due to lack of fuel.", -0.35)
        return [[short, whole] for _ in texts]


def test_the_candidate_that_says_the_whole_sentence_wins() -> None:
    decodings = [Decoding(num_beams=2, num_return_sequences=2)]
    (pair,) = CheckedTranslator(Two(), check_pair, decodings, cover=COVER).translate([ARABIC])
    assert pair.en is not None and "fuel" in pair.en
