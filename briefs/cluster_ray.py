"""A batch on Ray: actors hold the models and write the shards, the driver plans and counts.

Every node must see the inputs and the output folder under the same paths. Ray's processes talk over sockets: a Ray started here
listens on the loopback address only, one named by ``RAY_ADDRESS`` is the user's own.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ..errors import MujazError
from ..models.machine import cpu_count
from ..models.types import ModelInfo
from .batch import Partition, partition_key
from .batch_worker import OpenMaker, Outcome, brief_partition
from .shards import Shards

CPUS_A_WORKER = 4  # of the machine or cluster, where the number of workers is not given
TRIES = (
    3  # more for a partition whose worker died: one record that crashes the interpreter must not keep the job for ever
)
ONLY_HERE = "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"
STORE = 256 << 20  # bytes of shared memory: partitions travel as places, not as texts
LOST = "its worker died again and again; run the same command again, or take the record out that kills it"


class RayCluster:
    """A ``Cluster`` of ``workers`` actors, each with its share of the CPUs and, with ``gpu``, one GPU.

    Raises MujazError where Ray is missing, cannot be reached, or has not enough CPUs.
    """

    def __init__(self, open_maker: OpenMaker, workers: int | None = None, *, gpu: bool = False) -> None:
        self._ray = _ray()
        self._open_maker = _OpenThere(open_maker, str(Path.cwd()))
        self._asked = workers
        self._gpu = gpu

    def __enter__(self) -> Self:
        address = os.environ.get("RAY_ADDRESS")
        local = {"address": "local", "num_cpus": cpu_count(), "include_dashboard": False, "object_store_memory": STORE}
        with _told("Ray cannot be started" if not address else f"no Ray answers at {address}"):
            self._ray.init(
                **({"address": address} if address else local),
                log_to_driver=False,
                logging_level=logging.ERROR,
            )
        try:
            nodes = [node["Resources"] for node in self._ray.nodes() if node["Alive"]]
            cpus = [int(resources.get("CPU", 0)) for resources in nodes]
            self._workers = self._asked or max(1, sum(cpus) // CPUS_A_WORKER)
            self._cpus = cpus_each(cpus, self._workers)
            gpus = sum(int(resources.get("GPU", 0)) for resources in nodes)
            if self._gpu and gpus < self._workers:
                raise MujazError(
                    "--device cuda", f"Ray has {gpus} GPUs for {self._workers} workers", "give fewer --workers"
                )
        except BaseException:
            self._ray.shutdown()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ray.shutdown()

    @cached_property
    def models(self) -> Mapping[str, ModelInfo]:
        """What a worker finds: the driver itself loads no model."""
        look = self._ray.remote(_models).options(**self._resources)
        with _told("the models cannot be loaded on a worker"):
            found: Mapping[str, ModelInfo] | MujazError = self._ray.get(look.remote(self._open_maker))
        if isinstance(found, MujazError):
            raise found
        return found

    def outcomes(self, partitions: Sequence[Partition], shards: Shards) -> Iterator[Outcome]:
        from ray.data import ActorPoolStrategy, DataContext, from_items

        context = DataContext.get_current()
        context.enable_progress_bars = False
        context.max_errored_blocks = -1  # a partition that cannot be made is told at the end; the others are made
        logging.getLogger("ray.data").setLevel(logging.CRITICAL)
        left = {partition.number for partition in partitions}
        rows = [
            {**asdict(partition), "key": partition_key(partition, self.models, shards.format)}
            for partition in partitions
        ]
        folder = Shards(shards.folder.resolve(), shards.format)
        for number in left:
            _tries(folder, number).unlink(missing_ok=True)
        made = from_items(rows, override_num_blocks=len(rows)).map_batches(
            _Worker,
            fn_constructor_args=(self._open_maker, folder),
            batch_size=1,
            batch_format="pyarrow",
            compute=ActorPoolStrategy(size=min(self._workers, len(rows)), max_tasks_in_flight_per_actor=1),
            **self._resources,
        )
        with _told("the work was broken off"):
            for row in made.iter_rows():
                outcome = Outcome(**row)
                if outcome.number in left:
                    left.remove(outcome.number)
                    yield outcome
        for number in sorted(left):
            yield Outcome(number, 0, 0, f"{shards.name(number)}: {LOST}")

    @property
    def _resources(self) -> dict[str, Any]:
        threads = {"MUJAZ_THREADS": str(self._cpus)}
        said = {name: value for name, value in os.environ.items() if name.startswith("MUJAZ_")}
        return {
            "num_cpus": self._cpus,
            "num_gpus": int(self._gpu),
            "runtime_env": {"env_vars": threads | said},
        }


class _OpenThere:
    """Opens the models in the folder the command was typed in, so that relative paths and ``mujaz.toml`` mean the same."""

    def __init__(self, open_maker: OpenMaker, folder: str) -> None:
        self._open_maker = open_maker
        self._folder = folder

    def __call__(self) -> Any:
        try:
            os.chdir(self._folder)
        except OSError as error:
            raise MujazError(
                self._folder, f"is not to be found on a worker ({error.strerror})", "every node must share it"
            ) from error
        return self._open_maker()


class _Worker:
    """The actor: models loaded once, partitions one at a time."""

    def __init__(self, open_maker: OpenMaker, shards: Shards) -> None:
        self._maker = open_maker()
        self._shards = shards

    def __call__(self, batch: Any) -> Any:
        import pyarrow

        return pyarrow.Table.from_pylist([asdict(self._outcome(**row)) for row in batch.to_pylist()], schema=_schema())

    def _outcome(self, *, key: str, **fields: Any) -> Outcome:
        partition = Partition(**fields)
        if partition_key(partition, self._maker.models, self._shards.format) != key:
            problem = f"{self._shards.name(partition.number)}: a worker has other models or another mujaz than the plan"
            return Outcome(partition.number, 0, 0, f"{problem}; install the same on every node")
        tries = _tries(self._shards, partition.number)
        if _begun(tries) > TRIES:
            tries.unlink()
            return Outcome(partition.number, 0, 0, f"{self._shards.name(partition.number)}: {LOST}")
        outcome = brief_partition(partition, self._maker, self._shards)
        tries.unlink(missing_ok=True)
        return outcome


def _tries(shards: Shards, number: int) -> Path:
    """Counts how often a partition was begun: beside the shards, because whoever counts may be killed."""
    return shards.folder / f".{shards.name(number)}.tries"


def _begun(tries: Path) -> int:
    try:
        tries.parent.mkdir(parents=True, exist_ok=True)
        with tries.open("ab") as file:
            file.write(b".")
            return file.tell()
    except OSError:  # where nothing can be written, writing the shard will say so
        return 0


def _models(open_maker: OpenMaker) -> Mapping[str, ModelInfo] | MujazError:
    try:
        return dict(open_maker().models)
    except MujazError as error:
        return error


def cpus_each(nodes: Sequence[int], workers: int) -> int:
    """The most CPUs a worker can have so that all find a place on nodes with so many CPUs. Raises MujazError for none."""
    for cpus in range(max(nodes, default=0), 0, -1):
        if sum(node // cpus for node in nodes) >= workers:
            return cpus
    raise MujazError("--workers", f"Ray has {sum(nodes)} CPUs for {workers} workers", "give fewer")


def _schema() -> Any:
    import pyarrow as pa

    return pa.schema([("number", pa.int64()), ("done", pa.int64()), ("failed", pa.int64()), ("problem", pa.string())])


def _ray() -> Any:
    if not os.environ.get("RAY_ADDRESS"):
        os.environ.setdefault(ONLY_HERE, "0")  # read on import: Ray's processes then talk over 127.0.0.1
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise MujazError(
            "--cluster ray", f"Ray is not installed ({error})", "install it with: pip install 'mujaz[cluster]'"
        ) from None
    return ray


@contextmanager
def _told(cause: str) -> Iterator[None]:
    """Turns what Ray says into one line."""
    from ray.exceptions import RayError

    try:
        yield
    except (RayError, OSError, ValueError, RuntimeError) as error:
        said = str(error).strip().splitlines()
        raise MujazError(
            "--cluster ray", f"{cause} ({said[-1] if said else type(error).__name__})", "see Ray's logs"
        ) from error
