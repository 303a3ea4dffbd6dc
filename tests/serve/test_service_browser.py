"""The newsroom's pages in a real browser: axe finds nothing, the keyboard does it all, no script is needed."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.support.browser import COLOURS, violations, wait_in
from tests.support.patience import PATIENCE_S, wait_until
from tests.support.service import ARTICLE, Running


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(locale="fr-FR", viewport={"width": 1100, "height": 800})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda m: (
            complaints.append(m.text) if m.type == "error" and not re.search("40[049]", m.text) else None
        ),
    )
    yield page
    context.close()
    assert complaints == []


def focused(page: Any) -> str:
    return str(
        page.evaluate(
            "(e => e.getAttribute('aria-label') || e.id || e.textContent.trim())(document.activeElement)"
        )
    )


def tab_to(page: Any, name: str) -> None:
    for _ in range(60):
        if focused(page) == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key never reaches « {name} »")


def make(service: Running, page: Any, place: str) -> str:
    """An edition, made at the page; the address of its details."""
    page.goto(service.url + "/")
    page.fill("#text", ARTICLE.replace("du port", place))
    page.click("text=Voir ce qui sera lu")
    page.click("text=Produire l’édition")
    page.wait_for_selector("text=L’édition est prête.")
    page.click("text=Détails")
    return str(page.url)


APART = """() => {
  const [nav, own] = ["nav", ".own"].map((name) => document.querySelector("header " + name).getBoundingClientRect());
  return nav.bottom <= own.top || nav.right <= own.left;
}"""


def in_both_themes(page: Any) -> list[str]:
    """What axe finds: everything by day, and what another theme changes by night."""
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {one}" for one in violations(page, rules=COLOURS)]
    page.emulate_media(color_scheme="light")
    return found


def test_axe_finds_nothing_on_any_page(service: Running, page: Any) -> None:
    page.goto(service.url + "/")
    found = in_both_themes(page)
    page.fill("#title", "Un titre à garder")
    page.click("text=Voir ce qui sera lu")  # with nothing to see
    assert page.input_value("#title") == "Un titre à garder"
    assert "Donnez l’adresse de l’article, son texte ou un document." in page.inner_text("[role=alert]")
    found += in_both_themes(page)
    page.goto(service.url + "/")
    page.fill("#text", ARTICLE.replace("du port", "de la fac"))
    page.click("text=Voir ce qui sera lu")
    found += in_both_themes(page)
    draft = page.url
    assert page.is_visible("text=Écarté : partage"), "why a passage is left out must be seen"
    page.click("[aria-label='Corriger ou écouter le passage 2']")
    found += in_both_themes(page)
    page.goto(draft)
    silence = {"content_type": "text/event-stream", "body": ""}
    page.route(
        "**/events", lambda route: route.fulfill(**silence)
    )  # at its end the page would load itself anew
    page.click("text=Produire l’édition")
    found += in_both_themes(page)
    page.unroute("**/events")
    page.reload()
    page.wait_for_selector("text=L’édition est prête.")
    found += in_both_themes(page)
    page.click("text=Détails")
    details = page.url
    found += in_both_themes(page)
    name = details.rpartition("/")[2]
    page.goto(f"{service.url}/e/{name}/signaler?sentence=2")
    found += in_both_themes(page)
    page.fill("#word", "bibliothèque")
    page.click("text=Envoyer")
    found += in_both_themes(page)
    beacon = json.dumps({"edition": name, "kind": "play"})
    requests.post(f"{service.url}/beacon", data=beacon, timeout=PATIENCE_S)
    withdrawn = {"external_id": "x", "html": "<p>Rien.</p>", "callback": "http://10.0.0.1/"}
    requests.post(f"{service.url}/api/editions", json=withdrawn, timeout=PATIENCE_S)
    requests.delete(f"{service.url}/api/editions?external_id=x", timeout=PATIENCE_S)
    wait_until(lambda: "10.0.0.1" in requests.get(f"{service.url}/webhooks", timeout=PATIENCE_S).text)
    for path in (
        "/reports",
        "/review",
        "/drafts",
        "/people",
        "/audit",
        "/account",
        "/lexicon?word=fac",
        "/listening",
        "/webhooks",
        "/editions?q=fac",
        f"/editions/{name}/delete",
        "/login",
        "/nulle-part",
    ):
        page.goto(service.url + path)
        found += in_both_themes(page)
    page.goto(draft + "/all")
    found += in_both_themes(page)
    page.set_viewport_size({"width": 320, "height": 640})
    narrow = ("/", "/listening", "/webhooks", "/drafts", "/people", "/audit")
    for address in (draft, draft + "/all", details, *(service.url + path for path in narrow)):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= 320"), f"{address} scrolls sideways"
    for width in (640, 1000, 1400):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto(service.url + "/people")
        assert page.evaluate(APART), f"navigation and language lie upon each other at {width} px"
    if os.environ.get("AUDIOEDITION_SHOTS"):
        shots = os.environ["AUDIOEDITION_SHOTS"]
        page.set_viewport_size({"width": 1100, "height": 900})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            for path in ("webhooks", "listening", "people", "audit", "drafts", "review"):
                page.goto(f"{service.url}/{path}")
                page.screenshot(path=os.path.join(shots, f"{path}-{theme}.png"))
    assert [f for f in found if "nulle-part" not in f or "status" not in f] == []


def test_from_paste_to_listening_with_the_keyboard_alone(service: Running, page: Any) -> None:
    page.goto(service.url + "/")
    tab_to(page, "text")
    page.keyboard.insert_text(ARTICLE.replace("du port", "au clavier"))
    tab_to(page, "Voir ce qui sera lu")
    page.keyboard.press("Enter")
    page.wait_for_url("**/drafts/*")
    tab_to(page, "Lire le passage 3")
    page.keyboard.press("Enter")
    page.wait_for_url("**#piece-3")
    page.keyboard.press("Tab")
    assert "passage 3" in focused(page), "the focus stays where the person was"
    tab_to(page, "Corriger ou écouter le passage 3")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pieces/3")
    tab_to(page, "text")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("Un passage écrit au clavier.")
    tab_to(page, "Enregistrer")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Le passage est enregistré.")
    tab_to(page, "← Revenir à l’article")
    page.keyboard.press("Enter")
    page.wait_for_url("**/drafts/*")
    page.wait_for_selector("text=Un passage écrit au clavier.")
    page.keyboard.press("Control+Home")
    page.evaluate("document.activeElement.blur()")
    tab_to(page, "Produire l’édition")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=L’édition est prête.")
    tab_to(page, "Écouter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/e/**")
    tab_to(page, "Écouter")
    page.keyboard.press("Enter")
    wait_in(page, lambda: page.evaluate("document.querySelector('audio').currentTime") > 0, what="the sound")


def test_one_sentence_is_heard_in_the_browser(service: Running, page: Any) -> None:
    page.goto(service.url + "/")
    page.fill("#text", ARTICLE.replace("du port", "à écouter"))
    page.click("text=Voir ce qui sera lu")
    page.click("[aria-label='Corriger ou écouter le passage 2']")
    page.wait_for_selector("audio", state="attached")  # the click may lead to another page
    page.evaluate("document.querySelector('audio').play()")
    wait_in(page, lambda: page.evaluate("document.querySelector('audio').currentTime") > 0, what="the sound")
    assert page.evaluate("document.querySelector('audio').duration") > 1


def test_progress_is_live_and_everything_works_without_a_script(
    service: Running, chromium: Any, page: Any
) -> None:
    details = make(service, page, "en direct")
    assert "/editions/" in details
    context = chromium.new_context(locale="en-GB", java_script_enabled=False)
    plain = context.new_page()
    plain.goto(service.url + "/")
    plain.fill("#text", ARTICLE.replace("du port", "sans script"))
    plain.click('button:has-text("See what will be read")')
    assert "Produce the edition" in plain.content(), plain.content()
    plain.click("text=Produce the edition")

    def ready() -> bool:
        if "The edition is ready." in plain.content():
            return True
        plain.click("text=Refresh") if plain.locator("text=Refresh").count() else plain.reload()
        return False

    wait_until(ready, what="the edition", every_s=0.3)
    context.close()


def test_the_second_editor_of_a_passage_is_told_and_shown_both(service: Running, page: Any) -> None:
    page.goto(service.url + "/")
    page.fill("#text", ARTICLE.replace("du port", "du phare"))
    page.click("text=Voir ce qui sera lu")
    draft = page.url
    page.click("[aria-label='Corriger ou écouter le passage 2']")
    where = page.url
    other = page.context.browser.new_context(locale="fr-FR")
    try:
        colleague = other.new_page()
        colleague.goto(where)
        colleague.fill("#text", "Le texte de ma collègue.")
        colleague.click("text=Enregistrer")
        page.fill("#text", "Mon propre texte.")
        page.keyboard.press("Tab")  # by keyboard alone: role, then the button
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("[role=alert]")
        assert "a modifié ce passage" in page.text_content("[role=alert]")
        assert page.inner_text("#theirs") == "Le texte de ma collègue."
        assert page.input_value("#text") == "Mon propre texte."
        assert violations(page) == []
        colleague.goto(draft)
        stale = colleague.locator("input[name=version]").get_attribute("value")
        page.click("button:has-text('Enregistrer')")  # knowing both
        page.wait_for_selector("[role=status]")
        assert page.input_value("#text") == "Mon propre texte."
        colleague.click("text=Produire l’édition")
        colleague.wait_for_selector("[role=status]")
        assert "a modifié ce brouillon" in colleague.inner_text("[role=status]")
        assert colleague.locator("input[name=version]").get_attribute("value") != stale
    finally:
        other.close()
