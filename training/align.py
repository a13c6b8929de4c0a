"""Align the words of real pairs: `python training/align.py DATA OUT.tsv`; a few minutes. Needs `pip install eflomal` (training only).

Writes Arabic, English and links ``i-j`` between the forms of the Arabic (``form_spans``) and the words of the English (``words``), counted
from 0. Held-out briefs are left out. The rows of the lexicon are aligned too, as a prior, and not written.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from build_lexicon import table
from data import Pair, brief_pairs, briefs, cleaned, held_out, parallel
from mujaz.articles.text import ARABIC_LETTER, fold, model_text
from mujaz.translate.lexicon import form_spans

PARALLEL = (
    "news_written",
    "tico19_dev",
    "un_parallel_conflict_subset",
    "un_sdg",
    "tatoeba",
    "opensource_guide",
)
WORD = re.compile(r"\d+(?:[.,:/]\d+)*%?|(?:[A-Z]\.){2,}|[A-Za-zÀ-ÿ]+(?:[’'-][A-Za-zÀ-ÿ]+)*")
NEIGHBOURS = ((-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1))
LONGEST = 90  # forms; longer sentences are left out
CLITIC = {"و": ("and",), "ف": ("so", "and", "then"), "ب": ("in", "at", "by", "with", "on"), "ل": ("to", "for", "of")}
BEFORE = re.compile("^(?:[وف]?(?:[بكل]?ال|لل)|[وف](?=...))")
AFTER = re.compile("(?:ها|هم|هما|ات|ون|ين|ان|ية|يه|ته|ه|ة|ي|ت|ا)$")
Links = set[tuple[int, int]]


def words(english: str) -> list[re.Match[str]]:
    """The words and numbers of an English text."""
    return list(WORD.finditer(english))


def pairs(data: Path) -> Iterator[Pair]:
    """Cleaned pairs without duplicates and without what is held out."""
    items = list(briefs(data / "briefs/news_briefs.jsonl.gz"))
    seen = {fold(model_text(p.ar)) for b in items if held_out(b.id) for p in brief_pairs(b)}
    yield from cleaned((p for b in items if not held_out(b.id) for p in brief_pairs(b)), seen)
    for name in PARALLEL:
        yield from cleaned(parallel(data / f"parallel/train/{name}.tsv.gz", name), seen)


def stem(form: str) -> str:
    """A folded form without the commonest letters before and after its stem."""
    inner = BEFORE.sub("", form) if len(form) > 4 else form
    if len(inner) < 3:
        inner = form
    bare = AFTER.sub("", inner) if len(inner) > 4 else inner
    return bare if len(bare) >= 3 else inner


def segments(form: str, rows: dict[str, str]) -> list[str]:
    """A form as it is aligned: its sure clitics apart, its stem without endings."""
    if not ARABIC_LETTER.match(form):
        return [form]
    out: list[str] = []
    for clitics in ("وف", "بل"):
        rest = form[1:]
        if clitics == "بل" and form.startswith("لل"):
            rest = "ا" + form
        if len(form) < 4 or form[0] not in clitics or not (rest in rows or rest.startswith("ال")):
            continue
        row = rows.get(form)
        if row is None or not {s.split(" ", 1)[0] for s in row.split("/")}.isdisjoint(CLITIC[form[0]]):
            out.append(form[0])
            form = rest
    return [*out, stem(form)]


@cache
def english_stem(word: str) -> str:
    """The beginning of a word, lower-case."""
    word = re.sub("['’]s$", "", word.lower())
    return word[: max(3, min(6, len(word) - 2))] if word.isalpha() and len(word) > 4 else word


def symmetric(there: Links, back: Links) -> Links:
    """The links of both directions, grown by neighbouring links of either (grow-diag-final-and; Koehn, Och and Marcu 2003)."""
    links, either = there & back, there | back
    arabic, english = {i for i, _ in links}, {j for _, j in links}

    def add(i: int, j: int) -> None:
        links.add((i, j))
        arabic.add(i)
        english.add(j)

    grew = True
    while grew:
        grew = False
        for i, j in sorted(links):
            for di, dj in NEIGHBOURS:
                near = (i + di, j + dj)
                if near in either and near not in links and (near[0] not in arabic or near[1] not in english):
                    add(*near)
                    grew = True
    for one in (there, back):
        for i, j in sorted(one):
            if i not in arabic and j not in english:
                add(i, j)
    return links


def parsed(line: str) -> Links:
    return {(int(i), int(j)) for i, j in (link.split("-") for link in line.split())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    o = parser.parse_args()
    from eflomal import Aligner

    rows = table(o.data)
    kept: list[tuple[Pair, list[int]]] = []
    source: list[str] = []
    target: list[str] = []
    for pair in pairs(o.data):
        forms, english = form_spans(pair.ar), words(pair.en)
        if not english or not 0 < len(forms) <= LONGEST:
            continue
        parts = [(s, i) for i, (_, _, form) in enumerate(forms) for s in segments(form, rows)]
        kept.append((pair, [i for _, i in parts]))
        source.append(" ".join(s for s, _ in parts) + "\n")
        target.append(" ".join(english_stem(w.group()) for w in english) + "\n")
    for arabic, row in rows.items():
        for sense in row.split("/"):
            if english := words(sense):
                source.append(" ".join(s for form in arabic.split() for s in segments(form, rows)) + "\n")
                target.append(" ".join(english_stem(w.group()) for w in english) + "\n")
    with TemporaryDirectory() as folder:
        there, back = Path(folder) / "there", Path(folder) / "back"
        Aligner(model=3, n_samplers=1, rel_iterations=0.5).align(
            source, target, links_filename_fwd=str(there), links_filename_rev=str(back)
        )
        with there.open() as a, back.open() as b, o.out.open("w", encoding="utf-8") as out:
            for (pair, whole), one, two in zip(kept, a, b, strict=False):  # the rows of the lexicon come last
                links = sorted({(whole[i], j) for i, j in symmetric(parsed(one), parsed(two))})
                ar, en = " ".join(pair.ar.split()), " ".join(pair.en.split())
                out.write(f"{ar}\t{en}\t{' '.join(f'{i}-{j}' for i, j in links)}\n")
    print(f"{len(kept)} pairs aligned")


if __name__ == "__main__":
    main()
