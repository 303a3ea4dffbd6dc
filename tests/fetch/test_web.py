"""Fetching from a real server: redirects, pinning, size, time, TLS, conditions."""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
import trustme

from audioedition.errors import SourceError
from audioedition.fetch.addresses import Access
from audioedition.fetch.http import get
from audioedition.fetch.source import decode_text, fetch_if_changed, fetch_source
from tests.support.patience import PATIENCE_S

PAGE = "<!doctype html><html><body><p>Le maire a déposé une gerbe.</p></body></html>"


def test_a_page_with_its_facts(site: Any) -> None:
    url = site.put("/a", PAGE, ETag='"v1"', Last_Modified="Mon, 02 Jan 2023 10:00:00 GMT")
    source = fetch_source(url + "#suite", access=site.access)
    assert decode_text(source) == PAGE
    assert (source.media_type, source.charset, source.url, source.path) == ("text/html", "utf-8", url, None)
    assert (source.etag, source.last_modified) == ('"v1"', "Mon, 02 Jan 2023 10:00:00 GMT")
    assert source.fetched_at.tzinfo is not None
    sent = site.asked[0][1]
    assert sent["User-Agent"].startswith("audioedition/")
    assert sent["Host"] == f"127.0.0.1:{site.port}"


def test_the_loopback_and_the_port_need_permission(site: Any) -> None:
    url = site.put("/a", PAGE)
    with pytest.raises(SourceError, match="Port"):
        fetch_source(url, access=Access(allow_private=True))
    with pytest.raises(SourceError, match="loopback"):
        fetch_source(url, access=Access(ports=(site.port,)))
    assert fetch_source(url, access=Access(allow_private=True, ports=(site.port,))).data
    assert site.paths == ["/a"]


def test_conditional_requests(site: Any) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers.get("If-None-Match") == '"v1"' or handler.headers.get("If-Modified-Since")
        handler.send_response(304 if known else 200)
        handler.send_header("Content-Length", "0" if known else str(len(PAGE.encode())))
        handler.end_headers()
        if not known:
            handler.wfile.write(PAGE.encode())

    url = site.call("/a", answer)
    assert fetch_if_changed(url, access=site.access, etag='"v1"') is None
    assert fetch_if_changed(url, access=site.access, last_modified="Mon, 02 Jan 2023 10:00:00 GMT") is None
    changed = fetch_if_changed(url, access=site.access, etag='"v0"')
    assert changed is not None
    assert changed.data == PAGE.encode()
    # a header kept from a hostile answer cannot smuggle another one in
    assert fetch_if_changed(url, access=site.access, etag='"v1"\r\nX-A: b') is not None
    assert "X-A" not in site.asked[-1][1]
    site.put("/toujours", "", status=304)
    with pytest.raises(SourceError, match="not modified"):
        fetch_source(site.url + "/toujours", access=site.access)


# --- redirects and pinning -------------------------------------------------------------------------------


def test_redirects_are_followed_to_the_fifth(site: Any) -> None:
    for n in range(5):
        site.put(f"/{n}", "", status=(301, 302, 303, 307, 308)[n], Location=f"/{n + 1}")
    site.put("/5", PAGE)
    assert fetch_source(site.url + "/0", access=site.access).url == site.url + "/5"
    site.put("/5", "", status=302, Location="/6")
    site.put("/6", PAGE)
    with pytest.raises(SourceError, match="more than 5 times"):
        fetch_source(site.url + "/0", access=site.access)
    assert site.paths[-1] == "/5"


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("file:///etc/passwd", "Only http"),
        ("http://127.0.0.1:1/", "Port 1"),
        ("//nom:mot@ailleurs.example/", "password"),
        ("", "leads nowhere"),
    ],
)
def test_a_redirect_is_checked_like_a_first_url(site: Any, location: str, message: str) -> None:
    url = site.put("/a", "", status=302, Location=location)
    with pytest.raises(SourceError, match=message):
        fetch_source(url, access=site.access)


@pytest.mark.parametrize("inside", ["127.0.0.1", "[::1]", "169.254.169.254", "localhost.example"])
def test_a_public_page_cannot_redirect_inside(
    site: Any, dial_here: Any, dialed: list[tuple[str, int]], inside: str
) -> None:
    site.put("/a", "", status=302, Location=f"http://{inside}/secret")
    site.put("/secret", PAGE)
    names = {"journal.example": "93.184.216.34", "localhost.example": "127.0.0.1"}
    access = Access(
        resolve=lambda host, port: [names.get(host, host.strip("[]"))],
        dial=dial_here(site.port),
        deadline_s=PATIENCE_S,
    )
    with pytest.raises(SourceError, match="was not asked"):
        fetch_source("http://journal.example/a", access=access)
    assert dialed == [("93.184.216.34", 80)]
    assert site.paths == ["/a"]


def test_a_name_is_resolved_once_and_the_connection_goes_to_that_address(
    site: Any, dial_here: Any, dialed: list[tuple[str, int]]
) -> None:
    """DNS rebinding: public while it is checked, loopback when it is used."""
    answers = iter(["93.184.216.34", "127.0.0.1", "127.0.0.1"])
    access = Access(
        resolve=lambda host, port: [next(answers)], dial=dial_here(site.port), deadline_s=PATIENCE_S
    )
    site.put("/a", PAGE)
    assert fetch_source("http://rebond.example/a", access=access).data
    assert dialed == [("93.184.216.34", 80)]
    assert site.asked[0][1]["Host"] == "rebond.example"
    with pytest.raises(SourceError, match="loopback"):  # a second fetch is checked again
        fetch_source("http://rebond.example/a", access=access)
    assert len(dialed) == 1


def test_the_next_address_is_tried_when_the_first_does_not_answer(site: Any) -> None:
    def dial(address: str, port: int, timeout_s: float) -> socket.socket:
        if address == "93.184.216.34":
            raise ConnectionRefusedError
        return socket.create_connection(("127.0.0.1", site.port), timeout=timeout_s)

    site.put("/a", PAGE)
    access = Access(resolve=lambda host, port: ["93.184.216.34", "93.184.216.35"], dial=dial)
    assert fetch_source("http://journal.example/a", access=access).data
    with pytest.raises(SourceError, match="refuses connections"):
        get("http://journal.example/a", access=replace(access, resolve=lambda host, port: ["93.184.216.34"]))


# --- TLS -------------------------------------------------------------------------------------------------


def test_tls_checks_the_name_although_the_address_is_pinned(
    secure_site: Any, authority: trustme.CA, dial_here: Any
) -> None:
    secure_site.put("/a", PAGE)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    access = Access(
        resolve=lambda host, port: ["93.184.216.34"],
        dial=dial_here(secure_site.port),
        tls=trusting,
        deadline_s=PATIENCE_S,
    )
    assert fetch_source("https://journal.example/a", access=access).data
    assert secure_site.asked[0][1]["Host"] == "journal.example"
    with pytest.raises(SourceError, match="certificate"):
        fetch_source("https://autre.example/a", access=access)
    with pytest.raises(SourceError, match="certificate"):
        fetch_source("https://journal.example/a", access=replace(access, tls=None))
    assert len(secure_site.asked) == 1


def test_a_plain_server_on_the_secure_port_is_said(site: Any, dial_here: Any) -> None:
    access = Access(
        resolve=lambda host, port: ["93.184.216.34"], dial=dial_here(site.port), deadline_s=PATIENCE_S
    )
    with pytest.raises(SourceError, match="No secure connection"):
        fetch_source("https://journal.example/a", access=access)


# --- size ------------------------------------------------------------------------------------------------


def test_the_announced_and_the_real_size_are_bounded(site: Any) -> None:
    small = replace(site.access, max_bytes=1000)
    assert fetch_source(site.put("/juste", b"a" * 1000), access=small).data
    with pytest.raises(SourceError, match="larger"):
        fetch_source(site.put("/annonce", b"a" * 1001), access=small)

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(1000):
            handler.wfile.write(b"a" * 65536)

    with pytest.raises(SourceError, match="larger"):
        fetch_source(site.call("/sans-fin", endless), access=small)


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", _raw_deflate),
    ],
)
def test_compressed_pages_and_bombs(site: Any, encoding: str, pack: Callable[[bytes], bytes]) -> None:
    url = site.put("/a", pack(PAGE.encode()), Content_Encoding=encoding)
    assert fetch_source(url, access=site.access).data == PAGE.encode()
    bomb = site.put("/bombe", pack(b"a" * 6_000_000), Content_Encoding=encoding)
    with pytest.raises(SourceError, match="larger than 5 MB"):
        fetch_source(bomb, access=site.access)
    cut = site.put("/coupe", pack(PAGE.encode() * 50)[:-9], Content_Encoding=encoding)
    with pytest.raises(SourceError, match="broke off"):
        fetch_source(cut, access=site.access)


def test_gzip_in_several_members_and_in_layers(site: Any) -> None:
    halves = gzip.compress(PAGE[:20].encode()) + gzip.compress(PAGE[20:].encode()) + b"\0" * 8
    assert (
        fetch_source(site.put("/a", halves, Content_Encoding="gzip"), access=site.access).data
        == PAGE.encode()
    )
    with pytest.raises(SourceError, match="not asked for"):
        fetch_source(site.put("/b", halves, Content_Encoding="gzip, gzip"), access=site.access)
    with pytest.raises(SourceError, match="damaged"):
        fetch_source(site.put("/c", b"pas du gzip", Content_Encoding="gzip"), access=site.access)
    twice = gzip.compress(gzip.compress(b"a" * 100_000_000))
    with pytest.raises(SourceError, match="holds more than"):  # a gzip file, sent compressed once more
        fetch_source(site.put("/d", twice, Content_Encoding="gzip"), access=site.access)


def test_a_bomb_costs_no_memory(site: Any) -> None:
    packer = zlib.compressobj(wbits=31)
    million = b"\0" * 1_000_000
    bomb = b"".join(packer.compress(million) for _ in range(200)) + packer.flush()
    url = site.put("/bombe", bomb, Content_Encoding="gzip")
    script = f"""
import resource
from audioedition.errors import SourceError
from audioedition.fetch.addresses import Access
from audioedition.fetch.source import fetch_source
import audioedition.fetch.http
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    fetch_source({url!r}, access=Access(allow_private=True, ports=({site.port},)))
except SourceError as error:
    assert "larger than 5 MB" in str(error), error
else:
    raise AssertionError("no error")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 60_000  # KiB


# --- time and broken answers -----------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["headers", "body", "silence"])
def test_a_slow_drip_ends_at_the_deadline(site: Any, part: str) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        if part == "body":
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        with contextlib.suppress(OSError):  # hung up on: else it would never end
            if part == "silence":
                handler.rfile.read(1)
            while part != "silence":
                handler.wfile.write(b"X" if part == "headers" else b"a")
                handler.wfile.flush()
                time.sleep(0.05)

    url = site.call("/goutte", drip)
    with pytest.raises(SourceError, match=r"longer than 0\.4 s") as caught:
        fetch_source(url, access=replace(site.access, deadline_s=0.4))
    assert caught.value.retryable


def test_a_tls_handshake_that_never_answers_ends_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        access = Access(allow_private=True, ports=(port,), deadline_s=0.3)
        with pytest.raises(SourceError, match=r"longer than 0\.3 s"):
            fetch_source(f"https://127.0.0.1:{port}/", access=access)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "not HTTP|No connection"),
        (b"SSH-2.0-OpenSSH_9\r\n\r\n", "not HTTP"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", "not HTTP"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000, "not HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc", "broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc", "not HTTP"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nabc", "not HTTP"),
    ],
)
def test_a_broken_answer_is_one_sentence(site: Any, raw: bytes, message: str) -> None:
    url = site.call("/casse", lambda handler: handler.wfile.write(raw) and None)
    with pytest.raises(SourceError, match=message):
        fetch_source(url, access=site.access)


@pytest.mark.parametrize(
    ("status", "hint", "retryable"),
    [
        (401, "login", False),
        (403, "refuses programs", False),
        (404, "check the address", False),
        (410, "taken away", False),
        (429, "slow down", True),
        (503, "later", True),
    ],
)
def test_a_refusal_says_what_to_do(site: Any, status: int, hint: str, retryable: bool) -> None:
    with pytest.raises(SourceError, match=str(status)) as caught:
        fetch_source(site.put("/a", "non", status=status, Retry_After="120"), access=site.access)
    assert hint in caught.value.hint
    assert (caught.value.status, caught.value.retryable, caught.value.retry_after_s) == (
        status,
        retryable,
        120,
    )


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [("Wed, 21 Oct 2015 07:28:00 GMT", 0, 0), ("9" * 30, 86400, 86400), ("bientôt", None, None)],
)
def test_retry_after_is_bounded(site: Any, value: str, low: float | None, high: float | None) -> None:
    with pytest.raises(SourceError) as caught:
        fetch_source(site.put("/a", "non", status=503, Retry_After=value), access=site.access)
    assert caught.value.retry_after_s in (low, high)


@pytest.mark.parametrize(
    ("body", "content_type", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "text/html", "an image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg", "an image"),
        (b'{"a": 1}', "application/json", "JSON"),
        (b"", "text/html", "empty"),
        (b" \n", "text/html", "empty"),
        (b"<?xml version='1.0'?><note><a/></note>", "text/xml", "XML data"),
        (b"<rss version='2.0'><channel/></rss>", "text/xml", "feed or sitemap"),
    ],
)
def test_what_is_no_page_is_said(site: Any, body: bytes, content_type: str, message: str) -> None:
    url = site.put("/a", body, Content_Type=content_type)
    with pytest.raises(SourceError, match=message) as caught:
        fetch_source(url, access=site.access)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("declared", "encoded_as"),
    [
        ("utf-8", "cp1252"),
        ("iso-8859-1", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("windows-1250", "utf-8"),
        ("iso-8859-15", "iso-8859-15"),
        ("n-importe-quoi", "cp1252"),
    ],
)
def test_a_mislabelled_charset_does_no_harm(site: Any, declared: str, encoded_as: str) -> None:
    text = "<p>Le cœur à l’œuvre, c’est déjà 30 €.</p>".replace("’", "'")
    url = site.put("/a", text.encode(encoded_as), Content_Type=f"text/html; charset={declared}")
    assert decode_text(fetch_source(url, access=site.access)) == text
