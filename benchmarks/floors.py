"""No floor sinks unseen: ``python benchmarks/floors.py [REVISION]`` compares floors.json with an earlier commit's.

Without a revision that is where this branch left the main one, or the commit before. Where git does not know, nothing is
compared. A floor that is lower, or gone, needs a line under ``lowered`` that the earlier file has not: date, floor, to, why
(``mujaz eval … --floors FILE --allow-lower "WHY"`` writes it).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("floors.json")


def sunk(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """A line for each floor that sank without a dated reason."""
    told = {
        (row["floor"], row["to"]) for row in new.get("lowered", ()) if row not in old.get("lowered", ()) and _whole(row)
    }
    lines = []
    for task, floors in old.items():
        for name, least in floors.items() if isinstance(floors, dict) else ():
            now = new.get(task, {}).get(name)
            if (now is None or now < least) and (f"{task}.{name}", now) not in told:
                lines.append(f"{task}.{name} sank from {least} to {now} without a dated reason")
    return lines


def _whole(row: Mapping[str, Any]) -> bool:
    try:
        date.fromisoformat(row["date"])
        return bool(str(row["why"]).strip()) and {"floor", "to"} <= row.keys()
    except (KeyError, ValueError, TypeError):
        return False


def git(*arguments: str) -> str | None:
    done = subprocess.run(["git", *arguments], cwd=FILE.parent, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else None


def earlier() -> str | None:
    """The commit to compare with: the merge base with the main branch, else the parent."""
    head = (git("rev-parse", "HEAD") or "").strip()
    for main in ("origin/main", "main"):
        base = (git("merge-base", "HEAD", main) or "").strip()
        if base and base != head:
            return base
    return "HEAD~1" if git("rev-parse", "--verify", "HEAD~1") else None


def main() -> None:
    revision = sys.argv[1] if len(sys.argv) > 1 else earlier()
    text = git("show", f"{revision}:./{FILE.name}") if revision else None
    if text is None:
        print("no earlier floors to compare with")
        return
    lines = sunk(json.loads(text), json.loads(FILE.read_text(encoding="utf-8")))
    print("\n".join(lines) or f"no floor sank since {revision}")
    if lines:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
