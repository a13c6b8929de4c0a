"""A batch in this process: the models are loaded once, and no socket is opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Self

from ..models.types import ModelInfo
from .batch import Partition
from .batch_worker import OpenMaker, Outcome, brief_partition
from .shards import Shards


class LocalCluster:
    """A ``Cluster`` of one worker. Raises MujazError for a model that cannot be used."""

    def __init__(self, open_maker: OpenMaker) -> None:
        self._maker = open_maker()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    @property
    def models(self) -> Mapping[str, ModelInfo]:
        return self._maker.models

    def outcomes(self, partitions: Sequence[Partition], shards: Shards) -> Iterator[Outcome]:
        for partition in partitions:
            yield brief_partition(partition, self._maker, shards)
