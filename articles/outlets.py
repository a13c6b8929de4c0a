"""Known outlets: their names, their domains, and titles with an outlet's name in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from .lines import data_rows, line_rules, match_words

_TITLE_PARTS = re.compile(r"\s+[-–—|:»«•·/]{1,2}\s+|\s*\|\s*|\s+::\s+| [-–—] ?| ?[-–—] ")
_TITLE_SIGN = re.compile("[-–—|:»«•·/]")


@dataclass(frozen=True, slots=True)
class Outlet:
    """``kind``: outlet, agency, or either with a suffix when its name is an ordinary word too."""

    name: str
    kind: str

    @property
    def sure(self) -> bool:
        return self.kind in ("outlet", "agency")

    @property
    def agency(self) -> bool:
        return self.kind.startswith("agency")


@cache
def _tables() -> tuple[dict[tuple[str, ...], Outlet], dict[str, Outlet]]:
    names: dict[tuple[str, ...], Outlet] = {}
    domains: dict[str, Outlet] = {}
    for name, others, sites, kind in data_rows("outlets.tsv"):
        outlet = Outlet(name, kind)
        names.setdefault(match_words(name), outlet)
        for other in filter(None, others.split(";")):
            found = match_words(other)
            full = found not in ((), match_words(name)) and len(found) > 1
            names.setdefault(found, Outlet(name, kind.split("-")[0]) if full else outlet)
        for site in sites.split(";"):
            domains.setdefault(site, outlet)
    return names, domains


def outlet_named(text: str) -> Outlet | None:
    """The known outlet of which the text is a name, whole."""
    return _tables()[0].get(match_words(text))


def outlet_of_url(url: str) -> Outlet | None:
    """The known outlet that publishes at this address."""
    try:
        host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www.")
    except ValueError:  # brackets that hold no IPv6 address
        return None
    domains = _tables()[1]
    while host.count("."):
        if host in domains:
            return domains[host]
        host = host.split(".", 1)[1]
    return None


def title_parts(text: str) -> list[str]:
    """A title cut at its bars and dashes: ``… - BBC Arabic`` gives two parts."""
    if not _TITLE_SIGN.search(text):
        return [text.strip()] if text.strip() else []
    return [part.strip() for part in _TITLE_PARTS.split(text) if part and part.strip()]


def split_title(text: str, site_names: Sequence[tuple[str, ...]] = ()) -> tuple[str, str | None]:
    """A title without the outlet's and the section's name, and the outlet's. ``site_names``: the page's own, as words."""
    parts = title_parts(text)
    if len(parts) < 2:
        return text.strip(), None
    outlet: str | None = None
    first, last = 0, len(parts)
    while last - first > 1:
        for position in (last - 1, first):
            part = parts[position]
            known = outlet_named(part)
            words = match_words(part)
            site = words in site_names
            section = position == first and line_rules().is_menu(words)
            if known or site or not words or section:
                if (known and not section) or site:
                    outlet = outlet or (known.name if known else part)
                if position == first:
                    first += 1
                else:
                    last -= 1
                break
        else:
            break
    start = text.find(parts[first])
    stop = text.rfind(parts[last - 1]) + len(parts[last - 1])
    return text[start:stop].strip(), outlet
