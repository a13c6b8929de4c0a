"""Data → training rows: `python training/prepare.py DATA TOKENIZER.json ROWS.npz`; a minute, and it may be run while training goes on.

A row is a translation, `<bos> Arabic <unused1> gloss [multimodal]` → English `<eos>`, or a rewriting, `<bos> source sentences
<unused0>` → one Arabic summary sentence `<eos>`. The model meets sentences as the translator feeds them: long numbers with commas, one gloss in
six with the first sense of each word alone, as a second reading has it. Held-out items leave no row.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from data import brief_pairs, briefs, cleaned, held_out, parallel, rewrites
from mujaz.articles.text import fold, model_text
from mujaz.translate.gloss import first_sense, group_thousands
from mujaz.translate.lexicon import Lexicon
from rows import BOS, EOS, GLOSS, REWRITE, TRANSLATE, gather, row_key
from tokenizers import Tokenizer

SOURCES = Path(__file__).parent / "data/sources.tsv"
FIRST_SENSES = 6  # one row in so many
LONGEST = {"source": 150, "gloss": 170, "target": 140, "rewritten": 260, "summary": 120}  # tokens


def sources(path: Path = SOURCES) -> list[tuple[str, int, str]]:
    """(file, pairs taken at most, kind) of the table of parallel files."""
    lines = [
        line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    return [(name, int(count), kind) for name, count, kind in lines]


class Maker:
    """Texts → rows of ids."""

    def __init__(self, tokenizer: Tokenizer, lexicon: Lexicon) -> None:
        self.tokenizer = tokenizer
        self.lexicon = lexicon
        self.rows: list[tuple[list[int], list[int], str, int]] = []

    def ids(self, text: str) -> list[int]:
        return list(self.tokenizer.encode(text, add_special_tokens=False).ids)

    def translation(self, ar: str, en: str, kind: str) -> None:
        """Add a pair, unless it is too long."""
        key, ar = row_key(ar, en), group_thousands(ar)
        items = self.lexicon.items(ar)
        gloss = " ".join(map(first_sense, items) if key % FIRST_SENSES == 0 else items)
        s, g, t = self.ids(model_text(ar)), self.ids(gloss), self.ids(en)
        if 0 < len(s) < LONGEST["source"] and len(g) < LONGEST["gloss"] and 0 < len(t) < LONGEST["target"]:
            self.rows.append(([BOS, *s, GLOSS, *g, TRANSLATE], [*t, EOS], kind, key))

    def rewriting(self, source: str, summary: str) -> None:
        """Add a rewriting; one that does not fit is left out, never cut."""
        s, t = self.ids(model_text(source)), self.ids(model_text(summary))
        if 0 < len(s) < LONGEST["rewritten"] and 0 < len(t) < LONGEST["summary"]:
            self.rows.append(([BOS, *s, REWRITE], [*t, EOS], "rewrite", row_key(source, summary)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("tokenizer")
    parser.add_argument("out", type=Path)
    parser.add_argument("--briefs", nargs="*", type=Path, default=[], help="further briefs")
    o = parser.parse_args()
    maker = Maker(Tokenizer.from_file(o.tokenizer), Lexicon.builtin())
    items = list(briefs(o.data / "briefs/news_briefs.jsonl.gz", *o.briefs))
    kept = [b for b in items if not held_out(b.id)]
    seen = {fold(model_text(p.ar)) for b in items if held_out(b.id) for p in brief_pairs(b)}
    for pair in cleaned((p for b in kept for p in brief_pairs(b)), seen):
        maker.translation(pair.ar, pair.en, pair.kind)
    for brief in kept:
        for r in rewrites(brief):
            maker.rewriting(r.source, r.summary)
    for name, count, kind in sources():
        pairs = sorted(
            cleaned(parallel(o.data / f"parallel/train/{name}.tsv.gz", kind), seen), key=lambda p: row_key(p.ar)
        )
        for pair in pairs[:count]:
            maker.translation(pair.ar, pair.en, kind)
    rows = gather(maker.rows)
    rows.save(o.out)
    kinds = Counter(rows.names[k] for k in rows.kinds)
    print(f"{len(rows)} rows {dict(kinds)}, {len(rows.tokens)} tokens, {len(items) - len(kept)} items held out")


if __name__ == "__main__":
    main()
