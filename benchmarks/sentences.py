"""Sentence splitters on the gold paragraphs: own rules beside yasbd, pysbd, sentencex and a one-line pattern.

    python benchmarks/sentences.py [--show]

Prints, for each: boundaries found and missed inside paragraphs (precision, recall, F1), paragraphs split exactly as in the
gold set, and time. ``--show`` prints the paragraphs the own rules split otherwise.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from mujaz.articles.sentences import split_sentences

GOLD = Path(__file__).parents[1] / "tests/articles/gold/sentences.txt"
Splitter = Callable[[str], list[str]]


def gold_paragraphs() -> Iterator[tuple[str, list[str]]]:
    """Each paragraph and its sentences."""
    for block in re.sub(r"(?m)^#.*\n", "", GOLD.read_text(encoding="utf-8")).strip().split("\n\n"):
        text, sentences = "", []
        for line in block.strip().split("\n"):
            glue, line = ({"+": "", "/": "\n"}[line[0]], line[1:]) if line[0] in "+/" else (" " if text else "", line)
            text += glue + line
            sentences.append(line)
        yield text, sentences


def ends(sentences: list[str]) -> set[int]:
    """How many characters that are not blank stand before each inner boundary."""
    total, found = 0, set()
    for sentence in sentences:
        total += len("".join(sentence.split()))
        found.add(total)
    found.discard(total)
    return found


def splitters() -> Iterator[tuple[str, Splitter]]:
    yield "mujaz", lambda text: [text[a:b] for a, b in split_sentences(text)]
    yield "pattern", lambda text: re.split(r"(?<=[.!?؟…])\s+|\n", text)
    try:
        from yasbd import BoundaryDetector

        detector = BoundaryDetector(lang="ar")
        yield "yasbd", lambda text: list(detector.segment(text))
    except ImportError:
        print("yasbd is not installed")
    try:
        import pysbd

        segmenter = pysbd.Segmenter(language="ar", clean=False)
        yield "pysbd", segmenter.segment
    except ImportError:
        print("pysbd is not installed")
    try:
        import sentencex

        yield "sentencex", lambda text: list(sentencex.segment("ar", text))
    except ImportError:
        print("sentencex is not installed")


def main() -> None:
    gold = list(gold_paragraphs())
    print(f"{len(gold)} paragraphs, {sum(len(s) for _, s in gold)} sentences")
    print(f"{'':10} precision  recall     F1  paragraphs exact   ms/paragraph")
    for name, split in splitters():
        hits = given = wanted = exact = 0
        split(gold[0][0])
        start = time.process_time()
        answers = [split(text) for text, _ in gold]
        seconds = time.process_time() - start
        for (_, sentences), answer in zip(gold, answers, strict=True):
            want, got = ends(sentences), ends(answer)
            hits, given, wanted, exact = (
                hits + len(want & got),
                given + len(got),
                wanted + len(want),
                exact + (want == got),
            )
            if name == "mujaz" and "--show" in sys.argv and want != got:
                print("  want", sentences, "\n  got ", answer)
        precision, recall = hits / max(given, 1), hits / max(wanted, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(
            f"{name:10} {precision:9.3f} {recall:7.3f} {f1:6.3f} {exact:10}/{len(gold)} {1000 * seconds / len(gold):12.3f}"
        )


if __name__ == "__main__":
    main()
