"""The archive: what is put is there, once; what is no archive is refused and left as it is."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from making import bank, flood, make_brief
from mujaz.briefs.archive import Archive, default_path
from mujaz.briefs.archive_file import MIGRATIONS, SCHEMA, migrate
from mujaz.briefs.archive_search import match
from mujaz.briefs.keeping import kept_briefs
from mujaz.errors import ArchiveError


@pytest.fixture
def archive(tmp_path: Path):
    with Archive(tmp_path / "deep" / "a.sqlite") as opened:
        yield opened


def test_a_brief_comes_back_the_same_and_is_kept_once(archive):
    brief = flood(url="https://example.com/a")
    assert archive.put(brief) is True
    assert archive.put(brief) is False
    assert archive.has(brief.key)
    assert archive.get(brief.key) == brief
    assert archive.get("sha256:0") is None
    assert len(archive.entries()) == 1
    assert archive.check() == []


def test_it_is_there_when_opened_again(tmp_path):
    path = tmp_path / "a.sqlite"
    with Archive(path) as first:
        first.put(flood())
    with Archive(path) as again:
        assert again.briefs() == [flood()]


def test_a_brief_is_found_by_the_start_of_its_key(archive):
    a, b = flood(), bank()
    archive.put_all([a, b])
    assert archive.find(a.key[:15]) == a
    assert archive.find(b.key.removeprefix("sha256:")[:10].upper()) == b
    with pytest.raises(ArchiveError, match="no brief"):
        archive.find("zz")
    with pytest.raises(ArchiveError, match="several"):
        archive.find("")
    with pytest.raises(ArchiveError):
        archive.find("%")


def test_briefs_are_listed_by_day_and_outlet(archive):
    archive.put_all(
        [flood(date="2026-11-20"), bank(date="2026-11-21", outlet="الأنباء"), make_brief("ع", "ج.", date=None)]
    )
    assert [b.article.date.value for b in archive.briefs(date="2026-11-20", undated=False)] == ["2026-11-20"]
    assert [e.date for e in archive.entries(start="2026-11-21")] == ["2026-11-21", None]
    assert [e.date for e in archive.entries(outlet="الانباء")] == ["2026-11-21"]
    assert archive.days() == [("2026-11-21", 1), ("2026-11-20", 1)]
    assert len(archive.entries(limit=1)) == 1


def test_a_month_is_no_day(archive):
    archive.put(flood(date="2026-11"))
    assert archive.entries()[0].day is None
    assert archive.briefs(date="2026-11-20", undated=False) == []


def test_only_what_the_newest_models_made_is_given(archive):
    old, new = flood(revision="1"), flood(revision="2")
    archive.put_all([old, new])
    assert archive.briefs() == [new]
    assert len(archive.briefs(newest=False)) == 2
    assert archive.prune(superseded=True) == 1
    assert archive.briefs(newest=False) == [new]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("فيضانات", True),
        ("الفيضانات", True),
        ("وبالفيضانات", True),
        ("الدِّفاع المدنى", True),
        ('"الدفاع المدني"', True),
        ('"المدني الدفاع"', False),
        ("فيضانات الفائدة", False),
        ("فيضانات -الزيتون", False),
        ("-الزيتون", False),
        ("title", True),
        ("english 1", True),
        ("١٢", True),
        ("", False),
        ("؟", False),
        ('"', False),
        ('" OR x NEAR(', False),
        ("ar:فيضانات*", False),
        ("a AND b) OR (c", False),
    ],
)
def test_search_in_both_languages(archive, query, found):
    archive.put_all([flood(), bank(title_en="Rate", translated=False)])
    assert [e.title for e in archive.search(query)] == ([flood().article.title] if found else [])


def test_a_word_in_both_briefs_finds_both(archive):
    archive.put_all([flood(), bank()])
    assert len(archive.search("وكالة")) == 2


def test_no_query_breaks_the_index(archive):
    archive.put(flood())
    for query in ("NOT", "AND OR", "^", "-", "--x", "ar : x", "{", "(", ")", "*", "'; DROP TABLE briefs; --", "\x00"):
        archive.search(query)
    assert '"NOT"' in match("NOT")


def test_pages_keep_their_bytes(archive):
    brief = flood()
    archive.put(brief, data=b"page")
    assert archive.page(brief.source.sha256) == b"page"
    assert archive.page("0") is None


def test_runs_are_accounted_for(archive):
    with archive.run("digest") as run:
        run.done = 2
    with pytest.raises(KeyboardInterrupt), archive.run("digest") as run:
        run.done, run.failed = 1, 1
        raise KeyboardInterrupt
    first, second = archive.runs()
    assert (first.done, first.finished is not None) == (2, True)
    assert (second.done, second.failed, second.finished) == (1, 1, None)


def test_prune_takes_days_before_and_leaves_the_undated(archive):
    archive.put_all([flood(date="2026-11-18"), bank(date="2026-11-20"), make_brief("ع", "ج.", date=None)])
    assert archive.prune(before="2026-11-20", dry=True) == 1
    assert len(archive.entries()) == 3
    assert archive.prune(before="2026-11-20") == 1
    assert {e.date for e in archive.entries()} == {"2026-11-20", None}
    assert archive.search("فيضانات") == []
    assert archive.check() == []
    with pytest.raises(ArchiveError, match="nothing was said"):
        archive.prune()


def test_what_is_exported_can_be_imported(archive, tmp_path):
    archive.put_all([flood(), bank()])
    assert archive.export(tmp_path / "out") == 2
    first = (tmp_path / "out/briefs.jsonl").read_bytes()
    archive.export(tmp_path / "out")
    assert (tmp_path / "out/briefs.jsonl").read_bytes() == first
    with Archive(tmp_path / "b.sqlite") as other:
        assert other.import_(tmp_path / "out") == 2
        assert other.import_(tmp_path / "out/briefs.jsonl") == 0
        assert other.briefs() == archive.briefs()


def test_a_damaged_import_takes_nothing_in(archive, tmp_path):
    good = tmp_path / "briefs.jsonl"
    with Archive(tmp_path / "b.sqlite") as other:
        other.put(flood())
        other.export(tmp_path)
    good.write_text(good.read_text() + '{"schema": "mujaz.brief/1"}\n')
    with pytest.raises(ArchiveError, match=r"line 2.*nothing was imported"):
        archive.import_(good)
    assert archive.entries() == []
    with pytest.raises(ArchiveError):
        archive.import_(tmp_path / "missing")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"a text file, not a database at all", "no archive"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, "damaged|no archive"),
    ],
)
def test_what_is_no_archive_is_refused_and_not_touched(tmp_path, data, word):
    path = tmp_path / "a.sqlite"
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match=word):
        Archive(path)
    assert path.read_bytes() == data
    assert [p.name for p in tmp_path.iterdir()] == ["a.sqlite"]


def test_another_programs_database_is_refused(tmp_path):
    path = tmp_path / "a.sqlite"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE briefs (x)")
    database.close()
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match="another program"):
        Archive(path)
    assert path.read_bytes() == before


def test_a_newer_schema_is_refused(tmp_path):
    path = tmp_path / "a.sqlite"
    Archive(path).close()
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    database.close()
    with pytest.raises(ArchiveError, match="upgrade mujaz"):
        Archive(path)


def test_an_archive_cut_in_half_is_refused_or_found_out(tmp_path):
    path = tmp_path / "a.sqlite"
    with Archive(path) as archive:
        archive.put_all([flood(), bank()])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    try:
        with Archive(path) as archive:
            assert archive.check() != []
            with pytest.raises(ArchiveError):
                archive.briefs()
    except ArchiveError as error:
        assert "damaged" in str(error) or "malformed" in str(error)


def test_a_folder_or_a_place_that_cannot_be_is_refused(tmp_path):
    with pytest.raises(ArchiveError, match="folder"):
        Archive(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArchiveError, match="cannot be opened"):
        Archive(tmp_path / "file" / "a.sqlite")


@pytest.mark.parametrize("version", range(1, SCHEMA))
def test_older_schemas_are_brought_up_with_all_they_hold(tmp_path, version):
    path = tmp_path / "a.sqlite"
    database = sqlite3.connect(path, isolation_level=None)
    migrate(database, to=version)
    database.execute("INSERT INTO runs (command, started) VALUES ('old', '2026-11-20T07:00:00Z')")
    database.close()
    with Archive(path) as archive:
        assert [run.command for run in archive.runs()] == ["old"]
        archive.put(flood())
        assert archive.check() == []
    assert _shape(path) == _shape_of_new(tmp_path)


def test_a_failed_migration_changes_nothing(tmp_path, monkeypatch):
    path = tmp_path / "a.sqlite"
    Archive(path).close()
    monkeypatch.setattr(
        "mujaz.briefs.archive_file.MIGRATIONS", (*MIGRATIONS, "CREATE TABLE t (x);\nCREATE TABLE t (x);\n")
    )
    monkeypatch.setattr("mujaz.briefs.archive_file.SCHEMA", SCHEMA + 1)
    with pytest.raises((ArchiveError, sqlite3.Error)):
        database = sqlite3.connect(path, isolation_level=None)
        migrate(database, to=SCHEMA + 1)
    database.close()
    monkeypatch.undo()
    Archive(path).close()


def _shape(path: Path) -> list[tuple[str, str]]:
    database = sqlite3.connect(path)
    rows = database.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    database.close()
    return rows


def _shape_of_new(folder: Path) -> list[tuple[str, str]]:
    Archive(folder / "new.sqlite").close()
    return _shape(folder / "new.sqlite")


def test_check_finds_what_was_meddled_with(tmp_path):
    path = tmp_path / "a.sqlite"
    with Archive(path) as archive:
        archive.put_all([flood(), bank()])
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("UPDATE briefs SET json = '{}' WHERE id = 1")
    database.execute("UPDATE briefs SET day = '2000-01-01' WHERE id = 2")
    database.execute("DELETE FROM words WHERE rowid = 2")
    database.close()
    with Archive(path) as archive:
        found = archive.check()
        assert len(found) == 3
        with pytest.raises(ArchiveError, match="damaged brief"):
            archive.get(flood().key)


WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from making import make_brief
from mujaz.briefs.archive import Archive
with Archive(sys.argv[2]) as archive:
    for n in range(int(sys.argv[3]), int(sys.argv[3]) + 20):
        archive.put(make_brief(f"title {n}", "text", outlet=str(n)))
"""


def test_two_processes_write_at_once(tmp_path):
    path = tmp_path / "a.sqlite"
    here = str(Path(__file__).parent)
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, here, path, str(first)]) for first in (0, 10)]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    with Archive(path) as archive:
        assert len(archive.entries()) == 30
        assert archive.check() == []


OPENER = """
import sys, time
from pathlib import Path
from mujaz.briefs.archive_file import open_file
folder, start = Path(sys.argv[1]), float(sys.argv[2])
for n in range(150):
    time.sleep(max(0.0, start + n * 0.03 - time.time()))
    open_file(folder / f"{n}.sqlite").close()
"""


def test_many_processes_make_the_same_archive_at_once(tmp_path):
    start = str(time.time() + 2)
    openers = [subprocess.Popen([sys.executable, "-c", OPENER, tmp_path, start]) for _ in range(4)]
    assert [opener.wait(timeout=120) for opener in openers] == [0, 0, 0, 0]
    assert len(list(tmp_path.glob("*.sqlite"))) == 150


def test_the_default_place_follows_mujaz_home(tmp_path, monkeypatch):
    monkeypatch.setenv("MUJAZ_HOME", str(tmp_path))
    assert default_path() == tmp_path / "archive.sqlite"


class Counting:
    """A maker of briefs that counts what it was asked to make; its articles are briefs."""

    batch = 3

    def __init__(self) -> None:
        self.made: list[str] = []

    def key(self, article):
        return article.key

    def briefs(self, articles):
        for article in articles:
            self.made.append(article.key)
            yield article


def test_a_second_run_makes_only_what_is_missing(archive):
    articles = [make_brief(f"عنوان {n}", "جملة.") for n in range(7)]
    first, second = Counting(), Counting()
    assert [k.cached for k in kept_briefs(archive, first, articles[:3])] == [False] * 3
    kept = list(kept_briefs(archive, second, [*articles, articles[0]]))
    assert [k.brief for k in kept] == [*articles, articles[0]]
    assert [k.cached for k in kept] == [True] * 3 + [False] * 4 + [True]
    assert len(second.made) == 4


def test_what_was_shown_before_a_stop_is_kept(archive):
    articles = [make_brief(f"عنوان {n}", "جملة.") for n in range(7)]
    stream = kept_briefs(archive, Counting(), articles)
    next(stream)
    stream.close()
    assert len(archive.entries()) == 3


def test_the_file_is_small_json(archive):
    archive.put(flood())
    with archive.writing() as database:
        text = database.execute("SELECT json FROM briefs").fetchone()[0]
    assert json.loads(text)["schema"] == "mujaz.brief/1"
