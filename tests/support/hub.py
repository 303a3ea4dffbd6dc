"""A hub on the loopback: the layout, redirects, checksums and ranges of the real one, and its bad days."""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest import mock

from audioedition.speak.install import hub as client


class Hub(ThreadingHTTPServer):
    """``files``: path → content. Large files (over 1,000 bytes) redirect to ``/blobs/…`` as on the hub."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, bytes] = {}
        self.cut_after: list[int] = []
        """Bytes after which the next answers break off, one entry for each."""
        self.status = 200
        self.lie = False
        """Send other bytes than the checksum promises."""
        self.pause_s = 0.0
        """Between pieces of 16 kB."""
        self.ranges: list[str | None] = []
        """Of each GET of content: its Range header."""
        self.ignore_ranges = False
        self.revisions: set[tuple[str, str]] = set()
        """``(/owner/name, revision)`` of what was asked for."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_HEAD(self) -> None:
        self._answer(head=True)

    def do_GET(self) -> None:
        self._answer(head=False)

    def _answer(self, *, head: bool) -> None:
        hub = self.server
        asked = re.match(r"(?:/blobs)?(/[^/]+/[^/]+)/resolve/([^/]+)(/.*)", self.path)
        path = asked[1] + asked[3] if asked else self.path.removeprefix("/blobs")
        if asked:
            hub.revisions.add((asked[1], asked[2]))
        content = hub.files.get(path)
        if hub.status != 200 or content is None:
            self.send_response(hub.status if hub.status != 200 else 404)
            self.end_headers()
        elif len(content) > 1000 and not self.path.startswith("/blobs"):
            self.send_response(302)
            self.send_header("Location", f"{hub.url}/blobs{path}")
            self.send_header("X-Linked-Size", str(len(content)))
            self.send_header("X-Linked-ETag", f'"{hashlib.sha256(content).hexdigest()}"')
            self.end_headers()
        else:
            self._send(content, head=head)

    def _send(self, content: bytes, *, head: bool) -> None:
        hub = self.server
        asked = self.headers.get("Range")
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and not hub.ignore_ranges else 0
        self.send_response(206 if start else 200)
        git = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
        self.send_header("ETag", f'"{git}"')
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        if head:
            return
        hub.ranges.append(asked)
        body = content[start:]
        if hub.lie:
            body = bytes(len(body))
        if hub.cut_after:
            body = body[: hub.cut_after.pop(0)]
        try:
            for place in range(0, len(body), 16_384):
                self.wfile.write(body[place : place + 16_384])
                time.sleep(hub.pause_s)
        except OSError:
            pass  # the client was killed
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def running_hub() -> Iterator[Hub]:
    """Whose broken connections are taken up again at once."""
    with Hub() as hub, mock.patch.object(client, "PAUSE_S", 0.01):
        thread = threading.Thread(target=hub.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield hub
        finally:
            hub.shutdown()
            thread.join()
