"""A converted decoder → what mujaz ships: ``python training/ship.py CT2_FOLDER [OUT] --revision 2026-12-01``.

``model.bin`` is cut into parts under 95 MB, the tokenizer forgets its marks (so that a page spelling ``<eos>`` gives
letters), and a manifest with size and SHA-256 of every file is written.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from mujaz.models.files import atomic_write
from mujaz.models.manifest import MANIFEST, write_manifest

PART = 94_000_000
SHIPPED = Path(__file__).parents[1] / "models/builtin"


def ship(converted: Path, out: Path, revision: str) -> None:
    """Write the folder that ``BuiltinModel.load`` reads; texts already there (card, terms, notice) stay."""
    for old in out.glob("model.bin.*"):
        old.unlink()
    weights = (converted / "model.bin").read_bytes()
    for number, start in enumerate(range(0, len(weights), PART)):
        atomic_write(out / f"model.bin.{number}", weights[start : start + PART])
    for name in ("config.json", "vocabulary.json"):
        atomic_write(out / name, (converted / name).read_bytes())
    tokenizer = json.loads((converted / "tokenizer.json").read_bytes())
    tokenizer["added_tokens"] = []
    atomic_write(out / "tokenizer.json", json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")).encode())
    names = [p.name for p in out.iterdir() if p.suffix not in (".md", ".html", ".txt") and p.name != MANIFEST]
    write_manifest(out, name="mujaz-built-in", revision=revision, licence="Gemma Terms of Use", files=names)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("converted", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=SHIPPED)
    parser.add_argument("--revision", required=True)
    o = parser.parse_args()
    ship(o.converted, o.out, o.revision)
