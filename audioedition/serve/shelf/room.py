"""What the pages of readers are made with, tied together once per process; and how each article stands."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from starlette.requests import Request

from audioedition.errors import PublishError, UsageError
from audioedition.model import Edition, StoredEdition
from audioedition.publish.feed.selection import is_reserved
from audioedition.publish.folder.shelf import MANIFEST, read_edition
from audioedition.serve.jobs import Job
from audioedition.serve.library import NAME, Library
from audioedition.serve.service import Service
from audioedition.serve.shelf.items import ShelfItem, ShelfItems
from audioedition.serve.shelf.reader_jobs import ReaderJobs
from audioedition.serve.shelf.readers import HOME as _HOME
from audioedition.serve.shelf.readers import Readers
from audioedition.serve.shelf.shelf_state import open_shelf, reader_folder
from audioedition.serve.tokens import Limiter
from audioedition.system.moments import is_ahead

HOME = f"/{_HOME}"
ADDS_PER_MINUTE = 12
"""Of one reader: no hand is quicker, and a page that is reloaded for ever is stopped."""
Standing = Literal["waiting", "making", "ready", "doubtful", "failed", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfPlace:
    """An article on a shelf as it stands now."""

    item: ShelfItem
    standing: Standing
    job: Job | None = None
    """While it is no edition yet."""

    @property
    def open(self) -> bool:
        return self.standing in ("waiting", "making")

    @property
    def outcome(self) -> dict[str, Any]:
        """Why it is doubtful or failed."""
        return self.job.outcome if self.job else {}


class ReadingRoom:
    """Safe for threads."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.output = service.settings.output
        self.limits = service.settings.shelf
        self.database = open_shelf(self.output)
        self.readers = Readers(self.database)
        self.items = ShelfItems(self.database)
        self.jobs = ReaderJobs(service.database)
        self.adds = Limiter(most=ADDS_PER_MINUTE, per_s=60.0)

    def close(self) -> None:
        self.database.close()

    def folder(self, item: ShelfItem) -> Path:
        """The folder of editions that the article's lies in."""
        return self.output if item.public else reader_folder(self.output, item.reader)

    def place(self, item: ShelfItem) -> ShelfPlace:
        """How it stands; what a job has just ended is put down."""
        job = None if item.folder else self.jobs.of(item)
        if job is not None and job.state == "done":
            self.items.settle(item.id, job.outcome)
            item = self.items.get(item.reader, item.id) or item
        if item.folder:
            return ShelfPlace(item=item, standing="ready" if self.facts(item) else "gone")
        states: dict[str, Standing] = {"queued": "waiting", "running": "making", "held": "doubtful"}
        return ShelfPlace(item=item, standing=states.get(job.state, "failed") if job else "failed", job=job)

    def places(self, reader: str) -> list[ShelfPlace]:
        """The newest first."""
        return [self.place(item) for item in self.items.list(reader)]

    def facts(self, item: ShelfItem) -> StoredEdition | None:
        """Its edition without the sentences; ``None`` when it does not stand (another one may have its folder
        now), or is the newsroom's and not for everybody any more."""
        if not item.folder or not NAME.fullmatch(item.folder):
            return None
        folder = self.folder(item) / item.folder
        try:
            written = (folder / MANIFEST).stat()
            stored = _read(folder, written.st_mtime_ns, written.st_size)
        except (OSError, PublishError):
            return None
        if stored.edition.id != item.edition or (item.public and not self.for_everybody(stored.edition)):
            return None
        return stored

    def for_everybody(self, edition: Edition) -> bool:
        """Whether everybody may hear that edition of the newsroom now: no private feed keeps it, its hour has come."""
        try:
            feeds = self.service.feeds.settings()
        except UsageError:  # a broken feed.toml: nobody knows, and nothing is shown
            return False
        return not is_reserved(edition, feeds) and not is_ahead(edition.published, now=time.time())

    def edition(self, item: ShelfItem) -> StoredEdition | None:
        """All of it; ``None`` as ``facts``."""
        stored = self.facts(item)
        try:
            return read_edition(stored.folder) if stored else None
        except PublishError:
            return None

    def file(self, item: ShelfItem, path: str) -> Path | None:
        """A file of the article's edition where that may be heard; nothing that is hidden or lies elsewhere."""
        return Library(self.folder(item)).file(item.folder or "", path) if self.facts(item) else None


@lru_cache(maxsize=2_000)
def _read(folder: Path, mtime_ns: int, size_bytes: int) -> StoredEdition:
    """An app asks every hour: read again only where it changed."""
    return read_edition(folder, facts_only=True)


def room_of(request: Request) -> ReadingRoom:
    room: ReadingRoom = request.app.state.shelf
    return room
