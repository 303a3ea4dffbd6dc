"""Where the network may take us: schemes, ports, and the addresses that are refused.

A page's URL comes from outside (a feed, a form), and the machine that fetches it stands inside somebody's
network. So a host's addresses are looked up once, every one of them is checked here, and the connection is
made to the very address that was checked: a name that resolves differently the second time changes nothing.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from audioedition.errors import SourceError
from audioedition.fetch.credentials import Credential
from audioedition.version import __version__

if TYPE_CHECKING:
    import socket
    import ssl

Resolver = Callable[[str, int], Sequence[str]]
"""(host, port) -> its addresses as text, best first. Raises OSError when the host is not known."""
Dialer = Callable[[str, int, float], "socket.socket"]
"""(address, port, seconds) -> a connected socket."""

DEFAULT_PORTS = (80, 443)
LARGE_BYTES = 50_000_000
"""What the protocol allows a sitemap (sitemaps.org 0.9: 50 MB, uncompressed); a saved page with its pictures is as
large."""
USER_AGENT = f"audioedition/{__version__} (audio editions of articles for readers who cannot see them)"

# IANA IPv4 and IPv6 Special-Purpose Address Registries, with the plain name of each range. A table of our
# own, because what `ipaddress.is_global` answers differs between the Python versions that we support.
_REFUSED_V4 = tuple(
    (ip_network(network), reason)
    for network, reason in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a provider's customers (CGNAT)"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "for documentation"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "for benchmarks"),
        ("198.51.100.0/24", "for documentation"),
        ("203.0.113.0/24", "for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
_REFUSED_V6 = tuple(
    (ip_network(network), reason)
    for network, reason in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "an IPv4 address in IPv6 form"),
        ("::/96", "an IPv4 address in IPv6 form"),
        ("64:ff9b::/96", "an IPv4 address behind NAT64"),
        ("64:ff9b:1::/48", "an IPv4 address behind NAT64"),
        ("2001::/23", "reserved for protocols"),  # Teredo, ORCHID, benchmarks
        ("2001:db8::/32", "for documentation"),
        ("2002::/16", "an IPv4 address in 6to4 form"),
        ("3fff::/20", "for documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
    )
)
_UNICAST_V6 = ip_network("2000::/3")


def resolve_host(host: str, port: int) -> tuple[str, ...]:
    """The host's addresses as the system gives them, in its order of preference."""
    import socket

    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in found))


def dial(address: str, port: int, timeout_s: float) -> socket.socket:
    """A TCP connection to this very address."""
    import socket

    return socket.create_connection((address, port), timeout=timeout_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Where we may go, how much we take, and how long it may last."""

    allow_private: bool = False
    """Also addresses inside this machine and its networks."""
    ports: tuple[int, ...] = DEFAULT_PORTS
    max_bytes: int = 5_000_000
    """Of one answer, decompressed."""
    large_bytes: int = LARGE_BYTES
    """Of a sitemap."""
    deadline_s: float = 20.0
    """From the first look-up to the last byte, redirects included."""
    later_pages_s: float = 120.0
    """For the later pages of an article in all, with the rests that its site wants between them."""
    max_redirects: int = 5
    port_option: str = "--port"
    """The option that allows another port, for the advice: in ``serve`` ``--port`` is the service's own."""
    user_agent: str = USER_AGENT
    credentials: tuple[Credential, ...] = ()
    """Of sites that ask for a login: names of variables, not secrets."""
    resolve: Resolver = resolve_host
    dial: Dialer = dial
    tls: ssl.SSLContext | None = None
    """``None`` = the system's certificates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A URL that may be asked for."""

    url: str
    """In ASCII, without fragment."""
    secure: bool
    host: str
    """In ASCII (IDNA), without brackets."""
    port: int
    path: str
    """With query: what stands in the request line."""


def parse_target(url: str, *, ports: Sequence[int] = DEFAULT_PORTS, port_option: str = "--port") -> Target:
    """Check a URL's form and port. Raises SourceError; ``port_option``: what its advice names."""
    try:
        parts = urlsplit(url.strip())
        host, given_port = parts.hostname, parts.port
    except ValueError:
        raise SourceError(f"This is not a valid URL: {_short(url)}", hint="Check the address.") from None
    if parts.scheme not in ("http", "https") or not host:
        raise SourceError(
            f"Only http and https addresses can be fetched, not {_short(url)}",
            hint="Give a path for a file of this machine.",
        )
    if parts.username is not None or parts.password is not None:
        raise SourceError(
            "A URL with a user name or password in it is not fetched.",
            hint="Save the page to a file and give that file instead.",
        )
    secure = parts.scheme == "https"
    port = given_port if given_port is not None else (443 if secure else 80)
    if port not in ports:
        allowed = ", ".join(str(p) for p in ports)
        raise SourceError(
            f"Port {port} is not allowed: {_short(url)}",
            hint=f"Allowed ports: {allowed}; others with {port_option} N.",
        )
    host = ascii_host(host)
    # what is not ASCII is percent-encoded as browsers do; control characters never reach the request line
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    netloc = f"[{host}]" if ":" in host else host
    if given_port is not None:
        netloc += f":{port}"
    request_path = f"{path}?{query}" if query else path
    clean = urlunsplit((parts.scheme, netloc, path, query, ""))
    return Target(url=clean, secure=secure, host=host, port=port, path=request_path)


def refusal(address: str) -> str | None:
    """Why this address is refused (« loopback », « private »…), or ``None`` for a public one."""
    try:
        ip = ip_address(address)
    except ValueError:
        return "not an address"
    if isinstance(ip, IPv4Address):
        return next((reason for network, reason in _REFUSED_V4 if ip in network), None)
    assert isinstance(ip, IPv6Address)
    bare = IPv6Address(int(ip))  # without its zone (fe80::1%eth0), which no network contains
    known = next((reason for network, reason in _REFUSED_V6 if bare in network), None)
    return known or (None if bare in _UNICAST_V6 else "reserved")


def find_addresses(target: Target, *, access: Access, timeout_s: float) -> tuple[str, ...]:
    """Look the host up once and check all that it answers. Raises SourceError.

    One refused address refuses the host: a name that mixes public and private addresses is an attack or a
    mistake, and which of them a connection takes is chance.
    """
    addresses = _look_up(target, access.resolve, timeout_s)
    if not access.allow_private:
        for address in addresses:
            reason = refusal(address)
            if reason:
                raise SourceError(
                    f"{address} is an address that is {reason}: it was not asked."
                    if target.host == address
                    else f"{target.host} leads to {address}, an address that is {reason}: it was not asked.",
                    hint="If it is your own network and you mean it: --allow-private.",
                )
    return addresses


def _look_up(target: Target, resolve: Resolver, timeout_s: float) -> tuple[str, ...]:
    # getaddrinfo knows no timeout: it runs in a thread that is left behind when it takes too long
    answer: list[tuple[str, ...]] = []
    failure: list[Exception] = []

    def work() -> None:
        try:
            answer.append(tuple(resolve(target.host, target.port)))
        except (OSError, UnicodeError) as error:
            failure.append(error)

    thread = threading.Thread(target=work, daemon=True, name="audioedition-resolve")
    thread.start()
    thread.join(timeout_s)
    if answer and answer[0]:
        return answer[0]
    if failure or answer:
        raise SourceError(
            f"The host {target.host} is not known.",
            hint="Check the address, and that this machine has a network.",
            retryable=True,
        ) from (failure[0] if failure else None)
    raise SourceError(f"Looking up {target.host} took too long.", hint="Try again later.", retryable=True)


def ascii_host(host: str) -> str:
    """As it is asked for: small letters, « xn--… » for accents. Raises SourceError for what is no host name."""
    host = host.rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            raise SourceError(
                f"This is not a valid host name: {_short(host)}", hint="Check the address."
            ) from None
    if not host or not re.fullmatch(r"[0-9A-Za-z_.:%-]+", host):
        raise SourceError(f"This is not a valid host name: {_short(host)}", hint="Check the address.")
    return host.lower()


def _short(text: str) -> str:
    shown = "".join(c if c.isprintable() else "?" for c in text)
    return shown if len(shown) <= 120 else shown[:119] + "…"
