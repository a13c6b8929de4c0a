"""Date lines of Arabic outlets: own rules beside dateparser and htmldate's free-text search.

    python benchmarks/dates.py

Prints, over ``tests/articles/gold/dates.tsv`` (lines that name a date) and ``no_dates.txt`` (lines that name none): answers
that are right to the day, wrong answers, no answer, and dates invented; then time per line. Values without a day (a month, a
year, a day without its year) and times counted back count as right only where the tool says just that, so they are left out
for the peers, which have no way to say it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from mujaz.articles.dates import find_date

GOLD = Path(__file__).parents[1] / "tests/articles/gold"
REFERENCE = datetime(2024, 7, 11, 12, 30)
Answer = Callable[[str], str | None]


def rows(name: str) -> list[list[str]]:
    lines = (GOLD / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("# ")]


def peers() -> Iterator[tuple[str, Answer]]:
    def ours(text: str) -> str | None:
        found = find_date(text, reference=REFERENCE)
        return found.value if found else None

    yield "mujaz", ours
    try:
        import dateparser

        def by_dateparser(settings: dict[str, object], **more: list[str]) -> Answer:
            def answer(text: str) -> str | None:
                found = dateparser.parse(text, settings=settings, **more)
                return found.date().isoformat() if found else None

            return answer

        base = {"RELATIVE_BASE": REFERENCE, "DATE_ORDER": "DMY"}
        yield "dateparser ar", by_dateparser(base, languages=["ar", "en"])
        strict = {**base, "REQUIRE_PARTS": ["day", "month", "year"]}
        yield "dateparser ar-SY, all parts", by_dateparser(strict, locales=["ar-SY", "en"])
    except ImportError:
        print("dateparser is not installed")
    try:
        from htmldate import find_date as search

        yield "htmldate", lambda text: search(f"<html><body><p>{text}</p></body></html>", original_date=True)
    except ImportError:
        print("htmldate is not installed")


def main() -> None:
    dated = [(value, text) for source, value, text, _ in rows("dates.tsv") if source == "header"]
    plain = [
        (v[:10], t) for v, t in dated if len(v) >= 10 and not v.startswith("--") and any(c.isdigit() for c in t[4:])
    ]
    undated = [row[0] for row in rows("no_dates.txt")]
    print(f"{len(dated)} lines with a date ({len(plain)} of them with day, month and year), {len(undated)} without")
    print(f"{'':28} right wrong  none  of {len(plain)}   invented of {len(undated)}   ms/line")
    for name, answer in peers():
        answer("18 ديسمبر 2017")
        start = time.process_time()
        answers = [answer(text) for _, text in plain]
        invented = sum(answer(text) is not None for text in undated)
        seconds = time.process_time() - start
        right = sum(got is not None and got[:10] == value for (value, _), got in zip(plain, answers, strict=True))
        none = answers.count(None)
        print(
            f"{name:28} {right:5} {len(plain) - right - none:5} {none:5} {invented:20} {1000 * seconds / (len(plain) + len(undated)):14.2f}"
        )
    exact = sum(getattr(find_date(text, reference=REFERENCE), "value", None) == value for value, text in dated)
    print(f"mujaz, value and precision exactly: {exact}/{len(dated)}")


if __name__ == "__main__":
    main()
