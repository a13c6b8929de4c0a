"""Lists of feeds as OPML 2.0, the format every feed reader exports."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from ..articles.text import clean_text
from ..errors import MujazError


def opml_text(feeds: Iterable[tuple[str, str | None]]) -> str:
    """The document for feeds given as address and title, in that order."""
    lines = [
        f'    <outline type="rss" text={quoteattr(title or url)} xmlUrl={quoteattr(url)}/>' for url, title in feeds
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head><title>mujaz feeds</title></head>\n'
    return head + "  <body>\n" + "".join(f"{line}\n" for line in lines) + "  </body>\n</opml>\n"


def read_opml(data: bytes, origin: str) -> list[tuple[str, str | None]]:
    """Every feed of a document, in folders or not: address and title. Raises MujazError where it is no OPML."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MujazError(origin, f"is not OPML ({error})", "export the list from your feed reader as OPML") from None
    if root is None or etree.QName(root).localname != "opml":
        raise MujazError(origin, "is not OPML", "export the list from your feed reader as OPML")
    found: dict[str, str | None] = {}
    for outline in root.iter("outline"):
        url = (outline.get("xmlUrl") or "").strip()
        title = " ".join(clean_text(outline.get("title") or outline.get("text") or "").split())
        if url:
            found.setdefault(url, title or None)
    return list(found.items())
