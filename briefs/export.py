"""Briefs as a folder of Markdown: a file an article, the day's digest, an index, and links between them.

A file's name comes from the page (its day, its name, eight digits of its hash), not from what a model made of it, so a page that
is briefed anew keeps its file. Running it again changes nothing that is not new.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from urllib.parse import quote, urlsplit

from .digest import digest
from .files import write_text
from .markdown import brief_markdown, digest_markdown, escape, front_matter
from .types import Brief, Digest, Story
from .window import possible_days
from .wording import UNDATED, headline, who

INDEX = "index.md"
_UNNAMED = re.compile(r"[\W_]+")
_LONGEST = 60


def export_markdown(briefs: Sequence[Brief], folder: Path) -> list[Path]:
    """Writes one file a brief and ``index.md``; the paths, the index last. Raises MujazError where it cannot write."""
    whole = digest(briefs)
    every = [b for story in whole.stories for b in story.briefs] + list(whole.undated)
    names = {b.key: file_name(b) for b in every}
    stories = {b.key: story for story in whole.stories for b in story.briefs}
    written = []
    for brief in sorted(every, key=lambda b: names[b.key]):
        path = folder / names[brief.key]
        write_text(path, _article(brief, stories.get(brief.key), names))
        written.append(path)
    index = folder / INDEX
    write_text(index, _index(every, stories, names))
    return [*written, index]


def export_digest(made: Digest, folder: Path) -> Path:
    """Writes the digest as ``2026-11-20.md``."""
    path = folder / f"{made.name}.md"
    write_text(path, digest_markdown(made))
    return path


def file_name(brief: Brief) -> str:
    """``2026-11-20-floods-akkar-1f0c2a9b.md``."""
    source = brief.source
    place = urlsplit(source.origin).path if "://" in source.origin else source.origin
    stem = re.split(r"[/\\]", place.rstrip("/\\"))[-1]
    slug = _UNNAMED.sub("-", re.sub(r"\.\w{1,5}$", "", stem)).strip("-").lower()[:_LONGEST].strip("-")
    page = sha256("\0".join((source.sha256, source.origin, brief.article.title or "")).encode()).hexdigest()[:8]
    return "-".join(part for part in (_day(brief) or "undated", slug, page) if part) + ".md"


def _day(brief: Brief) -> str | None:
    days = possible_days(brief.article.date)
    return days[0].isoformat() if days and days[0] == days[1] else None


def _article(brief: Brief, story: Story | None, names: Mapping[str, str]) -> str:
    article = brief.article
    front = front_matter(
        {
            "title": brief.title_en or article.title or brief.source.origin,
            "title_ar": article.title,
            "date": article.date.value,
            "outlet": article.outlet,
            "url": article.url,
            "source": brief.source.origin,
            "key": brief.key,
        }
    )
    parts = [front, brief_markdown(brief)]
    others = [b for b in story.briefs if b.key != brief.key] if story else []
    if others and story:
        parts.append(f"Same story ({escape(story.why)}):")
        parts.append("\n".join(f"- {escape(who(b))}: {_to(b, names)}" for b in others))
    parts.append(f"[All articles]({INDEX})")
    return "\n\n".join(parts) + "\n"


def _index(briefs: Sequence[Brief], stories: Mapping[str, Story], names: Mapping[str, str]) -> str:
    parts = [front_matter({"title": "Briefs", "articles": len(briefs)}), "# Briefs"]
    ordered = sorted(briefs, key=lambda b: (_day(b) or "", names[b.key]), reverse=True)
    for day, some in groupby(ordered, key=_day):
        parts.append(f"## {day or UNDATED}")
        lines = []
        for brief in sorted(some, key=lambda b: names[b.key]):
            story = stories.get(brief.key)
            outlets = f" · one of {len(story.briefs)} on the same story" if story and len(story.briefs) > 1 else ""
            lines.append(f"- {_to(brief, names)} · {escape(who(brief))}{outlets}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _to(brief: Brief, names: Mapping[str, str]) -> str:
    return f"[{escape(headline(brief))}]({quote(names[brief.key])})"
