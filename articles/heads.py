"""The credit at the head of a story: ``القدس (CNN) -- …``, ``جدة - سالم الحربي: …``, ``وجدة / 22 نونبر 2019 / …``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .dates import is_dateline
from .lines import match_words, rest_after
from .outlets import Outlet, outlet_named
from .people import is_full_name, is_place, name_words, person, without_credit
from .topic import stop_words

_CUTS = re.compile(r"[-–—:/)ـ»]")
_PARTS = re.compile(r"[-–—:/()،,«»\"'“”\d.ـ\[\]]+")
_AFTER = re.compile(r"^[\s\-–—:/ـ،,)»\"]+")
_MORE = re.compile(r"\(?([^:/()\-–—]{2,30}?)\)?\s*[:/\-–—]+\s+")
_SIGN = re.compile(r"\s*[:/\-–—ـ]+\s*$")
_YEAR = re.compile(r"(?<!\d)(?:1[34]|19|20)\d\d(?!\d)")
_QUOTES = frozenset('"«“»”')
_CHARACTERS = 110
_PART_WORDS = 5
_AUTHOR_WITHIN = 10  # words of a story's head among which its known author is looked for


@dataclass(frozen=True, slots=True)
class Head:
    """What the credit says, and where the story begins: ``length`` characters on."""

    text: str
    length: int
    outlet: str | None = None
    author: str | None = None


def story_head(paragraph: str, sites: Sequence[tuple[str, ...]] = (), author: str | None = None) -> Head | None:
    """The credit with which a story's first paragraph begins; None when it has none.

    ``sites``: the page's own names, as words, which count as outlets. ``author``: the page's, where the markup names one.
    """
    for cut in _CUTS.finditer(paragraph, 0, _CHARACTERS):
        head = paragraph[: cut.end()]
        parts = [part.strip() for part in _PARTS.split(head) if part.strip()]
        named = [(part, found) for part in parts if (found := _credited(part, head, sites))]
        if not named:
            if alone := _unnamed(paragraph, cut.end(), parts):
                return alone
            continue
        if cut.group() == "»" and not re.match(r"[\s:ـ–-]", paragraph[cut.end() : cut.end() + 1] or " "):
            continue
        others = [part for part in parts if part not in {name for name, _ in named}]
        if any(not _place_or_name(part) for part in others):
            return None
        rest = _AFTER.match(paragraph[cut.end() : cut.end() + 20])
        end = cut.end() + (rest.end() if rest else 0)
        if not rest and cut.group() == "»":
            return None
        if not any(sign in paragraph[cut.start() : end] for sign in "-–—:/)ـ"):
            return None
        while more := _MORE.match(paragraph, end, _CHARACTERS):
            place = is_place(more[1]) or (more.group().rstrip().endswith(":") and more[1].isalpha())
            if not (place or match_words(more[1]) in name_words("sources")):
                break
            end = more.end()
        outlet = next((found for _, found in named if not found.agency), named[0][1]).name
        return Head(paragraph[:end].strip(), end, outlet, _writer(head, others, sites))
    return _with_author(paragraph, author, sites) if author else None


def _credited(part: str, head: str, sites: Sequence[tuple[str, ...]]) -> Outlet | None:
    words = match_words(part)
    if words and words in sites:
        return Outlet(part, "outlet")
    found = outlet_named(part)
    if found is None or found.sure or "«" in head:
        return found
    # An agency whose signature is an ordinary word: "وطنية - زحلة -"
    signature = found.agency and head.startswith(part) and head.count("-") + head.count("–") > 1
    return found if signature else None


def _place_or_name(part: str) -> bool:
    words = match_words(part)
    inner = [word for word in words if word not in ("في", "من", "خاص", "مراسل", "مراسلنا")]
    return len(words) <= _PART_WORDS and (is_full_name(part) or not any(word in stop_words() for word in inner))


def _writer(head: str, others: Sequence[str], sites: Sequence[tuple[str, ...]]) -> str | None:
    """Whom the credit names beside the outlet: a full name, or what stands behind the place between strokes or dashes."""
    for part in others:
        if is_full_name(without_credit(part)[0]):
            return person(part, sites)
    parted = "،" not in head and "," not in head
    return person(others[1], sites) if len(others) == 2 and parted and len(others[1].split()) <= 4 else None


def _unnamed(paragraph: str, end: int, parts: Sequence[str]) -> Head | None:
    """A credit that names no outlet: a place and a full day, a place and a person, or "كتب: " and a person."""
    rest = _AFTER.match(paragraph[end : end + 20])
    if not rest:
        return None
    head, stop = paragraph[:end], end + rest.end()
    if not parts or not _QUOTES.isdisjoint(paragraph[end : stop + 1]):
        return None
    if is_place(parts[0]) and _YEAR.search(head) and is_dateline(head):
        return Head(paragraph[:stop].strip(), stop)
    if len(parts) == 2 and is_place(parts[0]) != is_place(parts[1]):
        name = parts[1] if is_place(parts[0]) else parts[0]
        if is_full_name(without_credit(name)[0]):
            return Head(paragraph[:stop].strip(), stop, author=person(name))
    name = without_credit(" ".join(parts))[0]
    if name != " ".join(parts) and len(parts) <= 2 and is_full_name(name):
        return Head(paragraph[:stop].strip(), stop, author=person(name))
    return None


def _with_author(paragraph: str, author: str, sites: Sequence[tuple[str, ...]]) -> Head | None:
    """A head that ends with the page's known author, no sign behind: "القضارف : سالم الحربي أعلنت …"."""
    words = match_words(author)
    shown = match_words(paragraph[:_CHARACTERS])[:_AUTHOR_WITHIN]
    for place in range(1, len(shown) - len(words)):
        if shown[place : place + len(words)] != words:
            continue
        body = rest_after(paragraph, place + len(words))
        head = paragraph[: len(paragraph) - len(body)].rstrip()
        before = _SIGN.sub("", head[: head.rfind(author.split()[0])])
        if before != head[: head.rfind(author.split()[0])].rstrip() and (
            is_place(before) or match_words(before) in sites
        ):
            length = len(paragraph) - len(_AFTER.sub("", body))
            return Head(paragraph[:length].strip(), length, author=author)
    return None
