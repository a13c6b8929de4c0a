"""Train the sentence selector on the support lists of the briefs: `python training/selector.py BRIEFS.jsonl.gz OUT.json`.

Every tenth item, by hash of its id, is kept to tune on, and what ``training/data.py`` holds out is not read at all. Prints precision
and recall of the selected sentences on that tenth.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from statistics import fmean

import numpy as np
from data import held_out
from mujaz.articles.sentences import sentences_of
from mujaz.summarize.features import Reading
from mujaz.summarize.rouge import rouge
from mujaz.summarize.select import Linear, Selector, join_features, next_features, unfit_to_quote
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.preprocessing import StandardScaler

Row = tuple[dict[str, float], float, float]

SUPPORT_WORTH = 0.1
"""What it is worth, in ROUGE-1 from 0 to 1, that a summary rests on a sentence."""


def tuned_on(item_id: str) -> bool:
    """A tenth of all ids, the same ones everywhere."""
    return int(sha256(item_id.encode()).hexdigest(), 16) % 10 == 0


def read_items(path: Path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def without_lead(item: dict) -> dict | None:
    """The item as it stands on pages whose first sentence is lost; None when its summary is lost with it."""
    summary = [(text, english, [i - 1 for i in support if i]) for text, english, support in item["sum"]]
    if len(item["sents"]) < 4 or not summary[0][2]:
        return None
    return {**item, "sents": item["sents"][1:], "sum": [s for s in summary if s[2]]}


def fit(rows: list[Row], model: LogisticRegression | Ridge) -> Linear:
    """A linear model on standardised features, folded back to weights of the raw ones."""
    names = sorted({name for features, _, _ in rows for name in features})
    x = np.array([[features.get(name, 0.0) for name in names] for features, _, _ in rows])
    scaler = StandardScaler().fit(x)
    model.fit(scaler.transform(x), [y for _, y, _ in rows], sample_weight=[w for _, _, w in rows])
    weights = model.coef_.ravel() / scaler.scale_
    bias = float(np.ravel(model.intercept_)[0] - weights @ scaler.mean_)
    return Linear(bias, {n: float(w) for n, w in zip(names, weights, strict=True)})


def lead_rows(readings: list[tuple[Reading, dict, float]]) -> Iterator[Row]:
    for reading, item, weight in readings:
        support = item["sum"][0][2]
        for i in range(len(reading)):
            yield reading.sentence_features(i), int(i in support), weight


def next_rows(readings: list[tuple[Reading, dict, float]], lead: Linear) -> Iterator[Row]:
    """What each sentence adds to the likeliest lead: ROUGE-1 of both together, and whether the summary rests on it."""
    for reading, item, weight in readings:
        if len(item["sum"]) < 2 or len(reading) < 3:
            continue
        scores = [lead.score(reading.sentence_features(i)) for i in range(len(reading))]
        anchor = max(range(len(reading)), key=lambda i: scores[i] - unfit_to_quote(reading, i))
        support = {i for _, _, some in item["sum"] for i in some}
        reference = " ".join(text for text, _, _ in item["sum"])
        offers = [i for i in range(len(reading)) if i != anchor]
        worth = [
            rouge(" ".join(item["sents"][k] for k in sorted((anchor, i))), reference).r1.f1
            + SUPPORT_WORTH * (i in support)
            for i in offers
        ]
        for i, value in zip(offers, worth, strict=True):
            yield next_features(reading, i, [anchor], scores[i]), value - fmean(worth), weight


def join_rows(readings: list[tuple[Reading, dict, float]], lead: Linear) -> Iterator[Row]:
    for reading, item, weight in readings:
        scores = [lead.score(reading.sentence_features(i)) for i in range(len(reading))]
        taken: list[int] = []
        for _, _, support in item["sum"]:
            anchor = max(support, key=scores.__getitem__)
            for i in range(len(reading)):
                if i != anchor and i not in taken:
                    yield join_features(reading, anchor, i, scores), int(i in support), weight
            taken += support


def standfirst_rows(paths: list[Path], weight: float, least: int = 12) -> Iterator[Row]:
    """Sentences of articles that came with a standfirst written apart; the one or two nearest to it by ROUGE are what it rests on."""
    for path in paths:
        for item in read_items(path):
            sentences = [s.text for s in sentences_of([line for line in item["text"].split("\n") if line.strip()])]
            if len(sentences) < least or item["cov"] < 0.6:
                continue
            scores = [rouge(s, item["summary"]) for s in sentences]
            close = [s.r1.f1 + s.r2.f1 for s in scores]
            best = max(close)
            if best < 0.35:
                continue
            reading = Reading(sentences, item["title"])
            for i, score in enumerate(close):
                yield reading.sentence_features(i), int(score >= 0.8 * best), weight


def measure(selector: Selector, items: list[dict]) -> str:
    """Of the sentences selected, the share that the summary rests on, and the reverse; the same for the first group alone."""
    hits = chosen = gold = first_hits = first_chosen = first_gold = anchors = 0
    for item in items:
        groups = selector.groups(Reading(item["sents"], item["title"]), len(item["sum"]))
        ours = {i for g in groups for i in g.sentences}
        theirs = {i for s in item["sum"] for i in s[2]}
        first = set(groups[0].sentences)
        hits, chosen, gold = hits + len(ours & theirs), chosen + len(ours), gold + len(theirs)
        want = set(item["sum"][0][2])
        first_hits, first_chosen, first_gold = (
            first_hits + len(first & want),
            first_chosen + len(first),
            first_gold + len(want),
        )
        anchors += groups[0].anchor in want
    return (
        f"{len(items)} items: all sentences P {hits / chosen:.3f} R {hits / gold:.3f}; first group P {first_hits / first_chosen:.3f} "
        f"R {first_hits / first_gold:.3f}; first anchor {anchors / len(items):.3f}"
    )


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("briefs", type=Path)
    p.add_argument("out", type=Path)
    p.add_argument(
        "--standfirsts",
        nargs="*",
        type=Path,
        default=[],
        help="further articles with standfirsts, JSONL of text, title, summary, cov",
    )
    p.add_argument("--standfirst-weight", type=float, default=0.3)
    p.add_argument("--strength", type=float, default=0.1, help="inverse of the regularization")
    p.add_argument("--leadless", type=float, default=0.5, help="weight of the items without their first sentence")
    p.add_argument("--join-from", type=float, default=-0.6)
    p.add_argument("--seed", type=int, default=1)
    o = p.parse_args()
    items = read_items(o.briefs)
    items = [item for item in items if not held_out(str(item["id"]))]
    train = [item for item in items if not tuned_on(str(item["id"]))]
    dev = [item for item in items if tuned_on(str(item["id"]))]
    random.Random(o.seed).shuffle(train)
    leadless = [item for item in map(without_lead, train) if item] if o.leadless else []
    readings = [(Reading(item["sents"], item["title"]), item, 1.0) for item in train]
    readings += [(Reading(item["sents"], item["title"]), item, o.leadless) for item in leadless]
    logistic = LogisticRegression(C=o.strength, max_iter=2000)
    lead = fit([*lead_rows(readings), *standfirst_rows(o.standfirsts, o.standfirst_weight)], logistic)
    following = fit(list(next_rows(readings, lead)), Ridge(1 / o.strength))
    join = fit(list(join_rows(readings, lead)), logistic)
    selector = Selector(lead, following, join, o.join_from)
    print("tuned on:", measure(selector, dev))
    print("tuned on, without their first sentence:", measure(selector, [i for i in map(without_lead, dev) if i]))
    table = {
        name: {"bias": round(m.bias, 5), "weights": {n: round(w, 5) for n, w in m.weights.items()}}
        for name, m in (("lead", lead), ("next", following), ("join", join))
    }
    temporary = o.out.with_suffix(".tmp")
    temporary.write_text(json.dumps({"join_from": o.join_from, **table}, indent=1) + "\n", encoding="utf-8")
    temporary.replace(o.out)


if __name__ == "__main__":
    main()
