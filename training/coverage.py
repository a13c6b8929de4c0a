"""What the gloss lacks: `python training/coverage.py DATA [--top 50]`, running words of FLORES dev and of the briefs without a gloss, and the
most frequent gaps; with `--senses` how far the gloss and the English of FLORES dev (from line 101 on) and of held-out briefs agree.

Recall is the share of the English sentence's content words that the gloss has, precision the share of the gloss's that the English
has, both by beginnings of words; once over all senses of the gloss, once over the first sense of each entry alone.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from data import brief_pairs, briefs, held_out
from evaluate import read_pairs
from mujaz.articles.text import ARABIC_WORD, strip_marks
from mujaz.translate.content import content
from mujaz.translate.lexicon import Lexicon, fold_word

FIRST_LINE = 100  # of FLORES dev; the lines before are those whose figures are reported


def gaps(sentences: Iterable[str], lexicon: Lexicon) -> tuple[int, Counter[str]]:
    """(running Arabic words, unknown folded words with their counts)."""
    words, unknown = 0, Counter[str]()
    for sentence in sentences:
        for word in ARABIC_WORD.findall(strip_marks(sentence)):
            words += 1
            if not lexicon.knows(word):
                unknown[fold_word(word)] += 1
    return words, unknown


@dataclass
class Agreement:
    """Content words of English sentences and of their glosses, and how many of them both have."""

    shared: int = 0
    english: int = 0
    gloss: int = 0

    def add(self, english: Counter[str], gloss: Counter[str]) -> None:
        self.shared += (english & gloss).total()
        self.english += english.total()
        self.gloss += gloss.total()

    def __str__(self) -> str:
        recall, precision = self.shared / self.english, self.shared / self.gloss
        return f"recall {100 * recall:.2f} precision {100 * precision:.2f} F1 {200 * recall * precision / (recall + precision):.2f}"


def agreement(pairs: Iterable[tuple[str, str]], lexicon: Lexicon) -> tuple[Agreement, Agreement]:
    """(over all senses, over first senses)."""
    every, first = Agreement(), Agreement()
    for arabic, english in pairs:
        items = lexicon.items(arabic)
        reference = content(english)
        every.add(reference, content(" ".join(items).replace("/", " ")))
        first.add(reference, content(" ".join(item.split("/", 1)[0] for item in items)))
    return every, first


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--top", type=int, default=30)
    parser.add_argument("--senses", action="store_true", help="how far gloss and English agree, instead of the gaps")
    o = parser.parse_args()
    lexicon = Lexicon.builtin()
    items = list(briefs(o.data / "briefs/news_briefs.jsonl.gz"))
    flores = read_pairs(o.data / "parallel/dev/flores200_dev.tsv")
    if o.senses:
        held = [(p.ar, p.en) for b in items if held_out(b.id) for p in brief_pairs(b)]
        for name, pairs in {"FLORES dev": flores[FIRST_LINE:], "briefs held out": held}.items():
            every, first = agreement(pairs, lexicon)
            print(f"{name}, {len(pairs)} sentences: all senses {every}; first senses {first}")
        return
    texts = {
        "FLORES dev": [ar for ar, _ in flores],
        "briefs": [s for b in items for s in b.sentences],
        "briefs held out": [s for b in items if held_out(b.id) for s in b.sentences],
    }
    for name, sentences in texts.items():
        words, unknown = gaps(sentences, lexicon)
        share = 100 * unknown.total() / words
        print(f"{name}: {words} words, {unknown.total()} without a gloss ({share:.2f} %), {len(unknown)} forms")
        print("  " + " ".join(f"{w}:{n}" for w, n in unknown.most_common(o.top)))


if __name__ == "__main__":
    main()
