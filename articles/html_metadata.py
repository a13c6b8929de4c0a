"""What a page's markup says of itself: Open Graph, JSON-LD, <time>, <title>."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

from .html_blocks import role_of
from .lines import data_rows, line_rules, match_words
from .people import person
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
_SITE_TYPES = ("newsmediaorganization", "organization", "website")
_COMMENTS = frozenset(("comment", "comments", "commentlist", "commentbody", "respond"))
_WRITER_MARK = re.compile("auth|byl|writ|wname|report|journ|kat|column|comm|resp", re.IGNORECASE)
_ACCOUNT = re.compile(r"[a-z][a-z0-9._-]*")
_NAME_PARTS = 6  # words
_NAME_CHARACTERS = 80
_NEAR = 3  # elements around a date
_FEW = 6  # elements within a writer's name
_MAX_JSON = 1_000_000
_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Metadata:
    """As the markup has it, cleaned; None where it is silent. ``body``: JSON-LD's ``articleBody``.
    ``logo``: what the link to the site's first page says."""

    title: str | None = None
    page_title: str | None = None
    date: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    body: str | None = None
    logo: str | None = None


def metadata_of(tree: Any) -> Metadata:
    """Read an lxml tree's head, its JSON-LD and its ``<time>``. Never raises on odd content."""
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        content = _clean(element.get("content"))
        if name and content:
            metas.setdefault(name, content)
    nodes = _linked(tree)
    linked = next((node for node in nodes if _rank(node) < len(_ARTICLE_TYPES)), {})
    return Metadata(
        title=_first(metas, _TITLES) or _text(linked.get("headline")),
        page_title=_element_text(tree, "title"),
        date=_first(metas, _DATES)
        or _text(linked.get("datePublished"))
        or _text(linked.get("dateCreated"))
        or _time(tree),
        outlet=_site(metas) or _name(linked.get("publisher")) or _publisher(nodes),
        author=_author(_person(_first(metas, _AUTHORS)) or _person(_name(linked.get("author"))), tree),
        url=_link(tree) or metas.get("og:url") or _text(linked.get("url")),
        body=_text(linked.get("articleBody")),
        logo=_logo(tree),
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


def _author(named: str | None, tree: Any) -> str | None:
    """Whom the head names, unless that is an account's name and the page shows a writer's."""
    if named and not _ACCOUNT.fullmatch(named):
        return named
    return _writer(tree) or named


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
    headed: tuple[set[Any], set[Any]] | None = None
    for element in tree.iter("time"):
        value = _clean(element.get("datetime"))
        if not value or not re.search(r"\d{4}", value):
            continue
        if "datepublished" in (element.get("itemprop") or "").lower() or element.get("pubdate") is not None:
            return value
        if found is None:
            headed = headed or (_above(tree, "h1"), _above(tree, "h2", "h3", "h4", "h5", "h6"))
            found = None if _in_other_article(element, *headed) else value
    if found is None:
        for element in tree.iter():
            if isinstance(element.tag, str) and "datepublished" in (element.get("itemprop") or "").lower():
                return (
                    _clean(element.get("content")) or _clean(element.get("datetime")) or _clean(element.text_content())
                )
    return found


def _above(tree: Any, *tags: str) -> set[Any]:
    """The elements of these tags, and all that have one in them."""
    found: set[Any] = set()
    for element in tree.iter(*tags):
        while element is not None and element not in found:
            found.add(element)
            element = element.getparent()
    return found


def _in_other_article(element: Any, titled: set[Any], headed: set[Any]) -> bool:
    """Inside a list, an aside, a link or a box of clutter, or with a heading of its own that is not the page's: the date of a
    teaser.

    ``titled`` and ``headed`` are the elements that have an h1, and a lesser heading, in them.
    """
    if any(parent.tag in ("aside", "li", "a", "footer", "nav") for parent in element.iterancestors()):
        return True
    if any(role_of(parent) == "clutter" for parent in islice(element.iterancestors(), _NEAR)):
        return True
    for parent in element.iterancestors():
        if parent in titled:
            return False
        if parent in headed:
            return bool(titled)
    return False


def _writer(tree: Any) -> str | None:
    """The first element that is marked as the author's name, above any comments: rel, itemprop or a class."""
    writers = {name for name, role, *_ in data_rows("roles.tsv") if role == "author"}
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("head", "script", "body", "html"):
            continue
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}"
        if not _WRITER_MARK.search(marks):
            continue
        names = {re.sub(r"[^a-z]", "", name) for name in marks.lower().split()}
        if names & _COMMENTS:
            return None
        text = _clean(" ".join(element.itertext())) if names & writers and len(element) < _FEW else None
        if text and len(text) <= _NAME_CHARACTERS and (name := person(text, lone=True)):
            return name
    return None


def _publisher(nodes: list[dict[str, Any]]) -> str | None:
    """The site or the organization that JSON-LD describes beside the article."""
    for kind in _SITE_TYPES:
        for node in nodes:
            kinds = node.get("@type")
            if kind in [str(name).lower() for name in (kinds if isinstance(kinds, list) else [kinds])]:
                name = _name(node)
                if name and len(name.split()) <= _NAME_PARTS and not name.startswith("http"):
                    return name
    return None


def _logo(tree: Any) -> str | None:
    """The words of the link to the site's first page, or of the picture in it."""
    for link in tree.iter("a"):
        address = (link.get("href") or "").strip()
        if address not in ("/", "./", "index.html", "index.php", "/ar", "/ar/") and (link.get("rel") or "") != "home":
            continue
        pictures = (picture.get("alt") for picture in link.iter("img"))
        for text in (link.text_content(), link.get("title"), *pictures):
            name = _clean(text)
            words = match_words(name) if name else ()
            if name and 1 <= len(words) <= _NAME_PARTS - 1 and not line_rules().is_menu(words):
                return name
    return None


def _linked(tree: Any) -> list[dict[str, Any]]:
    """The objects of the page's JSON-LD, articles first."""
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
    return sorted(found, key=_rank)


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
