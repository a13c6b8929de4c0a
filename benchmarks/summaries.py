"""Summaries against references: lead-1 and lead-3, quoted sentences, the built-in model.

    python benchmarks/summaries.py DATA [--limit 100] [--model] [--files ant_cnn osac_bbc_nolead]

DATA is a folder with ``briefs/news_briefs.jsonl.gz`` and ``summ/dev/*.jsonl.gz``. Prints, for every file, ROUGE-1/2/L (own
Unicode words), mean length and the share of quoted sentences; and how many of the sentences that a held-out brief rests on
the selector finds. ``--model`` adds the built-in model, about two seconds an article.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from mujaz.articles.plain import plain_article
from mujaz.articles.types import Article
from mujaz.summarize import Summarizer, load_summarizer
from mujaz.summarize.rouge import SIGNATURE, mean_rouge
from mujaz.summarize.select import load_selector

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from selector import held_out, measure, read_items, without_lead

FILES = ("ant_bbc", "ant_cnn", "osac_bbc_nolead")


def read_articles(path: Path, limit: int | None) -> tuple[list[Article], list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines][:limit]
    return [plain_article(i["text"], i["id"], title=i["title"]) for i in items], [i["summary"] for i in items]


def lead(count: int) -> Callable[[Sequence[Article]], list[tuple[str, float]]]:
    return lambda articles: [(" ".join(s.text for s in a.sentences[:count]), 1.0) for a in articles]


def made_by(model: Summarizer) -> Callable[[Sequence[Article]], list[tuple[str, float]]]:
    def run(articles: Sequence[Article]) -> list[tuple[str, float]]:
        made = [summary.sentences for summary in model.summarize(articles)]
        return [(" ".join(s.text for s in one), sum(s.quoted for s in one) / max(1, len(one))) for one in made]

    return run


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data", type=Path)
    p.add_argument("--limit", type=int)
    p.add_argument("--model", action="store_true")
    p.add_argument("--files", nargs="*", default=FILES)
    p.add_argument("--sentences", nargs="*", type=int, default=[1, 2])
    p.add_argument("--no-briefs", action="store_true")
    o = p.parse_args()
    rows = {"lead-1": lead(1), "lead-3": lead(3)}
    rows |= {f"extractive, {n}": made_by(load_summarizer(extractive=True, sentences=n)) for n in o.sentences}
    if o.model:
        rows |= {f"built-in, {n}": made_by(load_summarizer("built-in", sentences=n)) for n in o.sentences}
    print(SIGNATURE)
    for name in o.files:
        articles, references = read_articles(o.data / f"summ/dev/{name}.jsonl.gz", o.limit)
        for row, summarize in rows.items():
            made = summarize(articles)
            score = mean_rouge(zip([text for text, _ in made], references, strict=True))
            words = sum(len(text.split()) for text, _ in made) / len(made)
            quoted = sum(share for _, share in made) / len(made)
            print(
                f"{name:16} {row:14} n={score.count:<4} {score.r1:5.1f} {score.r2:5.1f} {score.rl:5.1f}  words {words:4.0f}  quoted {quoted:4.0%}",
                flush=True,
            )
    if not o.no_briefs:
        dev = [item for item in read_items(o.data / "briefs/news_briefs.jsonl.gz") if held_out(item["id"])]
        print("held-out briefs:", measure(load_selector(), dev))
        print("without their first sentence:", measure(load_selector(), [i for i in map(without_lead, dev) if i]))


if __name__ == "__main__":
    main()
