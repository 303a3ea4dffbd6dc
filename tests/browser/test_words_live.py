"""The word that is being read, a link to a moment, and the sleep timer."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audioedition.model import Edition, ForeignWords, WordCue
from audioedition.publish.folder.writer import write_files
from audioedition.publish.player.pages import words_of
from audioedition.publish.render import render_all
from tests.browser.hosting import ELEMENT, ROOT, Open, host
from tests.support.by_hand import make_edition
from tests.support.on_disk import put_on_disk

LIT = (
    "[...(CSS.highlights.get('audioedition-word') ?? [])]"
    ".map((r) => r.startContainer.data.slice(r.startOffset, r.endOffset))"
)


def with_words() -> Edition:
    """Each word as long as the others of its sentence; the second of a passage is declared to be of another language,
    so that it stands in an element of its own."""
    edition = make_edition(slug="mots")
    cues = []
    for cue in edition.cues:
        printed = cue.text.split(" ")
        each = (cue.end_ms - cue.start_ms) // len(printed)
        words = tuple(
            WordCue(start_ms=cue.start_ms + n * each, end_ms=cue.start_ms + (n + 1) * each, text=word)
            for n, word in enumerate(printed)
        )
        cues.append(replace(cue, words=words))
    paragraphs = tuple(
        replace(p, foreign=(ForeignWords(text=p.text.split()[1].strip(".,"), language="en"),))
        if " " in p.text
        else p
        for p in edition.paragraphs
    )
    return replace(edition, cues=tuple(cues), paragraphs=paragraphs)


@pytest.fixture(scope="session")
def words(shelf: Path) -> Path:
    folder = put_on_disk(shelf, with_words(), folder="words")
    write_files(folder, render_all(with_words()))
    return folder


def test_words_are_counted_as_javascript_counts() -> None:
    cue = replace(make_edition().cues[0], text="🎧 Le le chat, 3,5 %.", words=())
    times = zip(("🎧", "le", "chat,", "absent", "", "3,5"), range(0, 600, 100), strict=True)
    cue = replace(cue, words=tuple(WordCue(start_ms=t, end_ms=t + 90, text=w) for w, t in times))
    assert words_of(cue) == "0,0,2 100,6,8 200,9,14 500,15,18"


@pytest.mark.parametrize("where", ["page", "element"])
def test_the_word_that_is_read_is_lit_and_the_text_stays(
    visit: Open, site: str, shelf: Path, words: Path, where: str
) -> None:
    if where == "page":
        seen = visit(f"{site}/words/index.html#t=4.1")
        root = "document"
    else:
        seen = host(
            visit, site, shelf, '<audio-edition data-form="full" src="words/edition.json"></audio-edition>'
        )
        root = ROOT
        seen.until(f"{ELEMENT}.player")
        seen.js(f"void {ELEMENT}.seek(4.1)")
        seen.page.get_by_text("Réglages").click()
        seen.page.get_by_text("Transcription", exact=True).click()
    before = seen.js(f"{root}.querySelector('.transcript').textContent")
    assert seen.js(LIT) == ["Après"]
    seen.js(
        f"window.lit = new Set(); const look = () => {{ lit.add({LIT}.join()); requestAnimationFrame(look); }}; look()"
    )
    seen.page.get_by_role("button", name="Écouter", exact=True).click()
    seen.until(f"{LIT}.join() !== 'Après' && lit.size >= 4")
    assert set(seen.js("[...lit]")) <= {"", *(word.text for cue in with_words().cues for word in cue.words)}
    assert seen.js(f"{root}.querySelector('.transcript').textContent") == before
    seen.page.get_by_label("Surligner le mot").uncheck()
    assert seen.js(LIT) == []
    assert seen.js("localStorage['audioedition:word']") == "false"


def test_off_where_motion_is_unwanted_until_asked_for(visit: Open, site: str, words: Path) -> None:
    seen = visit(f"{site}/words/index.html#t=4.1", reduced_motion="reduce")
    assert seen.js(LIT) == []
    seen.page.get_by_label("Surligner le mot").check()
    assert seen.js(LIT) == ["Après"]


def test_without_times_of_words_nothing_is_offered(visit: Open) -> None:
    seen = visit("plain/index.html")
    assert seen.page.get_by_label("Surligner le mot").count() == 0
    assert seen.js(LIT) == []


def test_a_link_to_this_moment_is_copied(visit: Open, site: str) -> None:
    seen = visit(f"{site}/plain/index.html#t=18.5")
    seen.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    seen.page.get_by_text("Partager", exact=True).click()
    seen.page.get_by_role("button", name="Copier le lien à 0:18").click()
    seen.page.get_by_role("button", name="Lien copié").wait_for()
    assert seen.js("navigator.clipboard.readText()") == f"{site}/plain/index.html#t=18"


def test_where_nothing_can_be_copied_the_link_is_shown(visit: Open, site: str, shelf: Path) -> None:
    forbid = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
    body = '<audio-edition data-form="full" src="plain/edition.json#t=9"></audio-edition>'
    seen = host(visit, site, shelf, body, init=forbid)
    seen.page.get_by_text("Partager", exact=True).click()
    seen.page.get_by_role("button", name="Copier le lien à 0:09").click()
    field = seen.page.get_by_label("Lien vers ce moment")
    assert field.input_value() == f"{site}/plain/index.html#t=9"


def test_the_system_s_own_sharing_gets_the_link(visit: Open, site: str) -> None:
    offer = "navigator.share = (what) => { window.shared = what; return Promise.reject(new Error('no')); };"
    seen = visit(f"{site}/plain/index.html#t=61", init=offer)
    seen.page.get_by_text("Partager", exact=True).click()
    seen.page.get_by_role("button", name="Partager avec une application…").click()
    assert seen.js("shared") == {
        "title": "Le vieux pont rouvre aux promeneurs",
        "url": f"{site}/plain/index.html#t=32",
    }
    assert seen.complaints == []


def test_the_sleep_timer_stops_at_the_end_of_the_chapter(visit: Open) -> None:
    seen = visit("plain/index.html#t=11")
    seen.page.get_by_label("Arrêt automatique").select_option("chapter")
    seen.page.get_by_role("button", name="Écouter", exact=True).click()
    seen.wait("audio.paused && audio.currentTime > 11.9 && audio.currentTime < 16")
    assert seen.page.get_by_label("Arrêt automatique").input_value() == ""


def test_a_jump_to_another_chapter_does_not_stop_it(visit: Open) -> None:
    seen = visit("plain/index.html#t=2")
    seen.page.get_by_label("Arrêt automatique").select_option("chapter")
    seen.page.get_by_role("button", name="Écouter", exact=True).click()
    seen.page.locator(".chapters a").nth(1).click()
    seen.wait("audio.currentTime > 13 && !audio.paused")
    assert seen.page.get_by_label("Arrêt automatique").input_value() == "chapter"


def test_the_sleep_timer_stops_after_its_minutes(visit: Open) -> None:
    quick = """const later = setTimeout;
        window.setTimeout = (act, ms) => {
            if (ms < 60000) return later(act, ms);
            window.asked = ms;
            return later(act, 50);
        };"""
    seen = visit("plain/index.html", init=quick)
    seen.page.get_by_role("button", name="Écouter", exact=True).click()
    seen.page.get_by_label("Arrêt automatique").select_option("5")
    seen.wait("audio.paused")
    assert seen.js("window.asked") == 5 * 60_000


def test_time_left_is_at_the_chosen_speed(visit: Open) -> None:
    seen = visit("plain/index.html#t=12")
    assert seen.page.locator(".left").inner_text() == "reste 0:20"
    seen.page.get_by_label("Vitesse").select_option("2")
    seen.until("document.querySelector('.left').textContent === 'reste 0:10'")


def test_the_timeline_says_time_and_chapter_under_pointer_and_focus(visit: Open) -> None:
    seen = visit("plain/index.html")
    tip = seen.page.locator(".tip")
    box = seen.page.locator(".timeline").bounding_box()
    seen.page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 10)
    assert tip.inner_text() == "0:28 · Et maintenant ?"
    seen.page.mouse.move(0, 0)
    assert not tip.is_visible()
    seen.page.get_by_role("slider", name="Position").focus()
    seen.page.keyboard.press("ArrowRight")
    assert tip.inner_text().startswith("0:05 · Le vieux pont")
    seen.page.keyboard.press("Tab")
    assert not tip.is_visible()


def test_no_barcode_of_ticks(visit: Open) -> None:
    path: Any = visit("book/index.html").page.locator("svg.all path").get_attribute("d")
    assert "h2v4" not in path
    path = visit("plain/index.html").page.locator("svg.all path").get_attribute("d")
    assert path.count("h2v4") == 11


def test_downloads_have_names_that_people_know(visit: Open, site: str, shelf: Path) -> None:
    from audioedition.publish.player.pages import list_downloads

    names = {"plain.epub", "daisy/ncc.html", "plain.m4b", "transcript.txt"}
    labels = [d.label for d in list_downloads(make_edition(), names, language="fr")]
    assert labels == [
        "MP3",
        "Livre lu (EPUB)",
        "Livre audio (M4B)",
        "DAISY pour lecteurs adaptés",
        "Texte (TXT)",
    ]
    assert json.loads((shelf / "plain" / "edition.json").read_text())["audio"]["path"]
