"""Twenty sentences that a model must get through before it is trusted: int8 against the unconverted model, and both against sense.

A conversion that rounds wrongly shows in the first comparison. A checkpoint that its library loads wrongly (weights tied that
should not be, as happened to the tc-big models) shows in the second: what it writes is no translation and no summary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from .types import Decoding, Hypothesis, Task

GOLDEN = Path(__file__).with_name("golden.tsv")
SAME = 97.0
"""chrF of int8 against the unconverted model, at least."""
SENSE = 25.0
"""chrF of a translation against the reference, at least: the weakest real system has twice that, garbage a third."""
OWN_WORDS = 0.3
"""Share of a summary's words that stand in its text, at least."""


class Writer(Protocol):
    @property
    def decoding(self) -> Decoding: ...

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Hypothesis]]: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """``faults`` are lines a user understands; empty where the model passed."""

    same: float
    sense: float
    faults: tuple[str, ...]


def golden(path: Path = GOLDEN) -> list[tuple[str, str]]:
    """Arabic and its English, line by line."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [(ar, en) for ar, en in lines]


def self_test(
    task: Task, converted: Writer, reference: Writer | None, pairs: Sequence[tuple[str, str]] | None = None
) -> Verdict:
    """Both models over the golden sentences, greedily. ``reference`` is None where only a conversion was given."""
    pairs = golden() if pairs is None else pairs
    sources = [ar for ar, _ in pairs]
    decoding = replace(converted.decoding, num_beams=1, num_return_sequences=1, max_new_tokens=96)
    found = [a[0].text for a in converted.generate(sources, decoding)]
    faults = []
    same = 100.0
    if reference is not None:
        same = chrf(found, [a[0].text for a in reference.generate(sources, decoding)])
        if same < SAME:
            faults.append(
                f"int8 differs from the unconverted model (chrF {same:.1f}, at least {SAME:.0f} were expected)"
            )
    if looping := [text for text in found if is_loop(text)]:
        faults.append(f"it repeats itself: {looping[0][:60]!r}")
    if task == "translate":
        sense = chrf(found, [en for _, en in pairs])
        if sense < SENSE:
            faults.append(f"what it writes is no translation (chrF {sense:.1f} against the references)")
    else:
        sense = _own_words(found, sources)
        if sense < OWN_WORDS:
            faults.append(f"what it writes has little to do with the text ({sense:.0%} of its words)")
    return Verdict(same, sense, tuple(faults))


def chrf(found: Sequence[str], wanted: Sequence[str], order: int = 6, beta: float = 2.0) -> float:
    """Corpus chrF2 in percent: character n-grams to 6, spaces left out, recall weighted twice (Popović 2015)."""
    precisions, recalls = [], []
    for n in range(1, order + 1):
        matched = ours = theirs = 0
        for a, b in zip(found, wanted, strict=True):
            grams, others = _grams(a, n), _grams(b, n)
            matched += (grams & others).total()
            ours += grams.total()
            theirs += others.total()
        if ours and theirs:
            precisions.append(matched / ours)
            recalls.append(matched / theirs)
    if not precisions:
        return 100.0 if list(found) == list(wanted) else 0.0
    p, r = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    return 100 * (1 + beta**2) * p * r / (beta**2 * p + r) if p + r else 0.0


def _grams(text: str, n: int) -> Counter[str]:
    text = "".join(text.split())
    return Counter(text[i : i + n] for i in range(len(text) - n + 1))


def is_loop(text: str) -> bool:
    """A word three-gram four times or more."""
    words = text.split()
    counts = Counter(zip(words, words[1:], words[2:], strict=False))
    return any(count >= 4 for count in counts.values())


def _own_words(found: Sequence[str], sources: Sequence[str]) -> float:
    shared = total = 0
    for text, source in zip(found, sources, strict=True):
        own = set(source.split())
        words = text.split()
        shared += sum(word in own for word in words)
        total += len(words)
    return shared / total if total else 0.0
