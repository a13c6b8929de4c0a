"""Briefs as rich renderables: Arabic right-aligned in logical order, nothing truncated, page text never read as markup."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ..checks.types import Flag, Severity
from .bidi import Rtl, laid
from .types import Addition, Brief, Digest, Story
from .wording import (
    ADDED,
    DIFFER,
    EMPTY,
    NO_ENGLISH,
    QUOTED,
    SIGNS,
    UNDATED,
    all_flags,
    difference_line,
    flag_line,
    headline,
    inline_flags,
    left_out_line,
    model_line,
    source_line,
    title_flags,
    who,
)

_STYLES: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "note": "dim"}


class _Footnotes:
    """Numbers flags in the order they are met."""

    def __init__(self) -> None:
        self.lines: list[Text] = []

    def marks(self, flags: Sequence[Flag]) -> Text:
        out = Text()
        for flag in flags:
            mark = f"{SIGNS[flag.severity]}{len(self.lines) + 1}"
            out.append(f" {mark}", _STYLES[flag.severity])
            self.lines.append(Text.assemble((f"{mark} ", _STYLES[flag.severity]), flag.message))
        return out


def brief_table(brief: Brief, rtl: Rtl = "logical") -> RenderableType:
    """Titles, where it comes from, the sentences side by side, footnotes, and what made it."""
    notes = _Footnotes()
    head = Text.assemble((source_line(brief), "dim"), notes.marks(brief.flags))
    table = Table(box=SIMPLE_HEAD, expand=True, show_lines=True, padding=(0, 1), pad_edge=False)
    table.add_column(laid(Text(brief.title_en or "English", "bold"), rtl), ratio=1, overflow="fold")
    table.add_column(
        laid(Text(brief.article.title or "العربية", "bold"), rtl), ratio=1, justify="right", overflow="fold"
    )
    for s in brief.sentences:
        english = Text(s.en) if s.en is not None else Text(NO_ENGLISH, "bold red")
        arabic = Text(s.ar)
        if s.quoted:
            arabic.append(f" ({QUOTED})", "dim italic")
        table.add_row(laid(english + notes.marks(s.flags), rtl), laid(arabic, rtl))
    checked = Text(f"checks: {flag_line(all_flags(brief))}", "dim")
    made = Text(model_line(brief.models.items()), "dim")
    return Group(laid(head, rtl), table, *(laid(line, rtl) for line in notes.lines), checked, made)


def briefs_table(briefs: Sequence[Brief], rtl: Rtl = "logical") -> RenderableType:
    parts: list[RenderableType] = []
    for brief in briefs:
        parts += [Rule(style="dim"), brief_table(brief, rtl)]
    return Group(*parts)


def digest_table(digest: Digest, rtl: Rtl = "logical") -> RenderableType:
    parts: list[RenderableType] = [Text(digest.title, "bold")]
    for n, story in enumerate(digest.stories, 1):
        parts += [Rule(Text(f"story {n}"), style="dim"), *_story(story, rtl)]
    if digest.undated:
        parts += [Rule(Text(UNDATED.lower()), style="dim"), *(brief_table(b, rtl) for b in digest.undated)]
    if digest.left_out:
        parts.append(Text(left_out_line(digest), "dim"))
    if not digest.stories and not digest.undated:
        parts.append(Text(EMPTY))
    return Group(*parts)


def _story(story: Story, rtl: Rtl) -> list[RenderableType]:
    parts: list[RenderableType] = [brief_table(story.lead, rtl)]
    if story.others:
        also = "; ".join(f"{who(b)}: {headline(b)}{inline_flags(title_flags(b))}" for b in story.others)
        parts += [laid(Text(f"also reported by {also}"), rtl), laid(Text(story.why, "dim italic"), rtl)]
    if story.differences:
        parts.append(Text(f"{DIFFER.lower()}:", "yellow"))
        parts += [laid(Text(f"  {difference_line(story, d)}"), rtl) for d in story.differences]
    if story.additions:
        parts.append(Text(f"{ADDED.lower()}:"))
        parts += [laid(Text(f"  {line}"), rtl) for a in story.additions for line in _added(story, a)]
    return parts


def _added(story: Story, addition: Addition) -> tuple[str, str]:
    brief = story.brief(addition.key)
    sentence = brief.sentences[addition.sentence]
    english = sentence.en if sentence.en is not None else NO_ENGLISH
    return f"{who(brief)}: {english}{inline_flags(sentence.flags)}", sentence.ar
