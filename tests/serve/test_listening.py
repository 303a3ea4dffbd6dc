"""« Écoutes »: beacons in, figures out, nothing of anybody kept."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.support.patience import PATIENCE_S, wait_until
from tests.support.service import ARTICLE, Running, Visitor, serving
from tests.support.tools import need_module

need_module("starlette", extra="serve")

from audioedition.audience.beacon import read_beacon
from audioedition.errors import UsageError
from audioedition.serve.audience import Quota

APP = {"User-Agent": "AntennaPod/3.1.0"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("listening") / "output") as running:
        yield running


@pytest.fixture(scope="module")
def edition(service: Running) -> dict[str, Any]:
    requests.post(
        f"{service.url}/api/editions",
        json={"external_id": "a", "text": ARTICLE, "title": "Écoutée"},
        timeout=PATIENCE_S,
    )
    found: dict[str, Any] = {}

    def made() -> bool:
        found.update(requests.get(f"{service.url}/api/status?external_id=a", timeout=PATIENCE_S).json())
        return bool(found["state"] == "done")

    wait_until(made)
    kept: dict[str, Any] = found["edition"]
    return kept


def beacon(
    service: Running, edition: str, kind: str, value: object = "", **headers: str
) -> requests.Response:
    body = json.dumps({"edition": edition, "kind": kind, "value": value})
    return requests.post(
        f"{service.url}/beacon",
        data=body.encode(),
        headers={"Content-Type": "text/plain", **headers},
        timeout=PATIENCE_S,
    )


def figures(service: Running, name: str) -> dict[str, Any]:
    found = requests.get(f"{service.url}/api/stats?edition={name}", timeout=PATIENCE_S).json()["editions"]
    row: dict[str, Any] = found[0] if found else {"plays": 0, "downloads": 0}
    return row


def test_beacons_become_sums_and_nothing_else(service: Running, edition: dict[str, Any]) -> None:
    name = edition["name"]
    for kind, value in (
        ("play", ""),
        ("play", ""),
        ("quarter", 25),
        ("speed", 1.2),
        ("chapter", 2),
        ("quarter", 100),
    ):
        answer = beacon(
            service, name, kind, value, Cookie="audioedition=x", Referer="https://journal.example/a"
        )
        assert (answer.status_code, answer.content) == (204, b"")
        assert "set-cookie" not in answer.headers
    row = figures(service, name)
    assert (row["plays"], row["quarters"]["25"], row["completion"]) == (2, 1, 0.5)
    assert (row["speeds"], row["chapters"]) == ({"1.25": 1}, {"2": 1})
    with sqlite3.connect(service.output / ".audioedition" / "listening.sqlite") as db:
        names = [row[1] for row in db.execute("PRAGMA table_info(counts)")]
        rows = db.execute("SELECT * FROM counts").fetchall()
    db.close()
    assert names == ["day", "edition", "kind", "value", "number"]
    assert not [cell for row in rows for cell in row if "127.0.0.1" in str(cell) or "journal" in str(cell)]


@pytest.mark.parametrize("objection", [{"DNT": "1"}, {"Sec-GPC": "1"}])
def test_who_objects_is_not_counted(
    service: Running, edition: dict[str, Any], objection: dict[str, str]
) -> None:
    before = figures(service, edition["name"])["plays"]
    assert beacon(service, edition["name"], "play", "", **objection).status_code == 204
    assert figures(service, edition["name"])["plays"] == before


def test_an_unknown_edition_leaves_no_trace(service: Running) -> None:
    for name in ("inconnue", "../secret", "x" * 300):
        assert beacon(service, name, "play").status_code == 204
    found = requests.get(f"{service.url}/api/stats", timeout=PATIENCE_S).json()
    assert {row["name"] for row in found["editions"]} <= {
        row["name"] for row in found["editions"] if row["title"]
    }


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"edition": "a"}',
        b'{"edition": 3, "kind": "play"}',
        b'{"edition": "a", "kind": "quarter", "value": 33}',
        b'{"edition": "a", "kind": "speed", "value": 1e9}',
        b'{"edition": "a", "kind": "speed", "value": NaN}',
        b'{"edition": "a", "kind": "chapter", "value": true}',
        b'{"edition": "a", "kind": "chapter", "value": 256}',
        b'{"edition": "a", "kind": "drop", "value": ""}',
        b'{"edition": "a", "kind": ["play"]}',
        b"[" * 500,
        b"\xff\xfe",
    ],
)
def test_what_is_no_beacon_is_refused(body: bytes) -> None:
    with pytest.raises(UsageError):
        read_beacon(body)


def test_a_large_or_broken_beacon_is_answered_calmly(service: Running) -> None:
    assert requests.post(f"{service.url}/beacon", data=b"{", timeout=PATIENCE_S).status_code == 400
    assert requests.post(f"{service.url}/beacon", data=b"x" * 2_000, timeout=PATIENCE_S).status_code == 413


def test_a_flood_from_one_address_is_held_back() -> None:
    quota = Quota(3)
    assert [quota.take("192.0.2.1") for _ in range(5)] == [True, True, True, False, False]
    assert quota.take("192.0.2.2")
    assert not all(quota.take(f"2001:db8::{n}") for n in range(4)), "one /64 is one client"


def test_a_download_counts_once_and_a_bot_never(service: Running, edition: dict[str, Any]) -> None:
    sound = f"{service.url}/e/{edition['name']}/{edition['audio'].rpartition('/')[2]}"
    before = figures(service, edition["name"])["downloads"]
    size = len(requests.get(sound, headers={"User-Agent": "Googlebot/2.1"}, timeout=PATIENCE_S).content)
    half = size // 2
    requests.head(sound, headers=APP, timeout=PATIENCE_S)
    requests.get(sound, headers={**APP, "Range": "bytes=0-1"}, timeout=PATIENCE_S)
    requests.get(sound, headers={**APP, "Range": f"bytes=0-{half}"}, timeout=PATIENCE_S)
    assert figures(service, edition["name"])["downloads"] == before
    requests.get(sound, headers={**APP, "Range": f"bytes={half}-"}, timeout=PATIENCE_S)
    wait_until(lambda: figures(service, edition["name"])["downloads"] == before + 1)
    requests.get(sound, headers=APP, timeout=PATIENCE_S)
    assert figures(service, edition["name"])["downloads"] == before + 1


def test_the_page_its_csv_and_its_span(service: Running, edition: dict[str, Any]) -> None:
    beacon(service, edition["name"], "play")
    visitor = Visitor(service.url)
    page = visitor.get("/listening").text
    assert "Écoutée" in page
    assert 'role="img"' in page
    table = visitor.get("/listening.csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert table.text.startswith("\ufeffedition,title,plays")
    assert edition["name"] in table.text
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    later = visitor.get(f"/listening?since={tomorrow}&until={tomorrow}").text
    assert "Rien n’a été compté" in later
    for wrong in (
        "since=hier",
        "since=2026-01-01&until=2025-01-01",
        "since=0001-01-01",
        "until=0001-01-01",
        "until=20260101",
    ):
        assert visitor.get(f"/listening?{wrong}").status_code == 400, wrong
    visitor.session.close()


def test_figures_survive_a_restart_and_a_withdrawal(tmp_path: Path) -> None:
    with serving(tmp_path / "output") as one:
        requests.post(
            f"{one.url}/api/editions", json={"external_id": "a", "text": ARTICLE}, timeout=PATIENCE_S
        )
        status = f"{one.url}/api/status?external_id=a"
        wait_until(lambda: requests.get(status, timeout=PATIENCE_S).json()["state"] == "done")
        name = requests.get(status, timeout=PATIENCE_S).json()["edition"]["name"]
        beacon(one, name, "play")
        requests.delete(f"{one.url}/api/editions?external_id=a", timeout=PATIENCE_S)
        one.stop()
    with serving(tmp_path / "output") as two:
        assert figures(two, name)["plays"] == 1
