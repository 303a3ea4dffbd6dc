"""Posts: the articles of a CMS as it knows them, by external id and by address, and the edition that each one has.

A post's newest job is the one that counts: an older one that still waits is cancelled, one that runs is let finish.
"""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass

from audioedition.errors import UsageError
from audioedition.publish.address import address_key
from audioedition.system.sqlite import Database

SUPERSEDED = (
    "UPDATE jobs SET state = 'cancelled', ended_at = ?,"
    " outcome = json_set(outcome, '$.error', 'A newer text of this post took its place.')"
    " WHERE state IN ('queued', 'held') AND id IN ("
    "SELECT post_jobs.job FROM post_jobs JOIN posts ON posts.id = post_jobs.post WHERE posts.job <> post_jobs.job)"
)
"""A text that a newer one of the same post has replaced before anybody spoke it."""


_UNTOLD = (
    "SELECT posts.* FROM posts LEFT JOIN jobs ON jobs.id = posts.job WHERE untold = 1"
    " AND (withdrawn_at IS NOT NULL OR coalesce(jobs.state, '') NOT IN ('queued', 'running'))"
    " AND NOT (coalesce(jobs.state, '') = 'held' AND coalesce(told, '') = 'held ' || posts.job)"
    " ORDER BY posts.changed_at LIMIT 500"
)
"""What waits in the queue, or for a person who was told of it, is not looked at again and again."""


class PostConflict(UsageError):
    """The external id and the address belong to two posts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What a CMS calls its post by: one of them at least."""

    external_id: str | None = None
    address: str | None = None
    """Its URL."""

    @property
    def key(self) -> str | None:
        return None if self.address is None else address_key(self.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    id: int
    external_id: str | None
    address: str | None
    """As it was last given."""
    identity: str | None
    """Of its edition; ``None`` until the page at its address was read."""
    callback: str | None
    owner: str
    """The token that last sent it: the callback is signed with that token's secret."""
    job: str | None
    """The newest."""
    withdrawn_at: float | None
    changed_at: float
    """Seconds since the epoch."""
    told: str
    """What its callback was last told: the ``stamp`` of its status then; empty for nothing."""


class Posts:
    """In the state database. Raises StateError where that cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, name: Name) -> Post | None:
        """By the external id first. Raises PostConflict."""
        with self._database.reading() as db:
            return _find(db, name)

    def get(self, id_: int) -> Post | None:
        with self._database.reading() as db:
            row = db.execute("SELECT * FROM posts WHERE id = ?", (id_,)).fetchone()
            return None if row is None else _post(row)

    def enter(self, name: Name, *, owner: str, callback: str | None, identity: str | None) -> Post:
        """The post of that name, made where there is none; what was not known of it is filled in.

        ``identity``: of the edition that stands already, where one does. A post without an address, or at one that
        another post has left, gets one of its own, for good. Raises PostConflict.
        """
        with self._database.writing() as db:
            post = _find(db, name)
            if post is None:
                own = name.address is None or _of_address(db, name) is not None
                first = f"external:{name.external_id}" if own else identity
                row = db.execute(
                    "INSERT INTO posts (external_id, identity, owner, changed_at) VALUES (?, ?, ?, ?)"
                    " RETURNING *",
                    (name.external_id, first, owner, time.time()),
                ).fetchone()
                post = _post(row)
            row = db.execute(
                "UPDATE posts SET external_id = coalesce(?, external_id), address = coalesce(?, address),"
                " identity = coalesce(identity, ?), callback = coalesce(?, callback), owner = ?"
                " WHERE id = ? RETURNING *",
                (name.external_id, name.address, identity, callback, owner, post.id),
            ).fetchone()
            if name.key is not None:
                db.execute("INSERT OR REPLACE INTO addresses VALUES (?, ?)", (name.key, post.id))
            return _post(row)

    def settle(self, job: str, *, identity: str) -> Post | None:
        """Put down what a job made. The post, when the job was one's: it may have been withdrawn meanwhile."""
        with self._database.writing() as db:
            row = db.execute(
                "UPDATE posts SET identity = ?, changed_at = ?"
                " WHERE id = (SELECT post FROM post_jobs WHERE job = ?) RETURNING *",
                (identity, time.time(), job),
            ).fetchone()
            return None if row is None else _post(row)

    def withdraw(self, id_: int) -> Post:
        """Nothing of it waits any more; what is being spoken is taken back by its worker."""
        now = time.time()
        with self._database.writing() as db:
            db.execute(
                "UPDATE jobs SET state = 'cancelled', ended_at = ? WHERE state IN ('queued', 'held')"
                " AND id IN (SELECT job FROM post_jobs WHERE post = ?)",
                (now, id_),
            )
            row = db.execute(
                "UPDATE posts SET withdrawn_at = ?, untold = 1, changed_at = ? WHERE id = ? RETURNING *",
                (now, now, id_),
            ).fetchone()
            return _post(row)

    def restore(self, identity: str) -> None:
        """Every post that leads to that edition, which stands again."""
        with self._database.writing() as db:
            db.execute(
                "UPDATE posts SET withdrawn_at = NULL, untold = 1, changed_at = ?"
                " WHERE identity = ? AND withdrawn_at IS NOT NULL",
                (time.time(), identity),
            )

    def of_job(self, job: str) -> Post | None:
        with self._database.reading() as db:
            row = db.execute(
                "SELECT posts.* FROM posts JOIN post_jobs ON post_jobs.post = posts.id WHERE post_jobs.job = ?",
                (job,),
            ).fetchone()
            return None if row is None else _post(row)

    def of_identity(self, identity: str) -> tuple[Post, ...]:
        """Several addresses may lead to one edition."""
        with self._database.reading() as db:
            rows = db.execute("SELECT * FROM posts WHERE identity = ?", (identity,)).fetchall()
            return tuple(_post(row) for row in rows)

    def untold(self) -> tuple[Post, ...]:
        """Those whose callback may have to be told something, the longest waiting first."""
        with self._database.reading() as db:
            rows = db.execute(_UNTOLD).fetchall()
            return tuple(_post(row) for row in rows)


def link_job(db: sqlite3.Connection, *, job: str, post: int, now: float) -> None:
    """Within the transaction that enters the job: it is the post's newest, and what waited before it is cancelled."""
    db.execute("INSERT OR REPLACE INTO post_jobs VALUES (?, ?)", (job, post))
    db.execute(
        "UPDATE posts SET job = ?, withdrawn_at = NULL, untold = 1, changed_at = ? WHERE id = ?",
        (job, now, post),
    )
    db.execute(SUPERSEDED, (now,))


def _find(db: sqlite3.Connection, name: Name) -> Post | None:
    by_id = None
    if name.external_id is not None:
        by_id = db.execute("SELECT * FROM posts WHERE external_id = ?", (name.external_id,)).fetchone()
    by_address = _of_address(db, name)
    if by_address is not None and _has_left(by_address, name):
        by_address = None
    if by_id is not None and by_address is not None and by_id["id"] != by_address["id"]:
        raise PostConflict(
            "The external_id and the address belong to two different posts.",
            hint="Withdraw one of them, or send one of the two names alone.",
        )
    row = by_id if by_id is not None else by_address
    return None if row is None else _post(row)


def _of_address(db: sqlite3.Connection, name: Name) -> sqlite3.Row | None:
    """The post that is at this address, or was the last to be there."""
    row: sqlite3.Row | None = db.execute(
        "SELECT posts.* FROM posts JOIN addresses ON addresses.post = posts.id WHERE addresses.key = ?",
        (name.key,),
    ).fetchone()
    return row


def _has_left(row: sqlite3.Row, name: Name) -> bool:
    """Whether the address is free for a post of another id: a CMS gives the address of a post that was moved or
    withdrawn to the next one of that title."""
    if None in (row["external_id"], name.external_id) or row["external_id"] == name.external_id:
        return False
    return row["withdrawn_at"] is not None or address_key(row["address"]) != name.key


def _post(row: sqlite3.Row) -> Post:
    return Post(
        id=row["id"],
        external_id=row["external_id"],
        address=row["address"],
        identity=row["identity"],
        callback=row["callback"],
        owner=row["owner"],
        job=row["job"],
        withdrawn_at=row["withdrawn_at"],
        changed_at=row["changed_at"],
        told=row["told"] or "",
    )
