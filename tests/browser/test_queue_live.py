"""Listening to one edition after another: the queue, what is offered, and what goes on from one to the next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.browser.hosting import ELEMENT, ROOT, Open, host
from tests.support.browser import violations

FULL = (
    '<main><h1>Journal</h1><audio-edition data-form="full" src="plain/edition.json"></audio-edition></main>'
)
TITLE = f"{ROOT}.querySelector('section').dataset.title"


def feed(shelf: Path, site: str, *names: str) -> None:
    items = "".join(
        f"<item><title>Titre {name}</title><enclosure url='{site}/{name}/x.mp3' length='1' type='audio/mpeg'/>"
        "<itunes:duration>185</itunes:duration></item>"
        for name in names
    )
    (shelf / "feed.xml").write_text(
        "<rss version='2.0' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel>"
        f"{items}</channel></rss>",
        encoding="utf-8",
    )


def open_queue(seen: Any) -> None:
    seen.page.get_by_text("À écouter ensuite").first.click()


def rows(seen: Any) -> list[str]:
    return [
        str(text).split(" ·")[0] for text in seen.page.locator(".queue li > :first-child").all_inner_texts()
    ]


def test_add_reorder_and_remove_by_keyboard_alone(visit: Open, site: str, shelf: Path) -> None:
    feed(shelf, site, "plain", "digest", "ticks", "book")
    seen = host(visit, site, shelf, FULL)
    seen.page.get_by_text("À écouter ensuite").focus()
    seen.page.keyboard.press("Enter")
    add = seen.page.get_by_role("button", name="Ajouter : Titre digest")
    add.wait_for()
    assert seen.page.locator(".offers li").count() == 3  # not the one that is open
    for name in ("digest", "ticks", "book"):
        seen.page.get_by_role("button", name=f"Ajouter : Titre {name}").focus()
        seen.page.keyboard.press("Enter")
    assert rows(seen) == ["Titre digest", "Titre ticks", "Titre book"]
    assert seen.page.locator(".ahead summary").inner_text() == "À écouter ensuite (3)"
    up = seen.page.get_by_role("button", name="Monter : Titre book, 3 sur 3")
    up.focus()
    seen.page.keyboard.press("Enter")
    assert rows(seen) == ["Titre digest", "Titre book", "Titre ticks"]
    focus = f"{ROOT}.activeElement.getAttribute('aria-label')"
    assert seen.js(focus) == "Monter : Titre book, 2 sur 3"
    seen.page.keyboard.press("Enter")
    assert rows(seen) == ["Titre book", "Titre digest", "Titre ticks"]
    assert "Titre book" in seen.js(focus)
    remove = seen.page.get_by_role("button", name="Retirer : Titre digest")
    remove.focus()
    seen.page.keyboard.press("Enter")
    assert rows(seen) == ["Titre book", "Titre ticks"]
    assert seen.js(focus) == "Retirer : Titre ticks"
    assert violations(seen.page) == []
    again = host(visit, site, shelf, FULL + "<p>", context=seen.page.context)
    open_queue(again)
    assert rows(again) == ["Titre book", "Titre ticks"]


def test_the_next_one_plays_in_place_with_the_same_speed(visit: Open, site: str, shelf: Path) -> None:
    feed(shelf, site, "plain", "digest")
    seen = host(visit, site, shelf, FULL)
    open_queue(seen)
    seen.page.get_by_role("button", name="Ajouter : Titre digest").click()
    seen.page.get_by_label("Vitesse").select_option("1.5")
    seen.page.get_by_role("button", name="Écouter", exact=True).click()
    seen.js(f"void {ELEMENT}.seek(31)")
    seen.until(f"{TITLE}.startsWith('L’essentiel') && !{ELEMENT}.paused && {ELEMENT}.currentTime > 0.2")
    assert seen.js(f"{ELEMENT}.playbackRate") == 1.5
    assert rows(seen) == []
    assert seen.complaints == []


def test_a_playlist_of_the_site_goes_on_by_itself_unless_the_listener_says_no(
    visit: Open, site: str, shelf: Path
) -> None:
    playlist = 'data-playlist="plain/edition.json ticks/edition.json nowhere/edition.json"'
    body = FULL.replace("data-form", playlist + " data-form")
    for chained in (True, False):
        seen = host(visit, site, shelf, body)
        open_queue(seen)
        if not chained:
            seen.page.get_by_label("Enchaîner les écoutes").uncheck()
        seen.page.get_by_role("button", name="Écouter", exact=True).click()
        seen.js(f"void {ELEMENT}.seek(31)")
        if chained:
            seen.until(f"{TITLE} === 'Un titre' && !{ELEMENT}.paused")
        else:
            seen.until(f"{ELEMENT}.currentTime > 31.9")
            seen.page.wait_for_timeout(300)
            assert seen.js(TITLE).startswith("Le vieux pont")


def test_a_next_edition_that_was_deleted_leaves_what_was_heard(visit: Open, site: str, shelf: Path) -> None:
    gone = "[{src: location.origin + '/nowhere/edition.json', title: 'Partie'}]"
    store = f"<script>localStorage['audioedition:queue'] = JSON.stringify({gone})</script>"
    seen = host(visit, site, shelf, FULL, head=store)
    seen.page.get_by_role("button", name="Écouter", exact=True).click()
    seen.js(f"void {ELEMENT}.seek(31.5)")
    seen.page.get_by_text("L’édition suivante n’est plus là.").wait_for()
    assert seen.js(TITLE).startswith("Le vieux pont")
    assert rows(seen) == []


def test_what_only_lies_beside_is_offered_and_not_played(visit: Open, site: str, shelf: Path) -> None:
    feed(shelf, site, "plain", "digest")
    seen = host(visit, site, shelf, FULL)
    seen.page.get_by_role("button", name="Écouter", exact=True).click()
    seen.js(f"void {ELEMENT}.seek(31.5)")
    seen.until(f"{ELEMENT}.paused && {ELEMENT}.currentTime > 31.9")
    seen.page.wait_for_timeout(300)
    assert seen.js(TITLE).startswith("Le vieux pont")
    assert [url for url in seen.requests if url.endswith("feed.xml")] == []


def test_the_page_goes_on_to_the_next_page(visit: Open, site: str, shelf: Path) -> None:
    feed(shelf, site, "plain", "ticks")
    seen = visit(f"{site}/plain/index.html")
    open_queue(seen)
    seen.page.get_by_role("button", name="Ajouter : Titre ticks").click()
    seen.page.get_by_role("button", name="Écouter", exact=True).click()
    seen.js("document.querySelector('audio').currentTime = 31.5")
    seen.page.wait_for_url("**/ticks/index.html#play")
    seen.page.get_by_role("heading", level=1, name="Un titre").wait_for()
    assert seen.js("localStorage['audioedition:queue']") == "[]"


def test_hostile_and_huge_feeds_and_queues_do_nothing(visit: Open, site: str, shelf: Path) -> None:
    feed(shelf, site, "plain", *[f"nr{n}" for n in range(2000)])
    evil = (
        "localStorage['audioedition:queue'] = JSON.stringify([null, 7, {src: 'javascript:hacked=1'},"
        "{src: location.origin + '/digest/edition.json', title: '<img src=x onerror=hacked=1>'}])"
    )
    seen = host(visit, site, shelf, FULL, head=f"<script>{evil}</script>")
    open_queue(seen)
    seen.page.locator(".offers li").first.wait_for()
    assert seen.page.locator(".offers li").count() == 10
    assert rows(seen) == ["<img src=x onerror=hacked=1>"]
    assert seen.js("window.hacked") is None
    (shelf / "feed.xml").write_text(
        "<rss><channel><item><enclosure url='javascript:1'/></item>", encoding="utf-8"
    )
    seen = host(visit, site, shelf, FULL + "<i>")
    open_queue(seen)
    seen.page.wait_for_timeout(200)
    assert seen.page.locator(".offers li").count() == 0
    assert seen.complaints == []


def test_where_nothing_can_be_stored_the_queue_lasts_as_long_as_the_page(
    visit: Open, site: str, shelf: Path
) -> None:
    feed(shelf, site, "plain", "digest")
    forbid = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } });"
    seen = host(visit, site, shelf, FULL, init=forbid)
    open_queue(seen)
    seen.page.get_by_role("button", name="Ajouter : Titre digest").click()
    assert rows(seen) == ["Titre digest"]
    assert seen.complaints == []
