"""Right-to-left text for terminals that do no bidi themselves: shaped and reordered line by line, after wrapping.

Reordering before wrapping would put the lines in reverse order. The default everywhere is logical order, which terminals
with bidi (VTE, Konsole, mlterm, Apple's) draw right; for them this would apply it twice.
"""

from __future__ import annotations

from typing import Literal

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

from ..articles.text import ARABIC_LETTER
from ..errors import MujazError

Rtl = Literal["logical", "visual"]


class VisualText:
    """A ``Text`` drawn line by line in visual order."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self._text)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        display = visual_line
        for line in self._text.wrap(console, options.max_width, overflow="fold"):
            line.rstrip()
            if ARABIC_LETTER.search(line.plain):
                yield Text(display(line.plain), line.style, justify=options.justify or "default")
            else:
                yield line


def visual_line(line: str) -> str:
    """One line as a terminal without bidi must be given it. Raises MujazError where the extra ``rtl`` is not installed."""
    try:
        from arabic_reshaper import reshape
        from bidi.algorithm import get_display
    except ImportError as error:
        raise MujazError("--rtl visual", "needs python-bidi and arabic-reshaper", "pip install 'mujaz[rtl]'") from error
    return str(get_display(reshape(line)))


def laid(text: Text, rtl: Rtl) -> Text | VisualText:
    return VisualText(text) if rtl == "visual" and ARABIC_LETTER.search(text.plain) else text
