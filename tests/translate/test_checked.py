"""Decode, check, decode again: which English is kept, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence

from mujaz.checks import check_pair
from mujaz.models.types import Decoding, Hypothesis, ModelInfo
from mujaz.translate.checked import CheckedTranslator

GREEDY, BEAMS = Decoding(), Decoding(num_beams=4, num_return_sequences=3)


class Scripted:
    """A model that answers from a table: text → answers by beam width."""

    info = ModelInfo("scripted", "1", "0" * 64)
    max_source_tokens = 30

    def __init__(self, answers: dict[tuple[str, int], list[Hypothesis]]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, int]] = []

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Hypothesis]]:
        self.asked += [(t, decoding.num_beams) for t in texts]
        return [
            self.answers.get((t, decoding.num_beams), [Hypothesis(f"({len(t.split())} words)", -1.0)]) for t in texts
        ]


def translator(model: Scripted, *, strict: bool = False) -> CheckedTranslator:
    return CheckedTranslator(model, check_pair, [GREEDY, BEAMS], strict=strict)


KILLED = "قتل 32 شخصا في انفجار."


def test_a_clean_answer_is_not_decoded_again() -> None:
    model = Scripted({(KILLED, 1): [Hypothesis("32 people were killed in an explosion.", -0.5)]})
    (pair,) = translator(model).translate([KILLED])
    assert pair.en == "32 people were killed in an explosion." and not [f for f in pair.flags if f.severity == "error"]
    assert model.asked == [(KILLED, 1)]


def test_a_lost_number_is_decoded_again_and_the_faithful_candidate_wins() -> None:
    model = Scripted(
        {
            (KILLED, 1): [Hypothesis("23 people were killed in an explosion.", -0.1)],
            (KILLED, 4): [
                Hypothesis("23 people died in an explosion.", -0.2),
                Hypothesis("An explosion killed 32 people.", -0.9),
            ],
        }
    )
    (pair,) = translator(model).translate([KILLED])
    assert pair.en == "An explosion killed 32 people."
    assert not [f for f in pair.flags if f.severity == "error"]


def test_an_error_that_no_decoding_mends_stays_flagged_and_strict_withholds_it() -> None:
    wrong = [Hypothesis("23 people were killed in an explosion.", -0.1)]
    answers = {(KILLED, 1): wrong, (KILLED, 4): wrong}
    (pair,) = translator(Scripted(answers)).translate([KILLED])
    assert pair.en == wrong[0].text
    assert [f.kind for f in pair.flags if f.severity == "error"] == ["number"]
    (strict,) = translator(Scripted(answers), strict=True).translate([KILLED])
    assert strict.en is None and strict.ar == KILLED and strict.flags


def test_loops_are_never_given_as_english() -> None:
    loop = [Hypothesis("the minister said " * 30, -0.1)]
    (pair,) = translator(Scripted({(KILLED, n): loop for n in (1, 4)})).translate([KILLED])
    assert pair.en is None
    assert "loop" in {f.kind for f in pair.flags}


def test_digits_are_mapped_and_marks_taken_out_before_the_model_sees_them() -> None:
    model = Scripted({})
    translator(model).translate(["قُتِلَ  ٣٢ شخصا."])
    assert model.asked[0][0] == "قتل 32 شخصا."


def test_text_without_arabic_is_copied_through() -> None:
    model = Scripted({})
    pairs = translator(model).translate(["2026-03-14", "", "Reuters"])
    assert [p.en for p in pairs] == ["2026-03-14", "", "Reuters"] and model.asked == []


def test_a_sentence_over_the_limit_is_translated_whole_in_pieces() -> None:
    clause = "وقالت الوزارة إن العمل سيبدأ قريبا في المنطقة كلها"
    long = "، ".join([clause] * 6) + "."
    model = Scripted({})
    (pair,) = translator(model).translate([long])
    seen = " ".join(t for t, beams in model.asked if beams == 1)
    assert seen.count("الوزارة") >= 6, "no clause may vanish"
    assert all(len(t.split()) <= 30 for t, _ in model.asked)
    assert "limit" in {f.kind for f in pair.flags}


def test_order_is_kept() -> None:
    texts = [f"قال الوزير رقم {n} كلاما." for n in range(100, 140)]
    model = Scripted({(t, 1): [Hypothesis(f"Minister number {t.split()[3]} spoke.", -1)] for t in texts})
    assert [p.en.split()[2] for p in translator(model).translate(texts) if p.en] == [str(n) for n in range(100, 140)]
