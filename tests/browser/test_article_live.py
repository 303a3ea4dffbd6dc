"""Listening from the article itself: the host's own paragraphs that the edition holds."""

from __future__ import annotations

from pathlib import Path

from tests.browser.hosting import ELEMENT, Open, host
from tests.support.browser import violations

TEXT = """<article><h1>Le vieux pont rouvre aux promeneurs</h1>
<p class="chapo">Après trois ans de travaux, les piétons retrouvent la rive nord. Les voitures, non.</p>
<p>La barrière est <em>tombée</em> à 8&nbsp;h&nbsp;30. Une centaine d'habitants
   attendaient déjà, <a href="#">sous la pluie</a>.</p>
<p>Ce paragraphe n'est pas dans l'édition audio.</p>
<blockquote>« On avait fini par oublier le bruit de l’eau », sourit une riveraine.</blockquote>
<p>Un second pont est à l’étude. Le conseil votera au printemps.</p></article>"""
HERE = "[...document.querySelectorAll('[data-audioedition=here]')]"
PLAYER = '<audio-edition data-article="article" src="plain/edition.json"></audio-edition>'


def test_paragraphs_of_the_edition_get_a_button_and_keep_their_text(
    visit: Open, site: str, shelf: Path
) -> None:
    seen = host(visit, site, shelf, f"<main>{PLAYER}{TEXT}</main>")
    texts = "[...document.querySelectorAll('article > *')].map((e) => e.textContent)"
    before = host(visit, site, shelf, f"<main>{TEXT}</main>").js(texts)
    seen.until(f"{HERE}.length === 5")
    assert seen.js(texts) == before
    assert seen.js(f"{HERE}.map((e) => e.parentElement.tagName).join()") == "H1,P,P,BLOCKQUOTE,P"
    names = seen.js(f"{HERE}.map((e) => e.shadowRoot.querySelector('button').getAttribute('aria-label'))")
    assert names[2] == "Écouter d’ici : La barrière est tombée à 8…"
    assert violations(seen.page) == []


def test_a_click_listens_from_there_and_the_paragraph_is_marked_while_it_is_read(
    visit: Open, site: str, shelf: Path
) -> None:
    seen = host(visit, site, shelf, f"<main>{PLAYER}{TEXT}</main>")
    seen.until(f"{HERE}.length === 5")
    reading = "document.querySelector('[data-audioedition=reading]')"
    assert seen.js(reading) is None
    seen.page.get_by_role("button", name="Écouter d’ici : La barrière").click()
    seen.until(f"!{ELEMENT}.paused && {ELEMENT}.currentTime >= 8")
    assert seen.js(f"{ELEMENT}.offsetHeight") <= 72  # the text stays where it was
    assert seen.js(f"{reading}.textContent").startswith("La barrière")
    seen.js(f"void {ELEMENT}.seek(20.5)")
    seen.until(f"{reading}?.tagName === 'BLOCKQUOTE'")
    assert seen.js("document.querySelectorAll('[data-audioedition=reading]').length") == 1
    seen.js(f"window.gone = {ELEMENT}; {ELEMENT}.remove()")
    seen.until(f"{HERE}.length === 0")
    assert seen.js(reading) is None
    seen.js("document.querySelector('main').prepend(window.gone)")
    seen.until(f"{HERE}.length === 5")
    assert seen.js(f"{ELEMENT}.paused")


def test_they_are_one_stop_of_the_tab_key(visit: Open, site: str, shelf: Path) -> None:
    seen = host(visit, site, shelf, f"<main>{TEXT}{PLAYER}</main>")
    seen.until(f"{HERE}.length === 5")
    deep = (
        "(e => { while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;"
        " return e.getAttribute('aria-label') ?? e.textContent })(document.activeElement)"
    )
    seen.page.keyboard.press("Tab")
    assert seen.js(deep).startswith("Écouter d’ici : Le vieux pont")
    seen.page.keyboard.press("ArrowDown")
    assert "Après trois ans" in seen.js(deep)
    seen.page.keyboard.press("End")
    assert "Un second pont" in seen.js(deep)
    seen.page.keyboard.press("Enter")
    seen.until(f"!{ELEMENT}.paused && {ELEMENT}.currentTime >= 28")
    seen.page.keyboard.press("Tab")
    seen.until(f"{deep} === 'Mettre en pause'")  # not while it still waits for the sound


def test_a_selector_that_is_none_and_a_page_without_the_text_change_nothing(
    visit: Open, site: str, shelf: Path
) -> None:
    for selector in ("((", "#nowhere", "main > footer"):
        player = PLAYER.replace('data-article="article"', f'data-article="{selector}"')
        seen = host(visit, site, shelf, f"<main><p>Autre chose.</p>{player}</main>")
        seen.page.get_by_role("button").wait_for()
        assert seen.js(f"{HERE}.length") == 0
        assert [c for c in seen.complaints if "no selector" not in c] == []


def test_off_by_default_and_gone_with_the_element(visit: Open, site: str, shelf: Path) -> None:
    seen = host(visit, site, shelf, f"<main>{PLAYER.replace('data-article=', 'data-x=')}{TEXT}</main>")
    seen.page.get_by_role("button").wait_for()
    assert seen.js(f"{HERE}.length") == 0
    seen = host(visit, site, shelf, f"<main>{PLAYER}{TEXT}</main>")
    seen.until(f"{HERE}.length === 5")
    seen.js(f"{ELEMENT}.src = 'digest/edition.json'")
    seen.until(f"{HERE}.length === 0")
