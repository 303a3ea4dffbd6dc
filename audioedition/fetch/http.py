"""One HTTP GET, safely: addresses checked and pinned, redirects followed one by one, size and time bounded.

``http.client`` rather than a bigger client, because the connection must be made to an address that we chose
while TLS goes on checking the host's name, and because one clock must bound all of it: look-up, handshake, a
server that drips one byte of its headers a second. Proxies are not used: behind one, no address can be
checked.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from audioedition.errors import SourceError
from audioedition.fetch.addresses import Access, Target, find_addresses, parse_target
from audioedition.fetch.answers import status_error
from audioedition.fetch.credentials import credential_headers, refused_hint
from audioedition.fetch.decompress import unpacker_for
from audioedition.fetch.media_type import HEAD_BYTES, most_bytes

_READ_BYTES = 65_536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    status: int
    """2xx, or 304 when a condition was sent."""
    url: str
    """Where it was finally found."""
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    """Decompressed, at most ``Access.max_bytes``."""
    moved: bool = False
    """Redirects that stand for good led there, and no others (RFC 9110, 15.4: 301 and 308)."""

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'") or None
        return None


def get(url: str, *, access: Access, etag: str | None = None, last_modified: str | None = None) -> Response:
    """Fetch ``url``. ``etag`` and ``last_modified``, as an earlier answer gave them, make the request
    conditional.

    Raises SourceError: refused address, unknown host, TLS, HTTP status (``status``, ``retry_after_s``),
    more than ``access.max_bytes``, more than ``access.deadline_s``.
    """
    clock = _Clock(access.deadline_s)
    headers = {
        "User-Agent": access.user_agent,
        "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.5",
        "Accept-Language": "fr,en;q=0.3",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers.update({name: value for name, value in conditions.items() if value and value.isprintable()})
    redirects: set[int] = set()
    for _ in range(access.max_redirects + 1):
        target = parse_target(url, ports=access.ports, port_option=access.port_option)
        # of each hop by itself: what is one host's never goes along to where it redirects
        own = credential_headers(access.credentials, host=target.host, secure=target.secure)
        with _asked(target, access, {**headers, **own}, clock) as answer:
            if answer.status in _REDIRECTS:
                url = _next_url(target, answer)
                redirects.add(answer.status)
                continue
            try:
                response = _read_response(target, answer, access, clock)
                return replace(response, moved=bool(redirects) and redirects <= _FOR_GOOD)
            except SourceError as error:
                if own and error.status in (401, 403):
                    error.hint = refused_hint(access.credentials, host=target.host)
                raise
    raise SourceError(
        f"{target.host} redirects more than {access.max_redirects} times.",
        hint="Open the page in a browser and give the address that it ends on.",
    )


class _Clock:
    """One deadline for everything; at its end the socket is shut under whoever reads from it."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.ends_at = time.monotonic() + seconds

    def remaining_s(self) -> float:
        return max(0.001, self.ends_at - time.monotonic())

    def over(self) -> bool:
        return time.monotonic() >= self.ends_at

    @contextlib.contextmanager
    def guarding(self, connection: _Connection) -> Iterator[None]:
        timer = threading.Timer(self.remaining_s(), connection.shut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


class _Connection(http.client.HTTPConnection):
    """Connects to the given address only; the host's name stays in Host, SNI and the certificate."""

    def __init__(self, target: Target, address: str, access: Access, clock: _Clock) -> None:
        super().__init__(target.host, target.port)
        if target.secure:
            self.default_port = 443  # so that the Host header bears no « :443 »
        self._target, self._address, self._access, self._clock = target, address, access, clock
        # our own reference: http.client gives ``sock`` away to an answer of unknown length
        self._socket: socket.socket | None = None

    def connect(self) -> None:
        self.sock = self._access.dial(self._address, self._target.port, self._clock.remaining_s())
        self.sock.settimeout(self._clock.remaining_s())
        self._socket = self.sock
        if self._target.secure:
            context = self._access.tls or ssl.create_default_context()
            # the handshake comes after the assignment, so that the clock can cut it
            self.sock = context.wrap_socket(
                self.sock, server_hostname=self._target.host, do_handshake_on_connect=False
            )
            self._socket = self.sock
            self.sock.do_handshake()

    def shut(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):
                # not SSLSocket's own shutdown, which is not made to be called from another thread
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


@contextlib.contextmanager
def _asked(
    target: Target, access: Access, headers: dict[str, str], clock: _Clock
) -> Iterator[http.client.HTTPResponse]:
    """The answer to one GET, its body not yet read; what goes wrong in the ``with`` becomes a SourceError."""
    addresses = find_addresses(target, access=access, timeout_s=clock.remaining_s())
    connection: _Connection | None = None
    try:
        connection = _connect(target, addresses, access, clock)
        with clock.guarding(connection):
            connection.request("GET", target.path, headers=headers)
            with (
                connection.getresponse() as answer
            ):  # it keeps the socket open when it is not read to its end
                yield answer
            if clock.over():
                raise TimeoutError
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        raise _in_words(error, target, clock) from error
    finally:
        if connection is not None:
            connection.close()


def _connect(target: Target, addresses: tuple[str, ...], access: Access, clock: _Clock) -> _Connection:
    last: OSError = OSError("no address")
    for address in addresses:
        connection = _Connection(target, address, access, clock)
        try:
            with clock.guarding(connection):
                connection.connect()
        except OSError as error:  # also ssl.SSLError
            connection.close()
            if isinstance(error, ssl.SSLError) or clock.over():
                raise
            last = error
        else:
            return connection
    raise last


def _next_url(target: Target, answer: http.client.HTTPResponse) -> str:
    location = answer.getheader("Location")
    if not location:
        raise SourceError(
            f"{target.host} answered with a redirect that leads nowhere.",
            hint="Open the page in a browser and give the address that it ends on.",
            status=answer.status,
        )
    with contextlib.suppress(UnicodeError):  # headers are read as latin-1; servers write UTF-8
        location = location.encode("latin-1").decode("utf-8")
    return urljoin(target.url, location)


def _read_response(
    target: Target, answer: http.client.HTTPResponse, access: Access, clock: _Clock
) -> Response:
    headers = {name.lower(): value for name, value in answer.getheaders()}
    if answer.status == 304:
        return Response(status=304, url=target.url, headers=headers, body=b"")
    if not 200 <= answer.status < 300:
        raise status_error(target, answer.status, headers)
    if (answer.length or 0) > access.large_bytes:
        raise _too_large(target, access.large_bytes)
    body = _read_body(target, answer, headers.get("content-encoding", ""), access, clock)
    return Response(status=answer.status, url=target.url, headers=headers, body=body)


def _read_body(
    target: Target, answer: http.client.HTTPResponse, encoding: str, access: Access, clock: _Clock
) -> bytes:
    unpack = unpacker_for(encoding, target.host)
    body = bytearray()
    read, most = 0, access.max_bytes
    while piece := answer.read(_READ_BYTES):
        read += len(piece)
        known = len(body) >= HEAD_BYTES
        body += unpack.feed(piece, most + 1 - len(body))
        if not known:
            most = most_bytes(bytes(body[:HEAD_BYTES]), page=access.max_bytes, large=access.large_bytes)
        if read > most or len(body) > most:
            raise _too_large(target, most)
    if answer.length or not unpack.whole:  # fewer bytes than announced, or a stream cut in the middle
        if clock.over():
            raise TimeoutError
        raise SourceError(
            f"The answer of {target.host} broke off in the middle.", hint="Try again later.", retryable=True
        )
    return bytes(body)


def _too_large(target: Target, most: int) -> SourceError:
    return SourceError(
        f"The answer of {target.host} is larger than {most / 1e6:g} MB.",
        hint="An article's page is smaller: check the address.",
    )


def _in_words(error: Exception, target: Target, clock: _Clock) -> SourceError:
    host = target.host
    if clock.over() or isinstance(error, TimeoutError):
        return SourceError(
            f"{host} took longer than {clock.seconds:g} s.", hint="Try again later.", retryable=True
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return SourceError(
            f"The certificate of {host} is not valid: {error.verify_message}.",
            hint="The site's owner must renew it; check this machine's clock and certificates too.",
        )
    if isinstance(error, ssl.SSLError):
        return SourceError(f"No secure connection to {host}: {error.reason or error}.", hint="Try http://…")
    if isinstance(error, zlib.error):
        return SourceError(
            f"The answer of {host} is damaged (compression).", hint="Try again later.", retryable=True
        )
    if isinstance(error, ConnectionRefusedError):
        return SourceError(
            f"{host} refuses connections on port {target.port}.", hint="Check the address.", retryable=True
        )
    if isinstance(error, OSError):
        return SourceError(
            f"No connection to {host}: {error.strerror or error}.", hint="Try again later.", retryable=True
        )
    return SourceError(
        f"{host} gave an answer that is not HTTP ({type(error).__name__}).",
        hint="Check the address.",
        retryable=True,
    )
