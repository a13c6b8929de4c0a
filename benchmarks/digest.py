"""What a long run into the archive survives: killed at random, it is started again until it is through.

    python benchmarks/digest.py [--articles 200] [--kills 20]

A summarizer and a translator that only wait stand in for the models, so that kills fall everywhere: between articles, inside a
write, while the file is opened. After each kill the archive is checked; at the end every article must be there once.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from mujaz.articles.types import Article, PageDate, Sentence, Source
from mujaz.briefs.archive import Archive
from mujaz.briefs.chain import Briefer
from mujaz.briefs.keeping import kept_briefs
from mujaz.models.types import ModelInfo
from mujaz.summarize.types import Summary, SummarySentence
from mujaz.translate.types import SentencePair

PAUSE = 0.01  # seconds an article takes

INFO = ModelInfo("waiting", "1", "0" * 64)


class Quoting:
    info = INFO

    def summarize(self, articles: Sequence[Article]) -> list[Summary]:
        time.sleep(PAUSE * len(articles))
        return [Summary((SummarySentence(a.sentences[0].text, (0,), True),)) for a in articles]


class Echoing:
    info = INFO

    def translate(self, sentences: Sequence[str]) -> list[SentencePair]:
        return [SentencePair(s, f"({s})") for s in sentences]


def article(n: int) -> Article:
    text = f"جملة رقم {n} من مقال يحكي عن أمر من أمور اليوم."
    source = Source(f"page-{n}.txt", sha256(text.encode()).hexdigest(), "text/plain", "utf-8")
    when = PageDate("2026-11-20", "day", "header", "20 نوفمبر 2026")
    return Article(source, (text,), (Sentence(text, 0, 0, len(text)),), f"عنوان {n}", "وكالة", date=when)


def work(path: Path, articles: int) -> None:
    with Archive(path) as archive, archive.run("benchmark") as run:
        for kept in kept_briefs(
            archive, Briefer(Quoting(), Echoing(), batch=4), map(article, range(articles)), run=run.id
        ):
            run.cached += kept.cached
            run.done += not kept.cached
            print(kept.brief.key, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(options.work, options.articles)
        return
    chance = random.Random(options.seed)
    lost = damaged = 0
    shown: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.sqlite"
        for kill in range(options.kills):
            out = Path(folder) / f"out-{kill}"
            with out.open("wb") as file:
                process = start(path, options.articles, file)
                limit = time.monotonic() + 300
                wanted = chance.randrange(1, max(2, options.articles // options.kills))
                while process.poll() is None and new(out, shown) < wanted and time.monotonic() < limit:
                    time.sleep(chance.random() * PAUSE)
                time.sleep(chance.random() * PAUSE)
                if process.poll() is None:
                    os.kill(process.pid, signal.SIGKILL)
                process.wait()
            shown |= keys(out)
            with Archive(path) as archive:
                problems = archive.check()
                damaged += bool(problems)
                lost += sum(not archive.has(key) for key in shown)
                print(
                    f"kill {kill + 1}: {len(archive.entries())} briefs kept, {len(shown)} shown, {problems or 'check ok'}",
                    flush=True,
                )
        out = Path(folder) / "out"
        with out.open("wb") as file:
            start(path, options.articles, file).wait()
        with Archive(path) as archive:
            kept = [entry.key for entry in archive.entries()]
            last = archive.runs()[-1]
            problems = archive.check()
    print(
        f"{options.kills} kills over {options.articles} articles: {lost} briefs lost, {len(kept) - len(set(kept))} doubled, "
        f"{options.articles - len(set(kept))} missing at the end, {damaged + bool(problems)} checks failed; "
        f"the last run took {last.cached} from the archive and made {last.done}"
    )
    if lost or damaged or problems or len(kept) != options.articles:
        sys.exit(1)


def start(path: Path, articles: int, out: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, __file__, "--work", str(path), "--articles", str(articles)]
    return subprocess.Popen(command, stdout=out)  # type: ignore[call-overload, no-any-return]


def keys(out: Path) -> set[str]:
    """Keys a run has shown; a line cut off by the kill is none."""
    return {line for line in out.read_text().splitlines() if len(line) == len("sha256:") + 64}


def new(out: Path, shown: set[str]) -> int:
    return len(keys(out) - shown)


if __name__ == "__main__":
    main()
