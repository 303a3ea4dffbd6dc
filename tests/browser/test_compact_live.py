"""The element's one line: what it says, how it opens, what it costs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.hosting import ELEMENT, ROOT, SOUND, Open, host
from tests.support.browser import violations

LINE = '<p>Avant.</p><audio-edition src="plain/edition.json"><a href="x">Écouter</a></audio-edition><p>Après.</p>'


def height(seen: Any) -> float:
    return float(seen.js(f"{ELEMENT}.getBoundingClientRect().height"))


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
def test_the_line_is_56_to_72_pixels_high_and_one_button_says_what_and_how_long(
    visit: Open, site: str, shelf: Path, width: int
) -> None:
    seen = host(visit, site, shelf, LINE, width=width)
    button = seen.page.get_by_role("button")
    button.wait_for()
    assert button.count() == 1
    assert 56 <= height(seen) <= 72
    name = button.get_attribute("aria-label").replace("\u00a0", " ")
    assert name == "Écouter l’article · 32 secondes. Voix de synthèse"
    assert button.inner_text().replace("\u00a0", " ").splitlines()[0] == "Écouter l’article · 32 s"
    assert button.get_attribute("aria-expanded") == "false"
    assert seen.js("document.documentElement.scrollWidth") <= width


def test_it_opens_in_place_by_keyboard_and_folds_again_while_the_sound_runs(
    visit: Open, site: str, shelf: Path
) -> None:
    seen = host(visit, site, shelf, LINE)
    seen.page.get_by_role("button").wait_for()
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Enter")
    seen.until(f"!{ELEMENT}.paused && {ELEMENT}.currentTime > 0")
    focus = f"{ROOT}.activeElement"
    assert seen.js(f"{focus}.getAttribute('aria-label')") == "Mettre en pause"
    assert seen.js(f"{focus}.getAttribute('aria-expanded')") == "true"
    assert height(seen) > 150
    folding = seen.page.get_by_role("button", name="Réduire le lecteur")
    assert folding.get_attribute("aria-expanded") == "true"
    folding.press("Enter")
    assert 56 <= height(seen) <= 72
    assert not seen.js(f"{ELEMENT}.paused")
    unfold = seen.page.get_by_role("button", name="Ouvrir tout le lecteur")
    assert unfold.get_attribute("aria-expanded") == "false"
    seen.page.get_by_role("button", name="Mettre en pause").click()
    assert seen.js(f"{ELEMENT}.paused")
    assert 56 <= height(seen) <= 72
    unfold.click()
    assert height(seen) > 150


def test_the_title_stands_once(visit: Open, site: str, shelf: Path) -> None:
    seen = host(visit, site, shelf, "<h1>Le vieux pont rouvre aux promeneurs</h1>" + LINE)
    seen.page.get_by_role("button").click()
    seen.page.get_by_role("button", name="Réduire le lecteur").wait_for()
    assert seen.page.get_by_role("heading").count() == 1


@pytest.mark.long(every=3)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("state", ["closed", "open", "everything", "folded"])
def test_axe_finds_nothing_in_any_state(visit: Open, site: str, shelf: Path, theme: str, state: str) -> None:
    scheme = "<style>:root { color-scheme: light dark }</style>"
    seen = host(visit, site, shelf, f"<main><h1>Journal</h1>{LINE}</main>", head=scheme, color_scheme=theme)
    button = seen.page.get_by_role("button")
    button.wait_for()
    if state != "closed":
        button.click()
        seen.page.get_by_role("button", name="Réduire le lecteur").wait_for()
    if state == "everything":
        seen.js(f"{ROOT}.querySelectorAll('details').forEach((d) => {{ d.open = true; }})")
    if state == "folded":
        seen.page.get_by_role("button", name="Réduire le lecteur").click()
    assert violations(seen.page) == []


@pytest.mark.parametrize("height_px", [640, 256])
def test_open_it_never_scrolls_sideways_at_320_pixels(
    visit: Open, site: str, shelf: Path, height_px: int
) -> None:
    seen = host(visit, site, shelf, LINE, width=320, height=height_px)
    seen.page.get_by_role("button").click()
    seen.page.get_by_role("button", name="Réduire le lecteur").wait_for()
    seen.js(f"{ROOT}.querySelectorAll('details').forEach((d) => {{ d.open = true; }})")
    assert seen.js("document.documentElement.scrollWidth") <= 320
    small = seen.js(
        f"[...{ROOT}.querySelectorAll('button, select, input, summary, a, label')]"
        ".filter((e) => e.offsetParent && e.type !== 'checkbox').map((e) => [e.className || e.textContent,"
        " e.getBoundingClientRect().width, e.getBoundingClientRect().height]).filter(([, w, h]) => w < 24 || h < 24)"
    )
    assert small == []


def test_forced_colours_keep_the_line_and_its_sign(visit: Open, site: str, shelf: Path) -> None:
    seen = host(visit, site, shelf, LINE, forced_colors="active")
    seen.page.get_by_role("button").wait_for()
    sign = f"getComputedStyle({ROOT}.querySelector('.play'), '::before')"
    assert seen.js(f"{sign}.backgroundColor") != seen.js(
        f"getComputedStyle({ROOT}.querySelector('.ae')).backgroundColor"
    )
    assert seen.js(f"getComputedStyle({ROOT}.querySelector('.play')).borderStyle") == "solid"


def test_without_scripts_the_link_stays(visit: Open, site: str, shelf: Path) -> None:
    seen = host(visit, site, shelf, LINE, java_script_enabled=False)
    assert seen.page.get_by_role("link", name="Écouter").is_visible()


def test_on_paper_there_is_no_player(visit: Open, site: str, shelf: Path) -> None:
    seen = host(visit, site, shelf, LINE)
    seen.page.get_by_role("button").click()
    seen.page.get_by_role("button", name="Réduire le lecteur").wait_for()
    seen.page.emulate_media(media="print")
    assert seen.page.locator("audio-edition button:visible").count() == 0


def test_the_host_hears_events_and_drives_the_player(visit: Open, site: str, shelf: Path) -> None:
    listen = (
        "<script>window.heard = [];for (const name of ['play', 'pause', 'progress', 'ended', 'error'])"
        "addEventListener('audioedition:' + name, (e) => heard.push([name, e.detail.percent ?? null]));</script>"
    )
    seen = host(visit, site, shelf, listen + LINE)
    seen.page.get_by_role("button").click()
    seen.until("heard.some(([name]) => name === 'play')")
    seen.js(f"void {ELEMENT}.seek(7.5)")
    seen.until("heard.some(([name, percent]) => percent === 25)")
    seen.js(f"void {ELEMENT}.seek(31)")
    seen.until("heard.some(([name]) => name === 'ended')")
    percents = [percent for name, percent in seen.js("heard") if name == "progress"]
    assert percents == [25, 100]  # what is jumped over was not listened to
    assert seen.js(f"{ELEMENT}.paused")
    assert seen.js(f"{ELEMENT}.duration") == pytest.approx(32, abs=0.1)
    seen.js(f"{ELEMENT}.currentTime = 3; {ELEMENT}.playbackRate = 2; void {ELEMENT}.play()")
    seen.until(f"!{ELEMENT}.paused && {ELEMENT}.currentTime > 3.2")
    assert seen.js(f"{SOUND}.playbackRate") == 2
    seen.js(f"{ELEMENT}.pause()")
    seen.until("heard.at(-1)[0] === 'pause'")
    seen.js(f"{ELEMENT}.src = 'nowhere/edition.json'")
    seen.until("heard.at(-1)[0] === 'error'")


def test_an_edition_that_is_deleted_while_it_plays_is_a_calm_state(
    visit: Open, site: str, shelf: Path
) -> None:
    seen = host(
        visit, site, shelf, '<audio-edition data-form="full" src="plain/edition.json"></audio-edition>'
    )
    seen.page.route("**/*.mp3", lambda route: route.fulfill(status=404, body="parti"))
    seen.page.get_by_role("button", name="Écouter", exact=True).click()
    seen.page.get_by_text("n’a pas pu être chargé").wait_for()
    assert seen.page.get_by_role("button", name="Écouter", exact=True).is_visible()
    assert seen.js(f"{ELEMENT}.paused") in (True, False)
    assert [c for c in seen.complaints if "404" not in c] == []
