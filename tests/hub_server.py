"""A hub on this machine: the part of its HTTP API that a pull uses, with faults on demand."""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

COMMIT = "c0ffee" + "0" * 34


class Hub:
    """Serves one repository out of a folder. ``faults[file]`` is a list of faults, one used up a download.

    ``drop`` closes the line half-way, ``wrong`` sends other bytes, ``short`` promises fewer bytes than the file has, a number is
    an HTTP status.
    """

    def __init__(self, repository: str, folder: Path, revision: str = "main") -> None:
        self.repository = repository
        self.folder = folder
        self.revision = revision
        self.faults: dict[str, list[str | int]] = defaultdict(list)
        self.requests: list[tuple[str, str, str | None]] = []
        self.retry_after = "0"

    def listing(self) -> dict:
        siblings = []
        for path in sorted(self.folder.iterdir()):
            data = path.read_bytes()
            entry = {"rfilename": path.name, "size": len(data), "blobId": sha256(data).hexdigest()[:40]}
            if path.suffix in (".safetensors", ".spm", ".bin"):
                entry["lfs"] = {"sha256": sha256(data).hexdigest(), "size": len(data), "pointerSize": 134}
            siblings.append(entry)
        return {
            "id": self.repository,
            "modelId": self.repository,
            "sha": COMMIT,
            "siblings": siblings,
            "tags": [],
            "private": False,
        }

    def downloads(self, name: str) -> int:
        return sum(1 for method, file, _ in self.requests if (method, file) == ("GET", name))


@contextmanager
def serving(hub: Hub):
    """The hub's address while it runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args) -> None:
            pass

        def do_HEAD(self) -> None:
            self.answer(body=False)

        def do_GET(self) -> None:
            self.answer(body=True)

        def plain(self, status: int, data: bytes = b"{}", **headers: str) -> None:
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(data)

        def answer(self, *, body: bool) -> None:
            path = unquote(urlsplit(self.path).path)
            api = f"/api/models/{hub.repository}"
            if path.startswith("/api/"):
                hub.requests.append((self.command, "api", None))
                if hub.faults["api"]:
                    return self.plain(int(hub.faults["api"].pop(0)), Retry_After=hub.retry_after)
                if path not in (api, f"{api}/revision/{hub.revision}", f"{api}/revision/{COMMIT}"):
                    missing = "RevisionNotFound" if path.startswith(api + "/revision/") else "RepoNotFound"
                    return self.plain(404, X_Error_Code=missing)
                return self.plain(200, json.dumps(hub.listing()).encode(), Content_Type="application/json")
            prefix = f"/{hub.repository}/resolve/{COMMIT}/"
            file = hub.folder / path.removeprefix(prefix)
            if not path.startswith(prefix) or not file.is_file():
                return self.plain(404, X_Error_Code="EntryNotFound", X_Repo_Commit=COMMIT)
            return self.file(file, body)

        def file(self, file: Path, body: bool) -> None:
            span = self.headers.get("Range")
            hub.requests.append((self.command, file.name, span))
            data = file.read_bytes()
            fault = hub.faults[file.name].pop(0) if body and hub.faults[file.name] else None
            if isinstance(fault, int):
                return self.plain(fault, Retry_After=hub.retry_after)
            if fault == "wrong":
                data = bytes([data[0] ^ 1]) + data[1:]
            start = int(span.removeprefix("bytes=").split("-")[0]) if span and body else 0
            part = data[start:]
            if fault == "short":
                part = part[: len(part) // 2]
            self.send_response(206 if start else 200)
            self.send_header("ETag", f'"{sha256(file.read_bytes()).hexdigest()}"')
            self.send_header("X-Repo-Commit", COMMIT)
            self.send_header("Accept-Ranges", "bytes")
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
            self.send_header("Content-Length", str(len(part)))
            self.end_headers()
            if not body:
                return None
            if fault == "drop":
                self.wfile.write(part[: len(part) // 2])
                self.wfile.flush()
                self.connection.close()
                self.close_connection = True
                return None
            self.wfile.write(part)
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
