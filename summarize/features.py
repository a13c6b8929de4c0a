"""What the selector sees of each sentence: a row of numbers, in plain Python.

Everything is relative to the article itself, so no word list of a corpus has to travel with the weights.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ..articles.tables import read_table
from .stems import content_stems, stem, words

LONG_WORDS = 60
SHORT_WORDS = 8

_QUOTED = re.compile('["«“”][^"«»“”]*["»”“]')
_ENDS = (".", "!", "؟", "?", "…", '."', '"', "»", "”", ")")
_LATIN = re.compile(r"[A-Za-z<>=@#/|\\_]")
_DIGITS = re.compile(r"\d+")
_DAMPING = 0.85
_LONG_READ = 25  # sentences; from here on an opening that shares nothing with the title is a scene, not the news
_SCENE_POSITION = 12  # the place all sentences of such an article count as having

_WAS = frozenset(("كان", "كانت"))  # stories open so as well
_AFTER_NO_SPEAKER = frozenset(
    ("ان", "انه", "انها", "انهم", "بان", "في", "خلال", "علي", "الي", "ايضا", "كذلك", "قايلا", "قايله", "عن")
)

Vector = Mapping[str, float]


@lru_cache(maxsize=1)
def _openers() -> tuple[dict[tuple[str, ...], str], int]:
    table = {tuple(row[1].split()): row[0] for row in read_table(__package__, "openers.tsv")}
    return table, max(len(key) for key in table)


def opener(sentence: str) -> str | None:
    """``continues``, ``contrast``, ``pronoun`` or ``background`` when a sentence leans on the one before; else None."""
    table, longest = _openers()
    head = words(sentence)[:longest]
    for n in range(len(head), 0, -1):
        kind = table.get(tuple(head[:n]))
        if kind:
            return kind
    return None


def goes_on(sentence: str) -> bool:
    """Whether a sentence begins as the opening of a text hardly does: by "and", or leaning on a sentence before it."""
    head = words(sentence)[:1]
    if not head or head[0] in _WAS:
        return False
    return opener(sentence) is not None or head[0] == "و" or begins_with_and(head[0])


def begins_with_and(word: str) -> bool:
    """Whether the و that a folded word begins with is "and" and no letter of its own."""
    return word.startswith("و") and len(word) > 2 and not word.startswith(_waw_words())


def begins_with_so(sentences: Sequence[str], i: int) -> bool:
    """Whether sentence ``i`` begins with "so the …" (فال), a word that another sentence has without the ف."""
    head = words(sentences[i])[:1]
    if not head or not head[0].startswith("فال"):
        return False
    return any(head[0][1:] in words(text) for k, text in enumerate(sentences) if k != i)


def names_no_speaker(sentence: str) -> bool:
    """Whether a sentence reports words of somebody it does not name: "he added that …"."""
    head = words(sentence)[:2]
    return len(head) == 2 and head[0].removeprefix("و") in saying_verbs() and head[1] in _AFTER_NO_SPEAKER


@lru_cache(maxsize=1)
def saying_verbs() -> frozenset[str]:
    """Folded verbs that report what somebody said, without a leading "and"."""
    return frozenset(row[0] for row in read_table(__package__, "saying_verbs.tsv"))


@lru_cache(maxsize=1)
def _waw_words() -> tuple[str, ...]:
    return tuple(row[0] for row in read_table(__package__, "waw_words.tsv"))


class Reading:
    """An article as the selector reads it: stems, weights and similarities of its sentences."""

    def __init__(self, sentences: Sequence[str], title: str | None = None) -> None:
        self.sentences = tuple(sentences)
        self.title = title
        self.lengths = [len(sentence.split()) for sentence in sentences]
        self.stems = [Counter(content_stems(sentence)) for sentence in sentences]
        self.spread = Counter(stem for stems in self.stems for stem in stems)
        self.vectors = [self._vector(stems) for stems in self.stems]
        self.title_stems = frozenset(content_stems(title)) if title else frozenset()
        recalls = [self.coverage(self.title_stems, [i]) for i in range(len(sentences))] if self.title_stems else []
        self.title_best = max(recalls, default=0.0)
        n = len(self.vectors)
        self.similar = [[0.0] * n for _ in range(n)]
        for i in range(n):
            for j in range(i):
                self.similar[i][j] = self.similar[j][i] = _dot(self.vectors[i], self.vectors[j])
        self.rank = _page_rank(self.similar)
        self.opens_with_a_scene = (
            n > _LONG_READ
            and bool(self.title_stems)
            and not any(self.title_stems & self.stems[i].keys() for i in range(3))
        )

    def __len__(self) -> int:
        return len(self.sentences)

    def _vector(self, stems: Counter[str]) -> Vector:
        n = len(self.sentences)
        raw = {stem: count * (1 + math.log((n + 1) / (1 + self.spread[stem]))) for stem, count in stems.items()}
        norm = math.sqrt(sum(value * value for value in raw.values()))
        return {stem: value / norm for stem, value in raw.items()} if norm else {}

    def sentence_features(self, i: int) -> dict[str, float]:
        """Features of sentence ``i`` by name; most lie between 0 and 1."""
        n = len(self.sentences)
        text, stems, length = self.sentences[i], self.stems[i], self.lengths[i]
        shared = self.title_stems & stems.keys()
        kind = opener(text)
        title_recall = len(shared) / len(self.title_stems) if self.title_stems else 0.0
        position = i if not self.opens_with_a_scene else _SCENE_POSITION
        return {
            "first": float(position == 0),
            "second": float(position == 1),
            "third": float(position == 2),
            "log_position": math.log(1 + position),
            "log_words": math.log(1 + length),
            "short": float(length < SHORT_WORDS),
            "long": float(length > 40),
            "very_long": float(length > LONG_WORDS),
            "title_recall": title_recall,
            "title_gap": self.title_best - title_recall,
            "title_precision": len(shared) / len(stems) if stems else 0.0,
            "untitled": float(not self.title_stems),
            "page_rank": math.log(0.2 + self.rank[i] * n),
            "like_first": self.similar[i][0] if i else 0.0,
            "frequency": sum(self.spread[stem] for stem in stems) / (len(stems) * n) if stems else 0.0,
            "content_share": min(1.0, len(stems) / length) if length else 0.0,
            "numbers": min(3, len(_DIGITS.findall(text))) / 3,
            "continues": float(kind == "continues"),
            "contrast": float(kind == "contrast"),
            "pronoun": float(kind == "pronoun"),
            "background": float(kind == "background"),
            "conjunction": float(text.startswith("و")),
            "no_speaker": float(names_no_speaker(text)),
            "quoted_share": sum(len(m) for m in _QUOTED.findall(text)) / len(text) if text else 0.0,
            "begins_quoted": float(text.startswith(('"', "«", "“"))),
            "question": float("؟" in text[-3:]),
            "unfinished": float(not text.rstrip().endswith(_ENDS)),
            "heading": float(length < 12 and not text.rstrip().endswith(_ENDS)),
            "latin_share": min(1.0, 5 * len(_LATIN.findall(text)) / len(text)) if text else 0.0,
        }

    def coverage(self, stems: frozenset[str], chosen: Sequence[int]) -> float:
        """Share of ``stems`` that stand in the chosen sentences."""
        if not stems:
            return 1.0
        return sum(any(stem in self.stems[i] for i in chosen) for stem in stems) / len(stems)

    def leans_on_a_name(self, i: int, taken: Sequence[int]) -> bool:
        """Whether sentence ``i`` begins with "the ministry …" where only a sentence that is not ``taken`` says which."""
        head = words(self.sentences[i])[:3]
        if len(head) < 3 or not head[1].startswith("ال") or len(head[1]) < 5 or head[2].startswith("ال"):
            return False
        subject = stem(head[1])
        told = subject in self.title_stems or any(subject in self.stems[k] for k in taken)
        return not told and any(subject in self.stems[k] for k in range(i))

    def pair_features(self, anchor: int, i: int) -> dict[str, float]:
        """How sentence ``i`` stands to a sentence chosen already."""
        kind = opener(self.sentences[i])
        shared = self.stems[i].keys() & self.stems[anchor].keys()
        smaller = min(len(self.stems[i]), len(self.stems[anchor]))
        return {
            "after": float(i > anchor),
            "next": float(i == anchor + 1),
            "log_distance": math.log(1 + abs(i - anchor)),
            "similarity": self.similar[anchor][i],
            "shared_share": len(shared) / smaller if smaller else 0.0,
            "leans_on_it": float(kind is not None and i == anchor + 1),
        }


def _dot(a: Vector, b: Vector) -> float:
    if len(a) > len(b):
        a, b = b, a
    return sum(value * b.get(stem, 0.0) for stem, value in a.items())


def _page_rank(similar: list[list[float]], rounds: int = 20) -> list[float]:
    """LexRank (Erkan and Radev 2004): the standing of each sentence in the graph of similarities; sums to 1."""
    n = len(similar)
    if not n:
        return []
    totals = [sum(row) for row in similar]
    rank = [1 / n] * n
    for _ in range(rounds):
        idle = sum(rank[j] for j in range(n) if not totals[j]) / n
        shares = [rank[j] / totals[j] if totals[j] else 0.0 for j in range(n)]
        rank = [
            (1 - _DAMPING) / n
            + _DAMPING * (idle + sum(share * similar[j][i] for j, share in enumerate(shares) if share))
            for i in range(n)
        ]
    return rank
