"""A login or a cookie goes to the host that it is for, over a wire that nobody reads, and is told to nobody."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from audioedition.errors import SourceError, UsageError
from audioedition.fetch.addresses import Access
from audioedition.fetch.credentials import Credential, credential_headers, require_credentials, variable_named
from audioedition.fetch.http import get
from tests.support.site import Site, serving

SECRET = "lectrice:trois petits moulins"


@pytest.fixture
def sites() -> Iterator[tuple[Site, Site]]:
    with serving() as one, serving() as other:
        yield one, other


def echoing(seen: list[dict[str, str]]) -> Callable[[BaseHTTPRequestHandler], None]:
    def write(handler: BaseHTTPRequestHandler) -> None:
        seen.append({name.lower(): value for name, value in handler.headers.items()})
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"<p>Bonjour.</p>")

    return write


def access(*sites: Site, host: str = "127.0.0.1") -> Access:
    return Access(
        allow_private=True,
        ports=tuple(site.port for site in sites),
        resolve=lambda name, port: ("127.0.0.1",),
        credentials=(
            Credential(host=host, kind="basic_auth", variable="JOURNAL_AUTH"),
            Credential(host=host, kind="cookie", variable="JOURNAL_COOKIE"),
        ),
    )


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOURNAL_AUTH", SECRET)
    monkeypatch.setenv("JOURNAL_COOKIE", "consent=oui; abonne=1")


def test_it_is_sent_to_its_host_and_not_along_with_a_redirect(sites: tuple[Site, Site]) -> None:
    ours, theirs = sites
    seen: list[dict[str, str]] = []
    ours.call("/page", echoing(seen))
    get(f"http://127.0.0.1:{ours.port}/page", access=access(ours))
    assert seen[-1]["authorization"] == "Basic " + base64.b64encode(SECRET.encode()).decode()
    assert seen[-1]["cookie"] == "consent=oui; abonne=1"
    theirs.call("/page", echoing(seen))
    ours.put("/moved", b"", status=302, Location=f"http://localhost:{theirs.port}/page")
    get(f"http://127.0.0.1:{ours.port}/moved", access=access(ours, theirs))
    assert not {"authorization", "cookie"} & set(seen[-1])


def test_a_login_that_is_refused_is_told_by_its_variable(sites: tuple[Site, Site]) -> None:
    sites[0].put("/page", b"", status=401)
    with pytest.raises(SourceError, match="answered 401") as caught:
        get(f"http://127.0.0.1:{sites[0].port}/page", access=access(sites[0]))
    assert "JOURNAL_AUTH and JOURNAL_COOKIE" in caught.value.hint
    assert "moulins" not in f"{caught.value} {caught.value.hint}"


@pytest.mark.parametrize("host", ["journal.example", "sous.journal.example", "127.0.0.1.journal.example"])
def test_it_is_not_sent_over_a_wire_that_others_read_nor_to_a_neighbour(
    sites: tuple[Site, Site], host: str
) -> None:
    """Without https, even where the name leads to this machine today."""
    seen: list[dict[str, str]] = []
    sites[0].call("/page", echoing(seen))
    get(f"http://{host}:{sites[0].port}/page", access=access(sites[0], host="journal.example"))
    assert not {"authorization", "cookie"} & set(seen[-1])


def test_https_alone_is_enough_for_its_very_host() -> None:
    known = access(host="journal.example").credentials
    assert set(credential_headers(known, host="journal.example", secure=True)) == {"Authorization", "Cookie"}
    assert credential_headers(known, host="www.journal.example", secure=True) == {}
    assert credential_headers(known, host="journal.example", secure=False) == {}


@pytest.mark.parametrize("value", ["", "sans deux points", "a:b\r\nX-Other: 1"])
def test_what_the_environment_lacks_or_cannot_say_is_said_without_it(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("JOURNAL_AUTH", value)
    known = (Credential(host="journal.example", kind="basic_auth", variable="JOURNAL_AUTH"),)
    with pytest.raises(UsageError, match="JOURNAL_AUTH") as caught:
        require_credentials(known)
    assert not value or value not in f"{caught.value} {caught.value.hint}"
    with pytest.raises(SourceError, match="JOURNAL_AUTH"):
        credential_headers(known, host="journal.example", secure=True)


@pytest.mark.parametrize("text", ["lectrice:moulins", "env:", "env:A B", "JOURNAL_AUTH"])
def test_settings_name_a_variable_and_never_repeat_what_stands_there(text: str) -> None:
    with pytest.raises(ValueError, match="variable") as caught:
        variable_named(text)
    assert text not in str(caught.value)
    assert variable_named("env:JOURNAL_AUTH") == "JOURNAL_AUTH"
