"""A loopback Google: a CONNECT proxy that leads every host to one TLS server with a scripted part to play."""

from __future__ import annotations

import base64
import json
import socket
import ssl
import struct
import subprocess
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

import pytest
import trustme

from audioedition.system.ffmpeg import find_ffmpeg

HOST = "translate.google.com"
Part = Callable[["Request"], None]


@dataclass(kw_only=True)
class Request:
    """One request as the server got it, and the socket to answer on."""

    path: str
    headers: dict[str, str]
    text: str
    """What was asked to be spoken."""
    language: str
    connection: ssl.SSLSocket

    def reply(self, status: str, body: bytes = b"", **headers: str) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Content-Type: text/html"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


def wrap(mp3: bytes) -> bytes:
    """As Google packs it: guard line, length, one line of JSON."""
    inner = json.dumps([base64.b64encode(mp3).decode()])
    line = json.dumps([["wrb.fr", "jQ1olc", inner, None, None, None, "generic"], ["di", 91]])
    return b")]}'\n\n" + f"{len(line)}\n{line}\n25\n".encode() + b'[["e",4,null,null,137]]\n'


@dataclass
class FakeGoogle:
    """``script``: one part per request, in order; the last one is played for all that follow."""

    proxy_url: str
    script: list[Part] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    certificate: str = "right"
    """``right``, ``host`` (of another host) or ``authority`` (signed by one that nobody trusts)."""
    closing: threading.Event = field(default_factory=threading.Event)

    def speak(self, request: Request) -> None:
        request.reply("200 OK", wrap(mp3_of(request.text)))

    def play(self, request: Request) -> None:
        self.requests.append(request)
        part = self.script[min(len(self.requests), len(self.script)) - 1] if self.script else self.speak
        part(request)


@cache
def encode(seconds: float, *, volume: float = 4.0) -> bytes:
    """A tone in MP3 as Google sends it: 24 kHz mono, no tag."""
    source = f"sine=frequency=220:sample_rate=24000:duration={seconds}"
    command = [find_ffmpeg(), "-v", "error", "-f", "lavfi", "-i", source, "-af", f"volume={volume}"]
    command += ["-ac", "1", "-ar", "24000", "-b:a", "32k", "-write_xing", "0", "-id3v2_version", "0"]
    return subprocess.run([*command, "-f", "mp3", "pipe:1"], check=True, capture_output=True).stdout


def mp3_of(text: str) -> bytes:
    """Sound of the length that French of that many characters has."""
    return encode((5 + len(text) * 10 // 15) / 10)


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="session")
def tls_contexts(authority: trustme.CA) -> dict[str, ssl.SSLContext]:
    certificates = {
        "right": authority.issue_cert(HOST, "translate.google.fr"),
        "host": authority.issue_cert("elsewhere.example"),
        "authority": trustme.CA().issue_cert(HOST),
    }
    contexts = {}
    for name, certificate in certificates.items():
        contexts[name] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(contexts[name])
    return contexts


@pytest.fixture
def google(
    authority: trustme.CA,
    tls_contexts: dict[str, ssl.SSLContext],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[FakeGoogle]:
    """A newsroom behind a proxy: HTTPS_PROXY and the company's CA file are set, nothing is patched."""
    listener = socket.create_server(("127.0.0.1", 0))
    fake = FakeGoogle(f"http://127.0.0.1:{listener.getsockname()[1]}")
    ca_file = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    for name in ("https_proxy", "http_proxy", "no_proxy", "NO_PROXY", "all_proxy", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("HTTPS_PROXY", fake.proxy_url)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(ca_file))

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(connection, fake, tls_contexts), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    yield fake
    fake.closing.set()
    listener.close()


def serve(connection: socket.socket, fake: FakeGoogle, contexts: dict[str, ssl.SSLContext]) -> None:
    """CONNECT, then TLS in place of the host, then requests until somebody hangs up."""
    try:
        with connection:
            head = read_head(connection)
            assert head.startswith(b"CONNECT translate.google."), head
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            with contexts[fake.certificate].wrap_socket(connection, server_side=True) as tls:
                while head := read_head(tls):
                    fake.play(read_request(head, tls))
    except (OSError, ConnectionError):
        pass  # the client hung up, or did not trust us: the tests look at the client's side


def read_head(connection: socket.socket) -> bytes:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = connection.recv(1)
        if not byte:
            return b""
        head += byte
    return head


def read_request(head: bytes, connection: ssl.SSLSocket) -> Request:
    first, *lines = head.decode().strip().split("\r\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    body = b""
    while len(body) < int(headers["content-length"]):
        body += connection.recv(65536)
    (rpc,) = urllib.parse.parse_qs(body.decode())["f.req"]
    text, language, *_ = json.loads(json.loads(rpc)[0][0][1])
    return Request(
        path=first.split()[1], headers=headers, text=text, language=language, connection=connection
    )


def reset(request: Request) -> None:
    """RST in place of an answer."""
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raise ConnectionError


def drip(fake: FakeGoogle, *, after_headers: bool) -> Part:
    """A byte now and then: no single read ever times out."""

    def part(request: Request) -> None:
        if after_headers:
            request.connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        else:
            request.connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not fake.closing.wait(0.05):
            request.connection.sendall(b"a")

    return part


def stall(fake: FakeGoogle) -> Part:
    def part(request: Request) -> None:
        fake.closing.wait(30)

    return part


@dataclass
class Clock:
    """Real time plus what was slept: a test waits for no backoff, yet deadlines stay true."""

    slept_s: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return time.monotonic() + sum(self.slept_s)

    def sleep(self, seconds: float) -> None:
        self.slept_s.append(seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()
