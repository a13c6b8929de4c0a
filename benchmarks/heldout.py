"""The held-out pages of ``tests/articles``: story, clutter, title, date, outlet and author, a line a page; peers on HTML.

    python benchmarks/heldout.py [--set heldout2] [--errors] [--no-peers]

Pages are opened as a user's files are. Peers get every HTML page in UTF-8, so that no encoding is measured with them.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from mujaz.articles import Article, RawPage, read_sources
from reading import HEADER, PEERS, Gold, Score, measure, plain

PAGES = Path(__file__).resolve().parents[1] / "tests/articles"
SETS = ("heldout", "heldout2", "heldout3", "heldout4")
CHARSET = re.compile(rb"charset=[\w-]+", re.IGNORECASE)


@dataclass(frozen=True)
class Truth:
    """One article's gold beside what of it is not in ``Gold``. ``number`` counts the articles of a page from 0."""

    path: Path
    number: int
    gold: Gold
    precision: str
    value: str | None
    outlets: tuple[str, ...]
    authors: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.path.name + (f"#{self.number + 1}" if self.number else "")


@dataclass
class Named:
    """What pages name (an outlet, an author, a date): right, wrong, not found, and given where the page names none."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    invented: int = 0
    none: int = 0

    def add(self, truths: tuple[str, ...], found: str | None, same: bool) -> str:
        if not truths:
            self.none += found is None
            self.invented += found is not None
            return "-" if found is None else f"invented {found}"
        if found is None:
            self.missed += 1
            return "missed"
        self.right += same
        self.wrong += not same
        return "right" if same else f"wrong {found}"

    def __str__(self) -> str:
        named = self.right + self.wrong + self.missed
        given = self.invented + self.none
        return (
            f"right {self.right}/{named} (wrong {self.wrong}, missed {self.missed}), invented {self.invented}/{given}"
        )


@dataclass
class Result:
    score: Score = field(default_factory=Score)
    outlets: Named = field(default_factory=Named)
    authors: Named = field(default_factory=Named)
    dates: Named = field(default_factory=Named)
    precise: int = 0
    unread: int = 0


def truths(name: str = SETS[0]) -> list[Truth]:
    """A set's articles, by page."""
    out = []
    for path in sorted(PAGES.joinpath(name).iterdir()):
        if path.name == "README.md" or path.name.endswith(".gold.json"):
            continue
        told = json.loads(path.with_name(f"{path.stem}.gold.json").read_text(encoding="utf-8"))
        for number, truth in enumerate(told if isinstance(told, list) else [told]):
            value = truth["date"]["value"]
            gold = Gold(
                name=path.name,
                page=_in_utf8(path.read_bytes(), path.name, truth["encoding"]),
                titles=(truth["title"],),
                body=tuple(truth["body"]),
                optional=tuple(truth["optional"]),
                clutter=tuple(truth["clutter"]),
                date=value and value[:10],
            )
            outlets = (*filter(None, [truth["outlet"]]), *truth.get("outlet_also", ()))
            authors = (*filter(None, [truth["author"]]), *truth.get("author_also", ()))
            out.append(Truth(path, number, gold, truth["date"]["precision"], value, outlets, authors))
    return out


def _in_utf8(data: bytes, name: str, encoding: str) -> RawPage:
    if encoding != "utf-8":
        data = CHARSET.sub(b"charset=utf-8", data.decode(encoding).encode())
    return RawPage(data, name, "text/html")


def same_name(gold: str, found: str) -> bool:
    """Equal but for spelling, or one the other with more around it ("عائشة الكعبي - الفجيرة"); a lone word must be equal."""
    short, long = sorted((plain(gold), plain(found)), key=len)
    return short == long or (len(short.split()) > 1 and f" {short} " in f" {long} ")


def read(path: Path) -> list[Article]:
    return [article for article in read_sources([str(path)]) if isinstance(article, Article)]


def judge(truth: Truth, article: Article | None, result: Result, errors: list[str]) -> str:
    """Adds one article to the result; a line for the table."""
    one = Score()
    title, text = (article.title, article.text) if article else (None, "")
    date, outlet, author = (article.date.value, article.outlet, article.author) if article else (None, None, None)
    for score in (one, result.score):
        score.add(truth.gold, title, text, date, errors if score is one else [])
    result.unread += article is None
    known = (truth.gold.date,) if truth.gold.date else ()
    dated = result.dates.add(known, date, date is not None and date[:10] == truth.gold.date)
    result.precise += date == truth.value and (article.date.precision if article else "none") == truth.precision
    told = result.outlets.add(truth.outlets, outlet, any(same_name(name, outlet or "") for name in truth.outlets))
    by = result.authors.add(truth.authors, author, any(same_name(name, author or "") for name in truth.authors))
    title_right = "right" if one.right_titles else f"wrong {title}"
    return (
        f"{truth.name:36} {one.f1:.4f}  {one.lost:2d}/{one.sentences:2d}  {one.kept:2d}/{one.clutter:2d}"
        f"  title {title_right} | date {dated} | outlet {told} | author {by}"
    )


def judge_all(errors: list[str], name: str = SETS[0]) -> tuple[Result, list[str]]:
    result, rows, articles = Result(), [], []
    for truth in truths(name):
        if not truth.number:
            articles = read(truth.path)
        article = articles[truth.number] if truth.number < len(articles) else None
        rows.append(judge(truth, article, result, errors))
    return result, rows


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--set", choices=SETS, default=SETS[0])
    arguments.add_argument("--errors", action="store_true", help="show each sentence lost and line kept")
    arguments.add_argument("--no-peers", action="store_true")
    options = arguments.parse_args()
    errors: list[str] = []
    result, rows = judge_all(errors, options.set)
    print(f"{'page':36} tokenF1  lost   kept")
    print("\n".join(rows))
    score = result.score
    print(f"\narticles {score.pages}, not read {result.unread}, token F1 {score.f1 / score.pages:.4f}")
    print(f"story sentences lost {score.lost}/{score.sentences}, clutter lines kept {score.kept}/{score.clutter}")
    print(f"titles {score.right_titles}/{score.titles}")
    print(f"dates to the day: {result.dates}; value and precision exact: {result.precise}/{score.pages}")
    print(f"outlets {result.outlets}")
    print(f"authors {result.authors}")
    if not options.no_peers:
        pages = [truth.gold for truth in truths(options.set) if truth.path.suffix == ".html"]
        print(f"\n{HEADER}")
        for name, reader in PEERS.items():
            print(measure(pages, reader, []).row(f"{name}, .html"))
    if options.errors:
        print("\n".join(errors))


if __name__ == "__main__":
    main()
