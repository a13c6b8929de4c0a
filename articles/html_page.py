"""An HTML page: its lines, and what its markup says of it."""

from __future__ import annotations

import re
from typing import Any

from .html_blocks import blocks_of, headline_of
from .html_metadata import Metadata, metadata_of
from .lines import Line, line_rules, match_words
from .mastheads import is_slogan, is_typed
from .outlets import outlet_named, split_title, title_parts
from .segment import text_lines
from .story import Known
from .text import ARABIC_LETTER, clean_text

_LOOKS = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|meta|p)[\s>/]", re.IGNORECASE)

_DATE_END = re.compile(r"\s+\d{1,2}/\d{1,2}/\d{4}$")
_SITE_WORDS = 5
_PARSED = 255  # elements in each other; libxml2 leaves out what is deeper
_TOLD = 8  # words of a line that may tell something


def looks_like_html(text: str) -> bool:
    """Whether a page that came as plain text is HTML."""
    start = text[:3000].lstrip()
    return (start.startswith("<") and _LOOKS.match(start) is not None) or len(_LOOKS.findall(start)) > 8


def html_lines(text: str) -> tuple[list[Line], Known, int]:
    """The lines of the page's main part, what the markup says, and how deep its elements are nested.

    Raises ValueError when nothing can be parsed.
    """
    from lxml import etree
    from lxml import html as lxml_html

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement))
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise ValueError("no HTML in it") from error
    data = metadata_of(tree)
    lines = blocks_of(tree)
    known = _known(data, headline_of(tree), lines)
    depth = _depth(tree)
    told = any(not line.hint and len(line.words) >= _TOLD for line in lines)
    if not told or depth >= _PARSED:  # no markup at all, or deeper than the parser goes
        plain = text_lines(clean_text(_without_scripts(text)))
        if not told or sum(len(line.words) for line in plain) > 1.3 * sum(len(line.words) for line in lines):
            lines = plain or lines
    if data.body and _words(data.body) > 1.3 * sum(len(line.words) for line in lines if not line.hint):
        lines = text_lines(data.body)
    return lines, known, depth


def _known(data: Metadata, headline: str | None, lines: list[Line]) -> Known:
    title, outlet = None, data.outlet
    sites = [match_words(data.outlet)] if data.outlet else []
    parts = sorted(map(match_words, title_parts(data.page_title or "")), key=len)
    shown = match_words(headline or "")
    if shown in parts[:-1] or shown == match_words(data.logo or ""):
        headline = None  # the site's name
    # An h1 that is the longest part of <title> is what readers see, whatever other fields say.
    told = (headline, data.title) if parts and shown == parts[-1] else (data.title, headline)
    for candidate in (*told, data.page_title):
        candidate = _DATE_END.sub("", candidate or "")
        if not candidate:
            continue
        found = _shown_part(candidate, lines)
        title, named = found if found else split_title(candidate, sites)
        outlet = outlet or named
        if len(match_words(title)) >= 2 and not _tells_nothing(title):
            break
        title = None
    beside = named_beside(data.page_title, title)
    if outlet and beside and not ARABIC_LETTER.search(outlet) and ARABIC_LETTER.search(beside):
        outlet = outlet if outlet_named(outlet) else beside
    outlet = outlet or beside or data.logo
    if outlet and (known := outlet_named(outlet)):
        outlet = known.name
    return Known(title=title, date=data.date, date_source="meta", outlet=outlet, author=data.author, url=data.url)


def named_beside(page_title: str | None, title: str | None) -> str | None:
    """The site's name among the parts of ``<title>`` that are not the headline: "عنوان الخبر - محليات - صحيفة الوادي"."""
    if not page_title or not title:
        return None
    headline = match_words(title)
    parts = [
        part for part in title_parts(page_title) if match_words(part) != headline and any(c.isalpha() for c in part)
    ]
    words = " ".join(headline)
    others = [part for part in parts if f" {' '.join(match_words(part))} " not in f" {words} "]
    if not others or len(others) == len(title_parts(page_title)):
        return None
    named = [
        part
        for part in others
        if len(part.split()) <= _SITE_WORDS and not line_rules().is_menu(match_words(part)) and not _only_slogan(part)
    ]
    known = next((part for part in named if outlet_named(part) or is_typed(part)), None)
    ends = (others[-1], others[0]) if title_parts(page_title)[-1] == others[-1] else (others[0], others[-1])
    return known or next((part for part in ends if part in named), None)


def _shown_part(title: str, lines: list[Line]) -> tuple[str, str | None] | None:
    """Of ``site - section - title``, the part that is a line of the page, and a short one beside it: the site's name."""
    parts = title_parts(title)
    shown = {line.words for line in lines}
    if len(parts) < 2:
        site, _, told_by = title.partition(": ")
        named = len(site.split()) <= 4 and match_words(told_by) in shown and match_words(title) not in shown
        return (told_by, site) if named and match_words(site) in shown else None
    typed = any(is_typed(part) or outlet_named(part) for part in parts)
    told = [part for part in parts if len(part.split()) >= (2 if typed else 3) and match_words(part) in shown]
    if not told:
        return None
    best = max(told, key=len)
    if len(best) < 0.4 * len(title):
        return None
    rest = [
        part
        for part in parts
        if part != best
        and 1 <= len(part.split()) <= 4
        and not line_rules().is_menu(match_words(part))
        and not _only_slogan(part)
    ]
    return best, rest[0] if len(rest) == 1 else None


def _tells_nothing(title: str) -> bool:
    """The site's name and sections: "جريدة الساحل - أخبار محلية"."""
    parts = title_parts(title)
    return all(line_rules().is_menu(match_words(part)) or is_typed(part) for part in parts) and (
        len(parts) > 1 or line_rules().is_menu(match_words(title))
    )


def _only_slogan(part: str) -> bool:
    """ "يومية سياسية مستقلة", but not "أسبوعية المرفأ"."""
    return is_slogan(part) and len(part.split()) != 2


def _without_scripts(text: str) -> str:
    """Text without the contents of <script> and <style>."""
    for name in ("script", "style"):
        lower = text.lower()
        parts: list[str] = []
        position = 0
        while (start := lower.find(f"<{name}", position)) >= 0:
            parts.append(text[position:start])
            end = lower.find(f"</{name}>", start)
            position = end + len(name) + 3 if end >= 0 else len(text)
        text = "".join(parts) + text[position:]
    return text


def _words(text: str) -> int:
    return len(text.split())


def _depth(tree: Any) -> int:
    deepest = 0
    depth = 0
    from lxml import etree

    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
