"""mujaz (مُوجَز): bilingual briefs of Arabic news, offline.

    >>> import mujaz
    >>> article = next(mujaz.read_sources(["page.txt"]))
    >>> briefer = mujaz.Briefer(mujaz.load_summarizer(), mujaz.load_translator())
    >>> brief, = briefer.briefs([article])

Names are loaded when they are first used, so importing mujaz is cheap.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .articles import Article, PageDate, RawPage, ReadOptions, find_pages, read_page, read_sources
    from .briefs import Brief, Briefer, Digest, Story
    from .checks import Flag, check_pair, check_summary
    from .errors import ArchiveError, ModelError, MujazError, PageError
    from .summarize import Summarizer, Summary, load_summarizer
    from .translate import SentencePair, Translator, load_translator

_ROOMS = {
    "articles": ("Article", "PageDate", "RawPage", "ReadOptions", "find_pages", "read_page", "read_sources"),
    "briefs": ("Brief", "Briefer", "Digest", "Story"),
    "checks": ("Flag", "check_pair", "check_summary"),
    "errors": ("ArchiveError", "ModelError", "MujazError", "PageError"),
    "summarize": ("Summarizer", "Summary", "load_summarizer"),
    "translate": ("SentencePair", "Translator", "load_translator"),
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "ArchiveError", "Article", "Brief", "Briefer", "Digest", "Flag", "ModelError", "MujazError", "PageDate", "PageError",
    "RawPage", "ReadOptions", "SentencePair", "Story", "Summarizer", "Summary", "Translator", "check_pair",
    "check_summary", "find_pages", "load_summarizer", "load_translator", "read_page", "read_sources",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(f".{_HOME[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
