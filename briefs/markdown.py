"""Briefs as Markdown that any page text survives: every scraped character is escaped here, and only here."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from ..checks.types import Flag
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
    if link := _link(brief):
        head[-1] += f" ·{link}"
    blocks = [*head, checked, "\n".join(rows), *foot]
    if notes:
        blocks.append("\n".join(notes))
    return "\n\n".join(blocks)


def digest_markdown(digest: Digest) -> str:
    """A day as one document: front matter, contents, a section a story, the undated apart."""
    title = digest.title
    front = {"title": title, "date": digest.date, "stories": len(digest.stories), "undated": len(digest.undated)}
    sections: list[str] = []
    contents: list[str] = []
    for n, story in enumerate(digest.stories, 1):
        contents.append(f"{n}. [{escape(headline(story.lead))}](#story-{n})")
        sections.append(_story(story, n))
    if digest.undated:
        contents.append(f"{len(digest.stories) + 1}. [{UNDATED}](#undated)")
        undated = [brief_markdown(b, anchor=f"u{n}", level=3) for n, b in enumerate(digest.undated, 1)]
        sections.append("\n\n".join([f'<a id="undated"></a>\n\n## {UNDATED}', *undated]))
    if digest.left_out:
        sections.append(left_out_line(digest))
    listed = "\n".join(contents) or EMPTY
    return "\n\n".join([front_matter(front), f"# {title}", listed, *sections]) + "\n"


def front_matter(values: Mapping[str, str | int | None]) -> str:
    """YAML front matter that any text survives: strings are double-quoted and escaped."""
    return "\n".join(["---", *(f"{name}: {_scalar(value)}" for name, value in values.items()), "---"])


def _scalar(value: str | int | None) -> str:
    """JSON's scalars are YAML's, but for a few line ends and controls that YAML does not take as they are."""
    text = json.dumps(value, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]", lambda m: f"\\u{ord(m.group()):04x}", text)


def _story(story: Story, n: int) -> str:
    parts = [f'<a id="story-{n}"></a>', brief_markdown(story.lead, anchor=f"s{n}", level=2)]
    if story.others:
        parts.append("Also reported by:")
        parts.append("\n".join(f"- {escape(_told(b))}{_link(b)}" for b in story.others))
        parts.append(f"*{escape(story.why)}*")
    if story.differences:
        parts.append(f"{DIFFER}:")
        parts.append("\n".join(f"- {escape(difference_line(story, d))}" for d in story.differences))
    if story.additions:
        parts.append(f"{ADDED}:")
        parts.append("\n".join(_added(story, a) for a in story.additions))
    return "\n\n".join(parts)


def _added(story: Story, addition: Addition) -> str:
    brief = story.brief(addition.key)
    sentence = brief.sentences[addition.sentence]
    english = sentence.en if sentence.en is not None else NO_ENGLISH
    return f"- {escape(f'{who(brief)}: {english}{inline_flags(sentence.flags)}')} — {escape(sentence.ar)}"


def _told(brief: Brief) -> str:
    return f"{who(brief)}: {headline(brief)}{inline_flags(title_flags(brief))}"


def _link(brief: Brief) -> str:
    url = brief.article.url
    return f" <{_safe_url(url)}>" if url and url.startswith(("http://", "https://")) else ""


def _safe_url(url: str) -> str:
    return re.sub(r"[\s<>\\]", lambda m: f"%{ord(m.group()):02X}", url)
