"""Train the transliterator: `python training/transliterator.py DATA [OUT]`; prints accuracy and character F on held-out names.

Names are aligned letter by letter with EM (each Arabic letter stands for nought to four Latin ones), pairs that align badly are
dropped as noise, and an interpolated n-gram model with absolute discounting is counted over the pieces.
"""

from __future__ import annotations

import argparse
import gzip
import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import marisa_trie
import sacrebleu
from mujaz.translate.lexicon import key
from mujaz.translate.morphology import romanize
from mujaz.translate.transliterate import BASE, END, START, STEP, Transliterator

OUT = Path(__file__).resolve().parents[1] / "translate/data"
FILES = (
    "names_google_ar2en_translit_lower",
    "names_wikidata_tokens_lower",
    "names_persons_wikidata_norm",
    "names_geonames_cities",
)
LONGEST = 4
SPECIAL = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ə": "e", "ħ": "h"}
)
Pair = tuple[str, str]
Table = dict[str, dict[str, float]]


def plain(english: str) -> str:
    """Lower-case ASCII letters, as newsrooms write names."""
    text = unicodedata.normalize("NFKD", english.lower().translate(SPECIAL))
    return "".join(c for c in text if "a" <= c <= "z")


def pairs(data: Path) -> Counter[Pair]:
    """(folded Arabic, plain English) of single name words; the newsroom's own spellings count threefold."""
    found: Counter[Pair] = Counter()
    for name in FILES:
        for ar, en in lines(data / f"parallel/train/{name}.tsv.gz"):
            words = key(ar).split(), en.replace("-", " ").split()
            if len(words[0]) == len(words[1]):
                found.update((a, plain(e)) for a, e in zip(*words, strict=True))
    for part in ("words", "phrases"):
        for ar, en in lines(data / f"lexicon/{part}.tsv.gz"):
            words = key(ar).split(), en.split()
            if len(words[0]) == len(words[1]) and "/" not in en and all(w[:1].isupper() for w in words[1]):
                for a, e in zip(*words, strict=True):
                    found[a, plain(e)] += 3 if part == "words" else 1
    return Counter({(a, e): n for (a, e), n in found.items() if len(a) > 1 and len(e) > 1 and a.isalpha()})


def lines(path: Path) -> Iterator[Pair]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            ar, _, en = line.rstrip("\n").partition("\t")
            yield ar, en


def align(arabic: str, latin: str, table: Table) -> tuple[float, list[str]] | None:
    """The cheapest way to share the Latin letters out among the Arabic ones, and its cost a letter."""
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for letter in arabic:
        costs, column = table[letter], {}
        for at, (cost, _) in best[-1].items():
            for size in range(min(LONGEST, len(latin) - at) + 1):
                total = cost + costs.get(latin[at : at + size], 12.0)
                if at + size not in column or total < column[at + size][0]:
                    column[at + size] = (total, at)
        best.append(column)
    if len(latin) not in best[-1]:
        return None
    parts, at = [], len(latin)
    for column in reversed(best[1:]):
        before = column[at][1]
        parts.append(latin[before:at])
        at = before
    return best[-1][len(latin)][0] / len(arabic), parts[::-1]


def learn(found: Counter[Pair], rounds: int = 6) -> tuple[Table, list[tuple[str, list[str], int]]]:
    """Hard EM from the consonant map; the aligned pairs that are no noise."""
    table: Table = defaultdict(dict)
    letters = {c for a, _ in found for c in a}
    for letter in letters:
        table[letter] = {"": 3.0, romanize(letter) or "?": 0.5}
        for vowel in "aeiou":
            table[letter][romanize(letter) + vowel] = 2.0
            table[letter][vowel] = 3.0 if letter in "اويعةهى" else 6.0
    aligned: list[tuple[str, list[str], int]] = []
    for turn in range(rounds):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        aligned = []
        for (arabic, latin), n in found.items():
            result = align(arabic, latin, table)
            if result is None or result[0] > (4.0 if turn < 3 else 3.0):
                continue
            aligned.append((arabic, result[1], n))
            for letter, part in zip(arabic, result[1], strict=True):
                counts[letter][part] += min(n, 3)
        for letter, parts in counts.items():
            total = parts.total()
            table[letter] = {part: -math.log(c / total) for part, c in parts.items() if c > 1}
    return table, aligned


def count(
    aligned: list[tuple[str, list[str], int]], order: int, least: int
) -> tuple[list[tuple[str, str]], dict[str, tuple[int, int]]]:
    """(pieces, n-gram → costs in steps): interpolated absolute discounting; rare long n-grams are left out."""
    spelled = [([f"{a}\t{p}" for a, p in zip(word, parts, strict=True)], min(n, 8)) for word, parts, n in aligned]
    frequent = Counter(p for pieces, n in spelled for p in pieces)
    names = sorted(p for p, n in frequent.items() if n >= 4)
    number = {p: chr(BASE + 2 + i) for i, p in enumerate(names)}
    grams: Counter[str] = Counter()
    for pieces, n in spelled:
        if all(p in number for p in pieces):
            text = START + "".join(number[p] for p in pieces) + END
            for end in range(1, len(text)):
                for size in range(1, min(order, end + 1) + 1):
                    grams[text[end + 1 - size : end + 1]] += n
    kept = {g: n for g, n in grams.items() if len(g) <= 2 or n >= least}
    total: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for g, n in kept.items():
        total[g[:-1]] += n
        kinds[g[:-1]] += 1
    seen_all: Counter[str] = Counter()
    for g, n in grams.items():
        seen_all[g[:-1]] += n
    discount = 0.7
    rate: dict[str, float] = {}
    left = {h: 1 - (total[h] - discount * kinds[h]) / seen_all[h] for h in total}
    for g in sorted(kept, key=len):
        lower = rate.get(g[1:], 1e-6) if len(g) > 1 else 1 / (len(names) + 1)
        rate[g] = max(kept[g] - discount, 1e-9) / seen_all[g[:-1]] + left[g[:-1]] * lower
    steps = lambda x: max(0, min(255, round(-math.log(max(x, 1e-9)) / STEP)))  # noqa: E731
    table = {g: (steps(r), steps(left[g]) if g in left else 0) for g, r in rate.items()}
    table[START] = (0, steps(left.get(START, 1.0)))
    return [(n.split("\t")[0], n.split("\t")[1]) for n in names], table


def held_out(arabic: str) -> bool:
    return sha256(arabic.encode()).digest()[0] < 5  # one in fifty


def report(name: str, write: object, test: dict[str, set[str]]) -> None:
    """Share of words spelled as one of the references, and chrF against the closest."""
    right, chrf = 0, 0.0
    for arabic, references in test.items():
        said = write(arabic)  # type: ignore[operator]
        right += said in references
        chrf += max(sacrebleu.sentence_chrf(said, [r]).score for r in references)
    print(f"{name}: {len(test)} held-out names, exact {100 * right / len(test):.1f} %, chrF {chrf / len(test):.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=OUT)
    parser.add_argument("--order", type=int, default=5)
    parser.add_argument("--least", type=int, default=2, help="count a long n-gram needs")
    o = parser.parse_args()
    found = pairs(o.data)
    test: dict[str, set[str]] = defaultdict(set)
    _, aligned = learn(found)
    for word, parts, _ in aligned:
        if held_out(word):
            test[word].add("".join(parts))
    pieces, table = count([a for a in aligned if not held_out(a[0])], o.order, o.least)
    numbered = {chr(BASE + 2 + i): p for i, p in enumerate(pieces)}
    trie = marisa_trie.RecordTrie("<BB", table.items())
    model = Transliterator(numbered, trie, o.order)
    print(f"{sum(found.values())} pairs, {len(aligned)} aligned, {len(pieces)} pieces, {len(table)} n-grams")
    report("consonant map", romanize, test)
    report("n-grams", model, test)
    trie.save(str(o.out / "pieces.tmp"))
    (o.out / "pieces.tmp").replace(o.out / "pieces.marisa")
    head = f"# Pieces of the transliterator: first its order, then Arabic letter and Latin letters.\n{o.order}\n"
    (o.out / "pieces.tsv").write_text(head + "".join(f"{a}\t{p}\n" for a, p in pieces), encoding="utf-8")
    print(f"{(o.out / 'pieces.marisa').stat().st_size / 1e6:.2f} MB")
    for word in (
        "الموريوري",
        "وايتهول",
        "ستيرنز",
        "كولبرت",
        "سيرينجتي",
        "ترافالغار",
        "بريسبان",
        "تريانتافيلوبولوس",
        "بوعماتو",
        "خدمات",
    ):
        print(word, romanize(word), model(key(word)))


if __name__ == "__main__":
    main()
