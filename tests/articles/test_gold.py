"""The gold set's floors: what the benchmark prints must not get worse. Needs the data folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("MUJAZ_DATA", ROOT.parent / "shared/data"))

sys.path.insert(0, str(ROOT / "benchmarks"))


@pytest.fixture(scope="module")
def benchmark():
    if not (DATA / "pages/osac_asis.jsonl.gz").exists():
        pytest.skip("the data folder is not here")
    return pytest.importorskip("reading")


def test_text_pages(benchmark):
    score = benchmark.measure(list(benchmark.gold_pages(DATA)), benchmark.mujaz_reader, [])
    assert score.pages >= 60
    assert score.f1 / score.pages >= 0.995
    assert score.lost <= 0.005 * score.sentences
    assert score.kept <= 0.01 * score.clutter
    assert score.right_titles >= 0.95 * score.titles
    assert score.right_dates >= 0.95 * score.dates


def test_templates(benchmark):
    pages = list(benchmark.gold_pages(DATA))
    for name, golds in benchmark.in_templates(pages).items():
        score = benchmark.measure(golds[:15], benchmark.mujaz_reader, [])
        assert score.f1 / score.pages >= 0.995, name
        assert score.lost == 0, name
        assert score.kept == 0, name
        assert score.right_dates == score.dates, name


def test_the_samples(benchmark):
    score = benchmark.measure(benchmark.sample_pages(), benchmark.mujaz_reader, [])
    assert score.lost <= 0.005 * score.sentences
    assert score.right_titles == score.titles
    assert score.right_dates == score.dates
