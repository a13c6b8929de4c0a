"""What the articles of one story say differently: numbers of the same thing that do not agree, and what only others say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import zip_longest

from ..articles.tables import read_table
from ..articles.text import fold
from ..checks import Number, numbers_ar
from ..summarize.stems import content_stems, stem, stopwords
from .types import Addition, Brief, Difference, Figure

READ_SENTENCES = 8  # of each article: what stands later is background, often of another event
FAR = 80  # characters looked at on either side of a number
SO_MUCH = 4  # times larger, and two numbers before the same noun count different things: "120 families", "22 families went home"
REACH = 5  # words before and after a number that may say what it counts
NOTHING = "-"  # the name, in the table, of words that no comparison is made of
SAID_ALREADY = 0.5  # share of a sentence's content words in one sentence of the lead from which it adds nothing

_TOKEN = re.compile(r"[^\W_]+")


def differences(briefs: Sequence[Brief]) -> tuple[Difference, ...]:
    """Things that the articles count and do not agree on, each with every article's first number for it.

    Only what is surely a number and surely of the same thing is compared: the dead, injured, missing and so on, or what stands
    right after the number, unless one number is ``SO_MUCH`` times the other. Two articles disagree when neither has the other's
    number anywhere for that thing.
    """
    said = [_figures(brief) for brief in briefs]
    found = []
    for thing in dict.fromkeys(name for figures in said for name in figures):
        having = [(brief, figures[thing]) for brief, figures in zip(briefs, said, strict=True) if thing in figures]
        known = thing.removesuffix(" %") in _counted_names()
        pairs = [(a, b) for k, (_, a) in enumerate(having) for _, b in having[k + 1 :]]
        if any(_apart(a, b) and (known or _of_one_size(a, b)) for a, b in pairs):
            about = having[0][1][0][1] if thing not in _counted_names() else thing
            found.append(Difference(about, tuple(Figure(brief.key, _shown(values[0][0])) for brief, values in having)))
    return tuple(found)


def additions(lead: Brief, others: Iterable[Brief]) -> tuple[Addition, ...]:
    """Summary sentences of the others that say what no sentence of the lead's article says."""
    told = [set(content_stems(text)) for text in (lead.article.title or "", *lead.article.sentences)]
    found = []
    for brief in others:
        for place, sentence in enumerate(brief.sentences):
            stems = set(content_stems(sentence.ar))
            if stems and all(len(stems & known) < SAID_ALREADY * len(stems) for known in told):
                found.append(Addition(brief.key, place))
                told.append(stems)
    return tuple(found)


Said = tuple[Number, str]


def _figures(brief: Brief) -> dict[str, list[Said]]:
    """For each counted thing the numbers the article gives, in order, and the word that names it."""
    found: dict[str, list[Said]] = {}
    for text in (brief.article.title or "", *brief.article.sentences[:READ_SENTENCES]):
        numbers = numbers_ar(text)
        for k, number in enumerate(numbers):
            if number.weight < 2 or number.value < 0 or number.kind == "ordinal" or _is_year(number):
                continue
            start = numbers[k - 1].end if k else 0
            end = numbers[k + 1].start if k + 1 < len(numbers) else len(text)
            named = _thing(text[start : number.start], text[number.end : end])
            if named:
                name, word = named
                found.setdefault(f"{name} %" if number.percent else name, []).append((number, word))
    return found


def _apart(a: Sequence[Said], b: Sequence[Said]) -> bool:
    ours = {reading for number, _ in a for reading in number.readings}
    return not any(reading in ours for number, _ in b for reading in number.readings)


def _of_one_size(a: Sequence[Said], b: Sequence[Said]) -> bool:
    """Whether the first numbers that both give may count the same things."""
    less, more = sorted((a[0][0].value, b[0][0].value))
    return more < SO_MUCH * less


def _is_year(number: Number) -> bool:
    return number.kind == "digits" and 1900 <= number.value <= 2100 and number.text.strip().isdecimal()


def _thing(before: str, after: str) -> tuple[str, str] | None:
    """What a number between these texts counts and the word that says so: of the table if one is near, else the word after it."""
    right = _clause(_TOKEN.findall(after[:FAR])[:REACH])
    left = _TOKEN.findall(before[-FAR:])[-REACH:][::-1]
    for a, b in zip_longest(right, left, fillvalue=""):
        for word in (a, b):
            name = _counts(word)
            if name:
                return name, word
    if not right or not after[:1].isspace() or not after.lstrip().startswith(right[0]):
        return None
    folded = fold(right[0])
    if len(folded) < 3 or folded in stopwords() or folded in _counted() or not folded.isalpha():
        return None
    return stem(folded), right[0]


def _clause(words: Sequence[str]) -> Sequence[str]:
    """The words up to where "and" begins to tell of another thing: "25 وإصابة 900"."""
    for k, word in enumerate(words):
        if word.startswith("و") and _counts(word) and not _counted().get(fold(word)):
            return words[:k]
    return words


def _counts(word: str) -> str | None:
    folded = fold(word)
    name = (_counted().get(folded) or _counted().get(stem(folded))) if folded else None
    return None if name == NOTHING else name


def _shown(number: Number) -> str:
    """The number as the article writes it, without a joining "and"."""
    bare = number.text.removeprefix("و")
    again = numbers_ar(bare) if bare != number.text else ()
    return bare if len(again) == 1 and again[0].value == number.value else number.text


@lru_cache(maxsize=1)
def _counted() -> dict[str, str]:
    table: dict[str, str] = {}
    for name, words in read_table(__package__, "counted.tsv"):
        for word in words.split():
            table.setdefault(word, name)
    return table


@lru_cache(maxsize=1)
def _counted_names() -> frozenset[str]:
    return frozenset(_counted().values()) - {NOTHING}
