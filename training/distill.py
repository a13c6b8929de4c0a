"""Label Arabic sentences with a model: `python training/distill.py CT2/ TEXTS.jsonl.gz OUT.tsv --beam 4`; goes on where it stopped.

TEXTS has one JSON object a line with `text`. Written are `Arabic<TAB>English` lines for a student; an English that loops, is empty,
keeps Arabic letters, or has other numbers than the Arabic is left out, for a student learns its teacher's faults.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from data import ARABIC, Pair, opened, plausible
from evaluate import Decoder, Search, loops
from mujaz.articles.text import ascii_digits, model_text
from mujaz.translate.lexicon import Lexicon

END = re.compile(r"(?<=[.!?؟])\s+|\n+")
CHUNK = 256
NUMBER = re.compile(r"\d+")


def sentences(path: Path) -> Iterator[str]:
    """Sentences of 4 to 45 words, each once."""
    seen: set[str] = set()
    with opened(path) as lines:
        for line in lines:
            for sentence in END.split(json.loads(line)["text"]):
                sentence = model_text(sentence)
                if 4 <= sentence.count(" ") + 1 <= 45 and ARABIC.search(sentence) and sentence not in seen:
                    seen.add(sentence)
                    yield sentence


def trusted(ar: str, en: str) -> bool:
    """Whether a label may be taught."""
    numbers = [sorted(n for n in NUMBER.findall(ascii_digits(t)) if len(n) > 1) for t in (ar, en)]
    return bool(en) and not loops(en) and numbers[0] == numbers[1] and plausible(Pair(ar, en, "label"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--limit", type=int, default=10**9)
    o = parser.parse_args()
    decoder = Decoder(o.model, Lexicon.builtin())
    done = o.out.with_name(o.out.name + ".done")
    skip = int(done.read_text()) if done.exists() else 0
    with o.out.open("a", encoding="utf-8") as out:
        waiting = sentences(o.texts)
        for number, chunk in enumerate(iter(lambda: list(islice(waiting, CHUNK)), [])):
            if number < skip or number * CHUNK >= o.limit:
                continue
            found = decoder.translate(chunk, Search(beam=o.beam))
            labels = [(ar, h[0][0]) for ar, h in zip(chunk, found, strict=True)]
            out.writelines(f"{ar}\t{en}\n" for ar, en in labels if trusted(ar, en))
            out.flush()
            done.write_text(str(number + 1))
            print(f"{(number + 1) * CHUNK} sentences", flush=True)


if __name__ == "__main__":
    main()
