"""How often a newsroom's own spelling of a name gets into the English: ``python benchmarks/glossary.py [--data FOLDER]``.

A hundred entries (``data/glossary.tsv``), each with an English that no translator would choose by itself, and for each the
first sentence of ``flores200_dev.tsv`` that has it, clitics on it or not. The built-in translator reads the entries in its
gloss, and what it did not follow is edited afterwards, as opus-mt's stored translations of the same sentences are. An article
at the beginning of an entry may be missing ("U.A.E. citizens").
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path

from mujaz.checks.types import Flag
from mujaz.translate import load_translator
from mujaz.translate.postedit import PostEditor

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "shared/data"


def tasks(dev: list[str], entries: dict[str, str], count: int) -> list[tuple[int, str, str]]:
    """(line, Arabic, wanted English) of the first ``count`` entries that a line of ``dev`` has."""
    found = []
    for arabic, english in entries.items():
        pattern = re.compile(rf"(?<!\w)[وف]?[بلك]?{re.escape(arabic)}(?!\w)")
        line = next((i for i, text in enumerate(dev) if pattern.search(text)), None)
        if line is not None:
            found.append((line, arabic, english))
    return found[:count]


def report(name: str, asked: list[tuple[int, str, str]], answer: Callable[[int], tuple[str, tuple[Flag, ...]]]) -> None:
    followed = told = 0
    for line, arabic, wanted in asked:
        english, flags = answer(line)
        if wanted.removeprefix("the ").lower() in english.lower():
            followed += 1
        elif any(f.kind == "name" and (wanted in f.message or arabic in (f.ar or "")) for f in flags):
            told += 1
            print(f"  {name}: told: {arabic} → {wanted}: {english}")
        else:
            print(f"  {name}: NOT TOLD: {arabic} → {wanted}: {english}")
    print(f"{name}: {followed} of {len(asked)} followed, {told} not followed and told")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--count", type=int, default=100)
    o = parser.parse_args()
    folder = o.data / "parallel/dev"
    dev = [line.split("\t")[0] for line in (folder / "flores200_dev.tsv").read_text(encoding="utf-8").splitlines()]
    rows = (HERE / "data/glossary.tsv").read_text(encoding="utf-8").splitlines()
    entries = dict(row.split("\t") for row in rows)
    asked = tasks(dev, entries, o.count)

    pairs = load_translator("built-in", glossary=entries).translate([dev[line] for line, _, _ in asked])
    by_line = {line: pair for (line, _, _), pair in zip(asked, pairs, strict=True)}
    report("built-in", asked, lambda line: (by_line[line].en or "", by_line[line].flags))

    editor = PostEditor(entries)
    theirs = (folder / "flores200_dev.opusmt.en").read_text(encoding="utf-8").splitlines()
    report("opus-mt, edited", asked, lambda line: editor(dev[line], theirs[line]))


if __name__ == "__main__":
    main()
