"""Files, folders, globs and standard input."""

from __future__ import annotations

import glob
import gzip
import io
import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ...errors import PageError
from ..limits import Limits, bytes_in_words
from ..types import RawPage

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".shtml": "text/html",
    ".mhtml": "multipart/related",
    ".mht": "multipart/related",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
    ".json": "application/json",
    ".xml": "application/xml",
    ".rss": "application/xml",
    ".atom": "application/xml",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_SIDECAR = re.compile(r"\.[a-z]{2,12}\.(?:json|txt)$")
_NOT_PAGES = re.compile(r"^(?:readme|license|licence|notice|changelog|copying|authors|contributing)\b", re.IGNORECASE)


def path_pages(source: str, limits: Limits) -> Iterator[RawPage | PageError]:
    """Pages of a file, folder or glob. Raises PageError when there is nothing there."""
    path = Path(source).expanduser()
    if path.is_dir():
        yield from _folder_pages(path, source, limits)
    elif path.exists():
        yield from file_pages(path, limits)
    elif glob.has_magic(source):
        found = sorted(glob.glob(source, recursive=True))  # noqa: PTH207 - the pattern may be absolute, with ~ or **
        if not found:
            raise PageError(source, "no file has such a name", "check the pattern and the folder")
        for name in found:
            if Path(name).is_dir():
                yield from _folder_pages(Path(name), name, limits)
            elif not _is_sidecar(Path(name)):
                yield from _guarded(Path(name), limits)
    else:
        raise PageError(source, "no such file or folder", "check the path")


def _folder_pages(folder: Path, source: str, limits: Limits) -> Iterator[RawPage | PageError]:
    found = False
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place) / name
            if name.startswith(".") or media_type(path) is None or _NOT_PAGES.match(name) or _is_sidecar(path):
                continue
            found = True
            yield from _guarded(path, limits)
    if not found:
        known = " ".join(
            ext for ext in MEDIA_TYPES if ext not in (".text", ".markdown", ".xhtml", ".shtml", ".mht", ".ndjson")
        )
        raise PageError(source, "no page in the folder", f"pages end in {known} or .gz")


def _guarded(path: Path, limits: Limits) -> Iterator[RawPage | PageError]:
    try:
        yield from file_pages(path, limits)
    except PageError as error:
        yield error
    except OSError as error:
        yield PageError(str(path), error.strerror or str(error), "check its permissions")


def _is_sidecar(path: Path) -> bool:
    """``page.gold.json`` beside ``page.html``: what is known about a page, not a page."""
    if path.name.endswith(".gold.json"):
        return True
    found = _SIDECAR.search(path.name)
    if not found:
        return False
    stem = path.name[: found.start()]
    return any((path.parent / (stem + ext)).exists() for ext in MEDIA_TYPES if ext != path.suffix or ext == ".txt")


def media_type(path: Path) -> str | None:
    """By the name's ending, ``.gz`` looked through; None for files that are no pages."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes = suffixes[:-1]
        return MEDIA_TYPES.get(suffixes[-1] if suffixes else ".txt")
    return MEDIA_TYPES.get(suffixes[-1]) if suffixes else None


def file_pages(path: Path, limits: Limits) -> Iterator[RawPage | PageError]:
    """The page, or the pages, of one file."""
    origin = str(path)
    kind = media_type(path) or "text/plain"
    if not path.is_file():
        raise PageError(origin, "not a file", "give a file, a folder, - or an http(s) address")
    with path.open("rb") as file:
        stream: BinaryIO = file
        if file.read(2) == b"\x1f\x8b":
            file.seek(0)
            stream = gzip.GzipFile(fileobj=file)  # type: ignore[assignment]
        else:
            file.seek(0)
        try:
            yield from stream_pages(stream, origin, kind, limits)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise PageError(origin, "damaged gzip data", "download or compress it again") from error


def stdin_pages(stdin: BinaryIO | None, limits: Limits) -> Iterator[RawPage | PageError]:
    """What is piped in: a page of any kind, or JSONL, JSON or a feed, told apart by how it begins."""
    if stdin is None:
        raise PageError("-", "nothing is piped in", "pipe a page in, as in: cat page.txt | mujaz brief -")
    data = read_limited(stdin, "-", limits)
    if data.startswith(b"\x1f\x8b"):
        try:
            data = read_limited(gzip.GzipFile(fileobj=io.BytesIO(data)), "-", limits)  # type: ignore[arg-type]
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise PageError("-", "damaged gzip data", "compress it again") from error
    yield from stream_pages(io.BytesIO(data), "-", sniff(data), limits)


def stream_pages(stream: BinaryIO, origin: str, kind: str, limits: Limits) -> Iterator[RawPage | PageError]:
    """Open a container, or take the stream as one page."""
    if kind == "application/jsonl":
        from .jsonlines import jsonl_pages

        yield from jsonl_pages(stream, origin, limits)
        return
    data = read_limited(stream, origin, limits)
    if kind == "application/json":
        from .jsonlines import json_pages

        yield from json_pages(data, origin, limits)
    elif kind == "application/xml":
        from .feeds import feed_pages

        yield from feed_pages(data, origin, limits)
    else:
        yield RawPage(data, origin, kind)


def read_limited(stream: BinaryIO, origin: str, limits: Limits) -> bytes:
    """Everything, or a PageError that names the limit."""
    data = stream.read(limits.page_bytes + 1)
    if len(data) > limits.page_bytes:
        raise PageError(
            origin,
            f"larger than {bytes_in_words(limits.page_bytes)}, the limit for one page",
            "split it, or save only the story",
        )
    return data


def sniff(data: bytes) -> str:
    """Media type by the first bytes."""
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    lower = start[:600].lower()
    if start.startswith(b"{"):
        first = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)
        return (
            "application/jsonl"
            if len(first) == 1 or first[1].lstrip().startswith(b"{") or first[0].rstrip().endswith(b"}")
            else "application/json"
        )
    if start.startswith(b"["):
        return "application/json"
    if b"<rss" in lower or b"<feed" in lower or b"<rdf:rdf" in lower:
        return "application/xml"
    if lower.startswith(b"<!doctype html") or b"<html" in lower:
        return "text/html"
    if start.startswith(b"%PDF"):
        return "application/pdf"
    if lower.startswith((b"mime-version:", b"from: <saved by")):
        return "multipart/related"
    return "text/plain"
