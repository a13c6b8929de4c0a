"""Doer and done-to that changed places, and sentences where the order changes and nothing is wrong."""

from __future__ import annotations

import pytest
from mujaz.checks import check_pair


def told(ar: str, en: str) -> bool:
    return any("who did it to whom" in f.message and f.severity == "warning" for f in check_pair(ar, en))


@pytest.mark.parametrize(
    ("ar", "right", "wrong"),
    [
        ("استدعت أنقرة السفير السويدي أمس.", "Ankara summoned the Swedish ambassador yesterday.", None),
        (
            "هاجمت إثيوبيا إريتريا في عام 1998.",
            "Ethiopia attacked Eritrea in 1998.",
            "Eritrea attacked Ethiopia in 1998.",
        ),
        (
            "قال المراسل إن روسيا دعمت سوريا بالسلاح.",
            "The correspondent said Russia supported Syria with weapons.",
            "The correspondent said Syria supported Russia with weapons.",
        ),
        (
            "انتقد الرئيس الكوري نظيره الياباني.",
            "The Korean president criticised his Japanese counterpart.",
            "The Japanese president criticised his Korean counterpart.",
        ),
        (
            "أوقف شرطي سائقا على الطريق السريع.",
            "A policeman stopped a driver on the motorway.",
            "A driver stopped a policeman on the motorway.",
        ),
        (
            "سافر الوفد من بغداد إلى طهران.",
            "The delegation travelled from Baghdad to Tehran.",
            "The delegation travelled from Tehran to Baghdad.",
        ),
        ("اتهمت إيران إسرائيل بالهجوم.", "Israel was accused by Iran of the attack.", None),
        (
            "قالت وزارة الدفاع الروسية إن أوكرانيا قصفت الجسر.",
            "Ukraine shelled the bridge, Russia's defence ministry said.",
            None,
        ),
        (
            "تحارب الحكومة ميليشيات الحوثي المدعومة من إيران.",
            "The government is fighting the Iran-backed Houthi militias.",
            None,
        ),
    ],
)
def test_the_order_of_doer_and_done_to(ar: str, right: str, wrong: str | None):
    assert not told(ar, right)
    assert wrong is None or told(ar, wrong)
