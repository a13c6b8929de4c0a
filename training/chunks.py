"""What English stands for one Arabic word or for several, counted over pairs that `align.py` has aligned."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from align import Links, parsed, words
from mujaz.translate.content import content
from mujaz.translate.lexicon import form_spans

BREAK = re.compile(r'[,.;:!?()\[\]"“”«»،؛؟–—]')
BEGINS = re.compile(r'(?:^|[.!?:"“])\s*$')
ARTICLES = ("the ", "a ", "an ")


@dataclass(frozen=True, slots=True)
class Aligned:
    """A pair: folded forms, English words, links, and after which forms and words there is a mark of punctuation."""

    forms: tuple[str, ...]
    english: tuple[str, ...]
    links: Links
    form_breaks: frozenset[int]
    word_breaks: frozenset[int]
    begins: frozenset[int]


def breaks(text: str, spans: list[tuple[int, int]]) -> frozenset[int]:
    """Indexes of the words that punctuation stands after."""
    return frozenset(i for i, ((_, e), (s, _)) in enumerate(pairwise(spans)) if BREAK.search(text[e:s]))


def aligned(path: Path) -> Iterator[Aligned]:
    """The pairs of a file that `align.py` wrote."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            ar, en, links = line.rstrip("\n").split("\t")
            forms, found = form_spans(ar), words(en)
            yield Aligned(
                tuple(f for _, _, f in forms),
                tuple(w.group() for w in found),
                parsed(links),
                breaks(ar, [(s, e) for s, e, _ in forms]),
                breaks(en, [w.span() for w in found]),
                frozenset(i for i, w in enumerate(found) if BEGINS.search(en, 0, w.start())),
            )


class Case:
    """How words are written inside a sentence."""

    def __init__(self, pairs: Iterable[Aligned]) -> None:
        inside: dict[str, Counter[str]] = defaultdict(Counter)
        for pair in pairs:
            for i, word in enumerate(pair.english):
                if i not in pair.begins:
                    inside[word.lower()][word] += 1
        self._usual = {word: found.most_common(1)[0][0] for word, found in inside.items()}

    def inside(self, word: str) -> str:
        """The usual spelling of a word that began a sentence."""
        return self._usual.get(word.lower(), word)


def bare(english: str) -> str:
    """Without an article before it."""
    return next((english[len(a) :] for a in ARTICLES if english.lower().startswith(a)), english)


def meaning(english: str) -> frozenset[str]:
    """What two wordings of one sense have in common: beginnings of their content words, or the wording itself where they have none."""
    return frozenset(content(english)) or frozenset([f"={bare(english).lower()}"])


@dataclass
class Counts:
    """How often Arabic words stood in the pairs, and with which English."""

    seen: Counter[str] = field(default_factory=Counter)
    english: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, pair: Aligned, case: Case, lengths: range) -> None:
        """Count every run of ``lengths`` Arabic words, none across punctuation, and the English words that stand for it alone."""
        written = [case.inside(w) if i in pair.begins else w for i, w in enumerate(pair.english)]
        of_form: dict[int, list[int]] = defaultdict(list)
        of_word: dict[int, list[int]] = defaultdict(list)
        for i, j in pair.links:
            of_form[i].append(j)
            of_word[j].append(i)
        for i in range(len(pair.forms)):
            for end in range(i + lengths.start, min(i + lengths.stop, len(pair.forms) + 1)):
                if any(b in pair.form_breaks for b in range(i, end - 1)) or any(f[0] < "ء" for f in pair.forms[i:end]):
                    break
                run = " ".join(pair.forms[i:end])
                self.seen[run] += 1
                found = [j for x in range(i, end) for j in of_form[x]]
                if not found or not of_form[i] or not of_form[end - 1]:
                    continue
                low, high = min(found), max(found)
                if high - low >= end - i + 4 or any(b in pair.word_breaks for b in range(low, high)):
                    continue
                if any(not i <= x < end for j in range(low, high + 1) for x in of_word[j]):
                    continue
                english = " ".join(written[low : high + 1])
                if (
                    low
                    and not of_word[low - 1]
                    and low - 1 not in pair.word_breaks
                    and written[low - 1].lower() == "the"
                ):
                    english = f"the {bare(english)}"
                self.english[run][english] += 1
