from __future__ import annotations

import io
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mujaz.errors import MujazError
from mujaz.translate.lexicon import Lexicon, form_spans, key


@pytest.fixture(scope="module")
def builtin() -> Lexicon:
    return Lexicon.builtin()


def test_a_phrase_wins_over_its_words(builtin: Lexicon) -> None:
    assert builtin.gloss("في الولايات المتحدة") == "in the United States"


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("وبالولايات المتحدة", "and in the United States"),
        ("ولـلوِلايات المُتَّحِدة", "and of the United States/to the United States"),
        ("فبالولايات المتحدة", "so in the United States"),
    ],
)
def test_clitics_on_the_first_word_do_not_hide_a_phrase(builtin: Lexicon, arabic: str, english: str) -> None:
    assert builtin.gloss(arabic) == english


@pytest.mark.parametrize("arabic", ["أحمد", "احمد", "أَحْمَد", "أحـمد", "\u0671حمد"])
def test_spellings_of_one_word_have_one_gloss(builtin: Lexicon, arabic: str) -> None:
    assert builtin.word(arabic) == builtin.word("أحمد")


def test_the_preposition_is_not_the_name(builtin: Lexicon) -> None:
    assert builtin.word("على") != builtin.word("علي")


def test_a_missing_space_after_ta_marbuta_is_put_back(builtin: Lexicon) -> None:
    assert builtin.gloss("برشلونةفي المدِينةَ") == builtin.gloss("برشلونة في المدينة")


def test_numbers_and_latin_words_pass_through(builtin: Lexicon) -> None:
    assert builtin.gloss("٣٢٫٥٪ و 12:30 IBM") == "32.5% and 12:30 IBM"


def test_an_unknown_word_is_marked_and_romanized(builtin: Lexicon) -> None:
    assert builtin.word("ضغظصقث").startswith("?")
    assert not builtin.knows("ضغظصقث")
    assert builtin.knows("الرياض")


def test_a_gloss_is_made_of_entries(builtin: Lexicon) -> None:
    sentence = "٣ الولايات المتحدة ٤ ضغظصقث"
    assert builtin.items(sentence)[:3] == ["3", "the United States", "4"]
    assert " ".join(builtin.items(sentence)) == builtin.gloss(sentence)


def test_forms_know_where_they_stand() -> None:
    sentence = "قالَ: ٣٫٥ أحمد"
    spans = form_spans(sentence)
    assert [form for _, _, form in spans] == ["قال", "3.5", "احمد"]
    assert [sentence[start:end] for start, end, _ in spans] == ["قالَ", "٣٫٥", "أحمد"]


USER = {
    "الرياض": "Ar-Riyadh",
    "سام": "Sam",
    "صندوق": "facility",
    "مجلس الأمن": "UNSC",
    "المتحدة": "UNITED",
    "علي": "Aly",
}


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("الرياض", "Ar-Riyadh"),
        ("بالرياض", "in Ar-Riyadh"),
        ("وللرياض", "and to Ar-Riyadh"),
        ("وَبِالرِّيَاض", "and in Ar-Riyadh"),
        ("الصندوق", "the facility"),
        ("بالصندوق", "with the facility"),
        ("صندوقهم", "their facility"),
        ("لمجلس الامن", "to UNSC"),
        ("ومجلس الأمن الدولي", "and UNSC international"),
        ("لعلي", "to Aly"),
    ],
)
def test_a_users_entry_wins(builtin: Lexicon, arabic: str, english: str) -> None:
    assert builtin.with_entries(USER).gloss(arabic) == english


def test_a_users_entry_wins_inside_a_longer_phrase(builtin: Lexicon) -> None:
    assert "UNITED" in builtin.with_entries(USER).gloss("في الولايات المتحدة الأمريكية")
    assert "UNITED" not in builtin.gloss("في الولايات المتحدة الأمريكية")


@pytest.mark.parametrize("arabic", ["وسام", "عليه", "على", "رياض"])
def test_a_users_entry_stays_out_of_words_that_only_look_like_it(builtin: Lexicon, arabic: str) -> None:
    assert builtin.with_entries(USER).gloss(arabic) == builtin.gloss(arabic)


def test_later_entries_win_and_the_base_is_untouched(builtin: Lexicon) -> None:
    first = builtin.with_entries({"الرياض": "one"})
    assert first.with_entries({"الرِياض": "two"}).word("الرياض") == "two"
    assert first.word("الرياض") == "one"
    assert len({builtin.fingerprint, first.fingerprint, first.with_entries({"بيروت": "x"}).fingerprint}) == 3


def test_matches_point_into_the_sentence(builtin: Lexicon) -> None:
    sentence = "قال، مُحَمَّد: إنّ بالرِّياضِ ٣ من الولايات المتحدة."
    found = builtin.with_entries(USER).phrases(sentence)
    assert [(sentence[m.start : m.end], m.user) for m in found] == [("بالرِّياضِ", True), ("المتحدة", True)]


def test_a_users_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "terms.tsv"
    file.write_text("\ufeff# note\nالرياض\tRiyadh\tcapital\n\nبيروت\tBeirut\n", encoding="utf-8")
    lexicon = Lexicon.read(file)
    assert dict(lexicon.entries) == {"الرياض": "Riyadh", "بيروت": "Beirut"}
    assert lexicon.gloss("بيروت كابول") == "Beirut ?kabul"
    assert Lexicon.read(io.StringIO("بيروت\tBeirut / the capital")).word("بيروت") == "Beirut/the capital"


@pytest.mark.parametrize("line", ["الرياض Riyadh", "الرياض\t ", "Riyadh\tالرياض"])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "terms.tsv"
    file.write_text(f"بيروت\tBeirut\n{line}\n", encoding="utf-8")
    with pytest.raises(MujazError, match=r"terms\.tsv:2"):
        Lexicon.read(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MujazError, match=r"none\.tsv"):
        Lexicon.read(tmp_path / "none.tsv")


@settings(deadline=None)
@given(st.text(alphabet="ابتسلمنهويةىأعول كف٠3.،ًّـa ", max_size=60))
def test_any_text_has_a_gloss_without_arabic(text: str) -> None:
    gloss = Lexicon.builtin().gloss(text)
    assert not any("\u0621" <= c <= "\u064a" for c in gloss)
    assert key(key(text)) == key(text)


def test_it_opens_in_a_moment() -> None:
    code = "import time; from mujaz.translate.lexicon import Lexicon; import marisa_trie; t = time.perf_counter(); Lexicon.builtin().gloss('قال'); print(time.perf_counter() - t)"
    took = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert float(took.stdout) < 0.3


def test_glosses_are_fast(builtin: Lexicon) -> None:
    began = time.process_time()
    for _ in range(20):
        builtin.gloss("قال الرئيس الأمريكي في مؤتمر صحفي عقده في واشنطن إن الولايات المتحدة سترد على الهجوم " * 2)
    assert time.process_time() - began < 1.0


def test_kilometres_stand_after_a_number(builtin: Lexicon) -> None:
    assert "30 km" in builtin.gloss("على بعد 30 كم من المدينة")
    assert builtin.gloss("كم يبلغ سعره").startswith("how many")


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("بسرعة 480 كم/ساعة", "480 km/h"),
        ("ارتفاعه 100 قدم", "100 feet"),
        ("في عام 2015 قدم استقالته", "2015 submitted his resignation"),
    ],
)
def test_a_measure_stands_after_a_number_but_not_after_a_year(builtin: Lexicon, arabic: str, english: str) -> None:
    assert english in builtin.gloss(arabic)


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("لتتحول إلى", "to turn into"),
        ("وسيتحول إلى", "and will turn into"),
        ("ليحصل على", "to "),
    ],
)
def test_a_phrase_after_to_and_will_has_a_bare_verb(builtin: Lexicon, arabic: str, english: str) -> None:
    assert builtin.gloss(arabic).startswith(english) and len(builtin.items(arabic)) == 1


def test_a_phrase_of_a_noun_takes_no_will(builtin: Lexicon) -> None:
    assert "will" not in builtin.gloss("ستوكهولم في") and builtin.gloss("لتظاهرات في").startswith("for ")


@pytest.mark.parametrize(
    ("arabic", "usual"), [("چون", "جون"), ("ڤيينا", "فيينا"), ("الشیخ", "الشيخ"), ("گارديان", "كارديان")]
)
def test_letters_of_other_languages_are_read(builtin: Lexicon, arabic: str, usual: str) -> None:
    assert builtin.gloss(arabic) == builtin.gloss(usual)
