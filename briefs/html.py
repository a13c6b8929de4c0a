"""Digests and briefs as HTML: one self-contained page that needs no script, loads nothing, and takes page text for text.

Templates are escaped throughout (jinja2 autoescape); the content security policy of each page allows its own style and script
by their hashes and nothing else.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..articles.types import PageDate
from . import wording
from .files import write_text
from .marks import pieces
from .types import Brief, Difference, Digest

if TYPE_CHECKING:
    from jinja2 import Environment

_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')
_GENERATOR = '<meta name="generator" content="mujaz">'
NONE = "'none'"
_EXACT = re.compile(r"\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d.*)?)?")


@dataclass(frozen=True, slots=True)
class EditionDay:
    """A line of the index: the name of a digest, and what is in it."""

    name: str
    description: str

    @property
    def href(self) -> str:
        return quote(f"{self.name}.html")


def digest_html(digest: Digest) -> str:
    """A day as a page; the same digest is the same bytes."""
    briefs = [b for story in digest.stories for b in story.briefs] + list(digest.undated)
    return _page(
        "digest.html",
        title=digest.title,
        description=_description(digest),
        scripted=True,
        digest=digest,
        outlets=sorted({wording.who(b) for b in briefs}),
    )


def briefs_html(briefs: Sequence[Brief]) -> str:
    """Briefs below each other, in the order given."""
    one = briefs[0] if len(briefs) == 1 else None
    title = wording.headline(one) if one else f"{len(briefs)} briefs"
    return _page("briefs.html", title=title, description=_count(len(briefs), "article"), scripted=True, briefs=briefs)


def index_html(days: Iterable[EditionDay]) -> str:
    """The days of an edition, latest first, as a page that links to ``NAME.html`` beside it."""
    ordered = sorted(days, key=lambda day: day.name, reverse=True)
    return _page(
        "index.html", title="Digests", description=_count(len(ordered), "edition"), scripted=False, days=ordered
    )


def edition_day(digest: Digest) -> EditionDay:
    return EditionDay(digest.name, _description(digest))


def write_edition(digests: Sequence[Digest], folder: Path) -> list[Path]:
    """Writes ``NAME.html`` for each digest and ``index.html`` over all digests of the folder; the paths written.

    What is there and not mujaz's own is neither listed nor touched.
    """
    written = []
    for digest in digests:
        path = folder / f"{digest.name}.html"
        write_text(path, digest_html(digest))
        written.append(path)
    days = {digest.name: edition_day(digest) for digest in digests}
    for path in sorted(folder.glob("*.html")):
        if path.stem not in days and path.name != "index.html":
            day = _read_day(path)
            if day:
                days[day.name] = day
    index = folder / "index.html"
    write_text(index, index_html(days.values()))
    return [*written, index]


def _read_day(path: Path) -> EditionDay | None:
    head = path.read_text(encoding="utf-8", errors="replace")[:4000]
    found = _DESCRIPTION.search(head)
    return EditionDay(path.stem, unescape(found.group(1))) if found and _GENERATOR in head else None


def _description(digest: Digest) -> str:
    articles = sum(len(story.briefs) for story in digest.stories)
    parts = [_count(len(digest.stories), "story", "stories"), f"from {_count(articles, 'article')}"]
    if digest.undated:
        parts.append(f"and {len(digest.undated)} without a date")
    return " ".join(parts)


def _count(n: int, one: str, many: str = "") -> str:
    return f"{n} {one if n == 1 else many or one + 's'}"


def _page(template: str, *, scripted: bool, **values: object) -> str:
    from markupsafe import Markup

    style, script = _text("style.css"), _text("page.js")
    policy = [
        "default-src 'none'",
        f"style-src {_hash(style)}",
        f"script-src {_hash(script) if scripted else NONE}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return (
        _environment()
        .get_template(template)
        .render(policy="; ".join(policy), style=Markup(style), script=Markup(script), scripted=scripted, **values)
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@lru_cache(maxsize=8)
def _text(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_text), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(
        signs=wording.SIGNS,
        no_english=wording.NO_ENGLISH,
        quoted=wording.QUOTED,
        undated=wording.UNDATED,
        differ=wording.DIFFER,
        added=wording.ADDED,
        empty=wording.EMPTY,
        headline=wording.headline,
        who=wording.who,
        date_line=wording.date_line,
        flag_line=wording.flag_line,
        all_flags=wording.all_flags,
        title_flags=wording.title_flags,
        model_line=wording.model_line,
        left_out_line=wording.left_out_line,
        pieces=pieces,
        exact=_exact,
        link=_link,
        outlets_of=_outlets,
        figure=_figure,
    )
    return environment


def _exact(date: PageDate) -> bool:
    """Whether the date is one that a ``time`` element may hold."""
    return bool(_EXACT.fullmatch(date.value or ""))


def _link(brief: Brief) -> str | None:
    url = brief.article.url
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _outlets(briefs: Sequence[Brief]) -> str:
    return "\n".join(sorted({wording.who(b) for b in briefs}))


def _figure(difference: Difference, brief: Brief) -> str:
    return next((figure.text for figure in difference.figures if figure.key == brief.key), "–")
