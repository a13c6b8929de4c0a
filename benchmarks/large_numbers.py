"""Large numbers with commas and without: ``python benchmarks/large_numbers.py BRIEFS.jsonl.gz [-n 50]``.

Sentences of the briefs that have a number of five to nine digits, a seeded choice, are translated by the built-in model with two beams,
once as they stand and once as ``translate.gloss.group_thousands`` hands them over; counted are those whose English has a number
that the checks miss or do not find in the Arabic.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from pathlib import Path

from mujaz.articles.text import model_text
from mujaz.checks import check_pair
from mujaz.models.builtin import BuiltinModel
from mujaz.models.types import Decoding
from mujaz.translate.gloss import group_thousands
from mujaz.translate.lexicon import Lexicon

LONGEST = 160  # characters
DECODING = Decoding(num_beams=2, max_new_tokens=120)


def sentences(path: Path, count: int) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [model_text(s) for line in lines for s in json.loads(line)["sents"]]
    fit = [t for t in texts if len(t) < LONGEST and group_thousands(t) != t]
    random.Random(3).shuffle(fit)
    return fit[:count]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("briefs", type=Path)
    parser.add_argument("-n", type=int, default=50)
    o = parser.parse_args()
    chosen = sentences(o.briefs, o.n)
    model, lexicon = BuiltinModel.load(), Lexicon.builtin()
    for name, texts in (("as they stand", chosen), ("with commas", [group_thousands(s) for s in chosen])):
        prompts = [model.translate_prompt(text, lexicon.gloss(text)) for text in texts]
        answers = [found[0].text for found in model.generate(prompts, DECODING)]
        wrong = sum(
            any(f.kind == "number" and f.severity != "note" for f in check_pair(arabic, english))
            for arabic, english in zip(chosen, answers, strict=True)
        )
        print(f"{name}: a wrong number in {wrong} of {len(chosen)} sentences")


if __name__ == "__main__":
    main()
