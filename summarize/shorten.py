"""A source sentence without what a summary can do without, in its own words and its own order.

Only what Arabic syntax lets go and no reader misses: a dateline, words that tie the sentence to the one before it, where and to
whom somebody said something (``data/deletions.tsv``), and the last clauses of a very long sentence (``data/clauses.tsv``).
What was said, who said it, every attribution and every number of a clause stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ..articles.tables import read_table
from ..articles.text import fold
from ..checks.numerals_ar import numbers_ar
from .chain import denies
from .features import begins_with_and, saying_verbs
from .project import FULL_STOP, Clause, clauses_of

LONG_WORDS = 32
"""From here on a sentence loses its last clauses."""

HEAD_WORDS = 18
"""What has to be left of it then."""

_TOKEN = re.compile(r"\d+(?:[.,:٫٬/-]\d+)*|[^\s،؛.:!؟?«»\"“”()\[\]…,/–—-]+|\S")
_WORD = r'[^\s،؛.:!؟?«»"“”()]+'
_THAT = "(?:ان|انه|انها|انهم|بان|بانه|بانها|:)"
_PAIRS = (("«", "»"), ("“", "”"), ("(", ")"))
_MARKS = "،؛.:"
_SO = frozenset(("ف", "فان", "فانه", "فانها", "فانهم", "فقد", "فلقد"))
_ATTRIBUTED = re.compile(
    r"(?:و?ذلك )?(?:بحسب|حسب|حسبما|وفق|وفقا|وفقما|نقلا|طبقا|علي حد|علي ما|كما (?:ذكر|افاد|اعلن|قال|نقل))"
)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, list[re.Pattern[str]]]:
    says = "(?:" + "|".join(sorted(saying_verbs(), key=len, reverse=True)) + ")"
    unnamed = "(?:ال)?(?:" + "|".join(sorted(_listed("unnamed_speakers.tsv"))) + ")"
    found: dict[str, list[re.Pattern[str]]] = {}
    for rule, pattern, _ in read_table(__package__, "deletions.tsv"):
        spelled = pattern.replace("SAYS", says).replace("THAT", _THAT).replace("UNNAMED", unnamed)
        found.setdefault(rule, []).append(re.compile(re.sub(r"\bW\b", lambda _: _WORD, spelled)))
    return found


@lru_cache(maxsize=4)
def _listed(name: str) -> frozenset[str]:
    return frozenset(row[0] for row in read_table(__package__, name))


RULES = ("opening", "venue", "and", "tail")


def shorten(sentence: str, *, opens: bool = False) -> str:
    """The sentence less its deletions, or the sentence itself; ``opens``: it begins the summary, so "and" goes too."""
    for rule in RULES:
        if rule != "and" or opens:
            sentence = shorten_by(rule, sentence)
    return sentence


def shorten_by(rule: str, sentence: str) -> str:
    """The sentence after one of ``RULES``."""
    if rule == "and":
        return _without_and(sentence)
    if rule == "tail":
        return _without_tail(sentence)
    for pattern in _patterns()[rule]:
        sentence = _applied(rule, pattern, sentence)
    return sentence


def _applied(rule: str, pattern: re.Pattern[str], text: str) -> str:
    spans = [m.span() for m in _TOKEN.finditer(text)]
    tokens = [fold(text[a:b]).lower() for a, b in spans]
    line = " ".join(tokens) + " "
    for m in pattern.finditer(line):
        a, b = m.span("cut" if "cut" in pattern.groupindex else 0)
        first, count = line.count(" ", 0, a + (line[a] == " ")), len(line[a:b].split())
        if first + count < len(tokens) and _may_go(rule, tokens, first, first + count):
            start, end = spans[first][0], spans[first + count - 1][1]
            if _balanced(text[start:end]):
                return _cut(text, start, end)
    return text


def _may_go(rule: str, tokens: Sequence[str], start: int, end: int) -> bool:
    """Whether what is left hangs together: no clause that answers to the cut one, no "that" torn from its preposition."""
    if rule == "opening":
        return not _SO.intersection(tokens[end:])
    gone = [token for token in tokens[start:end] if token not in _MARKS]
    return gone[-1] not in _listed("before_that.tsv") and not any(t.removeprefix("و") in saying_verbs() for t in gone)


def _balanced(text: str) -> bool:
    return text.count('"') % 2 == 0 and all(text.count(a) == text.count(b) for a, b in _PAIRS)


def _cut(text: str, start: int, end: int) -> str:
    left, right = text[:start].rstrip(), text[end:].lstrip()
    if not left:
        return right.lstrip("،؛,:.-–— ")
    if right[:1] and right[0] in _MARKS:
        return left.rstrip("،؛ ") + right
    return f"{left} {right}"


def _without_and(text: str) -> str:
    """Without the "and" before a verb of saying or an article, where it can be nothing else."""
    first = fold(text.split(maxsplit=1)[0]) if text.strip() else ""
    bare = first[1:]
    if (
        text[:1] == "و"
        and begins_with_and(first)
        and (bare in saying_verbs() or bare in _listed("opening_words.tsv") or (len(bare) > 4 and bare[:2] == "ال"))
    ):
        return text[1:]
    return text


def _without_tail(sentence: str) -> str:
    """Without the clauses from the first on that only add something; an attribution at the end stays."""
    if len(sentence.split()) < LONG_WORDS:
        return sentence
    clauses = clauses_of(sentence)
    for i in range(1, len(clauses)):
        head, tail = _joined(clauses[:i]), [clause for clause, _ in clauses[i:]]
        if clauses[i][1] != "adds" or len(head.split()) < HEAD_WORDS:
            continue
        if any(kind == "kept" or denies(clause.text) or numbers_ar(clause.text) for clause, kind in clauses[i:]):
            continue
        if not _balanced(head):
            continue
        last = tail[-1].text if len(tail) > 1 and _ATTRIBUTED.match(fold(tail[-1].text)) else ""
        return "، ".join(FULL_STOP.sub("", part) for part in (head, last) if part) + "."
    return sentence


def _joined(clauses: Sequence[tuple[Clause, str | None]]) -> str:
    return "".join((clause.before if k else "") + clause.text for k, (clause, _) in enumerate(clauses))
