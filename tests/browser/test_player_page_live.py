"""The player page in a real browser, opened from disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from audioedition.model import OtherSound
from audioedition.publish.render import render_all
from audioedition.sound.formats import FORMATS
from tests.support.by_hand import make_edition

Open = Callable[..., Any]
PLAY = "Écouter"


def play(seen: Any) -> None:
    seen.page.get_by_role("button", name=PLAY, exact=True).click()
    seen.wait("!audio.paused && audio.currentTime > 0")


def test_play_and_pause(visit: Open) -> None:
    seen = visit("plain/index.html")
    assert seen.paused
    play(seen)
    seen.page.get_by_role("button", name="Mettre en pause").click()
    seen.wait("audio.paused")
    assert seen.complaints == []


def test_nothing_is_asked_of_any_network(visit: Open) -> None:
    seen = visit("plain/index.html")
    play(seen)
    seen.page.locator(".chapters a").last.click()
    seen.wait("audio.currentTime > 26")
    assert seen.requests
    assert {url.split("/")[-1] for url in seen.requests} == {"index.html", "le-vieux-pont.r2.mp3"}
    assert all(url.startswith("file:") for url in seen.requests)


def test_the_highlight_follows_the_sound_within_150_ms(visit: Open) -> None:
    """Reckoned to the frame before: while a busy machine paints none, nobody can mark anything."""
    seen = visit("ticks/index.html")
    seen.js(
        """() => {
        const audio = document.querySelector("audio");
        window.lags = [];
        const frames = [0, 0];
        const note = () => { frames.push(audio.currentTime); requestAnimationFrame(note); };
        requestAnimationFrame(note);
        new MutationObserver((changes) => {
            for (const { target } of changes)
                if (target.hasAttribute("aria-current") && !audio.paused)
                    lags.push([frames.at(-2), audio.currentTime].map((at) => at - target.dataset.start / 1000));
        }).observe(document.querySelector(".transcript"), { subtree: true, attributeFilter: ["aria-current"] });
    }"""
    )
    play(seen)
    seen.wait("window.lags.length >= 9")
    lags = seen.js("window.lags.slice(1)")
    assert min(now for _, now in lags) > -0.05
    assert max(frame_before for frame_before, _ in lags) <= 0.150, lags


def test_the_sentence_and_the_chapter_that_are_read_are_marked(visit: Open) -> None:
    seen = visit("plain/index.html")
    assert seen.sentence.startswith("Vous écoutez")
    seen.page.locator(".chapters a").nth(1).click()
    seen.wait("audio.currentTime > 12")
    assert seen.sentence == "Un chantier à 3,5 millions d’euros"
    assert (
        seen.page.locator(".chapters [aria-current] span").first.text_content()
        == "Un chantier à 3,5 millions d’euros"
    )
    assert seen.page.locator("[data-start][aria-current]").count() == 1


@pytest.mark.parametrize(("name", "bars"), [("plain", 3), ("digest", 4), ("ticks", 1)])
def test_the_timeline_shows_each_chapter_to_the_eye_alone(visit: Open, name: str, bars: int) -> None:
    """An edition of one chapter once had an empty timeline."""
    seen = visit(name + "/index.html")
    picture = seen.page.locator(".timeline svg.all")
    assert picture.get_attribute("aria-hidden") == "true"
    assert picture.locator("path").get_attribute("d").count("v10") == bars


def test_by_keyboard_alone_from_load_to_play_to_chapter_3(visit: Open) -> None:
    seen = visit("plain/index.html")
    keyboard = seen.page.keyboard
    for _ in range(10):
        keyboard.press("Tab")
        if seen.focus == PLAY:
            break
    keyboard.press("Space")
    seen.wait("!audio.paused")
    for _ in range(20):
        keyboard.press("Tab")
        if seen.focus.startswith("Et maintenant"):
            break
    keyboard.press("Enter")
    seen.wait("audio.currentTime > 26 && !audio.paused")
    assert seen.sentence == "Et maintenant ?"


def test_every_stop_of_the_tab_key_has_a_name_and_can_be_seen(visit: Open) -> None:
    seen = visit("plain/index.html")
    names = []
    for _ in range(30):
        seen.page.keyboard.press("Tab")
        name, outlined = seen.js(
            """() => {
            const e = document.activeElement, style = getComputedStyle(e);
            const label = e.getAttribute("aria-label") || e.labels?.[0]?.textContent || e.textContent;
            const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
            return [e === document.body ? "" : label.trim(), outlined];
        }"""
        )
        if not name:
            break
        names.append(name)
        assert outlined or name == "Aller à la transcription", name
    assert names[:4] == [
        "Aller à la transcription",
        "English",
        "Paragraphe précédent",
        "Reculer de 15 secondes",
    ]
    assert "Lire l’article d’origine" in names
    assert len(names) == len(set(names))


def test_the_transcript_is_one_tab_stop_and_arrows_move_by_sentence(visit: Open) -> None:
    seen = visit("plain/index.html")
    text = seen.page.locator(".transcript")
    assert text.locator("[tabindex]").count() == 1
    assert text.get_by_role("button").count() == 1
    text.locator("[tabindex]").focus()
    keyboard = seen.page.keyboard
    for key, expected in (
        ("ArrowDown", "Le vieux pont rouvre aux promeneurs"),
        ("ArrowRight", "Après trois ans de travaux, les piétons retrouvent la rive nord."),
        ("ArrowUp", "Le vieux pont rouvre aux promeneurs"),
        ("End", "Le conseil votera au printemps."),
        ("ArrowDown", "Le conseil votera au printemps."),
        ("Home", "Vous écoutez une édition audio, lue par une voix de synthèse."),
        ("ArrowLeft", "Vous écoutez une édition audio, lue par une voix de synthèse."),
    ):
        keyboard.press(key)
        assert seen.focus == expected, key
        assert text.locator("[tabindex]").count() == 1
    assert seen.paused
    keyboard.press("End")
    keyboard.press("Enter")
    seen.wait("!audio.paused && audio.currentTime >= 30")
    assert seen.sentence == "Le conseil votera au printemps."


def test_a_click_on_a_sentence_plays_from_there_but_selecting_text_does_not(visit: Open) -> None:
    seen = visit("plain/index.html")
    sentence = seen.page.get_by_text("La ville en paie la moitié.")
    sentence.dblclick()  # selects a word with its second click
    seen.wait("!audio.paused")
    seen.page.get_by_role("button", name="Mettre en pause").click()
    seen.wait("audio.paused")
    seen.js("getSelection().selectAllChildren(document.querySelector('.standfirst'))")
    before = seen.time
    seen.js("document.querySelector('.standfirst [data-start]').click()")
    assert seen.time == before
    assert seen.paused


def test_buttons_and_keys_move_where_they_say(visit: Open) -> None:
    seen = visit("plain/index.html")
    press = seen.page.keyboard.press
    by_name = seen.page.get_by_role
    by_name("button", name="Avancer de 30 secondes").click()
    assert seen.time == pytest.approx(30, abs=0.1)
    by_name("button", name="Reculer de 15 secondes").click()
    assert seen.time == pytest.approx(15, abs=0.1)
    by_name("button", name="Paragraphe suivant").click()
    assert seen.sentence.startswith("« On avait fini")
    by_name("button", name="Paragraphe précédent").click()
    assert seen.sentence == "La facture a gonflé de 12 %."
    press("p")
    assert seen.sentence == "Un chantier à 3,5 millions d’euros"
    press("n")
    assert seen.sentence == "La facture a gonflé de 12 %."
    press("j")
    assert seen.time == 0
    press("p")
    assert seen.time == pytest.approx(0, abs=0.1)
    press("l")
    assert seen.time == pytest.approx(30, abs=0.1)
    press("l")
    assert seen.time <= 32.2
    press("m")
    assert seen.js("document.querySelector('audio').muted")
    by_name("button", name="Couper le son", pressed=True).wait_for()
    press(">")
    assert seen.js("document.querySelector('audio').playbackRate") == 1.1


def test_shortcuts_are_asleep_outside_the_player(visit: Open) -> None:
    seen = visit("plain/index.html")
    seen.page.locator(".chapters a").first.focus()
    for key in "kjlnpm":
        seen.page.keyboard.press(key)
    assert seen.paused
    assert seen.time == 0
    assert not seen.js("document.querySelector('audio').muted")


def test_the_slider_says_its_time_and_is_silent_while_it_moves_by_itself(visit: Open) -> None:
    seen = visit("plain/index.html")
    slider = seen.page.get_by_role("slider", name="Position")

    def spoken() -> str:
        return str(slider.get_attribute("aria-valuetext")).replace("\u00a0", " ")

    slider.focus()
    assert spoken() == "0 seconde sur 32 secondes"
    seen.page.keyboard.press("ArrowRight")
    assert seen.time == pytest.approx(5, abs=0.1)
    assert spoken() == "5 secondes sur 32 secondes"
    seen.page.keyboard.press("k")
    seen.wait("audio.currentTime > 7")
    assert spoken() == "5 secondes sur 32 secondes"
    assert slider.input_value() == "5"
    seen.page.keyboard.press("k")
    seen.page.keyboard.press("End")
    assert seen.time == pytest.approx(32, abs=0.2)


def test_nothing_announces_itself(visit: Open) -> None:
    seen = visit("plain/index.html")
    play(seen)
    seen.wait("audio.currentTime > 2.5")
    assert seen.page.locator("[aria-live], [role=status], [role=log], [role=timer], output").count() == 0
    assert seen.page.locator("[role=alert]").text_content() == ""


def test_what_a_screen_reader_is_given(visit: Open) -> None:
    """The browser's own accessibility tree: names, roles and values, and a text that reads as a text."""
    seen = visit("plain/index.html")
    player = seen.page.get_by_role("region", name="Lecteur audio").aria_snapshot()
    assert [line.strip("- ") for line in player.splitlines() if "option" not in line] == [
        'region "Lecteur audio":',
        'button "Paragraphe précédent"',
        'button "Reculer de 15 secondes": "15"',
        'button "Écouter"',
        'button "Avancer de 30 secondes": "30"',
        'button "Paragraphe suivant"',
        "paragraph: 0:00 / 0:32 reste 0:32 Le vieux pont rouvre aux promeneurs",
        'combobox "Vitesse":',
        'slider "Position": "0"',
        'button "Couper le son"',
        'slider "Volume": "100"',
        'checkbox "Suivre le texte" [checked]',
        "text: Suivre le texte Arrêt automatique",
        'combobox "Arrêt automatique":',
        "group: Partager",
        "group: Raccourcis clavier",
    ]
    text = seen.page.get_by_role("region", name="Transcription").aria_snapshot()
    assert text.count("button") == 1
    assert "- paragraph: La facture a gonflé de 12 %. La ville en paie la moitié. L’État" in text
    assert '- heading "Un chantier à 3,5 millions d’euros" [level=3]' in text
    assert "- listitem: Interdit aux trottinettes." in text


def test_position_and_speed_are_there_again_after_a_reload(visit: Open) -> None:
    seen = visit("plain/index.html")
    seen.page.get_by_label("Vitesse").select_option("2")
    seen.page.locator(".chapters a").nth(1).click()
    seen.wait("audio.currentTime > 13")
    again = visit("plain/index.html", context=seen.page.context)
    assert again.time >= 12
    assert again.js("scrollY") == 0
    seen.page.reload()
    seen.wait(
        "audio.readyState > 0 && audio.currentTime >= 12"
    )  # as the other page, which may have written last
    assert seen.paused
    assert seen.js("document.querySelector('audio').playbackRate") == 2
    assert seen.page.get_by_label("Vitesse").input_value() == "2"
    assert "Vous en étiez à 0:1" in seen.page.locator(".resumed").text_content()
    seen.page.get_by_role("button", name="Reprendre du début").click()
    assert seen.time == 0
    assert seen.focus == PLAY


def test_another_edition_keeps_the_speed_but_not_the_place(visit: Open) -> None:
    first = visit("plain/index.html")
    first.page.get_by_label("Vitesse").select_option("1.5")
    first.page.locator(".chapters a").last.click()
    first.wait("audio.currentTime > 26")
    first.page.get_by_role("button", name="Mettre en pause").click()
    first.wait("audio.paused")
    second = visit("digest/index.html", context=first.page.context)
    assert second.time == 0
    assert second.js("document.querySelector('audio').playbackRate") == 1.5


def test_where_nothing_can_be_remembered_all_else_works(visit: Open) -> None:
    forbid = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } });"
    seen = visit("plain/index.html", init=forbid)
    play(seen)
    seen.page.get_by_label("Vitesse").select_option("1.5")
    seen.page.get_by_label("Suivre le texte").uncheck()
    assert seen.complaints == []


@pytest.mark.parametrize(
    ("fragment", "seconds", "sentence"),
    [
        ("#t=18.5", 18.5, "L’État et la région font le reste."),
        ("#t=0:18", 18, "L’État et la région font le reste."),
        ("#p=4", 12, "Un chantier à 3,5 millions d’euros"),
        ("#p=99", 0, "Vous écoutez une édition audio, lue par une voix de synthèse."),
        ("#t=9999", 32, "Le conseil votera au printemps."),
        ("#t=::", 0, "Vous écoutez une édition audio, lue par une voix de synthèse."),
    ],
)
def test_links_to_a_time_or_a_paragraph(visit: Open, fragment: str, seconds: float, sentence: str) -> None:
    seen = visit("plain/index.html" + fragment)
    assert seen.time == pytest.approx(seconds, abs=0.1)
    assert seen.sentence == sentence
    assert seen.paused
    assert seen.complaints == []


def test_a_link_followed_on_the_page_itself(visit: Open) -> None:
    seen = visit("plain/index.html")
    seen.js("location.hash = 't=18.5'")
    seen.wait("audio.currentTime > 18")
    assert seen.sentence == "L’État et la région font le reste."


def test_following_scrolls_to_the_sentence_and_can_be_switched_off(visit: Open) -> None:
    for follow in (True, False):
        seen = visit("ticks/index.html", height=500, reduced_motion="reduce")
        if not follow:
            seen.page.get_by_label("Suivre le texte").uncheck()
        before = seen.js("scrollY")
        seen.js("document.querySelector('audio').currentTime = 24")
        play(seen)
        seen.wait("audio.currentTime > 25.6")
        assert (seen.js("scrollY") > before + 200) == follow
        if follow:
            top, bottom, height = seen.js(
                "(r => [r.top, r.bottom, innerHeight])"
                "(document.querySelector('.transcript [aria-current]').getBoundingClientRect())"
            )
            assert 0 < top < bottom < height


def test_following_never_takes_the_page_from_someone_who_reads_by_keyboard(visit: Open) -> None:
    seen = visit("ticks/index.html", height=500, reduced_motion="reduce")
    play(seen)
    seen.page.locator(".transcript [tabindex]").focus()
    seen.page.keyboard.press("End")
    place = seen.js("scrollY")
    seen.wait("audio.currentTime > 2.2")
    assert seen.focus == "Phrase 19 trois."
    assert seen.js("scrollY") == place


@pytest.mark.parametrize(
    "name", ["plain/index.html", "hostile/index.html", "digest/embed.html", "plain/transcript.html"]
)
def test_small_windows_and_large_zoom_never_scroll_sideways(visit: Open, name: str) -> None:
    """A phone of 320 px; a screen of 1280 × 1024 at 400 %, which is 320 × 256 to the page."""
    seen = visit(name, width=320, height=640)
    for height in (640, 256):
        seen.page.set_viewport_size({"width": 320, "height": height})
        assert seen.js("document.documentElement.scrollWidth") <= 320
        for box in seen.js(
            "[...document.querySelectorAll('button, select, input, summary, .chapters a')]"
            ".filter(e => e.offsetParent).map(e => [e.className, e.getBoundingClientRect().toJSON()])"
        ):
            assert box[1]["left"] >= 0, box
            assert box[1]["right"] <= 320, box


@pytest.mark.parametrize("name", ["plain/index.html", "plain/embed.html"])
def test_every_target_is_24_pixels_high_and_wide(visit: Open, name: str) -> None:
    """WCAG 2.2, 2.5.8. The checkbox is smaller than its label, which is the target."""
    seen = visit(name, width=390)
    seen.js("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    boxes = seen.js(
        "[...document.querySelectorAll('button, select, input, summary, a, label')]"
        ".filter((e) => e.offsetParent && e.type !== 'checkbox' && !e.matches('.skip'))"
        ".map((e) => [e.className || e.textContent, e.getBoundingClientRect().toJSON()])"
    )
    assert len(boxes) > 14
    assert [box for box in boxes if box[1]["width"] < 24 or box[1]["height"] < 24] == []


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 700)], ids=["desktop", "phone"])
def test_what_holds_the_focus_is_never_behind_the_player(visit: Open, width: int, height: int) -> None:
    """WCAG 2.2, 2.4.11, down the page and up again."""
    seen = visit("ticks/index.html", width=width, height=height, reduced_motion="reduce")
    seen.page.locator(".transcript [tabindex]").focus()
    for key in [
        "Home",
        "End",
        *["ArrowUp"] * 30,
        *["ArrowDown"] * 10,
        "Tab",
        "Shift+Tab",
        "Shift+Tab",
    ]:
        seen.page.keyboard.press(key)
        covered = seen.js(
            """() => {
            const place = document.activeElement.getClientRects()[0]; // of the first line
            const shown = document.elementFromPoint(place.left + 5, place.top + place.height / 2);
            return !document.activeElement.contains(shown);
        }"""
        )
        assert not covered, (key, seen.focus)


def test_the_skip_link_leads_to_a_heading_that_can_be_seen(visit: Open) -> None:
    seen = visit("ticks/index.html", height=720)
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Enter")
    top, player = seen.js(
        "[document.getElementById('transcript').getBoundingClientRect().top,"
        " document.querySelector('.player').getBoundingClientRect().bottom]"
    )
    assert player <= top < 720
    assert seen.focus == "Transcription"


def test_text_spacing_and_large_type_lose_nothing(visit: Open) -> None:
    """WCAG 1.4.12 and 1.4.4: the spacing that readers may set, and type at 200 %."""
    seen = visit("plain/index.html", width=640, bypass_csp=True)
    seen.page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
        "p { margin-bottom: 2em !important } html { font-size: 200% }"
    )
    assert seen.js("document.documentElement.scrollWidth") <= 640
    cut = seen.js(
        "[...document.querySelectorAll('p, a, span, label, summary, h1, h2, h3, li')].filter((e) => e.offsetParent"
        " && getComputedStyle(e).overflow !== 'visible' && e.scrollHeight > e.clientHeight + 1).map((e) => e.outerHTML)"
    )
    assert cut == []


def test_nothing_moves_by_itself_and_nothing_is_lost_when_motion_is_unwanted(visit: Open) -> None:
    for motion in ("reduce", "no-preference"):
        seen = visit("ticks/index.html", height=600, reduced_motion=motion)
        seen.js("window.asked = []; window.scrollBy = (how) => asked.push(how.behavior); 0")
        seen.page.locator(".transcript").evaluate("(box) => box.querySelectorAll('[data-start]')[50].click()")
        seen.until("window.asked.length > 0")
        assert set(seen.js("window.asked")) == {"auto" if motion == "reduce" else "smooth"}


def test_on_a_phone_the_buttons_stay_at_hand(visit: Open) -> None:
    seen = visit("plain/index.html", width=390, height=700)
    seen.js("scrollTo(0, document.body.scrollHeight / 2)")
    box = seen.page.get_by_role("button", name=PLAY, exact=True).bounding_box()
    assert 0 <= box["y"] < 80


def test_with_2000_sentences_an_interaction_touches_a_few(visit: Open) -> None:
    """What it changes and measures is counted: a time would be the processor's."""
    seen = visit("book/index.html")
    play(seen)
    seen.page.locator(".transcript [tabindex]").focus()
    touched = seen.js(
        """async () => {
        const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        const press = (key) => () =>
            document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        const click = (selector, n = 0) => () => document.querySelectorAll(selector)[n].click();
        const acts = { end: press("End"), home: press("Home"), down: press("ArrowDown"), enter: press("Enter"),
            chapter: click(".chapters a", 8), forward: click(".forward"), next: click(".next"),
            sentence: click("[data-start]", 1500), back: click(".back"), play: click(".play") };
        let measured = 0;
        const measure = Element.prototype.getBoundingClientRect;
        Element.prototype.getBoundingClientRect = function () { measured += 1; return measure.call(this); };
        const changes = new MutationObserver(() => {});
        changes.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
        const touched = {};
        for (const [name, act] of Object.entries(acts)) {
            await frame();
            changes.takeRecords();
            measured = 0;
            act();
            touched[name] = changes.takeRecords().length + measured;
        }
        return touched;
    }"""
    )
    assert len(touched) == 10
    assert max(touched.values()) <= 60, touched
    assert min(touched["end"], touched["sentence"]) > 0, touched
    assert seen.complaints == []


def test_hostile_text_runs_nowhere(visit: Open) -> None:
    for name in ("index.html", "embed.html", "transcript.html"):
        seen = visit("hostile/" + name)
        if name != "transcript.html":
            seen.js("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
            play(seen)
        assert seen.js("window.hacked") is None
        assert seen.complaints == []
        assert "<img src=x onerror=" in seen.js("document.body.innerText")


def test_without_javascript_the_native_player_and_the_text_are_there(visit: Open) -> None:
    seen = visit("plain/index.html", java_script_enabled=False)
    assert seen.page.locator("audio[controls]").is_visible()
    assert seen.page.get_by_text("La ville en paie la moitié.").is_visible()
    assert not seen.page.get_by_text("Cliquez sur une phrase").is_visible()
    seen.page.locator(".chapters a").last.click()
    assert seen.page.url.endswith("#p=9")


def test_a_sound_that_is_missing_is_said_once_and_the_text_stays(
    visit: Open, shelf: Any, tmp_path: Any
) -> None:
    page = tmp_path / "index.html"
    page.write_bytes((shelf / "plain" / "index.html").read_bytes())
    seen = visit("about://blank")
    seen.page.goto(page.as_uri())
    seen.page.get_by_text("n’a pas pu être chargé").wait_for()
    assert seen.page.get_by_text("La ville en paie la moitié.").is_visible()


def test_formats_that_are_missing_give_way_to_the_mp3_and_only_its_lack_is_told(
    visit: Open, shelf: Any, tmp_path: Any
) -> None:
    edition = make_edition()
    others = tuple(
        OtherSound(
            path=f"gone{one.ending}", media_type=one.media_type, size_bytes=1, duration_ms=1, sha256="",
            bit_rate_kbps=48, frame_rate=48_000,
        )
        for one in FORMATS.values()
    )  # fmt: skip
    edition = replace(edition, audio=replace(edition.audio, others=others))
    (tmp_path / "index.html").write_text(str(render_all(edition)["index.html"]), encoding="utf-8")
    mp3 = tmp_path / edition.audio.path
    mp3.write_bytes(next((shelf / "plain").glob("*.mp3")).read_bytes())
    seen = visit("about://blank")
    seen.page.goto((tmp_path / "index.html").as_uri())
    play(seen)
    seen.wait("audio.currentSrc.endsWith('.mp3')")
    mp3.unlink()
    seen.page.reload()
    seen.page.get_by_text("n’a pas pu être chargé").wait_for()


def test_the_interface_speaks_the_other_language_on_request(visit: Open) -> None:
    seen = visit("plain/index.html")
    seen.page.get_by_role("link", name="English").click()
    seen.page.get_by_role("button", name="Play", exact=True).wait_for()
    assert seen.js("document.documentElement.lang") == "en"
    assert seen.page.get_by_role("heading", name="Transcript").is_visible()
    assert "Read aloud by a synthetic voice" in seen.page.locator(".disclosure").text_content()
    assert seen.page.locator("time[data-day]").first.text_content() == "March 1, 2026"
    assert seen.page.locator("h1").get_attribute("lang") == "fr"
    seen.page.get_by_role("link", name="Français").click()
    seen.page.get_by_role("button", name=PLAY, exact=True).wait_for()


def test_the_lock_screen_knows_what_plays(visit: Open) -> None:
    seen = visit("plain/index.html")
    play(seen)
    seen.page.locator(".chapters a").nth(1).click()
    seen.until("navigator.mediaSession.metadata?.album.startsWith('Un chantier')")
    assert seen.js("navigator.mediaSession.metadata.title") == "Le vieux pont rouvre aux promeneurs"
    assert seen.js("navigator.mediaSession.metadata.artist") == "Le Journal d’exemple"


@pytest.mark.parametrize("width", [1280, 794], ids=["from a wide window", "as wide as A4"])
def test_on_paper_there_is_the_text_and_no_controls(visit: Open, width: int) -> None:
    seen = visit("plain/index.html", width=width)
    seen.page.emulate_media(media="print")
    assert seen.page.locator(".player :visible, nav :visible").count() == 0
    assert not seen.page.locator("footer").is_visible()
    assert seen.page.get_by_text("La ville en paie la moitié.").is_visible()
    assert seen.page.locator(".corrections").is_visible()


@pytest.mark.parametrize(
    "media", [{"forced_colors": "active"}, {"contrast": "more"}], ids=["forced", "contrast"]
)
def test_the_sentence_is_marked_in_high_contrast_too(visit: Open, media: dict[str, str]) -> None:
    seen = visit("plain/index.html", **media)
    outline, underline = seen.js(
        "(s => [s.outlineStyle, s.textDecorationLine])"
        "(getComputedStyle(document.querySelector('.transcript [aria-current]')))"
    )
    assert underline == "underline"
    assert outline == ("solid" if "forced_colors" in media else "none")
