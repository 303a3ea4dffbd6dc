"""Which addresses, ports and URLs are refused, without any network."""

from __future__ import annotations

import threading
from typing import NoReturn

import pytest

from audioedition.errors import SourceError
from audioedition.fetch.addresses import Access, find_addresses, parse_target, refusal
from audioedition.fetch.source import fetch_source
from tests.support.patience import PATIENCE_S

REFUSED = {
    "0.0.0.0": "unspecified",
    "127.0.0.1": "loopback",
    "127.8.9.10": "loopback",
    "10.1.2.3": "private",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.168.1.1": "private",
    "169.254.169.254": "link-local",  # the metadata service of clouds
    "100.64.0.1": "CGNAT",
    "192.0.0.8": "protocols",
    "198.18.0.1": "benchmarks",
    "224.0.0.1": "multicast",
    "255.255.255.255": "reserved",
    "::": "unspecified",
    "::1": "loopback",
    "::127.0.0.1": "IPv6 form",
    "::ffff:127.0.0.1": "IPv6 form",
    "::ffff:8.8.8.8": "IPv6 form",
    "64:ff9b::7f00:1": "NAT64",
    "64:ff9b:1::a00:1": "NAT64",
    "2002:7f00:1::": "6to4",
    "2001::1": "protocols",  # Teredo
    "fc00::1": "private",
    "fd12:3456::1": "private",
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local",
    "fec0::1": "private",
    "ff02::1": "multicast",
    "4000::1": "reserved",
    "n'importe quoi": "not an address",
}
PUBLIC = [
    "8.8.8.8",
    "172.15.0.1",
    "172.32.0.1",
    "100.128.0.1",
    "193.0.6.139",
    "2a00:1450::1",
    "2620:0:2d0::1",
]


@pytest.mark.parametrize(("address", "reason"), REFUSED.items())
def test_an_address_that_is_not_public_is_refused_with_its_reason(address: str, reason: str) -> None:
    assert reason in (refusal(address) or "")


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_allowed(address: str) -> None:
    assert refusal(address) is None


@pytest.mark.parametrize("address", [a for a in REFUSED if a != "n'importe quoi"])
def test_a_name_that_leads_inside_is_not_asked(address: str) -> None:
    def never(address: str, port: int, timeout_s: float) -> NoReturn:
        raise AssertionError(f"connected to {address}")

    access = Access(resolve=lambda host, port: [address], dial=never)
    with pytest.raises(SourceError, match="was not asked") as caught:
        fetch_source("http://interne.example/", access=access)
    assert "--allow-private" in caught.value.hint


def test_an_address_leads_nowhere_else() -> None:
    with pytest.raises(SourceError, match=r"^127\.0\.0\.1 is an address that is"):
        find_addresses(parse_target("http://127.0.0.1/"), access=Access(), timeout_s=PATIENCE_S)


def test_one_private_address_among_public_ones_refuses_the_name() -> None:
    access = Access(resolve=lambda host, port: ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(SourceError, match="private"):
        find_addresses(parse_target("http://melange.example/"), access=access, timeout_s=PATIENCE_S)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://017700000001/",
        "http://[::1]/",
        "http://[::ffff:7f00:1]/",
        "http://0/",
        "http://127.0.0.1./",
        "http://１２７.0.0.1/",
        "http://①②⑦.0.0.1/",
    ],
)
def test_the_many_spellings_of_loopback_are_refused(url: str) -> None:
    with pytest.raises(SourceError, match=r"was not asked|not known|not a valid host"):
        fetch_source(url, access=Access(deadline_s=PATIENCE_S))


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("ftp://exemple.fr/a", "Only http"),
        ("file:///etc/passwd", "Only http"),
        ("gopher://exemple.fr/", "Only http"),
        ("http:///sans-hote", "Only http"),
        ("http://exemple.fr:22/", "Port 22"),
        ("https://exemple.fr:8443/", "Port 8443"),
        ("http://exemple.fr:99999/", "valid URL"),
        ("http://nom:secret@exemple.fr/", "password"),
        ("http://[::1/", "valid URL"),
        ("http://exemple .fr/", "host name"),
        ("http://exem\r\nple.fr/", "not known|host name"),
        ("http://" + "é" * 300 + ".fr/", "host name"),
    ],
)
def test_a_url_that_is_not_fetched_says_why(url: str, message: str) -> None:
    access = Access(resolve=lambda host, port: [])
    with pytest.raises(SourceError, match=message) as caught:
        fetch_source(url, access=access)
    assert caught.value.hint
    assert "secret" not in str(caught.value)


def test_the_request_line_cannot_be_split_and_accents_are_encoded() -> None:
    target = parse_target("https://Été.example/déjà vu\r\nX: y?q=«a»&b=1%20#part")
    assert target.host == "xn--t-9fab.example"
    assert target.path == "/d%C3%A9j%C3%A0%20vuX:%20y?q=%C2%ABa%C2%BB&b=1%20"
    assert "#" not in target.url
    assert parse_target("http://exemple.fr").path == "/"
    assert parse_target("https://[2a00::1]:443/x").url == "https://[2a00::1]:443/x"


def test_other_ports_by_argument() -> None:
    assert parse_target("http://exemple.fr:8080/", ports=(80, 443, 8080)).port == 8080


def test_an_unknown_host_and_a_resolver_that_hangs_are_said() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(SourceError, match="not known"):
        fetch_source("http://inconnu.example/", access=Access(resolve=unknown))

    woken = threading.Event()

    def hang(host: str, port: int) -> list[str]:
        woken.wait(PATIENCE_S)
        return []

    with pytest.raises(SourceError, match="too long"):
        fetch_source("http://lent.example/", access=Access(resolve=hang, deadline_s=0.2))
    woken.set()  # it hung to the end: only the deadline can have ended the wait


def test_the_advice_for_another_port_names_the_option_that_works_there() -> None:
    with pytest.raises(SourceError) as caught:
        parse_target("http://journal.example:18900/a", port_option="--source-port")
    assert "--source-port N" in caught.value.hint
    with pytest.raises(SourceError) as caught:
        parse_target("http://journal.example:18900/a")
    assert "--port N" in caught.value.hint
