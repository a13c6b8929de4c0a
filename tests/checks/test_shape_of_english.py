from __future__ import annotations

from mujaz.checks.added import check_added, english_sentences
from mujaz.checks.length import check_length
from mujaz.checks.loops import check_loops, compression_ratio
from mujaz.checks.script import check_script
from mujaz.checks.unknown import check_unknown

AR = "أعلنت وزارة الصحة اليوم أن حملة التطعيم ستبدأ الأسبوع المقبل في جميع المدارس الحكومية."
EN = "The health ministry announced today that the vaccination campaign will begin next week in all state schools."


def kinds(flags):
    return [(f.kind, f.severity) for f in flags]


def test_a_good_pair_passes():
    for check in (check_added, check_length, check_loops, check_script, check_unknown):
        assert check(AR, EN) == ()


def test_cut_sentences():
    assert kinds(check_length(AR, EN[:60])) == [("length", "error")]
    assert kinds(check_length(AR, "The health ministry announced today that the")) == [("length", "error")]
    (flag,) = check_length(AR, "The health ministry announced today the campaign.")
    assert flag.severity in ("error", "warning")


def test_far_too_long():
    assert kinds(
        check_length("قال الوزير إن الاجتماع انتهى وإن الوفد عاد إلى العاصمة مساء اليوم.", "word " * 60 + ".")
    ) == [("length", "error")]


def test_repeated_sentence_and_phrase():
    (flag,) = check_loops(AR, f"{EN} {EN}")
    assert (flag.kind, flag.severity) == ("loop", "error")
    assert kinds(check_loops(AR, "The ministry of the ministry of the ministry of the ministry of health")) == [
        ("loop", "error")
    ]
    assert compression_ratio("very " * 100) > 5


def test_an_echo_of_the_arabic_is_no_loop():
    ar = "قال إن الحرب ليست حلا. قال إن الحرب ليست حلا."
    assert check_loops(ar, "He said war was not a solution. He said war was not a solution.") == ()


def test_untranslated_and_foreign():
    assert kinds(check_script(AR, AR)) == [("untranslated", "error")]
    assert kinds(check_script(AR, "The ministry announced حملة التطعيم next week")) == [("untranslated", "error")]
    assert kinds(check_script(AR, "...")) == [("untranslated", "error")]
    assert kinds(check_script(AR, "Министерство здравоохранения сообщило")) == [("untranslated", "error")]
    french = "Le ministère de la santé a annoncé que la campagne de vaccination est prévue pour les écoles"
    assert kinds(check_script(AR, french)) == [("untranslated", "error")]
    assert check_script("الملف: README.md", "README.md") == ()


def test_added_sentence():
    added = EN + " Officials fear a new wave of protests over bread prices and rising unemployment this winter."
    (flag,) = check_added(AR, added)
    assert flag.kind == "added"
    assert flag.en is not None
    assert flag.en.startswith("Officials fear")


def test_english_sentences_know_abbreviations():
    assert len(english_sentences("Mr. Smith met Gen. Jones in the U.S. Congress. They spoke.")) == 2


def test_unknown_words_are_noted_unless_written_out():
    (flag,) = check_unknown("رأى الزنبوع في الحقل", "He saw it in the field", known=lambda w: w != "الزنبوع")
    assert (flag.kind, flag.severity, flag.ar) == ("unknown-word", "note", "الزنبوع")
    assert check_unknown("رأى برلسكوني", "He saw Berlusconi", known=lambda w: w != "برلسكوني") == ()
    assert check_unknown("كلمة غريبة", "a strange word") == ()
