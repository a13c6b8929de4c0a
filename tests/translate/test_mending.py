"""Slips that are put right without a model, and what must stay as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mujaz.translate.gloss import group_thousands
from mujaz.translate.mending import mend_blanks, mend_slips


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("his rivalMuharrem Ince got 31 percent.", "his rival Muharrem Ince got 31 percent."),
        ("PresidentNicolás Maduro spoke.", "President Nicolás Maduro spoke."),
        ("They were planted.About 40 percent grew.", "They were planted. About 40 percent grew."),
        ("In Nice,which is old.", "In Nice, which is old."),
    ],
)
def test_lost_blanks_are_put_back(said: str, meant: str) -> None:
    assert mend_blanks("", said) == (meant, ())


@pytest.mark.parametrize(
    "said",
    [
        "An iPhone, a MasterCard and PayPal.",
        "McDonald of the U.S. wrote www.example.com.",
        "WhatsApp and YouTube",
        "2,220",
    ],
)
def test_names_written_together_stay(said: str) -> None:
    assert mend_blanks("", said)[0] == said


def test_what_the_page_itself_writes_stays() -> None:
    assert (
        mend_blanks("قالت شركة futureGadget", "The futureGadget company said.")[0] == "The futureGadget company said."
    )


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Olaf, aNorwegian, sailed.", "Olaf, a Norwegian, sailed."),
        ("The islands lie inPolynesia.", "The islands lie in Polynesia."),
        ("They offer the?hengy.", "They offer the hengy."),
        ("Cameras for self- learning and a 1600- km road.", "Cameras for self-learning and a 1600-km road."),
        ("A knight in a ambush of an Turkish army.", "A knight in an ambush of a Turkish army."),
        ("It is an unique trip of a hour.", "It is a unique trip of a hour."),
        ("There is at least at least one of the the shops.", "There is at least one of the shops."),
        ("They are called veins. smaller ones are not.", "They are called veins. Smaller ones are not."),
        ('"fortunately nothing happened."', '"Fortunately nothing happened."'),
        ('The country of " Norway " and "Oslo".', 'The country of "Norway" and "Oslo".'),
    ],
)
def test_what_is_wrong_in_any_sentence_is_mended(said: str, meant: str) -> None:
    assert mend_slips("", said) == (meant, ())
    assert mend_slips("", meant)[0] == meant


@pytest.mark.parametrize(
    "said",
    [
        "An unidentified man, a European, a one-off, a union, a used car and an heir in Group A are here.",
        "First- and third-degree burns of Xi'an.",
        "It costs 5 dollars vs. ten, e.g. in the U.S. today etc. and so on.",
        "An iPhone of inDrive in a eBay shop.",
        'is in the heart," to which the other replied: "A foul...',
        'A 6.5" screen and a 7" one.',
        "He had had that that year.",
        "(p. 22) The streets.",
        "What is A or B?",
    ],
)
def test_what_may_be_right_stays(said: str) -> None:
    assert mend_slips("", said)[0] == said


@given(st.text(alphabet='aeAN ?.-"(d1', max_size=30))
def test_mending_leaves_figures_alone(text: str) -> None:
    assert [c for c in mend_slips("", text)[0] if c.isdigit()] == [c for c in text if c.isdigit()]


@pytest.mark.parametrize(
    ("text", "grouped"),
    [
        ("مساحة 235000 متر", "مساحة 235,000 متر"),
        ("ب444600 سيارة", "ب444,600 سيارة"),
        ("13779%", "13,779%"),
        ("عام 2018 و9015 طلبا", "عام 2018 و9015 طلبا"),
        ("الهاتف 0501234567 أو +96612345", "الهاتف 0501234567 أو +96612345"),
        ("1800971541", "1800971541"),
        ("31/12/20181 و12345.5 و1.23456 و1,23456", "31/12/20181 و12345.5 و1.23456 و1,23456"),
        ("بلغ 25000.", "بلغ 25,000."),
    ],
)
def test_large_numbers_are_grouped_for_the_model(text: str, grouped: str) -> None:
    assert group_thousands(text) == grouped


@given(st.text(alphabet="0123456789,.:/-+ عام%", max_size=40))
def test_grouping_only_adds_commas(text: str) -> None:
    assert group_thousands(text).replace(",", "") == text.replace(",", "")
