"""Whether a rewritten sentence may stand for its sources: what it says is theirs, and it is one whole sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ..articles.text import fold
from ..checks import check_summary
from ..models.types import Hypothesis
from .chain import breaks
from .stems import content_stems, read_vocabulary, words

MIN_WORDS = 5
MAX_NEW_SHARE = 0.0
"""The share of content words that may be the writer's own, beyond the ones any summary may use."""

_ENDS = re.compile(r"[.!؟…][\"»”)\]]*$")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
_BROKEN = re.compile("[\ufffd<>{}\\[\\]|\\\\]|\\?{2,}")


def fault(hypothesis: Hypothesis, sources: Sequence[str]) -> str | None:
    """Why a rewriting of ``sources`` cannot be used, in a word or two; None when it can."""
    text = hypothesis.text.strip()
    if not hypothesis.complete or not _ENDS.search(text) or len(_ENDS.findall(text)) != 1:
        return "not a whole sentence"
    mine = words(text)
    if len(mine) < MIN_WORDS:
        return "too short"
    theirs = [word for source in sources for word in words(source)]
    if len(mine) > len(theirs):
        return "longer than its sources"
    if set(map(str.lower, _LATIN.findall(text))) - {
        word.lower() for source in sources for word in _LATIN.findall(source)
    }:
        return "Latin letters"
    if _BROKEN.search(text):
        return "broken characters"
    if repeats(mine, theirs):
        return "repetition"
    if new_share(text, sources) > MAX_NEW_SHARE:
        return "words of its own"
    if gap := breaks(text, sources):
        return f"not in its sources: {gap}"
    errors = [flag for flag in check_summary(text, sources) if flag.severity == "error"]
    return errors[0].kind if errors else None


def repeats(tokens: Sequence[str], sources: Sequence[str] = ()) -> bool:
    """Whether a word follows itself, three words in a row come twice, or a content word comes a third time.

    The latter is no fault where the source words have it as often.
    """
    if any(a == b and not a.isdigit() for a, b in pairwise(tokens)):
        return True
    triples = Counter(zip(tokens, tokens[1:], tokens[2:], strict=False))
    stems = Counter(content_stems(" ".join(tokens)))
    there = Counter(content_stems(" ".join(sources)))
    return max(triples.values(), default=0) > 1 or any(count > max(2, there[stem]) for stem, count in stems.items())


def new_share(text: str, sources: Sequence[str]) -> float:
    """The share of content stems that no source has and that are no common words of summaries."""
    known = {stem for source in sources for stem in content_stems(source)} | read_vocabulary("summary_words.tsv")
    stems = content_stems(text)
    return sum(stem not in known for stem in stems) / len(stems) if stems else 0.0


def same_words(a: str, b: str) -> bool:
    """Whether two sentences differ in nothing but spacing, marks and punctuation."""
    return words(a) == words(b)


def closest(text: str, sources: Sequence[str]) -> int:
    """The source that shares most words with ``text``, the first of equals; 0 when none shares any."""
    mine = Counter(words(fold(text)))
    shares = [(mine & Counter(words(source))).total() for source in sources]
    return max(range(len(sources)), key=lambda i: (shares[i], -i))
