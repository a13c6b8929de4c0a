"""Briefs and articles as JSON, and back: ``mujaz.brief/1``, ``mujaz.article/1``, ``mujaz.summary/1``, ``mujaz.digest/1``.

Keys come in a fixed order and nothing depends on the clock, so the same brief is the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ..articles.types import Article, PageDate, Source
from ..checks.types import Flag
from ..models.types import ModelInfo
from ..summarize.types import Summary
from .types import Brief, BriefArticle, BriefSentence, Digest

BRIEF, ARTICLE, SUMMARY, DIGEST = "mujaz.brief/1", "mujaz.article/1", "mujaz.summary/1", "mujaz.digest/1"


def dump(value: object) -> str:
    """One line of JSON, Arabic as itself."""
    return json.dumps(value, ensure_ascii=False)


def brief_dict(brief: Brief) -> dict[str, Any]:
    return {
        "schema": BRIEF,
        "key": brief.key,
        "source": asdict(brief.source),
        "article": {
            "title": brief.article.title,
            "outlet": brief.article.outlet,
            "author": brief.article.author,
            "url": brief.article.url,
            "language": brief.article.language,
            "words": brief.article.words,
            "sentences": list(brief.article.sentences),
            "date": asdict(brief.article.date),
        },
        "title_en": brief.title_en,
        "sentences": [
            {
                "ar": s.ar,
                "en": s.en,
                "support": list(s.support),
                "quoted": s.quoted,
                "flags": [asdict(f) for f in s.flags],
            }
            for s in brief.sentences
        ],
        "flags": [asdict(f) for f in brief.flags],
        "models": {task: model_dict(info) for task, info in brief.models.items()},
        "mujaz": brief.mujaz,
    }


def brief_from(value: Mapping[str, Any]) -> Brief:
    """The brief of a ``mujaz.brief/1`` object. Raises ValueError for another schema, KeyError or TypeError for a damaged one."""
    if value.get("schema") != BRIEF:
        raise ValueError(f"schema is {value.get('schema')!r}, not {BRIEF!r}")
    article = value["article"]
    return Brief(
        key=value["key"],
        source=Source(**value["source"]),
        article=BriefArticle(
            **{**article, "sentences": tuple(article["sentences"]), "date": PageDate(**article["date"])}
        ),
        title_en=value["title_en"],
        sentences=tuple(
            BriefSentence(s["ar"], s["en"], tuple(s["support"]), s["quoted"], _flags(s["flags"]))
            for s in value["sentences"]
        ),
        flags=_flags(value["flags"]),
        models={task: ModelInfo(**info) for task, info in value["models"].items()},
        mujaz=value["mujaz"],
    )


def article_dict(article: Article, *, why: bool = False) -> dict[str, Any]:
    """``mujaz.article/1``; with ``why``, the dropped lines and their rules too."""
    value: dict[str, Any] = {
        "schema": ARTICLE,
        "source": asdict(article.source),
        "article": {
            "title": article.title,
            "outlet": article.outlet,
            "author": article.author,
            "url": article.url,
            "language": article.language,
            "words": article.words,
            "sentences": [s.text for s in article.sentences],
            "date": asdict(article.date),
            "paragraphs": list(article.paragraphs),
        },
        "notes": [asdict(n) for n in article.notes],
    }
    if why:
        value["dropped"] = [asdict(d) for d in article.dropped]
    return value


def summary_dict(summary: Summary, source: Source | None, title: str | None, summarizer: ModelInfo) -> dict[str, Any]:
    return {
        "schema": SUMMARY,
        "sentences": [
            {"ar": s.text, "support": list(s.support), "quoted": s.quoted, "flags": [asdict(f) for f in s.flags]}
            for s in summary.sentences
        ],
        "source": asdict(source) if source else None,
        "title": title,
        "model": model_dict(summarizer),
    }


def digest_dict(digest: Digest) -> dict[str, Any]:
    briefs = {b.key: b for story in digest.stories for b in story.briefs} | {b.key: b for b in digest.undated}
    return {
        "schema": DIGEST,
        "date": digest.date,
        "from": digest.start,
        "to": digest.end,
        "left_out": digest.left_out,
        "stories": [
            {
                "briefs": [b.key for b in story.briefs],
                "lead": story.lead.key,
                "why": story.why,
                "differences": [asdict(d) for d in story.differences],
                "additions": [asdict(a) for a in story.additions],
            }
            for story in digest.stories
        ],
        "undated": [b.key for b in digest.undated],
        "briefs": [brief_dict(b) for b in briefs.values()],
    }


def model_dict(info: ModelInfo) -> dict[str, Any]:
    return {**asdict(info), "settings": dict(info.settings)}


def _flags(values: list[Mapping[str, Any]]) -> tuple[Flag, ...]:
    return tuple(Flag(**f) for f in values)
