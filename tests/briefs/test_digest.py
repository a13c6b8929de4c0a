"""The day: which articles belong to it, in what order its stories come, and what outlets say differently."""

from __future__ import annotations

import random
import re

import pytest
import yaml
from making import bank, flood, make_brief
from markdown_it import MarkdownIt
from mujaz.articles.types import PageDate
from mujaz.briefs.differences import additions, differences
from mujaz.briefs.digest import digest, in_window, window
from mujaz.briefs.html import digest_html
from mujaz.briefs.markdown import digest_markdown, front_matter
from mujaz.briefs.serialize import digest_dict, dump
from mujaz.briefs.table import digest_table
from mujaz.briefs.types import Brief, Difference, Figure
from mujaz.checks.types import Flag
from mujaz.errors import MujazError
from rich.console import Console


def test_stories_are_ordered_by_outlets_and_told_once():
    a, b, c = flood(outlet="وكالة"), flood("14 قتيلا", outlet="صحيفة"), bank(outlet="وكالة")
    made = digest([c, b, a])
    assert [len(s.briefs) for s in made.stories] == [2, 1]
    assert {x.key for x in made.stories[0].briefs} == {a.key, b.key}
    assert made.date == "2026-11-20"
    assert made.name == "2026-11-20"


def test_two_outlets_weigh_more_than_two_articles_of_one():
    once = [flood(outlet="وكالة"), flood("14 قتيلا", outlet="وكالة", date="2026-11-20T09:00")]
    twice = [bank(outlet="وكالة"), bank(outlet="صحيفة")]
    made = digest([*once, *twice])
    assert made.stories[0].lead.key in {b.key for b in twice}


def test_order_and_bytes_do_not_depend_on_the_order_given():
    briefs = [flood(outlet=o, date=f"2026-11-20T0{n}:00") for n, o in enumerate("أبتث")] + [bank(), bank(outlet="م")]
    expected = dump(digest_dict(digest(briefs)))
    for seed in range(5):
        random.Random(seed).shuffle(briefs)
        assert dump(digest_dict(digest(briefs))) == expected


def test_undated_articles_are_listed_apart_and_never_put_on_the_day():
    dated, undated, month = flood(), bank(date=None), bank(date="2026-11")
    made = digest([dated, undated, month], date="2026-11-20")
    assert [s.lead.key for s in made.stories] == [dated.key]
    assert {b.key for b in made.undated} == {undated.key, month.key}
    assert digest([dated, undated], date="2026-11-20", undated="skip").undated == ()
    assert digest([undated]).date is None


def test_a_window_keeps_its_days_only():
    days = [flood(date=f"2026-11-{d}") for d in (18, 19, 20, 21)]
    made = digest(days, start="2026-11-19", end="2026-11-20")
    found = {b.article.date.value for s in made.stories for b in s.briefs}
    assert found == {"2026-11-19", "2026-11-20"}
    assert (made.date, made.name) == (None, "2026-11-19--2026-11-20")


def test_top_says_how_many_it_left_out():
    made = digest(
        [flood(), bank(), make_brief("كسوف كلي للشمس", "شهدت المنطقة كسوفا كليا للشمس استمر دقيقتين.")], top=1
    )
    assert (len(made.stories), made.left_out) == (1, 2)


def test_outlets_are_named_in_any_spelling_or_by_host():
    briefs = [flood(outlet="الأنباء"), bank(outlet="وكالة", url="https://www.example.com/a")]
    assert [s.lead.article.outlet for s in digest(briefs, outlets=["الانباء"]).stories] == ["الأنباء"]
    assert [s.lead.article.outlet for s in digest(briefs, outlets=["example.com"]).stories] == ["وكالة"]
    assert digest(briefs, outlets=["نبأ"]).stories == ()


def test_the_same_brief_twice_is_one():
    assert len(digest([flood(), flood()]).stories[0].briefs) == 1


def test_no_briefs_give_an_empty_day():
    made = digest([], date="2026-11-20")
    assert (made.date, made.stories, made.undated) == ("2026-11-20", (), ())


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("2026-11-20", True),
        ("2026-11-20T23:59", True),
        ("2026-11-21", False),
        ("2026-12", False),
        ("2025", False),
        ("2026-11", "unknown"),
        ("2026", "unknown"),
        ("--11-20", "unknown"),
        (None, "unknown"),
        ("nonsense", "unknown"),
        ("2026-13-45", "unknown"),
    ],
)
def test_in_window(value, place):
    when = PageDate(value, "day")
    expected = {"unknown": (True, False)}.get(place, (place, place))
    assert in_window(when, date="2026-11-20") == expected[0]
    assert in_window(when, date="2026-11-20", undated="skip") == expected[1]


def test_times_with_an_offset_are_turned_into_the_zone():
    late = PageDate("2026-11-20T23:30:00+00:00", "minute")
    assert in_window(late, date="2026-11-20")
    assert in_window(late, date="2026-11-21", timezone="Asia/Beirut")
    assert not in_window(late, date="2026-11-20", timezone="Asia/Beirut")
    assert in_window(PageDate("2026-11-20T23:30", "minute"), date="2026-11-20", timezone="Asia/Beirut")


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ({"day": "20/11/2026"}, "is no day"),
        ({"day": "2026-11-20", "start": "2026-11-01"}, "not both"),
        ({"start": "2026-11-20", "end": "2026-11-01"}, "exchange them"),
        ({"day": "today", "timezone": "Mars/Olympus"}, "no time zone"),
        ({"day": "2026-11-20", "timezone": "../etc"}, "no time zone"),
    ],
)
def test_windows_that_are_none_are_refused(asked, word):
    with pytest.raises(MujazError, match=word):
        window(**asked)


def test_yesterday_is_the_day_before_today():
    today, yesterday = window("today").start, window("yesterday").start
    assert (today - yesterday).days == 1


def test_numbers_that_do_not_agree_stand_side_by_side():
    a, b = flood("12 شخصا"), flood("أربعة عشر شخصا", outlet="صحيفة")
    assert differences([a, b]) == (Difference("dead", (Figure(a.key, "12"), Figure(b.key, "أربعة عشر"))),)


@pytest.mark.parametrize("same", ["12 شخصا", "١٢ شخصا", "اثنا عشر شخصا"])
def test_the_same_number_in_other_letters_is_no_difference(same):
    assert differences([flood("12 شخصا"), flood(same, outlet="صحيفة")]) == ()


def test_what_a_number_counts_is_not_mixed_up():
    a = make_brief("حادث", "قتل 12 شخصا وأصيب 30 آخرون في 5 مدن.")
    b = make_brief("حادث سير", "ارتفاع الحصيلة إلى 30 جريحا و12 قتيلا.")
    assert differences([a, b]) == ()
    c = make_brief("حادث مروع", "أصيب 31 في 5 مدن ومقتل 12.")
    assert [d.about for d in differences([a, c])] == ["injured"]


def test_a_joining_and_is_not_part_of_a_number():
    a = make_brief("عاصفة", "عطلت العاصفة الدراسة في بغداد وست محافظات.")
    b = make_brief("عاصفة ترابية", "عطلت العاصفة الدراسة في سبع محافظات.")
    c = make_brief("غبار", "عطل الغبار الدراسة في بغداد وواحد وعشرين محافظة.")
    assert [[f.text for f in d.figures] for d in differences([a, b])] == [["ست", "سبع"]]
    assert differences([a, c])[0].figures[1].text == "واحد وعشرين"


def test_numbers_far_from_each_other_before_one_noun_count_different_things():
    def families(number: str) -> Brief:
        return make_brief("فيضان يغمر قرى السهل", f"غمر النهر قرى السهل ونزحت {number} عائلة من بيوتها.", outlet=number)

    assert [[f.text for f in d.figures] for d in differences([families("120"), families("135")])] == [["120", "135"]]
    assert differences([families("120"), families("22")]) == ()
    assert differences([flood("3 قتلى"), flood("90 قتيلا", outlet="صحيفة")])[0].about == "dead"


def test_lengths_of_time_are_no_difference():
    a = make_brief("كهرباء", "انقطعت الكهرباء 20 ساعة عن عدن.")
    b = make_brief("كهرباء عدن", "تعود الكهرباء خلال 48 ساعة إلى عدن.")
    assert differences([a, b]) == ()


def test_years_and_dates_are_no_difference():
    a = make_brief("قمة", "تعقد القمة عام 2026 بعد قمة عام 2024.")
    b = make_brief("القمة", "تعقد القمة عام 2025 في العاصمة.")
    assert differences([a, b]) == ()


def test_what_only_others_say_is_added_once():
    lead = flood()
    more = make_brief(
        "الساحل",
        "لقي 12 شخصا مصرعهم إثر فيضانات ضربت مدن الساحل فجر الثلاثاء.",
        "وأعلن رئيس الوزراء الحداد ثلاثة أيام وتعويض المزارعين عن محاصيلهم.",
        outlet="صحيفة",
    )
    again = make_brief("س", "وأعلن رئيس الوزراء الحداد ثلاثة أيام وتعويض المزارعين عن محاصيلهم.", outlet="ج")
    assert [(a.key, a.sentence) for a in additions(lead, [more, again])] == [(more.key, 1)]


def test_markdown_holds_a_hostile_title_and_tells_each_story_once():
    evil = "نص](javascript:alert(1)) <script>x</script> | --- : yes"
    briefs = [
        flood(outlet="وكالة", date="2026-11-20T08:00"),
        flood("14 شخصا", outlet="صحيفة"),
        make_brief(evil, "جملة واحدة عن أمر آخر تماما.", title_en=evil, outlet=evil, date=None),
    ]
    text = digest_markdown(digest(briefs, date="2026-11-20"))
    assert text == digest_markdown(digest(briefs[::-1], date="2026-11-20"))
    front, body = text.removeprefix("---\n").split("\n---\n", 1)
    assert 'title: "Digest 2026-11-20"' in front.splitlines()
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(body)
    assert "<script" not in html
    assert "javascript:" not in re.sub(r">[^<]*<", "><", html)
    assert html.count("<h2>") == 2
    assert "dead: 12 (وكالة), 14 (صحيفة)" in html
    assert body.count('id="story-1"') == 1


@pytest.mark.parametrize(
    "title", ["yes", "1e3", "a: b", "- x", '"', "\\", "#", "\u2028x", "null", "---", "é\x85", "{a", "'"]
)
def test_front_matter_survives_any_title(title):
    text = front_matter({"title": title, "n": 3, "none": None})
    assert yaml.safe_load(text.removeprefix("---").removesuffix("---")) == {"title": title, "n": 3, "none": None}


def test_table_shows_the_whole_day():
    briefs = [flood(outlet="وكالة", date="2026-11-20T08:00"), flood("14 شخصا", outlet="صحيفة"), bank(date=None)]
    console = Console(width=100, color_system=None)
    with console.capture() as capture:
        console.print(digest_table(digest(briefs, date="2026-11-20")))
    shown = capture.get()
    assert "dead: 12 (وكالة), 14 (صحيفة)" in shown
    assert "articles without a date" in shown
    assert "also reported by صحيفة" in shown


def test_no_writer_drops_the_flags_of_what_others_add():
    wrong = Flag("number", "error", "3 in the Arabic, 30 in the English")
    title = Flag("name", "warning", "title: الحداد is not in the English")
    more = make_brief(
        "فيضانات الساحل والحداد",
        "لقي 12 شخصا مصرعهم إثر فيضانات ضربت مدن الساحل فجر الثلاثاء بعد أمطار غزيرة.",
        "وأعلن رئيس الوزراء الحداد ثلاثة أيام وتعويض المزارعين عن محاصيلهم.",
        outlet="صحيفة",
        date="2026-11-20T23:00",
        flags=(title,),
        sentence_flags=(wrong,),
    )
    made = digest([flood(date="2026-11-20T08:00"), more], date="2026-11-20")
    assert made.stories[0].additions
    console = Console(width=200, color_system=None)
    with console.capture() as capture:
        console.print(digest_table(made))
    for text in (digest_html(made), digest_markdown(made), capture.get()):
        assert wrong.message in text
        assert "الحداد is not in the English" in text
