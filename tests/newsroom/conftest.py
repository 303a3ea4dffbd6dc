"""The loopback site of tests/fetch, and a desk whose maker of editions is a list."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from audioedition.model import Source
from audioedition.newsroom.desk import Desk, Tally
from audioedition.newsroom.journal import Journal
from audioedition.newsroom.pace import Manners, Pace
from audioedition.newsroom.settings import Settings, SiteSettings
from audioedition.newsroom.state import NewsroomState
from audioedition.newsroom.watch import watch
from audioedition.robots import Robots

sys.path.insert(0, str(Path(__file__).parent.parent / "fetch"))
from loopback import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@dataclass
class Made:
    status: Any
    folder: Path
    notes: tuple[str, ...] = ()

    @property
    def audio_path(self) -> Path:
        return self.folder / "a.mp3"


@dataclass
class Room:
    """A newsroom in which time passes when the test says so."""

    site: Site
    output: Path
    desk: Desk
    now: float = 1_000_000.0
    sources: list[Source] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    """Raised by the next makings, one each."""
    rebuilt: int = 0
    told: list[Path] = field(default_factory=list)

    def produce(self, source: Source, site: SiteSettings) -> Made:
        self.sources.append(source)
        if self.errors:
            raise self.errors.pop(0)
        folder = self.output / str(source.url).rpartition("/")[2]
        old = folder.read_bytes() if folder.exists() else None
        folder.write_bytes(source.data)
        return Made("made" if old is None else "unchanged" if old == source.data else "revised", folder)

    def look(self, *feeds: str) -> Tally:
        return watch(feeds or (self.site.url + "/flux",), desk=self.desk, every_s=300, once=True)

    def feed(self, *names: str, versions: dict[str, str] | None = None, **headers: str) -> None:
        entries = "".join(
            f"<entry><title>{n}</title><link href='/{n}'/><id>{n}</id><published>2023-01-01T10:00:00Z</published>"
            f"<updated>{(versions or {}).get(n, '2023-01-01T10:00:00Z')}</updated></entry>"
            for n in names
        )
        self.site.put("/flux", f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>", **headers)

    def page(self, name: str, words: str = "Le maire a parlé.", **headers: str) -> None:
        self.site.put(f"/{name}", f"<html><body><p>{words}</p></body></html>", **headers)

    def events(self, event: str) -> list[dict[str, Any]]:
        return [line for line in self.desk.journal.read() if line["event"] == event]

    def settle(self, **settings: Any) -> None:
        self.desk = replace(self.desk, settings=replace(self.desk.settings, **settings))


@pytest.fixture
def room(site: Site, tmp_path: Path) -> Iterator[Room]:
    room: Room

    def rebuild() -> None:
        room.rebuilt += 1

    state = NewsroomState(tmp_path)
    desk = Desk(
        settings=Settings(output=tmp_path, everywhere=SiteSettings(delay_s=0)),
        state=state,
        journal=Journal.of(tmp_path),
        access=site.access,
        manners=Manners(
            robots=Robots(site.access, now=lambda: room.now), pace=Pace(sleep=lambda s: room.slept.append(s))
        ),
        produce=lambda source, settings: room.produce(source, settings),
        rebuild=rebuild,
        on_made=lambda made: room.told.append(made.folder),
        now=lambda: room.now,
    )
    room = Room(site=site, output=tmp_path, desk=desk)
    yield room
    state.close()
