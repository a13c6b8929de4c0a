"""The main job as a user types it, on the shipped samples and the built-in models, with no network."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
SCHEMA = json.loads((ROOT / "docs/brief.schema.json").read_text())
SHORT = SAMPLES / "exams-iraq-postponed.txt"

NO_NETWORK = """
import socket, sys
def closed(*args, **kwargs):
    raise AssertionError("a socket was opened")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = closed
sys.argv = ["mujaz", *sys.argv[1:]]
from mujaz.cli import main
main()
"""


def mujaz(*arguments: object, stdin: bytes = b"", code: int = 0, cwd: Path = ROOT) -> tuple[str, str]:
    """stdout and stderr of a run in which every socket call raises."""
    command = [sys.executable, "-c", NO_NETWORK, *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=300, cwd=cwd, check=False)
    out, err = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == code, (done.returncode, out[-500:], err[-2000:])
    assert "Traceback" not in err
    return out, err


def test_stdin_gives_one_json_brief() -> None:
    out, err = mujaz("brief", "-", "--json", stdin=SHORT.read_bytes())
    (line,) = out.splitlines()
    brief = json.loads(line)
    jsonschema.validate(brief, SCHEMA)
    gold = json.loads(SHORT.with_suffix(".gold.json").read_text())
    assert brief["source"]["origin"] == "-"
    assert brief["article"]["title"] == gold["title"]
    assert brief["article"]["date"]["value"] == gold["date"]["value"]
    assert brief["sentences"] and all(s["en"] for s in brief["sentences"])
    assert all(0 <= i < len(brief["article"]["sentences"]) for s in brief["sentences"] for i in s["support"])
    assert brief["models"]["translator"]["builtin"] and brief["models"]["translator"]["sha256"]
    assert err == ""


def test_output_file_is_markdown_and_leaves_stdout_empty(tmp_path: Path) -> None:
    out, _ = mujaz("brief", SHORT, "-o", tmp_path / "brief.md")
    text = (tmp_path / "brief.md").read_text()
    assert out == "" and text.startswith("# ") and "built-in" in text


def test_a_pipe_gets_markdown_and_a_run_is_repeatable() -> None:
    first, _ = mujaz("brief", SHORT)
    again, _ = mujaz("brief", SHORT)
    assert first == again and first.startswith("# ")


def test_extractive_quotes_the_page() -> None:
    out, _ = mujaz("brief", SHORT, "--json", "--extractive")
    brief = json.loads(out)
    assert all(s["quoted"] and s["ar"] in brief["article"]["sentences"] for s in brief["sentences"])


def test_lines_are_translated_one_to_one() -> None:
    text = "قتل 32 شخصا في انفجار بالعاصمة.\n\n2026\nقال الوزير إن الأسعار ارتفعت.\n"
    out, _ = mujaz("translate", "--lines", stdin=text.encode())
    lines = out.split("\n")
    assert len(lines) == 5 and lines[4] == ""
    assert (
        ("32" in lines[0] or "thirty-two" in lines[0].lower())
        and lines[1] == ""
        and lines[2] == "2026"
        and "minister" in lines[3].lower()
    )


def test_summarize_a_jsonl_field() -> None:
    gold = json.loads(SHORT.with_suffix(".gold.json").read_text())
    rows = [
        {"id": 1, "text": "\n".join(gold["body"])},
        {"id": 2, "body": "x"},
        {"id": 3, "text": "\n".join(gold["body"])},
    ]
    stdin = "".join(json.dumps(r) + "\n" for r in rows).encode()
    out, err = mujaz("summarize", "-", "--jsonl-field", "text", "--json", stdin=stdin, code=1)
    made = [json.loads(line) for line in out.splitlines()]
    assert [m["schema"] for m in made] == ["mujaz.summary/1"] * 3
    assert made[0]["sentences"] == made[2]["sentences"] and made[0]["sentences"] and made[1]["sentences"] == []
    assert "-:2" in err and "--jsonl-field" in err


def test_check_reads_tsv_and_loads_no_model() -> None:
    lines = "قتل 32 شخصا.\t23 people were killed.\nقتل 32 شخصا.\t32 people were killed.\n\nنص بلا ترجمة\n"
    out, _ = mujaz("check", "--tsv", stdin=lines.encode())
    lists = [json.loads(line) for line in out.splitlines()]
    assert len(lists) == 4
    assert [f["kind"] for f in lists[0] if f["severity"] == "error"] == ["number"]
    assert not [f for f in lists[1] if f["severity"] == "error"]
    assert lists[2] == [] and lists[3]


def test_read_shows_the_page_and_why() -> None:
    out, _ = mujaz("read", SAMPLES / "floods-akkar-river.txt", "--json", "--why")
    page = json.loads(out)
    gold = json.loads((SAMPLES / "floods-akkar-river.gold.json").read_text())
    assert page["schema"] == "mujaz.article/1"
    assert page["article"]["paragraphs"] == gold["body"]
    assert page["dropped"] and all(d["rule"] for d in page["dropped"])


BAD = {
    "missing.txt": None,
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 40,
    "english.txt": b"The minister said on Monday that prices had risen by ten percent in the last year. " * 9,
    "persian.txt": "وزیر امور خارجه ایران روز دوشنبه گفت که گفتگوها با طرف‌های دیگر ادامه خواهد یافت و پیشرفت خوبی شده است. ".encode()
    * 6,
    "menu.txt": "الرئيسية\nسياسة\nاقتصاد\nرياضة\nاتصل بنا\n".encode(),
    "huge.txt": "نص طويل جدا ".encode() * 2_500_000,
}


def test_each_bad_input_is_one_line_and_the_rest_is_done(tmp_path: Path) -> None:
    for name, content in BAD.items():
        if content is not None:
            (tmp_path / name).write_bytes(content)
    out, err = mujaz("brief", *(tmp_path / name for name in BAD), SHORT, "--json", "--extractive", code=1)
    assert [json.loads(line)["source"]["origin"] for line in out.splitlines()] == [str(SHORT)]
    lines = err.splitlines()
    assert len(lines) == len(BAD)
    for name, line in zip(BAD, lines, strict=True):
        assert line.startswith("mujaz: ") and name in line and ";" in line, line
    assert "Persian" in lines[4] or "fa" in lines[4]


def test_a_folder_without_pages_is_told(tmp_path: Path) -> None:
    out, err = mujaz("brief", tmp_path, "--json", code=1)
    assert out == "" and str(tmp_path) in err and len(err.splitlines()) == 1


def test_usage_errors_exit_with_2() -> None:
    mujaz("brief", SHORT, "--format", "pdf", code=2)
    mujaz("brief", SHORT, "--json", "--format", "markdown", code=2)
    mujaz("brief", SHORT, "-o", "brief.xyz", code=2)
    mujaz("brief", SHORT, "--date", "someday", code=2)


def test_escapes_and_markup_come_out_as_text(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    gold = json.loads(SHORT.with_suffix(".gold.json").read_text())
    page.write_text(
        "عنوان [/red] الخبر\x1b[31m\x1b]52;c;aGFjaw==\x07 هنا\n\n"
        + "\n\n".join(gold["body"])
        + " [bold]نص[/bold]\u202e",
        encoding="utf-8",
    )
    for format in ("table", "markdown", "json"):
        out, _ = mujaz("brief", page, "--extractive", "--format", format)
        assert "\x1b" not in out and "\u202e" not in out and "\x07" not in out and "aGFjaw" not in out


@pytest.mark.long
def test_all_samples_are_briefed(tmp_path: Path) -> None:
    pages = sorted(SAMPLES.glob("*.txt")) + sorted(SAMPLES.glob("*.html"))
    out, err = mujaz("brief", *pages, "--json", "--beams", 1)
    briefs = [json.loads(line) for line in out.splitlines()]
    assert err == "" and len(briefs) == len(pages) >= 12
    for path, brief in zip(pages, briefs, strict=True):
        jsonschema.validate(brief, SCHEMA)
        gold = json.loads(path.with_suffix(".gold.json").read_text())
        assert brief["article"]["title"] == gold["title"], path.name
        assert (brief["article"]["date"]["value"] or None) == gold["date"]["value"], path.name


@pytest.mark.long
def test_the_day_is_digested() -> None:
    pages = [
        SAMPLES / name
        for name in (
            "floods-akkar-river.txt",
            "floods-lebanon-north.txt",
            "weather-wind-kuwait.txt",
            "culture-manuscripts-fez.txt",
        )
    ]
    pages += [SAMPLES / "markets-gulf-close.txt"]  # of the next day
    out, err = mujaz("digest", *pages, "--date", "2026-03-14", "--json", "--extractive", "--beams", 1)
    digest = json.loads(out)
    assert err == "" and digest["schema"] == "mujaz.digest/1" and digest["date"] == "2026-03-14"
    keys = {b["key"] for b in digest["briefs"]}
    assert all(set(s["briefs"]) <= keys and s["lead"] in s["briefs"] for s in digest["stories"])
    assert any(len(s["briefs"]) > 1 for s in digest["stories"]), "two outlets tell the same story that day"
    assert len(digest["briefs"]) == 4 and len(digest["undated"]) == 1
    dated = [b for b in digest["briefs"] if b["key"] not in digest["undated"]]
    assert all(b["article"]["date"]["value"].startswith("2026-03-14") for b in dated)
