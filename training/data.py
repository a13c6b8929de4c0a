"""Reading and cleaning: parallel files, news briefs, and which briefs are held out.

A pair is kept when its lengths are plausible, its Arabic is Arabic by its letters (not Persian or Urdu), its English has no Arabic
letter, and its folded Arabic was not seen before.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import TextIOBase
from pathlib import Path
from typing import IO, cast

from mujaz.articles.text import fold, model_text

LETTER = re.compile(r"[^\W\d_]")
ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a\u066e-\u06d3]")
FOREIGN = re.compile("[\u067e\u0686\u0698\u06a9\u06af\u06cc\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2]")
SHORTEST, LONGEST = 0.3, 2.2  # characters of Arabic for one of English
HELD_OUT = 72  # one item in so many


@dataclass(frozen=True, slots=True)
class Pair:
    """An Arabic sentence and its English; ``kind`` is the share of training it counts to, ``item`` the brief it is of."""

    ar: str
    en: str
    kind: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Source sentences joined by a space, and the Arabic summary sentence that rests on them."""

    source: str
    summary: str
    item: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A news item: Arabic sentences with one English sentence each, and summary sentences with their support."""

    id: str
    original: bool
    title: str | None
    title_en: str | None
    sentences: tuple[str, ...]
    english: tuple[str, ...]
    summary: tuple[tuple[str, str, tuple[int, ...]], ...]


def opened(path: Path) -> IO[str]:
    """A text file, gzipped or not."""
    return cast(
        "IO[str]",
        cast(
            TextIOBase, gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
        ),
    )


def briefs(*paths: Path) -> Iterator[Brief]:
    """The items of files laid out as ``briefs/news_briefs.jsonl.gz``."""
    for path in paths:
        with opened(path) as lines:
            for d in map(json.loads, lines):
                summary = tuple((ar, en, tuple(support)) for ar, en, support in d["sum"])
                yield Brief(
                    str(d["id"]),
                    d["source"] == "original",
                    d["title"],
                    d["title_en"],
                    tuple(d["sents"]),
                    tuple(d["en"]),
                    summary,
                )


def held_out(item: str) -> bool:
    """Whether an item is kept from training, for good: by the hash of its id."""
    return int.from_bytes(sha256(item.encode()).digest()[:4], "big") % HELD_OUT == 0


def brief_pairs(brief: Brief) -> Iterator[Pair]:
    """Title, sentences and summary sentences of an item with their English."""
    kind = "original" if brief.original else "news"
    if brief.title and brief.title_en:
        yield Pair(brief.title, brief.title_en, kind, brief.id)
    for ar, en in zip(brief.sentences, brief.english, strict=True):
        yield Pair(ar, en, kind, brief.id)
    for ar, en, _ in brief.summary:
        yield Pair(ar, en, kind, brief.id)


def rewrites(brief: Brief) -> Iterator[Rewrite]:
    """The summary sentences that rest on at most three source sentences, with those in article order."""
    for ar, _, support in brief.summary:
        if 0 < len(support) <= 3:
            yield Rewrite(" ".join(brief.sentences[i] for i in sorted(support)), ar, brief.id)


def parallel(path: Path, kind: str) -> Iterator[Pair]:
    """`Arabic<TAB>English` lines."""
    with opened(path) as lines:
        for line in lines:
            ar, _, en = line.rstrip("\n").partition("\t")
            if ar and en:
                yield Pair(ar, en, kind)


def plausible(pair: Pair) -> bool:
    """Length ratio and language by letters."""
    if not SHORTEST < (len(pair.ar) + 5) / (len(pair.en) + 5) < LONGEST or ARABIC.search(pair.en):
        return False
    letters = LETTER.findall(pair.ar)
    arabic = ARABIC.findall(pair.ar)
    return len(arabic) >= 0.6 * len(letters) and len(FOREIGN.findall(pair.ar)) <= 0.03 * len(arabic)


def cleaned(pairs: Iterable[Pair], seen: set[str]) -> Iterator[Pair]:
    """Plausible pairs whose folded Arabic is not in ``seen``, which grows."""
    for pair in pairs:
        mark = fold(model_text(pair.ar))
        if mark not in seen and plausible(pair):
            seen.add(mark)
            yield pair
