from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mujaz.articles.sentences import sentences_of, split_clauses, split_sentences

GOLD = Path(__file__).parent / "gold" / "sentences.txt"


def gold() -> list[tuple[str, list[str]]]:
    found = []
    for block in re.sub(r"(?m)^#.*\n", "", GOLD.read_text(encoding="utf-8")).strip().split("\n\n"):
        text, sentences = "", []
        for line in block.split("\n"):
            glue, line = ({"+": "", "/": "\n"}[line[0]], line[1:]) if line[0] in "+/" else (" " if text else "", line)
            text += glue + line
            sentences.append(line)
        found.append((text, sentences))
    return found


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(("text", "sentences"), gold())
def test_gold(text, sentences):
    assert split(text) == sentences


def test_gold_is_as_large_as_promised():
    assert sum(len(sentences) for _, sentences in gold()) >= 300


@pytest.mark.parametrize(
    "sentence",
    [
        "التقى أ.د. حسين كامل المدير التنفيذي لشركة النور ذ.م.م. في دبي.",
        'قال: "سنصمد. لن نرحل. هذه أرضنا" ثم مضى.',
        "بلغ المؤشر 38 .5،793 نقطة.",
        "الأرقام: 1.5 و2.75 و3.125 مليون.",
        "زوروا https://example.org/a.b?c=1 اليوم.",
        "قصفت الطائرات (ثلاث مرات؟ بل أربع) مواقع للجيش.",
        "لكل من د. منور المهيد ود. أدهم حناش وذلك في كلية الآداب.",
        'انتقد "تي.آي." صديقه ويست لدعمه الرئيس.',
        "وافق المجلس يوم 12. 3. 2015 على الطلب.",
        "القدس.. مواجهات في محيط الأقصى",
        "حضر الأستاذ د. م. علي السالم والسيد ج. ر. براون.",
        "قرأ رواية «من يجرؤ على الحلم؟» ثلاث مرات.",
    ],
)
def test_one_sentence(sentence):
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("وقع الحادث عام 2018.وقال شهود إن السائق فر.ولم يعثر عليه.", 3),
        ("قال: «انتهت الحرب.» وعاد الناس إلى بيوتهم.", 2),
        ("متى؟وأين؟ لا أحد يعرف.", 3),
        ("ناشدت المنظمة العالم التدخل. .. وقالت إن الوضع خطير.", 2),
        (
            "1. تطوير شبكة الطرق بين المدن الكبرى 2. بناء مستشفيات جديدة في الأرياف النائية 3. خفض الضرائب عن صغار المزارعين",
            3,
        ),
        ("وُلد في يافا. هاجر إلى لبنان. ثم إلى كندا.", 3),
        ("قال إن “التغيير قادم. وقال المتحدث إن “قضية الأمة واحدة”. وأضاف أنه متفائل.", 3),
        ("سجل اللاعب رقم 10. وأضاف زميله الثاني.", 2),
        ("عنوان بلا نقطة\nفقرة أولى. فقرة ثانية", 3),
    ],
)
def test_counts(text, count):
    assert len(split(text)) == count


def test_a_very_long_quote_is_split_at_its_stops():
    quote = '"' + " ".join(["وقفنا على الجسر ننتظر من يخبرنا بما جرى للآخرين."] * 12) + '"'
    assert len(split(f"قالت مريم: {quote}")) == 12


def test_places_in_the_article():
    paragraphs = ["الجملة الأولى. الجملة الثانية.", "", "فقرة أخرى؟ نعم."]
    found = sentences_of(paragraphs)
    assert [s.paragraph for s in found] == [0, 0, 2, 2]
    assert all(paragraphs[s.paragraph][s.start : s.end] == s.text for s in found)


text = st.text(alphabet=st.sampled_from('ابجد وقال123.!?؟…:،؛"«»“”()[]\n •-–A.a\u0640\u064b'), max_size=300) | st.text(
    max_size=100
)


@given(text)
@settings(max_examples=400, deadline=None)
def test_spans_cover_all_that_is_not_blank(text):
    spans = split_sentences(text)
    covered = 0
    for start, end in spans:
        assert covered <= start < end
        assert not text[covered:start].strip()
        assert text[start:end] == text[start:end].strip()
        covered = end
    assert not text[covered:].strip()


@given(text)
@settings(deadline=None)
def test_splitting_a_sentence_again_keeps_it(text):
    for start, end in split_sentences(text):
        assert "".join(text[start:end].split())


@pytest.mark.parametrize(
    "unit",
    [".", ". ", '"', '."', "(", "()", "«.» ", "1. ", "د.", "... ", "؟ ", "\n", "كلمة. ", 'كلمة." ', "• ك ", '" . '],
)
def test_long_text_takes_linear_time(unit):
    start = time.process_time()
    split_sentences(unit * 20_000)
    assert time.process_time() - start < 3


def words_at_most(count: int):
    return lambda text: len(text.split()) <= count


LONG = (
    "أعلنت وزارة الدفاع الروسية، الأربعاء، أن قواتها سيطرت على 12 بلدة في ريف إدلب الجنوبي بعد معارك استمرت ثلاثة أيام، "
    'فيما قالت فصائل معارضة إنها استعادت "تل النبي أيوب ومحيطه الاستراتيجي"؛ وذكر المرصد السوري لحقوق الإنسان (مقره لندن) أن '
    "المعارك أوقعت 140 قتيلا بينهم 45 مدنيا، وأن نحو 70 ألف شخص نزحوا باتجاه الحدود التركية حيث تقيم الأمم المتحدة مخيمات مؤقتة."
)


def test_clauses_keep_numbers_quotes_and_brackets_together():
    pieces = split_clauses(LONG, words_at_most(20))
    assert all(len(p.split()) <= 20 for p in pieces)
    assert " ".join(pieces).split() == LONG.split()
    for whole in ("12 بلدة", '"تل النبي أيوب ومحيطه الاستراتيجي"', "(مقره لندن)", "140 قتيلا", "70 ألف شخص"):
        assert sum(whole in p for p in pieces) == 1, whole


def test_the_strongest_mark_near_the_middle_is_cut_first():
    first, second = split_clauses(LONG, words_at_most(45))
    assert first.endswith("؛")
    assert second.startswith("وذكر المرصد")


def test_clauses_of_a_sentence_that_fits():
    assert split_clauses(LONG, lambda _: True) == [LONG]
    assert split_clauses("كلمة", lambda _: False) == ["كلمة"]


@given(text, st.integers(1, 12))
@settings(deadline=None)
def test_clauses_of_any_text(text, most):
    pieces = split_clauses(text, words_at_most(most))
    assert " ".join(pieces).split() == text.split()
    assert all(len(p.split()) <= most for p in pieces)


def test_clauses_ask_little():
    asked = 0

    def fits(piece: str) -> bool:
        nonlocal asked
        asked += 1
        return len(piece.split()) <= 30

    split_clauses(" ".join([LONG] * 40), fits)
    assert asked < 400


@pytest.mark.parametrize("unit", ["كلمة ", "كلمة، ", '" ', "( ", "12 "])
def test_clauses_of_long_text_take_little_time(unit):
    start = time.process_time()
    split_clauses(unit * 10_000, words_at_most(30))
    assert time.process_time() - start < 4
