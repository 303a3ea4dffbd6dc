"""Iframe and custom element inside a plain news page that allows nothing but its own origin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Open = Callable[..., Any]


def host(visit: Open, site: str) -> Any:
    seen = visit("about://blank")
    seen.page.goto(site + "/host.html")
    seen.page.locator("#good").get_by_role("button", name="Écouter").wait_for()
    return seen


def playing(seen: Any) -> list[bool]:
    """Whether each element's sound runs."""
    return [seen.js(f"!{inside(name)}.querySelector('audio').paused") for name in ("good", "second", "evil")]


def inside(name: str) -> str:
    """JavaScript for an element's shadow tree."""
    return f"document.getElementById('{name}').shadowRoot"


def test_the_element_plays_and_marks_the_sentence(visit: Open, site: str) -> None:
    seen = host(visit, site)
    element = seen.page.locator("#good")
    element.get_by_text("Transcription", exact=True).click()
    element.get_by_text("La ville en paie la moitié.").click()
    current = seen.page.locator("#good [data-start][aria-current]", has_text="La ville en paie la moitié.")
    current.wait_for()
    assert playing(seen) == [True, False, False]
    assert element.locator(".transcript ul > li").count() == 2
    assert element.get_by_text("Texte lu par une voix de synthèse").is_visible()


def test_one_edition_plays_at_a_time(visit: Open, site: str) -> None:
    seen = host(visit, site)
    for name, other in (("good", "second"), ("second", "good")):
        seen.page.locator("#" + name).get_by_role("button", name="Écouter").click()
        seen.until(
            f"!{inside(name)}.querySelector('audio').paused && {inside(other)}.querySelector('audio').paused"
        )


def test_the_element_starts_where_its_address_says(visit: Open, site: str) -> None:
    seen = host(visit, site)
    current = seen.page.locator("#second .chapters [aria-current]", has_text="Ville – Le pont rouvre")
    current.wait_for(state="attached")


def test_an_edition_that_cannot_be_had_leaves_the_page_as_it_was(visit: Open, site: str) -> None:
    seen = host(visit, site)
    assert seen.page.get_by_role("link", name="Écouter quand même").is_visible()
    assert seen.js("document.getElementById('lost').shadowRoot") is None


def test_hostile_text_runs_nowhere_in_the_host(visit: Open, site: str) -> None:
    seen = host(visit, site)
    evil = seen.page.locator("#evil")
    evil.get_by_text("Transcription", exact=True).click()
    evil.locator("[data-start]").last.click()
    seen.page.wait_for_timeout(200)
    assert seen.js("window.hacked") is None
    assert evil.locator("img, script").count() == 0
    assert "<img src=x onerror=" in evil.locator(".transcript").inner_text()


def test_host_and_element_ask_only_their_own_origin(visit: Open, site: str) -> None:
    seen = host(visit, site)
    assert seen.requests
    assert [url for url in seen.requests if not url.startswith((site, "about:"))] == []
    refused = [c for c in seen.complaints if "Content Security Policy" in c]
    assert refused == []


def test_the_iframe_is_titled_and_plays(visit: Open, site: str) -> None:
    seen = host(visit, site)
    frame = seen.page.frame_locator("iframe[title^='Lecteur audio']")
    frame.get_by_role("button", name="Écouter").click()
    seen.until("document.querySelector('iframe').contentDocument.querySelector('audio').currentTime > 0")
    assert frame.locator("h1 a").get_attribute("target") == "_top"


def test_following_scrolls_inside_the_frame_and_never_the_page_around_it(visit: Open, site: str) -> None:
    seen = host(visit, site)
    element = seen.page.locator("#good")
    element.get_by_text("Transcription", exact=True).click()
    element.get_by_role("button", name="Écouter").click()
    before = seen.js("scrollY")
    element.get_by_role("button", name="Avancer de 30 secondes").click()
    seen.until(f"{inside('good')}.querySelector('.transcript').scrollTop > 20")
    assert seen.js("scrollY") == before
