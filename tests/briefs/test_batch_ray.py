"""A batch on a local Ray: two workers, one killed midway."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from batch_making import ALWAYS_DEADLY, DEADLY, fast_briefer, record, write_records
from mujaz.briefs.batch import partition_key, plan
from mujaz.briefs.shards import Shards

pytestmark = [pytest.mark.long, pytest.mark.skipif(not find_spec("ray"), reason="Ray is not installed")]

# in a process of its own: Ray looks up addresses, which tests forbid, and its workers must be given the fast briefer by value
JOBS = """
import json, sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import batch_making
from mujaz.briefs.batch import plan
from mujaz.briefs.cluster_ray import RayCluster
from mujaz.briefs.shards import Shards
folder = Path(sys.argv[2])
open_maker = partial(batch_making.fast_briefer, mark=str(folder / "mark"))
cluster = RayCluster(open_maker, 2)
import ray, ray.cloudpickle
ray.cloudpickle.register_pickle_by_value(batch_making)
with cluster:
    addresses = {node["NodeManagerAddress"] for node in ray.nodes()}
    told = [sorted(addresses)]
    for name in ("once", "always"):
        shards = Shards(folder / name)
        partitions = plan([str(folder / f"{name}.jsonl")], shards, 3).partitions
        told.append([asdict(o) for o in cluster.outcomes(partitions, shards)])
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list]:
    """The folder, and what the jobs told: the first has a record that kills a worker once, the second one that always does."""
    folder = tmp_path_factory.mktemp("ray")
    for name, count, place, title in (("once", 18, 7, DEADLY), ("always", 6, 4, ALWAYS_DEADLY)):
        write_records(
            folder / f"{name}.jsonl", [record(n, title=title if n == place else f"عنوان {n}") for n in range(count)]
        )
    command = [sys.executable, "-c", JOBS, str(Path(__file__).parents[1]), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900, env=os.environ)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder, json.loads(done.stdout.splitlines()[-1])


def test_every_record_is_there_once_though_a_worker_was_killed(jobs: tuple[Path, list]) -> None:
    folder, (_, outcomes, _) = jobs
    assert (folder / "mark").exists(), "a worker was killed"
    assert sorted(o["number"] for o in outcomes) == list(range(6))
    assert all((o["done"], o["failed"], o["problem"]) == (3, 0, None) for o in outcomes)
    lines = [line for p in sorted((folder / "once").glob("part-?????.jsonl")) for line in p.read_text().splitlines()]
    assert [json.loads(line)["source"]["origin"] for line in lines] == [f"r{n}" for n in range(18)]
    assert len(list((folder / "once").iterdir())) == 12, "shards and receipts, nothing else"
    shards = Shards(folder / "once")
    for p in plan([str(folder / "once.jsonl")], shards, 3).partitions:
        assert shards.done(p.number, partition_key(p, fast_briefer().models, "jsonl")), (
            "a local restart takes them over"
        )


def test_a_record_that_kills_every_worker_costs_its_own_shard(jobs: tuple[Path, list]) -> None:
    folder, (_, _, outcomes) = jobs
    told = {o["number"]: o for o in outcomes}
    assert told[0]["done"] == 3 and told[1]["done"] == 0 and "died again" in told[1]["problem"]
    assert sorted(p.name for p in (folder / "always").iterdir()) == ["part-00000.json", "part-00000.jsonl"]


def test_a_ray_started_here_stays_on_this_machine(jobs: tuple[Path, list]) -> None:
    _, (addresses, _, _) = jobs
    assert addresses == ["127.0.0.1"]
