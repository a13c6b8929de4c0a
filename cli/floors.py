"""Floors: the least values a model's figures may have, as JSON ``{"task": {"figure": least}}``.

They rise by themselves when asked to, and are lowered only with a reason, which stays in the file under ``lowered``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..errors import MujazError

MARGIN = 0.02  # of a figure that its floor stays below it: another CPU rounds otherwise


def read_floors(path: Path, task: str) -> dict[str, Any]:
    """The whole file. Raises MujazError where it has no floors of ``task``."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if not all(isinstance(least, int | float) for least in content[task].values()):
            raise ValueError("a floor is no number")
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        remedy = f'write {{"{task}": {{"chrf": 60.0}}}}'
        raise MujazError(str(path), f"has no floors of {task} ({error!r})", remedy) from error
    return dict(content)


def under(floors: Mapping[str, float], scores: Mapping[str, Any]) -> dict[str, float]:
    """The floors that the scores fall under; a figure that is missing falls under any."""
    return {name: least for name, least in floors.items() if scores.get(name, -math.inf) < least}


def moved(
    content: Mapping[str, Any], task: str, scores: Mapping[str, Any], *, raising: bool, reason: str | None
) -> dict[str, Any]:
    """The file with floors that suit the scores: higher ones where they are to rise, lower ones only with a ``reason``."""
    new = dict(content[task])
    lowered = list(content.get("lowered", ()))
    for name, least in content[task].items():
        fit = fitting(scores[name])
        if raising and fit > least:
            new[name] = fit
        elif scores[name] < least and reason:
            new[name] = fit
            day = datetime.now(UTC).date().isoformat()
            lowered.append({"date": day, "floor": f"{task}.{name}", "from": least, "to": fit, "why": reason})
    return {**content, task: new} | ({"lowered": lowered} if lowered else {})


def fitting(score: float) -> float:
    """The floor beneath a score, to three figures."""
    least = score * (1 - MARGIN)
    step = 10.0 ** (2 - math.floor(math.log10(least))) if least > 0 else 1.0
    return math.floor(least * step) / step


def written(content: Mapping[str, Any]) -> str:
    """A task or a reason a line, so that a change is seen in a diff."""
    lines = []
    for name, value in content.items():
        if isinstance(value, list):
            rows = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in value)
            lines.append(f"  {json.dumps(name)}: [\n{rows}\n  ]")
        else:
            lines.append(f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"
