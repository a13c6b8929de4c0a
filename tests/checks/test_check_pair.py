from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mujaz.checks import Flag, check_pair, check_summary, find_names, overlap, support_of

DATA = Path(os.environ.get("MUJAZ_DATA") or Path(__file__).parents[2] / "../shared/data")
FLORES = DATA / "parallel/dev/flores200_dev.tsv"
RANK = {"error": 0, "warning": 1, "note": 2}

ALPHABET = st.sampled_from(
    list("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإؤئ ًٌّـ٠١٢٣٤٥٦٧٨٩٫٬٪،.؟!\"«»()-/:%abcXYZ'’ 0123456789\n\t\ud800\u200f\ufeffİß")
)
PIECES = st.sampled_from(
    [
        "ألف",
        "مليون",
        "مليار",
        "مئة",
        "ونصف",
        "نصف",
        "عشر",
        "ثلاثة",
        "و",
        "12",
        "3.5",
        "1,000",
        "20:30",
        "%",
        "في",
        "المئة",
        "لا",
        "لم",
        "يناير/تموز",
        "محمد",
        "الأمم",
        "المتحدة",
        "ال",
        "ر",
        "7ر5",
        "5:",
        "million",
        "hundred",
        "and",
        "a",
        "half",
        "of",
        "two",
        "p.m.",
        "8:30",
        "1980s",
        "21st",
        "No.",
        "not",
        "n't",
        "January",
        "May",
        "United",
        "Nations",
        "U.S.",
        "The",
        "the",
        "the",
        "'ll",
        "’s",
        "II",
    ]
)
TEXTS = st.one_of(st.text(), st.text(ALPHABET), st.lists(PIECES, max_size=30).map(" ".join))


def test_no_english_is_one_flag():
    for en in (None, "", "  \n"):
        (flag,) = check_pair("قال الوزير", en)
        assert (flag.kind, flag.severity) == ("untranslated", "error")
    assert check_pair("", "") == ()
    assert check_pair("", None) == ()


def test_flags_come_errors_first():
    flags = check_pair(
        "قتل 32 شخصا ولم يصب أحد في بغداد يوم الاثنين وأصيب ثلاثة جنود.",
        "In July 23 people were killed in Madrid on a day.",
    )
    assert len(flags) > 2
    assert [RANK[f.severity] for f in flags] == sorted(RANK[f.severity] for f in flags)
    assert all(isinstance(f, Flag) and f.message for f in flags)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_no_text_raises(ar, en):
    for flag in check_pair(ar, en, known=lambda w: len(w) % 2 == 0):
        assert flag.ar is None or flag.ar in ar
        assert flag.en is None or flag.en in en or flag.kind in ("untranslated", "loop", "added")
    find_names(ar)


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.lists(TEXTS, max_size=4))
def test_no_summary_raises(sentence, sources):
    check_summary(sentence, sources)
    assert all(0 <= i < len(sources) for i in support_of(sentence, sources))
    assert 0 <= overlap(sentence, " ".join(sources)) <= 1


@pytest.mark.parametrize(
    ("ar", "en"),
    [
        ("كلمة ", "word "),
        ("محمد 12 ", "Mohamed 12 "),
        ("زرنوقشتاين ", "Trubnikov "),
        ("لا يناير ", "not January "),
        ("ألف و", "thousand and "),
        ("١٢٣٤٥٦٧٨٩٠", "1234567890"),
        ("«", "“"),
        (". ", ". "),
        ("   ", " ' "),
        ("a.b.", "a.b."),
    ],
)
def test_time_is_linear_in_the_length(ar, en):
    def cost(size: int) -> float:
        left, right = (ar * size)[:size], (en * size)[:size]
        times = []
        for _ in range(3):  # the least of three: other processes only ever add to it
            start = time.process_time()
            check_pair(left, right)
            times.append(time.process_time() - start)
        return min(times)

    assert cost(40_000) < 30 * max(cost(4_000), 0.005)


def test_long_mixed_sentences_take_little_time():
    names = [f"{a}{b}{c}{d}" for a in "برك" for b in "وان" for c in "لمد" for d in "سشت"]
    ar = " ".join(f"{n}وفيتش {i}" for i, n in enumerate(names * 8))[:10_000]
    en = " ".join(f"K{i}or{chr(97 + i % 26)}vich {i + 7}" for i in range(900))[:10_000]
    start = time.process_time()
    check_pair(ar, en)
    assert time.process_time() - start < 3


def test_importing_the_room_is_cheap():
    code = "import sys, mujaz.checks; print([m for m in ('torch','transformers','ctranslate2','sklearn','lxml','numpy','marisa_trie','rapidfuzz') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not FLORES.exists(), reason="needs the data folder")
def test_false_alarms_stay_under_one_in_a_hundred():
    pairs = [line.split("\t")[:2] for line in FLORES.read_text(encoding="utf-8").split("\n") if "\t" in line]
    wrong = sum(any(f.severity == "error" for f in check_pair(ar, en)) for ar, en in pairs)
    assert wrong <= len(pairs) // 100
