"""The archive's file: its schema and the steps from older ones, and how it is opened without ever harming what is there."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import ArchiveError

APPLICATION = 0x6D756A7A  # "mujz": in the header of every archive, so that no other program's database is taken for one
PATIENCE = 30.0  # seconds to wait while another process writes

MIGRATIONS = (
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        command TEXT NOT NULL,
        started TEXT NOT NULL,
        finished TEXT,
        done INTEGER NOT NULL DEFAULT 0,
        cached INTEGER NOT NULL DEFAULT 0,
        failed INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE models (
        id INTEGER PRIMARY KEY,
        task TEXT NOT NULL,
        json TEXT NOT NULL,
        UNIQUE (task, json)
    );
    CREATE TABLE pages (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL,
        origin TEXT NOT NULL,
        media_type TEXT NOT NULL,
        encoding TEXT NOT NULL,
        url TEXT,
        data BLOB,
        UNIQUE (sha256, origin)
    );
    CREATE TABLE briefs (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        page INTEGER NOT NULL REFERENCES pages (id),
        run INTEGER REFERENCES runs (id) ON DELETE SET NULL,
        day TEXT,
        date TEXT,
        outlet TEXT,
        title TEXT,
        title_en TEXT,
        json TEXT NOT NULL
    );
    CREATE TABLE brief_models (
        brief INTEGER NOT NULL REFERENCES briefs (id) ON DELETE CASCADE,
        model INTEGER NOT NULL REFERENCES models (id),
        PRIMARY KEY (brief, model)
    ) WITHOUT ROWID;
    CREATE INDEX briefs_by_day ON briefs (day);
    CREATE INDEX briefs_by_page ON briefs (page);
    CREATE VIRTUAL TABLE words USING fts5 (ar, stems, en, tokenize = 'porter unicode61 remove_diacritics 2');
    """,
    """
    CREATE TABLE feeds (
        url TEXT PRIMARY KEY,
        title TEXT,
        outlet TEXT,
        etag TEXT,
        modified TEXT,
        fetched TEXT,
        wait_until TEXT,
        error TEXT
    );
    CREATE TABLE entries (
        feed TEXT NOT NULL REFERENCES feeds (url) ON DELETE CASCADE,
        entry TEXT NOT NULL,
        url TEXT,
        fetched TEXT NOT NULL,
        title TEXT,
        date TEXT,
        origin TEXT,
        media_type TEXT,
        charset TEXT,
        page BLOB,
        PRIMARY KEY (feed, entry)
    );
    CREATE INDEX entries_by_url ON entries (url);
    """,
)
SCHEMA = len(MIGRATIONS)


def open_file(path: Path) -> sqlite3.Connection:
    """A connection to the archive, made new or brought to this schema.

    Raises ArchiveError, and changes nothing, for a file that is no archive, is damaged, or is of a newer mujaz.
    """
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
        elif path.is_dir():
            raise ArchiveError(str(path), "is a folder", "name a file")
        elif path.stat().st_size:
            _look(path)
        database = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise ArchiveError(str(path), f"cannot be opened ({error})", "check the path and its permissions") from None
    try:
        with told(path):
            _log_ahead(database)
            database.execute("PRAGMA synchronous = FULL")
            database.execute("PRAGMA foreign_keys = ON")
            migrate(database)
    except BaseException:
        database.close()
        raise
    return database


def _log_ahead(database: sqlite3.Connection) -> None:
    """Switches to write-ahead logging; SQLite refuses this at once, without its own waiting, while another process opens the file."""
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            database.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.01)


def migrate(database: sqlite3.Connection, to: int = SCHEMA) -> None:
    """Takes the file from its schema to ``to`` in one transaction; two processes may try at once."""
    database.execute("BEGIN IMMEDIATE")
    try:
        at = database.execute("PRAGMA user_version").fetchone()[0]
        for script in MIGRATIONS[at:to]:
            for statement in script.split(";\n"):
                if statement.strip():
                    database.execute(statement)
        if at < to:
            database.execute(f"PRAGMA application_id = {APPLICATION}")
            database.execute(f"PRAGMA user_version = {to}")
        database.execute("COMMIT")
    except BaseException:
        database.execute("ROLLBACK")
        raise


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what SQLite says into an ArchiveError."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise ArchiveError(str(path), "another process has been writing to it for too long", "try again") from None
        raise ArchiveError(str(path), str(error), "check disk space and permissions") from None
    except sqlite3.DatabaseError as error:
        raise ArchiveError(str(path), f"is damaged ({error})", _REMEDY) from None


_REMEDY = "keep the file, start another with --archive, and import what an export has saved"


def _look(path: Path) -> None:
    """Refuses what is no archive of this or an older schema, by reading only."""
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\x00":
            raise ArchiveError(str(path), "is no archive", "name another file; this one was not touched")
    database = sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True, timeout=PATIENCE)
    try:
        with told(path):
            version = database.execute("PRAGMA user_version").fetchone()[0]
            application = database.execute("PRAGMA application_id").fetchone()[0]
            tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    finally:
        database.close()
    if tables and application != APPLICATION:
        raise ArchiveError(str(path), "is another program's database", "name another file; this one was not touched")
    if version > SCHEMA:
        raise ArchiveError(str(path), f"has schema {version}, newer than {SCHEMA}", "upgrade mujaz to read it")
