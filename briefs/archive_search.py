"""What is indexed of a brief, and how a user's words become a query."""

from __future__ import annotations

import re

from ..articles.text import ARABIC_LETTER, fold
from ..summarize.stems import content_stems, stem
from .types import Brief

_PART = re.compile(r'(?P<no>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_WORD = re.compile(r"[^\W_]+")


def indexed(brief: Brief) -> tuple[str, str, str]:
    """The columns ``ar``, ``stems`` and ``en``: the Arabic folded, its light stems, the English as it is."""
    article = brief.article
    arabic = [article.title or "", article.outlet or "", *article.sentences, *(s.ar for s in brief.sentences)]
    english = [brief.title_en or "", *(s.en or "" for s in brief.sentences)]
    text = "\n".join(arabic)
    return fold(text), " ".join(content_stems(text)), "\n".join(english)


def match(query: str) -> str:
    """The FTS5 expression for a user's query; empty where it holds no word.

    Every word must occur, in Arabic in any spelling and with any clitics; ``"…"`` is a phrase, ``-word`` must not occur.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for part in _PART.finditer(query):
        words = _WORD.findall(fold(part["phrase"] if part["word"] is None else part["word"]))
        if not words:
            continue
        (unwanted if part["no"] else wanted).append(_term(words))
    if not wanted:
        return ""
    return " NOT ".join([f"({' AND '.join(wanted)})", *unwanted])


def _term(words: list[str]) -> str:
    phrase = '"' + " ".join(words) + '"'
    if len(words) == 1 and ARABIC_LETTER.match(words[0]):
        return f'({{ar en}} : {phrase} OR stems : "{stem(words[0])}")'
    return f"({{ar en}} : {phrase})"
