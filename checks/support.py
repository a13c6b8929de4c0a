"""How far one Arabic text stands in another: light stems, pairs of them, best supporting sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from .lexicon import words
from .tokens import arabic_tokens

_WINDOW = 10
_PREFIX = re.compile("(?:[وبكف]ال|ولل|و[بيت]|س[يت]|لل|ال|[وفبلكس])(?=...)")
_SUFFIX = re.compile("(?<=...)(?:هما|كما|ت?ها|ت?هم|هن|نا|ات|ون|ين|ان|يه|وا|ته|[هيات])$")
_VERBAL = ("ي", "ت", "ن")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A light stem of a folded word: one clitic or article off the front, two endings off the back, at least three letters left."""
    if clitic := _PREFIX.match(word):
        word = word[clitic.end() :]
    for _ in range(2):
        ending = _SUFFIX.search(word)
        if ending is None:
            break
        word = word[: ending.start()]
    if len(word) >= 4 and word[0] in _VERBAL:
        word = word[1:]
    return word


@lru_cache(maxsize=512)
def content_stems(text: str) -> tuple[str, ...]:
    """The stems of the content words of an Arabic text, in order; digits count as words."""
    small = words("small_words", "ar")
    return tuple(stem(t.key) for t in arabic_tokens(text) if t.key not in small and (len(t.key) > 1 or t.key.isdigit()))


@lru_cache(maxsize=512)
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    stems = content_stems(text)
    found = set()
    for i, a in enumerate(stems):
        for b in stems[i + 1 : i + 1 + _WINDOW]:
            found.add((a, b) if a < b else (b, a))
    return frozenset(found)


def neighbours(text: str) -> tuple[tuple[str, str], ...]:
    """The pairs of content stems that stand next to each other, each pair in alphabetical order."""
    stems = content_stems(text)
    return tuple((a, b) if a < b else (b, a) for a, b in pairwise(stems))


def overlap(a: str, b: str) -> float:
    """How much of the content words and word pairs of ``a`` stand in ``b``: 0 to 1, half words, half pairs."""
    stems = content_stems(a)
    if not stems:
        return 0.0
    there = frozenset(content_stems(b))
    single = sum(s in there for s in stems) / len(stems)
    double = pair_share(a, (b,))
    return single if double is None else (single + double) / 2


def pair_share(sentence: str, sources: Sequence[str]) -> float | None:
    """The share of the sentence's neighbouring content-word pairs that occur, in either order and within ten words, in a source.

    None for a sentence of fewer than two content words.
    """
    wanted = neighbours(sentence)
    if not wanted:
        return None
    there: set[tuple[str, str]] = set()
    for source in sources:
        there |= _pairs(source)
    return sum(p in there for p in wanted) / len(wanted)


def support_of(sentence: str, sources: Sequence[str], limit: int = 3) -> tuple[int, ...]:
    """Indexes, in order, of the source sentences that together hold most of the sentence's content words and word pairs.

    Chosen one after another, each for what the ones before it left uncovered; at most ``limit``, fewer when nothing more
    is won, none when no content word is shared.
    """
    wanted: dict[object, float] = dict.fromkeys(content_stems(sentence), 1.0)
    for pair in neighbours(sentence):
        wanted[pair] = 1.5
    if not wanted:
        return ()
    total = sum(wanted.values())
    offers = []
    for i, source in enumerate(sources):
        held = [w for w in wanted if w in _pairs(source)] + [w for w in set(content_stems(source)) if w in wanted]
        if held:
            offers.append((i, held))
    chosen: list[int] = []
    while offers and len(chosen) < limit:
        gain, best, held = max(
            ((sum(wanted.get(w, 0.0) for w in h), -i, h) for i, h in offers), key=lambda offer: (offer[0], offer[1])
        )
        if gain <= 0 or (chosen and gain < 0.08 * total):
            break
        chosen.append(-best)
        for w in held:
            wanted.pop(w, None)
        offers = [(i, h) for i, h in offers if i != -best]
    return tuple(sorted(chosen))
