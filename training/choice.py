"""How candidates are to be chosen: `python training/choice.py DATA CANDIDATES.jsonl [-n 200]`, the weights of `translate/choice.py`.

Makes the built-in translator's candidates of FLORES dev from line 101 on and of as many held-out pairs of the briefs (slow; those
in CANDIDATES.jsonl are not made again), scores each against its reference, and fits by least squares, within each sentence, what
agreement, cover, likelihood and flags tell of chrF + BLEU / 2. Prints the weights, agreement being one, and the corpus figures of
choosing: by the shipped weights, by weights fitted on the other nine tenths of the sentences, and by the reference.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from data import brief_pairs, briefs, held_out
from evaluate import read_pairs
from mujaz.articles.text import one_line
from mujaz.checks import check_pair
from mujaz.models.builtin import BuiltinModel
from mujaz.models.types import Decoding, Hypothesis
from mujaz.translate import BEAMS
from mujaz.translate.choice import GlossCover, rank
from mujaz.translate.consensus import agreement
from mujaz.translate.gloss import GlossModel
from mujaz.translate.lexicon import Lexicon
from sacrebleu.metrics import BLEU, CHRF

FIRST_LINE, FOLDS = 100, 10
NAMES = ("agreement", "cover", "score", "warnings", "notes")


@dataclass(frozen=True)
class Sentence:
    """The candidates of one sentence: their texts, features (candidates x NAMES), errors, ranks and gain by the reference."""

    reference: str
    texts: list[str]
    features: np.ndarray
    errors: np.ndarray
    shipped: int
    gain: np.ndarray

    def best(self, weights: np.ndarray) -> int:
        """The candidate with the fewest errors, then the highest weighed sum."""
        return int(np.lexsort((-(self.features @ weights), self.errors))[0])


def wanted(data: Path, count: int) -> list[tuple[str, str, str]]:
    """(set, Arabic, English)."""
    flores = read_pairs(data / "parallel/dev/flores200_dev.tsv")[FIRST_LINE : FIRST_LINE + count]
    items = briefs(data / "briefs/news_briefs.jsonl.gz")
    held = [(p.ar, p.en) for b in items if held_out(b.id) for p in brief_pairs(b)]
    random.Random(5).shuffle(held)
    return [("FLORES dev", ar, en) for ar, en in flores] + [("held out", ar, en) for ar, en in held[:count]]


def candidates(texts: Sequence[str], file: Path) -> dict[str, list[Hypothesis]]:
    """Of each text; new ones are appended to the file as they come."""
    found: dict[str, list[Hypothesis]] = {}
    if file.exists():
        for line in file.read_text(encoding="utf-8").splitlines():
            text, some = json.loads(line)
            found[text] = [Hypothesis(t, s) for t, s in some]
    todo = [t for t in dict.fromkeys(texts) if t not in found]
    if not todo:
        return found
    model = GlossModel(BuiltinModel.load(), Lexicon.builtin())
    decoding = Decoding(num_beams=BEAMS, num_return_sequences=BEAMS, max_new_tokens=180)
    with file.open("a", encoding="utf-8") as out:
        for at in range(0, len(todo), 16):
            for text, some in zip(todo[at : at + 16], model.generate(todo[at : at + 16], decoding), strict=True):
                found[text] = some
                out.write(json.dumps([text, [(h.text, h.score) for h in some]], ensure_ascii=False) + "\n")
            out.flush()
    return found


def scored(texts: Sequence[str], references: Sequence[str], found: dict[str, list[Hypothesis]]) -> Iterator[Sentence]:
    lexicon = Lexicon.builtin()
    cover, chrf, bleu = GlossCover(lexicon), CHRF(), BLEU(effective_order=True)
    for text, reference in zip(texts, references, strict=True):
        features, errors, ranks, gain = [], [], [], []
        for h, agreed in zip(found[text], agreement(found[text]), strict=True):
            flags = check_pair(text, h.text, known=lexicon.knows)
            said = [f.severity for f in flags]
            covered = cover(text, h.text)
            features.append((agreed, covered, h.score, said.count("warning"), said.count("note")))
            errors.append(said.count("error"))
            ranks.append(rank(flags, agreed, h.score, covered))
            gain.append(
                chrf.sentence_score(h.text, [reference]).score + bleu.sentence_score(h.text, [reference]).score / 2
            )
        some = [h.text for h in found[text]]
        shipped = min(range(len(ranks)), key=lambda i: ranks[i])
        yield Sentence(reference, some, np.array(features), np.array(errors), shipped, np.array(gain))


def fitted(sentences: Sequence[Sentence]) -> np.ndarray:
    """Weights of NAMES."""
    a = np.vstack([s.features - s.features.mean(0) for s in sentences])
    b = np.concatenate([s.gain - s.gain.mean() for s in sentences])
    return np.linalg.solve(a.T @ a + np.eye(len(NAMES)) * len(a) * 1e-4, a.T @ b)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("candidates", type=Path)
    parser.add_argument("-n", type=int, default=200, help="sentences of each set")
    o = parser.parse_args()
    rows = [(name, one_line(ar), en) for name, ar, en in wanted(o.data, o.n)]
    texts, references = [ar for _, ar, _ in rows], [en for _, _, en in rows]
    sentences = list(scored(texts, references, candidates(texts, o.candidates)))
    weights = fitted(sentences)
    print(" ".join(f"{name} {w / weights[0]:.3f}" for name, w in zip(NAMES, weights, strict=True)))
    order = np.random.default_rng(0).permutation(len(sentences))
    fold = {int(i): at % FOLDS for at, i in enumerate(order)}
    parts = [fitted([s for i, s in enumerate(sentences) if fold[i] != f]) for f in range(FOLDS)]
    choices = {
        "shipped weights": [s.shipped for s in sentences],
        "the likeliest": [int(s.features[:, NAMES.index("score")].argmax()) for s in sentences],
        "most agreed with": [int(s.features[:, 0].argmax()) for s in sentences],
        "cross-validated": [s.best(parts[fold[i]]) for i, s in enumerate(sentences)],
        "by the reference": [int(s.gain.argmax()) for s in sentences],
    }
    for title, chosen in choices.items():
        shown = []
        for name in ("FLORES dev", "held out"):
            some = [i for i, row in enumerate(rows) if row[0] == name]
            said, meant = [sentences[i].texts[chosen[i]] for i in some], [[references[i] for i in some]]
            chrf, bleu = CHRF().corpus_score(said, meant).score, BLEU().corpus_score(said, meant).score
            shown.append(f"{name} {chrf:.2f} / {bleu:.2f}")
        print(f"{title}: {', '.join(shown)}")


if __name__ == "__main__":
    main()
