"""Private feeds: given to one listener each, revoked, told to nobody; and what they keep to themselves."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.tools import need_module

need_module("starlette", extra="serve")

import feedparser
import requests
import uvicorn
from lxml import etree

from audioedition.fetch.addresses import Access
from audioedition.fetch.post import PostAnswer
from audioedition.publish.feed.hub import tell_hubs
from audioedition.publish.folder.shelf import read_edition
from audioedition.publish.folder.writer import write_manifest
from audioedition.serve.app import create_app
from audioedition.serve.database import open_state
from audioedition.serve.feed_tokens import FeedTokens
from audioedition.serve.run import open_listener
from audioedition.serve.settings import ServiceSettings
from audioedition.serve.tokens import Tokens
from tests.support.by_hand import make_edition
from tests.support.on_disk import put_on_disk
from tests.support.patience import PATIENCE_S

BESIDE = ("transcript.vtt", "chapters.json", "index.html")
SETTINGS = """
title = "Tout"
image = "https://journal.example/couverture.png"
hub = "https://hub.example/"
[feeds.abonnes]
title = "Enquêtes"
private = true
reserved = true
rubrics = ["Enquêtes"]
[feeds.amis]
title = "Pour les amis"
image = ""
private = true
page_items = 1
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    output = tmp_path / "output"
    output.mkdir()
    for slug, rubric, day in (("pont", "Ville", 1), ("dossier", "Enquêtes", 2), ("futur", "Enquêtes", 900)):
        published = f"2026-03-{day:02}T08:00:00Z" if day < 99 else "2999-01-01T08:00:00Z"
        made = replace(make_edition(slug=slug), title=slug, rubric=rubric, published=published)
        made = replace(
            made, url=f"https://journal.example/{slug}", identity=f"https://journal.example/{slug}"
        )
        put_on_disk(output, made, folder=slug, extra=BESIDE)
    (output / "feed.toml").write_text(SETTINGS, encoding="utf-8")
    return output


class Listener:
    """One that shows no token."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.session = requests.Session()

    def ask(self, method: str, path: str, **options: Any) -> requests.Response:
        """``path`` as it stands, dots and all."""
        url = path if path.startswith("http") else self.base + path
        asked = self.session.prepare_request(requests.Request(method, url, **options))
        asked.url = url
        return self.session.send(asked, timeout=PATIENCE_S)

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.ask("GET", path, **options)


@pytest.fixture
def client(shelf: Path) -> Iterator[Listener]:
    """There is a token, so that the service is protected."""
    Tokens(open_state(shelf)).new("programme")
    with contextlib.closing(open_listener(ServiceSettings(output=shelf, port=0))) as listener:
        base = f"http://127.0.0.1:{listener.getsockname()[1]}"
        app = create_app(ServiceSettings(output=shelf, public_url=base))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield Listener(base)
        finally:
            server.should_exit = True
            thread.join()


def given(shelf: Path, feed: str = "abonnes", name: str = "Jo") -> str:
    return FeedTokens(open_state(shelf)).new(feed, name)


def test_a_private_feed_is_heard_with_its_token_and_by_no_other_way(client: Listener, shelf: Path) -> None:
    token = given(shelf)
    answer = client.get(f"/p/{token}/feed.xml")
    assert answer.status_code == 200
    assert "noindex" in answer.headers["x-robots-tag"]
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "private" in answer.headers["cache-control"]
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert [item.title for item in feed.entries] == ["dossier"]  # what is dated later waits here too
    root = etree.fromstring(answer.content)
    assert root.findtext("channel/{http://www.itunes.com/dtds/podcast-1.0.dtd}block") == "Yes"
    sound = feed.entries[0].enclosures[0].href
    assert sound == f"{client.base}/p/{token}/dossier/dossier.mp3"
    heard = client.get(sound, headers={"range": "bytes=0-9"})
    assert (heard.status_code, len(heard.content)) == (206, 10)
    assert "noindex" in heard.headers["x-robots-tag"]
    assert client.ask("HEAD", sound).status_code == 200
    assert client.get(f"/p/{token}/dossier/transcript.vtt").status_code == 200
    again = client.get(f"/p/{token}/feed.xml", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_guid_of_a_private_feed_tells_no_token(client: Listener, shelf: Path) -> None:
    guid = "{https://podcastindex.org/namespace/1.0}guid"
    one, other = (given(shelf, name=name) for name in ("Jo", "Al"))
    found = {
        etree.fromstring(client.get(f"/p/{token}/feed.xml").content).findtext(f"channel/{guid}")
        for token in (one, other)
    }
    assert len(found) == 1


@pytest.mark.parametrize("kind", ["short", "other secret", "other id", "empty", "none"])
def test_a_token_that_is_not_right_is_like_none(client: Listener, shelf: Path, kind: str) -> None:
    token = given(shelf)
    wrong = {
        "short": token[:-1],
        "other secret": token[:12] + "A" * 43,
        "other id": "0" * 12 + token[12:],
        "empty": "-",
        "none": "x" * 55,
    }[kind]
    answers = [client.get(f"/p/{wrong}/{path}") for path in ("feed.xml", "dossier/dossier.mp3")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert all("noindex" in answer.headers["x-robots-tag"] for answer in answers)


def test_whoever_tries_many_must_wait_and_a_right_token_is_let_in_all_the_same(
    client: Listener, shelf: Path
) -> None:
    token = given(shelf)
    statuses = [client.get(f"/p/{n:055}/feed.xml").status_code for n in range(12)]
    assert statuses == [404] * 10 + [429] * 2
    assert client.get(f"/p/{token}/feed.xml").status_code == 200


def test_revoked_at_once(client: Listener, shelf: Path) -> None:
    token, other = given(shelf), given(shelf, name="Al")
    assert client.get(f"/p/{token}/feed.xml").status_code == 200
    FeedTokens(open_state(shelf)).revoke("abonnes", "Jo")
    assert client.get(f"/p/{token}/feed.xml").status_code == 404
    assert client.get(f"/p/{token}/dossier/dossier.mp3").status_code == 404
    assert client.get(f"/p/{other}/feed.xml").status_code == 200


def test_a_feed_that_is_private_no_longer_or_gone_opens_nothing(client: Listener, shelf: Path) -> None:
    token = given(shelf)
    (shelf / "feed.toml").write_text('[feeds.abonnes]\ntitle = "x"\n', encoding="utf-8")
    assert client.get(f"/p/{token}/feed.xml").status_code == 404
    (shelf / "feed.toml").unlink()
    assert client.get(f"/p/{token}/feed.xml").status_code == 404


def test_a_token_opens_its_own_feed_s_editions_only(client: Listener, shelf: Path) -> None:
    token = given(shelf)
    assert client.get(f"/p/{token}/pont/pont.mp3").status_code == 404
    assert client.get(f"/p/{token}/futur/futur.mp3").status_code == 404
    assert client.get(f"/p/{token}/../../feed.toml").status_code == 404
    assert client.get(f"/p/{token}/.audioedition/service.sqlite").status_code == 404


def test_what_is_reserved_is_hidden_from_all_but_the_newsroom(client: Listener, shelf: Path) -> None:
    token = Tokens(open_state(shelf)).new("autre")
    newsroom = {"authorization": f"Bearer {token}"}
    for path in (
        "/e/dossier/",
        "/e/dossier/dossier.mp3",
        "/e/dossier/edition.json",
        "/e/dossier/signaler",
        f"/oembed?url={client.base}/e/dossier/",
        "/oembed?url=https://journal.example/dossier",
    ):
        assert client.get(path).status_code == 404, path
        assert client.get(path.replace("dossier", "pont")).status_code == 200, path
    assert client.get("/e/dossier/dossier.mp3", headers=newsroom).status_code == 200
    found = client.get("/api/lookup?url=https://journal.example/dossier").json()
    assert found == {"edition": None}
    assert client.get("/api/lookup?url=https://journal.example/pont").json()["edition"]
    public = feedparser.parse(client.get("/feed.xml").content)
    assert [item.title for item in public.entries] == ["pont"]


def test_an_article_s_address_tells_of_no_edition_before_its_hour(client: Listener, shelf: Path) -> None:
    """Feed and static index left it out; whoever guessed the address of an embargoed article was told where it is."""
    (shelf / "feed.toml").unlink()
    assert client.get("/api/lookup?url=https://journal.example/futur").json() == {"edition": None}
    assert client.get("/oembed?url=https://journal.example/futur").status_code == 404
    assert client.get("/api/lookup?url=https://journal.example/dossier").json()["edition"]


def test_before_its_hour_an_edition_is_heard_by_the_newsroom_alone(client: Listener, shelf: Path) -> None:
    """Its folder bears date and title, which can be guessed: sound, text and page were there for everybody."""
    (shelf / "feed.toml").unlink()
    newsroom = {"authorization": f"Bearer {Tokens(open_state(shelf)).new('autre')}"}
    paths = ("", "futur.mp3", "index.html", "edition.json", "transcript.vtt", "signaler")
    for path in (f"/e/futur/{path}" for path in paths):
        assert client.get(path).status_code == client.get(path.replace("futur", "jamais")).status_code == 404
    address = f"/oembed?url={client.base}/e/futur/"
    assert client.get(address).status_code == 404
    assert client.get("/e/futur/futur.mp3", headers=newsroom).status_code == 200
    made = replace(read_edition(shelf / "futur").edition, published="2026-03-03T08:00:00Z")
    write_manifest(shelf / "futur", made)
    assert client.get("/e/futur/futur.mp3").status_code == 200


def test_without_feed_toml_that_can_be_read_nothing_is_shown_by_mistake(
    client: Listener, shelf: Path
) -> None:
    (shelf / "feed.toml").write_text("[feeds.abonnes\n", encoding="utf-8")
    assert client.get("/e/dossier/dossier.mp3").status_code >= 400


def test_pages_and_public_feeds_have_their_addresses(client: Listener, shelf: Path) -> None:
    token = given(shelf, "amis")
    page = client.get(f"/p/{token}/feed.xml").content
    older = re.findall(rb'href="([^"]+)" rel="next"', page)
    assert older == [f"{client.base}/p/{token}/feed-archive-1.xml".encode()]
    assert client.get(older[0].decode()).status_code == 200
    assert client.get(f"/p/{token}/feed-archive-9.xml").status_code == 404
    for path in ("/feed-amis.xml", "/e/feed-amis.xml", "/e/feed-nimporte.xml", "/e/feed-archive-1.xml"):
        assert client.get(path).status_code == 404
    assert client.get("/e/cover.png").status_code == 404  # it lies elsewhere
    assert client.get("/e/cover-amis.png").status_code == 200
    assert client.get("/e/cover-autre.png").status_code == 404
    (shelf / "feed.toml").write_text('[feeds.sport]\ntitle = "S"\n', encoding="utf-8")
    for path in ("/feed-sport.xml", "/e/feed-sport.xml"):
        assert client.get(path).headers["content-type"].startswith("application/rss+xml")


def test_the_service_names_the_hub_and_puts_down_what_it_is_to_be_told(client: Listener, shelf: Path) -> None:
    link = client.get("/feed.xml").headers["link"]
    assert link == '<https://hub.example/>; rel="hub", <' + client.base + '/e/feed.xml>; rel="self"'
    asked: list[str] = []

    def send(hub: str, body: bytes, access: object) -> PostAnswer:
        asked.append(hub)
        return PostAnswer(status=204, text="")

    tell_hubs(shelf, access=Access(), now=0.0, send=send)
    assert asked == ["https://hub.example/"]


def test_programs_give_feeds_and_take_them_back(client: Listener, shelf: Path) -> None:
    newsroom = {"authorization": f"Bearer {Tokens(open_state(shelf)).new('cms')}"}
    assert client.get("/api/feeds").status_code == 401
    listed = client.get("/api/feeds", headers=newsroom).json()["feeds"]
    assert [(feed["name"], feed["private"]) for feed in listed] == [
        ("", False),
        ("abonnes", True),
        ("amis", True),
    ]
    assert [feed["address"] for feed in listed] == [f"{client.base}/e/feed.xml", None, None]
    made = client.ask("POST", "/api/feeds/abonnes/listeners", json={"name": "Zoé"}, headers=newsroom)
    assert made.status_code == 201
    assert client.get(made.json()["address"]).status_code == 200
    twice = client.ask("POST", "/api/feeds/abonnes/listeners", json={"name": "Zoé"}, headers=newsroom)
    assert (twice.status_code, "Zoé" in twice.json()["error"]) == (400, True)
    for body in ({}, {"name": 3}, {"name": ""}, {"name": "x" * 101}, {"name": "a", "b": 1}):
        assert (
            client.ask("POST", "/api/feeds/abonnes/listeners", json=body, headers=newsroom).status_code == 400
        )
    assert (
        client.ask("POST", "/api/feeds/rien/listeners", json={"name": "a"}, headers=newsroom).status_code
        == 404
    )
    (listener,) = client.get("/api/feeds", headers=newsroom).json()["feeds"][1]["listeners"]
    assert (listener["name"], listener["used_at"] is not None) == ("Zoé", True)
    assert client.ask("DELETE", "/api/feeds/abonnes/listeners/Zo%C3%A9", headers=newsroom).status_code == 204
    assert client.ask("DELETE", "/api/feeds/abonnes/listeners/Zo%C3%A9", headers=newsroom).status_code == 404
    assert client.get(made.json()["address"]).status_code == 404
