"""Manners on the network: one request a host at a time, a pause between two, and waiting as long as a host asks."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

PAUSE = 1.0  # seconds between the end of a request to a host and the next to it
LONGEST_WAIT = timedelta(days=2)  # a host that asks for more is asked again after this


class Manners:
    """Shared by the threads of one fetch."""

    def __init__(self, pause: float = PAUSE) -> None:
        self.pause = pause
        self._locks: dict[str, threading.Lock] = {}
        self._free: dict[str, float] = {}
        self._guard = threading.Lock()

    @contextmanager
    def turn(self, url: str) -> Iterator[None]:
        """The caller's turn to ask that host, after all who asked before."""
        host = urlsplit(url).netloc.lower()
        with self._guard:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            time.sleep(max(0.0, self._free.get(host, 0.0) - time.monotonic()))
            try:
                yield
            finally:
                self._free[host] = time.monotonic() + self.pause


def retry_after(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """When a host wants to be asked again, from ``Retry-After`` (seconds or a date); None where it does not say."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    try:
        until = now + timedelta(seconds=int(value)) if value.isdecimal() else parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(until, now + LONGEST_WAIT) if until > now else None
