"""Characters: what is taken out of scraped text once, and how Arabic spellings are folded for matching.

Folded text is for comparing only. Models are fed the page's own spelling.
"""

from __future__ import annotations

import re
import unicodedata

_ESCAPES = re.compile(
    r"\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)?"  # OSC: title, clipboard, links
    r"|\x1b[PX^_][^\x1b\n]*(?:\x1b\\)?"  # DCS, SOS, PM, APC
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"  # CSI
    r"|\x1b[ -/]*[0-~]?"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_NON_JOINERS = re.compile("(?<![\u0600-\u06ff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u06ff])")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
_BLANKS = re.compile("[\\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NEWLINES = re.compile("\r\n?|[\x85\u2028\u2029]")

MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
ARABIC_LETTER = re.compile("[\u0621-\u063a\u0641-\u064a\u066e-\u06d3]")
ARABIC_WORD = re.compile("[\u0621-\u063a\u0641-\u064a\u066e-\u06d3]+")

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪", "01234567890123456789.,%")
_LETTERS = str.maketrans("أإآٱىةؤئ", "اااايهوي")
_MARKS = dict.fromkeys([*range(0x610, 0x61B), *range(0x64B, 0x660), 0x670, *range(0x6D6, 0x6EE), 0x640])
_FOLD = _LETTERS | _DIGITS | _MARKS  # one table: folding is done for every line of every page


def clean_text(text: str) -> str:
    """Text that is safe to print and fit for matching: no terminal escapes, controls, bidi or zero-width marks.

    Presentation forms become letters; blanks of every width become a space; line ends become ``\\n``. Ordinary characters,
    diacritics among them, stay.
    """
    text = _NEWLINES.sub("\n", _ESCAPES.sub("", text))
    text = _CONTROLS.sub("", text)
    text = _NON_JOINERS.sub("", _INVISIBLE.sub("", text))
    text = _PRESENTATION.sub(lambda m: unicodedata.normalize("NFKC", m.group()), text)
    return _BLANKS.sub(" ", text)


def ascii_digits(text: str) -> str:
    """Arabic-Indic and Persian digits and their signs ``٫ ٬ ٪`` as ASCII. Keeps the length of the text."""
    return text.translate(_DIGITS)


def strip_marks(text: str) -> str:
    """Without diacritics and tatweel."""
    return MARKS.sub("", text)


def fold(text: str) -> str:
    """The spelling for matching: no diacritics, one alef, ya for alef maqsura, ha for ta marbuta, ASCII digits."""
    return text if text.isascii() else text.translate(_FOLD)


def model_text(text: str) -> str:
    """The spelling the models are fed: the page's own, without diacritics, with ASCII digits and single spaces."""
    return " ".join(ascii_digits(strip_marks(text)).split())
