"""Pack the lexicon: `python training/build_lexicon.py DATA [OUT.marisa]`, DATA the folder with `lexicon/` and `parallel/train/`.

Rows of `data/lexicon_extra.tsv` win over phrases, phrases over words, words over names; rows that come from the ISO code list (LGPL) stay out.
"""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Iterator
from pathlib import Path

import marisa_trie
from mujaz.translate.lexicon import key, senses

PARTS = ("phrases", "words", "names")
EXTRA = Path(__file__).parent / "data/lexicon_extra.tsv"
OUT = Path(__file__).resolve().parents[1] / "translate/data/lexicon.marisa"


def rows(path: Path) -> Iterator[tuple[str, str]]:
    """(folded Arabic, English) of a table; comments and rows without English or with `?` alone are left out."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            arabic, _, english = line.rstrip("\n").partition("\t")
            k, e = key(arabic), senses(english)
            if k and e and e != "?":
                yield k, e


def table(data: Path) -> dict[str, str]:
    """Folded Arabic → English of everything that may ship."""
    closed = set(rows(data / "parallel/train/names_iso_codes.tsv.gz"))
    closed -= set(rows(data / "parallel/train/names_cldr.tsv.gz"))
    out = dict(rows(EXTRA))
    for part in PARTS:
        for k, e in rows(data / f"lexicon/{part}.tsv.gz"):
            if part != "names" or (k, e) not in closed:
                out.setdefault(k, e)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=OUT)
    o = parser.parse_args()
    packed = table(o.data)
    marisa_trie.BytesTrie((k, e.encode()) for k, e in sorted(packed.items())).save(str(o.out))
    phrases = sum(" " in k for k in packed)
    print(f"{len(packed) - phrases} words, {phrases} phrases, {o.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
