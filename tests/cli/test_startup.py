"""``mujaz --help`` is quick because nothing heavy is loaded for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "torch",
    "transformers",
    "ctranslate2",
    "trafilatura",
    "sklearn",
    "numpy",
    "lxml",
    "httpx",
    "dateparser",
    "jinja2",
    "sentencepiece",
    "tokenizers",
    "huggingface_hub",
)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["brief", "--help"],
        ["digest", "--help"],
        ["batch", "--help"],
        ["models", "list"],
        ["config", "show"],
    ],
)
def test_help_loads_no_model_library(arguments: list[str]) -> None:
    script = (
        "import sys\n"
        f"sys.argv = ['mujaz', *{arguments!r}]\n"
        "from mujaz.cli import main\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
        "print('LOADED', *sorted({name.split('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    loaded = done.stdout.rsplit("LOADED", 1)[1].split()
    assert not set(HEAVY) & set(loaded)
    assert "typer" in loaded
