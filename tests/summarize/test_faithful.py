import pytest
from hypothesis import given
from hypothesis import strategies as st
from mujaz.models.types import Hypothesis
from mujaz.summarize.chain import breaks
from mujaz.summarize.faithful import closest, fault, new_share, repeats, same_words
from mujaz.summarize.project import project

FLOOD = (
    "غمرت مياه النهر الكبير الجنوبي فجر السبت خمس قرى في سهل عكار شمالي لبنان، ما أدى إلى وفاة رجل ونزوح 120 عائلة، "
    "بحسب ما أعلنت غرفة إدارة الكوارث."
)
RESCUE = "وقال الدفاع المدني إن فرقه أجلت 340 شخصاً بواسطة سبعة قوارب مطاطية، بينهم 85 طفلاً."
WORKS = "وشمل الترميم، الذي كلف 41 مليون درهم، تدعيم الجدران المتصدعة وإصلاح نظام قديم."


def said(text, score=-0.3, complete=True):
    return Hypothesis(text, score, complete)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("غمرت مياه النهر الكبير الجنوبي فجر السبت خمس قرى", "not a whole sentence"),
        ("غمرت مياه النهر. وأجلت الفرق 340 شخصا في سهل عكار.", None),
        ("غمرت المياه قرى.", "too short"),
        ("غمرت مياه النهر الكبير الجنوبي flood خمس قرى في سهل عكار.", "Latin letters"),
        ("غمرت مياه النهر الكبير الجنوبي فجر السبت خمس قرى في سهل عكار جنوبي لبنان.", "not in its sources"),
        ("غمرت مياه النهر الكبير الجنوبي فجر الأحد خمس قرى في سهل عكار.", "words of its own"),
        ("غمرت غمرت مياه النهر الكبير الجنوبي فجر السبت خمس قرى.", "repetition"),
    ],
)
def test_faults(text, why):
    found = fault(said(text), [FLOOD, RESCUE])
    assert found is not None
    if why:
        assert found.startswith(why)


def test_a_sentence_in_the_sources_own_words_has_no_fault():
    text = (
        "غمرت مياه النهر الكبير الجنوبي فجر السبت خمس قرى في سهل عكار شمالي لبنان، ما أدى إلى وفاة رجل ونزوح 120 عائلة."
    )
    assert fault(said(text), [FLOOD]) is None
    assert fault(said(text, complete=False), [FLOOD]) == "not a whole sentence"


def test_a_changed_number_is_a_fault():
    text = (
        "غمرت مياه النهر الكبير الجنوبي فجر السبت خمس قرى في سهل عكار شمالي لبنان، ما أدى إلى وفاة رجل ونزوح 210 عائلة."
    )
    assert fault(said(text), [FLOOD]) is not None


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("قال الوزير إن المدارس تفتح الأحد.", "قال الوزير إن المدارس لن تفتح الأحد."),
        ("قتل 12 شخصا في الهجوم.", "قتل أكثر من 12 شخصا في الهجوم."),
        ("رفضت الحكومة الخطة.", "قال النائب إن الحكومة رفضت الخطة."),
        ("أعلنت هيئة الخدمات العامة النتائج.", "أعلنت هيئة تنظيم الخدمات العامة النتائج."),
        ("زار الرئيس القاهرة والرياض.", "زار الرئيس الرياض والقاهرة."),
        ("أغلقت الأسواق تباين الأحد.", "أغلقت الأسواق على تباين الأحد."),
        ("ظلت الأسواق خالية مساء السبت.", "ظلت الأسواق شبه خالية مساء السبت."),
    ],
)
def test_what_breaks_the_chain(text, source):
    assert breaks(text, [source])


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("قال الدفاع المدني إن فرقه أجلت 340 شخصا بواسطة سبعة قوارب مطاطية.", [RESCUE]),
        ("وشمل الترميم تدعيم الجدران المتصدعة وإصلاح نظام قديم.", [WORKS]),
        ("شمل الترميم تدعيم الجدران المتصدعة، فيما قال الدفاع المدني إن فرقه أجلت 340 شخصا.", [WORKS, RESCUE]),
    ],
)
def test_what_keeps_the_chain(text, sources):
    cut = text.replace("المتصدعة، فيما", "المتصدعة وإصلاح نظام قديم، فيما").replace(
        "شخصا.", "شخصا بواسطة سبعة قوارب مطاطية."
    )
    assert breaks(cut, sources) is None


def test_repetition():
    assert repeats(["ارتكاب", "ارتكاب", "جريمة"])
    assert repeats(["ا", "ب", "ج", "د", "ا", "ب", "ج"])
    assert not repeats(["قتل", "رجل", "وأصيب", "رجل", "في", "الحادث"])


def test_words_of_its_own_are_counted_but_joining_words_are_free():
    assert new_share("غمرت المياه خمس قرى وسط لبنان", [FLOOD]) == 0.0
    assert new_share("غمرت المياه القاهرة", [FLOOD]) == pytest.approx(1 / 3)


def test_same_words_and_closest():
    assert same_words("قُتل رجلٌ ، الأحد", "قتل رجل، الأحد.")
    assert closest("أجلت الفرق 340 شخصا", [FLOOD, RESCUE]) == 1
    assert closest("", [FLOOD, RESCUE]) == 0


def test_projection_drops_the_aside_and_keeps_every_other_word():
    text, used = project("شمل الترميم تدعيم الجدران", [WORKS], 0)
    assert text == "وشمل الترميم تدعيم الجدران المتصدعة وإصلاح نظام قديم."
    assert used == (0,)


def test_projection_keeps_an_aside_the_draft_speaks_of():
    assert project("كلف الترميم 41 مليون درهم", [WORKS], 0)[0] == WORKS


def test_projection_joins_what_the_draft_speaks_of():
    text, used = project(
        "غمرت المياه خمس قرى في سهل عكار، فيما أجلت فرق الدفاع المدني 340 شخصا بقوارب مطاطية.", [FLOOD, RESCUE], 0
    )
    assert used == (0, 1)
    assert "، فيما قال الدفاع المدني إن فرقه أجلت 340 شخصاً" in text
    assert "85" not in text


def test_projection_never_joins_a_sentence_that_leans_on_another():
    leaning = "وأضاف أن الفرق أجلت 340 شخصاً بقوارب مطاطية."
    assert project("غمرت المياه القرى، فيما أجلت الفرق 340 شخصا بقوارب مطاطية.", [FLOOD, leaning], 0)[1] == (0,)


@pytest.mark.parametrize(
    "sentence",
    [
        "قررت المحكمة الإفراج عن المتهم، إلا إذا طعنت النيابة في القرار، مشيرة إلى نقص الأدلة، لكن الطعن ينتظر.",
        "الرئيس، الذي وصل أمس، وغادر اليوم، التقى الوزراء في القصر الكبير.",
        'قال الوزير: "لن نقبل، مشيرا إلى الخطة، أي حل آخر في هذه القضية".',
    ],
)
def test_projection_keeps_conditions_chains_and_quotations_whole(sentence):
    assert project("كلام آخر تماما", [sentence], 0)[0] == sentence


@given(
    st.lists(st.sampled_from([FLOOD, RESCUE, WORKS]), min_size=1, max_size=3, unique=True),
    st.text(alphabet="غمرتمياهالنهركلف 0123،.", max_size=80),
)
def test_projected_words_are_the_sources_words(sources, draft):
    text, used = project(draft, sources, 0)
    there = {word for source in sources for word in source.replace("،", " ").replace(".", " ").split()}
    there |= {word[1:] for word in there if word.startswith("و")} | {"فيما"}
    assert 0 in used
    assert set(text.replace("،", " ").replace(".", " ").split()) <= there


@pytest.mark.parametrize("start", ["وبحسب منظمة محلية،", "وفي الدوحة", "ومنذ أيام", "فقد"])
def test_projection_joins_no_clause_that_reads_badly_after_while(start):
    second = f"{start} تراجعت رحلات العبور من السواحل التونسية بنحو الثلث هذا العام."
    assert project(f"غمرت المياه القرى، فيما {second}", [FLOOD, second], 0)[1] == (0,)


def test_projection_keeps_a_waw_that_belongs_to_the_word():
    second = "وزير الطاقة تفقد القرى المنكوبة ووعد السكان بتعويضات عاجلة."
    assert "، فيما وزير الطاقة" in project(f"غمرت المياه القرى، فيما {second}", [FLOOD, second], 0)[0]


def test_a_word_may_come_as_often_as_its_source_has_it():
    tokens = ["السعودية", "تدعو", "السعودية", "إلى", "السعودية"]
    assert repeats(tokens)
    assert not repeats(tokens, tokens)


def test_projection_never_drops_a_denial():
    sentence = "ولم تستبعد الشركة أن تكون مرساة سفينة سبب العطل، مؤكدة عدم وجود ما يدل على عمل متعمد."
    assert project("كلام آخر تماما", [sentence], 0)[0] == sentence
