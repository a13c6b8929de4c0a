"""What every test gets: no network, and user folders of its own."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("repeatable", derandomize=True)  # what a run of CI tries, the next one tries too
if os.environ.get("CI"):
    settings.load_profile("repeatable")

sys.path.insert(0, str(Path(__file__).parent))  # so that tests of every room can import the toy checkpoints (toys.py)

LOOPBACK = ("127.0.0.1", "::1", "localhost")


class NetworkTouched(AssertionError):
    """A test reached for the network."""


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Connecting and looking up names raise; tests that ask for ``loopback`` may reach this machine itself."""
    allowed = LOOPBACK if "loopback" in request.fixturenames else ()
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in allowed:
            raise NetworkTouched(f"connect to {address}")
        return connect(self, address)

    def guarded_look_up(host, *args, **kwargs):
        if host not in allowed:
            raise NetworkTouched(f"look-up of {host}")
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)


@pytest.fixture
def loopback() -> None:
    """Asked for by tests that run a server on this machine."""


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for mujaz, and none of the user's settings or caches."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "HF_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in list(os.environ):
        if name.startswith("MUJAZ_") and name != "MUJAZ_DATA":
            monkeypatch.delenv(name)
    monkeypatch.setenv("MUJAZ_HOME", str(home / "mujaz"))
    monkeypatch.setenv("MUJAZ_THREADS", "1")
    return home / "mujaz"
