"""Jobs whose article waits for a person (« held »): they end as the person decides, wherever that is said.

Several jobs may wait for one decision: a post that was sent twice under two names, a request beside a post's.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sqlite3
import time
from pathlib import Path
from typing import Any

from audioedition.errors import ExtractionError, HeldForReview
from audioedition.produce.held import DROPPED, HeldArticle
from audioedition.produce.produce import Produced
from audioedition.serve.database import open_state, state_path
from audioedition.serve.jobs import Job
from audioedition.system.sqlite import Database, StateError

_WAIT = "state = 'held' AND json_extract(outcome, '$.review') = ?"
_SOURCES = ("url", "text", "html", "facts")
"""What a job said before it was read: the article that was read takes their place."""


class HeldJobs:
    """In the state database. Raises StateError where that cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def hold(self, job: Job, owner: str, error: HeldForReview, *, where: str) -> None:
        """The worker is done with it. ``where``: the page on which a person decides. A job of a post that was withdrawn
        meanwhile, or sent again, is no longer wanted."""
        outcome = {
            "error": str(error),
            "hint": f"Publish or drop it on the page {where}.",
            "kind": type(error).__name__,
            "review": error.held,
        }
        with self._database.writing() as db:
            db.execute(
                "UPDATE jobs SET outcome = ?, owner = NULL, ended_at = ?, state = CASE WHEN EXISTS ("
                " SELECT 1 FROM post_jobs JOIN posts ON posts.id = post_jobs.post WHERE post_jobs.job = jobs.id"
                " AND (posts.withdrawn_at IS NOT NULL OR posts.job <> jobs.id)) THEN 'cancelled' ELSE 'held' END"
                " WHERE id = ? AND owner = ?",
                (json.dumps(outcome), time.time(), job.id, owner),
            )

    def publish(self, held: HeldArticle) -> str | None:
        """Queue all that wait for it once more, now with the very text that was held. The newest job's id."""
        read = held.read
        origin = {"by_name": read.by_name, "source": read.source, "from_web": read.from_web}
        settled = {"article": dataclasses.asdict(read.article), "identity": read.identity, "origin": origin}
        with self._database.writing() as db:
            rows = _waiting(db, held.id)
            for row in rows:
                asked = {k: v for k, v in json.loads(row["wanted"]).items() if k not in _SOURCES}
                # a key of its own: the same may have been asked again meanwhile
                db.execute(
                    "UPDATE jobs SET state = 'queued', wanted = ?, key = ?, title = ?, outcome = '{}',"
                    " ended_at = NULL, not_before = 0 WHERE id = ?",
                    (json.dumps({**asked, **settled}), f"held {row['id']}", held.title, row["id"]),
                )
        return rows[0]["id"] if rows else None

    def drop(self, id_: str) -> None:
        """A person does not want it: told as a failure, with that reason."""
        outcome = {"error": DROPPED, "hint": "", "kind": ExtractionError.__name__}
        self._end(id_, state="failed", outcome=outcome)

    def made(self, id_: str, outcome: dict[str, Any]) -> None:
        """Its edition stands, whoever made it."""
        self._end(id_, state="done", outcome=outcome)

    def _end(self, id_: str, *, state: str, outcome: dict[str, Any]) -> None:
        with self._database.reading() as db:  # nearly always there is none: no write lock for that
            if not _waiting(db, id_):
                return
        with self._database.writing() as db:
            db.execute(
                f"UPDATE jobs SET state = ?, outcome = ?, ended_at = ? WHERE {_WAIT}",  # noqa: S608  # constant
                (state, json.dumps(outcome), time.time(), id_),
            )


def tell_service(output: Path, held: HeldArticle, *, produced: Produced | None) -> None:
    """What a person decided at the command line, for the jobs of a service of the same folder; ``produced``: the
    edition that was made, ``None`` when it was dropped. Says nothing where there is no service."""
    if not state_path(output).is_file():
        return
    database = open_state(output)
    with contextlib.suppress(StateError):  # the decision stands in the queue's own file
        if produced is None:
            HeldJobs(database).drop(held.id)
        else:
            HeldJobs(database).made(held.id, outcome_of(produced))
    database.close()


def outcome_of(produced: Produced) -> dict[str, Any]:
    """As a job that is done tells it."""
    return {
        "status": produced.status,
        "edition": produced.folder.name,
        "id": produced.edition.id,
        "revision": produced.edition.revision,
        "duration_ms": produced.edition.duration_ms,
        "notes": list(produced.notes),
    }


def _waiting(db: sqlite3.Connection, id_: str) -> list[sqlite3.Row]:
    return db.execute(
        f"SELECT id, wanted FROM jobs WHERE {_WAIT} ORDER BY created_at DESC",  # noqa: S608  # constant
        (id_,),
    ).fetchall()
