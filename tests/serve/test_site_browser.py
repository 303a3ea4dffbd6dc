"""A news site of another origin before a running service: one line in its template, and a withdrawal in between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.support.browser import launched_chromium
from tests.support.patience import PATIENCE_S, wait_until
from tests.support.service import Running

SITE = "http://journal.example"
HTML = "<p>Le moulin de {} tourne de nouveau, après onze ans de silence. On y moud du sarrasin.</p>" * 4


@pytest.fixture
def page(service: Running) -> Iterator[Any]:
    """Every address of the site answers with an article that bears the service's line and a strict policy."""
    template = (
        "<!DOCTYPE html><html lang=fr><head><meta charset=utf-8><title>Un journal</title>"
        f'<meta http-equiv="Content-Security-Policy" content="default-src {service.url}">'
        f'<script async src="{service.url}/audio-edition.js" data-auto data-stats></script></head>'
        "<body><main><article><h1>Le moulin</h1><p>Le texte.</p></article></main></body></html>"
    )
    # a page of the internet may not ask this machine: here it stands for a host on the internet
    internet = "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests"
    with launched_chromium(internet) as browser:
        tab = browser.new_page()
        tab.route(f"{SITE}/**", lambda route: route.fulfill(body=template, content_type="text/html"))
        yield tab


def publish(service: Running, name: str) -> dict[str, Any]:
    body = {
        "external_id": name,
        "url": f"{SITE}/{name}/",
        "title": "Le moulin",
        "html": HTML.replace("{}", name),
    }
    requests.post(f"{service.url}/api/editions", json=body, timeout=PATIENCE_S)
    status: dict[str, Any] = {}

    def done() -> bool:
        status.update(requests.get(f"{service.url}/api/status?external_id={name}", timeout=PATIENCE_S).json())
        return bool(status["state"] == "done")

    wait_until(done)
    edition: dict[str, Any] = status["edition"]
    return edition


def test_a_page_of_another_origin_finds_plays_and_reports_its_edition(service: Running, page: Any) -> None:
    edition = publish(service, "moulin")
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{SITE}/moulin/?utm_source=lettre#haut")
    page.locator("h1 + audio-edition").get_by_role("button", name="Écouter").first.click()
    page.wait_for_function("!document.querySelector('audio-edition').paused")
    stats = f"{service.url}/api/stats?edition={edition['name']}"
    wait_until(lambda: requests.get(stats, timeout=PATIENCE_S).json()["editions"])
    assert requests.get(stats, timeout=PATIENCE_S).json()["editions"][0]["plays"] == 1
    assert complaints == []


def test_a_page_without_an_edition_stays_as_it_was(service: Running, page: Any) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    with page.expect_response("**/api/lookup**") as asked:
        page.goto(f"{SITE}/sans-audio/")
    assert asked.value.json() == {"edition": None}
    page.wait_for_timeout(200)
    assert page.locator("audio-edition").count() == 0
    assert complaints == []


def test_an_edition_that_is_withdrawn_while_it_plays_throws_nothing(service: Running, page: Any) -> None:
    publish(service, "retrait")
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{SITE}/retrait/")
    page.locator("audio-edition").get_by_role("button", name="Écouter").first.click()
    page.wait_for_function("!document.querySelector('audio-edition').paused")
    requests.delete(f"{service.url}/api/editions?external_id=retrait", timeout=PATIENCE_S)
    page.evaluate("document.querySelector('audio-edition').seek(20)")
    page.wait_for_timeout(1_000)
    assert complaints == []
    page.reload()
    page.wait_for_timeout(700)  # the lookup may still be cached: then the element finds nothing and says so
    assert complaints == []
    assert page.locator("article h1").is_visible()
