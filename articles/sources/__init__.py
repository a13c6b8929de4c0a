"""From what the user typed to raw pages, one file a source kind.

``files`` reads files, folders, globs and standard input, ``web`` an address the user typed, ``jsonlines`` and ``feeds``
open containers of many articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from ...errors import PageError
from ..limits import DEFAULT_LIMITS, Limits
from ..types import RawPage

__all__ = ["find_pages"]


def find_pages(
    sources: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    allow_private: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[RawPage | PageError]:
    """The pages of the sources, in order, or the error of what cannot be had; never raises for a bad source.

    A source is a file, a folder (read recursively), a glob, ``-`` for ``stdin``, or an http(s) address. Addresses of
    private, loopback and link-local machines are refused unless ``allow_private``.
    """
    seen: set[str] = set()
    for source in sources:
        try:
            for page in _pages(source, stdin, allow_private, limits):
                if isinstance(page, RawPage):
                    if page.origin in seen and page.origin != "-" and "#" not in page.origin:
                        continue
                    seen.add(page.origin)
                yield page
        except PageError as error:
            yield error
        except OSError as error:
            yield PageError(source, error.strerror or str(error), "check the path and its permissions")


def _pages(source: str, stdin: BinaryIO | None, allow_private: bool, limits: Limits) -> Iterator[RawPage | PageError]:
    if source == "-":
        from .files import stdin_pages

        return stdin_pages(stdin, limits)
    scheme = source.split("://", 1)[0].lower() if "://" in source[:12] else ""
    if scheme in ("http", "https"):
        from .web import web_pages

        return web_pages(source, allow_private=allow_private, limits=limits)
    if scheme:
        raise PageError(source, f"{scheme}: addresses are not read", "give a file, a folder, - or an http(s) address")
    from .files import path_pages

    return path_pages(source, limits)
