"""The archive: every brief that was made, one SQLite file, searchable in both languages.

A brief's key is its place, so putting it twice changes nothing and a killed run goes on where it was. Several processes may read
and write at once (WAL). Every write is one transaction that is on disk when the call returns.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ..articles.text import fold
from ..articles.types import PageDate
from ..errors import ArchiveError
from ..models.places import home
from .archive_file import open_file, told
from .archive_search import indexed, match
from .serialize import brief_dict, brief_from, dump, model_dict
from .types import Brief
from .window import possible_days


def default_path() -> Path:
    """``archive.sqlite`` in the user's data folder of mujaz (``MUJAZ_HOME`` moves it). Nothing is made."""
    return home() / "archive.sqlite"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a listing. ``day`` is the ISO day the page is surely of, ``date`` what it says."""

    key: str
    day: str | None
    date: str | None
    outlet: str | None
    title: str | None
    title_en: str | None
    origin: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command over many articles; ``finished`` is None where it was cut off."""

    id: int
    command: str
    started: str
    finished: str | None
    done: int
    cached: int
    failed: int


_ENTRY = "b.key, b.day, b.date, b.outlet, b.title, b.title_en, p.origin"
_FROM = "FROM briefs b JOIN pages p ON p.id = b.page"
_ORDER = "ORDER BY b.day IS NULL, b.day, b.date, p.origin, b.id"
_NEWEST = "b.id = (SELECT max(id) FROM briefs WHERE page = b.page AND title IS b.title)"


class Archive:
    """An open archive; close it or use it with ``with``. Raises ArchiveError for a file that is none, damaged or newer."""

    def __init__(self, path: Path | str | None = None) -> None:
        self.path = Path(path) if path is not None else default_path()
        self._database = open_file(self.path)
        self._database.create_function("fold", 1, _spelled, deterministic=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    def has(self, key: str) -> bool:
        return bool(self.rows("SELECT 1 FROM briefs WHERE key = ?", key))

    def get(self, key: str) -> Brief | None:
        rows = self.rows("SELECT json FROM briefs WHERE key = ?", key)
        return self._brief(rows[0][0]) if rows else None

    def find(self, start: str) -> Brief:
        """The one brief whose key begins so (``sha256:`` may be left out). Raises ArchiveError for none or several."""
        prefix = "sha256:" + start.removeprefix("sha256:").lower()
        rows = self.rows("SELECT json FROM briefs WHERE substr(key, 1, ?) = ? LIMIT 2", len(prefix), prefix)
        if len(rows) != 1:
            cause = "no brief has a key that begins so" if not rows else "several briefs have keys that begin so"
            raise ArchiveError(start, cause, "see the keys with: mujaz archive ls")
        return self._brief(rows[0][0])

    def put(self, brief: Brief, *, data: bytes | None = None, run: int | None = None) -> bool:
        """Keeps the brief, and its page's bytes if they are given; False where it is there already."""
        with self.writing():
            return self._put(brief, data, run)

    def put_all(self, briefs: Iterable[Brief], *, run: int | None = None) -> int:
        """Keeps all or, on a failure, none; how many were new."""
        with self.writing():
            return sum(self._put(brief, None, run) for brief in briefs)

    def briefs(
        self,
        *,
        date: str | None = None,
        start: str | None = None,
        end: str | None = None,
        outlet: str | None = None,
        undated: bool = True,
        newest: bool = True,
    ) -> list[Brief]:
        """Briefs of a day or of a window of ISO days, both included, earliest first.

        ``undated`` adds those whose day is not known; ``newest`` leaves out what an older model made of the same page.
        """
        where, values = _where(date, start, end, outlet, undated, newest)
        rows = self.rows(f"SELECT b.json {_FROM} WHERE {where} {_ORDER}", *values)
        return [self._brief(row[0]) for row in rows]

    def entries(
        self,
        *,
        date: str | None = None,
        start: str | None = None,
        end: str | None = None,
        outlet: str | None = None,
        undated: bool = True,
        newest: bool = False,
        limit: int | None = None,
    ) -> list[Entry]:
        where, values = _where(date, start, end, outlet, undated, newest)
        limited = -1 if limit is None else limit
        rows = self.rows(f"SELECT {_ENTRY} {_FROM} WHERE {where} {_ORDER} LIMIT ?", *values, limited)
        return [Entry(*row) for row in rows]

    def search(self, query: str, *, limit: int = 50) -> list[Entry]:
        """Briefs with all words of the query in their Arabic or their English, best first (BM25); ``"…"`` and ``-word`` work."""
        expression = match(query)
        if not expression:
            return []
        rows = self.rows(
            f"SELECT {_ENTRY} {_FROM} JOIN words ON words.rowid = b.id WHERE words MATCH ?"
            " ORDER BY bm25(words), b.id LIMIT ?",
            expression,
            limit,
        )
        return [Entry(*row) for row in rows]

    def days(self) -> list[tuple[str, int]]:
        """Each day that has briefs, latest first, and how many."""
        return [
            (day, n)
            for day, n in self.rows(
                "SELECT day, count(*) FROM briefs WHERE day IS NOT NULL GROUP BY day ORDER BY day DESC"
            )
        ]

    def page(self, sha256: str) -> bytes | None:
        """The bytes of a page, where they were kept."""
        rows = self.rows("SELECT data FROM pages WHERE sha256 = ? AND data IS NOT NULL LIMIT 1", sha256)
        return bytes(rows[0][0]) if rows else None

    @contextmanager
    def run(self, command: str) -> Iterator[RunCount]:
        """Keeps account of a run: ``finished`` is written when the block ends of itself, the counts in any case."""
        with self.writing():
            cursor = self._database.execute(
                "INSERT INTO runs (command, started) VALUES (?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))", (command,)
            )
        count = RunCount(int(cursor.lastrowid or 0))
        ended = False
        try:
            yield count
            ended = True
        finally:
            with self.writing():
                self._database.execute(
                    "UPDATE runs SET done = ?, cached = ?, failed = ?,"
                    " finished = CASE WHEN ? THEN strftime('%Y-%m-%dT%H:%M:%SZ', 'now') END WHERE id = ?",
                    (count.done, count.cached, count.failed, ended, count.id),
                )

    def runs(self) -> list[Run]:
        return [Run(*row) for row in self.rows("SELECT * FROM runs ORDER BY id")]

    def prune(
        self, *, before: str | None = None, outlet: str | None = None, superseded: bool = False, dry: bool = False
    ) -> int:
        """Deletes briefs of days before an ISO day (the undated stay), of an outlet, or what newer models made anew.

        Several conditions must all hold; at least one must be given. ``dry`` only counts. Gives the space back.
        """
        conditions: list[str] = []
        values: list[object] = []
        if before is not None:
            conditions.append("b.day < ?")
            values.append(before)
        if outlet is not None:
            conditions.append("fold(b.outlet) = ?")
            values.append(_spelled(outlet))
        if superseded:
            conditions.append(f"NOT {_NEWEST}")
        if not conditions:
            raise ArchiveError(
                str(self.path), "nothing was said about what to prune", "give --before, --outlet or --superseded"
            )
        with self.writing():
            rows = self.rows(f"SELECT b.id {_FROM} WHERE {' AND '.join(conditions)}", *values)
            if dry or not rows:
                return len(rows)
            self._database.executemany("DELETE FROM words WHERE rowid = ?", rows)
            self._database.executemany("DELETE FROM briefs WHERE id = ?", rows)
            self._database.execute("DELETE FROM pages WHERE id NOT IN (SELECT page FROM briefs)")
            self._database.execute("DELETE FROM models WHERE id NOT IN (SELECT model FROM brief_models)")
        with suppress(sqlite3.OperationalError):  # another process is reading: the space is given back another time
            self._database.execute("VACUUM")
        return len(rows)

    def check(self) -> list[str]:
        """What is wrong with the archive, a line each; empty when all is well. Reads everything once."""
        wrong = []
        try:
            wrong += [row[0] for row in self._database.execute("PRAGMA integrity_check") if row[0] != "ok"]
            wrong += [
                f"table {row[0]} has a row without its {row[2]}"
                for row in self._database.execute("PRAGMA foreign_key_check")
            ]
            for key, day, text in self._database.execute("SELECT key, day, json FROM briefs ORDER BY id"):
                wrong += _wrong(key, day, text)
            unindexed = "SELECT key FROM briefs WHERE id NOT IN (SELECT rowid FROM words)"
            wrong += [f"{row[0]}: not in the search index" for row in self._database.execute(unindexed)]
            stray = "SELECT count(*) FROM words WHERE rowid NOT IN (SELECT id FROM briefs)"
            if n := self._database.execute(stray).fetchone()[0]:
                wrong.append(f"the search index has {n} entries without a brief")
        except sqlite3.DatabaseError as error:
            wrong.append(str(error))
        return wrong

    def export(self, folder: Path | str) -> int:
        """Writes ``briefs.jsonl`` (``mujaz.brief/1``, a line each, in the order they were put) into the folder; how many."""
        from .files import write_text

        lines = [row[0] for row in self.rows("SELECT json FROM briefs ORDER BY id")]
        write_text(Path(folder) / "briefs.jsonl", "".join(f"{line}\n" for line in lines))
        return len(lines)

    def import_(self, source: Path | str) -> int:
        """Takes in a JSONL file of briefs or the folder of an export; how many were new. All or none."""
        path = Path(source)
        if path.is_dir():
            path /= "briefs.jsonl"
        return self.put_all(_read(path))

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; inside another it is part of that."""
        if self._database.in_transaction:
            yield self._database
            return
        with told(self.path):
            self._database.execute("BEGIN IMMEDIATE")
        try:
            with told(self.path):
                yield self._database
                self._database.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.OperationalError):  # some failures have ended the transaction themselves
                self._database.execute("ROLLBACK")
            raise

    def _put(self, brief: Brief, data: bytes | None, run: int | None) -> bool:
        database = self._database
        if database.execute("SELECT 1 FROM briefs WHERE key = ?", (brief.key,)).fetchone():
            return False
        article, source = brief.article, brief.source
        database.execute(
            "INSERT INTO pages (sha256, origin, media_type, encoding, url, data) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET data = coalesce(excluded.data, data)",
            (source.sha256, source.origin, source.media_type, source.encoding, article.url, data),
        )
        page = database.execute(
            "SELECT id FROM pages WHERE sha256 = ? AND origin = ?", (source.sha256, source.origin)
        ).fetchone()[0]
        text = dump(brief_dict(brief))
        row = (
            brief.key,
            page,
            run,
            _day(article.date),
            article.date.value,
            article.outlet,
            article.title,
            brief.title_en,
            text,
        )
        rowid = database.execute(
            "INSERT INTO briefs (key, page, run, day, date, outlet, title, title_en, json) VALUES (?,?,?,?,?,?,?,?,?)",
            row,
        ).lastrowid
        database.execute("INSERT INTO words (rowid, ar, stems, en) VALUES (?, ?, ?, ?)", (rowid, *indexed(brief)))
        for task, info in brief.models.items():
            model = (task, json.dumps(model_dict(info), ensure_ascii=False, sort_keys=True))
            database.execute("INSERT OR IGNORE INTO models (task, json) VALUES (?, ?)", model)
            database.execute(
                "INSERT INTO brief_models SELECT ?, id FROM models WHERE task = ? AND json = ?", (rowid, *model)
            )
        return True

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query, for the parts of this room that keep tables of their own here."""
        with told(self.path):
            return self._database.execute(statement, values).fetchall()

    def _brief(self, text: object) -> Brief:
        try:
            return brief_from(json.loads(str(text)))
        except (ValueError, KeyError, TypeError) as error:
            raise ArchiveError(str(self.path), f"holds a damaged brief ({error})", "run: mujaz archive check") from None


@dataclass
class RunCount:
    """What a run has done so far."""

    id: int
    done: int = 0
    cached: int = 0
    failed: int = 0


def _where(
    date: str | None, start: str | None, end: str | None, outlet: str | None, undated: bool, newest: bool
) -> tuple[str, Sequence[object]]:
    conditions: list[str] = []
    values: list[object] = []
    first, last = (date, date) if date else (start, end)
    for bound, day in ((">=", first), ("<=", last)):
        if day:
            conditions.append(f"(b.day {bound} ? OR b.day IS NULL)")
            values.append(day)
    if not undated:
        conditions.append("b.day IS NOT NULL")
    if outlet:
        conditions.append("fold(b.outlet) = ?")
        values.append(_spelled(outlet))
    if newest:
        conditions.append(_NEWEST)
    return " AND ".join(conditions) or "1", values


def _spelled(outlet: str | None) -> str | None:
    return None if outlet is None else fold(outlet).casefold().strip()


def _day(date: PageDate) -> str | None:
    days = possible_days(date)
    return days[0].isoformat() if days and days[0] == days[1] else None


def _wrong(key: str, day: str | None, text: str) -> Iterator[str]:
    try:
        brief = brief_from(json.loads(text))
    except (ValueError, KeyError, TypeError) as error:
        yield f"{key}: the brief cannot be read ({error})"
        return
    if brief.key != key:
        yield f"{key}: the brief says its key is {brief.key}"
    if _day(brief.article.date) != day:
        yield f"{key}: filed under {day}, but it is of {brief.article.date.value}"


def _read(path: Path) -> Iterator[Brief]:
    try:
        with path.open(encoding="utf-8") as lines:
            for n, line in enumerate(lines, 1):
                if line.strip():
                    yield _line(line, f"{path}, line {n}")
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveError(str(path), f"cannot be read ({error})", "name a briefs.jsonl or its folder") from None


def _line(line: str, place: str) -> Brief:
    try:
        return brief_from(json.loads(line))
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError(place, f"is no brief ({error})", "nothing was imported") from None
