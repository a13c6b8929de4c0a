"""A glossary on English that knew nothing of it."""

from __future__ import annotations

import pytest
from mujaz.translate.mending import mend_grouping, mend_spelling
from mujaz.translate.postedit import PostEditor


@pytest.mark.parametrize(
    ("entries", "arabic", "english", "wanted"),
    [
        (
            {"الحديدة": "Hudaydah"},
            "وصلت السفينة إلى ميناء الحديدة أمس.",
            "The ship arrived at Hodeidah port yesterday.",
            "The ship arrived at Hudaydah port yesterday.",
        ),
        ({"داعش": "ISIS"}, "تبنى داعش الهجوم.", "Daesh claimed the attack.", "ISIS claimed the attack."),
        ({"الخرطوم": "Khartoum"}, "في الخرطوم وحدها.", "In Khartoum alone.", "In Khartoum alone."),
        (
            {"زغرتون": "Zagharton"},
            "قال عمدة زغرتون إن العمل بدأ.",
            "The mayor of Zghartun said work had begun.",
            "The mayor of Zagharton said work had begun.",
        ),
    ],
)
def test_entries_are_aligned_and_put_in(entries: dict[str, str], arabic: str, english: str, wanted: str) -> None:
    assert PostEditor(entries)(arabic, english) == (wanted, ())


def test_an_entry_that_cannot_be_aligned_is_said() -> None:
    english, flags = PostEditor({"زغرتون": "Zagharton"})(
        "قال عمدة زغرتون إن العمل بدأ.", "The mayor said work had begun."
    )
    assert english == "The mayor said work had begun."
    (flag,) = flags
    assert flag.kind == "name" and flag.severity == "warning" and "Zagharton" in flag.message


def test_a_sentence_without_the_entry_is_left_alone() -> None:
    assert PostEditor({"داعش": "ISIS"})("قال الوزير كلاما.", "The minister spoke of Daesh.") == (
        "The minister spoke of Daesh.",
        (),
    )


def test_misspelt_names_are_put_right() -> None:
    assert (
        mend_spelling("قال باحثون في جامعة ستانفورد.", "Researchers at Stantford University said.")[0]
        == "Researchers at Stanford University said."
    )
    assert (
        mend_spelling("وصل الوفد إلى الرياض.", "The delegation arrived in Riyadh.")[0]
        == "The delegation arrived in Riyadh."
    )


@pytest.mark.parametrize(
    ("arabic", "english", "wanted"),
    [
        ("انخفض إلى 11204.6 نقطة.", "It fell to 1,1204.6 points.", "It fell to 11,204.6 points."),
        ("بلغ 10477 نقطة.", "It reached 1,0477 points.", "It reached 10,477 points."),
        ("بلغ 1,250,000 ريال.", "It reached 125,0000 riyals.", "It reached 1,250,000 riyals."),
        ("في 12 و14 مارس.", "On 12,14 March.", "On 12,14 March."),
        ("بلغ 1500 نقطة.", "It reached 1,500 points.", "It reached 1,500 points."),
    ],
)
def test_thousands_are_grouped_by_threes(arabic: str, english: str, wanted: str) -> None:
    assert mend_grouping(arabic, english)[0] == wanted
