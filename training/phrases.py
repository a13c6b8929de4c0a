"""Rows that real pairs give: `python training/phrases.py DATA ALIGNED.tsv [OUT.tsv.gz]`, ALIGNED written by align.py.

A phrase of two to four words is kept where it stands in at least ``LEAST`` pairs and has one English, articles aside, in most of them, and where
its words alone give another gloss. A word is kept where the lexicon does not list it and its rules do not find what the pairs have for it.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from build_lexicon import LEAST_ALIKE, alike, table
from chunks import Case, Counts, aligned, bare
from mujaz.translate.content import content, grammar_words
from mujaz.translate.morphology import analyse
from senses import word_list

OUT = Path(__file__).parent / "data/lexicon_aligned.tsv.gz"
LEAST, SHARE, LENGTHS = 3, 0.7, range(1, 5)
EDGES = word_list("phrase_edges.txt")
NOT_FIRST = frozenset(["و", "ان", "او"])
Rows = dict[str, str]


def agreed(found: Mapping[str, int], seen: int) -> str | None:
    """The one English of a phrase, with "the" where it mostly has it; None where there is none."""
    wordings = Counter[str]()
    for english, n in found.items():
        wordings[bare(english).lower()] += n
    best, n = wordings.most_common(1)[0]
    if n < LEAST or n < SHARE * seen:
        return None
    written, the = Counter[str](), 0
    for english, times in found.items():
        if bare(english).lower() == best:
            written[bare(english)] += times
            the += times * english.lower().startswith("the ")
    return ("the " if 2 * the >= n else "") + written.most_common(1)[0][0]


def whole(english: str) -> bool:
    """Whether English has content and does not break off."""
    last = english.rsplit(" ", 1)[-1].lower()
    return bool(content(english)) and not re.search(r"\d", english) and last not in grammar_words()


def plain(form: str, listed: Rows) -> str | None:
    """The gloss of a word without the rows made here."""
    return listed.get(form) or analyse(form, listed.get)


def phrase_row(phrase: str, english: str, listed: Rows) -> bool:
    """A phrase must have about as many content words in English as its words have, and another gloss than they give."""
    forms = phrase.split(" ")
    if phrase in listed or forms[-1] in EDGES or forms[0] in NOT_FIRST or english.count(" ") >= 2 * len(forms) + 1:
        return False
    if forms[0] in EDGES and english.split(" ", 1)[0].lower() not in grammar_words():
        return False
    glosses = [plain(f, listed) or "?" for f in forms]
    telling = sum(g == "?" or bool(content(g.split("/", 1)[0])) for g in glosses)
    return content(english).total() >= telling and " ".join(glosses).lower() != english.lower()


def word_row(form: str, english: str, listed: Rows) -> bool:
    """A name must sound like the form; another word must not be what the rules find, nor carry a clitic's English less than they do."""
    if form in listed or len(form) < 3 or english.count(" ") > 2 or "'" in english or "’" in english:
        return False
    gloss = plain(form, listed)
    if english[:1].isupper():
        return gloss is None and alike(form, english) >= LEAST_ALIKE
    if gloss is None:
        return form[0] not in "وفبلكس"
    head = gloss.split(" ", 1)[0]
    return not content(gloss.replace("/", " ")) & content(english) and (head not in grammar_words())


def made(seen: Mapping[str, int], english: Mapping[str, Mapping[str, int]], listed: Rows) -> Rows:
    """The rows out of how often each run of forms was seen and with which English."""
    rows: Rows = {}
    for run, found in english.items():
        best = agreed(found, seen[run]) if seen[run] >= LEAST else None
        if best and whole(best) and (phrase_row if " " in run else word_row)(run, best, listed):
            rows[run] = best
    return rows


def write(rows: Rows, out: Path) -> None:
    head = "# Phrases and words as real pairs have them: written by training/phrases.py.\n# Arabic\tEnglish\n"
    text = head + "".join(f"{a}\t{e}\n" for a, e in sorted(rows.items()))
    out.write_bytes(gzip.compress(text.encode(), mtime=0))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("aligned", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=OUT)
    o = parser.parse_args()
    pairs = list(aligned(o.aligned))
    case, counts = Case(pairs), Counts()
    for pair in pairs:
        counts.add(pair, case, LENGTHS)
    rows = made(counts.seen, counts.english, table(o.data))
    write(rows, o.out)
    phrases = sum(" " in form for form in rows)
    print(f"{len(rows) - phrases} words, {phrases} phrases")


if __name__ == "__main__":
    main()
