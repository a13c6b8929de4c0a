"""Pages that were cut, spliced and spoiled: each has to give an article or one error, and nothing may get lost on the way.

    python benchmarks/fuzz.py [--pages 100000] [--seed 1] [--data FOLDER] [--report 5000]

Pages are made from the samples, from the data folder's pages where there is one, and from the page templates, with one to
eight mutations each; the same seed gives the same pages. Checked of each: only the project's own error is raised; the
sentences lie where they say; no control or bidi character comes through; every word of a telling line of a text page is in
the title, a paragraph or a dropped line. Prints the counts, the slowest page and the memory at its highest; exits with 1 when
something was found, each find with the number that ``--only`` repeats it by.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import resource
import sys
import time
from collections import Counter
from pathlib import Path

from mujaz.articles import Article, RawPage, ReadOptions, read_page
from mujaz.articles.limits import DEFAULT_LIMITS
from mujaz.articles.lines import match_words
from mujaz.articles.page import is_prose
from mujaz.articles.read import lines_of
from mujaz.errors import PageError
from page_templates import TEMPLATES, Piece

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("text/plain",) * 5 + ("text/html",) * 4 + ("text/markdown", "application/json", "multipart/related", "x/y")
PIECES = (
    "<", ">", "</div>", "<p>", "<br>", "<table>", "<script>", "<!--", "-->", "<time datetime=", "<title>", "<article>", "<aside>",
    "\0", "\x1b]52;c;", "\u202e", "\u200f", "\ufeff", "\u0640", "\u064b", "&#x202e;", "&amp;", "&lt;p&gt;", "{", '"', "«", "»", "(", "[", "\n", "\n\n\n",
    "\r\n", "\t", "   ", " " * 40, "- " * 60, "…", ". ", "؟ ", "،", ":", " - ", " | ", "/", "٢٠٢٤", "12/12/2012", "30 فبراير 2020", "منذ ساعتين",
    "الاثنين 18/ديسمبر/2017 - 10:08 ص", "15 محرم 1446 هـ", "اقرأ أيضا\n", "اقرأ أيضا: ", "شاهد المزيد", "المصدر: وكالات\n", "كتب: ", "القاهرة - أ ف ب - ",
    "صورة أرشيفية", "انسخ الرابط", "جميع الحقوق محفوظة © 2020", "#وسم ", "https://example.org/a?b=1 ", "a@b.example", "English words stand here too. ",
    "این متن فارسی است و باید کنار گذاشته شود. ", "😀", "ﷺ", "ﻻ", "𞸀", "e\u0301" * 5,
)  # fmt: skip
BINARY = (
    b"\xff\xfe",
    b"\xd8",
    b"\xc3\x28",
    b"\x00\x00",
    b"\x9b",
    b"%PDF",
    b"\x1f\x8b",
    b"\xef\xbb\xbf",
    bytes(range(128, 160)),
)


def sources(data: Path) -> list[bytes]:
    samples = [p.read_bytes() for p in sorted((ROOT / "samples").rglob("*")) if p.suffix in (".txt", ".html")]
    told = []
    for path in sorted((ROOT / "samples").glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        told.append(Piece(gold["title"], tuple(gold["body"])))
    framed = [
        template(told[n], "2024-05-06", told[n - 1], told[n - 2]).encode()
        for n in range(len(told))
        for template in TEMPLATES.values()
    ]
    scraped = []
    for name in ("osac_asis", "saudinewsnet_asis", "bbc_crawl_2017"):
        path = data / "pages" / f"{name}.jsonl.gz"
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                scraped += [json.loads(line)["text"].encode() for number, line in enumerate(lines) if number % 10 == 0]
    return [page for page in samples + framed + scraped if page.strip()]


def spoiled(number: int, seed: int, pages: list[bytes]) -> RawPage:
    """The mutated page of a number; the same for the same seed."""
    rng = random.Random(f"{seed}/{number}")
    data = rng.choice(pages)
    if len(data) > 12_000:
        start = rng.randrange(len(data) - 12_000)
        data = data[start : start + 12_000]
    page = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        place = rng.randint(0, len(page))
        match rng.randrange(10):
            case 0:
                del page[place : place + rng.randint(0, 800)]
            case 1 | 2 | 3:
                page[place:place] = rng.choice(PIECES).encode("utf-8", "surrogatepass")
            case 4:
                page[place:place] = rng.choice(BINARY)
            case 5:
                page[place:place] = rng.randbytes(rng.randint(1, 24))
            case 6:
                start = rng.randint(0, len(page))
                page[place:place] = page[start : start + rng.randint(0, 1500)]
            case 7:
                other = rng.choice(pages)
                start = rng.randrange(len(other))
                page[place:place] = other[start : start + rng.randint(0, 1500)]
            case 8:
                page[place:place] = rng.choice(PIECES).encode("utf-8", "surrogatepass") * rng.randint(2, 200)
            case _:
                letters = "".join(
                    chr(rng.choice((rng.randrange(0x600, 0x700), rng.randrange(0x20, 0x2100)))) for _ in range(12)
                )
                page[place:place] = letters.encode()
    if rng.random() < 0.1:
        page = bytearray(
            bytes(page).decode("utf-8", "replace").encode(rng.choice(("cp1256", "utf-16", "iso8859-6")), "replace")
        )
    if (kind := rng.choice(KINDS)) == "application/json":
        text = bytes(page).decode("utf-8", "replace")
        page = bytearray(json.dumps({rng.choice(("text", "content_html", "body")): text, "title": text[:60]}).encode())
    return RawPage(bytes(page), f"page {number}", kind)


def faults(page: RawPage) -> list[str]:
    """What is wrong with how the page is read; empty where nothing is."""
    try:
        article = read_page(page, ReadOptions(year=2024))
    except PageError as error:
        return ["an error of several lines"] if "\n" in str(error) else []
    except Exception as error:  # what is looked for
        return [f"{type(error).__name__}: {error}"]
    found = []
    if not article.paragraphs:
        found.append("no paragraph")
    if any(article.paragraphs[s.paragraph][s.start : s.end] != s.text for s in article.sentences):
        found.append("a sentence is not where it says")
    whole = "".join((article.text, article.title or "", article.author or "", article.outlet or ""))
    if any(c in whole for c in "\x00\x1b\x9b\u202a\u202b\u202d\u202e\u2066\u2067\u200f"):
        found.append("a control or bidi character")
    if page.media_type == "text/plain" and not article.notes and (lost := _lost(page, article)):
        found.append(f"lost: {' '.join(lost)[:120]}")
    return found


def _lost(page: RawPage, article: Article) -> list[str]:
    """Words of the page's telling lines that are nowhere in the article, nor among its dropped lines."""
    title = match_words(article.title or "")
    shown = match_words(" ".join((article.text, *(d.text for d in article.dropped))))
    kept = Counter(shown)
    told = Counter(
        word
        for line in lines_of(page, DEFAULT_LIMITS, [])[0]
        if is_prose(line) and not (set(title) <= set(line.words) and len(line.words) < len(title) + 8)
        for word in line.words
    )
    squeezed = "".join(shown)
    return [word for word in told - kept if word not in title and not _parted(word, squeezed)]


def _parted(word: str, text: str) -> bool:
    """Whether a word is in the text whole, or in two parts: what was glued together may have been parted."""
    return any(word[:i] in text and word[i:] in text for i in range(len(word)))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pages", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--only", type=int, help="one page by its number")
    arguments.add_argument("--report", type=int, default=10_000, help="say how far it is every so many pages")
    arguments.add_argument("--data", type=Path, default=Path(os.environ.get("MUJAZ_DATA", ROOT.parent / "shared/data")))
    options = arguments.parse_args()
    pages = sources(options.data)
    numbers = range(options.pages) if options.only is None else [options.only]
    bad, read, slowest = 0, 0, (0.0, 0)
    for done, number in enumerate(numbers, 1):
        page = spoiled(number, options.seed, pages)
        start = time.process_time()
        found = faults(page)
        slowest = max(slowest, (time.process_time() - start, number))
        bad += bool(found)
        read += 1
        for fault in found:
            print(f"page {number} ({page.media_type}): {fault}", flush=True)
        if done % options.report == 0:
            print(f"{done} pages, {bad} with a fault", file=sys.stderr, flush=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{read} mutated pages of {len(pages)} (seed {options.seed}): {bad} with a fault; slowest {slowest[0]:.2f} s"
        f" (page {slowest[1]}); memory at most {memory:.0f} MB"
    )
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
