"""Packs ``checks/data/known.pack`` from openly licensed lists and from word statistics of translations.

    python training/build_gazetteer.py DATA_FOLDER

Only lists whose licence allows redistribution are read (``checks/data/SOURCES.md`` names them). From parallel news nothing is
taken over but counts: which capitalised English word goes with an Arabic name, and how often a name shows in a translation.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from mujaz.articles.text import fold
from mujaz.checks.gazetteer import families
from mujaz.checks.lexicon import words
from mujaz.checks.packed import Packed, pack
from mujaz.checks.tokens import arabic_tokens, english_tokens
from mujaz.checks.translit import likeness, plain

HERE = Path(__file__).resolve().parents[1] / "checks" / "data"
NO_ODDS = 0x100  # of a letter triple's odds, a number of eight bits, the character that stands for nought
LEADS = ("and ", "of ", "to ", "in ", "at ", "by ", "for ", "with ", "from ", "on ", "as ", "that ", "is ", "against ")
ORGANISATION = words("small_words", "organisation")
FUNCTION = words("english", "function")
DATES = words("english", "dates")


def read_gz(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = line.rstrip("\n").split("\t")
            if len(row) >= 2 and row[0] and row[1]:
                yield row


def news_pairs(data: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(data / "briefs/news_briefs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            yield from zip(item["sents"], item["en"], strict=False)
    for name in ("news_written", "un_parallel_conflict_subset"):
        yield from ((r[0], r[1]) for r in read_gz(data / f"parallel/train/{name}.tsv.gz"))


class Names:
    def __init__(self) -> None:
        self.choices: dict[str, Counter[str]] = defaultdict(Counter)
        self.kinds: dict[str, Counter[str]] = defaultdict(Counter)
        self.weight: dict[str, float] = {}

    def add(self, ar: str, en: str, kind: str, weight: float, votes: float = 1) -> None:
        key = " ".join(fold(ar).split())
        en = " ".join(en.split())
        if not re.fullmatch(r"[\u0621-\u064a]+(?: [\u0621-\u064a0-9]+)*", key) or len(key) < 2 or len(key.split()) > 6:
            return
        if plain(en) in DATES or re.search(r"^(?:I|His|Her|My|God)\b|\bI$", en):
            return
        if "|" in en or len(en) > 60 or not any(c.isalpha() for c in en):
            return
        self.choices[key][en] += votes
        self.kinds[key][kind] += 1
        self.weight[key] = max(weight, self.weight.get(key, 0))


def title(name: str) -> str:
    return re.sub(r"(^|[-' ])([a-z])", lambda m: m[1] + m[2].upper(), name)


def collect(data: Path) -> Names:
    names = Names()
    train = data / "parallel/train"
    for ar, en, *_ in read_gz(data / "lexicon/newsroom_glossary.tsv.gz"):
        for i, choice in enumerate(c.strip() for c in en.split(" / ")):
            if choice.startswith(LEADS) or not re.search(r"\b[A-Z]", choice):
                continue
            kind = "o" if fold(ar).split()[0] in ORGANISATION else "-"
            names.add(ar, re.sub(r"^the (?=[A-Z])", "", choice), kind, 0.9, 30 - i)
    for ar, en, *_ in read_gz(train / "names_cldr.tsv.gz"):
        names.add(ar, en, "l" if not en.endswith(("ese", "ian", "ish", "ic")) else "-", 0.9, 20)
    for ar, en, *_ in read_gz(train / "names_geonames_cities.tsv.gz"):
        names.add(ar, en.removesuffix(" City"), "l", 0.7, 3)
    for ar, en, *_ in read_gz(train / "names_persons_wikidata_norm.tsv.gz"):
        left, right = ar.split(), en.split()
        if len(left) == len(right):
            for a, e in zip(left, right, strict=True):
                if likeness(fold(a), plain(e)) >= 0.6:
                    names.add(a, e, "p", 0.7, 1)
    for name in ("names_google_ar2en_translit_lower", "names_wikidata_tokens_lower"):
        for ar, en, *_ in read_gz(train / f"{name}.tsv.gz"):
            if likeness(fold(ar), plain(en)) >= 0.6:
                names.add(ar, title(en), "p", 0.6, 1)
    return names


def common_words(data: Path, names: Names) -> tuple[dict[str, list[str]], set[str]]:
    """Common Arabic words with the beginnings of their English, and common English words."""
    arabic: dict[str, list[str]] = {}
    english: Counter[str] = Counter()
    for ar, en, *_ in read_gz(data / "lexicon/words.tsv.gz"):
        key = fold(ar)
        senses = en.split(" / ")
        small = [s for s in senses if not re.search(r"\b[A-Z][a-z]", s)]
        for w in re.findall(r"[a-z]+", " ".join(small)):
            english[w] += 1
        if not small or not re.fullmatch(r"[\u0621-\u064a]+", key):
            continue
        meant = [w for s in senses[:4] for w in re.findall(r"[a-z]+", s.lower()) if w not in FUNCTION]
        arabic.setdefault(key, list(dict.fromkeys(w[:5] for w in meant))[:5])
    return arabic, {w for w, n in english.items() if len(w) > 1}


def associations(data: Path) -> tuple[dict[str, dict[str, float]], Counter[str], Counter[str]]:
    """For every Arabic word: the capitalised English words that go with it and how often; small-letter counts of English words."""
    together: dict[str, Counter[str]] = defaultdict(Counter)
    arabic: Counter[str] = Counter()
    english: Counter[str] = Counter()
    small: Counter[str] = Counter()
    total = 0
    for ar, en in news_pairs(data):
        total += 1
        left = {
            v
            for t in arabic_tokens(ar)
            if not t.key[0].isdigit()
            for v in {t.key, t.key[1:] if t.key[0] in "وبلكف" and len(t.key) > 4 else t.key}
        }
        right = set()
        for i, t in enumerate(english_tokens(en)):
            word = en[t.start : t.end]
            if word[0].isupper():
                if i:
                    right.add(re.sub("['’]s$", "", word))
            else:
                small[plain(word)] += 1
        arabic.update(left)
        english.update(right)
        for a in left:
            together[a].update(right)
    found: dict[str, dict[str, float]] = {}
    for a, counts in together.items():
        if arabic[a] < 4:
            continue
        good = {
            e: n / arabic[a]
            for e, n in counts.most_common(12)
            if n >= 3
            and n / arabic[a] >= 0.15
            and (n / arabic[a]) / (english[e] / total) >= 12
            and n / english[e] >= 0.02
        }
        if good:
            found[a] = good
    return found, arabic, small


def table(rows: list[tuple[str, str]], arabic: dict[str, list[str]], english: set[str], odds: str) -> bytes:
    """The packed table, as ``checks/gazetteer.py`` reads it.

    Arabic forms: ``w`` for a common word, ``+`` for one with which a longer name begins (``-`` for neither), the beginnings of
    their English, a tab and what is known of the name. English words stand behind ``=``, ``odds`` of letter triples behind ``#``.
    """
    names = dict(rows)
    begins = {key[:i] for key in names for i in range(len(key)) if key[i] == " "}
    found = {
        key: ("w" if key in arabic else "-")
        + ("+" if key in begins else "-")
        + " ".join(arabic.get(key, ()))
        + (f"\t{names[key]}" if key in names else "")
        for key in {*names, *begins, *arabic}
    }
    return pack(found | {"=" + word: "" for word in english} | {"#": odds})


def weigh(
    data: Path, rows: list[tuple[str, str]], arabic: dict[str, list[str]], packed: bytes
) -> list[tuple[str, str]]:
    """How often each name shows in the English of sentences it stands in; names that rarely do are dropped."""
    from mujaz.checks import gazetteer, names

    gazetteer._packed = lambda: Packed(packed)
    gazetteer.form.cache_clear()
    seen: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for ar, en in news_pairs(data):
        here = names.english_names(en)
        for name in names.names_in(ar):
            if name.entry is not None:
                key = " ".join(name.keys)
                seen[key] += 1
                shown[key] += names.is_shown(name, here)
    kept = []
    for key, payload in rows:
        prior = int(payload[1]) / 9 * 0.93
        shy = " " not in key and key in arabic
        weight = 2 if not shy else 4
        sure = (shown[key] + weight * (0.4 if shy else prior)) / (seen[key] + weight)
        if sure < 0.35 and seen[key] > 3:
            continue
        kept.append((key, f"{payload[0]}{min(9, int(sure * 9.6))}{payload[2:]}"))
    return kept


def triples(rows: list[tuple[str, str]], arabic: dict[str, list[str]]) -> str:
    """Letter triples, each with a character for its log odds between single-word names and common words.

    Sixteen steps a nat, 128 above ``NO_ODDS`` for even.
    """

    def count(forms: list[str]) -> tuple[Counter[str], int]:
        counts = Counter(w[i : i + 3] for w in (f"^{x}$" for x in forms) for i in range(len(w) - 2))
        return counts, sum(counts.values())

    names, total_names = count([k for k, _ in rows if " " not in k and k not in arabic])
    common, total_common = count(list(arabic))
    found = []
    for triple in sorted(names.keys() | common.keys()):
        if names[triple] + common[triple] >= 6:
            odds = math.log((names[triple] + 0.5) / total_names) - math.log((common[triple] + 0.5) / total_common)
            found.append(triple + chr(NO_ODDS + max(0, min(255, round(128 + 16 * odds)))))
    return "".join(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--quick", action="store_true", help="do not measure how often each name shows")
    args = parser.parse_args()
    names = collect(args.data)
    arabic, english = common_words(args.data, names)
    found, _, small = associations(args.data)
    english |= {w for w, n in small.items() if n >= 2 and w.isalpha() and w.isascii() and len(w) > 1}
    learned = 0
    for key, others in found.items():
        if key in arabic and key not in names.choices:
            continue
        known = names.choices.get(key)
        heads = {part[:4] for c in known or () for p in c.split() if len(part := plain(p)) > 3}
        peoples = {families(plain(p)) for c in known or () for p in c.split()} - {0}
        for word, share in others.items():
            # what merely stands in the same news (Pompeo: Iran, Kim) is no spelling
            bare = plain(word)
            near = likeness(key.removeprefix("ال"), bare) >= 0.7
            same = bare[:4] in heads or families(bare) in peoples
            if not (near or same or (known is None and share >= 0.6)) or (bare in english and not near and not same):
                continue
            names.add(key, word, "-", 0.8, 40 * share)
            learned += 1
    rows: list[tuple[str, str]] = []
    for key, choices in names.choices.items():
        if " " not in key and key in arabic and names.weight[key] < 0.9:
            continue
        kinds = names.kinds[key]
        kind = max(kinds, key=lambda k: (k != "-", kinds[k]))
        best = [c for c, _ in choices.most_common(5)]
        seen: set[str] = set()
        unique = [c for c in best if not (plain(c) in seen or seen.add(plain(c)))]
        sure = names.weight[key]
        if " " not in key and key in arabic:
            sure = min(sure, 0.5)
        rows.append((key, f"{kind}{round(sure * 9)}{'|'.join(unique)}"))
    odds = triples(rows, arabic)
    packed = table(rows, arabic, english, odds)
    if not args.quick:
        packed = table(weigh(args.data, rows, arabic, packed), arabic, english, odds)
    (HERE / "known.pack").write_bytes(packed)
    print("known.pack", len(packed), "bytes")
    print(
        len(rows), "names,", learned, "learned spellings,", len(arabic), "common words,", len(english), "English words"
    )


if __name__ == "__main__":
    main()
