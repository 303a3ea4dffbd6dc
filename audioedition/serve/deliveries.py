"""What is to be told to whom, when it is tried again, and what each try came to: kept for the page « Webhooks »."""

from __future__ import annotations

import random
import secrets
import sqlite3
import time
from dataclasses import dataclass
from typing import Literal

from audioedition.system.sqlite import Database

State = Literal["waiting", "delivered", "given_up"]
WAITS_S = (5.0, 300.0, 1_800.0, 7_200.0, 18_000.0, 36_000.0, 50_400.0, 72_000.0, 86_400.0)
"""Between one try and the next, as Standard Webhooks proposes; each ±10 %, so that many do not come at once."""
KEPT_S = 30 * 86_400.0
MAX_ANSWER_CHARS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try."""

    at: float
    """Seconds since the epoch."""
    status: int | None
    """HTTP; ``None`` when there was no answer."""
    answer: str
    """A sentence or the beginning of the body, for a person."""
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    id: str
    """``webhook-id``."""
    post: int
    kind: str
    """``edition.done``…"""
    url: str
    owner: str
    body: str
    """JSON, as it is signed."""
    state: State
    attempts: int
    next_at: float
    created_at: float
    tries: tuple[Attempt, ...] = ()
    """The newest first; only in lists."""


class Deliveries:
    """In the state database. Raises StateError where that cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def tell(self, *, post: int, sign_of: str, kind: str, url: str, owner: str, body: str) -> None:
        """Enter what is to be told, once for each ``sign_of`` (what the post had come to), and call the post told."""
        now = time.time()
        with self._database.writing() as db:
            old = db.execute(
                "DELETE FROM deliveries WHERE created_at < ? AND state <> 'waiting'", (now - KEPT_S,)
            )
            if old.rowcount:
                db.execute("DELETE FROM delivery_tries WHERE delivery NOT IN (SELECT id FROM deliveries)")
            told = db.execute("SELECT told FROM posts WHERE id = ?", (post,)).fetchone()
            if told is not None and told["told"] != sign_of:
                db.execute(
                    "INSERT INTO deliveries (id, post, kind, url, owner, body, state, next_at, created_at)"
                    " VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?, ?)",
                    (f"msg_{secrets.token_hex(12)}", post, kind, url, owner, body, now, now),
                )
                db.execute("UPDATE posts SET told = ? WHERE id = ?", (sign_of, post))

    def settled(self, post: int, *, changed_at: float) -> None:
        """Nothing more is to be told of this post, unless it has changed since ``changed_at``."""
        with self._database.writing() as db:
            db.execute("UPDATE posts SET untold = 0 WHERE id = ? AND changed_at = ?", (post, changed_at))

    def due(self, *, limit: int = 50) -> tuple[Delivery, ...]:
        """The oldest that is due for each receiver: one with a thousand waiting holds up no other."""
        with self._database.reading() as db:
            rows = db.execute(  # SQLite takes the other columns from the row of the minimum
                "SELECT *, min(created_at) FROM deliveries WHERE state = 'waiting' AND next_at <= ? GROUP BY url"
                " ORDER BY next_at LIMIT ?",
                (time.time(), limit),
            ).fetchall()
            return tuple(_delivery(row) for row in rows)

    def note(
        self, delivery: Delivery, attempt: Attempt, *, state: State, retry_after_s: float | None = None
    ) -> State:
        """Put down a try. One that failed is tried again, later each time, then given up. What it is now."""
        count = delivery.attempts + 1
        next_at = 0.0
        if state == "waiting":
            if count > len(WAITS_S):
                state = "given_up"
            else:
                wait_s = WAITS_S[count - 1] * random.uniform(0.9, 1.1)  # noqa: S311  # spreads tries, keeps no secret
                next_at = time.time() + max(wait_s, retry_after_s or 0.0)
        with self._database.writing() as db:
            db.execute(
                "UPDATE deliveries SET state = ?, attempts = ?, next_at = ? WHERE id = ?",
                (state, count, next_at, delivery.id),
            )
            db.execute(
                "INSERT INTO delivery_tries VALUES (?, ?, ?, ?, ?)",
                (delivery.id, attempt.at, attempt.status, attempt.answer[:MAX_ANSWER_CHARS], attempt.seconds),
            )
        return state

    def again(self, id_: str) -> bool:
        """A person asks for another try, now. Whether there is such a delivery."""
        with self._database.writing() as db:
            changed = db.execute(
                "UPDATE deliveries SET state = 'waiting', attempts = 0, next_at = 0 WHERE id = ?", (id_,)
            )
            return changed.rowcount == 1

    def list(self, *, limit: int = 50) -> tuple[Delivery, ...]:
        """The newest first, each with its tries."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT * FROM deliveries ORDER BY created_at DESC LIMIT ?", (limit,)
            ).fetchall()
            tries = {
                row["id"]: tuple(
                    Attempt(at=t["at"], status=t["status"], answer=t["answer"], seconds=t["seconds"])
                    for t in db.execute(
                        "SELECT * FROM delivery_tries WHERE delivery = ? ORDER BY at DESC LIMIT 20",
                        (row["id"],),
                    )
                )
                for row in rows
            }
            return tuple(_delivery(row, tries=tries[row["id"]]) for row in rows)


def _delivery(row: sqlite3.Row, *, tries: tuple[Attempt, ...] = ()) -> Delivery:
    return Delivery(
        id=row["id"],
        post=row["post"],
        kind=row["kind"],
        url=row["url"],
        owner=row["owner"],
        body=row["body"],
        state=row["state"],
        attempts=row["attempts"],
        next_at=row["next_at"],
        created_at=row["created_at"],
        tries=tries,
    )
