"""Readers' part of the queue: one job an article, told apart by its key, seen by its reader alone."""

from __future__ import annotations

import json
import time
from typing import Any

from audioedition.serve.jobs import Job, Jobs
from audioedition.serve.shelf.items import ShelfItem
from audioedition.serve.turns import READERS
from audioedition.system.sqlite import Database


class ReaderJobs:
    """In the service's state database. Raises StateError where that cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._jobs = Jobs(database)

    def submit(self, item: ShelfItem, wanted: dict[str, Any]) -> Job:
        """``wanted``: ``url``, or ``article``, ``identity`` and ``origin``; with ``wishes``. Raises UsageError when the
        queue is full."""
        whole = {**wanted, "reader": item.reader, "item": item.id}
        return self._jobs.submit(whole, title=item.title, key=f"{READERS}{item.reader} {item.id}")

    def of(self, item: ShelfItem) -> Job | None:
        """``None`` once it is forgotten, a month after its end."""
        return self._jobs.get(item.job, reader=item.reader) if item.job else None

    def hold(self, job: Job, owner: str, outcome: dict[str, Any]) -> None:
        """The worker is done with it; the reader decides."""
        with self._database.writing() as db:
            db.execute(
                "UPDATE jobs SET state = 'held', outcome = ?, owner = NULL, ended_at = ? WHERE id = ? AND owner = ?",
                (json.dumps(outcome), time.time(), job.id, owner),
            )

    def forget(self, *, reader: str, item: str = "") -> bool:
        """All that was asked for a reader's shelf, or for one article on it. Whether one is being made just now: that
        stays until its worker is done, so that no other one begins the same article, finds that nobody wants it, and
        forgets it then."""
        keys = f"{READERS}{reader} {item}*"
        with self._database.writing() as db:
            db.execute("DELETE FROM jobs WHERE key GLOB ? AND state != 'running'", (keys,))
            return db.execute("SELECT 1 FROM jobs WHERE key GLOB ?", (keys,)).fetchone() is not None
