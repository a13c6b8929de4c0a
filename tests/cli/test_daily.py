"""`mujaz daily`: a feed on this machine, fetched, briefed into the archive and digested; and again, with nothing new."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from mujaz.cli.app import app
from typer.testing import CliRunner

SAMPLES = Path(__file__).parents[2] / "samples/day"
PAGES = ["aleppo-train-copy.txt", "aleppo-train-passengers.txt", "jijel-quake.txt"]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def feed(tmp_path: Path, loopback: None) -> Iterator[str]:
    folder = tmp_path / "site"
    folder.mkdir()
    items = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    base = f"http://127.0.0.1:{server.server_port}"
    for name in PAGES:
        gold = json.loads((SAMPLES / name).with_suffix(".gold.json").read_text())
        body = "".join(f"<p>{p}</p>" for p in gold["body"])
        meta = f'<meta property="article:published_time" content="{gold["date"]["value"][:10]}T08:00">'
        page = f'<html lang="ar"><head><meta charset="utf-8"><title>{gold["title"]}</title>{meta}</head><body><article><h1>{gold["title"]}</h1>{body}</article></body></html>'
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
        items.append(f"<item><title>{gold['title']}</title><link>{base}/{name}.html</link><guid>{name}</guid></item>")
    (folder / "feed.xml").write_text(
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>وكالة</title>{"".join(items)}</channel></rss>',
        encoding="utf-8",
    )
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"{base}/feed.xml"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.long
def test_a_day_in_one_line(feed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_ARCHIVE", str(tmp_path / "archive.sqlite"))
    run = CliRunner()
    assert run.invoke(app, ["feeds", "add", feed]).exit_code == 0
    days = {json.loads((SAMPLES / name).with_suffix(".gold.json").read_text())["date"]["value"][:10] for name in PAGES}
    day = min(days)
    command = ["daily", "--date", day, "--extractive", "--beams", "1", "--allow-private", "--to", str(tmp_path / "out")]
    first = run.invoke(app, command)
    assert first.exit_code == 0, (first.output, first.exception)
    assert "3 new" in first.stderr
    page = (tmp_path / "out" / f"{day}.html").read_bytes()
    assert (tmp_path / "out" / f"{day}.md").exists() and (tmp_path / "out/index.html").exists()
    listed = run.invoke(app, ["archive", "ls", "--json"]).stdout.splitlines()
    assert len(listed) == 3
    again = run.invoke(app, command)
    assert again.exit_code == 0, (again.output, again.exception)
    assert (tmp_path / "out" / f"{day}.html").read_bytes() == page
    digest = json.loads(run.invoke(app, ["digest", "--date", day, "--json"]).stdout)
    assert sum(len(s["briefs"]) for s in digest["stories"]) >= 1 and digest["date"] == day
