"""Which source sentences a summary will rest on.

A *group* is one to three source sentences that one summary sentence is made of: an anchor, which could stand for the
summary sentence by itself, and the sentences worth merging into it. Three linear models decide, trained by
``training/selector.py`` on summaries whose every sentence names its sources: ``lead`` (is it among the sources of the
first summary sentence), ``next`` (what it adds to those that are taken), ``join`` (does it belong to this anchor).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ..articles.types import Article
from .features import LONG_WORDS, Reading, goes_on, names_no_speaker, opener

SHORT_ITEM_WORDS = 50
GROUP_SENTENCES = 3
GROUP_WORDS = 110
NO_SPEAKER = 1.0
LEADS_ON = 3.0  # "the minister said:" ends before what matters
LEANING = {"pronoun": 1.5, "continues": 1.0, "contrast": 1.0, "background": 1.0}
UNFIT = 0.03
"""How much of what ``next`` says a sentence adds is taken off for each log-odd of being unfit."""

SUMMARY_SHARE = 0.4
"""Of an article's words: what is longer tells it again rather than sums it up."""

HEADLINE_SHARE = 0.6
"""The share while the headline is not told and the next sentence tells more of it."""

TOLD = 0.6
"""From this share of the headline's content words on, sentences tell its news again."""

_ALIKE = 0.6  # cosine from which two sentences tell the same


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear model over a row of named features; unknown names count nothing."""

    bias: float
    weights: Mapping[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())


@dataclass(frozen=True, slots=True)
class Selector:
    """The three models and the log-odds from which a sentence joins an anchor."""

    lead: Linear
    next: Linear
    join: Linear
    join_from: float

    def groups(
        self, reading: Reading, wanted: int, *, members: int = GROUP_SENTENCES, retell: bool = False
    ) -> list[Group]:
        """At most ``wanted`` groups of at most ``members`` sentences, the most important first; no sentence is in two.

        ``retell``: where a text goes on from a lost opening, the first anchor is what comes closest to telling the headline again.
        """
        lead = [self.lead.score(reading.sentence_features(i)) for i in range(len(reading))]
        first = [_retelling(reading, i) for i in range(len(reading))] if retell and _torn(reading, lead) else lead
        fit = [score - unfit_to_quote(reading, i) for i, score in enumerate(first)]
        anchors: list[int] = []
        for _ in range(wanted):
            free = [i for i in range(len(reading)) if i not in anchors and not self._told(reading, i, anchors)]
            if not free:
                break
            scores = self.next_scores(reading, anchors, lead) if anchors else fit
            anchors.append(max(free, key=lambda i: (scores[i], -i)))
        groups: list[Group] = []
        taken = list(anchors)
        for anchor in anchors:
            groups.append(self._group(reading, anchor, taken, lead, members))
            taken.extend(groups[-1].sentences)
        return groups

    def next_scores(self, reading: Reading, taken: Sequence[int], lead: Sequence[float]) -> list[float]:
        """What each sentence would add to a summary of those ``taken``, less what would make it read badly there."""
        return [
            self.next.score(next_features(reading, i, taken, lead[i]))
            - UNFIT * (unfit_to_quote(reading, i) + reading.leans_on_a_name(i, taken))
            for i in range(len(reading))
        ]

    def _group(self, reading: Reading, anchor: int, taken: Sequence[int], lead: Sequence[float], members: int) -> Group:
        chosen = [anchor]
        length = reading.lengths[anchor]
        offers = sorted(
            (
                (self.join.score(join_features(reading, anchor, i, lead)), i)
                for i in range(len(reading))
                if i != anchor and i not in taken
            ),
            reverse=True,
        )
        for score, i in offers:
            if len(chosen) == members or score < self.join_from:
                break
            if length + reading.lengths[i] <= GROUP_WORDS and not self._told(reading, i, chosen):
                chosen.append(i)
                length += reading.lengths[i]
        return Group(anchor, tuple(sorted(chosen)))

    @staticmethod
    def _told(reading: Reading, i: int, chosen: Sequence[int]) -> bool:
        return any(reading.similar[i][j] >= _ALIKE for j in chosen)


@dataclass(frozen=True, slots=True)
class Group:
    """Source sentences of one summary sentence, in source order; ``anchor`` is the one that could stand alone."""

    anchor: int
    sentences: tuple[int, ...]


def next_features(reading: Reading, i: int, taken: Sequence[int], lead: float) -> dict[str, float]:
    """Features of sentence ``i`` for a further summary sentence, after those ``taken``."""
    features = reading.sentence_features(i) | {
        f"to_last_{k}": v for k, v in reading.pair_features(taken[-1], i).items()
    }
    told = frozenset[str]().union(*(reading.stems[j] for j in taken))
    new = reading.stems[i].keys() - told
    features["lead"] = lead
    features["most_similar_taken"] = max(reading.similar[i][j] for j in taken)
    features["before_taken"] = float(i < max(taken))
    features["leans_on_a_name"] = float(reading.leans_on_a_name(i, taken))
    features["new_share"] = len(new) / max(1, len(reading.stems[i]))
    features["new_of_title"] = len(new & reading.title_stems) / max(1, len(reading.title_stems))
    return features


def join_features(reading: Reading, anchor: int, i: int, lead: Sequence[float]) -> dict[str, float]:
    """Features of sentence ``i`` for being merged with ``anchor``."""
    names = (
        "log_words",
        "short",
        "long",
        "very_long",
        "title_recall",
        "numbers",
        "quoted_share",
        "question",
        "heading",
        "unfinished",
        "latin_share",
    )
    features = reading.sentence_features(i)
    kept = {name: features[name] for name in names}
    return (
        kept
        | reading.pair_features(anchor, i)
        | {"lead": lead[i], "anchor_lead": lead[anchor], "anchor_log_words": math.log(1 + reading.lengths[anchor])}
    )


def _torn(reading: Reading, lead: Sequence[float]) -> bool:
    """Whether a text goes on from a lost opening, and its likeliest lead does not tell what the headline says."""
    if not reading.title_stems or not reading.sentences or not goes_on(reading.sentences[0]):
        return False
    best = max(range(len(lead)), key=lead.__getitem__)
    return reading.coverage(reading.title_stems, [best]) < TOLD


def _retelling(reading: Reading, i: int) -> float:
    features = reading.sentence_features(i)
    return 10 * features["title_recall"] - features["log_position"]


def unfit_to_quote(reading: Reading, i: int) -> float:
    """Log-odds taken off a sentence that would read badly by itself: it leans on the one before, is too long, or is a fragment."""
    text = reading.sentences[i]
    too_long = max(0, reading.lengths[i] - LONG_WORDS) / 20
    if i == 0:
        return too_long
    kind = opener(text)
    leaning = (LEANING[kind] if kind else 0.0) + NO_SPEAKER * names_no_speaker(text)
    return leaning + LEADS_ON * text.rstrip().endswith(":") + too_long


@lru_cache(maxsize=1)
def load_selector() -> Selector:
    """The selector that comes with the package."""
    table = json.loads(files(__package__).joinpath("data", "selector.json").read_text(encoding="utf-8"))
    models = {name: Linear(table[name]["bias"], table[name]["weights"]) for name in ("lead", "next", "join")}
    return Selector(models["lead"], models["next"], models["join"], table["join_from"])


def is_short(article: Article, most: int) -> bool:
    """Whether an item is as short as its summary of at most ``most`` sentences would be."""
    count = len(article.sentences)
    if count <= most:
        return count <= 1 or article.words <= SHORT_ITEM_WORDS + SHORT_ITEM_WORDS // 2
    return most >= GROUP_SENTENCES and count <= 2 * most and article.words <= SHORT_ITEM_WORDS


def select(
    article: Article,
    most: int,
    *,
    members: int = GROUP_SENTENCES,
    retell: bool = False,
    selector: Selector | None = None,
) -> list[Group]:
    """The groups an article's summary of at most ``most`` sentences rests on, in the order of their anchors."""
    reading = Reading([sentence.text for sentence in article.sentences], article.title)
    groups = (selector or load_selector()).groups(reading, most, members=members, retell=retell)
    return sorted(_in_proportion(reading, groups), key=lambda group: group.anchor)


def _in_proportion(reading: Reading, groups: Sequence[Group]) -> list[Group]:
    """The first group, and those that follow it while all anchors together are no more than a summary's share of the words."""
    kept: list[Group] = []
    for group in groups:
        anchors = [some.anchor for some in (*kept, group)]
        told, more = (reading.coverage(reading.title_stems, some) for some in (anchors[:-1], anchors))
        share = HEADLINE_SHARE if told < TOLD and more > told else SUMMARY_SHARE
        if kept and sum(reading.lengths[i] for i in anchors) > share * sum(reading.lengths):
            break
        kept.append(group)
    return kept
