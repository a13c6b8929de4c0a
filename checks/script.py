"""English that is not English: Arabic left standing, another script, another language."""

from __future__ import annotations

import re

from .lexicon import words
from .tokens import cut_english
from .types import Flag, Severity

_ARABIC_RUN = re.compile(
    "[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc][\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc ]*"
)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_OTHER = re.compile("[\u0370-\u05ff\u0900-\u1cff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_AR_LETTERS = re.compile("[\u0621-\u064a]")


def check_script(ar: str, en: str) -> tuple[Flag, ...]:
    """Flags Arabic words left in the English, letters of other scripts, and English that has no English words in it."""
    flags: list[Flag] = []
    severity: Severity
    latin = _LATIN.search(en) is not None
    runs = [m.group().strip() for m in _ARABIC_RUN.finditer(en)] if not en.isascii() else []
    runs = [r for r in runs if _AR_LETTERS.search(r)]
    if runs:
        left = sum(map(len, runs))
        severity = "error" if left > 12 or left * 10 > len(_LATIN.findall(en)) else "warning"
        flags.append(
            Flag(
                "untranslated",
                severity,
                f"left in Arabic: {_short(runs[0])}",
                runs[0] if runs[0] in ar else None,
                runs[0],
            )
        )
    elif not latin and _AR_LETTERS.search(ar) and not _OTHER.search(en):
        flags.append(Flag("untranslated", "error", "there is no English here", None, _short(en)))
    if not en.isascii() and not flags:
        other = _OTHER.findall(en)
        if other and not all(c in ar for c in other):
            severity = "error" if len(other) > 2 else "warning"
            flags.append(
                Flag("untranslated", severity, "letters of another script in the English", None, "".join(other[:20]))
            )
    if latin and not flags:
        flags += _language(en)
    return tuple(flags)


def _language(en: str) -> list[Flag]:
    keys = cut_english(en).keys
    if len(keys) < 6:
        return []
    small = words("languages", "english")
    english = sum(map(small.__contains__, keys))
    if 4 * english >= len(keys):
        return []
    other = words("languages", "foreign")
    foreign = sum(k in other for k in keys)
    if foreign >= 3 and foreign > 2 * english:
        return [Flag("untranslated", "error", "this does not look like English", None, _short(en))]
    if english == 0 and len(keys) >= 12:
        return [Flag("untranslated", "warning", "this does not look like an English sentence", None, _short(en))]
    return []


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
