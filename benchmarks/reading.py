"""How well pages are read: story kept, clutter dropped, titles, dates, speed; trafilatura, newspaper4k, readability beside.

    python benchmarks/reading.py [--data FOLDER] [--speed] [--errors]

The gold set (``tests/articles/gold/pages.jsonl``) holds ids and boundaries only: numbers of the pieces that a page's text
falls into at line breaks, tabs and runs of three blanks. Texts are read from the data folder. The samples of the
repository, which have gold files of their own, are measured apart.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mujaz.articles import RawPage, read_page
from mujaz.articles.sentences import split_sentences
from mujaz.articles.text import fold
from mujaz.errors import PageError
from page_templates import TEMPLATES, Piece

ROOT = Path(__file__).resolve().parents[1]
PIECES = re.compile(r"\n|[ \u00a0]{3,}|\t+")
HEAD = re.compile(
    r"^.{3,60}?\(CNN\)\s?-+\s?", re.MULTILINE
)  # credit of an agency at a story's head: neither story nor clutter
FILES = {"osac": "osac_asis", "crawl": "bbc_crawl_2017", "saudi": "saudinewsnet_asis"}
Reader = Callable[[RawPage], tuple[str | None, str, str | None]]


@dataclass(frozen=True)
class Gold:
    """A page with its truth. ``clutter``: the pieces that are neither story nor title nor optional (subheadings)."""

    name: str
    page: RawPage
    titles: tuple[str, ...]
    body: tuple[str, ...]
    optional: tuple[str, ...]
    clutter: tuple[str, ...]
    date: str | None


def words(text: str) -> list[str]:
    return re.sub(r"[\W_]+", " ", fold(HEAD.sub("", text))).split()


def plain(text: str) -> str:
    return " ".join(words(text))


def gold_pages(data: Path) -> Iterator[Gold]:
    wanted: dict[str, dict[str, dict]] = {}
    for line in (ROOT / "tests/articles/gold/pages.jsonl").read_text(encoding="utf-8").splitlines():
        mark = json.loads(line)
        wanted.setdefault(mark["source"], {})[mark["id"]] = mark
    for source, marks in wanted.items():
        if source == "cp1256":
            for name, mark in marks.items():
                raw = (data / "pages/cp1256" / name).read_bytes()
                yield _gold(mark, raw.decode("cp1256", "replace"), RawPage(raw, name))
            continue
        with gzip.open(data / "pages" / f"{FILES[source]}.jsonl.gz", "rb") as lines:
            for line in lines:
                item = json.loads(line)
                if item["id"] not in marks:
                    continue
                known = source == "saudi"  # its texts come with a title
                page = (
                    RawPage(line, item["id"], "application/json")
                    if known
                    else RawPage(item["text"].encode(), item["id"])
                )
                title = html.unescape(re.sub(r"^\w+ / ", "", item["title"])) if known else None
                yield _gold(marks[item["id"]], item["text"], page, title)


def _gold(mark: dict, text: str, page: RawPage, title: str | None = None) -> Gold:
    pieces = [html.unescape(piece.strip()) for piece in PIECES.split(text) if piece.strip()]
    body = {n for a, b in mark["body"] for n in range(a, b + 1)}
    optional = {n for a, b in mark["optional"] for n in range(a, b + 1)}
    titles = tuple(re.sub(" - BBC Arabic$", "", pieces[n]) for n in mark["title"]) or ((title,) if title else ())
    rest = (n for n in range(len(pieces)) if n not in body and n not in optional and n not in mark["title"])
    return Gold(
        name=mark["id"],
        page=page,
        titles=titles,
        body=tuple(pieces[n] for n in sorted(body - optional)),
        optional=tuple(pieces[n] for n in sorted(optional)),
        clutter=tuple(
            pieces[n] for n in rest if len(words(pieces[n])) > 1 and plain(pieces[n]) not in map(plain, titles)
        ),
        date=mark["date"],
    )


# -- readers


def mujaz_reader(page: RawPage) -> tuple[str | None, str, str | None]:
    try:
        article = read_page(page)
    except PageError:
        return None, "", None
    return article.title, article.text, article.date.value


def trafilatura_reader(page: RawPage) -> tuple[str | None, str, str | None]:
    import trafilatura

    found = trafilatura.bare_extraction(page.data, with_metadata=True, include_comments=False)
    return (found.title, found.text or "", found.date) if found else (None, "", None)


def newspaper_reader(page: RawPage) -> tuple[str | None, str, str | None]:
    import newspaper

    article = newspaper.Article("https://site.example/2020", language="ar", fetch_images=False)
    article.download(input_html=page.data.decode("utf-8"))
    article.parse()
    date = article.publish_date
    return article.title, article.text, date.strftime("%Y-%m-%d") if date else None


def readability_reader(page: RawPage) -> tuple[str | None, str, str | None]:
    import readability
    from lxml import html as lxml_html

    document = readability.Document(page.data.decode("utf-8"))
    tree = lxml_html.fromstring(document.summary())
    for element in tree.iter("p", "br", "div", "li", "h1", "h2", "h3", "h4", "td"):
        element.tail = "\n" + (element.tail or "")
    return document.short_title(), tree.text_content(), None


PEERS: dict[str, Reader] = {
    "mujaz": mujaz_reader,
    "trafilatura": trafilatura_reader,
    "newspaper4k": newspaper_reader,
    "readability": readability_reader,
}


# -- scores


@dataclass
class Score:
    pages: int = 0
    f1: float = 0.0
    sentences: int = 0
    lost: int = 0
    clutter: int = 0
    kept: int = 0
    titles: int = 0
    right_titles: int = 0
    dates: int = 0
    right_dates: int = 0
    seconds: float = 0.0

    def add(self, gold: Gold, title: str | None, text: str, date: str | None, errors: list[str]) -> None:
        self.pages += 1
        truth = Counter(word for piece in gold.body for word in words(piece))
        found = Counter(words(text))
        found -= Counter(word for piece in gold.optional if plain(piece) in plain(text) for word in words(piece))
        both = sum((truth & found).values())
        self.f1 += 2 * both / max(1, truth.total() + found.total())
        flat = f" {plain(text)} "
        for piece in gold.body:
            for start, end in split_sentences(piece):
                sentence = plain(piece[start:end])
                if len(sentence.split()) < 4:
                    continue
                self.sentences += 1
                if sentence[-60:] not in flat:
                    self.lost += 1
                    errors.append(f"  lost    {gold.name[-30:]} | {piece[start:end][:90]}")
        story = " ".join(plain(piece) for piece in (*gold.body, *gold.optional))
        for piece in gold.clutter:
            if f" {plain(piece)} " in f" {story} ":
                continue
            self.clutter += 1
            if f" {plain(piece)} " in flat:
                self.kept += 1
                errors.append(f"  kept    {gold.name[-30:]} | {piece[:90]}")
        if gold.titles:
            self.titles += 1
            joined = plain(" ".join(gold.titles))
            right = title is not None and plain(title) in {joined, *map(plain, gold.titles)}
            self.right_titles += right
            if not right:
                errors.append(f"  title   {gold.name[-30:]} | {title} | {gold.titles[0]}")
        if gold.date:
            self.dates += 1
            right = date is not None and date[:10] == gold.date
            self.right_dates += right
            if not right:
                errors.append(f"  date    {gold.name[-30:]} | {date} | {gold.date}")
        elif date:
            errors.append(f"  date    {gold.name[-30:]} | {date} | invented")

    def row(self, name: str) -> str:
        return (
            f"{name:24} {self.pages:5d} {self.f1 / max(1, self.pages):8.4f} {100 * self.lost / max(1, self.sentences):9.2f} %"
            f" ({self.lost}/{self.sentences}) {100 * self.kept / max(1, self.clutter):9.2f} % ({self.kept}/{self.clutter})"
            f" {self.right_titles}/{self.titles} {self.right_dates}/{self.dates}  {1000 * self.seconds / max(1, self.pages):.1f} ms"
        )


HEADER = " " * 24 + " pages  tokenF1  sentences lost       clutter lines kept   titles  dates  CPU a page"


def measure(pages: list[Gold], reader: Reader, errors: list[str]) -> Score:
    score = Score()
    for gold in pages:
        start = time.process_time()
        try:
            title, text, date = reader(gold.page)
        except Exception as error:  # a peer that fails on a page has read nothing of it
            errors.append(f"  failed  {gold.name[-30:]} | {type(error).__name__}")
            title, text, date = None, "", None
        score.seconds += time.process_time() - start
        score.add(gold, title, text, date, errors)
    return score


def in_templates(pages: list[Gold]) -> dict[str, list[Gold]]:
    """Each text page's story set into each template, with two others of the set as what the page links to."""
    told = [g for g in pages if g.titles and len(g.body) >= 4 and not g.name.endswith(".txt")]
    out: dict[str, list[Gold]] = {}
    for name, template in TEMPLATES.items():
        out[name] = []
        for number, gold in enumerate(told):
            first, second = (told[(number + step) % len(told)] for step in (7, 23))
            story, one, two = (Piece(g.titles[0], g.body) for g in (gold, first, second))
            date = gold.date or "2014-05-06"
            text = template(story, date, one, two)
            clutter = tuple(_lines(text) - {plain(p) for p in (*gold.body, gold.titles[0])})
            page = RawPage(text.encode(), f"{name}/{gold.name}", "text/html", "utf-8")
            out[name].append(Gold(gold.name, page, gold.titles[:1], gold.body, (), clutter, date))
    return out


def _lines(text: str) -> set[str]:
    from lxml import html as lxml_html

    tree = lxml_html.fromstring(text)
    for element in list(tree.iter("script", "style", "title", "option")):
        element.drop_tree()
    pieces = {plain(piece) for piece in tree.itertext()}
    return {piece for piece in pieces if len(piece.split()) > 1}


def saved_html(data: Path) -> list[Gold]:
    folder = data / "pages/html"
    body = (folder / "newspaper4k_arabic.gold.txt").read_text(encoding="utf-8")
    paragraphs = tuple(p.strip() for p in body.split("\n") if p.strip())
    title = json.loads((folder / "newspaper4k_arabic.meta.json").read_text(encoding="utf-8"))["title"]
    return [
        Gold(name, RawPage((folder / name).read_bytes(), name, "text/html"), (title,), paragraphs, (), (), date)
        for name, date in (("newspaper4k_arabic.html", "2013-08-28"), ("goose3_cnn_arabic.html", "2013-08-04"))
    ]


def sample_pages() -> list[Gold]:
    out = []
    for path in sorted((ROOT / "samples").glob("*.gold.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        name = path.name.removesuffix("gold.json")
        source = next(p for p in path.parent.glob(name + "*") if p != path)
        kind = "text/html" if source.suffix == ".html" else "text/plain"
        date = (truth["date"]["value"] or "")[:10] or None
        page = RawPage(source.read_bytes(), source.name, kind)
        optional = tuple(truth.get("subheadings", ()))
        out.append(Gold(source.name, page, (truth["title"],), tuple(truth["body"]), optional, (), date))
    return out


def speed(pages: list[Gold], name: str) -> None:
    for gold in pages[:20]:
        mujaz_reader(gold.page)
    start = time.process_time()
    for gold in pages:
        mujaz_reader(gold.page)
    print(f"{name}: {len(pages) / (time.process_time() - start):.0f} pages a second of one core's time")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=Path(os.environ.get("MUJAZ_DATA", ROOT.parent / "shared/data")))
    arguments.add_argument("--errors", action="store_true", help="show what mujaz got wrong")
    arguments.add_argument("--speed", action="store_true", help="speed only")
    options = arguments.parse_args()
    pages = list(gold_pages(options.data))
    sets = in_templates(pages)
    if options.speed:
        speed(pages, ".txt")
        speed([gold for name in sets for gold in sets[name]], ".html")
        return
    errors: list[str] = []
    print(HEADER)
    print(measure(pages, mujaz_reader, errors).row("mujaz, text pages"))
    print(measure(sample_pages(), mujaz_reader, errors).row("mujaz, samples"))
    sets["saved"] = saved_html(options.data)
    for name, golds in sets.items():
        for peer, reader in PEERS.items():
            print(measure(golds, reader, errors if peer == "mujaz" else []).row(f"{peer}, {name}"))
    if options.errors:
        print("\n".join(errors))


if __name__ == "__main__":
    main()
