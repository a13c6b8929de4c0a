"""What this machine can give a model."""

from __future__ import annotations

import os

from .memory import fitting_threads


def cpu_count() -> int:
    """CPUs this process may use, which in a container are often fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def threads() -> int:
    """Threads for one model: ``MUJAZ_THREADS``, else the CPUs this process may use, at most 8 (more wait for each other).

    Fewer where ``--max-memory`` leaves no room for them.
    """
    chosen = os.environ.get("MUJAZ_THREADS", "")
    if chosen.isdecimal() and int(chosen) > 0:
        return fitting_threads(int(chosen))
    return fitting_threads(min(8, cpu_count()))
