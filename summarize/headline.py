"""A page whose first paragraph is lost: its news stands in the headline alone, and the summary has to say it."""

from __future__ import annotations

import re

from ..articles.types import Article
from ..checks.types import Flag
from .features import Reading, goes_on, names_no_speaker
from .select import TOLD, Group

MIN_WORDS = 4
MAX_WORDS = 20

FLAG = Flag("unsupported", "note", "opens with the headline: the text under it begins without the news")

_UNFIT = re.compile(r"[?؟!|]|https?:|\.\.|…|^(?:شاهد|فيديو|بالفيديو|بالصور|صور)")
_END = re.compile(r"[\s.،؛:]+$")


def missing_headline(article: Article, group: Group) -> str | None:
    """The headline, where the text goes on from a lost opening and ``group`` does not tell what the headline says or who said it; else None."""
    if not article.title or not article.sentences or not goes_on(article.sentences[0].text):
        return None
    title = _END.sub("", " ".join(article.title.split()))
    if _UNFIT.search(title) or not MIN_WORDS <= len(title.split()) <= MAX_WORDS:
        return None
    reading = Reading([article.sentences[i].text for i in group.sentences], title)
    told = reading.coverage(reading.title_stems, range(len(reading))) >= TOLD
    return None if told and not names_no_speaker(article.sentences[group.anchor].text) else title


def headed(title: str, sentence: str) -> str:
    """The sentence after its headline, as one."""
    return f"{title}؛ {sentence}"
