"""The plan of a batch: which partitions its inputs make, and under which number each is written.

A partition is some records of one JSONL file, told by the file and the line it begins at, so that a restart, also one with
more lines or more files, finds its shards again.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO, cast

from ..articles.limits import DEFAULT_LIMITS
from ..articles.sources.jsonlines import jsonl_pages
from ..articles.types import RawPage
from ..errors import MujazError, PageError
from ..models.types import ModelInfo
from .serialize import model_dict
from .shards import BATCH, Receipt, Shards

RECORDS = 200  # of one partition: what a kill may cost
_LINE = DEFAULT_LIMITS.page_bytes + 1  # one byte more than a page may have, so that a longer line is told
_NAMELESS = "\0"  # no record's id can be this: ids are printable


@dataclass(frozen=True, slots=True)
class Partition:
    """``records`` records of a file from line ``first`` on (from 1; empty lines count as lines, not as records).

    ``file`` is the file as the user named it, which origins repeat; ``path`` is absolute. ``start`` and ``size`` are bytes
    after decompression, and ``sha256`` is of those bytes.
    """

    number: int
    file: str
    path: str
    first: int
    start: int
    size: int
    records: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The partitions, by number, and the inputs that cannot be read."""

    partitions: tuple[Partition, ...]
    problems: tuple[PageError, ...]


def plan(inputs: Sequence[str], shards: Shards, records: int = RECORDS) -> Plan:
    """Cuts the inputs into partitions of ``records``; those that have a shard keep its number, others get the next free ones.

    Reads every input once. Raises MujazError where the folder holds shards that these inputs do not make.
    """
    found: list[Partition] = []
    problems: list[PageError] = []
    seen: set[Path] = set()
    for name in inputs:
        if (path := Path(name).expanduser()).resolve() in seen:
            continue
        seen.add(path.resolve())
        try:
            found += list(cut(path, records))
        except PageError as error:
            problems.append(error)
    unread = {error.subject for error in problems}
    places = shards.places()
    kept = {number for number, (file, _) in places.items() if file in unread}
    _refuse_others(shards, {number: place for number, place in places.items() if number not in kept}, found)
    numbers = {place: number for number, place in places.items()}
    free = _free(set(places))
    numbered = [
        replace(p, number=n if (n := numbers.get((p.file, p.first))) is not None else next(free)) for p in found
    ]
    _refuse_strays(shards, kept | {p.number for p in numbered})
    return Plan(tuple(sorted(numbered, key=lambda p: p.number)), tuple(problems))


def remaining(
    partitions: Sequence[Partition],
    shards: Shards,
    models: Mapping[str, ModelInfo],
    *,
    retry_failed: bool = False,
) -> tuple[list[Partition], list[Receipt]]:
    """The partitions still to be made with these models, and the receipts of the others.

    With ``retry_failed``, those in which a record failed are to be made again, and their receipts are taken away.
    """
    left: list[Partition] = []
    receipts: list[Receipt] = []
    for partition in partitions:
        receipt = shards.done(partition.number, partition_key(partition, models, shards.format))
        if receipt and retry_failed and receipt.failed:
            shards.forget(partition.number)
            receipt = None
        if receipt:
            receipts.append(receipt)
        else:
            left.append(partition)
    return left, receipts


def cut(path: Path, records: int) -> Iterator[Partition]:
    """The partitions of one file, numbered from 0. Raises PageError for a file that cannot be read or has no record."""
    number = count = start = size = 0
    line_number, first = 0, 1
    digest = sha256()
    try:
        with open_input(path) as stream:
            for line, pieces in _lines(stream):
                line_number += 1
                for piece in pieces:
                    digest.update(piece)
                    size += len(piece)
                count += not _blank(line)
                if count == records:
                    yield Partition(
                        number, str(path), str(path.resolve()), first, start, size, count, digest.hexdigest()
                    )
                    number, first, start = number + 1, line_number + 1, start + size
                    count, size, digest = 0, 0, sha256()
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise PageError(str(path), "damaged gzip data", "download or compress it again") from error
    except OSError as error:
        raise PageError(str(path), f"cannot be read ({error.strerror})", "give JSONL files, plain or .gz") from error
    if count:
        yield Partition(number, str(path), str(path.resolve()), first, start, size, count, digest.hexdigest())
    elif not number:
        raise PageError(str(path), "the file is empty", "nothing to brief")


def pages(partition: Partition) -> Iterator[tuple[int, RawPage | PageError]]:
    """The records as pages, each with its line's number. Raises MujazError at the end where the file is not what was planned."""
    digest = sha256()
    number, left = partition.first, partition.size
    try:
        with open_input(Path(partition.path)) as stream:
            stream.seek(partition.start)
            for line, pieces in _lines(stream):
                for piece in pieces:
                    digest.update(piece)
                    left -= len(piece)
                if not _blank(line):
                    yield number, _page(line, f"{partition.file}#{number}")
                number += 1
                if left <= 0:
                    break
    except (OSError, EOFError, zlib.error) as error:
        raise MujazError(partition.file, f"cannot be read any more ({error})", "run the same command again") from error
    if digest.hexdigest() != partition.sha256:
        raise MujazError(partition.file, "has changed since the batch began", "run the same command again")


def partition_key(partition: Partition, models: Mapping[str, ModelInfo], format: str) -> str:
    """``sha256:`` and the hash of all that decides a shard: the records, the models and their settings, mujaz, the format."""
    parts = {
        "schema": BATCH,
        "file": partition.file,
        "first": partition.first,
        "records": partition.sha256,
        "models": {task: model_dict(info) for task, info in sorted(models.items())},
        "format": format,
        "mujaz": version("mujaz"),
    }
    return "sha256:" + sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@contextmanager
def open_input(path: Path) -> Iterator[BinaryIO]:
    """The file's bytes, decompressed where it is gzip by its first bytes."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        if not packed:
            yield file
            return
        with gzip.GzipFile(fileobj=file) as stream:
            yield cast(BinaryIO, stream)


def _lines(stream: BinaryIO) -> Iterator[tuple[bytes, Iterator[bytes]]]:
    """Each line, cut where it is longer than any page may be, and all its bytes in pieces, which must be used up."""
    while line := stream.readline(_LINE):
        yield line, _pieces(stream, line)


def _pieces(stream: BinaryIO, piece: bytes) -> Iterator[bytes]:
    while piece:
        yield piece
        piece = b"" if piece.endswith(b"\n") else stream.readline(_LINE)


def _blank(line: bytes) -> bool:
    return not line.strip().removeprefix(b"\xef\xbb\xbf")


def _page(line: bytes, place: str) -> RawPage | PageError:
    """The page of one line, as ``jsonl_pages`` gives it; what has no id of its own is called by its place."""
    page = next(jsonl_pages(io.BytesIO(line), _NAMELESS, DEFAULT_LIMITS))
    if isinstance(page, PageError):
        return PageError(place, page.cause, page.remedy)
    return replace(page, origin=place) if page.origin.startswith(_NAMELESS) else page


def _free(taken: set[int]) -> Iterator[int]:
    number = 0
    while True:
        if number not in taken:
            yield number
        number += 1


def _refuse_others(shards: Shards, written: Mapping[int, tuple[str, int]], planned: Iterable[Partition]) -> None:
    places = {(p.file, p.first) for p in planned}
    for number, (file, first) in sorted(written.items()):
        if (file, first) not in places:
            raise MujazError(
                str(shards.folder),
                f"holds {shards.name(number)} of {file}, line {first}, which these inputs do not make",
                "give all inputs of that batch and the same --records, or another folder",
            )


def _refuse_strays(shards: Shards, numbers: set[int]) -> None:
    if strays := sorted(shards.numbers() - numbers):
        raise MujazError(
            str(shards.folder),
            f"holds {shards.name(strays[0])}, which these inputs do not make",
            "remove it, or choose another folder",
        )
