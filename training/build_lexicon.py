"""Pack the lexicon: `python training/build_lexicon.py DATA [OUT.marisa]`, DATA the folder with `lexicon/` and `parallel/train/`.

Rows of `data/lexicon_names.tsv` win over those of `data/lexicon_extra.tsv`, these over `data/lexicon_written.tsv.gz`, these over phrases, phrases over
words, words over names, names over what is aligned from real pairs (`data/lexicon_aligned.tsv.gz`, written by phrases.py). Rows that come from the ISO
code list (LGPL) stay out, and so do names whose English is another name (the lists are noisy) or that lexicon_names.tsv drops; the others are spelled as
newsrooms do.
"""

from __future__ import annotations

import argparse
import gzip
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import marisa_trie
from mujaz.translate.lexicon import key, senses
from mujaz.translate.morphology import romanize
from rapidfuzz.distance import LCSseq
from transliterator import plain

PARTS = ("phrases", "words", "names")
SENSES = Path(__file__).parent / "data/lexicon_senses.tsv"  # written by senses.py
WRITTEN = Path(__file__).parent / "data/lexicon_written.tsv.gz"
ALIGNED = Path(__file__).parent / "data/lexicon_aligned.tsv.gz"
EXTRA = Path(__file__).parent / "data/lexicon_extra.tsv"
NAMES = Path(__file__).parent / "data/lexicon_names.tsv"
DROP = "-"
LEAST_ALIKE = 0.34
ACCENTED = (("č", "ch"), ("ć", "ch"), ("ç", "ch"), ("š", "sh"), ("ş", "sh"), ("ž", "j"), ("ğ", "gh"))
SOUNDS = [
    *((s, "s") for s in ("tsh", "sh", "ch", "z", "x")),
    *((k, "k") for k in ("kh", "gh", "g", "j", "q", "c")),
    *((t, "t") for t in ("th", "dh", "d")),
    *((f, "f") for f in ("ph", "w", "v")),
    ("p", "b"),
]
LETTERS = dict(zip("ıłŁøØđĐðÐ", "ilLoOdDdD", strict=True)) | {"ß": "ss", "æ": "ae", "Æ": "Ae"}
SIGNS = re.compile("[\u0300-\u036f‘’ʻʼ]")
ARTICLE = re.compile(r"^A(?:[rsdtnz]|sh|dh|th) (?=[A-Z])")
INNER_ARTICLE = re.compile(r" (?:a[lrsdtnz]|ash|adh|ath) (?=[A-Z])")
GAZETTEER = (("Bayt ", "Beit "), ("Dayr ", "Deir "), ("Shaykh", "Sheikh"))
OUT = Path(__file__).resolve().parents[1] / "translate/data/lexicon.marisa"


def skeleton(latin: str) -> str:
    """The consonants of a name, those that Arabic does not tell apart as one."""
    for several, one in SOUNDS:
        latin = latin.replace(several, one)
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouyh]", "", latin))


def alike(arabic: str, english: str) -> float:
    """How much the consonants of a name and of its English agree, 0 to 1: ``عكار`` is not Halba. 1 where there are none."""
    for accented, several in ACCENTED:
        english = english.replace(accented, several)
    ar = skeleton(romanize(arabic.replace(" ", "").removeprefix("ال")).replace("'", ""))
    en = skeleton(plain(re.sub("^(al|el|ar|as|ad|at|an|ash)[- ]", "", english.lower())))
    return 2 * LCSseq.similarity(ar, en) / (len(ar) + len(en)) if ar and en else 1.0


def newsroom(arabic: str, english: str) -> str:
    """A name of the lists as newsrooms spell it: Latin letters without signs, the Arabic article always Al, a capital first."""
    english = SIGNS.sub("", unicodedata.normalize("NFD", english)).translate(str.maketrans(LETTERS))
    if "ال" in arabic:
        english = INNER_ARTICLE.sub(" al-", english)
        english = ARTICLE.sub("Al ", english) if arabic.startswith("ال") else english
    for gazetteer, usual in GAZETTEER:
        english = english.replace(gazetteer, usual)
    return english[:1].upper() + english[1:]


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
    """Folded Arabic → English of everything that may ship, but for what is aligned from pairs."""
    official = set(rows(data / "parallel/train/names_cldr.tsv.gz"))
    closed = set(rows(data / "parallel/train/names_iso_codes.tsv.gz")) - official
    read = dict(rows(NAMES))
    out = dict(rows(WRITTEN)) | dict(rows(EXTRA)) | {k: e for k, e in read.items() if e != DROP}
    for part in PARTS:
        for k, e in rows(data / f"lexicon/{part}.tsv.gz"):
            if part != "names":
                out.setdefault(k, e)
            elif k not in read and (k, e) not in closed and ((k, e) in official or alike(k, e) >= LEAST_ALIKE):
                out.setdefault(k, newsroom(k, e))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=OUT)
    o = parser.parse_args()
    packed = table(o.data)
    read = dict(rows(NAMES))
    written = dict(rows(WRITTEN)) | dict(rows(EXTRA)) | read
    packed |= {
        k: e for k, e in rows(SENSES) if k not in written and set(e.split("/")) <= set(packed.get(k, "").split("/"))
    }
    packed = {k: e for k, e in rows(ALIGNED) if read.get(k) != DROP} | packed
    temporary = o.out.with_suffix(".tmp")  # the old file may be mapped by a running program
    marisa_trie.BytesTrie((k, e.encode()) for k, e in sorted(packed.items())).save(str(temporary))
    temporary.replace(o.out)
    phrases = sum(" " in k for k in packed)
    print(f"{len(packed) - phrases} words, {phrases} phrases, {o.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
