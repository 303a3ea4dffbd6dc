"""The plugin in a real WordPress before the real service: published, heard, corrected, withdrawn; and what may fail."""

from __future__ import annotations

import dataclasses
import json
import re
import uuid
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import requests

from tests.support.browser import violations
from tests.support.patience import PATIENCE_S, wait_until
from tests.support.tools import need_module
from tests.support.wordpress import ASK_S, WordPress, nonce_in, settings
from tests.wordpress.conftest import Newsroom

need_module("standardwebhooks", extra="test")

from standardwebhooks import Webhook

TEXT = "<p>La passerelle de {place} rouvre mardi. Les ouvriers ont changé le tablier.</p><p>Elle compte trente pas.</p>"
HOSTILE = (
    """<script>alert("titre")</script>L'été d’« Anne » & "moi" </title><img src=x onerror=alert(1)> 😀 """
)


@pytest.fixture(autouse=True)
def as_set_up(wordpress: WordPress, newsroom: Newsroom) -> None:
    """Whatever the test before left."""
    settings(wordpress, service=newsroom.url, token=newsroom.token, position="above", categories=[])


def page_of(wordpress: WordPress, post: int) -> requests.Response:
    return requests.get(f"{wordpress.url}/?p={post}", timeout=PATIENCE_S)


def column_of(wordpress: WordPress, post: int) -> str:
    """The words of the post's cell in the list."""
    page = wordpress.signed_in().get(f"{wordpress.url}/wp-admin/edit.php", timeout=PATIENCE_S).text
    row = page[page.index(f'id="post-{post}"') :]
    cell = re.search(r"<td class='audioedition.*?</td>", row, re.S)
    assert cell, row[:3000]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell[0])).strip()


def status_of(newsroom: Newsroom, wordpress: WordPress, post: int) -> requests.Response:
    """As the service has it."""
    name = wordpress.json(f"Audioedition\\Site::external_id( {post} )")
    return newsroom.get(f"/api/status?external_id={name}")


def time_passes(wordpress: WordPress) -> None:
    """The wait after a failure is over, and somebody visits the site."""
    wordpress.php(
        "$away = get_option( 'audioedition_away' );"
        "if ( $away ) { $away['until'] = time() - 1; update_option( 'audioedition_away', $away ); }"
        "wp_clear_scheduled_hook( 'audioedition_catch_up' );"
        "wp_schedule_single_event( time() - 1, 'audioedition_catch_up' );"
    )
    wordpress.cron()


def test_published_heard_corrected_and_withdrawn(wordpress: WordPress, newsroom: Newsroom, desk: Any) -> None:
    """As an editor does it, in the block editor; as a reader hears it."""
    desk.goto(f"{wordpress.url}/wp-admin/post-new.php", wait_until="domcontentloaded")
    desk.wait_for_function(
        "window.wp?.data?.select('core/editor')?.getCurrentPostId?.()", polling=ASK_S * 1000
    )
    desk.get_by_role("textbox", name="Add title").fill("La passerelle rouvre")
    desk.evaluate(
        "html => wp.data.dispatch('core/block-editor').insertBlocks(wp.blocks.rawHandler({HTML: html}))",
        TEXT.format(place="Kerlann"),
    )
    desk.get_by_role("button", name="Publish", exact=True).click()
    desk.locator(".editor-post-publish-panel").get_by_role("button", name="Publish", exact=True).click()
    desk.get_by_role("button", name="Close panel").click()
    box = desk.locator("#audioedition .audioedition-box")
    desk.evaluate("wp.data.dispatch('core/edit-post').openGeneralSidebar('edit-post/document')")
    box.get_by_text("Audio prêt").wait_for()
    assert violations(desk, ".audioedition-box") == []
    box.get_by_label("Mot").fill("Kerlann")
    box.get_by_label("Se dit").fill("Kerlane")
    box.get_by_label("Se dit").press("Enter")
    box.get_by_text("se dira « Kerlane »").wait_for()
    assert {"word": "Kerlann", "say": "Kerlane"} in newsroom.get("/api/pronunciations").json()[
        "pronunciations"
    ]
    box.get_by_role("link", name="Refaire").click()
    box.get_by_text("Audio en cours").wait_for()
    box.get_by_text("Audio prêt").wait_for()
    post = int(box.get_attribute("data-post"))
    assert column_of(wordpress, post).startswith("Audio prêt (")

    reader = desk.context.browser.new_page(locale="fr-FR")
    reader.goto(f"{wordpress.url}/?p={post}")
    reader.locator("audio-edition").get_by_role("button", name="Écouter").first.click()
    reader.wait_for_function("document.querySelector('audio-edition').currentTime > 0.3")
    assert violations(reader, "audio-edition") == []
    reader.close()

    answer = wordpress.rest(
        "POST", f"/wp/v2/posts/{post}", content=TEXT.format(place="Kerlann").replace("trente", "quarante")
    )
    assert answer.status_code == 200
    wordpress.comes_to(post, "done")
    status = status_of(newsroom, wordpress, post).json()
    assert (status["state"], status["edition"]["revision"]) == ("done", 3)
    heard = requests.get(status["edition"]["json"], timeout=PATIENCE_S).json()
    assert "quarante" in json.dumps(heard, ensure_ascii=False)
    assert (heard["byline"], heard["language"]) == ("Anne Le Goff", "fr-FR")

    assert wordpress.rest("DELETE", f"/wp/v2/posts/{post}").json()["status"] == "trash"
    assert wordpress.state(post)["label"] == "Audio retiré"
    assert requests.get(status["edition"]["audio"], timeout=PATIENCE_S).status_code == 410
    assert status_of(newsroom, wordpress, post).json()["state"] == "withdrawn"
    wordpress.php(f"wp_untrash_post( {post} ); wp_publish_post( {post} );")
    wordpress.comes_to(post, "done")
    assert "<audio-edition" in page_of(wordpress, post).text, "it is heard again when it is back"


def test_the_event_alone_tells_that_it_is_ready(wordpress: WordPress, newsroom: Newsroom) -> None:
    """Nobody looks at the post and nothing asks: the service's signed event is believed."""
    post = wordpress.post("Le bac de midi", TEXT.format(place="Midi"))
    state = f"get_post_meta( {post}, '_audioedition_state', true )"
    wait_until(lambda: wordpress.json(state) == "done", every_s=ASK_S)
    assert wordpress.json(f"(int) get_post_meta( {post}, '_audioedition_due', true )") == 0
    again = wordpress.rest("POST", f"/audioedition/v1/posts/{post}/again")
    assert again.status_code == 200, again.text
    wordpress.comes_to(post, "done")
    assert status_of(newsroom, wordpress, post).json()["edition"]["revision"] == 2, (
        "made again though unchanged"
    )


def test_saving_without_a_change_sends_nothing(wordpress: WordPress, newsroom: Newsroom) -> None:
    post = wordpress.post("Rien de neuf", TEXT.format(place="Calme"))
    wordpress.comes_to(post, "done")
    job = status_of(newsroom, wordpress, post).json()["job"]["id"]
    wordpress.rest("POST", f"/wp/v2/posts/{post}", comment_status="closed")
    assert wordpress.state(post)["state"] == "done"
    assert status_of(newsroom, wordpress, post).json()["job"]["id"] == job


def test_a_wrong_token_is_said_and_catches_up_when_it_is_right(
    wordpress: WordPress, newsroom: Newsroom, desk: Any
) -> None:
    settings(wordpress, token="ae_faux_jeton")
    post = wordpress.post("Le jeton est faux", TEXT.format(place="Jeton"))
    assert page_of(wordpress, post).status_code == 200
    assert "refuse le jeton" in column_of(wordpress, post)
    desk.goto(f"{wordpress.url}/wp-admin/options-general.php?page=audioedition")
    assert desk.get_by_text("Le service audio refuse le jeton").count() == 1
    assert desk.get_by_text("1 article attend d’être envoyé.").count() == 1
    assert violations(desk, "#wpbody-content .wrap") == []
    desk.get_by_label("Jeton", exact=True).fill(newsroom.token)
    desk.click("#submit")
    desk.get_by_text("Le service audio répond, et connaît le jeton.").wait_for()
    assert newsroom.token not in desk.content()
    time_passes(wordpress)
    wordpress.comes_to(post, "done")


def test_a_service_that_is_away_is_caught_up_with(wordpress: WordPress, another_newsroom: Newsroom) -> None:
    """Publishing goes on; what was deleted for good meanwhile is withdrawn, too."""
    newsroom = another_newsroom
    settings(wordpress, service=newsroom.url, token=newsroom.token)
    trashed, deleted, changed = (
        wordpress.post(f"Avant la panne {n}", TEXT.format(place=f"Panne {n}")) for n in range(3)
    )
    audio = {}
    for post in (trashed, deleted, changed):
        wordpress.comes_to(post, "done")
        audio[post] = status_of(newsroom, wordpress, post).json()["edition"]
    newsroom.stop()
    post = wordpress.post("Pendant la panne", TEXT.format(place="Kermor"))
    wordpress.rest("POST", f"/wp/v2/posts/{changed}", title="Corrigé pendant la panne")
    assert wordpress.rest("DELETE", f"/wp/v2/posts/{trashed}").status_code == 200
    assert wordpress.rest("DELETE", f"/wp/v2/posts/{deleted}?force=true").status_code == 200
    assert page_of(wordpress, post).status_code == 200
    assert wordpress.state(post)["state"] == "waiting"
    assert "ne répond pas" in column_of(wordpress, post)
    assert "<audio-edition" in page_of(wordpress, changed).text, "what is ready stays in the page"
    away = "get_option( 'audioedition_away' )"
    first = wordpress.json(away)
    time_passes(wordpress)
    second = wordpress.json(away)
    assert (first["tries"], second["tries"]) == (1, 2), "one try an outage and wait, not one a post"
    assert second["until"] - first["until"] > 30
    newsroom.start()
    time_passes(wordpress)
    wordpress.comes_to(post, "done")
    wordpress.comes_to(changed, "done")
    assert status_of(newsroom, wordpress, changed).json()["edition"]["title"] == "Corrigé pendant la panne"
    for gone in (trashed, deleted):
        assert requests.get(audio[gone]["audio"], timeout=PATIENCE_S).status_code == 410
    query = "SELECT option_name FROM wp_options WHERE option_name LIKE 'audioedition\\_%'"
    rows = f"$GLOBALS['wpdb']->get_col( \"{query}\" )"
    assert sorted(wordpress.json(rows)) == ["audioedition_secret", "audioedition_site"]


def test_an_address_that_is_no_audioedition_is_named(wordpress: WordPress, newsroom: Newsroom) -> None:
    """WordPress itself, say: it answers 404 to everything that the service has."""
    settings(wordpress, service=wordpress.url)
    post = wordpress.post("Une autre adresse", TEXT.format(place="Ailleurs"))
    assert wordpress.state(post)["state"] == "refused"
    assert "n’est pas audioedition" in column_of(wordpress, post)
    settings(wordpress, service=newsroom.url)
    time_passes(wordpress)
    wordpress.comes_to(post, "done")


def test_a_hostile_title_is_words(wordpress: WordPress, newsroom: Newsroom, desk: Any) -> None:
    title = HOSTILE + "très " * 60
    post = wordpress.post(title, TEXT.format(place="Ruse"))
    wordpress.comes_to(post, "done")
    said = status_of(newsroom, wordpress, post).json()["edition"]["title"]
    assert said.startswith("L’été d’« Anne » & ")
    assert said.endswith("très")
    assert "😀" in said
    assert "<" not in said
    assert "alert" not in said
    desk.goto(f"{wordpress.url}/wp-admin/edit.php")
    # WordPress lets an administrator put markup into a title: what counts is what the plugin adds to it
    row = desk.locator(f"#post-{post}")
    assert "Audio prêt" in row.locator("td.audioedition").inner_text()
    link = row.locator(".row-actions .audioedition a")
    assert link.get_attribute("aria-label").startswith("Refaire l’audio de «\xa0<script>")
    assert row.locator("td.audioedition img, td.audioedition script, .audioedition img").count() == 0


def sign(secret: str, event: dict[str, Any], *, id_: str, at: datetime) -> tuple[dict[str, str], bytes]:
    body = json.dumps(event).encode()
    headers = {
        "webhook-id": id_,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(id_, at, body.decode()),
        "Content-Type": "application/json",
    }
    return headers, body


def test_events_are_believed_when_signed_now_and_once(wordpress: WordPress, newsroom: Newsroom) -> None:
    post = wordpress.post("Un phare", TEXT.format(place="Phare"))
    wordpress.comes_to(post, "done")
    secret = newsroom.get("/api/webhooks").json()["secret"]
    name = wordpress.json(f"Audioedition\\Site::external_id( {post} )")
    now = datetime.now(timezone.utc)

    def event(state: str, at: datetime, **more: object) -> dict[str, Any]:
        data = {"state": state, "external_id": name, "edition": None, "changed_at": at.isoformat(), **more}
        return {"type": f"edition.{state}", "timestamp": at.isoformat(), "data": data}

    def tell(headers: dict[str, str], body: bytes) -> requests.Response:
        url = f"{wordpress.url}/wp-json/audioedition/v1/event"
        return requests.post(url, data=body, headers=headers, timeout=PATIENCE_S)

    later = now + timedelta(hours=1)
    held = event("held", later, error="Hors.", error_fr="Est-ce un <b>article</b> ?")
    headers, body = sign(secret, held, id_="msg_1", at=now)
    wrong = Webhook("whsec_" + "A" * 32).sign("msg_1", now, body.decode())
    other, _ = sign(secret, held, id_="msg_1", at=now - timedelta(minutes=6))
    early, _ = sign(secret, held, id_="msg_1", at=now + timedelta(minutes=6))
    for bad in (
        {},
        {**headers, "webhook-signature": wrong},
        {**headers, "webhook-signature": ""},
        {**headers, "webhook-id": "msg_2"},
        {**headers, "webhook-timestamp": "hier"},
        other,
        early,
    ):
        assert tell(bad, body).status_code == 401, bad
    assert tell(headers, body.replace(b"held", b"done")).status_code == 401
    assert wordpress.state(post)["state"] == "done"

    both = {**headers, "webhook-signature": f"{wrong} {headers['webhook-signature']}"}
    assert tell(both, body).json() == {"done": "now"}
    assert column_of(wordpress, post).replace("\xa0", " ") == "En attente de relecture Est-ce un article ?"
    assert "<audio-edition" not in page_of(wordpress, post).text
    edition = status_of(newsroom, wordpress, post).json()["edition"]
    done = event("done", later + timedelta(seconds=1), edition=edition)
    assert tell(*sign(secret, done, id_="msg_3", at=now)).json() == {"done": "now"}
    assert wordpress.state(post)["state"] == "done"
    assert tell(both, body).json() == {"done": "before"}, "a replay"
    assert tell(*sign(secret, held, id_="msg_4", at=now)).status_code == 200
    assert wordpress.state(post)["state"] == "done", "older news changes nothing"

    last = later + timedelta(seconds=2)
    retracted = event("withdrawn", last)
    tell(*sign(secret, retracted, id_="msg_5", at=now))
    assert wordpress.state(post)["label"] == "Audio retiré par la rédaction"
    wordpress.rest("POST", f"/wp/v2/posts/{post}", title="Un phare corrigé")
    assert wordpress.state(post)["state"] == "retracted", "a correction does not undo what people did"
    odd: tuple[object, ...] = (
        "x",
        [],
        {"external_id": "wp-autre-1-1", "state": "done"},
        {"external_id": name},
    )
    for data in odd:
        event_ = {"type": "edition.done", "data": data}
        answer = tell(*sign(secret, event_, id_=f"msg_{uuid.uuid4()}", at=now))
        assert (answer.status_code, wordpress.state(post)["state"]) == (200, "retracted")


def test_where_the_player_stands(wordpress: WordPress, newsroom: Newsroom, browser: Any) -> None:
    body = TEXT.format(place="Place")
    plain = wordpress.post("Où est le lecteur", body)
    short = wordpress.post("Par code court", f"{body}[audioedition form='full']<p>Fin.</p>")
    block = wordpress.post(
        "Par bloc",
        f'<!-- wp:audioedition/player {{"form":"full"}} /--><!-- wp:html -->{body}<!-- /wp:html -->',
    )
    for post in (plain, short, block):
        wordpress.comes_to(post, "done")
    player = re.compile(r"<audio-edition .*?</audio-edition>", re.S)
    page = page_of(wordpress, plain).text
    assert len(player.findall(page)) == 1
    assert page.index("<audio-edition") < page.index("La passerelle de Place")
    script = re.search(rf"<script async src=['\"]{newsroom.url}/audio-edition.js", page)
    assert script, re.findall(r"<script[^>]*audio[^>]*>", page)
    for post in (short, block):
        found = player.findall(page_of(wordpress, post).text)
        assert len(found) == 1, "not beside the text as well"
        assert 'data-form="full"' in found[0]
    heard = requests.get(
        status_of(newsroom, wordpress, short).json()["edition"]["json"], timeout=PATIENCE_S
    ).json()
    assert "Écouter l’article" not in json.dumps(heard, ensure_ascii=False), "the player is not read aloud"

    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{wordpress.url}/?p={plain}")
    assert tab.get_by_role("link", name="Écouter l’article").is_visible()
    assert tab.locator("noscript audio[controls], audio[controls]").first.is_visible()
    tab.get_by_role("link", name="Écouter l’article").click()
    assert tab.url.startswith(f"{newsroom.url}/e/")
    context.close()

    settings(wordpress, position="below")
    page = page_of(wordpress, plain).text
    assert page.index("<audio-edition") > page.index("Elle compte trente pas")
    settings(wordpress, position="manual")
    assert "<audio-edition" not in page_of(wordpress, plain).text
    assert "<audio-edition" in page_of(wordpress, block).text
    settings(wordpress, position="above")
    assert "audio-edition" not in requests.get(f"{wordpress.url}/feed/", timeout=PATIENCE_S).text
    assert "<audio-edition" not in requests.get(wordpress.url, timeout=PATIENCE_S).text


def test_only_what_is_public_and_chosen_is_sent(wordpress: WordPress, newsroom: Newsroom) -> None:
    """A password, another type or category, a draft, a box that says no: and what ceases to be public is withdrawn."""
    body = TEXT.format(place="Secret")
    secret = wordpress.post("Sous mot de passe", body, password="sésame")
    private = wordpress.post("Privé", body, status="private")
    draft = wordpress.post("Brouillon", body, status="draft")
    page = wordpress.rest("POST", "/wp/v2/pages", title="Page", content=body, status="publish").json()["id"]
    for post in (secret, private, draft, page):
        assert status_of(newsroom, wordpress, post).status_code == 404
    category = wordpress.rest("POST", "/wp/v2/categories", name="Le port").json()["id"]
    settings(wordpress, categories=[category])
    outside = wordpress.post("Hors du port", body)
    inside = wordpress.post("Au port", body, categories=[category])
    settings(wordpress, categories=[])
    wordpress.comes_to(inside, "done")
    assert status_of(newsroom, wordpress, outside).status_code == 404
    wordpress.rest("POST", f"/wp/v2/posts/{inside}", status="draft")
    assert status_of(newsroom, wordpress, inside).json()["state"] == "withdrawn"

    quiet = wordpress.post("Se tait bientôt", TEXT.format(place="Silence"))
    wordpress.comes_to(quiet, "done")
    editor = wordpress.signed_in()
    form = editor.get(
        f"{wordpress.url}/wp-admin/post.php?post={quiet}&action=edit&classic-editor", timeout=PATIENCE_S
    ).text
    save = {
        "action": "editpost",
        "post_ID": str(quiet),
        "post_type": "post",
        "audioedition_off": "1",
        "_wpnonce": re.search(r'name="_wpnonce" value="([^"]+)"', form)[1],  # type: ignore[index]  # there is one
    }
    editor.post(f"{wordpress.url}/wp-admin/post.php", data=save, timeout=PATIENCE_S)
    assert wordpress.state(quiet)["state"] == "done", "without the box's own nonce nothing is switched off"
    save["audioedition_nonce"] = re.search(r'name="audioedition_nonce" value="([^"]+)"', form)[1]  # type: ignore[index]  # every form has one
    editor.post(f"{wordpress.url}/wp-admin/post.php", data=save, timeout=PATIENCE_S)
    assert wordpress.state(quiet)["label"] == "Sans audio, par choix"
    assert status_of(newsroom, wordpress, quiet).json()["state"] == "withdrawn"


def test_who_may_do_what(wordpress: WordPress, newsroom: Newsroom) -> None:
    """An author: their own posts, not the lexicon, not the settings. Nobody: nothing. No nonce: nothing."""
    post = wordpress.post("Le texte d’Anne", TEXT.format(place="Droit"))
    wordpress.comes_to(post, "done")
    password = wordpress.php(
        "$id = wp_insert_user( array( 'user_login' => 'loic', 'user_pass' => 'x', 'role' => 'author' ) );"
        "echo WP_Application_Passwords::create_new_application_password( $id, array( 'name' => 'test' ) )[0];"
    )
    author = dataclasses.replace(wordpress, password=password)
    word = {"word": "Saint-Brévec", "say": "Saint Brévek"}
    assert author.rest("GET", f"/audioedition/v1/posts/{post}", user="loic").status_code == 403
    assert author.rest("POST", f"/audioedition/v1/posts/{post}/again", user="loic").status_code == 403
    assert author.rest("POST", "/audioedition/v1/pronunciations", user="loic", **word).status_code == 403
    nobody = f"{wordpress.url}/wp-json/audioedition/v1/posts/{post}"
    assert requests.get(nobody, timeout=PATIENCE_S).status_code == 401
    assert requests.post(nobody + "/again", timeout=PATIENCE_S).status_code == 401

    said = wordpress.rest("POST", "/audioedition/v1/pronunciations", **word)
    assert (said.status_code, "se dira" in said.json()["said"]) == (201, True)
    assert word in newsroom.get("/api/pronunciations").json()["pronunciations"]
    for bad in ({"word": "x", "say": ""}, {"word": "y" * 201, "say": "y"}, {"word": "z"}):
        assert wordpress.rest("POST", "/audioedition/v1/pronunciations", **bad).status_code == 400

    editor = wordpress.signed_in()
    again = f"{wordpress.url}/wp-admin/admin-post.php?action=audioedition_again&post={post}"
    job = status_of(newsroom, wordpress, post).json()["job"]["id"]
    assert editor.get(again, timeout=PATIENCE_S).status_code == 403
    assert editor.get(again + "&_wpnonce=0", timeout=PATIENCE_S).status_code == 403
    assert status_of(newsroom, wordpress, post).json()["job"]["id"] == job
    rows = editor.get(f"{wordpress.url}/wp-admin/edit.php", timeout=PATIENCE_S).text
    link = re.search(rf'href="([^"]*action=audioedition_again[^"]*post={post}&[^"]*)"', rows)
    assert link
    done = editor.get(link[1].replace("&#038;", "&").replace("&amp;", "&"), timeout=PATIENCE_S)
    assert "L’audio de 1 article est demandé." in done.text
    assert status_of(newsroom, wordpress, post).json()["job"]["id"] != job
    bulk = {"action": "audioedition_again", "post[]": str(post), "post_type": "post"}
    bulk["_wpnonce"] = re.search(r'name="_wpnonce" value="([^"]+)"', rows)[1]  # type: ignore[index]  # there is one
    done = editor.get(f"{wordpress.url}/wp-admin/edit.php", params=bulk, timeout=PATIENCE_S)
    assert "L’audio de 1 article est demandé." in done.text
    assert wordpress.state(post)["state"] == "waiting"
    time_passes(wordpress)
    wordpress.comes_to(post, "done")
    settings_page = f"{wordpress.url}/wp-admin/options.php"
    form = {"option_page": "audioedition", "action": "update", "audioedition[service]": "https://mal.example"}
    assert editor.post(settings_page, data=form, timeout=PATIENCE_S).status_code == 403
    assert wordpress.json("Audioedition\\Settings::service()") == newsroom.url


NONSENSE: tuple[tuple[str, object], ...] = (
    ("service", "javascript:alert(1)"),
    ("service", "ftp://audio.example"),
    ("service", "https://user:pass@audio.example"),
    ("service", "https://audio.example/?x=1"),
    ("service", "http://"),
    ("token", "jeton à moi"),
    ("types", ["attachment", "<b>"]),
    ("position", '"><script>'),
)


def test_settings_that_make_no_sense_change_nothing_bad(wordpress: WordPress) -> None:
    before = wordpress.json("Audioedition\\Settings::all()")
    given = json.dumps([{**before, field: value} for field, value in NONSENSE]).replace("'", "\\'")
    call = f"array_map( array( 'Audioedition\\Settings', 'sanitize' ), json_decode( '{given}', true ) )"
    for (field, value), after in zip(NONSENSE, wordpress.json(call), strict=True):
        expected = {"types": [], "position": "above"}.get(field, before[field])
        assert after == {**before, field: expected}, value


def test_a_copy_of_the_site_sends_nothing_until_somebody_says_what_it_is(
    wordpress: WordPress, newsroom: Newsroom
) -> None:
    """A staging site with the real one's database would correct and withdraw the real one's editions."""
    post = wordpress.post("Avant le déménagement", TEXT.format(place="Original"))
    wordpress.comes_to(post, "done")
    original = status_of(newsroom, wordpress, post).json()
    wordpress.php(
        "$site = get_option( 'audioedition_site' ); $site['home'] = 'journal.example';"
        "update_option( 'audioedition_site', $site );"
    )
    wordpress.rest("DELETE", f"/wp/v2/posts/{post}")
    time_passes(wordpress)
    assert status_of(newsroom, wordpress, post).json() == original
    editor = wordpress.signed_in()
    page = editor.get(f"{wordpress.url}/wp-admin/", timeout=PATIENCE_S).text
    assert "ce site a une autre adresse" in page
    form = {"action": "audioedition_moved", "which": "same"}
    door = f"{wordpress.url}/wp-admin/admin-post.php"
    assert editor.post(door, data=form, timeout=PATIENCE_S).status_code == 403
    form["_wpnonce"] = nonce_in(page, action="audioedition_moved")
    assert editor.post(door, data=form, timeout=PATIENCE_S).status_code == 200
    time_passes(wordpress)
    assert status_of(newsroom, wordpress, post).json()["state"] == "withdrawn"
    name = wordpress.json("Audioedition\\Site::name()")
    form = {"action": "audioedition_moved", "which": "copy"}
    wordpress.php(
        "update_option( 'audioedition_site', array( 'name' => 'x', 'home' => 'journal.example' ) );"
    )
    page = editor.get(f"{wordpress.url}/wp-admin/", timeout=PATIENCE_S).text
    form["_wpnonce"] = nonce_in(page, action="audioedition_moved")
    editor.post(door, data=form, timeout=PATIENCE_S)
    assert wordpress.json("Audioedition\\Site::name()") not in ("x", name)
    assert wordpress.json("Audioedition\\Site::has_moved()") is False


def test_uninstalled_it_leaves_nothing(wordpress: WordPress) -> None:
    """The last of this file: the plugin's own files are gone afterwards, too."""
    left = (
        "array_merge( $GLOBALS['wpdb']->get_col( \"SELECT option_name FROM wp_options WHERE option_name LIKE"
        " '%audioedition%' OR option_value LIKE '%audioedition%'\" ), $GLOBALS['wpdb']->get_col("
        " \"SELECT meta_key FROM wp_postmeta WHERE meta_key LIKE '%audioedition%'\" ), $GLOBALS['wpdb']->get_col("
        " \"SELECT meta_key FROM wp_usermeta WHERE meta_key LIKE '%audioedition%'\" ) )"
    )
    assert len(wordpress.json(left)) > 5
    assert wordpress.complaints() == []
    wordpress.php(
        "require_once ABSPATH . 'wp-admin/includes/plugin.php'; require_once ABSPATH . 'wp-admin/includes/file.php';"
        "deactivate_plugins( 'audioedition/audioedition.php' );"
        "delete_plugins( array( 'audioedition/audioedition.php' ) );"
    )
    assert not (wordpress.root / "wp-content" / "plugins" / "audioedition").exists()
    # WordPress's own list of recently deactivated plugins
    found = [
        name for name in wordpress.json(left) if name not in ("recently_activated", "_transient_plugin_slugs")
    ]
    assert found == []
