"""A CMS and its posts: by external id and by address, corrected, withdrawn, sent twice."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

import pytest
import requests

from tests.support.patience import PATIENCE_S, wait_until
from tests.support.service import Running

BODY = (
    "<p>Le bac de {place} reprend ses traversées samedi, après l’hiver à quai. Deux marins l’ont repeint.</p>"
    "<h2>Le prix ne change pas</h2><p>Un aller coûte 1,50 €, comme l’an passé.</p>"
)


def call(service: Running, method: str, path: str, **options: Any) -> requests.Response:
    return requests.request(method, service.url + path, timeout=PATIENCE_S, **options)


def send(service: Running, *, headers: dict[str, str] | None = None, **body: object) -> requests.Response:
    return call(service, "POST", "/api/editions", json=body, headers=headers)


def status(service: Running, **name: str) -> dict[str, Any]:
    answer = call(service, "GET", f"/api/status?{urlencode(name)}")
    assert answer.status_code == 200, answer.text
    content: dict[str, Any] = answer.json()
    return content


def settled(service: Running, **name: str) -> dict[str, Any]:
    wait_until(lambda: status(service, **name)["state"] not in ("queued", "running"))
    return status(service, **name)


def test_a_post_is_one_edition_whatever_its_title_and_address(service: Running) -> None:
    first = send(
        service,
        external_id="blog-1",
        url="https://journal.example/bac/?utm_source=lettre#haut",
        html=BODY.format(place="Kervoal"),
        title="Le bac reprend",
        byline="Anne Le Goff",
        published="2026-03-01T08:00:00+01:00",
        image="https://journal.example/bac.jpg",
        language="fr",
    )
    assert first.status_code == 202
    assert first.json()["status"] == "/api/status?external_id=blog-1"
    done = settled(service, external_id="blog-1")
    assert (done["state"], done["edition"]["title"], done["edition"]["revision"]) == (
        "done",
        "Le bac reprend",
        1,
    )
    kept = call(service, "GET", f"/e/{done['edition']['name']}/edition.json").json()
    assert (kept["byline"], kept["published"]) == ("Anne Le Goff", "2026-03-01T08:00:00+01:00")
    assert kept["image"] == "https://journal.example/bac.jpg"
    assert requests.get(done["edition"]["audio"].replace("localhost", "127.0.0.1"), timeout=PATIENCE_S).ok

    moved = send(
        service,
        external_id="blog-1",
        url="https://journal.example/le-bac-repart/",
        html=BODY.format(place="Kervoal"),
        title="Le bac repart enfin",
    )
    assert moved.status_code == 202
    again = settled(service, external_id="blog-1")
    assert (again["edition"]["id"], again["edition"]["revision"]) == (done["edition"]["id"], 2)
    for url in ("http://Journal.example/le-bac-repart", "https://journal.example/bac/"):
        assert status(service, url=url)["edition"]["id"] == done["edition"]["id"], url
    listed = call(service, "GET", "/api/editions?external_id=blog-1").json()
    assert [entry["id"] for entry in listed["editions"]] == [done["edition"]["id"]]
    assert call(service, "GET", "/api/editions?external_id=autre").json()["total"] == 0


def test_an_unchanged_post_costs_nothing_and_says_so(service: Running) -> None:
    for _ in range(2):
        send(service, external_id="calme", html=BODY.format(place="Calme"), title="Rien de neuf")
        found = settled(service, external_id="calme")
    assert found["job"]["outcome"]["status"] == "unchanged"
    assert found["edition"]["revision"] == 1


def test_plain_text_beside_a_title_is_all_of_it_body(service: Running) -> None:
    """The first line was taken for the title and not read."""
    words = "Le premier paragraphe du texte compte aussi.\n\nLe second vient après lui, sans se presser."
    send(service, external_id="texte", text=words, title="Un titre")
    name = settled(service, external_id="texte")["edition"]["name"]
    kept = call(service, "GET", f"/e/{name}/edition.json").json()
    assert [p["text"] for p in kept["paragraphs"]] == ["Un titre", *words.split("\n\n")]


@pytest.mark.parametrize(
    ("html", "heard"),
    [
        ("<p>Le pont rouvre demain.</p>", ["Le pont rouvre demain."]),
        (
            "<!-- wp:heading --><h2>À quai</h2><p>Il pleut.</p><blockquote><p>Tant pis.</p></blockquote>",
            ["À quai", "Il pleut.", "Tant pis."],
        ),
        ("Ni balise &amp; ni gras ici.\n\nUne autre.", ["Ni balise & ni gras ici.", "Une autre."]),
    ],
)
def test_a_short_body_without_its_page_is_heard_whole(service: Running, html: str, heard: list[str]) -> None:
    """« No article was found »: a brief was measured against a page that is not there."""
    post = str(len(html))
    send(service, external_id=post, html=html, title="Une brève")
    name = settled(service, external_id=post)["edition"]["name"]
    kept = call(service, "GET", f"/e/{name}/edition.json").json()
    assert [p["text"] for p in kept["paragraphs"]] == ["Une brève", *heard]


def test_a_text_that_waits_is_replaced_by_a_newer_one(service: Running) -> None:
    long = BODY.format(place="Long") + "<p>Encore une phrase bien tournée à lire.</p>" * 80
    send(service, external_id="long", html=long, title="Un long article")
    wait_until(lambda: status(service, external_id="long")["state"] == "running")
    older = send(
        service, external_id="vite", html=BODY.format(place="Vieux"), title="Ancienne version"
    ).json()
    newer = send(service, external_id="vite", html=BODY.format(place="Neuf"), title="Nouvelle version").json()
    replaced = call(service, "GET", f"/api/jobs/{older['id']}").json()
    assert replaced["state"] == "cancelled"
    assert replaced["outcome"]["error"] == "A newer text of this post took its place."
    done = settled(service, external_id="vite")
    assert (done["job"]["id"], done["edition"]["title"]) == (newer["id"], "Nouvelle version")


def test_a_withdrawn_post_answers_410_everywhere_and_comes_back(service: Running) -> None:
    url = "https://journal.example/retire/"
    post: dict[str, Any] = {
        "external_id": "retire",
        "url": url,
        "html": BODY.format(place="Retrait"),
        "title": "À retirer",
    }
    send(service, **post)
    edition = settled(service, external_id="retire")["edition"]
    folder = f"/e/{edition['name']}/"
    assert call(service, "GET", folder).status_code == 200
    assert edition["name"] in call(service, "GET", "/feed.xml").text

    assert call(service, "DELETE", f"/api/editions?{urlencode({'url': url})}").status_code == 204
    for path in ("", "edition.json", "embed.html", edition["audio"].rpartition("/")[2]):
        assert call(service, "GET", folder + path).status_code == 410, path
    page = call(service, "GET", folder, headers={"Accept-Language": "fr"})
    assert "a été retirée" in page.text
    assert edition["name"] not in call(service, "GET", "/feed.xml").text
    gone = status(service, external_id="retire")
    assert (gone["state"], gone["edition"]) == ("withdrawn", None)
    assert call(service, "GET", f"/api/lookup?{urlencode({'url': url})}").json() == {"edition": None}
    assert (
        call(service, "DELETE", "/api/editions?external_id=retire").status_code == 204
    )  # once more: the same

    restored = call(service, "POST", f"/api/editions/{edition['name']}/restore", json={})
    assert (restored.status_code, restored.json()["name"]) == (200, edition["name"])
    assert status(service, external_id="retire")["state"] == "done"
    assert call(service, "GET", folder).status_code == 200
    assert edition["name"] in call(service, "GET", "/feed.xml").text
    again = call(service, "POST", f"/api/editions/{edition['name']}/restore", json={})
    assert again.status_code == 404  # it was never withdrawn, as far as anybody knows

    call(service, "DELETE", "/api/editions?external_id=retire")
    send(service, **post)
    back = settled(service, external_id="retire")
    assert (back["state"], back["edition"]["name"]) == ("done", edition["name"])
    assert call(service, "GET", folder).status_code == 200


def test_a_post_withdrawn_while_it_is_spoken_never_appears(service: Running) -> None:
    html = BODY.format(place="Trop tard") + "<p>Encore une phrase bien tournée à dire.</p>" * 80
    job = send(service, external_id="tard", html=html, title="Trop tard").json()
    wait_until(lambda: status(service, external_id="tard")["state"] == "running")
    assert call(service, "DELETE", "/api/editions?external_id=tard").status_code == 204
    wait_until(lambda: call(service, "GET", f"/api/jobs/{job['id']}").json()["state"] == "done")
    assert status(service, external_id="tard")["state"] == "withdrawn"
    assert call(service, "GET", "/api/editions?q=trop tard").json()["total"] == 0


def test_the_same_idempotency_key_makes_one_job(service: Running) -> None:
    body: dict[str, Any] = {"external_id": "cle", "html": BODY.format(place="Clé"), "title": "Avec une clé"}
    key = {"Idempotency-Key": "a1b2"}
    first = send(service, headers=key, **body)
    settled(service, external_id="cle")
    assert send(service, headers=key, **body).json() == first.json()
    other = send(service, headers=key, **{**body, "title": "Un autre"})
    assert other.status_code == 422
    assert send(service, headers={"Idempotency-Key": "é" * 3}, **body).status_code == 400
    broken = {"Idempotency-Key": "c3"}
    assert send(service, headers=broken, external_id="cle").status_code == 400
    assert send(service, headers=broken, **body).status_code == 202, "what was refused frees the key"


def test_a_key_that_comes_ten_times_at_once_is_done_once(service: Running) -> None:
    body: dict[str, Any] = {"external_id": "dix", "html": BODY.format(place="Dix"), "title": "Dix fois"}
    with ThreadPoolExecutor(10) as executor:
        answers = list(
            executor.map(lambda _: send(service, headers={"Idempotency-Key": "dix"}, **body), range(10))
        )
    assert {answer.status_code for answer in answers} <= {202, 409}
    assert len({answer.json()["id"] for answer in answers if answer.ok}) == 1


def test_an_id_and_an_address_of_two_posts_are_refused(service: Running) -> None:
    a, b = "https://journal.example/un/", "https://journal.example/deux/"
    send(service, external_id="un", url=a, html=BODY.format(place="Un"), title="Un")
    send(service, external_id="deux", url=b, html=BODY.format(place="Deux"), title="Deux")
    answer = send(service, external_id="un", url=b, html=BODY.format(place="Un"), title="Un")
    assert answer.status_code == 409
    both = urlencode({"external_id": "un", "url": b})
    assert call(service, "GET", f"/api/status?{both}").status_code == 409
    settled(service, external_id="un")
    settled(service, external_id="deux")


@pytest.mark.parametrize("how", ["moved", "withdrawn"])
def test_an_address_that_a_post_has_left_is_free_for_the_next(service: Running, how: str) -> None:
    """Deleting the old post for good, as a CMS does weeks later, took the new one's edition along."""
    url, old, new = f"https://journal.example/{how}/", f"{how}-vieux", f"{how}-neuf"
    send(service, external_id=old, url=url, html=BODY.format(place="Vieux"), title="Le vieux")
    settled(service, external_id=old)
    if how == "moved":
        send(
            service, external_id=old, url=f"{url}ailleurs", html=BODY.format(place="Vieux"), title="Le vieux"
        )
        settled(service, external_id=old)
    else:
        call(service, "DELETE", f"/api/editions?external_id={old}")
    answer = send(service, external_id=new, url=url, html=BODY.format(place="Neuf"), title="Le neuf")
    assert answer.status_code == 202, answer.text
    edition = settled(service, external_id=new)["edition"]
    assert edition["revision"] == 1
    call(service, "DELETE", f"/api/editions?external_id={old}")
    found = call(service, "GET", f"/api/lookup?{urlencode({'url': url})}").json()["edition"]
    assert found["id"] == edition["id"]


def test_lookup_is_public_cached_and_calm(service: Running) -> None:
    url = "https://journal.example/à-lire/?p=3&utm_medium=x"
    send(service, url=url, html=BODY.format(place="Lire"), title="À lire")
    settled(service, url=url)
    asked = call(
        service, "GET", f"/api/lookup?{urlencode({'url': 'https://journal.example/%C3%A0-lire?p=3'})}"
    )
    assert asked.json()["edition"]["title"] == "À lire"
    assert asked.headers["access-control-allow-origin"] == "*"
    assert "max-age=300" in asked.headers["cache-control"]
    unknown = call(service, "GET", "/api/lookup?url=https://ailleurs.example/x")
    assert (unknown.status_code, unknown.json()) == (200, {"edition": None})
    rich = call(service, "GET", f"/oembed?{urlencode({'url': url})}").json()
    assert rich["title"] == "À lire"
    assert call(service, "GET", "/oembed?url=https://ailleurs.example/x").status_code == 404
    script = call(service, "GET", "/audio-edition.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    "body",
    [
        {"external_id": ""},
        {"external_id": "x" * 201},
        {"external_id": "a\nb"},
        {"external_id": 3},
        {"url": "javascript:alert(1)"},
        {"url": "https://u:p@journal.example/"},
        {"url": "https://journal.example/" + "a" * 2000},
        {"url": "https://[::1"},
        {"external_id": "a", "text": "b", "html": "c"},
        {"external_id": "a", "published": "hier"},
        {"external_id": "a", "published": "2026-13-01"},
        {"external_id": "a", "published": 2026},
        {"external_id": "a", "image": "/bac.jpg"},
        {"external_id": "a", "language": "fr_FR; drop"},
        {"external_id": "a", "byline": " "},
        {"external_id": "a", "byline": "a\u2028b"},
        {"external_id": "a", "callback": "ftp://journal.example/"},
        {"external_id": "a", "callback": ["https://journal.example/"]},
        {"byline": "Anne"},
        {"callback": "https://journal.example/"},
    ],
)
def test_a_broken_field_is_named(service: Running, body: dict[str, Any]) -> None:
    words: dict[str, Any] = {} if "text" in body or "html" in body else {"html": BODY.format(place="Faux")}
    answer = send(service, **words, **body)
    assert answer.status_code == 400, answer.text
    assert answer.json()["error"]


@pytest.mark.parametrize("path", ["/api/status", "/api/lookup", "/api/editions"])
def test_an_unknown_or_broken_name(service: Running, path: str) -> None:
    method = "DELETE" if path == "/api/editions" else "GET"
    assert call(service, method, path).status_code == 400
    assert call(service, method, f"{path}?url=pas-une-adresse").status_code == 400
    unknown = call(service, method, f"{path}?external_id=inconnu")
    assert unknown.status_code == (200 if path == "/api/lookup" else 404)


def test_what_cannot_be_spoken_is_told_in_both_languages(service: Running) -> None:
    send(service, external_id="vide", html="<p>Partager sur Facebook</p>", title="Rien")
    failed = settled(service, external_id="vide")
    assert (failed["state"], failed["edition"]) == ("failed", None)
    assert failed["error"]
    assert failed["error_fr"] not in (None, failed["error"])


def test_a_pronunciation_is_entered_and_listed(service: Running) -> None:
    entered = call(service, "POST", "/api/pronunciations", json={"word": "Kervoal", "say": "Kervo-al"})
    assert entered.status_code == 201
    listed = call(service, "GET", "/api/pronunciations").json()["pronunciations"]
    assert {"word": "Kervoal", "say": "Kervo-al"} in listed
    for wrong in ({}, {"word": "a"}, {"word": 1, "say": "b"}, {"word": " ", "say": "b"}):
        assert call(service, "POST", "/api/pronunciations", json=wrong).status_code == 400


@pytest.mark.parametrize("field", ["title", "html", "byline", "external_id"])
def test_half_a_character_is_refused_and_not_a_defect(service: Running, field: str) -> None:
    """SQLite and files keep none: a title of « \\ud800 » was a server error."""
    body = json.dumps({"external_id": "demi", "html": "<p>Bien.</p>", "title": "Bien", field: "x\ud800"})
    answer = requests.post(
        f"{service.url}/api/editions",
        data=body.encode(),
        headers={"Content-Type": "application/json"},
        timeout=PATIENCE_S,
    )
    assert answer.status_code == 400, answer.text
