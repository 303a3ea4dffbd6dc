"""What a newsroom decides on its own machine holds for articles that other machines make, too."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.tools import need_module

need_module("distributed", extra="cluster")

from audioedition.model import EditedFacts
from audioedition.newsroom.cluster.machine import Bench, Delivered, deliver
from audioedition.newsroom.cluster.slot import RemoteWorker
from audioedition.newsroom.workers.task import Outcome, Task
from audioedition.produce.held import decide_held, find_held
from audioedition.produce.options import EditionOptions
from audioedition.produce.produce import produce_edition
from audioedition.produce.read import read_article
from audioedition.publish.folder.remote import EditionStore
from audioedition.publish.folder.shelf import read_edition
from audioedition.publish.folder.withdrawn import withdraw_edition
from audioedition.speak.clip_store import FolderStore
from tests.newsroom.test_held import paywalled

OPTIONS = EditionOptions(voice="tone")


@pytest.fixture(autouse=True)
def bench() -> Iterator[None]:
    with Bench.mine().speakers:
        yield
    del Bench._own.bench


class Lane(RemoteWorker):
    """A worker of another machine whose hands are here."""

    def __init__(self, store: Path) -> None:
        self.store = str(store)
        super().__init__(SimpleNamespace(editions=EditionStore(self.store)))  # type: ignore[arg-type]  # all that is asked of it

    def _ask(self, task: Task, on_progress: Any, stop: threading.Event) -> Delivered | None:
        return deliver(dataclasses.replace(task, cache=f"{self.store}/clips"), self.store)


def make(home: Path, place: Path, **more: Any) -> Outcome:
    task = Task(place=str(place), output=home / "out", options=OPTIONS, **more)
    return Lane(home / "store").call(task, on_progress=lambda progress: None, stop=threading.Event())


def plain(home: Path) -> Path:
    path = home / "lavoir.txt"
    path.write_text("Le lavoir rouvre\n\nLe lavoir du bas rouvre samedi, après deux ans.\n", encoding="utf-8")
    return path


def test_a_doubtful_article_is_held_until_a_person_decides(tmp_path: Path) -> None:
    """A cluster published it, and nobody was asked."""
    page, out = paywalled(tmp_path), tmp_path / "out"
    outcome = make(tmp_path, page)
    assert (outcome.status, list(out.glob("*/edition.json"))) == ("skipped", [])
    held = find_held(out, outcome.held)
    assert held is not None
    decide_held(out, held, "publish")
    assert make(tmp_path, page).status == "spoken"
    kept = find_held(out, outcome.held)
    assert kept is not None  # for its next revision
    assert kept.decision == "publish"


def test_a_page_that_is_still_being_written_waits(tmp_path: Path) -> None:
    outcome = make(tmp_path, plain(tmp_path), settle_s=1200.0)
    assert (outcome.status, outcome.due_s is not None, outcome.seen is not None) == ("failed", True, True)


def test_what_a_person_wrote_of_an_edition_stays(tmp_path: Path) -> None:
    """The store did not know of it: the revision before came back, « unchanged »."""
    page, out = plain(tmp_path), tmp_path / "out"
    folder = out / make(tmp_path, page).folder
    store = tmp_path / "store"

    read = read_article(str(page), options=OPTIONS)
    read = dataclasses.replace(
        read,
        identity=read_edition(folder).edition.identity,
        by_name=False,
        edited=EditedFacts(byline="Zoé Le Dantec"),
    )
    produce_edition(read, output=out, options=OPTIONS, store=FolderStore(store / "clips"))
    for words, revision in (("samedi", 2), ("dimanche", 3)):
        page.write_text(page.read_text(encoding="utf-8").replace("samedi", words), encoding="utf-8")
        make(tmp_path, page)
        edition = read_edition(folder).edition
        assert (edition.byline, edition.revision) == ("Zoé Le Dantec", revision)


def test_what_a_person_took_back_stays_away(tmp_path: Path) -> None:
    page, out = plain(tmp_path), tmp_path / "out"
    edition = read_edition(out / make(tmp_path, page).folder).edition
    withdraw_edition(out, edition_id=edition.id, at=datetime.now(timezone.utc), reason="deleted")
    outcome = make(tmp_path, page)
    assert (outcome.status, "took its edition back" in outcome.reason) == ("skipped", True)
    assert list(out.glob("*/edition.json")) == []
