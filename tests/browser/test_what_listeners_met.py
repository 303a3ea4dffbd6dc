"""Faults that people met with players of other news sites, tried on ours in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from audioedition.publish.folder.manifest import edition_to_json
from audioedition.publish.folder.writer import write_files
from audioedition.publish.render import render_all
from tests.browser.hosting import ELEMENT, SOUND, host
from tests.support.browser import wait_in
from tests.support.by_hand import Story, make_edition
from tests.support.on_disk import put_on_disk

Open = Callable[..., Any]
BAR = {
    "play": "Écouter",
    "back": "Reculer de 15 secondes",
    "forward": "Avancer de 30 secondes",
}


@pytest.mark.long(every=3)
@pytest.mark.parametrize(
    ("width", "height"),
    [
        (1366, 703),
        (1366, 340),
        (1920, 1080),
        (1024, 500),
        (900, 600),
        (820, 330),
        (390, 700),
        (320, 480),
        (640, 325),
    ],
)
def test_play_time_speed_and_chapter_stay_at_hand_in_every_window(
    visit: Open, width: int, height: int
) -> None:
    """Between 60rem wide and 44rem high nothing was sticky once; on a phone neither time nor speed."""
    seen = visit("plain/index.html", width=width, height=height)
    seen.js("document.querySelector('.transcript').style.paddingBottom = '200vh'")
    seen.js("scrollTo(0, document.body.scrollHeight - 2 * innerHeight)")
    bar = [seen.page.get_by_role("button", name=name, exact=True) for name in BAR.values()]
    bar += [seen.page.locator(s) for s in (".now", ".now-chapter", ".rate select")]
    for part in bar:
        box = part.bounding_box()
        assert box is not None, part
        assert box["y"] >= 0, part
        assert box["y"] + box["height"] <= min(height, 130), part
        assert box["x"] >= 0, part
        assert box["x"] + box["width"] <= width, part
    r = "document.querySelector('.play').getBoundingClientRect()"
    on_top = f"document.elementFromPoint({r}.left + {r}.width / 2, {r}.top + {r}.height / 2)"
    assert seen.js(f"{on_top}.closest('.play') !== null")
    assert seen.page.locator(".now").inner_text() == "0:00 / 0:32"


def test_the_timeline_of_a_right_to_left_host_seeks_where_it_paints(
    visit: Open, site: str, shelf: Path
) -> None:
    body = '<audio-edition data-form="full" src="plain/edition.json"></audio-edition>'
    seen = host(visit, site, shelf, body, html='dir="rtl"')
    slider = seen.page.get_by_role("slider", name="Position")
    slider.wait_for()
    box = slider.bounding_box()
    seen.page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] / 2)
    at = seen.js(f"{ELEMENT}.currentTime")
    assert at == pytest.approx(8, abs=0.6)
    knob = seen.page.locator(".timeline i").bounding_box()
    assert knob["x"] + knob["width"] / 2 == pytest.approx(box["x"] + box["width"] * 0.25, abs=12)
    slider.press("ArrowRight")
    assert seen.js(f"{ELEMENT}.currentTime") == pytest.approx(at + 5, abs=0.1)
    volume = seen.page.locator(".volume")
    assert seen.js("getComputedStyle(" + ELEMENT + ".shadowRoot.querySelector('.volume')).direction") == "ltr"
    assert volume.count() == 1


def test_an_element_and_a_frame_never_sound_at_once(visit: Open, site: str) -> None:
    seen = visit("about:blank")
    seen.page.goto(site + "/host.html")
    frame = "document.querySelector('iframe').contentDocument.querySelector('audio')"
    good = "document.getElementById('good').shadowRoot.querySelector('audio')"
    seen.page.locator("#good").get_by_role("button", name="Écouter").click()
    seen.until(f"!{good}.paused")
    seen.page.frame_locator("iframe").get_by_role("button", name="Écouter").click()
    seen.until(f"!{frame}.paused && {good}.paused")
    seen.page.locator("#good").get_by_role("button", name="Écouter").click()
    seen.until(f"{frame}.paused && !{good}.paused")


def test_a_frame_from_elsewhere_and_the_page_around_it_never_sound_at_once(
    visit: Open, site: str, shelf: Path
) -> None:
    """BroadcastChannel ends at the origin: localhost and 127.0.0.1 are two."""
    elsewhere = site.replace("127.0.0.1", "localhost")
    body = (
        '<audio-edition data-form="full" src="plain/edition.json"></audio-edition>'
        f'<iframe src="{elsewhere}/digest/embed.html" width="700" height="500"></iframe>'
        f'<iframe src="{elsewhere}/ticks/embed.html" width="700" height="500"></iframe>'
    )
    seen = host(visit, site, shelf, body)
    frames = [f for f in seen.page.frames if "localhost" in f.url]
    play = [seen.page.locator("audio-edition .play"), *(f.locator(".play") for f in frames)]
    paused: list[Callable[[], bool]] = [
        lambda: seen.js(f"{SOUND}.paused"),
        *(lambda f=f: f.evaluate("document.querySelector('audio').paused") for f in frames),
    ]

    def are(expected: list[bool]) -> bool:
        return [was() for was in paused] == expected

    for at in (1, 0, 2, 1):
        play[at].click()
        expected = [n != at for n in range(3)]
        wait_in(seen.page, partial(are, expected), what=f"number {at} alone")


def test_two_tabs_never_sound_at_once(visit: Open, site: str) -> None:
    first = visit(f"{site}/plain/index.html")
    second = visit(f"{site}/digest/index.html", context=first.page.context)
    for one, other in ((first, second), (second, first)):
        one.page.get_by_role("button", name="Écouter", exact=True).click()
        one.wait("!audio.paused")
        other.wait("audio.paused")


def test_a_sound_that_failed_once_is_tried_again_on_play(visit: Open, site: str) -> None:
    seen = visit("about:blank")
    refused: list[str] = []

    def answer(route: Any) -> None:
        if len(refused) < 2:
            refused.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    seen.page.route("**/*.mp3", answer)
    seen.page.goto(f"{site}/plain/index.html#t=18.5")
    alert = seen.page.locator("[role=alert]")
    seen.page.get_by_text("n’a pas pu être chargé").wait_for()
    play = seen.page.get_by_role("button", name="Écouter", exact=True)
    play.click()
    wait_in(seen.page, lambda: len(refused) == 2)
    seen.wait("audio.error !== null")
    play.wait_for()
    play.click()
    seen.wait("!audio.paused && audio.currentTime > 18.6")
    assert alert.text_content() == ""
    assert len(refused) == 2


NAMES = """() => {
  window.names = [];
  const node = document.querySelector('.play');
  let last = node.getAttribute('aria-label');
  new MutationObserver(() => {
    const name = node.getAttribute('aria-label');
    if (name !== last) names.push([last = name, performance.now()]);
  }).observe(node, { attributeFilter: ['aria-label'] });
}"""
"""What the button is called from now on, and when (ms)."""


def test_a_sound_that_does_not_answer_is_waited_for_in_words(visit: Open, site: str) -> None:
    seen = visit("about:blank")
    held: list[Any] = []
    seen.page.route("**/*.mp3", lambda route: held.append(route))
    seen.page.goto(f"{site}/plain/index.html")
    button = seen.page.locator(".play")
    seen.js(NAMES)
    button.click()
    seen.until("document.querySelector('.play').getAttribute('aria-busy') === 'true'")
    assert button.get_attribute("aria-label") == "Arrêter d’attendre le son"
    (_, begun), (_, late) = names = seen.js("names")
    assert [name for name, _ in names] == ["Mettre en pause", "Arrêter d’attendre le son"]
    assert late - begun >= 390, "a short wait has no name: a screen reader would say it and take it back"
    seen.page.get_by_text("Le son n’arrive pas encore").wait_for()
    assert seen.page.get_by_role("button", name="Mettre en pause").count() == 0
    button.click()
    seen.wait("audio.paused")
    seen.until("!document.querySelector('.play').hasAttribute('aria-busy')")
    assert button.get_attribute("aria-label") == "Écouter"
    button.click()
    seen.page.unroute("**/*.mp3")  # those that are held go on
    seen.page.get_by_role("button", name="Mettre en pause").wait_for()
    assert seen.page.locator("[role=alert]").text_content() == ""


def test_an_element_made_by_script_loads_when_its_address_comes_and_when_it_changes(
    visit: Open, site: str, shelf: Path
) -> None:
    seen = host(visit, site, shelf, "<main></main>")
    title = f"{ELEMENT}.shadowRoot?.querySelector('section')?.dataset.title ?? ''"
    seen.js("document.querySelector('main').append(document.createElement('audio-edition'))")
    seen.page.wait_for_timeout(100)
    seen.js(f"{ELEMENT}.src = 'plain/edition.json'")
    seen.until(f"({title}).startsWith('Le vieux pont')")
    assert seen.js(f"{ELEMENT}.src") == f"{site}/plain/edition.json"
    seen.js(f"void {ELEMENT}.play()")
    seen.until(f"!{ELEMENT}.paused")
    seen.js(f"window.old = {SOUND}")
    seen.js(f"{ELEMENT}.setAttribute('src', 'digest/edition.json')")
    seen.until(f"({title}).startsWith('L’essentiel')")
    assert seen.js("window.old.paused")
    seen.js(f"{ELEMENT}.setAttribute('src', 'nowhere/edition.json'); {ELEMENT}.append('Sans le son')")
    seen.page.get_by_text("Sans le son").wait_for()
    seen.js(f"{ELEMENT}.removeAttribute('src')")
    seen.js(
        f"{ELEMENT}.setAttribute('src', 'digest/edition.json'); {ELEMENT}.setAttribute('src', 'plain/edition.json')"
    )
    seen.until(f"({title}).startsWith('Le vieux pont')")
    assert seen.js(f"{ELEMENT}.shadowRoot.querySelectorAll('section').length") == 1


def test_an_address_that_was_set_before_the_script_came_is_not_lost(
    visit: Open, site: str, shelf: Path
) -> None:
    early = (
        "<script>const e = document.createElement('audio-edition'); e.src = 'plain/edition.json';</script>"
    )
    late = "<script>document.body.append(e)</script>"
    seen = host(visit, site, shelf, f"<main></main>{late}", head=early)
    seen.until(f"{ELEMENT}.shadowRoot")
    assert seen.js(f"{ELEMENT}.getAttribute('src')") == "plain/edition.json"


def test_a_host_page_in_another_encoding_reads_our_words_all_the_same(
    visit: Open, site: str, shelf: Path
) -> None:
    """Of a script that comes without a charset a page in ISO-8859-1 made « Ã‰couter »."""
    page = '<title>x</title><script src="plain/audio-edition.js"></script><audio-edition src="plain/edition.json">'
    (shelf / "latin.html").write_bytes(f'<meta charset="iso-8859-1">{page}'.encode("latin-1"))
    seen = visit("about:blank")
    seen.page.goto(site + "/latin.html")
    assert seen.page.get_by_role("button").get_attribute("aria-label").startswith("Écouter l’article")


def test_an_element_that_is_moved_goes_on_being_the_same(visit: Open, site: str, shelf: Path) -> None:
    body = '<main><audio-edition data-form="full" src="plain/edition.json"></audio-edition></main><footer></footer>'
    seen = host(visit, site, shelf, body)
    seen.page.get_by_role("button", name="Écouter", exact=True).click()
    seen.until(f"{ELEMENT}.currentTime > 0.2")
    seen.js(f"document.querySelector('footer').append({ELEMENT})")
    seen.until(f"{ELEMENT}.paused")
    assert seen.js(f"{ELEMENT}.currentTime") > 0.2
    seen.page.get_by_role("button", name="Écouter", exact=True).click()
    seen.until(f"!{ELEMENT}.paused")


def test_twelve_players_ask_for_no_sound_before_somebody_listens(visit: Open, site: str, shelf: Path) -> None:
    seen = host(visit, site, shelf, '<audio-edition src="plain/edition.json"></audio-edition>' * 12)
    seen.until("[...document.querySelectorAll('audio-edition')].every((e) => e.shadowRoot)")
    seen.page.wait_for_timeout(300)
    assert [url for url in seen.requests if url.endswith(".mp3")] == []
    seen.page.locator("audio-edition .play").nth(3).click()
    seen.until("!document.querySelectorAll('audio-edition')[3].paused")
    assert {url.split("/")[-1] for url in seen.requests if url.endswith(".mp3")} == {"le-vieux-pont.r2.mp3"}


def test_a_page_of_a_thousand_players_asks_for_those_near_the_window_only(
    visit: Open, site: str, shelf: Path
) -> None:
    body = '<p style="height: 300px"><audio-edition src="plain/edition.json">Le son</audio-edition></p>'
    seen = host(visit, site, shelf, body * 1000)
    seen.until(f"{ELEMENT}.shadowRoot")
    seen.page.wait_for_timeout(300)
    assert len([url for url in seen.requests if url.endswith(".json")]) < 12
    seen.js("scrollTo(0, document.body.scrollHeight)")
    seen.until("[...document.querySelectorAll('audio-edition')].at(-1).shadowRoot")
    assert seen.complaints == []


@pytest.fixture(scope="session")
def long(shelf: Path) -> Path:
    """20 chapters, three hours; its sound is not on the disk, and nothing here asks for it."""
    story: Story = (("title", "Un long procès"), *((("heading", f"Audience {n}")) for n in range(2, 21)))
    edition = make_edition(story, opening=None, sentence_ms=540_000, slug="long")
    folder = shelf / "long"
    folder.mkdir()
    (folder / "edition.json").write_text(json.dumps(edition_to_json(edition)), encoding="utf-8")
    write_files(folder, render_all(edition))
    return folder


@pytest.mark.parametrize("where", ["index.html", "embed.html", "element"])
def test_a_start_at_two_hours_and_a_half_shows_its_chapter_in_the_list(
    visit: Open, site: str, shelf: Path, long: Path, where: str
) -> None:
    if where == "element":
        body = '<audio-edition data-form="full" src="long/edition.json#t=2:30:00"></audio-edition>'
        seen = host(visit, site, shelf, body, height=600)
    else:
        seen = visit("about:blank", height=600)
        seen.page.goto(f"{site}/long/{where}#t=2:30:00")
    if where != "index.html":
        seen.page.get_by_text("Chapitres", exact=True).click()
    link = seen.page.locator(".chapters [aria-current]")
    assert link.locator("span").first.inner_text() == "Audience 17"
    inside = """(link) => {
        let box = link.parentElement;
        while (!/auto/.test(getComputedStyle(box).overflowY)) box = box.parentElement;
        const [a, b] = [link, box].map((node) => node.getBoundingClientRect());
        return b.top <= a.top && a.top < a.bottom && a.bottom <= b.bottom;
    }"""
    wait_in(seen.page, lambda: link.evaluate(inside), what="its chapter in sight")
    assert seen.js("scrollY") == 0 or where == "index.html"


@pytest.mark.parametrize("width", [320, 480, 720])
def test_a_frame_is_as_high_as_what_it_shows(visit: Open, site: str, shelf: Path, width: int) -> None:
    """A title of 300 characters in 320 px needs more than any height that could be printed."""
    elsewhere = site.replace("127.0.0.1", "localhost")
    body = (
        f'<iframe src="{elsewhere}/hostile/embed.html" style="border:0" width="100%" height="420"></iframe>'
        '<script src="plain/embed.js"></script>'
    )
    seen = host(visit, site, shelf, body, width=width)
    frame = next(f for f in seen.page.frames if "hostile" in f.url)
    frame.locator(".play").wait_for()

    def cut() -> float:
        inside = frame.evaluate("document.querySelector('.ae').getBoundingClientRect().bottom")
        return float(inside - seen.js("document.querySelector('iframe').clientHeight"))

    wait_in(seen.page, lambda: abs(cut()) <= 1, what="the frame's height")
    low = seen.js("document.querySelector('iframe').clientHeight")
    frame.get_by_text("Transcription", exact=True).click()
    wait_in(seen.page, lambda: seen.js("document.querySelector('iframe').clientHeight") != low)
    wait_in(seen.page, lambda: abs(cut()) <= 1, what="its height with the transcript")
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_frame_whose_host_does_not_listen_loses_nothing(visit: Open, site: str, shelf: Path) -> None:
    body = '<iframe src="hostile/embed.html" width="280" height="420"></iframe>'
    (shelf / "deaf.html").write_text(f"<!DOCTYPE html><title>x</title>{body}", encoding="utf-8")
    seen = visit("about:blank", width=320)
    seen.page.goto(site + "/deaf.html")
    frame = seen.page.frame_locator("iframe")
    frame.get_by_text("Transcription", exact=True).click()
    frame.locator(".transcript p").last.scroll_into_view_if_needed()
    assert frame.locator(".transcript p").last.is_visible()


def test_the_lock_screen_has_artist_chapter_and_picture(visit: Open, site: str, shelf: Path) -> None:
    body = '<audio-edition data-form="full" data-image="cover.png" src="plain/edition.json"></audio-edition>'
    seen = host(visit, site, shelf, body)
    seen.page.locator("audio-edition .play").click()
    seen.until("navigator.mediaSession.metadata?.artwork.length")
    assert seen.js("navigator.mediaSession.metadata.artwork[0].src") == f"{site}/cover.png"
    assert seen.js("navigator.mediaSession.metadata.artist") == "Le Journal d’exemple"
    assert seen.js("navigator.mediaSession.metadata.album") == "Le vieux pont rouvre aux promeneurs"
    seen.js(f"void {ELEMENT}.seek(13)")
    seen.until("navigator.mediaSession.metadata.album.startsWith('Un chantier')")


def test_without_a_site_the_author_is_the_artist(visit: Open, tmp_path: Path) -> None:
    edition = replace(make_edition(slug="sans-site"), site=None)
    folder = put_on_disk(tmp_path, edition, folder="e")
    write_files(folder, render_all(edition))
    seen = visit((folder / "index.html").as_uri())
    seen.page.get_by_role("button", name="Écouter", exact=True).click()
    seen.until("navigator.mediaSession.metadata?.artist")
    assert seen.js("navigator.mediaSession.metadata.artist") == "Claire Aubin"


def test_header_and_clock_say_the_same_length(visit: Open, tmp_path: Path) -> None:
    """91.6 s were « 1 min 32 s » in the header and 1:31 in the player."""
    edition = make_edition((("title", "Un titre"), ("body", "Une phrase.")), opening=None, sentence_ms=45_800)
    folder = put_on_disk(tmp_path, edition, folder="e")
    write_files(folder, render_all(edition))
    seen = visit((folder / "index.html").as_uri())
    assert seen.page.locator(".meta time").last.inner_text().replace("\u00a0", " ") == "1 min 32 s"
    assert seen.page.locator(".now").inner_text() == "0:00 / 1:32"
    seen.js("document.querySelector('audio').currentTime = 91.5")
    seen.until("document.querySelector('.now').textContent === '1:32 / 1:32'")
    assert seen.page.locator(".left").inner_text() == "reste 0:00"
