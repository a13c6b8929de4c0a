"""Words without a gloss: `python training/coverage.py DATA [--top 50]`; running words of FLORES dev and of the briefs, and the most frequent gaps."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from data import briefs, held_out
from evaluate import read_pairs
from mujaz.articles.text import ARABIC_WORD, strip_marks
from mujaz.translate.lexicon import Lexicon, fold_word


def gaps(sentences: Iterable[str], lexicon: Lexicon) -> tuple[int, Counter[str]]:
    """(running Arabic words, unknown folded words with their counts)."""
    words, unknown = 0, Counter[str]()
    for sentence in sentences:
        for word in ARABIC_WORD.findall(strip_marks(sentence)):
            words += 1
            if not lexicon.knows(word):
                unknown[fold_word(word)] += 1
    return words, unknown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--top", type=int, default=30)
    o = parser.parse_args()
    lexicon = Lexicon.builtin()
    items = list(briefs(o.data / "briefs/news_briefs.jsonl.gz"))
    texts = {
        "FLORES dev": [ar for ar, _ in read_pairs(o.data / "parallel/dev/flores200_dev.tsv")],
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
