"""Links by the hundred in a row, without anything told between them: no page's story, but most of a hostile page's markup."""

from __future__ import annotations

import re

_LINK = re.compile(
    r"<a\b[^<>]{0,2000}>(?:[^<]|<(?!/?a\b)){0,1000}</a\s?>"
    r"(?:[^<>]{0,40}<(?!/?(?:a|h1|main|article|body|script|style)\b)[^<>]{0,300}>){0,12}[^<>]{0,40}(?=<)",
    re.IGNORECASE,
)
"""A link and what stands before the next: tags, and so little text that it is a number, a day or a sign."""


def without_link_runs(markup: str, most: int) -> tuple[str, int]:
    """The page without the links of a run beyond its first ``most``, and how many were left out. Linear in the page's length.

    The last link of a run stays: behind it the elements end that hold the run.
    """
    if markup.count("<a") + markup.count("<A") <= most:
        return markup, 0
    kept: list[str] = []
    left_out = position = length = end = cut = 0
    last: re.Match[str] | None = None

    def close() -> None:
        nonlocal position, left_out
        if length > most + 1 and last is not None:
            kept.append(markup[position:cut])
            position = last.start()
            left_out += length - most - 1

    for link in _LINK.finditer(markup):
        if link.start() != end:
            close()
            length = 0
        length += 1
        if length == most + 1:
            cut = link.start()
        last, end = link, link.end()
    close()
    return "".join([*kept, markup[position:]]), left_out
