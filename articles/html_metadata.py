"""What a page's markup says of itself: Open Graph, JSON-LD, <time>, <title>."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .text import clean_text

_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "parsely-title")
_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dcterms.date", "dc.date.issued",
    "dcterms.created", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "sailthru.date", "parsely-pub-date",
    "cxenseparse:recs:publishtime", "article.published", "datecreated", "article:published", "published_at", "creation_date",
)  # fmt: skip
_SITES = ("og:site_name", "application-name", "publisher", "dc.publisher", "apple-mobile-web-app-title")
_AUTHORS = ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author", "cxenseparse:author")
_ARTICLE_TYPES = ("article", "newsarticle", "reportagenewsarticle", "blogposting", "opinionnewsarticle", "analysisnewsarticle",
                  "backgroundnewsarticle", "liveblogposting", "webpage", "report")  # fmt: skip
_MAX_JSON = 1_000_000
_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Metadata:
    """As the markup has it, cleaned; None where it is silent. ``body``: JSON-LD's ``articleBody``."""

    title: str | None = None
    page_title: str | None = None
    date: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    body: str | None = None


def metadata_of(tree: Any) -> Metadata:
    """Read an lxml tree's head, its JSON-LD and its ``<time>``. Never raises on odd content."""
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        content = _clean(element.get("content"))
        if name and content:
            metas.setdefault(name, content)
    linked = next(_articles(tree), {})
    return Metadata(
        title=_first(metas, _TITLES) or _text(linked.get("headline")),
        page_title=_element_text(tree, "title"),
        date=_first(metas, _DATES)
        or _text(linked.get("datePublished"))
        or _text(linked.get("dateCreated"))
        or _time(tree),
        outlet=_site(metas) or _name(linked.get("publisher")),
        author=_person(_first(metas, _AUTHORS)) or _person(_name(linked.get("author"))),
        url=_link(tree) or metas.get("og:url") or _text(linked.get("url")),
        body=_text(linked.get("articleBody")),
    )


def _clean(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(clean_text(value).split()) or None


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _site(metas: dict[str, str]) -> str | None:
    name = _first(metas, _SITES)
    return name if name and len(name.split()) <= 6 and not name.startswith("http") else None


def _person(name: str | None) -> str | None:
    if (
        not name
        or name.startswith(("http", "@"))
        or len(name.split()) > 8
        or name.lower() in ("admin", "editor", "root")
    ):
        return None
    return name


def _element_text(tree: Any, tag: str) -> str | None:
    element = next(tree.iter(tag), None)
    return _clean(element.text_content()) if element is not None else None


def _link(tree: Any) -> str | None:
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical":
            href = (element.get("href") or "").strip()
            if href.startswith(("http://", "https://")):
                return clean_text(href)
    return None


def _time(tree: Any) -> str | None:
    """The first <time> of the page that carries a machine's date, one marked as published before others."""
    found: str | None = None
    for element in tree.iter("time"):
        value = _clean(element.get("datetime"))
        if not value or not re.search(r"\d{4}", value):
            continue
        if "datepublished" in (element.get("itemprop") or "").lower() or element.get("pubdate") is not None:
            return value
        if found is None and not _in_other_article(element):
            found = value
    if found is None:
        for element in tree.iter():
            if isinstance(element.tag, str) and "datepublished" in (element.get("itemprop") or "").lower():
                return (
                    _clean(element.get("content")) or _clean(element.get("datetime")) or _clean(element.text_content())
                )
    return found


def _in_other_article(element: Any) -> bool:
    """Inside a list, an aside or a link, or with a heading of its own that is not the page's: the date of a teaser."""
    if any(parent.tag in ("aside", "li", "a", "footer", "nav") for parent in element.iterancestors()):
        return True
    for parent in element.iterancestors():
        if next(parent.iter("h1"), None) is not None:
            return False
        if next(parent.iter("h2", "h3", "h4", "h5", "h6"), None) is not None:
            return next(element.getroottree().iter("h1"), None) is not None
    return False


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower():
            continue
        text = element.text or ""
        if len(text) > _MAX_JSON:
            continue
        try:
            value = json.loads(text.strip().strip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        found += _nodes(value, 0)
    found.sort(key=lambda node: _rank(node))
    return iter(node for node in found if _rank(node) < len(_ARTICLE_TYPES))


def _nodes(value: Any, depth: int) -> list[dict[str, Any]]:
    if depth > _DEPTH:
        return []
    if isinstance(value, list):
        return [node for item in value[:200] for node in _nodes(item, depth + 1)]
    if not isinstance(value, dict):
        return []
    nodes = [value] if "@type" in value else []
    for key in ("@graph", "mainEntity", "mainEntityOfPage"):
        nodes += _nodes(value.get(key), depth + 1)
    return nodes


def _rank(node: dict[str, Any]) -> int:
    kinds = node.get("@type")
    names = [str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])]
    if any(name in _ARTICLE_TYPES[:-2] for name in names):
        return 0
    return 1 if any(name in _ARTICLE_TYPES for name in names) else len(_ARTICLE_TYPES)


def _name(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name")
    return _clean(value)
