"""What a page calls its own site: the name in its head, in its rights line, and in the lines that speak of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from .lines import Line, data_rows, line_rules, match_words
from .outlets import outlet_named, title_parts
from .page import Page
from .people import name_words
from .text import ARABIC_LETTER, ascii_digits, fold_letters, strip_marks

NAME_WORDS = 5
_HEAD_LINES = 40
_LAST = 2  # lines of a page in which it may speak of itself in a sentence
_TOP = 3  # lines among which the site's name is likeliest
_RIGHTS_WORDS = 30
_RIGHTS = re.compile(r"©|\(c\)|copyright|حقوق|rights|droits", re.IGNORECASE)
_RIGHTS_SIGNS = ("©", "(c)", "copyright", "حقوق", "rights", "droits")
_SIGNS = re.compile(r"©|\(c\)", re.IGNORECASE)
_YEARS = re.compile(r"\(?\s*(?<!\d)(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)\d\d)?(?!\d)(?:\s*(?:م|هـ)(?!\w))?\s*\)?")
_PIECES = re.compile(r"[|©•*()\[\]«»\"“”;؛،,]+|\(c\)|\s[-–—ـ/]+\s|\s*[-–—]\s+|\.(?=\s|$)|\n", re.IGNORECASE)
_NO_NAME = frozenset(":؟!،.,%°=+")
_SPEAKS = frozenset(("app", "follow", "source", "byline", "disclaimer", "share", "contact", "copyright"))
_SHOWN_HINTS = frozenset(("", "link", "outside", "furniture"))
_LONG_NUMBER = re.compile(r"\d{4}|\d\D+\d")  # more than the number of a channel: "القناة 24"
_LEAST = 2.0
_BOTH_WORDS = 3
_SLOGAN_WITHIN = 14  # words of a line
_KIND_WORDS = 4  # "صحيفة إلكترونية يومية مستقلة"


@dataclass(frozen=True, slots=True)
class SiteName:
    """A name as the page spells it, and its words."""

    text: str
    words: tuple[str, ...]


def own_names(page: Page, first: int) -> list[SiteName]:
    """The page's names for its site, surest first; ``first``: the line with which the body begins.

    A line of the head counts by what else speaks for it: the rights line, a line about the site's application or channels, a
    word that outlets' names have, what a masthead adds to its name. A rights line alone is enough.
    """
    owners = list(_owners(page))
    whole = spoken = ""
    found: dict[tuple[str, ...], tuple[float, str]] = {}
    for number in range(min(first, _HEAD_LINES)):
        for text, slogan in _head_names(page, number):
            words = match_words(text)
            if not whole:
                whole, spoken = _whole(page), _spoken(page)
            score = 2.0 * slogan + 0.5 * (number < _TOP) + _typed(words) + _said(words, whole, spoken)
            score += 3.0 * any(_same(words, owner) for owner in owners)
            if score >= _LEAST and score > found.get(words, (0.0, ""))[0]:
                found[words] = (score, text)
    ranked = sorted(found.items(), key=lambda item: (ARABIC_LETTER.search(item[1][1]) is None, -item[1][0]))
    names = [SiteName(text, words) for words, (_, text) in ranked]
    return names or [SiteName(owner, match_words(owner)) for owner in owners]


def aliases(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A site's name and what is left of it without the words that say what it is: وكالة الفرات للأنباء, الفرات."""
    kinds = name_words("outlet")
    found = [words]
    if len(words) > 2 and words[:1] in kinds and words[1:2] in kinds:
        found.append(words[2:])  # وكالة أنباء الفرات
    start, end = words, words
    if len(words) > 1 and words[:1] in kinds:
        start = words[1:]
        found.append(start)
    if len(words) > 1 and words[-1:] in kinds:
        end = words[:-1]
        found.append(end)
    if start is not words and end is not words and len(words) > 2:
        found.append(words[1:-1])
    return [name for name in found if len(name) > 1 or not line_rules().is_menu(name)]


def is_slogan(text: str) -> bool:
    """What a masthead says of itself: "يومية سياسية مستقلة"."""
    return not _slogan_words().isdisjoint(match_words(text))


def describes_site(line: Line, sites: Sequence[tuple[str, ...]]) -> bool:
    """What a site says of itself in a sentence: "سنابل الوادي صحيفة إلكترونية مستقلة تصدر منذ 2011", its name before it or not."""
    if _slogan_words().isdisjoint(line.words[:_SLOGAN_WITHIN]):
        return False
    name = _before_slogan(line.text)
    if name and match_words(name) in sites:
        return True
    words = line.words[:_KIND_WORDS]
    return words[:1] in name_words("outlet") and sum(word in _slogan_words() for word in words) > 1


@cache
def _slogan_words() -> frozenset[str]:
    return frozenset(word for words in name_words("slogan") for word in words)


def is_typed(text: str) -> bool:
    """Begins or ends with a word that outlets' names have."""
    return _typed(match_words(text)) > 0


def _typed(words: Sequence[str]) -> float:
    kinds = name_words("outlet")
    if len(words) < 2:
        return 0.0
    first = (words[0],) in kinds
    last = (words[-1],) in kinds or tuple(words[-2:]) in kinds
    return 2.0 if first and last else 1.5 if first or last else 0.0


def _head_names(page: Page, number: int) -> Iterator[tuple[str, bool]]:
    """Names that a line of the head may hold, and whether a slogan stands behind them."""
    line, hit = page.lines[number], page.hits[number]
    if line.hint not in _SHOWN_HINTS or (hit is not None and hit.rule not in ("link", "outside", "furniture")):
        return
    if len(line.words) > 14 or line.text.startswith("- ") or _LONG_NUMBER.search(line.text):
        return
    parts = title_parts(line.text)
    if len(parts) == 2 and is_slogan(parts[1]) and _may_be_name(parts[0]):
        yield parts[0], True
    elif len(parts) == 2 and any(is_typed(part) for part in parts) and _same(match_words(parts[0]), parts[1]):
        yield max(parts, key=len), False
    elif len(parts) == 2 and number < _TOP and (arabic := _in_both_scripts(parts)):
        yield arabic, True
    elif len(parts) == 1:
        text = line.text.strip(" -–—ـ|*•·")
        if before := _before_slogan(text):
            yield before, True
        elif _may_be_name(text):
            below = page.lines[number + 1] if number + 1 < len(page) else None
            yield (
                text,
                below is not None and len(below.words) <= 10 and is_slogan(below.text) and not below.ends_sentence,
            )


def _in_both_scripts(parts: Sequence[str]) -> str | None:
    """Of "أخبار القرن - Horn Akhbar", what is Arabic."""
    arabic = [part for part in parts if ARABIC_LETTER.search(part)]
    short = all(len(part.split()) <= _BOTH_WORDS and not outlet_named(part) for part in parts)
    return arabic[0] if len(arabic) == 1 and short and not line_rules().is_menu(match_words(arabic[0])) else None


def _before_slogan(text: str) -> str | None:
    """ "الوادي جريدة إلكترونية متجددة" gives "الوادي"."""
    name, comma, rest = text.partition("،")
    if comma and is_typed(name) and _may_be_name(name) and is_slogan(" ".join(rest.split()[:2])):
        return name.strip()
    tokens = text.split()
    kinds, slogans = name_words("outlet"), name_words("slogan")
    for place in range(1, min(len(tokens) - 1, NAME_WORDS)):
        if match_words(tokens[place]) in kinds and match_words(tokens[place + 1]) in slogans:
            name = " ".join(tokens[:place])
            return name if _may_be_name(name) else None
    return None


def _may_be_name(text: str) -> bool:
    words = match_words(text)
    return (
        1 <= len(words) <= NAME_WORDS
        and not _NO_NAME.intersection(text)
        and not line_rules().is_menu(words)
        and not is_slogan(text)
        and any(len(word) > 1 and word.isalpha() for word in words)
    )


def _whole(page: Page) -> str:
    """All lines' words, a line break before and behind each line."""
    return "\n" + "\n".join(page.texts) + "\n"


def _spoken(page: Page) -> str:
    """The words of the lines that speak of the site."""
    return "\n".join(
        f" {page.texts[number]} "
        for number, hit in enumerate(page.hits)
        if hit is not None and hit.rule in _SPEAKS and number >= 1
    )


def _said(words: tuple[str, ...], whole: str, spoken: str) -> float:
    """How the rest of the page speaks of the name: in lines about the site, in other lines, on a line of its own again."""
    name = " ".join(words)
    forms = [name, "ل" + name, "ب" + name] + (["لل" + name[2:]] if name.startswith("ال") else [])
    again = whole.count(f"\n{name}\n") > 1
    inside = any(f" {form} " in whole or f" {form}\n" in whole or f"\n{form} " in whole for form in forms)
    about = any(f" {form} " in spoken for form in forms)
    return 1.5 * about + 0.8 * inside + 0.5 * again


def _same(words: tuple[str, ...], owner: str) -> bool:
    """One name within the other, word by word."""
    short, long = sorted((words, match_words(owner)), key=len)
    return bool(short) and any(long[n : n + len(short)] == short for n in range(len(long) - len(short) + 1))


def _owners(page: Page) -> Iterator[str]:
    """The names in rights lines, the last line's first."""
    for number in range(len(page) - 1, -1, -1):
        line = page.lines[number]
        about = len(line.words) <= _RIGHTS_WORDS and _speaks_of_rights(line) and not page.prose(number)
        if (about and (name := rights_name(line.text))) or (
            3 <= len(line.words) <= 14
            and not _slogan_words().isdisjoint(line.words)
            and (not line.ends_sentence or number >= len(page) - _LAST)
            and (name := _before_slogan(line.text))
        ):
            yield name


def _speaks_of_rights(line: Line) -> bool:
    # the quick look comes first
    return any(map(line.folded.__contains__, _RIGHTS_SIGNS)) and _RIGHTS.search(line.text) is not None


@cache
def _phrases(kind: str) -> re.Pattern[str]:
    texts = [
        fold_letters(strip_marks(text)).lower() for text, found, *_ in data_rows("name_words.tsv") if found == kind
    ]
    return re.compile("|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True)))


def rights_name(text: str) -> str | None:
    """Who keeps the rights: "جميع الحقوق محفوظة لصحيفة الوادي © 2024" gives "صحيفة الوادي"; None for other lines."""
    text = _YEARS.sub(" | ", strip_marks(ascii_digits(text)))
    phrases = list(_phrases("rights").finditer(fold_letters(text).lower()))
    if not phrases and not _SIGNS.search(text):
        return None
    cut, last = [], 0
    for found in phrases:
        cut.append(text[last : found.start()])
        last = found.end()
    cut.append(text[last:])
    names: list[str] = []
    for place, stretch in enumerate(cut):
        pieces = _PIECES.split(stretch)
        for order, piece in enumerate(pieces):
            piece = piece.strip(" :-–—ـ/")
            if not piece or _phrases("maker").match(fold_letters(piece).lower()):
                continue
            if place and order == 0:
                piece = _without_to(piece)
            words = piece.split()
            if 1 <= len(words) <= NAME_WORDS and not any(c.isdigit() for c in piece) and ":" not in piece:
                names.append(piece)
    names = [name for name in names if any(len(word) > 1 for word in name.split()) and not _is_section(name)]
    return next((name for name in names if ARABIC_LETTER.search(name)), next(iter(names), None))


def _is_section(name: str) -> bool:
    return line_rules().is_menu(match_words(name)) and outlet_named(name) is None


def _without_to(piece: str) -> str:
    """Without the ل of "محفوظة لصحيفة الوادي"."""
    if outlet_named(piece):
        return piece
    if piece.startswith("لل") and len(piece) > 4:
        return "ال" + piece[2:]
    return piece[1:].lstrip("ـ ") if piece.startswith("ل") and len(piece) > 3 else piece
