"""Points between the points of the compass: a north that became a north-east, a south-west that became a south."""

from __future__ import annotations

import re

from .types import Flag

_BETWEEN_EN = re.compile(r"\b(north|south)[- ]?(east|west)(?:ern|wards?|erly)?\b")
_BETWEEN_AR = re.compile(r"(?P<main>شمال|جنوب)(?P<she>ية)?[يىاً]* (?:ال)?(?P<side>شرق|غرب)(?(she)ية|[يىاً]*)(?!\w)")
"""North and east agree in gender: "شمال الشرقية" is the north of a province."""
_ENGLISH = {"شمال": "north", "جنوب": "south", "شرق": "east", "غرب": "west"}
_ARABIC = {en: ar for ar, en in _ENGLISH.items()}


def check_compass(ar: str, en: str) -> tuple[Flag, ...]:
    """A warning where both sides have the north or the south, and one of them alone the east or west beside it.

    Names of companies and institutions, whose points have capitals, are left alone.
    """
    if "شمال" not in ar and "جنوب" not in ar:
        return ()
    told = next((m for m in _BETWEEN_EN.finditer(en) if _ARABIC[m[1]] in ar and _ARABIC[m[2]] not in ar), None)
    if told is not None:
        said = told.group()
        return (Flag("negation", "warning", f"“{said}” in the English, no {told[2]} in the Arabic", None, said),)
    low = en.lower()
    lost = next(
        (m for m in _BETWEEN_AR.finditer(ar) if _ENGLISH[m["main"]] in low and _ENGLISH[m["side"]] not in low), None
    )
    if lost is not None:
        shown = lost.group()
        return (
            Flag("negation", "warning", f"“{shown}” in the Arabic, no {_ENGLISH[lost['side']]} in the English", shown),
        )
    return ()
