"""Briefs for tests, made without a model."""

from __future__ import annotations

from hashlib import sha256

from mujaz.articles.types import PageDate, Source
from mujaz.briefs.types import Brief, BriefArticle, BriefSentence
from mujaz.checks.types import Flag
from mujaz.models.types import ModelInfo

INFO = ModelInfo("built-in", "1", "0" * 64, "Gemma", True, {"num_beams": 1})


def make_brief(
    title: str | None,
    *sentences: str,
    outlet: str | None = "وكالة",
    date: str | None = "2026-11-20",
    url: str | None = None,
    title_en: str | None = "A title",
    origin: str | None = None,
    flags: tuple[Flag, ...] = (),
    sentence_flags: tuple[Flag, ...] = (),
    translated: bool = True,
    quoted: bool = False,
    revision: str = "1",
) -> Brief:
    """A brief whose summary is its first two sentences; ``date`` is cut at day or minute precision."""
    text = "\n".join([title or "", *sentences, outlet or "", date or ""])
    digest = sha256(text.encode()).hexdigest()
    precision = "none" if date is None else "minute" if "T" in date else "day" if len(date) == 10 else "month"
    info = ModelInfo(INFO.name, revision, INFO.sha256, INFO.licence, True, INFO.settings)
    return Brief(
        key="sha256:" + sha256((text + revision).encode()).hexdigest(),
        source=Source(origin or f"{digest[:8]}.txt", digest, "text/plain", "utf-8"),
        article=BriefArticle(
            title,
            outlet,
            None,
            url,
            "ar",
            len(text.split()),
            tuple(sentences),
            PageDate(date, precision, "header" if date else "none", date),
        ),
        title_en=title_en if title else None,
        sentences=tuple(
            BriefSentence(s, f"English {n}." if translated else None, (n,), quoted, sentence_flags)
            for n, s in enumerate(sentences[:2])
        ),
        flags=flags,
        models={"summarizer": info, "translator": info},
        mujaz="0.1.0",
    )


def flood(toll: str = "12 شخصا", **rest: object) -> Brief:
    """One outlet's report of the same flood."""
    return make_brief(
        "فيضانات تضرب الساحل وتودي بحياة العشرات",
        f"لقي {toll} مصرعهم إثر فيضانات ضربت مدن الساحل فجر الثلاثاء بعد أمطار غزيرة.",
        "وقالت هيئة الدفاع المدني إن فرق الإنقاذ أجلت سكان قرى وادي الزيتون.",
        **rest,  # type: ignore[arg-type]
    )


def bank(**rest: object) -> Brief:
    return make_brief(
        "البنك المركزي يرفع سعر الفائدة نصف نقطة",
        "قرر البنك المركزي رفع سعر الفائدة الأساسي نصف نقطة مئوية لكبح التضخم.",
        "وقال محافظ البنك إن القرار اتخذ بالإجماع بعد اجتماع لجنة السياسة النقدية.",
        **rest,  # type: ignore[arg-type]
    )
