"""``mujaz batch``: JSONL of any size to shards of briefs, on this machine or on a Ray cluster."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .batch import Batch
from .console import Progress, complain
from .groups import Making, spread

if TYPE_CHECKING:
    from ..briefs.batch_worker import Cluster

STOPPED = "run the same command again for the rest"


class Where(StrEnum):
    """Where the models run."""

    local = "local"
    ray = "ray"


class ShardKind(StrEnum):
    """How shards are written."""

    jsonl = "jsonl"
    parquet = "parquet"


@spread
def batch(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT.jsonl...", help="JSONL files, plain or .gz, an article a line.", show_default=False
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder of the shards.", show_default=False)],
    cluster: Annotated[
        Where,
        typer.Option("--cluster", help="local: in this process. ray: on Ray (RAY_ADDRESS, else one started here)."),
    ] = Where.local,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Ray actors. Default: one for every 4 CPUs.")
    ] = None,
    records: Annotated[int, typer.Option("--records", min=1, max=100_000, help="Records a shard.")] = 200,
    format: Annotated[ShardKind, typer.Option("--format", "-f", help="How shards are written.")] = ShardKind.jsonl,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Make shards with failures again, beside those that are missing.")
    ] = False,
    making: Making = Making(),
) -> None:
    """Brief articles by the thousand into shards; a run that was stopped goes on where it was."""
    from ..briefs.batch import plan, remaining
    from ..briefs.shards import Shards

    if workers and cluster is Where.local:
        raise typer.BadParameter("--workers goes with --cluster ray")
    problems = Batch()
    shards = Shards(output, format.value)
    planned = plan(inputs, shards, records)
    for problem in planned.problems:
        problems.fail(problem)
    if planned.partitions:
        with _opened(cluster, workers, making) as running:
            left, kept = remaining(planned.partitions, shards, running.models, retry_failed=retry_failed)
            done = sum(receipt.done for receipt in kept)
            failed = sum(receipt.failed for receipt in kept)
            progress = Progress(len(left), "shard")
            for outcome in progress.over(running.outcomes(left, shards) if left else ()):
                done, failed = done + outcome.done, failed + outcome.failed
                if outcome.problem:
                    problems.fail(outcome.problem)
            if progress.stopped_after is not None:
                problems.fail(f"stopped after {progress.stopped_after} of {len(left)} shards; {STOPPED}")
        told = f"{_count(len(planned.partitions), 'shard')} ({len(kept)} were there), {_count(done, 'brief')}"
        failures = f", {failed} failed; see {output}/part-*.errors.jsonl" if failed else ""
        complain(f"{output}: {told}{failures}")
        problems.failed += failed
    problems.close()


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def _opened(cluster: Where, workers: int | None, making: Making) -> Cluster:
    from .chain import open_briefer

    open_maker = partial(open_briefer, making)
    if cluster is Where.ray:
        from ..briefs.cluster_ray import RayCluster

        return RayCluster(open_maker, workers, gpu=making.device == "cuda")
    from ..briefs.cluster_local import LocalCluster

    return LocalCluster(open_maker)
