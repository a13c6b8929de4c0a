"""The text of a page to its lines, also where line breaks were lost or made at a column."""

from __future__ import annotations

import html
import re

from .dates import is_dateline
from .lines import Line, lines_of_texts
from .text import clean_text

_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_ATTRIBUTE = re.compile(
    r"""\b(?:alt|content|class|title|src|href|width|height|style)=(?:"[^"<>\n]*"|'[^'<>\n]*')\s*/?>"""
)
_TORN = re.compile(r'\bcontent="[^<>]{0,800}?/>')  # quotes inside, or a line break
_TAG = re.compile(r"</?(?:[a-zA-Z][a-zA-Z0-9]{0,10})(?:\s[^<>]{0,300})?/?>|<!--[^<>]{0,300}-->")
_BREAK_TAG = re.compile(r"<(?:br|/?p|/?div|/?li|/?h[1-6]|/?tr|/?ul|/?ol)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE)
_RUN = re.compile(r" {3,}")
_PAIR = re.compile(r" {2,}")
_STOP_PAIR = re.compile(r"(?<=[.!?؟…\"»”:]) {2,}")
_OPEN_SIGNS = "،؛,(«“[-"
_OPEN_WORDS = frozenset(
    (
        "في",
        "من",
        "على",
        "إلى",
        "الى",
        "عن",
        "أن",
        "ان",
        "إن",
        "و",
        "أو",
        "او",
        "التي",
        "الذي",
        "بين",
        "مع",
        "خلال",
        "بعد",
        "قبل",
    )
)

# A day with its year, a weekday before and a time behind it or not: 18/ديسمبر/2017 - 10:08 ص, الأحد 4 مايو 2018
_HEAD_DATE = re.compile(
    "(?:(?:السبت|الأحد|الاحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة)[ ،,]{1,3})?"
    "[0-9٠-٩]{1,2} ?[/ .-] ?(?:[0-9٠-٩]{1,2}|[\u0621-\u064a]{3,10}(?: الأول| الثاني| الاول)?) ?[/ .,،-]{1,2} ?[0-9٠-٩]{4}"
    "(?:[ -]{1,3}[0-9٠-٩]{1,2}:[0-9٠-٩]{2}(?: ?[صم](?= ))?)?"
)
_BUTTONS = re.compile(r"^(?:\s*(?:طباعة|انسخ الرابط|نسخ الرابط|شارك|مشاركة|فيسبوك|تويتر|واتساب|حجم الخط))+")
_HEAD = 250
_ENDS = '.!?؟…:"»”)'
_WRAP_MIN, _WRAP_MAX = 35, 125
_BEGINS = re.compile('[■●•▪◾]|[«"][^«»"]{2,25}[»"] ?:')  # an item, or a headline: «الأشغال»: …
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:(?:ال)?صفحة|page)?\W{0,3}\d{1,3}(?: ?(?:من|/|of) ?\d{1,3})?\W{0,3}", re.IGNORECASE
)


def text_lines(text: str) -> list[Line]:
    """Lines of a plain-text page, in order, without empty ones.

    A run of three or more spaces is a lost line break; in a page that is all one line, two are. Lines broken at a column
    are put together again. What is left of markup (entities, tags, torn attributes) goes.
    """
    text = without_markup(text)
    rows = [row.rstrip() for row in text.split("\n")]
    filled = [row for row in rows if row.strip()]
    joined = len(filled) <= 2 and len(_PAIR.findall(text.strip())) >= 4 > len(_RUN.findall(text.strip()))
    pieces: list[str] = []
    for row in rows:
        row = row.lstrip()
        if "  " not in row:
            pieces.append(row)
            continue
        parts = (_PAIR if joined else _RUN).split(row)
        if len(parts) == 1 and len(row) > 500 and len(_STOP_PAIR.findall(row)) >= 2:
            parts = _STOP_PAIR.split(row)
        pieces += _rejoin(parts, joined)
    if len(filled) == 1 and len(pieces) == 1:
        pieces = _split_head(pieces[0])
    if _hard_wrapped([piece for piece in pieces if piece]):
        pieces = _unwrap(pieces)
    pieces = [" ".join(piece.split()) if "  " in piece else piece.strip() for piece in pieces]
    return lines_of_texts([piece for piece in pieces if piece])


def without_markup(text: str) -> str:
    """Text without the entities, tags and torn attributes that a careless scraper left in it."""
    if "&" in text and _ENTITY.search(text):
        text = clean_text(html.unescape(text))  # again: an entity can spell an escape or a bidi control
    if "=" in text:
        text = _TORN.sub("   ", _ATTRIBUTE.sub("   ", text))
    if "<" in text:
        text = _TAG.sub("", _BREAK_TAG.sub("\n", text))
    return text


def _rejoin(parts: list[str], pairs: bool) -> list[str]:
    """Undo splits inside a sentence: blanks that were typed, not breaks that were lost. ``pairs``: split at two blanks."""
    out: list[str] = []
    for part in (p.strip() for p in parts):
        if not part:
            continue
        before = out[-1] if out else ""
        inside = before and (
            part[0] in "،؛.)»؟!" or before[-1] in _OPEN_SIGNS or before.rsplit(" ", 1)[-1] in _OPEN_WORDS
        )
        unfinished = pairs and before and before[-1] not in _ENDS
        if (inside or unfinished) and len(before.split()) > (5 if inside else 24):
            out[-1] += " " + part
        else:
            out.append(part)
    return out


def _split_head(page: str) -> list[str]:
    """A whole page in one line with single blanks: cut around the date in its head, which parts title and body."""
    found = _HEAD_DATE.search(page, 0, _HEAD)
    if not found or len(page) < 2 * _HEAD or len(page[: found.start()].split()) < 3:
        return [page]
    rest = _BUTTONS.sub("", page[found.end() :], count=1)
    return [page[: found.start()], found.group(), rest]


def _hard_wrapped(pieces: list[str]) -> bool:
    long = [piece for piece in pieces if len(piece) >= _WRAP_MIN]
    if len(long) < 8 or max(map(len, long)) > _WRAP_MAX:
        return False
    unfinished = sum(1 for piece in long if piece[-1] not in _ENDS)
    return unfinished > 0.6 * len(long)


def _unwrap(pieces: list[str]) -> list[str]:
    width = max(map(len, pieces))
    out: list[str] = []
    open_line = False
    for piece in pieces:
        if not piece:
            open_line = False
            out.append("")
            continue
        if open_line and _PAGE_NUMBER.fullmatch(piece):
            out.insert(-1, piece)
            continue
        if open_line and not _BEGINS.match(piece):
            out[-1] += " " + piece
        else:
            out.append(piece)
        open_line = len(piece) > 0.7 * width and not is_dateline(piece)
    return out
