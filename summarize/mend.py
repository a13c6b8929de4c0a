"""Words a draft got wrong, set right from its sources: where one strange word stands between words of a source, the source's own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ..articles.text import fold, strip_marks
from .stems import stem

_WORD = re.compile(r"[^\W_](?:[^\W_]|[.,:/](?=[0-9]))*")
_REACH = 3  # source words that may lie between the neighbours of a strange word


def mend(draft: str, sources: Sequence[str]) -> str:
    """The draft with every word that no source has replaced by the source word in its place, where the neighbours show one.

    A strange word gives way to the one that stands right before its right neighbour, within reach of its left one; else a wrong
    ending or hamza to the source's form of the word, when the sources have just one. The rest is left as it is.
    """
    draft = strip_marks(draft)
    spans = [m.span() for m in _WORD.finditer(draft)]
    mine = [_without_and(draft[a:b]) for a, b in spans]
    theirs = [[_without_and(word) for word in _WORD.findall(strip_marks(source))] for source in sources]
    spelled: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, set[str]] = defaultdict(set)
    for word in {word for source in theirs for word in source}:
        spelled[_key(word)].add(word)
        forms[stem(_key(word))].add(word)
    out, last = "", 0
    for k, (_, end) in enumerate(spans):
        start = end - len(mine[k])
        key = _key(mine[k])
        if key[0].isdigit() or mine[k] in spelled.get(key, ()):
            continue
        better = (
            _only(spelled[key]) if key in spelled else _in_place(mine, k, theirs) or _only(forms.get(stem(key), ()))
        )
        if better:
            out += draft[last:start] + better
            last = end
    return out + draft[last:]


def _in_place(mine: Sequence[str], k: int, theirs: Sequence[Sequence[str]]) -> str | None:
    if k + 1 == len(mine):
        return None
    right, left = _key(mine[k + 1]), _key(mine[k - 1]) if k else None
    found = set()
    for source in theirs:
        keys = [_key(word) for word in source]
        for p in range(1, len(keys)):
            if keys[p] == right and not keys[p - 1][0].isdigit():
                within_reach = p == 1 if left is None else left in keys[max(0, p - 1 - _REACH) : p - 1]
                if within_reach:
                    found.add(source[p - 1])
    return _only(found)


def _only(words: Iterable[str]) -> str | None:
    few = set(words)
    return few.pop() if len(few) == 1 else None


def _key(word: str) -> str:
    return fold(word).lower()


def _without_and(word: str) -> str:
    return word[1:] if word.startswith("و") and len(word) > 3 else word
