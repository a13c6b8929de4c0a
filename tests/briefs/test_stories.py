"""Stories: what is put together, what is not, and in what order."""

from __future__ import annotations

import numpy as np
import pytest
from mujaz.briefs.alike import Likeness, explains
from mujaz.briefs.stories import ONE_OUTLET, StoryItem, cluster, json_item, stories_dict

FLOOD_A = StoryItem(
    "a",
    "فيضانات تضرب الساحل وتودي بحياة 12 شخصا",
    "لقي 12 شخصا مصرعهم إثر فيضانات ضربت مدن الساحل فجر الثلاثاء بعد أمطار غزيرة. وقالت هيئة الدفاع المدني إن فرق الإنقاذ أجلت 300 أسرة من قرى وادي الزيتون.",
    "وكالة",
    "2026-11-20T08:00",
)
FLOOD_B = StoryItem(
    "b",
    "ارتفاع حصيلة الفيضانات في الساحل إلى 14 قتيلا",
    "ارتفع عدد ضحايا الفيضانات التي اجتاحت مدن الساحل إلى 14 قتيلا بحسب الدفاع المدني، فيما تواصل فرق الإنقاذ البحث عن مفقودين في وادي الزيتون بعد الأمطار الغزيرة.",
    "صحيفة",
    "2026-11-20T11:00",
)
BANK = StoryItem(
    "c",
    "البنك المركزي يرفع سعر الفائدة نصف نقطة",
    "قرر البنك المركزي رفع سعر الفائدة الأساسي نصف نقطة مئوية لكبح التضخم، وقال محافظ البنك إن القرار اتخذ بالإجماع بعد اجتماع لجنة السياسة النقدية.",
    "صحيفة",
    "2026-11-20",
)


def test_an_event_told_twice_is_one_story_and_another_stays_alone():
    found = cluster([BANK, FLOOD_A, FLOOD_B])
    assert [c.members for c in found] == [(1, 2), (0,)]
    assert found[0].why.startswith("shared: ")
    assert "الساحل" in found[0].why
    assert found[1].why == ""


def test_agency_text_is_named_as_such():
    copy = StoryItem("d", FLOOD_A.title, FLOOD_A.text + " (وكالات)", "موقع", "2026-11-20")
    (story,) = cluster([FLOOD_A, copy])
    assert story.why.startswith("same agency text (")
    assert story.lead == 0


def test_the_same_words_a_week_later_are_another_story():
    later = StoryItem("d", FLOOD_A.title, FLOOD_A.text, "موقع", "2026-11-27")
    assert len(cluster([FLOOD_A, later])) == 2
    undated = StoryItem("d", FLOOD_A.title, FLOOD_A.text, "موقع", None)
    assert len(cluster([FLOOD_A, undated])) == 1


def test_spelling_does_not_matter():
    other = StoryItem(
        "d", "فيضانات تضرب السّاحل وتودي بحياة ١٢ شخصاً", FLOOD_A.text.replace("أ", "ا").replace("ة", "ه"), None, None
    )
    assert len(cluster([FLOOD_A, other])) == 1


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("من هو ألكسندر بينالا معاون الرئيس الفرنسي؟", True),
        ("أسئلة عن اتفاق التهدئة", True),
        ("اختفاء في عز الظهر.. تسلسل زمني لتطورات القضية", True),
        ("كيفين يعود إلى الملاعب", False),
        ("الهلال يفوز على النصر", False),
        ("من هولندا إلى المغرب: رحلة لاعب", False),
        ("", False),
    ],
)
def test_titles_that_explain_are_known(title, expected):
    assert explains(title) is expected


def likeness(*articles: StoryItem) -> float:
    made = Likeness([item.title or "" for item in articles], [item.text for item in articles])
    return float(made.scores(np.array([0]), np.array([1]))[0])


def test_an_explainer_is_less_like_the_event():
    asked = StoryItem("d", "هل " + (FLOOD_B.title or ""), FLOOD_B.text)
    assert likeness(FLOOD_A, asked) < likeness(FLOOD_A, FLOOD_B) - 0.1
    assert likeness(asked, asked) > 0.9


def test_background_in_common_tells_less_than_the_report():
    history = " ".join(f"خلفية{n}" for n in range(60))
    filler = [" ".join(f"{name}{n}" for n in range(115)) for name in ("ألف", "باء")]
    late = [StoryItem(str(n), None, f"{text} {history}") for n, text in enumerate(filler)]
    early = [StoryItem(str(n), None, f"{history} {text}") for n, text in enumerate(filler)]
    assert likeness(*late) < likeness(*early) / 2


def test_two_articles_of_one_outlet_need_more_in_common():
    ours = [StoryItem(item.id, item.title, item.text, "صحيفة", item.date) for item in (FLOOD_A, FLOOD_B)]
    border = likeness(FLOOD_A, FLOOD_B) - ONE_OUTLET / 2
    assert len(cluster([FLOOD_A, FLOOD_B], threshold=border)) == 1
    assert len(cluster(ours, threshold=border)) == 2


@pytest.mark.parametrize("text", ["", " ", "x", "12", "و"])
def test_empty_articles_stay_alone(text):
    items = [StoryItem(str(n), None, text) for n in range(3)]
    assert [c.members for c in cluster(items)] == [(0,), (1,), (2,)]


def test_nothing_gives_nothing():
    assert cluster([]) == []


def test_json_form_names_articles_by_id():
    items = [FLOOD_A, FLOOD_B]
    value = stories_dict(items, cluster(items))
    assert value["schema"] == "mujaz.stories/1"
    assert value["stories"][0]["articles"] == ["a", "b"]
    assert value["stories"][0]["lead"] in {"a", "b"}


def test_json_lines_with_missing_fields_are_read():
    assert json_item({"text": "نص", "id": 7, "date": None}, "x#1") == StoryItem("7", None, "نص")
    assert json_item({"title": "ع\u202eنوان"}, "x#1") == StoryItem("x#1", "عنوان", "")


def test_order_does_not_depend_on_chance():
    items = [BANK, FLOOD_B, FLOOD_A]
    assert cluster(items) == cluster(items)


def candidates(days: int, dated: bool) -> int:
    """Pairs to score among four reports a day that all share their words."""
    words = [f"كلمة{n}" for n in range(40)]
    items = [" ".join([*words, f"يوم{day}", f"خبر{n}"]) for day in range(days) for n in range(4)]
    ordinals = np.array([day if dated else -1 for day in range(days) for _ in range(4)])
    first, second = Likeness([""] * len(items), items).candidates(ordinals, 2)
    assert (first < second).all() and len(np.unique(first * len(items) + second)) == len(first)
    if dated:
        assert (np.abs(ordinals[first] - ordinals[second]) <= 2).all()
    return len(first)


def test_candidates_grow_with_the_days_and_not_with_their_square():
    assert candidates(10, dated=True) == 10 * 6 + 9 * 16 + 8 * 16
    assert candidates(100, dated=True) == 100 * 6 + 99 * 16 + 98 * 16
    assert candidates(10, dated=False) == 40 * 39 // 2


def test_an_undated_article_may_meet_any_day():
    items = ["وصل الوزير إلى المدينة لبحث أزمة المياه"] * 3
    days = np.array([10, -1, 500])
    first, second = Likeness([""] * 3, items).candidates(days, 2)
    assert list(zip(first.tolist(), second.tolist(), strict=True)) == [(0, 1), (1, 2)]
