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
_NEWLINES = re.compile("[\r\x85\u2028\u2029]")

MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
ARABIC_LETTER = re.compile("[\u0621-\u063a\u0641-\u064a\u066e-\u06d3]")
ARABIC_WORD = re.compile("[\u0621-\u063a\u0641-\u064a\u066e-\u06d3]+")

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪", "01234567890123456789.,%")
_INDIC = re.compile("[\u0660-\u066c\u06f0-\u06f9]")
_LETTERS = tuple(zip("أإآٱىةؤئ", "اااايهوي", strict=True))
_FOLD = str.maketrans(
    dict(_LETTERS)
    | dict.fromkeys(map(chr, (*range(0x610, 0x61B), *range(0x64B, 0x660), 0x670, *range(0x6D6, 0x6EE), 0x640)), "")
) | _DIGITS  # fmt: skip
_SHORT = 24  # characters; up to here one table is quicker than replacing letter by letter
_UNCLEAN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufb50-\ufdff"
    "\ufe70-\ufeff\ufff9-\ufffb\ud800-\udfff\t]"
)


def clean_text(text: str) -> str:
    """Text that is safe to print and fit for matching: no terminal escapes, controls, bidi or zero-width marks.

    Presentation forms become letters; blanks of every width become a space; line ends become ``\\n``. Ordinary characters,
    diacritics among them, stay.
    """
    unclean = "".join(set(_UNCLEAN.findall(text)))
    if not unclean:
        return text
    if "\x1b" in unclean or "\x9b" in unclean:
        text = _ESCAPES.sub("", text)
    if _NEWLINES.search(unclean):
        text = _NEWLINES.sub("\n", text.replace("\r\n", "\n"))
    if _CONTROLS.search(unclean):
        text = _CONTROLS.sub("", text)
    if _INVISIBLE.search(unclean):
        text = _INVISIBLE.sub("", text)
    if "\u200c" in unclean or "\u200d" in unclean:
        text = _NON_JOINERS.sub("", text)
    if _PRESENTATION.search(unclean):
        text = _PRESENTATION.sub(lambda m: unicodedata.normalize("NFKC", m.group()), text)
    for blank in set(_BLANKS.findall(unclean)):
        text = text.replace(blank, " ")
    return text


def ascii_digits(text: str) -> str:
    """Arabic-Indic and Persian digits and their signs ``٫ ٬ ٪`` as ASCII. Keeps the length of the text."""
    return text.translate(_DIGITS) if _INDIC.search(text) else text


def strip_marks(text: str) -> str:
    """Without diacritics and tatweel."""
    return MARKS.sub("", text)


def fold_letters(text: str) -> str:
    """One alef, ya for alef maqsura, ha for ta marbuta; marks and digits stay. Keeps the length of the text."""
    for letter, plain in _LETTERS:
        text = text.replace(letter, plain)
    return text


def fold(text: str) -> str:
    """The spelling for matching: no diacritics, one alef, ya for alef maqsura, ha for ta marbuta, ASCII digits."""
    if text.isascii():
        return text
    if len(text) < _SHORT:
        return text.translate(_FOLD)
    text = MARKS.sub("", fold_letters(text))
    return text.translate(_DIGITS) if _INDIC.search(text) else text


def model_text(text: str) -> str:
    """The spelling the models are fed: the page's own, without diacritics, with ASCII digits and single spaces."""
    return one_line(strip_marks(text))


def one_line(text: str) -> str:
    """The page's own spelling, diacritics too, with ASCII digits and single spaces."""
    return " ".join(ascii_digits(text).split())
