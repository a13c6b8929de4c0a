"""The folder a batch writes: ``part-00000.jsonl`` (or ``.parquet``), its receipt, and what could not be briefed.

The receipt is written last and names the hash of each file, so a shard without a matching receipt is one that was not
finished, and is made again.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ..errors import MujazError
from ..models.files import atomic_write, file_sha256
from ..models.types import ModelInfo
from .serialize import brief_dict, dump, model_dict
from .types import Brief

if TYPE_CHECKING:
    from .batch import Partition

BATCH = "mujaz.batch/1"
ShardFormat = Literal["jsonl", "parquet"]
_PART = re.compile(r"part-(\d{5,})\.(json|jsonl|parquet|errors\.jsonl)")


@dataclass(frozen=True, slots=True)
class Failure:
    """A record that has no brief: where it stands, and why."""

    origin: str
    line: int
    cause: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was written of a partition. ``files`` are names in the folder and their SHA-256."""

    key: str
    file: str
    first: int
    done: int
    failed: int
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards in a folder. Raises MujazError where it holds those of another format, or Parquet cannot be written."""

    folder: Path
    format: ShardFormat = "jsonl"

    def __post_init__(self) -> None:
        if self.format == "parquet":
            _pyarrow()
        other = "jsonl" if self.format == "parquet" else "parquet"
        if others := sorted(path.name for path in self._parts() if path.suffixes == [f".{other}"]):
            raise MujazError(str(self.folder), f"holds {others[0]}", f"choose another folder, or --format {other}")

    @staticmethod
    def name(number: int) -> str:
        return f"part-{number:05d}"

    def numbers(self) -> set[int]:
        """Of all shards and receipts there are, finished or not."""
        return {int(match.group(1)) for path in self._parts() if (match := _PART.fullmatch(path.name))}

    def places(self) -> dict[int, tuple[str, int]]:
        """The file and first line of each number that has a receipt."""
        receipts = ((number, self._receipt(number)) for number in sorted(self.numbers()))
        return {number: (receipt.file, receipt.first) for number, receipt in receipts if receipt}

    def done(self, number: int, key: str) -> Receipt | None:
        """The receipt, if it is of that key and every file it names is there as it was written."""
        receipt = self._receipt(number)
        if receipt is None or receipt.key != key or self._shard(number) not in receipt.files:
            return None
        return receipt if all(self._same(name, digest) for name, digest in receipt.files.items()) else None

    def forget(self, number: int) -> None:
        """Takes the receipt away, so that the partition is made again."""
        self._receipt_path(number).unlink(missing_ok=True)

    def write(
        self,
        partition: Partition,
        key: str,
        models: Mapping[str, ModelInfo],
        briefs: Sequence[Brief],
        failures: Sequence[Failure],
    ) -> Receipt:
        """Errors, shard, receipt, each whole or not at all, the receipt last. Raises MujazError where the disk says no."""
        number = partition.number
        errors = self.folder / f"{self.name(number)}.errors.jsonl"
        content = {self._shard(number): self._data(briefs)}
        if failures:
            content[errors.name] = "".join(_failure_line(f, partition.file) for f in failures).encode(
                "utf-8", "replace"
            )
        files = {name: sha256(data).hexdigest() for name, data in content.items()}
        receipt = Receipt(key, partition.file, partition.first, len(briefs), len(failures), files)
        try:
            if not failures:
                errors.unlink(missing_ok=True)
            for name, data in content.items():
                atomic_write(self.folder / name, data)
            atomic_write(self._receipt_path(number), _receipt_text(receipt, partition, models).encode())
        except OSError as error:
            raise MujazError(
                str(self.folder / self._shard(number)),
                f"cannot be written ({error.strerror})",
                "check the path and disk space, and run the same command again",
            ) from error
        return receipt

    def _parts(self) -> list[Path]:
        return [path for path in self.folder.glob("part-*") if _PART.fullmatch(path.name)]

    def _shard(self, number: int) -> str:
        return f"{self.name(number)}.{self.format}"

    def _receipt_path(self, number: int) -> Path:
        return self.folder / f"{self.name(number)}.json"

    def _receipt(self, number: int) -> Receipt | None:
        """None where there is none, or none that can be understood: the partition is made again."""
        try:
            value = json.loads(self._receipt_path(number).read_bytes())
            if value["schema"] != BATCH:
                return None
            place = value["input"]
            return Receipt(
                value["key"], place["file"], place["first"], value["done"], value["failed"], dict(value["files"])
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _same(self, name: str, digest: str) -> bool:
        path = self.folder / Path(name).name
        return path.is_file() and file_sha256(path) == digest

    def _data(self, briefs: Sequence[Brief]) -> bytes:
        if self.format == "parquet":
            return _parquet(briefs)
        return "".join(f"{dump(brief_dict(brief))}\n" for brief in briefs).encode()


def _receipt_text(receipt: Receipt, partition: Partition, models: Mapping[str, ModelInfo]) -> str:
    value = {
        "schema": BATCH,
        "key": receipt.key,
        "input": {
            "file": partition.file,
            "first": partition.first,
            "records": partition.records,
            "sha256": partition.sha256,
        },
        "done": receipt.done,
        "failed": receipt.failed,
        "files": receipt.files,
        "models": {task: model_dict(info) for task, info in models.items()},
        "mujaz": version("mujaz"),
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _failure_line(failure: Failure, file: str) -> str:
    value = {
        "origin": failure.origin,
        "file": file,
        "line": failure.line,
        "cause": failure.cause,
        "remedy": failure.remedy,
    }
    return dump(value) + "\n"


def _parquet(briefs: Sequence[Brief]) -> bytes:
    """A row a brief: what is searched for in columns, the whole ``mujaz.brief/1`` object in ``brief``."""
    pa = _pyarrow()
    from pyarrow import parquet

    text, texts = pa.string(), pa.list_(pa.string())
    names = ("key", "origin", "date", "outlet", "title", "title_en", "url")
    schema = pa.schema(
        [*((name, text) for name in names), ("ar", texts), ("en", texts), ("flags", pa.int64()), ("brief", text)]
    )
    rows = [
        {
            "key": b.key,
            "origin": b.source.origin,
            "date": b.article.date.value,
            "outlet": b.article.outlet,
            "title": b.article.title,
            "title_en": b.title_en,
            "url": b.article.url,
            "ar": [s.ar for s in b.sentences],
            "en": [s.en for s in b.sentences],
            "flags": len(b.flags) + sum(len(s.flags) for s in b.sentences),
            "brief": dump(brief_dict(b)),
        }
        for b in briefs
    ]
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows, schema=schema), out, compression="zstd")
    return out.getvalue()


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError:
        raise MujazError(
            "--format parquet", "pyarrow is not installed", "install it with: pip install 'mujaz[cluster]'"
        ) from None
    return pyarrow
