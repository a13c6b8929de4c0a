"""Draw a real brief as an SVG picture of a terminal: `python docs/screenshot.py samples/PAGE.txt docs/brief.svg`."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import mujaz
from mujaz.briefs.table import brief_table
from rich.console import Console


def main(page: str, picture: str) -> None:
    article = next(mujaz.read_sources([page]))
    if isinstance(article, mujaz.PageError):
        raise SystemExit(str(article))
    briefer = mujaz.Briefer(mujaz.load_summarizer(), mujaz.load_translator())
    (brief,) = briefer.briefs([article])
    console = Console(width=110, record=True, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(brief_table(brief))
    svg = re.sub(r"@font-face \{.*?\}", "", console.export_svg(title=f"mujaz brief {page}"), flags=re.S)  # no web fonts
    Path(picture).write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
