"""A speech server on the loopback that answers as told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class SpeechServer(ThreadingHTTPServer):
    """Set ``status``, ``headers``, ``body``, ``promised_bytes``; read ``requests`` and ``keys``."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 200
        self.headers: dict[str, str] = {"Content-Type": "audio/mpeg"}
        self.body = b""
        self.promised_bytes: int | None = None
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: SpeechServer

    def do_POST(self) -> None:
        told = self.server
        told.requests.append(
            {"path": self.path, **json.loads(self.rfile.read(int(self.headers["Content-Length"])))}
        )
        told.keys.append(self.headers.get("Authorization"))
        self.send_response(told.status)
        for name, value in told.headers.items():
            self.send_header(name, value)
        length = len(told.body) if told.promised_bytes is None else told.promised_bytes
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(told.body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def speech_server() -> Iterator[SpeechServer]:
    with SpeechServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
