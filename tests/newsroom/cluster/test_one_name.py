"""Files of one name that other machines make: each has its edition in the store, and finds it again there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tools import need_module

need_module("distributed", extra="cluster")

from audioedition.fetch.source import fetch_source
from audioedition.newsroom.cluster.machine import Bench, Delivered, deliver
from audioedition.newsroom.workers.task import Task
from audioedition.produce.options import EditionOptions
from audioedition.publish.folder.remote import EditionStore

BRIDGE = (
    "Le pont de bois rouvre\n\nLa passerelle de bois est de nouveau ouverte depuis samedi, après deux ans.\n"
)
POOL = "La piscine ferme\n\nLes bassins seront vidés lundi matin, et les clubs iront nager dans la ville voisine.\n"


@pytest.fixture(autouse=True)
def bench() -> Iterator[None]:
    """A worker's engines stay loaded from one article to the next: here, to the end of the test."""
    with Bench.mine().speakers:
        yield
    del Bench._own.bench


def hand_in(path: Path, text: str, *, store: Path) -> Delivered:
    """As the newsroom's machine does: it reads the file, a worker makes it."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    task = Task(
        place=str(path),
        source=fetch_source(str(path)),
        output=path.parent,
        options=EditionOptions(voice="tone"),
        cache=str(store / "clips"),
    )
    delivered = deliver(task, str(store))
    assert delivered.outcome.status != "failed", delivered.outcome.reason
    return delivered


def test_two_files_of_one_name_are_two_editions_of_the_store(tmp_path: Path) -> None:
    store = tmp_path / "store"
    bridge = hand_in(tmp_path / "a" / "page.txt", BRIDGE, store=store)
    pool = hand_in(tmp_path / "b" / "page.txt", POOL, store=store)
    assert bridge.edition_id != pool.edition_id
    assert "page.txt is another article than “Le pont de bois rouvre”" in pool.outcome.reason
    assert {edition.id for edition in EditionStore(str(store)).named("file:page.txt")} == {
        bridge.edition_id,
        pool.edition_id,
    }
    again = hand_in(tmp_path / "c" / "page.txt", BRIDGE, store=store)
    assert (again.edition_id, again.outcome.status) == (bridge.edition_id, "unchanged")
    corrected = hand_in(tmp_path / "b" / "page.txt", POOL.replace("lundi", "mardi"), store=store)
    assert (corrected.edition_id, corrected.outcome.revision) == (pool.edition_id, 2)
    assert str(tmp_path) not in "".join(
        path.read_text(encoding="utf-8") for path in store.rglob("edition.json")
    )
