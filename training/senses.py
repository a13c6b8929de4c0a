"""Which sense first: `python training/senses.py DATA [OUT.tsv]`, by counting which senses the English of real pairs has.

For each listed form, a sense counts where every content word of it begins like a word of the English sentence. The sense found most
goes first where it is found clearly more often; one never found among many sentences is dropped. Prints frequent forms none of
whose senses is found: those rows are to be read. Held-out briefs are not counted.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from build_lexicon import table
from data import Pair, brief_pairs, briefs, held_out, parallel
from mujaz.translate.content import FUNCTION, stems
from mujaz.translate.lexicon import key

OUT = Path(__file__).parent / "data/lexicon_senses.tsv"
PROSE = ("news_written", "tico19_dev", "xquad_wikipedia", "un_parallel_conflict_subset", "un_sdg")
WORD = re.compile(r"[a-z]+|\d+")


def word_list(name: str) -> frozenset[str]:
    """The words of a file of `data/`, one a line; ``#`` for comments."""
    lines = (Path(__file__).parent / "data" / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


MANY, ENOUGH = 8, 4  # sentences to drop an unseen sense; to move one to the front


def marks(sense: str) -> set[str]:
    """What a sentence must have to have the sense: its content words, or all of them where it has none."""
    words = WORD.findall(sense.lower())
    return stems(" ".join([w for w in words if w not in FUNCTION] or words))


def pairs(data: Path) -> Iterator[Pair]:
    for brief in briefs(data / "briefs/news_briefs.jsonl.gz"):
        if not held_out(brief.id):
            yield from brief_pairs(brief)
    for name in PROSE:
        yield from parallel(data / f"parallel/train/{name}.tsv.gz", "prose")


def counted(data: Path, rows: dict[str, str]) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """(sentences a form stands in, sentences in which each of its senses is found)."""
    wanted = {form: [(s, marks(s)) for s in row.split("/")] for form, row in rows.items() if " " not in form}
    seen: Counter[str] = Counter()
    hits: dict[str, Counter[str]] = {}
    for pair in pairs(data):
        english = stems(pair.en)
        for form in set(key(pair.ar).split()):
            if form in wanted:
                seen[form] += 1
                found = hits.setdefault(form, Counter())
                found.update(s for s, needed in wanted[form] if needed <= english)
    return seen, hits


def ordered(row: str, seen: int, hits: Counter[str]) -> str:
    """The senses of a row in their new order."""
    senses = row.split("/")
    best = max(senses, key=lambda s: hits[s])
    led = (
        senses[0].split(" ", 1)[0] in FUNCTION and best.split(" ", 1)[0] not in FUNCTION
    )  # "and said" stays before "told"
    if not led and hits[best] >= ENOUGH and hits[best] > 1.5 * hits[senses[0]] + 2:
        senses = [best, *(s for s in senses if s != best)]
    if seen >= MANY and hits[senses[0]] >= ENOUGH:
        senses = [senses[0], *(s for s in senses[1:] if hits[s])]
    return "/".join(senses)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=OUT)
    o = parser.parse_args()
    rows = table(o.data)
    seen, hits = counted(o.data, rows)
    changed = {f: new for f, n in seen.items() if (new := ordered(rows[f], n, hits[f])) != rows[f]}
    head = "# Rows whose senses stand in the order real pairs have them: written by training/senses.py.\n# Arabic\tEnglish\n"
    o.out.write_text(head + "".join(f"{f}\t{changed[f]}\n" for f in sorted(changed)), encoding="utf-8")
    print(f"{len(changed)} rows of {len(seen)} forms seen")
    lost = Counter({f: n for f, n in seen.items() if n >= 10 and hits[f].total() <= 0.15 * n})
    print(f"{len(lost)} frequent forms whose senses are hardly found:")
    print(" | ".join(f"{f}:{n} {rows[f]}" for f, n in lost.most_common(250)))


if __name__ == "__main__":
    main()
