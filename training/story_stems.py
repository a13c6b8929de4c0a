"""Count in how many news articles each folded stem and each run of four letters stands: the background of story clustering.

    python training/story_stems.py DATA briefs/data

writes ``stems.tsv`` and ``letters.tsv`` (of titles and openings; ``_`` is a word's end).
DATA holds ``news/*.jsonl.gz`` (field ``text``) and ``summ/train/ant_*.jsonl.gz`` (``title``, ``summary``, ``text``). Every
second article is counted, its first 3,000 characters.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from mujaz.articles.text import fold
from mujaz.briefs.alike import opening
from mujaz.summarize.stems import content_stems

RAREST = 24
HEAD = 3000
SOURCE = "# Counted by training/story_stems.py over SANAD (CC BY 4.0) and ANT news; what stands in fewer than"


def texts(data: Path) -> Iterator[tuple[str, str]]:
    """Title and text of every second article."""
    number = 0
    for path in chain(sorted((data / "news").glob("*.jsonl.gz")), sorted((data / "summ/train").glob("ant_*.jsonl.gz"))):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                number += 1
                if number % 2:
                    item = json.loads(line)
                    yield item.get("title") or "", " ".join(item[f] for f in ("summary", "text") if item.get(f))


def main() -> None:
    from sklearn.feature_extraction.text import CountVectorizer

    data, folder = Path(sys.argv[1]), Path(sys.argv[2])
    grams = CountVectorizer(analyzer="char_wb", ngram_range=(4, 4)).build_analyzer()
    stems: Counter[str] = Counter()
    letters: Counter[str] = Counter()
    total = 0
    for title, text in texts(data):
        stems.update(set(content_stems(f"{title} {text}"[:HEAD])))
        letters.update({gram.replace(" ", "_") for gram in grams(fold(opening(title, text)))})
        total += 1
    write(folder / "stems.tsv", "folded light stems (mujaz.summarize.stems)", stems, total)
    write(folder / "letters.tsv", "runs of four folded letters in titles and openings", letters, total)


def write(target: Path, what: str, counts: Counter[str], total: int) -> None:
    rows = sorted(
        ((s, k) for s, k in counts.items() if k >= RAREST and not s.isdigit()), key=lambda row: (-row[1], row[0])
    )
    with target.open("w", encoding="utf-8") as out:
        out.write(f"# In how many of {total} news articles they stand, most frequent first: {what}.\n")
        out.write(f"{SOURCE} {RAREST} articles is left out.\n\t{total}\n")
        out.writelines(f"{name}\t{count}\n" for name, count in rows)


if __name__ == "__main__":
    main()
