"""Batches: partitions, shards, restarts, bad records; the real code with a fast briefer in place of the models."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from batch_making import POISON, fast_briefer, record, write_records
from hypothesis import given
from hypothesis import strategies as st
from mujaz.articles import read_sources
from mujaz.articles.types import Article
from mujaz.briefs.batch import cut, pages, plan, remaining
from mujaz.briefs.batch_worker import Outcome, brief_partition
from mujaz.briefs.cluster_local import LocalCluster
from mujaz.briefs.cluster_ray import RayCluster, cpus_each
from mujaz.briefs.serialize import brief_dict, brief_from, dump
from mujaz.briefs.shards import Shards
from mujaz.errors import MujazError, PageError


def run(
    inputs: Sequence[Path | str], out: Path, records: int = 3, format: str = "jsonl", revision: str = "1"
) -> list[Outcome]:
    """What the command does: only partitions without a matching receipt are made."""
    shards = Shards(out, format)
    with LocalCluster(lambda: fast_briefer(revision)) as cluster:
        planned = plan([str(i) for i in inputs], shards, records).partitions
        left, _ = remaining(planned, shards, cluster.models)
        return list(cluster.outcomes(left, shards))


def origins(out: Path) -> list[str]:
    lines = [line for path in sorted(out.glob("part-?????.jsonl")) for line in path.read_text().splitlines()]
    return [json.loads(line)["source"]["origin"] for line in lines]


def snapshot(out: Path) -> dict[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.iterdir()}


def numbered(*numbers: int) -> list[str]:
    return [f"r{n}" for n in numbers]


@pytest.mark.parametrize("name", ["in.jsonl", "in.jsonl.gz"])
def test_shards_hold_what_brief_prints(tmp_path: Path, name: str) -> None:
    source = write_records(tmp_path / name, [record(1), "", record(2, id=None), record(3), record(4, title=None)])
    run([source], tmp_path / "out", records=2)
    articles = [a for a in read_sources([str(source)]) if isinstance(a, Article)]
    expected = [dump(brief_dict(b)) for b in fast_briefer().briefs(articles)]
    parts = sorted((tmp_path / "out").glob("part-?????.jsonl"))
    assert [p.name for p in parts] == ["part-00000.jsonl", "part-00001.jsonl"]
    assert [line for p in parts for line in p.read_text().splitlines()] == expected and len(expected) == 4
    assert json.loads(expected[1])["source"]["origin"] == f"{source}#3", "lines are counted as mujaz brief counts them"


def test_a_restart_makes_only_what_is_missing_or_damaged(tmp_path: Path) -> None:
    source = write_records(tmp_path / "in.jsonl", [record(n) for n in range(10)])
    out = tmp_path / "out"
    assert [o.number for o in run([source], out)] == [0, 1, 2, 3]
    before = snapshot(out)
    assert run([source], out) == [] and snapshot(out) == before
    (out / "part-00001.json").unlink()
    (out / "part-00003.jsonl").write_text("half a li")
    (out / "part-00002.json").write_text('{"schema": "mujaz.ba')
    assert [o.number for o in run([source], out)] == [1, 2, 3]
    assert {name: data for name, (data, _) in snapshot(out).items()} == {n: data for n, (data, _) in before.items()}


def test_other_models_make_all_anew(tmp_path: Path) -> None:
    source = write_records(tmp_path / "in.jsonl", [record(n) for n in range(4)])
    run([source], tmp_path / "out")
    assert [o.number for o in run([source], tmp_path / "out", revision="2")] == [0, 1]
    receipt = json.loads((tmp_path / "out/part-00000.json").read_text())
    assert receipt["models"]["summarizer"]["revision"] == "2" and (receipt["done"], receipt["failed"]) == (3, 0)


def test_more_records_and_more_files_cost_only_themselves(tmp_path: Path) -> None:
    first = write_records(tmp_path / "b.jsonl", [record(n) for n in range(5)])
    out = tmp_path / "out"
    run([first], out)
    write_records(first, [record(n) for n in range(8)])
    second = write_records(tmp_path / "a.jsonl", [record(n) for n in range(20, 22)])
    assert [o.number for o in run([second, first], out)] == [1, 2, 3]
    assert sorted(origins(out)) == sorted(numbered(*range(8), 20, 21))
    assert run([first, second], out) == [], "the order of the inputs does not matter"


def test_shards_of_another_batch_are_never_mixed_in(tmp_path: Path) -> None:
    first = write_records(tmp_path / "a.jsonl", [record(n) for n in range(7)])
    second = write_records(tmp_path / "b.jsonl", [record(n) for n in range(20, 22)])
    out = tmp_path / "out"
    run([first], out)
    before = snapshot(out)
    for inputs, records in (([second], 3), ([first], 6)):
        with pytest.raises(MujazError, match="which these inputs do not make"):
            run(inputs, out, records)
    (out / "part-00009.jsonl").write_text("")
    with pytest.raises(MujazError, match="part-00009"):
        run([first], out)
    (out / "part-00009.jsonl").unlink()
    assert snapshot(out) == before


def test_shards_of_another_format_are_never_mixed_in(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    inputs = [write_records(tmp_path / "a.jsonl", [record(n) for n in range(7)])]
    run(inputs, tmp_path / "out")
    with pytest.raises(MujazError, match="--format jsonl"):
        run(inputs, tmp_path / "out", format="parquet")


def test_bad_records_are_told_and_cost_only_themselves(tmp_path: Path) -> None:
    bad = [
        record(0),
        "{not json",
        {"id": "no-text", "title": "x"},
        record(3, text="The minister said on Monday that prices had risen by ten percent last year. " * 9),
        record(4, title=POISON),
        record(5, text=""),
        "[" * 100_000,
        record(7, title="\ud800 عنوان"),
        record(8),
    ]
    source = write_records(tmp_path / "in.jsonl", [r if isinstance(r, str) else json.dumps(r) for r in bad])
    (outcome,) = run([source], tmp_path / "out", records=20)
    assert outcome.problem is None and (outcome.done, outcome.failed) == (3, 6)
    assert origins(tmp_path / "out") == numbered(0, 7, 8)
    errors = [json.loads(line) for line in (tmp_path / "out/part-00000.errors.jsonl").read_text().splitlines()]
    assert [e["line"] for e in errors] == [2, 3, 4, 5, 6, 7]
    assert [e["origin"] for e in errors] == [f"{source}#2", f"{source}#3", "r3", "r4", "r5", f"{source}#7"]
    assert all(e["cause"] and e["remedy"] and e["file"] == str(source) for e in errors)
    assert "not valid JSON" in errors[0]["cause"] and "English" in errors[2]["cause"]
    assert errors[3]["cause"] == "could not be briefed (ValueError: a model stumbles)"


def test_errors_go_when_their_cause_does(tmp_path: Path) -> None:
    source = write_records(tmp_path / "in.jsonl", [record(0), "{"])
    run([source], tmp_path / "out")
    assert (tmp_path / "out/part-00000.errors.jsonl").exists()
    write_records(source, [record(0), record(1)])
    run([source], tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["part-00000.json", "part-00000.jsonl"]


def test_an_overlong_line_is_one_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mujaz.articles.limits import Limits
    from mujaz.briefs import batch

    monkeypatch.setattr(batch, "DEFAULT_LIMITS", Limits(page_bytes=1500))
    monkeypatch.setattr(batch, "_LINE", 1501)
    source = write_records(tmp_path / "in.jsonl", [record(0), record(1, text=PROSE_LONG), record(2)])
    (outcome,) = run([source], tmp_path / "out")
    assert (outcome.done, outcome.failed) == (2, 1) and origins(tmp_path / "out") == numbered(0, 2)
    assert "larger than" in (tmp_path / "out/part-00000.errors.jsonl").read_text()


PROSE_LONG = "نص " * 3000


def test_inputs_that_cannot_be_read_are_told_and_the_rest_is_done(tmp_path: Path) -> None:
    good = write_records(tmp_path / "good.jsonl", [record(n) for n in range(4)])
    cropped = write_records(tmp_path / "cropped.jsonl.gz", [record(n) for n in range(10, 14)])
    out = tmp_path / "out"
    run([cropped, good], out)
    whole = cropped.read_bytes()
    cropped.write_bytes(whole[: len(whole) // 2])
    empty = write_records(tmp_path / "empty.jsonl", ["", " "])
    planned = plan([str(p) for p in (cropped, good, empty, tmp_path / "none.jsonl", good)], Shards(out), 3)
    assert [p.number for p in planned.partitions] == [2, 3], "numbers are kept for the file that may be mended"
    assert [e.subject for e in planned.problems] == [str(cropped), str(empty), str(tmp_path / "none.jsonl")]
    assert all(e.remedy for e in planned.problems)


def test_an_input_that_changes_under_way_is_a_problem_and_leaves_no_shard(tmp_path: Path) -> None:
    source = write_records(tmp_path / "in.jsonl", [record(n) for n in range(3)])
    shards = Shards(tmp_path / "out")
    (partition,) = plan([str(source)], shards, 3).partitions
    write_records(source, [record(n) for n in range(5, 8)])
    outcome = brief_partition(partition, fast_briefer(), shards)
    assert outcome.problem and "changed" in outcome.problem and not list(tmp_path.glob("out/*"))
    source.unlink()
    assert "run the same command again" in (brief_partition(partition, fast_briefer(), shards).problem or "")


def test_a_full_disk_is_a_problem(tmp_path: Path) -> None:
    source = write_records(tmp_path / "in.jsonl", [record(0)])
    (tmp_path / "out").write_text("a file where the folder should be")
    shards = Shards(tmp_path / "out")
    (partition,) = plan([str(source)], shards, 3).partitions
    assert "cannot be written" in (brief_partition(partition, fast_briefer(), shards).problem or "")


def test_parquet_holds_the_same_briefs(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    source = write_records(tmp_path / "in.jsonl", [record(1), record(2, title=None), "{"])
    run([source], tmp_path / "lines")
    run([source], tmp_path / "columns", format="parquet")
    assert run([source], tmp_path / "columns", format="parquet") == []
    table = parquet.read_table(tmp_path / "columns/part-00000.parquet").to_pylist()
    assert [row["brief"] for row in table] == (tmp_path / "lines/part-00000.jsonl").read_text().splitlines()
    brief = brief_from(json.loads(table[0]["brief"]))
    assert table[0]["key"] == brief.key and table[0]["ar"] == [s.ar for s in brief.sentences]
    assert (table[1]["title"], table[1]["date"], table[1]["flags"]) == (None, "2026-03-14", 0)


def test_a_batch_fills_an_archive(tmp_path: Path) -> None:
    from mujaz.briefs.archive import Archive

    source = write_records(tmp_path / "in.jsonl", [record(n) for n in range(3)])
    run([source], tmp_path / "out")
    with Archive(tmp_path / "archive.sqlite") as archive:
        assert archive.import_(tmp_path / "out/part-00000.jsonl") == 3
        articles = [a for a in read_sources([str(source)]) if isinstance(a, Article)]
        assert all(archive.has(fast_briefer().key(a)) for a in articles)


@given(
    lines=st.lists(st.sampled_from(["", "  ", "{}", '{"text": "x"}', "\ufeff", "x" * 40]), max_size=30),
    records=st.integers(1, 7),
    packed=st.booleans(),
    last=st.booleans(),
)
def test_partitions_cover_each_record_once(
    tmp_path_factory, lines: list[str], records: int, packed: bool, last: bool
) -> None:
    import gzip

    path = tmp_path_factory.mktemp("cut") / "in.jsonl"
    text = "\n".join(lines) + ("\n" if last else "")
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    real = [n for n, line in enumerate(text.split("\n"), 1) if line.strip() and line != "\ufeff"]
    if not real:
        with pytest.raises(PageError, match="empty"):
            list(cut(path, records))
        return
    partitions = list(cut(path, records))
    assert [n for p in partitions for n, _ in pages(p)] == real
    assert [p.records for p in partitions[:-1]] == [records] * (len(partitions) - 1)


def test_a_killed_run_leaves_whole_shards_and_goes_on(tmp_path: Path) -> None:
    from batch_making import DEADLY

    records = [record(n, title=DEADLY if n == 7 else f"عنوان {n}") for n in range(12)]
    source = write_records(tmp_path / "in.jsonl", records)
    script = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parents[1])!r})\n"
        "from batch_making import fast_briefer\nfrom mujaz.briefs.batch import plan\n"
        "from mujaz.briefs.cluster_local import LocalCluster\nfrom mujaz.briefs.shards import Shards\nfrom pathlib import Path\n"
        f"shards = Shards(Path({str(tmp_path / 'out')!r}))\n"
        f"cluster = LocalCluster(lambda: fast_briefer(mark={str(tmp_path / 'mark')!r}))\n"
        f"list(cluster.outcomes(plan([{str(source)!r}], shards, 3).partitions, shards))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, timeout=120, env=os.environ)
    assert done.returncode == -9
    assert origins(tmp_path / "out") == numbered(*range(6))
    assert [o.number for o in run([source], tmp_path / "out")] == [2, 3]
    assert origins(tmp_path / "out") == numbered(*range(12))


def test_workers_share_the_cpus_of_every_node() -> None:
    assert cpus_each([8], 2) == 4
    assert cpus_each([8, 8], 3) == 4
    assert cpus_each([8, 2], 3) == 2
    assert cpus_each([2], 2) == 1
    with pytest.raises(MujazError, match="3 workers"):
        cpus_each([2], 3)


def test_without_ray_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MujazError, match=r"mujaz\[cluster\]"):
        RayCluster(fast_briefer)


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MujazError, match=r"mujaz\[cluster\]"):
        Shards(tmp_path, "parquet")
