"""How often the language gate and the dialect note are right, and what they cost.

    python benchmarks/language.py [DATA]

DATA is the folder of the news corpora (default: MUJAZ_DATA, else ../shared/data). Prints: gold sentences named rightly by
language; dialect texts named rightly, named otherwise, not noticed; news articles that are taken for dialect; pages of
Egyptian Wikipedia text, ten sentences each, that are noticed; time per page for gate and note.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

from mujaz.articles.language import arabic_paragraphs, dialect_of, language_of

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests/articles/gold"


def rows(name: str) -> list[list[str]]:
    lines = (GOLD / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("# ")]


def main() -> None:
    data = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("MUJAZ_DATA") or ROOT / "../shared/data")
    languages = rows("languages.tsv")
    right = sum(language_of(text)[0] == code for code, text in languages)
    print(f"language: {right}/{len(languages)} gold sentences")
    found = Counter((dialect, dialect_of(text)) for dialect, text in rows("dialects.tsv"))
    for dialect in dict.fromkeys(d for d, _ in found):
        named = {name or "none": n for (d, name), n in found.items() if d == dialect}
        print(f"dialect:  {dialect:10} {named}")
    if not data.is_dir():
        return
    seconds, pages = 0.0, 0
    for path in sorted([*data.glob("news/*.gz"), *data.glob("pages/*asis*.gz"), *data.glob("summ/*/*.gz")]):
        fired: Counter[str] = Counter()
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        start = time.process_time()
        for text in texts:
            fired[dialect_of(text) or ""] += 1
            arabic_paragraphs(text.split("\n"))
        seconds, pages = seconds + time.process_time() - start, pages + len(texts)
        print(f"news:     {path.name:34} {len(texts):6} articles, taken for dialect {len(texts) - fired['']:3}")
    print(f"time:     {1000 * seconds / pages:.2f} ms per page")
    with gzip.open(data / "parallel/train/nllb_seed_arz_dialect.tsv.gz", "rt", encoding="utf-8") as lines:
        sentences = [line.split("\t")[0] for line in lines]
    for size in (1, 5, 10):
        names = Counter(dialect_of(" ".join(sentences[n : n + size])) or "none" for n in range(0, len(sentences), size))
        print(f"egyptian: {size:2} sentences a page: {dict(names.most_common())}")


if __name__ == "__main__":
    main()
