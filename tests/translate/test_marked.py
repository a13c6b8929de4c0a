"""Diacritics in the gloss and in the checks: the word that would be read wrongly without them."""

from __future__ import annotations

import pytest
from mujaz.articles.tables import read_table
from mujaz.articles.text import model_text, strip_marks
from mujaz.checks import check_pair
from mujaz.models.types import Decoding, Hypothesis
from mujaz.translate.checked import CheckedTranslator
from mujaz.translate.english import passive
from mujaz.translate.gloss import GlossModel
from mujaz.translate.lexicon import Lexicon, fold_word

LEXICON = Lexicon.builtin()


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("عمّان", "Amman"),
        ("وبعَمّان", "and in Amman"),
        ("عُمان", "Oman"),
        ("المسيّرة", "the drone"),
        ("بالمسيّرات", "with the drones"),
        ("للمدرّسة", "for the teacher"),
        ("قُتل", "was killed/killing"),
        ("وعُثر", "and was found"),
        ("نُقلوا", "they were transferred/were taken"),
        ("استُخدمت", "was used"),
        ("واتُّفق", "and was agreed"),
        ("مُنعت", "was prevented/was banned"),
    ],
)
def test_marks_choose_the_sense(arabic: str, english: str) -> None:
    assert LEXICON.gloss(arabic) == english
    assert LEXICON.gloss(strip_marks(arabic)) != english


@pytest.mark.parametrize("word", ["يُعلن", "تُعلن", "مُتعمدة", "أُسْرة", "كتابٌ", "جدًا", "إنّ", "الشّرطة", "قتلَ"])
def test_marks_that_tell_nothing_or_might_mislead_change_nothing(word: str) -> None:
    assert LEXICON.gloss(word) == LEXICON.gloss(strip_marks(word))


@pytest.mark.parametrize(
    ("arabic", "english"), [("للتصدي", "to confront"), ("القوى", "the powers/forces"), ("القوي", "the strong")]
)
def test_a_row_with_clitics_that_says_the_same_stays(arabic: str, english: str) -> None:
    assert LEXICON.gloss(arabic) == english


def test_a_noun_is_no_passive() -> None:
    assert LEXICON.gloss("حُكْم") == "rule/ruling"


def test_every_row_of_the_table_is_found_by_itself_and_says_more_than_its_form() -> None:
    rows = read_table("mujaz.translate", "marked.tsv")
    assert len({marked for marked, _ in rows}) == len(rows)
    for marked, senses in rows:
        assert LEXICON.gloss(marked) == senses, marked
        assert strip_marks(marked) != marked or any(
            LEXICON.gloss(lead + marked) != LEXICON.word(fold_word(lead + marked)) for lead in ("", "ال")
        ), marked


@pytest.mark.parametrize(
    ("arabic", "english", "plain"),
    [
        ("أنفاق", "tunnels", "إنفاق"),
        ("وبأحياء", "and with neighbourhoods/alive", "وباحياء"),
        ("بالأنفاق", "with the tunnels", "بالإنفاق"),
        ("رأي", "opinion/view", "رأى"),
        ("أعتذر", "I apologise", "اعتذر"),
        ("إما", "either/or", "أما"),
    ],
)
def test_hamza_and_last_ya_choose_the_sense(arabic: str, english: str, plain: str) -> None:
    assert LEXICON.gloss(arabic) == english != LEXICON.gloss(plain)


@pytest.mark.parametrize(
    ("sense", "expected"),
    [
        ("killed", "was killed"),
        ("and took over", "and was taken over"),
        ("they held", "they were held"),
        ("was built", "was built"),
        ("contract", None),
        ("had", None),
        ("and", None),
    ],
)
def test_passive(sense: str, expected: str | None) -> None:
    assert passive(sense) == expected


class Reader:
    """A gloss reader that writes down what it is given and answers with one English sentence."""

    info = None
    max_source_tokens = 300

    def __init__(self, english: str) -> None:
        self.english = english
        self.seen: list[tuple[str, str]] = []

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def translate_prompt(self, arabic: str, gloss: str) -> list[int]:
        self.seen.append((arabic, gloss))
        return [1]

    def generate(self, prompts, decoding):
        return [[Hypothesis(self.english, -0.1)] for _ in prompts]


def test_the_model_reads_no_marks_but_gloss_and_check_do() -> None:
    reader = Reader("The minister arrived in Oman.")
    translator = CheckedTranslator(GlossModel(reader, LEXICON), check_pair, [Decoding()], feed=str)
    (pair,) = translator.translate(["وصل الوزير إلى عمّان."])
    arabic, gloss = reader.seen[0]
    assert arabic == model_text(pair.ar) and "Amman" in gloss and "Oman" not in gloss
    assert [(f.kind, f.severity) for f in pair.flags] == [("name", "error")]
