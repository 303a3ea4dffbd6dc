"""Sites on the loopback, and networks that exist only as a table."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator

import pytest
import trustme

from tests.support.site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure_site(authority: trustme.CA) -> Iterator[Site]:
    """https, with a certificate for ``journal.example`` only."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("journal.example").configure_cert(context)
    with serving(context) as found:
        yield found


@pytest.fixture
def dialed() -> list[tuple[str, int]]:
    """The addresses that ``dial_here`` was asked for."""
    return []


@pytest.fixture
def dial_here(dialed: list[tuple[str, int]]) -> Callable[[int], Callable[[str, int, float], socket.socket]]:
    """For a server's port: a dialer that notes the address and connects to that server instead."""

    def for_port(here: int) -> Callable[[str, int, float], socket.socket]:
        def dial(address: str, port: int, timeout_s: float) -> socket.socket:
            dialed.append((address, port))
            return socket.create_connection(("127.0.0.1", here), timeout=timeout_s)

        return dial

    return for_port
