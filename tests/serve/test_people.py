"""People sign in with a name and a role; what each changed is put down; what must be seen by two is seen by two."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from click.testing import CliRunner, Result

from tests.support.tools import need_module

need_module("starlette", extra="serve")

from audioedition.cli import main
from audioedition.errors import UsageError
from audioedition.produce.waiting import put_waiting
from audioedition.publish.folder.shelf import read_edition
from audioedition.serve.app import routes
from audioedition.serve.audit import ACTS, Audit
from audioedition.serve.auth import SAFE
from audioedition.serve.database import open_state
from audioedition.serve.people import People
from audioedition.serve.rights import ANYONE, Actor
from audioedition.serve.texts import all_words
from audioedition.system.moments import is_ahead
from audioedition.system.sqlite import Database
from tests.produce.test_by_hand import PAGE as EMBARGOED
from tests.serve.test_newsroom_page import job_of
from tests.serve.test_review_page import PAGE
from tests.support.patience import PATIENCE_S, wait_until
from tests.support.service import ARTICLE, Running, Visitor, serving
from tests.support.site import Site
from tests.support.site import serving as serving_site

PASSWORD = "trois petits moulins"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_state(tmp_path / "output")
    yield database
    database.close()


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving_site() as found:
        yield found


@contextlib.contextmanager
def manned(folder: Path, *options: str) -> Iterator[Running]:
    """A service for Ada (admin), Chloé (chief) and Émile (editor), where two must see each edition."""
    output = folder / "output"
    database = open_state(output)
    for name, role in (("Ada", "admin"), ("Chloé", "chief"), ("Émile", "editor")):
        People(database).add(name, role=role, password=PASSWORD)
    database.close()
    config = folder / "audioedition.toml"
    config.write_text("[review]\nsecond_person = true\n", encoding="utf-8")
    with serving(output, "--config", str(config), *options) as running:
        yield running


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Iterator[Running]:
    reach = ("--allow-private", "--source-port", str(site.port))
    with manned(tmp_path_factory.mktemp("newsroom"), *reach) as running:
        yield running


def signed_in(service: Running, name: str, password: str = PASSWORD) -> Visitor:
    visitor = Visitor(service.url)
    answer = visitor.post("/login", seen="/login", name=name, password=password)
    assert answer.status_code == 200, answer.text
    return visitor


@pytest.fixture(scope="module")
def signed(newsroom: Running) -> Iterator[dict[str, Visitor]]:
    """Each of them, signed in once: so many sign-ins a minute are let in from one place."""
    visitors = {name: signed_in(newsroom, name) for name in ("Ada", "Chloé", "émile")}
    yield visitors
    for visitor in visitors.values():
        visitor.session.close()


@pytest.fixture
def ada(signed: dict[str, Visitor]) -> Visitor:
    return signed["Ada"]


@pytest.fixture
def chloe(signed: dict[str, Visitor]) -> Visitor:
    return signed["Chloé"]


@pytest.fixture
def emile(signed: dict[str, Visitor]) -> Visitor:
    return signed["émile"]


def made_by(visitor: Visitor, job: str) -> dict[str, Any]:
    """What came of a job, once it is done."""
    told: dict[str, Any] = {}

    def done() -> bool:
        told.update(visitor.get(f"/api/jobs/{job}").json())
        return bool(told["state"] == "done")

    wait_until(done)
    outcome: dict[str, Any] = told["outcome"]
    return outcome


def path_of(answer: requests.Response, service: Running) -> str:
    return answer.url.removeprefix(service.url)


def test_what_an_editor_prepared_is_made_when_a_chief_says_so(
    newsroom: Running, chloe: Visitor, emile: Visitor
) -> None:
    draft = path_of(emile.post("/drafts", text=ARTICLE), newsroom)
    shown = emile.get(draft).text
    assert "Proposer à la relecture" in shown
    proposed = emile.post(f"{draft}/produce", seen=draft, voice="tone", act="propose")
    assert "Le brouillon est proposé à la relecture." in proposed.text
    assert "Proposé par Émile" in chloe.get("/review").text
    again = emile.post(f"{draft}/produce", seen=draft, voice="tone", act="produce")
    assert "/jobs/" not in again.url  # nobody is one's own second person
    made = chloe.post(f"{draft}/produce", seen=draft, voice="tone", act="produce")
    assert job_of(made.url)
    assert "Proposé par" not in chloe.get("/review").text
    told = chloe.get("/audit").text
    assert re.search(r"Émile.*?édition demandée \(proposer\)", told, re.S)
    assert re.search(r"Chloé.*?édition demandée \(produire\)", told, re.S)
    assert "La bibliothèque du port" in told

    edition = f"/editions/{made_by(chloe, job_of(made.url))['edition']}"
    byline = {"revision": "1", "byline": "Zoé Le Dantec", "note": "Elle manquait."}
    facts = path_of(emile.post(edition, seen=edition, **byline), newsroom)
    seen = chloe.get(facts).text
    assert all(words in seen for words in ("Proposé par Émile", "Zoé Le Dantec", "Elle manquait."))
    assert "/jobs/" not in emile.post(f"{facts}/produce", seen=facts, act="produce").url
    approved = chloe.post(f"{facts}/produce", seen=facts, act="produce")
    assert made_by(chloe, job_of(approved.url))["revision"] == 2
    assert "Elle manquait." in emile.get(edition).text

    later = {"revision": "2", "day": "2999-01-01"}
    held = path_of(emile.post(edition, seen=edition, **later), newsroom)
    made_by(chloe, job_of(chloe.post(f"{held}/produce", seen=held, act="produce").url))
    assert "Proposer de publier maintenant" in chloe.get(edition).text
    now = path_of(chloe.post(f"{edition}/now", seen=edition), newsroom)
    assert now.startswith("/drafts/")  # two see this too
    assert "/jobs/" not in chloe.post(f"{now}/produce", seen=now, act="produce").url
    assert edition.rpartition("/")[2] not in requests.get(f"{newsroom.url}/feed.xml", timeout=PATIENCE_S).text


def test_a_chief_does_not_approve_her_own_draft(
    newsroom: Running, ada: Visitor, chloe: Visitor, site: Site
) -> None:
    draft = path_of(chloe.post("/drafts", text=ARTICLE), newsroom)
    for _ in range(2):
        answer = chloe.post(f"{draft}/produce", seen=draft, voice="tone", act="produce")
        assert "/jobs/" not in answer.url
    assert "Votre proposition attend" in answer.text
    taken_back = chloe.post(f"{draft}/produce", seen=draft, act="take_back")
    assert "Proposé par" not in taken_back.text

    # nor does she alone cut an embargo short
    hour = "2999-01-01T06:00:00+01:00"
    page = EMBARGOED.format(more="").replace("2026-03-02T08:00:00+01:00", hour)
    place = site.put("/embargo", page)
    put_waiting(newsroom.output, place, title="Le bac", due_s=4_102_444_800.0, reason="")
    shown = chloe.get("/review").text
    assert "Proposer de publier maintenant" in shown
    (where,) = re.findall(r'action="(/waiting/[0-9a-f]{16})"', shown)
    now = path_of(chloe.post(where, seen="/review"), newsroom)
    assert now.startswith("/drafts/")
    assert "paraît aussitôt" in chloe.get(now).text
    assert where in chloe.get("/review").text  # it goes on waiting for its hour
    assert "/jobs/" not in chloe.post(f"{now}/produce", seen=now, act="produce").url
    made = made_by(ada, job_of(ada.post(f"{now}/produce", seen=now, voice="tone", act="produce").url))
    edition = read_edition(newsroom.output / made["edition"]).edition
    assert not is_ahead(edition.published, now=time.time())
    assert (
        edition.edited.published == edition.published
    )  # else its page's hour would be a revision, once it comes


def test_each_role_is_let_where_it_may(
    newsroom: Running, ada: Visitor, chloe: Visitor, emile: Visitor
) -> None:
    for visitor, allowed in ((ada, (200, 200)), (chloe, (200, 403)), (emile, (403, 403))):
        assert tuple(visitor.get(page).status_code for page in ("/audit", "/people")) == allowed
    refused = emile.post("/review/whatever", act="publish")
    assert refused.status_code == 403
    assert "Votre rôle ne le permet pas" in refused.text
    direct = emile.session.post(f"{newsroom.url}/api/editions", json={"text": ARTICLE}, timeout=PATIENCE_S)
    assert direct.status_code == 403  # no way around the second person
    assert emile.session.delete(f"{newsroom.url}/api/editions/x", timeout=PATIENCE_S).status_code == 403
    assert (
        requests.get(f"{newsroom.url}/editions", allow_redirects=False, timeout=PATIENCE_S).status_code == 303
    )


def test_an_admin_adds_a_person_who_chooses_another_password(newsroom: Running, ada: Visitor) -> None:
    shown = ada.post("/people", seen="/people", name="Yanis", role="editor")
    found = re.search(r'id="made" readonly value="([^"]+)"', shown.text)
    assert found
    yanis = signed_in(newsroom, "Yanis", found[1])
    wrong = yanis.post("/account", seen="/account", old="not this", new=PASSWORD, repeated=PASSWORD)
    assert wrong.status_code == 400
    yanis.post("/account", seen="/account", old=found[1], new=PASSWORD, repeated=PASSWORD)
    assert yanis.get("/", allow_redirects=False).status_code == 303  # the session has ended
    yanis = signed_in(newsroom, "Yanis")
    person = re.search(r'action="/people/([0-9a-f]+)"', ada.get("/people").text.split("Yanis")[1])
    assert person
    ada.post(f"/people/{person[1]}", seen="/people", act="remove")
    assert yanis.get("/", allow_redirects=False).status_code == 303
    last = re.search(r'action="/people/([0-9a-f]+)"', ada.get("/people").text.split(">Ada</h2>")[1])
    assert last
    kept = ada.post(f"/people/{last[1]}", seen="/people", act="remove")
    assert (kept.status_code, "dernière personne" in kept.text) == (400, True)


def test_passwords_are_not_found_by_trying(tmp_path: Path) -> None:
    with manned(tmp_path) as shut:  # of its own: nobody comes in any more
        visitor = Visitor(shut.url)
        codes = [
            visitor.post("/login", seen="/login", name="Ada", password=f"essai numéro {n}").status_code
            for n in range(12)
        ]
        assert codes[0] == 401
        assert codes[-1] == 429
        right = visitor.post("/login", seen="/login", name="Ada", password=PASSWORD)
        assert right.status_code == 429  # the right one, too: an answer would tell


def test_several_are_decided_at_once(service: Running, visitor: Visitor) -> None:
    for river in ("l’Orne", "la Vire", "la Sée"):
        asked = requests.post(
            f"{service.url}/api/editions", json={"html": PAGE.replace("la Serre", river)}, timeout=PATIENCE_S
        )
        assert asked.status_code == 202

    def ids() -> set[str]:
        return set(re.findall(r'name="held-([^"]+)"', visitor.get("/review").text))

    wait_until(lambda: len(ids()) == 3)
    first, second, third = sorted(ids())
    nothing = visitor.post("/review", seen="/review", act="drop")
    assert (nothing.status_code, "Rien n’est choisi" in nothing.text) == (400, True)
    visitor.post("/review", seen="/review", act="drop", **{f"held-{first}": "on", f"held-{second}": "on"})
    assert ids() == {third}
    visitor.post("/review", seen="/review", act="publish", **{f"held-{third}": "on"})
    assert ids() == set()


def test_a_failed_job_is_made_again(service: Running, visitor: Visitor) -> None:
    asked = requests.post(
        f"{service.url}/api/editions", json={"url": "http://127.0.0.1:9/"}, timeout=PATIENCE_S
    )
    assert asked.status_code == 202
    from tests.serve.test_newsroom_page import wait_for_job

    id_ = str(asked.json()["id"])
    assert wait_for_job(service, id_)["state"] == "failed"
    assert f'name="job-{id_}"' in visitor.get("/review").text
    again = visitor.post(f"/jobs/{id_}/again", seen=f"/jobs/{id_}")
    assert job_of(again.url) != id_
    assert wait_for_job(service, job_of(again.url))["state"] == "failed"
    assert f'name="job-{id_}"' not in visitor.get("/review").text  # its successor stands for it


def test_a_long_article_is_corrected_on_one_page_and_nobody_s_words_are_lost(
    service: Running, visitor: Visitor
) -> None:
    draft = path_of(visitor.post("/drafts", text=ARTICLE), service)
    page = visitor.get(f"{draft}/all").text
    fields = dict(re.findall(r'name="(version-\d+)" value="(\d+)"', page))
    numbers = [int(name.partition("-")[2]) for name in fields]
    words = {f"text-{n}": f"Phrase numéro {n}." for n in numbers}
    visitor.post(f"{draft}/pieces/{numbers[1] + 1}", text="Quelqu’un est passé.", role="body")
    answer = visitor.post(f"{draft}/all", seen=f"{draft}/all", **fields, **words)
    assert answer.status_code == 409
    assert "Quelqu’un est passé." in answer.text
    assert f"Phrase numéro {numbers[1]}." in answer.text  # still in its field
    assert f"Phrase numéro {numbers[2]}." in visitor.get(draft).text
    assert "Quelqu’un est passé." in visitor.get(draft).text


def test_drafts_are_listed_searched_and_removed(service: Running, visitor: Visitor) -> None:
    draft = path_of(visitor.post("/drafts", text=ARTICLE.replace("du port", "du canal")), service)
    assert "bibliothèque du canal" in visitor.get("/drafts?q=CANAL").text
    assert "bibliothèque du canal" not in visitor.get("/drafts?q=zèbre").text
    visitor.post(f"{draft}/remove", seen="/drafts")
    assert visitor.get(draft).status_code == 404


def test_the_history_is_a_sheet_in_which_no_formula_runs(service: Running, visitor: Visitor) -> None:
    visitor.post("/drafts", text=ARTICLE, title="=HYPERLINK(1)")
    sheet = visitor.get("/audit.csv").text
    assert "'=HYPERLINK(1)" in sheet
    assert ",=HYPERLINK" not in sheet


def test_every_act_has_its_words() -> None:
    public = {"POST /logout", "POST /login", "POST /e/{name}/signaler", "POST /beacon"}
    public |= {"POST /mon-fil/entrer", "POST /mon-fil/sortir"}
    public |= {"PUT /mon-fil/articles/{item}/position"}  # no diary of listening is kept
    acts = {
        f"{method} {route.path}"  # type: ignore[attr-defined]  # ours are Routes
        for route in routes()
        for method in route.methods or ()  # type: ignore[attr-defined]  # only Routes have methods
        if method not in (*SAFE, "OPTIONS")
    }
    assert acts - public == set(ACTS) - {"POST /login"}
    for words in all_words().values():
        assert {f"audit_{act}" for act in ACTS.values()} <= set(words)


def test_no_word_of_the_pages_bears_a_name_that_a_template_takes_for_something_else() -> None:
    """« w.copy » is a method of the dictionary: the button said « built-in method »."""
    for words in all_words().values():
        assert [word for word in words if hasattr(dict, word)] == []


def test_the_audit_list_is_bounded_and_searched(database: Database) -> None:
    audit = Audit(database)
    audit.put(Actor(kind="person", id="1", name="Zoé", role="chief"), "draft_make", subject="Une crue" * 99)
    audit.put(ANYONE, "draft_make", subject="Un orage")
    assert [deed.who for deed in audit.list()] == ["", "Zoé"]
    assert len(audit.list(query="zoé")[0].subject) == 200
    assert audit.count(query="orage") == 1


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [
        ("", "editor", PASSWORD),
        ("Lou", "king", PASSWORD),
        ("Lou", "editor", "court"),
        ("A" * 81, "editor", PASSWORD),
    ],
)
def test_a_person_that_cannot_be_added(database: Database, name: str, role: str, password: str) -> None:
    with pytest.raises(UsageError):
        People(database).add(name, role=role, password=password)
    assert People(database).list() == ()


def test_the_last_admin_stays(database: Database) -> None:
    people = People(database)
    people.add("Ada", role="admin", password=PASSWORD)
    people.add("Lou", role="editor", password=PASSWORD)
    with pytest.raises(UsageError, match="last admin"):
        people.remove("Ada")
    with pytest.raises(UsageError, match="last admin"):
        people.set_role("Ada", "chief")
    people.set_role("Lou", "admin")
    people.remove("ada")
    assert [person.name for person in people.list()] == ["Lou"]


def test_people_on_the_command_line(tmp_path: Path) -> None:
    def user(*words: str, typed: str = "") -> Result:
        command = ["user", *words, "-o", str(tmp_path / "output")]
        return CliRunner(mix_stderr=False).invoke(main, command, input=typed, catch_exceptions=False)

    assert user("add", "Ada", "--role", "admin", typed=PASSWORD + "\n").exit_code == 0
    made = user("add", "Lou", "--generate")
    assert len(made.stdout.strip()) >= 12
    assert user("add", "lou", typed=PASSWORD + "\n").exit_code == 2
    assert user("role", "Lou", "chief").exit_code == 0
    assert user("password", "Lou", typed=PASSWORD + "\n").exit_code == 0
    assert re.findall(r"^(\S+)\t(\S+)", user("list").stdout, re.M) == [("Ada", "admin"), ("Lou", "chief")]
    assert user("remove", "Lou").exit_code == 0
    gone = user("remove", "Lou")
    assert (gone.exit_code, "Traceback" in gone.stderr) == (2, False)
    with serving(tmp_path / "output") as running:
        assert "Qui a changé quoi" in signed_in(running, "Ada").get("/audit").text


def test_two_are_wanted_and_nobody_can_sign_in(tmp_path: Path) -> None:
    config = tmp_path / "audioedition.toml"
    config.write_text("[review]\nsecond_person = true\n", encoding="utf-8")
    command = [sys.executable, "-m", "audioedition", "serve", "-o", str(tmp_path / "o"), "--port", "0"]
    done = subprocess.run(
        [*command, "--config", str(config)], capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert done.returncode == 2
    assert "audioedition user add" in done.stderr
