"""A glossary on English that knew nothing of it."""

from __future__ import annotations

import pytest
from mujaz.translate.postedit import PostEditor
from mujaz.translate.spelling import mend_spelling


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
