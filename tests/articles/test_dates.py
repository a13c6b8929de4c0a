from __future__ import annotations

import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mujaz.articles.dates import find_date, is_dateline, parse_user_date
from mujaz.articles.types import PageDate

GOLD = Path(__file__).parent / "gold"
REFERENCE = datetime(2024, 7, 11, 12, 30)


def rows(name: str) -> list[list[str]]:
    lines = (GOLD / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("# ")]


def value(text: str, **more) -> str | None:
    found = find_date(text, **more)
    return found.value if found else None


@pytest.mark.parametrize(("source", "expected", "text", "outlet"), rows("dates.tsv"))
def test_formats_of_outlets(source, expected, text, outlet):
    found = find_date(text, reference=REFERENCE, source=source)
    assert found is not None, outlet
    assert (found.value, found.source) == (expected, source)
    assert found.precision == {4: "year", 7: "month", 10: "day", 13: "hour", 16: "minute"}.get(
        len(expected) if not expected.startswith("--") else 0, "day-without-year"
    )


def test_gold_is_as_large_as_promised():
    assert len(rows("dates.tsv")) >= 120
    assert len(rows("no_dates.txt")) >= 60


@pytest.mark.parametrize("line", [row[0] for row in rows("no_dates.txt")])
def test_no_date_is_invented(line):
    assert find_date(line, reference=REFERENCE) is None


def test_text_is_the_words_of_the_page():
    line = "كتب محمد | الإثنين ١٨/ديسمبر/٢٠١٧ - ١٠:٠٨ ص | القاهرة"
    assert find_date(line) == PageDate("2017-12-18T10:08", "minute", "header", "الإثنين ١٨/ديسمبر/٢٠١٧ - ١٠:٠٨ ص")


def test_a_day_without_a_year_is_completed_only_when_the_year_is_given():
    assert value("الأربعاء 20 ديسمبر") == "--12-20"
    assert value("الأربعاء 20 ديسمبر", year=2017) == "2017-12-20"
    assert value("الأربعاء 20 ديسمبر 10:15", year=2017) == "2017-12-20T10:15"
    assert value("الأربعاء 20 ديسمبر", reference=REFERENCE) == "--12-20"
    assert value("29 فبراير", year=2023) == "--02-29"
    assert value("18 ديسمبر 2017", year=1999) == "2017-12-18"


@pytest.mark.parametrize("line", ["منذ ساعتين", "أمس", "اليوم 10:30", "قبل 3 أيام", "منذ لحظات"])
def test_relative_times_need_a_reference(line):
    assert find_date(line) is None
    assert find_date(line, reference=REFERENCE) is not None


@pytest.mark.parametrize(
    ("published", "updated"),
    [
        ("نشر في: 10/5/2020 - 11:31", "آخر تحديث: 12/5/2020 - 09:00"),
        ("نشرت في 10 مايو 2020 الساعة 11:31", "تم التحديث 12 مايو 2020"),
    ],
)
def test_the_day_of_publication_wins_over_the_last_change(published, updated):
    assert value(f"{published} | {updated}") == "2020-05-10T11:31"
    assert value(f"{updated} | {published}") == "2020-05-10T11:31"


@pytest.mark.parametrize("line", ["31/02/2017", "الثلاثاء 30 فبراير 2016", "32 ديسمبر 2017", "2017-13-32", "0/0/2017"])
def test_days_that_do_not_exist(line):
    assert find_date(line) is None


@pytest.mark.parametrize("line", ["31/02/2017", "31 شوال 1436 هـ", "1436/13/01 هـ", "25 شوال 1699 هـ"])
def test_days_that_do_not_exist_are_none_for_metadata_too(line):
    assert find_date(line, source="meta") is None


def test_clock_times():
    day = "18 ديسمبر 2017"
    clocks = {
        "12:05 ص": "00:05", "12:05 م": "12:05", "1:05 ظهرا": "13:05", "10:08 مساءً": "22:08", "11:30 ليلاً": "23:30", "3:00 فجرا": "03:00",
        "15:34 pm": "15:34", "12:00 AM": "00:00", "٠٩:٠٠": "09:00", "10.15 ص": "10:15", "23h45": "23:45",
    }  # fmt: skip
    assert {clock: value(f"{day} {clock}") for clock in clocks} == {c: f"2017-12-18T{v}" for c, v in clocks.items()}


@pytest.mark.parametrize(
    "line",
    [
        "الإثنين 18/ديسمبر/2017 - 10:08 ص", "نشر في: ١١ يوليو/تموز ٢٠٢٤", "آخر تحديث: 11 يوليو 2024 - 10:15 بتوقيت أبوظبي", "منذ ساعتين", "10:15 بتوقيت مكة المكرمة",
        "الرياض 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م واس", "الخميس 27 رمضان 1436", "18:11 ت م", "أمس الساعة 10:00", "July 11, 2024 3:22 PM GMT", "ديسمبر 2017",
    ],
)  # fmt: skip
def test_datelines(line):
    assert is_dateline(line)


@pytest.mark.parametrize(
    "line",
    [
        "", "2017", "12", "مصر: 7 يوليو موعدا لختام الحوار", "القاهرة", "ولد في 12 مايو 1965", "حرب 6 أكتوبر 1973", "© 2017 جميع الحقوق محفوظة", "أحمد علي - 12/7/2015",
        "هاتف 02-2575-2015", "القاهرة 11 يوليو (شينخوا) -- أعلنت وزارة الصحة", "1400 (GMT+04:00) - 14/01/09 من هو منتظر الزيدي؟", "فاز الفريق 3-1", "شكرا",
    ],
)  # fmt: skip
def test_lines_that_are_more_than_a_date(line):
    assert not is_dateline(line)


@pytest.mark.parametrize(
    ("typed", "expected", "precision"),
    [
        ("2017-12-18", "2017-12-18", "day"), ("2017-12-18T10:08", "2017-12-18T10:08", "minute"), (" 2017-12 ", "2017-12", "month"), ("2017", "2017", "year"),
        ("--12-20", "--12-20", "day-without-year"), ("18/12/2017", "2017-12-18", "day"), ("١٨ كانون الأول ٢٠١٧", "2017-12-18", "day"), ("Dec 18 2017", "2017-12-18", "day"),
    ],
)  # fmt: skip
def test_dates_a_user_types(typed, expected, precision):
    assert parse_user_date(typed) == PageDate(expected, precision, "user", typed.strip())


@pytest.mark.parametrize("typed", ["", "tomorrow maybe", "31/02/2017", "--13-40", "أمس", "20171399", "12"])
def test_what_a_user_types_that_is_no_date(typed):
    with pytest.raises(ValueError, match="not a date"):
        parse_user_date(typed)


@given(
    st.text(
        alphabet=st.characters(codec="utf-8") | st.sampled_from("0123456789٠١٢٣/-:. \u0640\u200fمصهـ"), max_size=200
    )
)
def test_any_text(text):
    for source in ("header", "meta", "url"):
        found = find_date(text, reference=REFERENCE, source=source)
        assert found is None or found.value
    assert is_dateline(text) in (True, False)


pieces = st.sampled_from(
    ["18", "2017", "/", "-", ":", " ", "ديسمبر", "تموز", "كانون الأول", "الإثنين", "نشر في", "آخر تحديث", "10:08", "ص", "هـ", "1436", "شوال", "منذ", "ساعتين", "(", ")", "GMT", "+0300", "©", "أمس", "T", "Z", "."]
)  # fmt: skip


@given(st.lists(pieces, max_size=40).map("".join) | st.lists(pieces, max_size=40).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_line_of_date_pieces(text):
    for source in ("header", "meta"):
        found = find_date(text, year=2024, reference=REFERENCE, source=source)
        if found is not None and found.precision in ("day", "minute", "hour"):
            datetime.fromisoformat(found.value[:10])
    is_dateline(text)


@pytest.mark.parametrize(
    "unit",
    ["1/", "12/7/2015 ", "ديسمبر ", "18 ديسمبر ", "ـ", "منذ ", "10:08 ", "و", "(", "a1", "نشر في ", "2017-", " "],
)
def test_long_lines_take_linear_time(unit):
    start = time.perf_counter()
    find_date(unit * 50_000, reference=REFERENCE)
    find_date(unit * 50_000, source="meta")
    is_dateline(unit * 50_000)
    assert time.perf_counter() - start < 1.5


def test_libraries_are_loaded_only_when_needed():
    code = "import sys; from mujaz.articles.dates import find_date; find_date('18 ديسمبر 2017'); assert not {'dateparser', 'hijridate'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_of_a_paragraph_only_the_dateline_of_an_agency_counts():
    story = "أعلنت وزارة الصحة تسجيل حالات جديدة في ثلاث محافظات، وقالت إن معظم الحالات في القرى المحاذية للنهر. " * 5
    assert value(f"القاهرة 11 يوليو 2023 (رويترز) - {story}") == "2023-07-11"
    assert find_date(f"11 يوليو 2023 - {story}") is None
    assert find_date(f"في 11 يوليو 2023 {story}") is None
    assert find_date(story + "نشر في 11 يوليو 2023") is None


def test_a_range_is_its_first_day():
    assert value("12-18 ديسمبر 2017") == "2017-12-12"
    assert value("30 يونيو - 6 يوليو 2024") == "2024-06-30"
    assert find_date("من 12 إلى 18 ديسمبر 2017") is None
