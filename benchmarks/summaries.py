"""Summaries against references: lead-1 and lead-2, quoted sentences, the built-in summarizer, the same with drafts.

    python benchmarks/summaries.py DATA [--limit 100] [--drafts] [--files ant_cnn osac_bbc_nolead samples briefs] [--shortened 20]

DATA is a folder with ``briefs/news_briefs.jsonl.gz`` and ``summ/dev/*.jsonl.gz``; ``samples`` are the pages of this repository,
``briefs`` the items that ``training/data.py`` holds out, ``tuning`` the tenth that selection was tuned on. Prints, for every file,
ROUGE-1/2/L (own Unicode words), mean words and sentences, the share of quoted sentences and seconds of processor time an article; and how
many of the sentences that a held-out brief rests on the selector finds. ``--drafts`` adds the built-in decoder, some seconds an
article. ``--shortened`` prints so many source sentences for every rule of shortening, each above what is left of it, and
``--raw-drafts`` the drafts of the first so many sample pages with their sources and what the guards say of them, to be read.
``--rules`` prints what each rule does to ROUGE-1 on the sources of the briefs' summary sentences.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from mujaz.articles.plain import plain_article
from mujaz.articles.text import model_text
from mujaz.articles.types import Article
from mujaz.summarize import Summarizer, load_summarizer
from mujaz.summarize.rouge import SIGNATURE, mean_rouge, rouge
from mujaz.summarize.select import load_selector
from mujaz.summarize.shorten import RULES, shorten_by

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from data import held_out
from selector import measure, read_items, tuned_on, without_lead

SAMPLES = Path(__file__).parents[1] / "samples"
FILES = ("ant_bbc", "ant_cnn", "osac_bbc_nolead", "samples", "briefs")
Made = list[tuple[str, int, float]]


def read(path: Path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def kept_apart(data: Path, *, tuning: bool = False) -> list[dict]:
    """The held-out briefs, or those that selection was tuned on."""
    items = read_items(data / "briefs/news_briefs.jsonl.gz")
    return [i for i in items if (tuned_on(i["id"]) and not held_out(i["id"]) if tuning else held_out(i["id"]))]


def read_articles(data: Path, name: str, limit: int | None) -> tuple[list[Article], list[str]]:
    if name == "samples":
        golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.rglob("*.gold.json"))]
        rows = [("\n".join(g["body"]), g["title"], g["title"], " ".join(g["summary_ar"])) for g in golds]
    elif name in ("briefs", "tuning"):
        items = kept_apart(data, tuning=name == "tuning")
        rows = [("\n".join(i["sents"]), i["id"], i["title"], " ".join(s[0] for s in i["sum"])) for i in items]
    else:
        rows = [(i["text"], i["id"], i["title"], i["summary"]) for i in read(data / f"summ/dev/{name}.jsonl.gz")]
    rows = rows[:limit]
    return [plain_article(text, origin, title=title) for text, origin, title, _ in rows], [row[-1] for row in rows]


def lead(count: int) -> Callable[[Sequence[Article]], Made]:
    return lambda articles: [(" ".join(s.text for s in a.sentences[:count]), count, 1.0) for a in articles]


def made_by(model: Summarizer) -> Callable[[Sequence[Article]], Made]:
    def run(articles: Sequence[Article]) -> Made:
        made = [summary.sentences for summary in model.summarize(articles)]
        return [
            (" ".join(s.text for s in one), len(one), sum(s.quoted for s in one) / max(1, len(one))) for one in made
        ]

    return run


def show_shortened(data: Path, count: int, seed: int = 11) -> None:
    """Sentences that no rule was made after: news outside the dev sets and the briefs' training half."""
    articles = [
        i["text"]
        for name in ("ant_skynews", "ant_alarabiya", "ant_france24")
        for i in read(data / f"summ/train/{name}.jsonl.gz")
    ]
    random.Random(seed).shuffle(articles)
    left = dict.fromkeys(RULES, count)
    for text in articles:
        for sentence in plain_article(text, "").sentences[:6]:
            for rule in RULES:
                shorter = shorten_by(rule, sentence.text)
                if left[rule] and shorter != sentence.text:
                    left[rule] -= 1
                    print(f"{rule}\n  {sentence.text}\n  {shorter}")
        if not any(left.values()):
            return


def measure_rules(data: Path) -> None:
    """What each rule of shortening does to ROUGE-1 of a source sentence against the summary sentence that rests on it first."""
    gains: dict[str, list[float]] = {rule: [] for rule in RULES}
    for item in read_items(data / "briefs/news_briefs.jsonl.gz"):
        for reference, _, support in item["sum"]:
            if not support:
                continue
            source = item["sents"][support[0]]
            for rule in RULES:
                shorter = shorten_by(rule, source)
                if shorter != source:
                    gains[rule].append(rouge(shorter, reference).r1.f1 - rouge(source, reference).r1.f1)
    for rule, found in gains.items():
        print(f"{rule:8} {len(found):5} sentences, ROUGE-1 {100 * sum(found) / max(1, len(found)):+.1f}")


def show_drafts(data: Path, pages: int) -> None:
    from mujaz.models.builtin import BuiltinModel
    from mujaz.summarize.faithful import fault
    from mujaz.summarize.rewrite import GREEDY
    from mujaz.summarize.select import is_short, select

    articles, _ = read_articles(data, "samples", pages)
    sources = [[a.sentences[i].text for i in g.sentences] for a in articles if not is_short(a, 2) for g in select(a, 2)]
    model = BuiltinModel.load()
    for some in sources:
        draft = model.generate([model.rewrite_prompt(model_text(" ".join(some)))], GREEDY)[0][0]
        print(f"{fault(draft, some) or 'kept'}\n  {' || '.join(some)}\n  {draft.text}", flush=True)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data", type=Path)
    p.add_argument("--limit", type=int)
    p.add_argument("--drafts", action="store_true")
    p.add_argument("--files", nargs="*", default=FILES)
    p.add_argument("--sentences", nargs="*", type=int, default=[1, 2])
    p.add_argument("--no-selection", action="store_true")
    p.add_argument("--shortened", type=int, default=0)
    p.add_argument("--raw-drafts", type=int, default=0)
    p.add_argument("--rules", action="store_true")
    o = p.parse_args()
    if o.shortened:
        show_shortened(o.data, o.shortened)
        return
    if o.rules:
        measure_rules(o.data)
        return
    if o.raw_drafts:
        show_drafts(o.data, o.raw_drafts)
        return
    rows = {"lead-1": lead(1), "lead-2": lead(2)}
    rows |= {f"quoted, {n}": made_by(load_summarizer(extractive=True, sentences=n)) for n in o.sentences}
    rows |= {f"built-in, {n}": made_by(load_summarizer("built-in", sentences=n)) for n in o.sentences}
    if o.drafts:
        rows |= {f"+drafts, {n}": made_by(load_summarizer("built-in+drafts", sentences=n)) for n in o.sentences}
    print(SIGNATURE)
    for name in o.files:
        articles, references = read_articles(o.data, name, o.limit)
        for row, summarize in rows.items():
            began = time.process_time()
            made = summarize(articles)
            took = (time.process_time() - began) / len(articles)
            score = mean_rouge(zip([text for text, _, _ in made], references, strict=True))
            words = sum(len(text.split()) for text, _, _ in made) / len(made)
            sentences = sum(count for _, count, _ in made) / len(made)
            quoted = sum(share for _, _, share in made) / len(made)
            print(
                f"{name:16} {row:12} n={score.count:<4} {score.r1:5.1f} {score.r2:5.1f} {score.rl:5.1f}  words {words:4.0f}"
                f"  sentences {sentences:.2f}  quoted {quoted:4.0%}  {took:.3f} s",
                flush=True,
            )
    if not o.no_selection:
        for label, items in (("held out", kept_apart(o.data)), ("tuned on", kept_apart(o.data, tuning=True))):
            print(f"{label}:", measure(load_selector(), items))
            print(
                f"{label}, without their first sentence:",
                measure(load_selector(), [i for i in map(without_lead, items) if i]),
            )


if __name__ == "__main__":
    main()
