"""A fast briefer and JSONL inputs for the tests of batches."""

from __future__ import annotations

import gzip
import json
import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mujaz.articles.types import Article
from mujaz.briefs.chain import Briefer
from mujaz.models.types import ModelInfo
from mujaz.summarize.types import Summary, SummarySentence
from mujaz.translate.types import SentencePair

PROSE = (
    "أعلنت وزارة الصحة يوم الثلاثاء أن فرق الإنقاذ أجلت سكان القرية رقم {n} بعد أمطار غزيرة تسببت في فيضان النهر. "
    "وقال المتحدث باسم الدفاع المدني إن {n} أسرة نقلت إلى مدارس قريبة وإن المياه بدأت تنحسر صباح اليوم."
)
POISON, DEADLY, ALWAYS_DEADLY = "سم", "قاتل", "قاتل دائما"


@dataclass(frozen=True)
class FirstSentence:
    """Quotes the first sentence. Titles decide what goes wrong: ``POISON`` raises, ``DEADLY`` kills the process, once; ``ALWAYS_DEADLY`` each time."""

    info: ModelInfo
    mark: str = ""

    def summarize(self, articles: Sequence[Article]) -> list[Summary]:
        for article in articles:
            if article.title == POISON:
                raise ValueError("a\nmodel stumbles")
            if article.title == DEADLY and not Path(self.mark).exists():
                Path(self.mark).touch()
                os.kill(os.getpid(), signal.SIGKILL)
            if article.title == ALWAYS_DEADLY:
                os.kill(os.getpid(), signal.SIGKILL)
        return [Summary((SummarySentence(a.sentences[0].text, (0,), True),)) for a in articles]


@dataclass(frozen=True)
class Spelled:
    """English that says how long the Arabic is."""

    info: ModelInfo

    def translate(self, sentences: Sequence[str]) -> list[SentencePair]:
        return [SentencePair(s, f"{len(s)} letters") for s in sentences]


def fast_briefer(revision: str = "1", mark: str = "", batch: int = 4) -> Briefer:
    info = ModelInfo("fast", revision, "0" * 64)
    return Briefer(FirstSentence(info, mark), Spelled(info), batch)


def record(n: int, **changes: object) -> dict[str, object]:
    return {"id": f"r{n}", "title": f"عنوان {n}", "text": PROSE.format(n=n), "date": "2026-03-14", **changes}


def write_records(path: Path, records: Sequence[object]) -> Path:
    """Dicts as JSON, strings as they are, a line each; gzip for ``.gz``."""
    lines = "".join((r if isinstance(r, str) else json.dumps(r, ensure_ascii=False)) + "\n" for r in records)
    path.write_bytes(gzip.compress(lines.encode(), mtime=0) if path.suffix == ".gz" else lines.encode())
    return path
