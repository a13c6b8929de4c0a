"""Count in how many news articles each folded stem stands: ``briefs/data/stems.tsv``, the background of story clustering.

    python training/story_stems.py DATA briefs/data/stems.tsv

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

from mujaz.summarize.stems import content_stems

RAREST = 24
HEAD = 3000


def texts(data: Path) -> Iterator[str]:
    for path in chain(sorted((data / "news").glob("*.jsonl.gz")), sorted((data / "summ/train").glob("ant_*.jsonl.gz"))):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                item = json.loads(line)
                yield " ".join(item[field] for field in ("title", "summary", "text") if item.get(field))


def main() -> None:
    data, target = Path(sys.argv[1]), Path(sys.argv[2])
    counts: Counter[str] = Counter()
    total = 0
    for n, text in enumerate(texts(data)):
        if n % 2 == 0:
            counts.update(set(content_stems(text[:HEAD])))
            total += 1
    rows = sorted(
        ((s, k) for s, k in counts.items() if k >= RAREST and not s.isdigit()), key=lambda row: (-row[1], row[0])
    )
    with target.open("w", encoding="utf-8") as out:
        out.write(
            f"# In how many of {total} news articles a folded light stem stands (mujaz.summarize.stems), most frequent first.\n"
        )
        out.write("# Counted by training/story_stems.py over SANAD (CC BY 4.0) and ANT news;")
        out.write(f" stems in fewer than {RAREST} articles are left out.\n\t{total}\n")
        out.writelines(f"{stem}\t{count}\n" for stem, count in rows)


if __name__ == "__main__":
    main()
