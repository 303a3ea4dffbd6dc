"""The page of an edition: what a person writes of it, when two write at once, what is refused, taken back, restored."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.support.tools import need_module

need_module("starlette", extra="serve")

from audioedition.produce.waiting import put_waiting
from audioedition.serve.database import open_state
from audioedition.serve.people import People
from tests.serve.test_newsroom_page import job_of
from tests.serve.test_people import PASSWORD, signed_in
from tests.serve.test_service_browser import tab_to
from tests.support.browser import violations
from tests.support.patience import PATIENCE_S, wait_until
from tests.support.service import Running, Visitor, serving

TEXT = "La bibliothèque du port rouvre\n\nElle rouvre lundi, après deux ans de travaux."


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Chloé decides, Émile prepares; one of them is enough."""
    output = tmp_path_factory.mktemp("editions") / "output"
    database = open_state(output)
    for name, role in (("Chloé", "chief"), ("Émile", "editor")):
        People(database).add(name, role=role, password=PASSWORD)
    database.close()
    with serving(output) as running:
        yield running


@pytest.fixture(scope="module")
def chloe(newsroom: Running) -> Visitor:
    return signed_in(newsroom, "Chloé")


@pytest.fixture(scope="module")
def emile(newsroom: Running) -> Visitor:
    return signed_in(newsroom, "Émile")


@pytest.fixture(scope="module")
def name(newsroom: Running, chloe: Visitor) -> str:
    """Of an edition's folder."""
    draft = chloe.post("/drafts", text=TEXT).url.removeprefix(newsroom.url)
    made = chloe.post(f"{draft}/produce", seen=draft, voice="tone")
    return str(ended(newsroom, chloe, made.url)["outcome"]["edition"])


def ended(newsroom: Running, visitor: Visitor, url: str) -> dict[str, Any]:
    job: dict[str, Any] = {}

    def over() -> bool:
        job.update(visitor.get(f"/api/jobs/{job_of(url)}").json())
        return job["state"] not in ("queued", "running")

    wait_until(over)
    return job


def feed_of(newsroom: Running) -> str:
    """As it is now: with all that is said to be done."""
    return requests.get(f"{newsroom.url}/feed.xml", timeout=PATIENCE_S).text


def revision(visitor: Visitor, name: str) -> str:
    found = re.search(r'name="revision" value="(\d+)"', visitor.get(f"/editions/{name}").text)
    assert found
    return found[1]


def write(visitor: Visitor, name: str, **fields: str) -> requests.Response:
    seen = f"/editions/{name}"
    return visitor.post(seen, seen=seen, **{"revision": revision(visitor, name), **fields})


def test_what_a_person_writes_is_a_revision_with_a_note_in_page_and_audit(
    newsroom: Running, chloe: Visitor, emile: Visitor, name: str
) -> None:
    shown = emile.get(f"/editions/{name}").text
    assert "&lt;iframe src=" in shown
    assert "&lt;audio-edition" in shown
    old = revision(emile, name)
    job = ended(newsroom, emile, write(emile, name, byline="Zoé Le Dantec", note="Oubliée lundi.").url)
    assert (job["state"], job["outcome"]["status"]) == ("done", "revised")
    assert "Oubliée lundi." in emile.get(f"/editions/{name}").text
    assert "Zoé Le Dantec" in feed_of(newsroom)
    told = chloe.get("/audit").text
    assert re.search(r"Émile.*?signature, date, image ou résumé.*?– Oubliée lundi\.", told, re.S)

    late = write(chloe, name, revision=old, byline="Yann Kerbrat")  # opened before Émile saved
    assert late.status_code == 409
    assert "Quelqu’un d’autre a changé cette édition" in late.text
    assert 'value="Yann Kerbrat"' in late.text  # nobody's words are lost
    assert "Enregistré maintenant\u00a0: Zoé Le Dantec" in late.text
    both = write(chloe, name, byline="Yann Kerbrat et Zoé Le Dantec")
    assert ended(newsroom, chloe, both.url)["state"] == "done"


def test_of_two_who_save_at_once_the_second_is_told(
    newsroom: Running, chloe: Visitor, emile: Visitor, name: str
) -> None:
    """Both were let in with the same revision: the job that comes second finds another one."""
    now = revision(chloe, name)
    first, second = (
        write(visitor, name, revision=now, note=note) for visitor, note in ((chloe, "Un."), (emile, "Deux."))
    )
    states = sorted(str(ended(newsroom, chloe, answer.url)["state"]) for answer in (first, second))
    assert states == ["done", "failed"]
    assert "Quelqu’un d’autre a changé cette édition" in chloe.get("/review").text


def test_a_draft_of_an_edition_undoes_no_correction_unseen(
    newsroom: Running, chloe: Visitor, emile: Visitor, name: str
) -> None:
    """A draft that was opened before a watch, or a colleague, had the edition corrected was spoken over it."""
    seen = f"/editions/{name}"
    draft = emile.post(f"{seen}/revise", seen=seen).url.removeprefix(newsroom.url)
    assert ended(newsroom, chloe, write(chloe, name, note="Vérifié.").url)["state"] == "done"
    told = emile.post(f"{draft}/produce", seen=draft, voice="tone")
    assert "L’édition a été révisée depuis que ce brouillon a été ouvert." in told.text
    assert "/jobs/" not in told.url
    again = emile.post(f"{draft}/produce", seen=draft, voice="tone")  # who has seen it decides
    assert ended(newsroom, emile, again.url)["state"] == "done"


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        ({}, 400, "Rien n’est changé."),
        ({"summary": "a" * 10_000}, 400, "10000 caractères"),
        ({"note": "a" * 501}, 400, "501 caractères"),
        ({"byline": "a" * 501}, 400, "501 caractères"),
        ({"day": "2026-13-45", "hour": "08:00"}, 400, "n’est pas une date"),
        ({"day": "", "hour": "08:00"}, 400, "Une heure demande son jour."),
        ({"image": "http://127.0.0.1/phare.jpg"}, 422, "127.0.0.1"),
        ({"image": "http://169.254.169.254/latest/"}, 422, "169.254.169.254"),
        ({"image": "javascript:alert(1)"}, 400, "adresse web"),
        ({"image": "https://moi:secret@journal.example/a.jpg"}, 400, "mot de passe"),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_in_its_field(
    newsroom: Running, chloe: Visitor, name: str, fields: dict[str, str], status: int, told: str
) -> None:
    before = revision(chloe, name)
    answer = write(chloe, name, byline=fields.pop("byline", "Yann Kerbrat et Zoé Le Dantec"), **fields)
    assert (answer.status_code, told in answer.text) == (status, True), answer.text
    assert revision(chloe, name) == before
    for text in fields.values():
        assert text in answer.text


def test_the_api_writes_the_same_and_holds_to_the_revision(
    newsroom: Running, chloe: Visitor, name: str
) -> None:
    def send(**body: object) -> requests.Response:
        return chloe.session.post(f"{newsroom.url}/api/editions/{name}", json=body, timeout=PATIENCE_S)

    now = int(revision(chloe, name))
    assert send(revision=now - 1, note="Trop tard.").status_code == 409
    assert send(revision=now, byline=3).status_code == 400
    assert send(revision=now, title="Non").status_code == 400
    asked = send(revision=now, byline="", published="2999-01-01T08:00:00+01:00", summary="Rouverte.")
    assert asked.status_code == 202
    assert ended(newsroom, chloe, f"/jobs/{asked.json()['id']}")["state"] == "done"
    edition = chloe.get(f"/api/editions/{name}").json()["edition"]
    assert (edition["byline"], edition["edited"]["summary"]) == (None, "Rouverte.")


def test_what_waits_for_its_hour_is_published_by_who_may(
    newsroom: Running, chloe: Visitor, emile: Visitor, name: str
) -> None:
    assert name not in feed_of(newsroom)
    assert "Publier maintenant" in chloe.get("/review").text
    assert "Publier maintenant" not in emile.get("/review").text
    assert emile.post(f"/editions/{name}/now", seen=f"/editions/{name}").status_code == 403
    answer = chloe.post(f"/editions/{name}/now", seen=f"/editions/{name}")
    assert ended(newsroom, chloe, answer.url)["state"] == "done"
    assert name in feed_of(newsroom)


def test_two_people_in_browsers_with_the_keyboard_alone(
    newsroom: Running, chromium: Any, chloe: Visitor, emile: Visitor, name: str
) -> None:
    """Émile writes a byline while Chloé has the page open; she sees both, takes the edition back, and restores it."""
    shots = os.environ.get("AUDIOEDITION_SHOTS")
    found: list[str] = []

    def opened(visitor: Visitor, path: str, **wishes: Any) -> Any:
        context = chromium.new_context(viewport={"width": 1100, "height": 900}, **wishes)
        context.add_cookies(
            [{"name": c.name, "value": c.value, "url": newsroom.url} for c in visitor.session.cookies]
        )
        page = context.new_page()
        page.goto(newsroom.url + path)
        return page

    def looked_at(page: Any, shot: str) -> None:
        found.extend(violations(page))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            f"{page.url} scrolls sideways"
        )
        if shots:
            page.screenshot(path=os.path.join(shots, f"{shot}.png"), full_page=True)

    hers = opened(chloe, f"/editions/{name}?lang=en", locale="en-GB", color_scheme="dark")
    his = opened(emile, f"/editions/{name}?lang=fr", locale="fr-FR")
    looked_at(his, "edition-fr-light")
    looked_at(hers, "edition-en-dark")
    for page, byline, button in (
        (his, "Nolwenn Prigent", "Enregistrer une révision"),
        (hers, "Malo Riou", "Save a revision"),
    ):
        tab_to(page, "byline")
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(byline)
        tab_to(page, button)
        page.keyboard.press("Enter")
        if page is his:
            page.wait_for_selector("text=L’édition est révisée")
    hers.wait_for_selector("[role=alert]")
    assert "Somebody else has changed this edition" in hers.inner_text("[role=alert]")
    assert hers.input_value("#byline") == "Malo Riou"
    assert "Nolwenn Prigent" in hers.inner_text("#byline-now")
    looked_at(hers, "edition-conflict-en-dark")
    tab_to(hers, "Copy: Frame (iframe)")
    hers.keyboard.press("Enter")
    hers.wait_for_function("document.getElementById('copied').textContent === 'The code is copied.'")
    tab_to(hers, "Withdraw")
    hers.keyboard.press("Enter")
    hers.wait_for_url("**/delete")
    tab_to(hers, "Withdraw the edition")
    hers.keyboard.press("Enter")
    hers.wait_for_selector("text=This edition is withdrawn")
    looked_at(hers, "withdrawn-en-dark")
    tab_to(hers, "Restore")
    hers.keyboard.press("Enter")
    hers.wait_for_selector("text=The edition is restored.")
    his.goto(f"{newsroom.url}/review")
    looked_at(his, "review-fr-light")
    his.set_viewport_size({"width": 320, "height": 640})
    his.goto(f"{newsroom.url}/editions/{name}")
    looked_at(his, "edition-fr-narrow")
    for page in (hers, his):
        page.context.close()
    assert found == []


def test_taken_back_and_restored_by_one_button(
    newsroom: Running, chloe: Visitor, emile: Visitor, name: str
) -> None:
    chloe.post(f"/editions/{name}/delete", seen=f"/editions/{name}/delete")
    assert requests.get(f"{newsroom.url}/e/{name}/", timeout=PATIENCE_S).status_code == 410
    assert "Éditions retirées" in emile.get("/editions").text
    assert "Rétablir" not in emile.get(f"/editions/{name}").text
    assert emile.post(f"/editions/{name}/restore", act="restore").status_code == 403
    back = chloe.post(f"/editions/{name}/restore", seen=f"/editions/{name}", act="restore")
    assert "L’édition est rétablie." in back.text
    assert name in feed_of(newsroom)
    assert chloe.post(f"/editions/{name}/restore", act="restore").status_code == 404
    chloe.post(f"/editions/{name}/delete", seen=f"/editions/{name}/delete")
    gone = chloe.post(f"/editions/{name}/restore", seen=f"/editions/{name}", act="forget")
    assert "Ses fichiers ne sont plus gardés" in gone.text
    lost = chloe.post(f"/editions/{name}/restore", act="restore")
    assert (lost.status_code, "ne sont plus gardés" in lost.text) == (409, True)
    assert re.search("édition supprimée définitivement", chloe.get("/audit").text)


def test_what_a_watch_waits_with_is_shown_and_made_at_once_by_who_may(
    newsroom: Running, chloe: Visitor, emile: Visitor
) -> None:
    put_waiting(
        newsroom.output,
        "http://127.0.0.1:9/embargo",
        title="Le bac rouvre",
        due_s=4_102_444_800.0,
        reason="The article is dated 2100-01-01T01:00:00+01:00: it waits until then.",
    )
    put_waiting(newsroom.output, "depeches/bac.txt", title="", due_s=1.0, reason="")
    shown = chloe.get("/review").text
    assert "Jusqu’au 1er\u00a0janvier 2100, 1\u00a0h" in shown
    assert "depeches/bac.txt" in shown
    (where,) = re.findall(r'action="(/waiting/[0-9a-f]{16})"', shown)
    assert "/waiting/" not in emile.get("/review").text
    assert emile.post(where, seen="/").status_code == 403
    answer = chloe.post(where, seen="/review")
    assert ended(newsroom, chloe, answer.url)["state"] == "failed"  # nothing answers there
    assert "Jusqu’au 1er\u00a0janvier 2100" not in chloe.get("/review").text
    assert chloe.post(where, seen="/review").status_code == 404
    assert chloe.post("/waiting/..%2f..%2fx", seen="/review").status_code == 404
