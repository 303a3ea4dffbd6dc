"""``data-auto``: the page finds its own edition by its address, in a real browser, or shows nothing at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audioedition.publish.address import address_bucket, address_key
from audioedition.publish.folder.shelf import read_edition
from audioedition.publish.player.script import element_script
from audioedition.publish.site import write_site

Open = Callable[..., Any]
ADDRESSES = (
    "https://Journal.example/a/?utm_source=x&p=3#b",
    "https://journal.example/a?MKT_TOK=x&wt.mc_id=y&hsCtaTracking=z&srsltid=1&p=3&utmé=1",
    "http://journal.example:80/%C3%A9t%c3%a9/",
    "https://journal.example:8443/été/?q=à%20b&fbclid=1",
    "https://été.example/l’été",
    "https://journal.example/e\u0301t\u00e9",
    "https://journal.example/100%25/x%2Fy",
    "https://journal.example",
)


@pytest.fixture(scope="module")
def newspaper(site: str, shelf: Path) -> str:
    """Three pages of a news site on a static host: with an edition, without one, and one that places its own."""
    edition = read_edition(shelf / "plain").edition
    write_site(shelf, [("plain", edition)])
    for name, canonical in (("with", edition.url), ("without", "https://journal.example/rien")):
        (shelf / f"{name}.html").write_text(
            "<!DOCTYPE html><html lang=fr><head><meta charset=utf-8><title>Une page</title>"
            '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">'
            f'<link rel=canonical href="{canonical}">'
            '<script async src="audio-edition.js" data-auto=index data-form=compact></script></head>'
            "<body><main><article><h1>Le pont</h1><p>Le texte.</p></article></main></body></html>",
            encoding="utf-8",
        )
    return site


def test_a_page_finds_its_edition_by_its_canonical_address(visit: Open, newspaper: str) -> None:
    seen = visit("about://blank")
    seen.page.goto(f"{newspaper}/with.html")
    element = seen.page.locator("h1 + audio-edition")
    element.get_by_role("button", name="Écouter").first.wait_for()
    assert seen.js("document.querySelector('audio-edition').dataset.form") == "compact"
    assert seen.complaints == []


def test_a_page_without_an_edition_asks_once_and_shows_nothing(visit: Open, newspaper: str) -> None:
    seen = visit("about://blank")
    with seen.page.expect_response("**/index/**"):
        seen.page.goto(f"{newspaper}/without.html")
    seen.page.wait_for_timeout(200)
    assert seen.page.locator("audio-edition").count() == 0
    asked = [url for url in seen.requests if "/index/" in url]
    assert len(asked) == 1
    assert seen.complaints == []


def test_no_service_behind_the_script_leaves_the_page_alone(visit: Open, newspaper: str, shelf: Path) -> None:
    page = (shelf / "with.html").read_text(encoding="utf-8").replace("data-auto=index", "data-auto")
    (shelf / "alone.html").write_text(page, encoding="utf-8")
    seen = visit("about://blank")
    seen.page.goto(f"{newspaper}/alone.html")
    seen.page.wait_for_timeout(500)
    assert seen.page.locator("audio-edition").count() == 0
    assert [c for c in seen.complaints if "404" not in c] == []


def test_browser_and_program_reckon_the_same_key(visit: Open) -> None:
    """Two languages, one rule: what the one files, the other must find."""
    script = element_script()
    start = script.index("const CAMPAIGN")
    rule = script[start : script.index("async function lookUp")]
    seen = visit("about://blank")
    got = seen.page.evaluate(
        f"(addresses) => {{ {rule}; return addresses.map((a) => [addressKey(a), addressBucket(addressKey(a))]); }}",
        list(ADDRESSES),
    )
    assert json.dumps(got) == json.dumps(
        [[address_key(a), address_bucket(address_key(a))] for a in ADDRESSES]
    )
