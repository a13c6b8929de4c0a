"""``--max-memory``: what is refused, and that a real run keeps it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import toys
from mujaz.cli.app import app
from mujaz.errors import ModelError
from mujaz.models import registry
from mujaz.models.checkpoint import read_checkpoint
from mujaz.models.engines import conversion
from mujaz.models.machine import threads
from mujaz.models.memory import MB, fitting_threads, fitting_tokens, limit_memory, require, resident
from mujaz.models.seq2seq import SHORT, token_batches
from typer.testing import CliRunner

PIECES = 60_000  # opus-mt's vocabulary: a line of it is computed for each word that is written


@pytest.fixture(autouse=True)
def no_limit_left() -> Iterator[None]:
    yield
    limit_memory(None)


def test_without_a_limit_nothing_is_smaller() -> None:
    require("model", 1e15, "")
    assert fitting_threads(8) == 8 and fitting_tokens(4096, 1 << 40) == 4096


def test_threads_and_batches_shrink_with_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_THREADS", "8")
    weights = 80 * MB
    seen = []
    for left in (3000, 900, 500, 0):
        limit_memory(resident() + left * MB)
        seen.append((threads(), fitting_tokens(4096, weights)))
    assert seen[0] == (8, 4096) and seen[-1] == (1, 1)
    assert seen == sorted(seen, reverse=True) and len(set(seen)) == 4


def test_a_model_that_cannot_fit_is_told_what_it_needs() -> None:
    limit_memory(resident() + 300 * MB)
    with pytest.raises(ModelError, match=r"needs --max-memory \d+MB, not \d+MB; allow more"):
        require("big", 200 * MB, "allow more")
    require("small", 90 * MB, "")


def test_short_texts_do_not_crowd_a_batch() -> None:
    batches = list(token_batches(dict.fromkeys(range(100), 3), 10 * SHORT))
    assert {len(batch) for batch in batches} == {10}


def test_the_command_line_refuses_in_a_line() -> None:
    page = str(Path(__file__).parents[2] / "samples/floods-akkar-river.txt")
    registry._builtin.cache_clear()  # another test may have loaded it
    result = CliRunner().invoke(app, ["brief", page, "--max-memory", "100MB"])
    assert result.exit_code == 1 and isinstance(result.exception, ModelError)
    assert "built-in: needs --max-memory" in str(result.exception)
    result = CliRunner().invoke(app, ["brief", page, "--max-memory", "lots"])
    assert result.exit_code == 2 and "write it as 2GB or 800MB" in result.stderr


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="peak memory is read from /proc")
def test_a_brief_by_the_built_in_model_needs_no_more_than_is_asked_for() -> None:
    page = str(Path(__file__).parents[2] / "samples/longread-shatt-al-arab-salt.txt")

    def brief(limit: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", BRIEF, "brief", page, "--json", "--max-memory", limit]
        return subprocess.run(command, capture_output=True, text=True)

    refused = brief("100MB")
    assert refused.returncode == 1
    needed = refused.stderr.split("needs --max-memory ")[1].split("MB")[0]
    made = brief(f"{int(needed) + 5}MB")  # what a new process holds differs a little each time
    assert made.returncode == 0, made.stderr
    assert int(made.stderr.rsplit("peak ", 1)[1]) <= (int(needed) + 5) * 1e6
    assert json.loads(made.stdout)["sentences"]


BRIEF = """
import atexit, sys
from pathlib import Path

def say() -> None:
    print("peak", int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) * 1024, file=sys.stderr)

atexit.register(say)
from mujaz.cli import main
main()
"""


SCRIPT = """
import json, sys
from pathlib import Path
from mujaz.cli.sizes import parse_size
from mujaz.models.engines import open_seq2seq
from mujaz.models.memory import limit_memory
from mujaz.models.types import Decoding

limit_memory(parse_size(sys.argv[2]) if len(sys.argv) > 2 else None)
model = open_seq2seq(Path(sys.argv[1]), device="cpu")
answers = model.generate(json.load(sys.stdin), Decoding(num_beams=4, max_new_tokens=2))
peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) * 1024
print(json.dumps([peak, [a[0].text for a in answers]]))
"""


def run(folder: Path, *limit: str) -> tuple[int, list[str]]:
    texts = json.dumps(toys.sentences(180))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), *limit], input=texts, capture_output=True, text=True, check=True
    )
    peak, answers = json.loads(done.stdout)
    return peak, answers


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="peak memory is read from /proc")
def test_a_real_run_stays_under_the_limit(tmp_path: Path) -> None:
    folder = wide_model(tmp_path / "wide")
    conversion(read_checkpoint(folder), "translate")  # which takes more memory than running it
    free, expected = run(folder)
    limited, answers = run(folder, "300MB")
    assert limited <= 300e6
    assert free - limited > 40e6, "the limit changed nothing"
    assert answers == expected


def wide_model(folder: Path) -> Path:
    """A MarianMT checkpoint of one layer with random weights and a vocabulary of true size."""
    made = toys.random_marian(
        folder, toys.sentencepiece_model(toys.corpus(), 60), PIECES,
        d_model=256, encoder_layers=1, decoder_layers=1, encoder_attention_heads=4, decoder_attention_heads=4,
        encoder_ffn_dim=512, decoder_ffn_dim=512, max_position_embeddings=64,
    )  # fmt: skip
    made.save_pretrained(folder)
    return folder
