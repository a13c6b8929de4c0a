"""Who wrote the page: the person that a credit names, told from outlets, desks and places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from .lines import data_rows, line_rules, match_words, rest_after
from .outlets import outlet_named
from .text import ARABIC_LETTER
from .topic import is_common, stop_words

MOST_WORDS = 8
_CREDIT_CHARACTERS = 200
_CUTS = re.compile(r"\s+[-–—ـ]+\s*|[-–—ـ]+\s+|[–—|/:()\[\]«»\"“”•؛*+]+|''+")
_HYPHEN = re.compile(r"[-ـ]")
_COMMAS = re.compile(r"\s*[،,&]\s*")
_ADDRESS = re.compile(r"\S*@\S*|(?:https?://|www\.)\S+")
_FROM = ("من", "في", "from", "in")
_BEFORE_PLACE = frozenset((("في",), ("من",), ("الي",)))
_LATIN_NAME = re.compile(r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|al|el|bin|ibn|de|van|von)){1,3}")
_INITIAL = re.compile(
    "[\u0621-\u064a]\\.\\s?(?:(?:بن|ولد|آل)\\s)?[\u0621-\u064a]{3,}|[\u0621-\u064a]{3,}\\s[\u0621-\u064a]\\."
)
_ON = re.compile("على ")
_TITLES = frozenset(
    match_words("د الدكتور الدكتورة دكتور الأستاذ الأستاذة أ م المهندس المهندسة الباحث الباحثة المحامي المحامية")
)

Names = Sequence[tuple[str, ...]]


@cache
def name_words(kind: str) -> frozenset[tuple[str, ...]]:
    """The phrases of one kind in ``name_words.tsv``, as words."""
    return frozenset(match_words(text) for text, found, *_ in data_rows("name_words.tsv") if found == kind)


@cache
def _places() -> frozenset[tuple[str, ...]]:
    return frozenset(match_words(name) for name, *_ in data_rows("places.tsv"))


@cache
def _given() -> frozenset[str]:
    return frozenset(word for name, *_ in data_rows("given_names.tsv") for word in match_words(name))


def is_place(text: str) -> bool:
    """A known place, whole, or several: "دبي، الإمارات"."""
    pieces = [match_words(piece) for piece in _COMMAS.split(text)]
    return bool(pieces) and all(words in _places() for words in pieces)


def person(text: str | None, sites: Names = (), *, lone: bool = False) -> str | None:
    """The person whom a credit names: "كتب: سالم الحربي - جدة" gives "سالم الحربي"; None where it names none.

    ``sites``: the page's own names, as words. ``lone``: a single word may be a name, as in the markup's author.
    """
    if not text:
        return None
    parts = [part for part in _parts(_ADDRESS.sub(" ", text[:_CREDIT_CHARACTERS]), sites) if part]
    lone = lone and len(parts) == 1
    for part in parts:
        found: list[str] = []
        for piece in _COMMAS.split(part):
            name = _named(piece, sites, lone)
            if name and (not found or is_given(match_words(name)[0])):
                found.append(name)
        if found:
            return "، ".join(found)
    return None


def _parts(text: str, sites: Names) -> list[str]:
    """A credit cut at its signs; at a hyphen without blanks only beside a place or an outlet: "الرياض-سبق", not "جان-بول"."""
    parts: list[str] = []
    for part in _CUTS.split(text):
        halves = _HYPHEN.split(part)
        if len(halves) > 1 and any(is_place(half) or is_outlet(half, sites) for half in halves):
            parts += halves
        else:
            parts.append(part)
    return [part.strip(" ،,:") if _INITIAL.fullmatch(part.strip(" ،,:")) else part.strip(" .،,:") for part in parts]


def _named(piece: str, sites: Names, lone: bool) -> str | None:
    words = match_words(piece)
    if not words or any(c.isdigit() for c in piece) or is_place(piece) or is_outlet(piece, sites):
        return None
    piece, words = _without_place(*without_site(*without_credit(piece), sites))
    piece = piece.strip()
    if _INITIAL.fullmatch(piece):
        return piece
    if not words or len(words) > MOST_WORDS or is_desk(words) or is_place(piece) or is_outlet(piece, sites):
        return None
    if not ARABIC_LETTER.search(piece):
        latin = piece.title() if piece.isupper() else piece
        return piece.strip() if _LATIN_NAME.fullmatch(latin.strip()) or (lone and latin.isalpha()) else None
    if len(words) == 1 and not (lone and words[0].isalpha()):
        return None
    if any(word in stop_words() and not is_given(word) for word in words):
        return None
    names = [word for word in words if word not in _TITLES]
    if not names or (not is_given(names[0]) and sum(map(is_common, names)) > len(names) / 2):
        return None
    return piece.strip(" .،,:-")


def without_credit(text: str) -> tuple[str, tuple[str, ...]]:
    """A credit's value without كتب, بقلم, مراسلنا …, and its words."""
    words = match_words(text)
    if size := _credit_size(words):
        text = rest_after(text, size)
        words = match_words(text)
    return text, words


def is_credited(text: str) -> bool:
    """Begins with what stands before a writer's name."""
    return _credit_size(match_words(text)) > 0


def _credit_size(words: tuple[str, ...]) -> int:
    """How many words of a credit stand before the name."""
    return next((size for size in (3, 2, 1) if words[:size] in name_words("credit")), 0)


def without_site(text: str, words: tuple[str, ...], sites: Names) -> tuple[str, tuple[str, ...]]:
    """Without the site's name before the writer's: "مراسل الوادي سالم الحربي"."""
    size = max((len(name) for name in sites if words[: len(name)] == name and len(words) > len(name) + 1), default=0)
    return (rest_after(text, size), words[size:]) if size else (text, words)


def _without_place(text: str, words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Without "من الرياض" at its end, or "في عدن" before it."""
    tokens = text.split()
    for size in (4, 3, 2):  # "في", then a place of up to three words
        if words[:1] in _BEFORE_PLACE and words[1:size] in _places() and len(words) == len(tokens) > size:
            return " ".join(tokens[size:]), words[size:]
    if len(words) == len(tokens) > 2 and words[:1] in _places() and is_given(words[1]):
        return " ".join(tokens[1:]), words[1:]
    for place, word in enumerate(words):
        if word in _FROM and (place > 1 or words[place + 1 :] in _places()):
            return " ".join(tokens[:place]), words[:place]
    return text, words


def is_outlet(text: str, sites: Names = ()) -> bool:
    """A known outlet or one of the page's own names, also with a word of outlets' names behind: "سبق الإلكترونية"."""
    words = match_words(text)
    if words in sites or outlet_named(text):
        return True
    if len(words) <= MOST_WORDS and any(
        outlet_named(" ".join(words[:n])) and outlet_named(" ".join(words[n:])) for n in range(1, len(words))
    ):
        return True
    return (
        1 < len(words) <= MOST_WORDS
        and words[-1:] in name_words("outlet")
        and outlet_named(" ".join(words[:-1])) is not None
    )


def is_desk(words: Sequence[str]) -> bool:
    """Part of a credit that names a desk, a team or an account: قسم الأخبار, admin."""
    desks = name_words("desk")
    return any((word,) in desks for word in words)


def is_given(word: str) -> bool:
    """A folded word with which a person's name may begin."""
    return word in _given() or (word.startswith("عبد") and len(word) > 5)


def is_initialled(text: str) -> bool:
    """A name with an initial, whole: "س. الحربي"."""
    return _INITIAL.fullmatch(text.strip()) is not None


def describes_person(words: tuple[str, ...], shown: str) -> bool:
    """What a site says of a writer: "سالم الحربي مهندس بحري وكاتب يقيم في صيدا". ``shown``: words among which the name has to be."""
    sizes = (size for size in (2, 3) if words[size : size + 1] in name_words("profession"))
    return any(f" {' '.join(words[:size])} " in f" {shown} " for size in sizes)


def is_profession(words: tuple[str, ...]) -> bool:
    """A line that begins with what somebody is: "صحفية مقيمة في صيدا"."""
    return words[:1] in name_words("profession")


def is_latin_name(text: str) -> bool:
    """Two to four words of a name in Latin letters."""
    return _LATIN_NAME.fullmatch(text.strip()) is not None


def is_full_name(text: str) -> bool:
    """Two to five words that begin with a given name, a title before it or not, or a name with an initial."""
    if is_initialled(text):
        return True
    words = match_words(text)
    while words and words[0] in _TITLES:
        words = words[1:]
    if _ON.match(text) or any(word[0] == "و" and len(word) > 5 for word in words[1:]):
        return False
    return (
        2 <= len(words) <= 5
        and is_given(words[0])
        and all(word.isalpha() and len(word) > 1 and ARABIC_LETTER.match(word) for word in words)
        and not any(word in stop_words() and not is_given(word) for word in words[1:])
        and not is_desk(words)
        and not is_place(text)
        and not line_rules().is_menu(words)
    )
