"""Stories against what a reader judged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mujaz.briefs.stories import StoryItem, cluster

SAMPLES = Path(__file__).parents[2] / "samples"


def test_samples_are_clustered_as_a_reader_would():
    golds = {p: json.loads(p.read_text(encoding="utf-8")) for p in sorted(SAMPLES.rglob("*.gold.json"))}
    if len(golds) < 10:
        pytest.skip("no samples here")
    items = [
        StoryItem(p.name, g["title"], "\n".join(g["body"]), g["outlet"], (g["date"] or {}).get("value"))
        for p, g in golds.items()
    ]
    gold = [g.get("story") or p.name for p, g in golds.items()]
    found = [0] * len(items)
    for n, story in enumerate(cluster(items)):
        for member in story.members:
            found[member] = n
    same_found = [{k for k, f in enumerate(found) if f == mine} for mine in found]
    same_gold = [{k for k, g in enumerate(gold) if g == mine} for mine in gold]
    right = [len(a & b) for a, b in zip(same_found, same_gold, strict=True)]
    precision = sum(r / len(a) for r, a in zip(right, same_found, strict=True)) / len(items)
    recall = sum(r / len(b) for r, b in zip(right, same_gold, strict=True)) / len(items)
    assert 2 * precision * recall / (precision + recall) >= 0.85
