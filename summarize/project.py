"""A draft laid upon its sources: which of their clauses it keeps, in their own words.

A small model is a good judge of what matters and a poor keeper of words: it swaps north for south and gives a verb to the
wrong subject. So its draft only votes. Every source sentence it speaks of is taken over word for word, less the clauses that
the draft leaves out and that Arabic syntax lets go (``data/clauses.tsv``: relative asides, added participles, "while …");
two sentences are joined by فيما, "while", which claims nothing of its own. Deletion-based compression in the line of Knight
and Marcu (2002), with the model as the guide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..articles.tables import read_table
from .chain import denies
from .features import goes_on, opener
from .stems import content_stems, words

SPOKEN_OF = 0.5
"""From this share of a source sentence's content words on a draft speaks of it."""

LEFT_OUT = 0.34
"""Below this share of a clause's content words a draft leaves it out."""

MAX_WORDS = 40
MIN_WORDS = 7

_BOUNDARY = re.compile(r"\s*[،؛]\s*|\s+[-–—]\s+")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_QUOTES = re.compile('["«“][^"«»“”]*["»”]')
FULL_STOP = re.compile(r"[\s.،؛]+$")
_JOIN = "، فيما "
_TAILS = frozenset(("tail", "adds"))


@dataclass(frozen=True, slots=True)
class Clause:
    """``before`` is the mark that sets it off from the clause before."""

    before: str
    text: str


def project(draft: str, sources: Sequence[str], anchor: int) -> tuple[str, tuple[int, ...]]:
    """One sentence in the words of ``sources``, and the indexes of those it was made of.

    The anchor is always in; a second source joins when the draft speaks of it, it can follow "while", and both together
    have no more than ``MAX_WORDS`` words. The sentence is the anchor itself where nothing can go and nothing joins.
    """
    wanted = frozenset(content_stems(draft))
    shorter = _shorten(sources[anchor], wanted)
    offers = sorted((-_share(source, wanted), i) for i, source in enumerate(sources) if i != anchor)
    for share, i in offers:
        if -share < SPOKEN_OF or opener(sources[i]) is not None:
            continue
        second = _after_while(_shorten(sources[i], wanted))
        if second and len(words(shorter)) + len(words(second)) <= MAX_WORDS:
            a, b = (shorter, second) if anchor < i else (_shorten(sources[i], wanted), _after_while(shorter))
            if b and not (anchor > i and opener(sources[anchor])):
                return f"{FULL_STOP.sub('', a)}{_JOIN}{FULL_STOP.sub('', b)}.", tuple(sorted((anchor, i)))
    return shorter, (anchor,)


def _share(text: str, wanted: frozenset[str]) -> float:
    stems = content_stems(text)
    return sum(stem in wanted for stem in stems) / len(stems) if stems else 0.0


def _shorten(sentence: str, wanted: frozenset[str]) -> str:
    """The sentence without the asides and the tail that ``wanted`` does without; itself where that would leave too little."""
    text = _PARENTHESIS.sub(
        lambda m: m.group() if _share(m.group(), wanted) >= LEFT_OUT or m.start() == 0 else "", sentence
    )
    clauses = clauses_of(text)
    kept = [not _can_go(clauses, i) or _share(clause.text, wanted) >= LEFT_OUT for i, (clause, _) in enumerate(clauses)]
    for i in range(len(clauses) - 1, 0, -1):
        clause, kind = clauses[i]
        if kind == "kept" or denies(clause.text) or _share(clause.text, wanted) >= LEFT_OUT:
            break
        if kind in _TAILS:
            kept[i:] = [False] * (len(kept) - i)
    shorter = FULL_STOP.sub("", _put_together(clauses, kept))
    if shorter == FULL_STOP.sub("", sentence) or len(words(shorter)) < MIN_WORDS:
        return sentence
    return f"{shorter}."


def clauses_of(sentence: str) -> list[tuple[Clause, str | None]]:
    """Clauses between commas or dashes that stand outside quotation marks, each with its kind."""
    quoted = [m.span() for m in _QUOTES.finditer(sentence)]
    found: list[tuple[Clause, str | None]] = []
    start, before = 0, ""
    for m in _BOUNDARY.finditer(sentence):
        if any(a < m.start() < b for a, b in quoted):
            continue
        text = sentence[start : m.start()]
        found.append((Clause(before, text), _kind(text)))
        start, before = m.end(), m.group()
    text = sentence[start:]
    return [*found, (Clause(before, text), _kind(text))]


def _can_go(clauses: Sequence[tuple[Clause, str | None]], i: int) -> bool:
    """Whether clause ``i`` is an aside and over with its own comma: one that goes on with "and" takes more along than it seems."""
    leads_on = i + 1 < len(clauses) and clauses[i + 1][0].text.startswith("و")
    return i > 0 and clauses[i][1] == "aside" and not leads_on and not denies(clauses[i][0].text)


def _put_together(clauses: Sequence[tuple[Clause, str | None]], kept: Sequence[bool]) -> str:
    """The kept clauses with the marks between them; an aside takes both of its marks with it."""
    out = ""
    after_gap = False
    for (clause, kind), keep in zip(clauses, kept, strict=True):
        if keep:
            before = " " if after_gap and kind is None else clause.before
            out += (before if out else "") + clause.text
        after_gap = not keep
    return out


@lru_cache(maxsize=1)
def _kinds() -> dict[tuple[str, ...], str]:
    return {tuple(row[1].split()): row[0] for row in read_table(__package__, "clauses.tsv")}


def _kind(text: str) -> str | None:
    head = words(text)[:3]
    table = _kinds()
    return next((table[tuple(head[:n])] for n in range(len(head), 0, -1) if tuple(head[:n]) in table), None)


def _after_while(sentence: str) -> str | None:
    """The sentence as it stands after "while": without its leading "and"; None where it does not begin with a verb or noun."""
    if sentence.startswith(("ف", '"', "«", "“")):
        return None
    first = words(sentence)[0]
    if first.startswith("و") and len(first) > 2 and goes_on(sentence):
        sentence, first = sentence[1:], first[1:]
    return None if first in _prepositions() else sentence


@lru_cache(maxsize=1)
def _prepositions() -> frozenset[str]:
    return frozenset(row[0] for row in read_table(__package__, "prepositions.tsv"))
