"""Points between the points of the compass."""

from __future__ import annotations

import pytest
from mujaz.checks import check_pair
from mujaz.checks.compass import check_compass

TOLD = [
    (
        "غمرت المياه المنازل في عكار بأقصى شمال لبنان.",
        "Water flooded homes in Akkar in the far northeast of Lebanon.",
        "northeast",
    ),
    ("تتحرك العاصفة جنوباً نحو الساحل.", "The storm is moving south-westwards to the coast.", "south-westwards"),
    ("وقع الزلزال شمال شرقي المدينة.", "The earthquake struck north of the city.", "شمال شرقي"),
    ("أغلقت الطريق في المنطقة الجنوبية الغربية.", "The road was closed in the southern region.", "جنوبية الغربية"),
]
RIGHT = [
    ("وقع الزلزال شمال شرقي المدينة.", "The earthquake struck to the north-east of the city."),
    ("وقع الزلزال شمال شرقي المدينة.", "The earthquake struck the city."),
    ("حلت محافظة شمال الشرقية ضيف شرف.", "North Sharqiyah governorate was the guest of honour."),
    ("تتجه الطريق شمالاً إلى جامعة نورث إيسترن.", "The road runs north to Northeastern University."),
    ("شمال الضفة الغربية", "the north of the West Bank"),
    ("تراجعت أسعار القمح.", "Wheat prices fell in the north-west."),
]


@pytest.mark.parametrize(("ar", "en", "shown"), TOLD)
def test_a_point_that_only_one_side_has_is_told(ar: str, en: str, shown: str) -> None:
    (flag,) = check_compass(ar, en)
    assert flag.severity == "warning"
    assert shown in (flag.ar, flag.en)
    assert flag in check_pair(ar, en)


@pytest.mark.parametrize(("ar", "en"), RIGHT)
def test_the_same_point_is_left_alone(ar: str, en: str) -> None:
    assert check_compass(ar, en) == ()
