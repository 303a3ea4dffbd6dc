"""The HTTP API as a program uses it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests
from openapi_spec_validator import validate

from tests.support.patience import PATIENCE_S, wait_until
from tests.support.service import ARTICLE, Running, serving
from tests.support.site import serving as serving_site
from tests.support.tools import need_module

need_module("starlette", extra="serve")

from starlette.routing import Route

from audioedition.serve.app import routes


def submit(service: Running, **body: object) -> requests.Response:
    return requests.post(f"{service.url}/api/editions", json=body, timeout=PATIENCE_S)


def ended(service: Running, id_: str) -> dict[str, Any]:
    job: dict[str, Any] = {}

    def is_over() -> bool:
        job.update(requests.get(f"{service.url}/api/jobs/{id_}", timeout=PATIENCE_S).json())
        return job["state"] not in ("queued", "running")

    wait_until(is_over)
    return job


def test_the_document_is_valid_and_names_every_route(service: Running) -> None:
    document = requests.get(f"{service.url}/api/openapi.json", timeout=PATIENCE_S).json()
    validate(document)
    described = {
        (path, method.upper())
        for path, operations in document["paths"].items()
        for method in operations
        if method in ("get", "post", "delete")
    }
    every = [route for route in routes() if isinstance(route, Route)]
    assert len(every) == len(routes())
    real = {
        (route.path.replace(":int", ""), method)
        for route in every
        for method in (route.methods or set()) - {"HEAD"}
        if route.path.startswith("/api/")
    }
    assert described == real
    voices = requests.get(f"{service.url}/api/voices", timeout=PATIENCE_S).json()["voices"]
    names = document["components"]["schemas"]["VoiceName"]["enum"]
    ready = {voice["name"] for voice in voices if voice["ready"]}
    assert set(names) == {"auto", *ready}
    assert {"tone"} <= ready < {voice["name"] for voice in voices}


def test_an_edition_by_text_with_events_until_its_end(service: Running) -> None:
    answer = submit(
        service, text=ARTICLE.replace("du port", "des Halles"), voice="tone", chapters="paragraph"
    )
    assert answer.status_code == 202
    job = answer.json()
    assert answer.headers["location"] == f"/api/jobs/{job['id']}"
    states = []
    with requests.get(service.url + job["events"], stream=True, timeout=PATIENCE_S) as events:
        assert events.headers["content-type"].startswith("text/event-stream")
        for line in events.iter_lines(decode_unicode=True):
            if line.startswith("data: "):
                states.append(json.loads(line[6:])["state"])
    assert states[-1] == "done"
    shown = requests.get(f"{service.url}/api/jobs/{job['id']}", timeout=PATIENCE_S).json()
    edition = requests.get(service.url + shown["edition"], timeout=PATIENCE_S).json()
    assert edition["edition"]["title"] == "La bibliothèque des Halles rouvre ses portes"
    assert requests.get(service.url + "/api/editions?q=halles", timeout=PATIENCE_S).json()["total"] == 1


def test_ten_equal_requests_at_once_make_one_job(service: Running) -> None:
    text = ARTICLE.replace("du port", "des dix") + "\n\nUne phrase de plus." * 20
    with ThreadPoolExecutor(10) as executor:
        answers = list(executor.map(lambda _: submit(service, text=text, voice="tone"), range(10)))
    assert {answer.status_code for answer in answers} == {202}
    ids = {answer.json()["id"] for answer in answers}
    assert len(ids) <= 2  # the second for those that came when the first was running already
    jobs = [ended(service, id_) for id_ in ids]
    assert {(job["state"], job["attempts"]) for job in jobs} == {("done", 1)}
    assert sorted(job["outcome"]["status"] for job in jobs)[:1] == ["made"]
    assert sum(job["outcome"]["status"] == "made" for job in jobs) == 1


def test_a_draft_is_corrected_and_made(service: Running) -> None:
    draft = requests.post(
        f"{service.url}/api/drafts", json={"text": ARTICLE, "title": "Le titre"}, timeout=PATIENCE_S
    )
    assert draft.status_code == 201
    pieces = draft.json()["pieces"]
    dropped = next(p for p in pieces if not p["read"])
    assert (dropped["text"], dropped["reason"]) == ("Partager sur Facebook", "share")
    piece = f"{service.url}{draft.json()['url']}/pieces/{dropped['number']}"
    for none in (0, 99):  # found by schemathesis: a 400, as if the request itself made no sense
        answer = requests.post(piece.rpartition("/")[0] + f"/{none}", json={"read": True}, timeout=PATIENCE_S)
        assert answer.status_code == 404
    changed = requests.post(
        piece, json={"read": True, "text": "Un mot de plus.", "role": "quote"}, timeout=PATIENCE_S
    ).json()
    piece_now = changed["pieces"][dropped["number"] - 1]
    assert (piece_now["read"], piece_now["text"], piece_now["role"]) == (True, "Un mot de plus.", "quote")
    job = ended(service, submit(service, draft=draft.json()["id"]).json()["id"])
    assert job["state"] == "done"
    assert requests.delete(service.url + draft.json()["url"], timeout=PATIENCE_S).status_code == 204
    assert requests.get(service.url + draft.json()["url"], timeout=PATIENCE_S).status_code == 404


def test_what_cannot_be_spoken_fails_in_words(service: Running) -> None:
    job = ended(service, submit(service, text="Partager sur Facebook").json()["id"])
    assert job["state"] == "failed"
    assert job["outcome"]["kind"] == "ExtractionError"
    assert job["outcome"]["hint"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "a", "html": "b"},
        {"text": 3},
        {"text": ""},
        {"url": "ftp"},
        {"url": "ftp://exemple.fr/a.html"},
        {"url": "https:// exemple.fr"},
        {"text": "a", "voice": "../../etc/x.toml"},
        {"text": "a", "voice": "inconnue"},
        {"text": "a", "chapters": "many"},
        {"text": "a", "strict": 1},
        {"text": "a", "keep": ["(a+)+$"]},
        {"text": "a", "output": "/tmp"},
        {"text": "a", "title": "x" * 1001},
        {"text": "a", "force": "yes"},
    ],
)
def test_a_wrong_wish_is_refused_at_once(service: Running, body: dict[str, Any]) -> None:
    answer = submit(service, **body)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_voice_without_its_model_is_not_offered_and_refused(service: Running) -> None:
    """Found by schemathesis: the document named every voice that there is a profile of."""
    voices = requests.get(f"{service.url}/api/voices", timeout=PATIENCE_S).json()["voices"]
    absent = next(voice["name"] for voice in voices if not voice["ready"])
    answer = submit(service, text="a", voice=absent)
    assert answer.status_code == 400
    assert answer.json()["hint"]


@pytest.mark.parametrize(
    "wish", [{"title": ["a"]}, {"title": {}}, {"captions": "yes"}, {"voice": "tone"}, {"inclusive": "neuter"}]
)
def test_a_wrong_draft_is_refused(service: Running, wish: dict[str, Any]) -> None:
    """A title that was a list once was an error of the service (found by schemathesis)."""
    answer = requests.post(f"{service.url}/api/drafts", json={"text": ARTICLE, **wish}, timeout=PATIENCE_S)
    assert answer.status_code == 400


def test_an_unknown_draft_and_a_query_without_end(service: Running) -> None:
    gone = submit(service, draft="0" * 32)
    assert (gone.status_code, gone.json()["error"]) == (404, "There is no such draft (any more).")
    assert requests.get(f"{service.url}/api/editions?q={'a' * 200}", timeout=PATIENCE_S).status_code == 200
    assert requests.get(f"{service.url}/api/editions?q={'a' * 201}", timeout=PATIENCE_S).status_code == 400


def test_a_wrong_method_is_told_the_right_ones(service: Running) -> None:
    """Found by schemathesis: only the first route's methods stood in Allow."""
    answer = requests.put(f"{service.url}/api/editions", timeout=PATIENCE_S)
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"DELETE", "GET", "HEAD", "POST"}


def test_a_waiting_job_can_be_cancelled_once(service: Running) -> None:
    long = submit(service, text=ARTICLE.replace("du port", "longue") + "\n\nEncore une phrase à lire." * 60)
    waiting = submit(service, text=ARTICLE.replace("du port", "annulée"))
    url = f"{service.url}/api/jobs/{waiting.json()['id']}"
    assert requests.delete(url, timeout=PATIENCE_S).status_code == 204
    assert requests.delete(url, timeout=PATIENCE_S).status_code == 409
    assert requests.get(url, timeout=PATIENCE_S).json()["state"] == "cancelled"
    assert ended(service, long.json()["id"])["state"] == "done"


def test_listeners_elsewhere_may_read_transcripts_and_sound(service: Running) -> None:
    job = ended(service, submit(service, text=ARTICLE.replace("du port", "ouverte")).json()["id"])
    name = job["outcome"]["edition"]
    origin = {"Origin": "https://journal.exemple"}
    for file in ("transcript.vtt", "chapters.json", "edition.json"):
        answer = requests.get(f"{service.url}/e/{name}/{file}", headers=origin, timeout=PATIENCE_S)
        assert answer.headers["access-control-allow-origin"] == "*", file
    asked = requests.options(f"{service.url}/e/{name}/edition.json", headers=origin, timeout=PATIENCE_S)
    assert asked.headers["access-control-allow-headers"] == "Range"
    embed = requests.get(f"{service.url}/e/{name}/embed.html", timeout=PATIENCE_S)
    assert "frame-ancestors *" in embed.headers["content-security-policy"]
    player = f"{service.url}/e/{name}/"
    rich = requests.get(f"{service.url}/oembed", params={"url": player}, timeout=PATIENCE_S).json()
    assert (rich["type"], rich["version"]) == ("rich", "1.0")
    assert f"{player}embed.html" in rich["html"]
    missing = requests.get(f"{service.url}/oembed", params={"url": player + "../autre/"}, timeout=PATIENCE_S)
    assert missing.status_code in (200, 404)
    assert (
        requests.get(
            f"{service.url}/oembed", params={"url": "https://autre.fr/e/x/"}, timeout=PATIENCE_S
        ).status_code
        == 404
    )
    assert (
        requests.get(
            f"{service.url}/oembed", params={"url": player, "format": "xml"}, timeout=PATIENCE_S
        ).status_code
        == 501
    )


def test_the_feed_follows_the_shelf(service: Running) -> None:
    job = ended(service, submit(service, text=ARTICLE.replace("du port", "du flux")).json()["id"])
    name = job["outcome"]["edition"]
    feed = requests.get(f"{service.url}/feed.xml", timeout=PATIENCE_S)
    assert feed.headers["content-type"].startswith("application/rss+xml")
    assert f"{service.url}/e/{name}/" in feed.text


def test_metrics_and_health(service: Running) -> None:
    metrics = requests.get(f"{service.url}/metrics", timeout=PATIENCE_S).text
    assert 'audioedition_jobs{state="done"}' in metrics
    assert 'route="/api/editions"' in metrics
    assert "audioedition_state_up 1.0" in metrics
    assert requests.get(f"{service.url}/healthz", timeout=PATIENCE_S).json()["status"] == "ok"


def test_a_page_on_another_port_is_refused_with_the_option_that_allows_it(tmp_path: Path) -> None:
    """``--port`` is the service's own there: « others with --port N » would have moved the service."""
    with serving_site() as site:
        url = site.put("/a", f"<html><body><article><h1>Titre</h1><p>{ARTICLE}</p></article></body></html>")
        for options, status in (((), 422), (("--source-port", str(site.port)), 201)):
            with serving(tmp_path / "output", "--workers", "0", "--allow-private", *options) as service:
                answer = requests.post(f"{service.url}/api/drafts", json={"url": url}, timeout=PATIENCE_S)
            assert answer.status_code == status, answer.text
            if status == 422:
                assert "--source-port N" in answer.json()["hint"]


def test_two_editors_of_one_passage_lose_nothing(service: Running) -> None:
    """The second save overwrote the first one in silence."""
    draft = requests.post(f"{service.url}/api/drafts", json={"text": ARTICLE}, timeout=PATIENCE_S).json()
    body = next(p for p in draft["pieces"] if p["role"] == "body")
    where, seen = f"{service.url}{draft['url']}/pieces/{body['number']}", body["version"]

    def save(**content: Any) -> requests.Response:
        return requests.post(where, json=content, timeout=PATIENCE_S)

    first = save(text="Le texte d’Anne.", version=seen)
    assert first.status_code == 200
    second = save(text="Le texte de Paul.", version=seen)
    assert second.status_code == 409
    assert second.json()["piece"]["text"] == "Le texte d’Anne."
    assert second.json()["hint"]
    again = save(text="Les deux textes.", version=second.json()["piece"]["version"])
    assert again.json()["pieces"][body["number"] - 1]["text"] == "Les deux textes."
    assert save(text="Les deux textes.", version=seen).status_code == 200, "the same words are no conflict"
    assert save(text="Sans version.").status_code == 200
    assert save(text="x", version="1").status_code == 400
    assert again.json()["version"] > draft["version"]


def test_changes_of_different_passages_at_once_are_all_kept(service: Running) -> None:
    draft = requests.post(f"{service.url}/api/drafts", json={"text": ARTICLE}, timeout=PATIENCE_S).json()
    numbers = [p["number"] for p in draft["pieces"]]

    def save(number: int) -> int:
        where = f"{service.url}{draft['url']}/pieces/{number}"
        return requests.post(where, json={"text": f"Passage {number}."}, timeout=PATIENCE_S).status_code

    with ThreadPoolExecutor(8) as executor:
        assert set(executor.map(save, numbers)) == {200}
    now = requests.get(service.url + draft["url"], timeout=PATIENCE_S).json()
    assert [p["text"] for p in now["pieces"]] == [f"Passage {n}." for n in numbers]
