"""What a CMS is told: signed as others verify it, tried again, logged, never sent into a private network unasked."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
from click.testing import CliRunner

from tests.support.patience import PATIENCE_S, wait_until
from tests.support.service import Running, Visitor, serving
from tests.support.tools import need_module

need_module("starlette", extra="serve")
need_module("standardwebhooks", extra="test")

from standardwebhooks import Webhook

from audioedition.cli import main
from audioedition.serve.database import open_state
from audioedition.serve.deliveries import WAITS_S, Attempt, Deliveries
from audioedition.serve.jobs import Jobs
from audioedition.serve.posts import Name, Posts
from audioedition.serve.webhook_signature import secret_of, sign

UNSPOKEN = "<p>Partager sur Facebook</p>"
HTML = "<p>Le phare de {} est repeint en blanc, comme il l’était avant la guerre.</p>"


@dataclass
class Receiver:
    """A CMS's callback: keeps what it is sent, answers as it is told."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    """Statuses to answer first; then 204."""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def kinds(self, external_id: str) -> list[str]:
        events = [json.loads(body) for _, body in self.got]
        return [event["type"] for event in events if event["data"]["external_id"] == external_id]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(kept.answers.pop(0) if kept.answers else 204)
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_port}/hook?site=1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield kept
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("hooks") / "output", "--allow-private") as running:
        yield running


def send(service: Running, **body: object) -> dict[str, Any]:
    answer = requests.post(f"{service.url}/api/editions", json=body, timeout=PATIENCE_S)
    assert answer.status_code == 202, answer.text
    job: dict[str, Any] = answer.json()
    return job


def told_more_than(receiver: Receiver, count: int) -> bool:
    return len(receiver.kinds("phare")) > count


def test_every_end_is_told_and_verified_by_the_reference_implementation(
    service: Running, receiver: Receiver
) -> None:
    secret = requests.get(f"{service.url}/api/webhooks", timeout=PATIENCE_S).json()["secret"]
    post = {"external_id": "phare", "title": "Le phare", "callback": receiver.url}
    for html in (HTML.format("Kerlouan"), HTML.format("Kerlouan"), HTML.format("Plouguerneau")):
        count = len(receiver.kinds("phare"))
        send(service, **post, html=html)
        wait_until(partial(told_more_than, receiver, count))
    requests.delete(f"{service.url}/api/editions?external_id=phare", timeout=PATIENCE_S)
    wait_until(lambda: len(receiver.kinds("phare")) == 4)
    name = json.loads(receiver.got[0][1])["data"]["edition"]["name"]
    requests.post(f"{service.url}/api/editions/{name}/restore", json={}, timeout=PATIENCE_S)
    wait_until(lambda: len(receiver.kinds("phare")) == 5)
    done, unchanged, revised, withdrawn, restored = receiver.kinds("phare")
    assert (done, unchanged) == ("edition.done", "edition.done")
    assert (revised, withdrawn, restored) == ("edition.revised", "edition.withdrawn", "edition.restored")
    for headers, body in receiver.got:
        event = Webhook(secret).verify(body, headers)
        assert event["data"]["external_id"] == "phare"
    ids = [headers["webhook-id"] for headers, _ in receiver.got]
    assert len(set(ids)) == 5
    first = json.loads(receiver.got[0][1])
    assert first["data"]["edition"]["revision"] == 1
    assert first["data"]["job"]["outcome"]["status"] == "made"
    assert json.loads(receiver.got[1][1])["data"]["job"]["outcome"]["status"] == "unchanged"


def test_a_failure_is_told_with_its_reason_in_french_too(service: Running, receiver: Receiver) -> None:
    send(service, external_id="vide", title="Rien", html=UNSPOKEN, callback=receiver.url)
    wait_until(lambda: receiver.kinds("vide"))
    data = json.loads(receiver.got[-1][1])["data"]
    assert (data["state"], bool(data["error"]), bool(data["error_fr"])) == ("failed", True, True)


TEASER = """<!doctype html><html lang="fr"><head><title>{0}</title>
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{0}", "isAccessibleForFree": false}}</script>
</head><body><main><h1>{0}</h1><p>{0} : la commune l’a décidé lundi soir, et le détour par le pont de pierre n’aura plus
lieu d’être avant l’été.</p><div><p>Cet article est réservé aux abonnés.</p></div></main></body></html>"""


def send_teaser(service: Running, receiver: Receiver, name: str) -> None:
    html = TEASER.format(f"Le gué de {name} rouvre aux tracteurs")
    send(service, external_id=name, html=html, callback=receiver.url)


def review_action(visitor: Visitor, name: str) -> str:
    shown = visitor.get("/review").text
    return shown.split(f"Le gué de {name} ", 1)[1].split('action="/review/', 1)[1].split('"', 1)[0]


@pytest.mark.parametrize(("act", "end"), [("publish", "edition.done"), ("drop", "edition.failed")])
def test_what_waits_for_a_person_is_told_then_what_the_person_decided(
    service: Running, receiver: Receiver, act: str, end: str
) -> None:
    name = f"Kerbol-{act}"
    send_teaser(service, receiver, name)
    wait_until(lambda: receiver.kinds(name) == ["edition.held"])
    data = json.loads(receiver.got[-1][1])["data"]
    assert (data["state"], data["job"]["state"], data["edition"]) == ("held", "held", None)
    assert "Retenu pour relecture" in data["error_fr"]
    assert f"{service.url}/review" in data["hint"]
    visitor = Visitor(service.url)
    visitor.post(f"/review/{review_action(visitor, name)}", seen="/review", act=act)
    wait_until(lambda: len(receiver.kinds(name)) == 2)
    assert receiver.kinds(name)[-1] == end
    data = json.loads(receiver.got[-1][1])["data"]
    assert (data["edition"] is None) == (act == "drop")


def test_what_waits_for_a_person_and_is_withdrawn_waits_no_more(service: Running, receiver: Receiver) -> None:
    send_teaser(service, receiver, "Toulven")
    wait_until(lambda: receiver.kinds("Toulven") == ["edition.held"])
    requests.delete(f"{service.url}/api/editions?external_id=Toulven", timeout=PATIENCE_S)
    wait_until(lambda: receiver.kinds("Toulven") == ["edition.held", "edition.withdrawn"])
    assert "Toulven" not in Visitor(service.url).get("/review").text


def test_a_decision_at_the_command_line_is_told_too(service: Running, receiver: Receiver) -> None:
    send_teaser(service, receiver, "Lescoat")
    wait_until(lambda: receiver.kinds("Lescoat") == ["edition.held"])
    id_ = json.loads(receiver.got[-1][1])["data"]["job"]["outcome"]["review"]
    (service.output.parent / "audioedition.toml").write_text('voice = "tone"\n', encoding="utf-8")
    config = str(service.output.parent / "audioedition.toml")
    command = ["review", id_, "--publish", "-o", str(service.output), "--config", config]
    result = CliRunner(mix_stderr=False).invoke(main, command)
    assert result.exit_code == 0, result.stderr
    wait_until(lambda: receiver.kinds("Lescoat") == ["edition.held", "edition.done"])


def test_beginnings_are_spoken_or_passed_over_as_the_service_is_told(
    tmp_path: Path, receiver: Receiver
) -> None:
    with serving(tmp_path / "speak" / "output", "--allow-private", "--teasers", "speak") as running:
        send_teaser(running, receiver, "Parle")
        wait_until(lambda: receiver.kinds("Parle") == ["edition.done"])
        edition = json.loads(receiver.got[-1][1])["data"]["edition"]
        said = requests.get(edition["json"], timeout=PATIENCE_S).text
        assert "Voici le début de l’article" in said
    with serving(tmp_path / "skip" / "output", "--allow-private", "--teasers", "skip") as running:
        send_teaser(running, receiver, "Passe")
        wait_until(lambda: receiver.kinds("Passe") == ["edition.failed"])
        assert "only the beginning" in json.loads(receiver.got[-1][1])["data"]["error"]
        assert Visitor(running.url).get("/review").text.count("Passe") == 0


def wait_without_pauses(output: Path, done: Callable[[], object]) -> None:
    """Wait for it; the pauses between tries, which are a test of their own, are over at once."""
    database = open_state(output)

    def look() -> object:
        with database.writing() as db:
            db.execute("UPDATE deliveries SET next_at = 0 WHERE state = 'waiting'")
        return done()

    wait_until(look, every_s=0.1)
    database.close()


@pytest.mark.parametrize("status", [500, 302])
def test_what_was_refused_is_sent_again_with_the_same_id(
    service: Running, receiver: Receiver, status: int
) -> None:
    """A redirect is not followed: it could lead inside our network."""
    receiver.answers.append(status)
    name = f"encore-{status}"
    send(service, external_id=name, title="Encore", html=HTML.format("Ouessant"), callback=receiver.url)
    wait_without_pauses(service.output, lambda: len(receiver.kinds(name)) == 2)
    (first, body), (second, again) = receiver.got[-2:]
    assert first["webhook-id"] == second["webhook-id"]
    assert body == again


def test_410_is_never_sent_again_and_the_page_shows_it_all(service: Running, receiver: Receiver) -> None:
    receiver.answers.append(410)
    send(service, external_id="adieu", title="Adieu", html=HTML.format("Sein"), callback=receiver.url)
    visitor = Visitor(service.url)
    wait_until(lambda: "abandonné" in visitor.get("/webhooks").text)
    page = visitor.get("/webhooks").text
    assert receiver.url in page
    assert "410" in page
    id_ = receiver.got[-1][0]["webhook-id"]
    count = len(receiver.got)
    assert visitor.post(f"/webhooks/{id_}", seen="/webhooks").status_code == 200
    wait_until(lambda: len(receiver.got) > count)
    assert receiver.got[-1][0]["webhook-id"] == id_
    assert visitor.post("/webhooks/msg_inconnu", seen="/webhooks").status_code == 404
    visitor.session.close()


def test_a_receiver_inside_the_network_is_not_asked_unless_allowed(
    tmp_path: Path, receiver: Receiver
) -> None:
    with serving(tmp_path / "output") as closed:
        for number, url in enumerate(
            (receiver.url, "http://169.254.169.254/", "http://[::1]/", "http://10.0.0.1/")
        ):
            send(
                closed, external_id=str(number), title="Non", html=UNSPOKEN, callback=url
            )  # its end is told, too
        visitor = Visitor(closed.url)
        wait_until(lambda: visitor.get("/webhooks").text.count("sans réponse") >= 4)
        assert receiver.got == []
        visitor.session.close()


def test_a_callback_stays_and_is_told_after_a_restart(tmp_path: Path, receiver: Receiver) -> None:
    """What was not told when the service died stands in its state."""
    receiver.answers += [503]
    with serving(tmp_path / "output", "--allow-private") as one:
        send(one, external_id="repris", title="Repris", html=HTML.format("Groix"), callback=receiver.url)
        wait_until(lambda: len(receiver.got) == 1)
        one.kill()
    with serving(tmp_path / "output", "--allow-private") as two:
        wait_without_pauses(two.output, lambda: len(receiver.got) == 2)
        requests.delete(f"{two.url}/api/editions?external_id=repris", timeout=PATIENCE_S)
        wait_until(lambda: receiver.kinds("repris")[-1] == "edition.withdrawn")


def test_the_reference_implementation_signs_the_same() -> None:
    key, body, at = secret_of(b"k" * 32, "a"), '{"type":"edition.done","titre":"Été"}', 1_796_029_331
    theirs = Webhook(key).sign("msg_1", datetime.fromtimestamp(at, timezone.utc), body)
    assert sign(key, message_id="msg_1", timestamp=at, body=body.encode()) == theirs


def test_each_token_has_a_secret_of_its_own() -> None:
    one, other = secret_of(b"k" * 32, "a"), secret_of(b"k" * 32, "b")
    assert one != other
    assert len(base64.b64decode(one.removeprefix("whsec_"))) == 32


def test_the_waits_grow_and_end(tmp_path: Path) -> None:
    database = open_state(tmp_path)
    deliveries = Deliveries(database)
    with database.writing() as db:
        db.execute("INSERT INTO posts (id, owner, changed_at) VALUES (1, '', 0)")
    for _ in range(2):  # the same news twice is told once
        deliveries.tell(post=1, sign_of="done j", kind="edition.done", url="http://a/", owner="", body="{}")
    assert len(deliveries.due()) == 1
    waits = []
    for _ in range(len(WAITS_S) + 1):
        (now,) = deliveries.list()
        attempt = Attempt(at=0.0, status=500, answer="non", seconds=0.1)
        state = deliveries.note(now, attempt, state="waiting")
        waits.append(deliveries.list()[0].next_at)
    assert state == "given_up"
    assert waits[0] < waits[4] < waits[8]
    assert deliveries.due() == ()
    assert len(deliveries.list()[0].tries) == len(WAITS_S) + 1
    database.close()


def test_a_thousand_posts_that_wait_hold_up_nobody_s_news(tmp_path: Path) -> None:
    """The five hundred oldest were looked at, and all of them were still in the queue."""
    database = open_state(tmp_path)
    posts, jobs = Posts(database), Jobs(database)
    for number in range(1_001):
        name = Name(external_id=str(number))
        post = posts.enter(name, owner="", callback="http://a/", identity=None)
        job = jobs.submit({"text": str(number)}, title="", post=post.id)
    with database.writing() as db:
        db.execute("UPDATE jobs SET state = 'held' WHERE id = ?", (job.id,))
    assert [found.id for found in posts.untold()] == [post.id]
    with database.writing() as db:
        db.execute("UPDATE posts SET told = ? WHERE id = ?", (f"held {job.id}", post.id))
    assert posts.untold() == ()
    database.close()


def test_a_receiver_that_is_down_holds_up_no_other(tmp_path: Path) -> None:
    database = open_state(tmp_path)
    deliveries = Deliveries(database)
    with database.writing() as db:
        db.execute("INSERT INTO posts (id, owner, changed_at) VALUES (1, '', 0)")
    for number in range(101):
        url = "http://down/" if number < 100 else "http://up/"
        deliveries.tell(post=1, sign_of=f"done {number}", kind="edition.done", url=url, owner="", body="{}")
    assert sorted(delivery.url for delivery in deliveries.due()) == ["http://down/", "http://up/"]
    assert [d.id for d in deliveries.due() if d.url == "http://down/"] == [deliveries.list(limit=200)[-1].id]
    database.close()
