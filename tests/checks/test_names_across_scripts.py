from __future__ import annotations

import time
import zlib
from importlib.resources import files
from pathlib import Path

import pytest
from mujaz.checks import NameTable, best_spelling, check_pair, find_names
from mujaz.checks.names import check_names
from mujaz.checks.translit import likeness


@pytest.mark.parametrize(
    ("ar", "en"),
    [
        ("قال محمد صلاح إنه باق في ليفربول", "Mohamed Salah said he was staying at Liverpool"),
        ("أعلنت الأمم المتحدة", "The UN announced"),
        ("قالت الولايات المتحدة", "The U.S. said"),
        ("المنتخب المصري", "the Egypt team"),
        ("جامعة ستانفورد", "Stanford University"),
        ("زار هورنستفايلر القاهرة", "Hornstweiler visited Cairo"),
    ],
)
def test_the_same_name_in_two_scripts(ar, en):
    assert not [f for f in check_names(ar, en) if f.severity != "note"]


def test_a_swapped_name_is_named_with_both_spans():
    flags = check_names("التقى الرئيس المصري نظيره في باريس", "The Egyptian president met his counterpart in Madrid")
    assert [(f.kind, f.ar, f.en) for f in flags] == [("name", "باريس", "Madrid")]
    assert flags[0].severity == "error"


def test_a_lost_name():
    (flag,) = check_names("وصل غوتيريش إلى جنيف", "Guterres arrived")
    assert (flag.severity, flag.ar) == ("warning", "جنيف")
    assert "Geneva" in flag.message


def test_a_glossary_wins():
    table = NameTable([("حركة النور", "Light Movement")])
    assert check_names("أعلنت حركة النور", "The Light Movement announced", table) == ()
    (flag,) = check_names("أعلنت حركة النور", "The Nour group announced", table)
    assert "Light Movement" in flag.message


def test_find_names_gives_places_in_the_text_and_spellings():
    text = "أعلن علماء من جامعة ستانفورد في كاليفورنيا"
    hits = find_names(text)
    assert all(text[h.start : h.end] == h.text for h in hits)
    by_text = {h.text: h for h in hits}
    assert by_text["جامعة ستانفورد"].english[0] == "Stanford University"
    assert by_text["جامعة ستانفورد"].kind == "organisation"
    assert by_text["كاليفورنيا"].english[0] == "California"


def test_common_words_are_no_names():
    assert find_names("قال إن هذا اليوم كان طويلا وجميلا على الطريق") == ()


def test_best_spelling():
    assert best_spelling("ستانفورد", "scientists from Stantford said") == ("Stantford", "Stanford")
    assert best_spelling("ستانفورد", "scientists from Stanford said") is None
    assert best_spelling("ستانفورد", "scientists said nothing") is None


def test_likeness_tells_names_apart():
    assert likeness("نتنياهو", "netanyahu") > 0.8 > 0.6 > likeness("نتنياهو", "erdogan")
    assert likeness("تشيلسي", "chelsea") > 0.7 > likeness("تشيلسي", "barcelona")


def test_the_packed_lists_are_small_and_open_fast():
    packed = (files("mujaz.checks") / "data" / "known.pack").read_bytes()
    assert len(packed) < 4_500_000
    assert len(zlib.compress(packed)) < 2_200_000
    from mujaz.checks import gazetteer

    gazetteer._packed.cache_clear()
    start = time.process_time()
    assert "باريس" in gazetteer._packed()
    assert time.process_time() - start < 0.2


def test_names_lead_to_flags_of_a_pair():
    flags = check_pair("زار الوزير الفرنسي بغداد.", "The French minister visited Ankara.")
    assert ("name", "بغداد", "Ankara") in {(f.kind, f.ar, f.en) for f in flags}


def test_kinds_of_a_hundred_names():
    right = []
    for line in (Path(__file__).parent / "names.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        sentence, *judged = line.split("\t")
        for name, kind in zip(judged[::2], judged[1::2], strict=True):
            start = sentence.index(name)
            right.append(
                any(h.kind == kind and h.start < start + len(name) and h.end > start for h in find_names(sentence))
            )
    assert len(right) == 100
    assert sum(right) >= 88


def test_a_people_has_no_kind():
    assert {h.kind for h in find_names("قال المسؤول الأمريكي إن الحكومة السورية وافقت") if "ال" in h.text} <= {""}


@pytest.mark.parametrize(
    ("ar", "en", "severity"),
    [
        ("وصل الوفد إلى عُمان", "The delegation arrived in Amman", "error"),
        ("وصل الوفد إلى عمّان", "The delegation arrived in Oman", "error"),
        ("أعلنت سلطنة عمان", "Amman announced", "warning"),
        ("وصل الوزير الأردني إلى عمان", "The Jordanian minister arrived in Oman", None),
        ("وصل الوفد إلى عمّان", "The delegation arrived in Amman", None),
        ("وصل الوفد إلى عمان", "The delegation arrived in Oman", None),
    ],
)
def test_oman_is_told_from_amman(ar, en, severity):
    assert [f.severity for f in check_pair(ar, en) if "Amman" in f.message] == ([severity] if severity else [])


def test_find_names_gives_the_reading_that_the_marks_tell():
    assert [h.english for h in find_names("وصل الوفد إلى عُمان")] == [("Oman",)]
    assert [h.english for h in find_names("وصل الوفد إلى عمّان")] == [("Amman",)]
