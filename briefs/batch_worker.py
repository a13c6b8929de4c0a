"""One partition of a batch, from its records to its shard: the same wherever it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import Protocol, Self

from ..articles.read import read_page
from ..articles.types import Article, RawPage
from ..errors import MujazError, PageError
from ..models.types import ModelInfo
from .batch import Partition, pages, partition_key
from .keeping import Maker
from .serialize import brief_dict, dump
from .shards import Failure, Shards
from .types import Brief


class BatchMaker(Maker, Protocol):
    """What ``Briefer`` can do, and what it does it with."""

    @property
    def models(self) -> Mapping[str, ModelInfo]: ...


OpenMaker = Callable[[], BatchMaker]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a partition; with a ``problem`` nothing of it was written, and the next run tries again."""

    number: int
    done: int
    failed: int
    problem: str | None = None


class Cluster(Protocol):
    """Where a batch runs: entered once, asked for its models, then given the partitions that are left."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    @property
    def models(self) -> Mapping[str, ModelInfo]: ...

    def outcomes(self, partitions: Sequence[Partition], shards: Shards) -> Iterator[Outcome]:
        """One for each partition, in any order."""
        ...


def brief_partition(partition: Partition, maker: BatchMaker, shards: Shards) -> Outcome:
    """Makes and writes the shard, unless it is there. Never raises for a bad record, a changed input or a full disk."""
    key = partition_key(partition, maker.models, shards.format)
    if receipt := shards.done(partition.number, key):  # a worker that died had just finished it
        return Outcome(partition.number, receipt.done, receipt.failed)
    try:
        articles, failures = _read(partition)
        made = list(_brief(maker, articles))
        briefs = [one for one in made if isinstance(one, Brief)]
        failures += [one for one in made if isinstance(one, Failure)]
        failures.sort(key=lambda failure: failure.line)
        receipt = shards.write(partition, key, maker.models, briefs, failures)
    except MujazError as error:
        return Outcome(partition.number, 0, 0, str(error))
    return Outcome(partition.number, receipt.done, receipt.failed)


def _read(partition: Partition) -> tuple[list[tuple[int, Article]], list[Failure]]:
    articles: list[tuple[int, Article]] = []
    failures: list[Failure] = []
    for line, page in pages(partition):
        read = _article(page)
        if isinstance(read, Article):
            articles.append((line, read))
        else:
            failures.append(_failure(line, page.origin if isinstance(page, RawPage) else page.subject, read))
    return articles, failures


def _article(page: RawPage | PageError) -> Article | Exception:
    if isinstance(page, PageError):
        return page
    try:
        return read_page(page)
    except Exception as error:  # a record the reader stumbles over must not cost the others
        return error


def _brief(maker: BatchMaker, articles: Sequence[tuple[int, Article]]) -> Iterator[Brief | Failure]:
    """One for each. Where a batch fails as a whole, its articles are tried one by one."""
    stream = iter(articles)
    while some := list(islice(stream, maker.batch)):
        made = _attempt(maker, [article for _, article in some])
        for n, (line, article) in enumerate(some):
            one = made[n] if not isinstance(made, Exception) else _alone(maker, article)
            yield _failure(line, article.source.origin, one) if isinstance(one, Exception) else one


def _alone(maker: BatchMaker, article: Article) -> Brief | Exception:
    made = _attempt(maker, [article])
    return made if isinstance(made, Exception) else made[0]


def _attempt(maker: BatchMaker, articles: Sequence[Article]) -> list[Brief] | Exception:
    try:
        briefs = list(maker.briefs(articles))
        for brief in briefs:
            dump(brief_dict(brief)).encode()  # what cannot be written must be known before the shard is
    except Exception as error:  # whatever a model stumbles over is one record's failure
        return error
    return briefs


def _failure(line: int, origin: str, error: Exception) -> Failure:
    if isinstance(error, MujazError):
        return Failure(origin, line, error.cause, error.remedy)
    cause = " ".join(f"could not be briefed ({type(error).__name__}: {error})".split())
    return Failure(origin, line, cause, "brief it alone with mujaz brief, then run the batch with --retry-failed")
