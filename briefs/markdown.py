"""Briefs as Markdown that any page text survives: every scraped character is escaped here, and only here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..checks.types import Flag
from .types import Brief, Digest, Story
from .wording import NO_ENGLISH, QUOTED, SIGNS, all_flags, flag_line, model_line, source_line

_MARKUP = re.compile(r"[\\`*_\[\]<|~$]|&(?=#|\w+;)")
_BLOCK = re.compile(r"^([-+=>#]|\d{1,9}(?=[.)]))")  # what begins a list, quote, heading or rule


def escape(text: str) -> str:
    """The text on one line, with nothing in it that CommonMark, GFM or HTML would read as markup."""
    text = _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))
    block = _BLOCK.match(text)
    if not block:
        return text
    at = block.end() if block.group().isdigit() else block.start()
    return f"{text[:at]}\\{text[at:]}"


SEPARATOR = "\n---\n\n"


def briefs_markdown(briefs: Sequence[Brief]) -> str:
    return SEPARATOR.join(brief_markdown(b, anchor=str(n)) + "\n" for n, b in enumerate(briefs, 1))


def brief_markdown(brief: Brief, *, anchor: str = "1", level: int = 1) -> str:
    """One brief; ``anchor`` keeps its footnotes apart from those of other briefs in the same file."""
    notes: list[str] = []

    def marks(flags: Sequence[Flag]) -> str:
        out = ""
        for flag in flags:
            notes.append(
                f"[^{anchor}-{len(notes) + 1}]: {SIGNS[flag.severity]} {flag.severity}: {escape(flag.message)}"
            )
            out += f"[^{anchor}-{len(notes)}]"
        return out

    article = brief.article
    titles = [t for t in (brief.title_en, article.title) if t]
    head = [f"{'#' * level} {escape(titles[0]) if titles else escape(brief.source.origin)}"]
    if len(titles) > 1:
        head.append(f"**{escape(titles[1])}**")
    head.append(escape(source_line(brief)))
    checked = f"Checks: {flag_line(all_flags(brief))}{marks(brief.flags)}"
    rows = ["| English | العربية |", "|:---|---:|"]
    for s in brief.sentences:
        english = escape(s.en) if s.en is not None else escape(NO_ENGLISH)
        quoted = f" *({QUOTED})*" if s.quoted else ""
        rows.append(f"| {english}{marks(s.flags)} | {escape(s.ar)}{quoted} |")
    foot = [f"<sub>{escape(model_line(brief.models.items()))}</sub>"]
    if article.url and article.url.startswith(("http://", "https://")):
        head[-1] += f" · <{_safe_url(article.url)}>"
    blocks = [*head, checked, "\n".join(rows), *foot]
    if notes:
        blocks.append("\n".join(notes))
    return "\n\n".join(blocks)


def digest_markdown(digest: Digest) -> str:
    """A day as one document: front matter, contents, a section a story, the undated apart."""
    day = digest.date or "undated"
    title = f"Digest {day}"
    lines = [
        "---",
        f'title: "{title}"',
        f"date: {digest.date or 'null'}",
        f"stories: {len(digest.stories)}",
        "---",
        "",
        f"# {title}",
    ]
    sections: list[str] = []
    contents: list[str] = []
    for n, story in enumerate(digest.stories, 1):
        contents.append(f"{n}. [{escape(_headline(story.lead))}](#story-{n})")
        sections.append(_story(story, n))
    if digest.undated:
        contents.append(f"{len(digest.stories) + 1}. [Articles without a date](#undated)")
        undated = [brief_markdown(b, anchor=f"u{n}", level=3) for n, b in enumerate(digest.undated, 1)]
        sections.append("\n\n".join(['<a id="undated"></a>\n\n## Articles without a date', *undated]))
    if not contents:
        contents.append("No article of this day.")
    return "\n".join([*lines, "", *contents]) + "\n\n" + "\n\n".join(sections) + ("\n" if sections else "")


def _story(story: Story, n: int) -> str:
    parts = [f'<a id="story-{n}"></a>', brief_markdown(story.lead, anchor=f"s{n}", level=2)]
    others = [b for b in story.briefs if b.key != story.lead.key]
    if others:
        also = "; ".join(f"{escape(b.article.outlet or b.source.origin)}: {escape(_headline(b))}" for b in others)
        parts.append(f"Also reported by {also}")
        parts.append(f"*{escape(story.why)}*")
    return "\n\n".join(parts)


def _headline(brief: Brief) -> str:
    return brief.title_en or brief.article.title or brief.source.origin


def _safe_url(url: str) -> str:
    return re.sub(r"[\s<>\\]", lambda m: f"%{ord(m.group()):02X}", url)
