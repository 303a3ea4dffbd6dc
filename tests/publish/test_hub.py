"""Telling a WebSub hub: a real hub on the loopback, one that fails, one that may not be asked."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from audioedition.errors import SourceError
from audioedition.fetch.addresses import Access
from audioedition.fetch.post import PostAnswer
from audioedition.publish.feed.feed import build_feed
from audioedition.publish.feed.hub import MOST_TRIES, note_change, tell_hubs
from tests.support.by_hand import make_edition
from tests.support.on_disk import put_on_disk
from tests.support.site import serving

BASE = "https://audio.example.fr/"
FEED = BASE + "feed.xml"
HUB = "https://hub.example/"


def waiting(output: Path) -> list[dict[str, object]]:
    path = output / ".audioedition" / "hub.json"
    found: list[dict[str, object]] = json.loads(path.read_bytes()) if path.is_file() else []
    return found


def test_a_hub_is_told_of_a_changed_feed_once(tmp_path: Path) -> None:
    put_on_disk(tmp_path, make_edition(), folder="a")
    told: list[tuple[str, bytes]] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        told.append((request.command, request.rfile.read(int(request.headers["Content-Length"]))))
        request.send_response(204)
        request.end_headers()

    with serving() as site:
        site.call("/hub", answer)
        (tmp_path / "feed.toml").write_text(
            f'hub = "{site.url}/hub"\nimage = "https://journal.example/c.png"\n'
        )
        build_feed(tmp_path, base_url=BASE)
        assert tell_hubs(tmp_path, access=site.access, now=0.0) == ()
        build_feed(tmp_path, base_url=BASE)  # nothing changed
        assert tell_hubs(tmp_path, access=site.access, now=1e9) == ()
        put_on_disk(tmp_path, replace(make_edition(slug="b"), title="B"), folder="b")
        build_feed(tmp_path, base_url=BASE)
        assert tell_hubs(tmp_path, access=site.access, now=0.0) == ()
    assert [command for command, _ in told] == ["POST", "POST"]
    assert parse_qs(told[0][1].decode()) == {
        "hub.mode": ["publish"],
        "hub.url": [FEED],
        "hub.topic": [FEED],
    }
    assert waiting(tmp_path) == []


@pytest.mark.parametrize("hub", ["http://127.0.0.1:9/", "http://[::1]/", "http://169.254.169.254/latest"])
def test_no_address_inside_a_network_is_asked(tmp_path: Path, hub: str) -> None:
    note_change(tmp_path, hub=hub, feed_url=FEED)
    (problem,) = tell_hubs(tmp_path, access=Access(ports=(80, 9)), now=0.0)
    assert problem.startswith(f"The hub {hub} was not told:")


def test_a_hub_that_is_down_is_asked_again_later_each_time(tmp_path: Path) -> None:
    note_change(tmp_path, hub=HUB, feed_url=FEED)
    asked: list[float] = []
    now = 0.0

    def down(hub: str, body: bytes, access: Access) -> PostAnswer:
        asked.append(now)
        raise SourceError("It does not answer.", retryable=True)

    while now < 3 * 86_400 and waiting(tmp_path):
        tell_hubs(tmp_path, access=Access(), now=now, send=down)
        now += 30.0
    waits = [later - sooner for sooner, later in itertools.pairwise(asked)]
    assert len(asked) == MOST_TRIES
    assert waits[:4] == [60.0, 120.0, 240.0, 480.0]
    assert max(waits) <= 6 * 3600


@pytest.mark.parametrize(
    ("status", "retry_after_s", "left"),
    [
        (200, None, 0),
        (202, None, 0),
        (204, None, 0),
        (404, None, 0),
        (400, None, 0),
        (429, 9000.0, 1),
        (503, None, 1),
    ],
)
def test_what_the_hub_answers_decides(
    tmp_path: Path, status: int, retry_after_s: float | None, left: int
) -> None:
    note_change(tmp_path, hub=HUB, feed_url=FEED)
    answer = PostAnswer(status=status, text="", retry_after_s=retry_after_s)
    problems = tell_hubs(tmp_path, access=Access(), now=0.0, send=lambda *asked: answer)
    assert len(waiting(tmp_path)) == left
    assert bool(problems) is (status >= 300)
    if retry_after_s:
        assert waiting(tmp_path)[0]["not_before"] == 9000.0


def test_a_change_while_the_hub_is_being_told_is_told_too(tmp_path: Path) -> None:
    note_change(tmp_path, hub=HUB, feed_url=FEED)
    tell_hubs(tmp_path, access=Access(), now=0.0, send=lambda *asked: PostAnswer(status=503, text=""))

    def meanwhile(*asked: object) -> PostAnswer:
        note_change(tmp_path, hub=HUB, feed_url=FEED)
        return PostAnswer(status=204, text="")

    tell_hubs(tmp_path, access=Access(), now=1e9, send=meanwhile)
    assert [ping["tries"] for ping in waiting(tmp_path)] == [0]


def test_a_damaged_memory_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / ".audioedition").mkdir()
    (tmp_path / ".audioedition" / "hub.json").write_text('[{"x": 1}]')
    assert tell_hubs(tmp_path, access=Access(), now=0.0) == ()
    note_change(tmp_path, hub=HUB, feed_url=FEED)
    assert len(waiting(tmp_path)) == 1
