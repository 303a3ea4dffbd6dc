"""The loopback site of tests/fetch, and a desk whose maker of editions is a list."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from audioedition.errors import AudioEditionError, ExtractionError
from audioedition.fetch.robots import Robots
from audioedition.model import Source
from audioedition.newsroom.context import Tally, WatchContext
from audioedition.newsroom.journal import Journal
from audioedition.newsroom.politeness import Pace, Politeness
from audioedition.newsroom.settings import NewsroomSettings, SiteSettings
from audioedition.newsroom.state import NewsroomState
from audioedition.newsroom.watch import watch
from audioedition.newsroom.workers.pool import Pool
from audioedition.newsroom.workers.task import Outcome, Task, failure, own_fault
from audioedition.produce.settle import require_settled
from audioedition.segment import segment_article
from tests.support.site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@dataclass
class Maker:
    """A hand that makes articles in its own thread."""

    make: Callable[[Task], Outcome]

    def call(self, task: Task, *, on_progress: object, stop: threading.Event) -> Outcome:
        try:
            return self.make(task)
        except AudioEditionError as error:
            return failure(task.place, error)
        except Exception as bug:
            return failure(task.place, own_fault(bug))

    def interrupt(self) -> None: ...
    def close(self) -> None: ...


@dataclass
class Room:
    """A newsroom in which time passes when the test says so."""

    site: Site
    output: Path
    context: WatchContext
    now: float = 1_750_000_000.0
    """June 2025: the feeds of the tests are of 2023."""
    sources: list[Source] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    """Raised by the next makings, one each."""
    rebuilt: int = 0
    told: list[str] = field(default_factory=list)
    """Names of the folders that were made or revised."""
    slots: int = 1
    due_s: float | None = None
    """The articles' pages say that they are not to be made before."""
    reads: bool = False
    """Each article is segmented, as a worker would."""

    def produce(self, task: Task) -> Outcome:
        assert task.source is not None
        self.sources.append(task.source)
        if self.errors:
            raise self.errors.pop(0)
        if self.due_s is not None and task.waits:
            return failure(task.place, ExtractionError("dated later", due_s=self.due_s))
        if self.reads or task.settle_s:
            try:
                article = segment_article(task.source)
                require_settled(
                    article, settle_s=task.settle_s, now=self.now, seen=task.seen, told=task.changed
                )
            except AudioEditionError as error:
                return failure(task.place, error)
        folder = self.output / task.place.rpartition("/")[2]
        old = folder.read_bytes() if folder.exists() else None
        folder.write_bytes(task.source.data)
        status: Any = "unchanged" if old == task.source.data else "spoken"
        revision = 1 if old is None else 2
        audio = str(folder / "a.mp3")
        return Outcome(place=task.place, status=status, folder=folder.name, audio=audio, revision=revision)

    @contextlib.contextmanager
    def open_pool(self) -> Iterator[Pool]:
        yield lambda number: [Maker(lambda task: self.produce(task)) for _ in range(min(self.slots, number))]

    def look(self, *feeds: str) -> Tally:
        return watch(feeds or (self.site.url + "/flux",), context=self.context, every_s=300, once=True)

    def feed(self, *names: str, versions: dict[str, str] | None = None, **headers: str) -> None:
        entries = "".join(
            f"<entry><title>{n}</title><link href='/{n}'/><id>{n}</id><published>2023-01-01T10:00:00Z</published>"
            f"<updated>{(versions or {}).get(n, '2023-01-01T10:00:00Z')}</updated></entry>"
            for n in names
        )
        self.site.put(
            "/flux", f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>", status=200, **headers
        )

    def page(self, name: str, words: str = "Le maire a parlé.", **headers: str) -> None:
        self.site.put(f"/{name}", f"<html><body><p>{words}</p></body></html>", status=200, **headers)

    def events(self, event: str) -> list[dict[str, Any]]:
        return [line for line in self.context.journal.read() if line["event"] == event]

    def settle(self, **settings: Any) -> None:
        self.context = replace(self.context, settings=replace(self.context.settings, **settings))


@pytest.fixture
def room(site: Site, tmp_path: Path) -> Iterator[Room]:
    room: Room

    def rebuild() -> None:
        room.rebuilt += 1

    state = NewsroomState(tmp_path)
    context = WatchContext(
        settings=NewsroomSettings(output=tmp_path, everywhere=SiteSettings(delay_s=0)),
        state=state,
        journal=Journal.of(tmp_path),
        access=site.access,
        politeness=Politeness(
            robots=Robots(site.access, now=lambda: room.now), pace=Pace(sleep=lambda s: room.slept.append(s))
        ),
        open_pool=lambda: room.open_pool(),
        rebuild=rebuild,
        on_made=lambda outcome: room.told.append(outcome.folder),
        now=lambda: room.now,
    )
    room = Room(site=site, output=tmp_path, context=context)
    yield room
    state.close()
