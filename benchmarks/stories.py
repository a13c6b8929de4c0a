"""How well and how fast articles are put together into stories.

    python benchmarks/stories.py [--data ../shared/data] [--speed]

Quality: B³ (Bagga and Baldwin 1998) and pair F1 on whole days and on pairs that a reader has judged
(tests/briefs/gold), and B³ on samples/. Speed: seconds and peak memory for 1,000, 5,000 and 20,000 articles, each in a
process of its own.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mujaz.briefs.stories import THRESHOLD, StoryItem, cluster

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests/briefs/gold"
SIZES = (1000, 5000, 20000)
COLLECTIONS = (
    "summ/train/ant_*.jsonl.gz",
    "summ/dev/ant_*.jsonl.gz",
    "summ/train/osac_*.jsonl.gz",
    "summ/headline/cnn_arabic_2024.jsonl.gz",
    "summ/headline/aljazirah_2022.jsonl.gz",
    "pages/saudinewsnet_asis.jsonl.gz",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("MUJAZ_DATA", ROOT / "../shared/data")))
    parser.add_argument("--threshold", type=float, default=THRESHOLD)
    parser.add_argument("--speed", action="store_true", help="also measure 1,000 to 20,000 articles")
    options = parser.parse_args()
    if (options.data / "summ/train").is_dir():
        articles = {item.id: item for item in collection(options.data, *COLLECTIONS)}
        days(articles, options.threshold)
        pairs(articles, options.threshold)
        if options.speed:
            speed(options.data)
    else:
        print(f"{options.data}: no news collection here, only samples are measured")
    samples(options.threshold)


def ant(data: Path) -> Iterator[StoryItem]:
    return collection(data, "summ/train/ant_*.jsonl.gz")


def collection(data: Path, *patterns: str) -> Iterator[StoryItem]:
    for pattern in patterns:
        for path in sorted(data.glob(pattern)):
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    item = json.loads(line)
                    text = f"{item.get('summary') or ''}\n{item['text']}".strip()
                    yield StoryItem(item["id"], item["title"], text, item["source"], item["date"])


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


def days(articles: Mapping[str, StoryItem], threshold: float) -> None:
    gold = rows("story_days.jsonl")
    for day in sorted({str(row["id"])[-8:] for row in gold}):
        mine = [row for row in gold if str(row["id"]).endswith(day)]
        report(
            f"day {day}",
            [articles[str(row["id"])] for row in mine],
            [row["story"] or row["id"] for row in mine],
            threshold,
        )


def samples(threshold: float) -> None:
    items, labels = [], []
    for path in sorted((ROOT / "samples").rglob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = "\n".join(gold["body"])
        date = gold.get("date")
        items.append(
            StoryItem(
                str(path),
                gold.get("title"),
                text,
                gold.get("outlet"),
                date["value"] if isinstance(date, dict) else date,
            )
        )
        labels.append(gold.get("story") or str(path))
    if items:
        report("samples", items, labels, threshold)


def report(name: str, items: Sequence[StoryItem], labels: Sequence[Hashable], threshold: float) -> None:
    found = [0] * len(items)
    for number, story in enumerate(cluster(items, threshold=threshold)):
        for member in story.members:
            found[member] = number
    precision, recall, f1 = b_cubed(found, labels)
    pair_p, pair_r, pair_f1 = pair_scores(found, labels)
    stories = sum(n > 1 for n in counts(labels).values())
    print(
        f"{name}: {len(items)} articles, {stories} stories of several; "
        f"B³ P {precision:.3f} R {recall:.3f} F1 {f1:.3f}; pairs P {pair_p:.3f} R {pair_r:.3f} F1 {pair_f1:.3f}"
    )


def counts(labels: Sequence[Hashable]) -> Mapping[Hashable, int]:
    out: dict[Hashable, int] = defaultdict(int)
    for label in labels:
        out[label] += 1
    return out


def b_cubed(found: Sequence[Hashable], gold: Sequence[Hashable]) -> tuple[float, float, float]:
    both = counts(list(zip(found, gold, strict=True)))
    in_found, in_gold = counts(found), counts(gold)
    n = len(found)
    precision = sum(both[f, g] / in_found[f] for f, g in zip(found, gold, strict=True)) / n
    recall = sum(both[f, g] / in_gold[g] for f, g in zip(found, gold, strict=True)) / n
    return precision, recall, 2 * precision * recall / (precision + recall)


def pair_scores(found: Sequence[Hashable], gold: Sequence[Hashable]) -> tuple[float, float, float]:
    def joined(values: Sequence[Hashable]) -> int:
        return sum(n * (n - 1) // 2 for n in counts(values).values())

    both = joined(list(zip(found, gold, strict=True)))
    precision, recall = both / max(1, joined(found)), both / max(1, joined(gold))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def pairs(articles: Mapping[str, StoryItem], threshold: float) -> None:
    """The judged pairs among all articles of their days, as a digest would meet them, and the held-out ones each alone."""
    near = [
        Pair(str(r["a"]), str(r["b"]), bool(r["same"]), (_day(articles[str(r["a"])]),))
        for r in rows("story_pairs.jsonl")
    ]
    scores(
        "judged pairs",
        near,
        together_on_their_days(articles, near, threshold),
        "border cases: most are near the threshold",
    )
    held_out = [
        Pair(str(r["a"]), str(r["b"]), bool(r["same"]), tuple(r["days"]), bool(r.get("doubtful")), str(r["part"]))
        for r in rows("held_out_pairs.jsonl")
    ]
    missing = {name for pair in held_out for name in (pair.a, pair.b) if name not in articles}
    if missing:
        print(f"held-out pairs: {len(missing)} of their articles are not in the collection here")
        return
    among = together_on_their_days(articles, held_out, threshold)
    alone = [len(cluster([articles[pair.a], articles[pair.b]], threshold=threshold)) == 1 for pair in held_out]
    for part in ("tune", "kept"):
        chosen = [k for k, pair in enumerate(held_out) if pair.part == part]
        mine = [held_out[k] for k in chosen]
        scores(f"held-out pairs, {part}", mine, [among[k] for k in chosen], "among all articles of their days")
        scores(f"held-out pairs, {part}", mine, [alone[k] for k in chosen], "each pair alone")
        sure = [k for k in chosen if not held_out[k].doubtful]
        scores(
            f"held-out pairs, {part}, without the doubtful",
            [held_out[k] for k in sure],
            [among[k] for k in sure],
            "among all",
        )


@dataclass(frozen=True)
class Pair:
    a: str
    b: str
    same: bool
    days: tuple[str, ...]
    doubtful: bool = False
    part: str = ""


def together_on_their_days(articles: Mapping[str, StoryItem], judged: Sequence[Pair], threshold: float) -> list[bool]:
    of_day: dict[str, list[StoryItem]] = defaultdict(list)
    for item in articles.values():
        of_day[_day(item)].append(item)
    found: dict[tuple[str, ...], dict[str, int]] = {}
    for days_of_pair in sorted({pair.days for pair in judged}):
        items = [item for day in days_of_pair for item in of_day[day]]
        found[days_of_pair] = {
            items[member].id: n
            for n, story in enumerate(cluster(items, threshold=threshold))
            for member in story.members
        }
    return [found[pair.days][pair.a] == found[pair.days][pair.b] for pair in judged]


def _day(item: StoryItem) -> str:
    return (item.date or "")[:10]


def scores(name: str, judged: Sequence[Pair], together: Sequence[bool], how: str) -> None:
    right = sum(t and pair.same for t, pair in zip(together, judged, strict=True))
    precision, recall = right / max(1, sum(together)), right / max(1, sum(pair.same for pair in judged))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    same_side = sum(t == pair.same for t, pair in zip(together, judged, strict=True)) / len(judged)
    print(f"{name}: {len(judged)}; P {precision:.3f} R {recall:.3f} F1 {f1:.3f}, judged alike {same_side:.3f} ({how})")


def speed(data: Path) -> None:
    for size in SIZES:
        context = multiprocessing.get_context("spawn")
        with context.Pool(1) as pool:
            seconds, busy, megabytes, stories = pool.apply(measure, (data, size))
        print(
            f"{size} articles: {seconds:.1f} s ({busy:.1f} s of CPU), {megabytes:.0f} MB, {stories} stories", flush=True
        )


def measure(data: Path, size: int) -> tuple[float, float, float, int]:
    """Seconds, seconds of CPU, peak resident megabytes of the process, and stories, for the ``size`` latest articles."""
    items = sorted(ant(data), key=lambda item: (item.date or "", item.id))[-size:]
    start, idle = time.perf_counter(), time.process_time()
    found = cluster(items)
    seconds, busy = time.perf_counter() - start, time.process_time() - idle
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)
    return seconds, busy, peak, len(found)


if __name__ == "__main__":
    main()
