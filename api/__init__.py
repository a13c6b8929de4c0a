"""mujaz (مُوجَز): bilingual briefs of Arabic news, offline.

    >>> import mujaz
    >>> article = next(mujaz.read_sources(["page.txt"]))
    >>> briefer = mujaz.Briefer(mujaz.load_summarizer(), mujaz.load_translator())
    >>> brief, = briefer.briefs([article])

Names are loaded when they are first used, so importing mujaz is cheap.
"""

from typing import TYPE_CHECKING

from .lazy import attach

if TYPE_CHECKING:
    from .articles import Article, PageDate, RawPage, ReadOptions, find_pages, read_page, read_sources
    from .briefs import Brief, Briefer, Digest, Story
    from .checks import Flag, check_pair, check_summary
    from .errors import ArchiveError, ModelError, MujazError, PageError
    from .summarize import Summarizer, Summary, load_summarizer
    from .translate import SentencePair, Translator, load_translator

__all__ = [
    "ArchiveError", "Article", "Brief", "Briefer", "Digest", "Flag", "ModelError", "MujazError", "PageDate", "PageError",
    "RawPage", "ReadOptions", "SentencePair", "Story", "Summarizer", "Summary", "Translator", "check_pair",
    "check_summary", "find_pages", "load_summarizer", "load_translator", "read_page", "read_sources",
]  # fmt: skip

__getattr__, __dir__ = attach(
    __name__,
    {
        "articles": ("Article", "PageDate", "RawPage", "ReadOptions", "find_pages", "read_page", "read_sources"),
        "briefs": ("Brief", "Briefer", "Digest", "Story"),
        "checks": ("Flag", "check_pair", "check_summary"),
        "errors": ("ArchiveError", "ModelError", "MujazError", "PageError"),
        "summarize": ("Summarizer", "Summary", "load_summarizer"),
        "translate": ("SentencePair", "Translator", "load_translator"),
    },
)
