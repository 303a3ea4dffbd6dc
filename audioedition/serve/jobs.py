"""The queue: what is to be made, who is at it, and what came of it. Leases let another worker take over.

Equal wishes that wait at the same time are one job: ten requests at once make one synthesis. One that comes while the
job is *running* is queued once more behind it, for the page, the lexicon or the voice may have changed since it began;
of one article only one job runs at a time, so that an older text never comes out last. What readers ask for their own
shelves waits behind all that the newsroom asks, and no list of the newsroom's shows it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import secrets
import sqlite3
import time
from dataclasses import dataclass, field
from typing import Any, Literal

from audioedition.errors import (
    AudioEditionError,
    AudioError,
    EngineError,
    NotSettled,
    SourceError,
    UsageError,
)
from audioedition.model import Progress
from audioedition.serve.posts import SUPERSEDED, link_job
from audioedition.serve.turns import OWN, READERS, next_job
from audioedition.system.sqlite import Database

State = Literal["queued", "running", "held", "done", "failed", "cancelled"]
LEASE_S = 20.0
MAX_ATTEMPTS = 40
"""Of one job whose worker died: a machine that is being reset may kill many; a job that kills each ends here."""
RETRY_WAITS_S = (15.0, 60.0, 300.0)
"""After a failure that may pass (an online voice, a server that is down)."""
KILLED_WAITS_S = (0.5, 1.0, 2.0, 5.0, 15.0, 60.0)
"""After ffmpeg was killed: by the system, when memory is short."""
MAX_OPEN = 5_000
"""Of the newsroom's jobs, and of readers': neither takes the other's room."""
KEPT_S = 30 * 86_400.0
"""Finished jobs are forgotten after a month; their editions stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    id: str
    state: State
    title: str
    """For people: the article's title, or its address while it is not read yet."""
    wanted: dict[str, Any]
    """What was asked: ``{"url": …}`` or ``{"article": …, "identity": …}``, with ``wishes`` and ``force``."""
    progress: dict[str, Any] = field(default_factory=dict)
    outcome: dict[str, Any] = field(default_factory=dict)
    """Done: ``status``, ``edition`` (folder name), ``notes``, ``seconds``. Failed and held: ``error``,
    ``hint``, ``kind``; held: ``review``, the id under which the article waits."""
    attempts: int = 0
    created_at: float = 0.0
    """Seconds since the epoch, as all times here."""
    started_at: float | None = None
    ended_at: float | None = None

    @property
    def open(self) -> bool:
        return self.state in ("queued", "running")

    @property
    def reader(self) -> str:
        """Whose own shelf it is for; empty for the newsroom's."""
        return str(self.wanted.get("reader", ""))

    @property
    def patient(self) -> bool:
        """What fails for a moment is tried again."""
        return int(self.outcome.get("tries", 0)) < len(RETRY_WAITS_S)


BEHIND = "+"
"""After the key of a job that waits for its like to end: two are open at most, as an index of the database demands."""


def key_of(wanted: dict[str, Any]) -> str:
    """SHA-256 of what was asked: equal keys are the same work."""
    return hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()


class Jobs:
    """The queue in the state database. Raises StateError where that cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def submit(
        self, wanted: dict[str, Any], *, title: str, post: int | None = None, key: str | None = None
    ) -> Job:
        """A new job, or the waiting one that was asked the same. Raises UsageError when the queue is full.

        ``post``: whose it is; it takes the place of what waits of that post. ``key``: in place of the wish's own.
        """
        key, now = key or key_of(wanted), time.time()
        with self._database.writing() as db:
            open_ = db.execute(
                "SELECT * FROM jobs WHERE key IN (?, ?) AND state IN ('queued', 'running')",
                (key, key + BEHIND),
            ).fetchall()
            row = next((row for row in open_ if row["state"] == "queued"), None)
            if row is None:
                if any(row["key"] == key for row in open_):
                    key += BEHIND
                (waiting,) = db.execute(
                    "SELECT count(*) FROM jobs WHERE state = 'queued' AND (key GLOB ?) = (? GLOB ?)",
                    (f"{READERS}*", key, f"{READERS}*"),
                ).fetchone()
                if waiting >= MAX_OPEN:
                    raise UsageError(f"{waiting} articles are waiting already.", hint="Try again later.")
                db.execute("DELETE FROM jobs WHERE ended_at < ?", (now - KEPT_S,))
                db.execute("DELETE FROM post_jobs WHERE job NOT IN (SELECT id FROM jobs)")
                row = db.execute(
                    "INSERT INTO jobs (id, key, state, wanted, title, created_at)"
                    " VALUES (?, ?, 'queued', ?, ?, ?) RETURNING *",
                    (secrets.token_hex(8), key, json.dumps(wanted), title, now),
                ).fetchone()
            if post is not None:
                link_job(db, job=row["id"], post=post, now=now)
            return _job(row)

    def claim(self, owner: str, *, lease_s: float = LEASE_S) -> Job | None:
        """The oldest job that nobody works at, leased to ``owner``; ``None`` when there is none."""
        now = time.time()
        with self._database.reading() as db:  # an idle worker does not take the write lock
            if next_job(db, now) is None:
                return None
        with self._database.writing() as db:
            db.execute(
                "UPDATE jobs SET state = 'failed', owner = NULL, ended_at = ?, outcome = ?"
                " WHERE state = 'running' AND lease_until < ? AND attempts >= ?",
                (now, json.dumps(_GIVEN_UP), now, MAX_ATTEMPTS),
            )
            free = next_job(db, now)
            if free is None:  # another worker was quicker
                return None
            row = db.execute(
                "UPDATE jobs SET state = 'running', owner = ?, lease_until = ?, attempts = attempts + 1,"
                " started_at = coalesce(started_at, ?) WHERE id = ? RETURNING *",
                (owner, now + lease_s, now, free["id"]),
            ).fetchone()
            return _job(row)

    def renew(self, id_: str, owner: str, *, lease_s: float = LEASE_S) -> bool:
        """Whether the job is still this owner's."""
        with self._database.writing() as db:
            changed = db.execute(
                "UPDATE jobs SET lease_until = ? WHERE id = ? AND owner = ? AND state = 'running'",
                (time.time() + lease_s, id_, owner),
            )
            return changed.rowcount == 1

    def report(self, id_: str, owner: str, progress: Progress) -> None:
        content = {
            "stage": progress.stage,
            "done": progress.done,
            "total": progress.total,
            "text": progress.text,
        }
        with self._database.writing() as db:
            db.execute(
                "UPDATE jobs SET progress = ? WHERE id = ? AND owner = ?", (json.dumps(content), id_, owner)
            )

    def finish(self, id_: str, owner: str, outcome: dict[str, Any], *, title: str) -> None:
        with self._database.writing() as db:
            db.execute(
                "UPDATE jobs SET state = 'done', outcome = ?, title = ?, owner = NULL, ended_at = ?"
                " WHERE id = ? AND owner = ?",
                (json.dumps(outcome), title, time.time(), id_, owner),
            )

    def fail(self, job: Job, owner: str, error: AudioEditionError, *, online: bool = True) -> None:
        """For good, or to be tried again later where the error says that this may help. ``online``: the voice is
        a service's; one of this machine that hung three times is tried just once more."""
        retryable = isinstance(error, EngineError | SourceError | AudioError) and error.retryable
        waits_s: tuple[float, ...] = KILLED_WAITS_S if isinstance(error, AudioError) else RETRY_WAITS_S
        if isinstance(error, EngineError) and not online:
            waits_s = RETRY_WAITS_S[:1]
        tries = int(job.outcome.get("tries", 0))
        outcome = {
            "error": str(error),
            "hint": error.hint,
            "kind": type(error).__name__,
            "tries": tries + 1,
        }
        now = time.time()
        with self._database.writing() as db:
            if retryable and tries < len(waits_s):
                db.execute(
                    "UPDATE jobs SET state = 'queued', outcome = ?, owner = NULL, not_before = ?"
                    " WHERE id = ? AND owner = ?",
                    (json.dumps(outcome), now + waits_s[tries], job.id, owner),
                )
                db.execute(SUPERSEDED, (now,))
            else:
                db.execute(
                    "UPDATE jobs SET state = 'failed', outcome = ?, owner = NULL, ended_at = ?"
                    " WHERE id = ? AND owner = ?",
                    (json.dumps(outcome), now, job.id, owner),
                )

    def postpone(self, job: Job, owner: str, error: NotSettled) -> None:
        """A page that is still being written is read again later; that is no attempt of the job's. It keeps its key:
        who asks the same meanwhile is given this job."""
        wanted = {**job.wanted, "seen": dataclasses.asdict(error.seen)}
        outcome = {"error": str(error), "hint": error.hint, "kind": type(error).__name__}
        with self._database.writing() as db:
            db.execute(
                "UPDATE jobs SET state = 'queued', wanted = ?, outcome = ?, owner = NULL, not_before = ?,"
                " attempts = attempts - 1 WHERE id = ? AND owner = ?",
                (json.dumps(wanted), json.dumps(outcome), error.due_s, job.id, owner),
            )
            db.execute(SUPERSEDED, (time.time(),))

    def cancel(self, id_: str) -> bool:
        """Whether it was still waiting. A job that is being spoken is left to end."""
        with self._database.writing() as db:
            changed = db.execute(
                "UPDATE jobs SET state = 'cancelled', ended_at = ? WHERE id = ? AND state = 'queued'",
                (time.time(), id_),
            )
            return changed.rowcount == 1

    def release(self, owner: str | None = None) -> int:
        """Give back what a dead worker was at. Without ``owner``, what all were at as the service or the prefork parent
        died: that attempt is not held against the articles. The number of jobs."""
        with self._database.writing() as db:
            changed = db.execute(
                "UPDATE jobs SET lease_until = 0, attempts = attempts - (? IS NULL)"
                " WHERE state = 'running' AND lease_until > 0 AND (owner = ? OR ? IS NULL)",
                (owner, owner, owner),
            )
            return changed.rowcount

    def get(self, id_: str, *, reader: str = "") -> Job | None:
        """Of the newsroom, or of that reader: nobody sees another's."""
        with self._database.reading() as db:
            row = db.execute("SELECT * FROM jobs WHERE id = ?", (id_,)).fetchone()
            job = None if row is None else _job(row)
            return job if job is not None and job.reader == reader else None

    def failed(self, *, limit: int) -> tuple[Job, ...]:
        """The newest, one of each article, where the same was not asked again since."""
        with self._database.reading() as db:
            rows = db.execute(
                f"SELECT * FROM jobs WHERE {OWN} AND state = 'failed'"  # noqa: S608  # constant
                " AND NOT EXISTS (SELECT 1 FROM jobs AS later"
                " WHERE rtrim(later.key, '+') = rtrim(jobs.key, '+') AND later.created_at > jobs.created_at)"
                " ORDER BY ended_at DESC LIMIT ?",
                (limit,),
            ).fetchall()
            return tuple(_job(row) for row in rows)

    def list(self, *, limit: int = 50) -> tuple[Job, ...]:
        """Open ones first, then the newest."""
        with self._database.reading() as db:
            rows = db.execute(
                f"SELECT * FROM jobs WHERE {OWN}"  # noqa: S608  # constant
                " ORDER BY state NOT IN ('queued', 'running'), created_at DESC LIMIT ?",
                (limit,),
            ).fetchall()
            return tuple(_job(row) for row in rows)

    def counts(self) -> dict[str, int]:
        with self._database.reading() as db:
            rows = db.execute("SELECT state, count(*) FROM jobs GROUP BY state").fetchall()
            return {str(state): int(number) for state, number in rows}


_GIVEN_UP = {
    "error": f"The worker died {MAX_ATTEMPTS} times at this article.",
    "hint": "Try another voice; look into the service's log.",
    "kind": "EngineError",
}


def _job(row: sqlite3.Row) -> Job:
    return Job(
        id=row["id"],
        state=row["state"],
        title=row["title"],
        wanted=json.loads(row["wanted"]),
        progress=json.loads(row["progress"]),
        outcome=json.loads(row["outcome"]),
        attempts=row["attempts"],
        created_at=row["created_at"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
    )
