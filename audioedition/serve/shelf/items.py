"""What stands on readers' shelves, in the order in which it was added, and how far each was heard."""

from __future__ import annotations

import secrets
import sqlite3
import time
from dataclasses import dataclass
from typing import Any

from audioedition.system.sqlite import Database

DAY_S = 86_400.0
MOST_TITLE_CHARS = 500
NEXT_TO_NOTHING_MS = 5_000
"""Whoever heard less has not begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfItem:
    """An article on one reader's shelf."""

    id: str
    reader: str
    address: str | None
    """As it was asked for; ``None`` for a document."""
    title: str
    """The article's; its address or the document's name while it is not read yet."""
    job: str | None
    """That makes it; ``None`` where nothing had to be made."""
    edition: str | None
    """Id of the edition that it is or will be, once the article was read: all that lies on the disk is found by it."""
    folder: str | None
    """Name of the edition's folder, once it stands."""
    public: bool
    """It is an edition of the newsroom, for everybody."""
    duration_ms: int
    added_at: float
    """Seconds since the epoch, as ``position_at``."""
    position_ms: int
    """How far it was heard; 0 before its beginning and after its end."""
    heard: bool
    """To its end, once at least."""
    position_at: float | None
    """When that was so, by the clock of whatever played it."""
    fetched_on: float | None
    """Beginning of the day (UTC) on which a podcast app asked for the sound last. Apps tell no more, and no more is put
    down: it only says that the article is not old yet."""

    @property
    def begun(self) -> bool:
        return self.position_ms >= NEXT_TO_NOTHING_MS


class ShelfItems:
    """Raises StateError where the shelf's state cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, reader: str, *, key: str, address: str | None, title: str) -> ShelfItem:
        """A new one. ``key``: what tells it from others; the one that bears it already is given back."""
        now = time.time()
        with self._database.writing() as db:
            row = db.execute("SELECT * FROM items WHERE reader = ? AND key = ?", (reader, key)).fetchone()
            if row is None:
                row = db.execute(
                    "INSERT INTO items (id, reader, key, address, title, added_at) VALUES (?, ?, ?, ?, ?, ?)"
                    " RETURNING *",
                    (secrets.token_hex(6), reader, key, address, title[:MOST_TITLE_CHARS], now),
                ).fetchone()
                db.execute("DELETE FROM adds WHERE at < ?", (now - DAY_S,))
                db.execute("INSERT INTO adds VALUES (?, ?)", (reader, now))
            return _item(row)

    def keyed(self, reader: str, key: str) -> ShelfItem | None:
        return self._one("reader = ? AND key = ?", reader, key)

    def get(self, reader: str, id_: str) -> ShelfItem | None:
        """``None`` for another's, as for one that is not."""
        return self._one("reader = ? AND id = ?", reader, id_)

    def list(self, reader: str) -> tuple[ShelfItem, ...]:
        """The newest first."""
        return self._several("reader = ? ORDER BY added_at DESC, id", reader)

    def stale(self, *, before: float) -> tuple[ShelfItem, ...]:
        """Of all readers: added, heard and fetched last before that moment."""
        last = f"max(added_at, coalesce(position_at, 0), coalesce(fetched_on + {DAY_S}, 0))"
        return self._several(f"{last} < ? ORDER BY added_at", before)

    def added_today(self, reader: str) -> int:
        with self._database.reading() as db:
            since = time.time() - DAY_S
            return int(
                db.execute(
                    "SELECT count(*) FROM adds WHERE reader = ? AND at >= ?", (reader, since)
                ).fetchone()[0]
            )

    def order(self, item: ShelfItem, *, job: str) -> None:
        """It is being made by that job."""
        with self._database.writing() as db:
            db.execute("UPDATE items SET job = ? WHERE id = ?", (job, item.id))

    def lose(self, item: ShelfItem) -> None:
        """Its edition is gone: it is to become one again."""
        with self._database.writing() as db:
            db.execute("UPDATE items SET folder = NULL, public = 0, duration_ms = 0 WHERE id = ?", (item.id,))

    def entitle(self, id_: str, title: str) -> None:
        """It was read, and has a title now."""
        with self._database.writing() as db:
            db.execute("UPDATE items SET title = ? WHERE id = ?", (title[:MOST_TITLE_CHARS], id_))

    def identify(self, id_: str, edition: str) -> None:
        """It was read, and will be that edition: from now on nobody removes what another article had made of it."""
        with self._database.writing() as db:
            db.execute("UPDATE items SET edition = ? WHERE id = ?", (edition, id_))

    def settle(self, id_: str, outcome: dict[str, Any]) -> None:
        """It stands: ``id`` (the edition's), ``edition`` (folder name), ``public``, ``title``, ``duration_ms``."""
        facts = [outcome[name] for name in ("id", "edition", "public", "title", "duration_ms")]
        with self._database.writing() as db:
            db.execute(
                "UPDATE items SET edition = ?, folder = ?, public = ?, title = ?, duration_ms = ? WHERE id = ?",
                (*facts, id_),
            )

    def hear(self, item: ShelfItem, *, position_ms: int, heard: bool, at: float) -> None:
        """The newest wins, by the clocks of whatever played it; none counts as later than now. ``heard``: to its
        end."""
        with self._database.writing() as db:
            db.execute(
                "UPDATE items SET position_ms = ?, heard = max(heard, ?), position_at = ?"
                " WHERE id = ? AND coalesce(position_at, 0) <= ?",
                (0 if heard else position_ms, heard, min(at, time.time()), item.id, at),
            )

    def fetch(self, item: ShelfItem) -> None:
        """A podcast app has asked for the sound today."""
        today = time.time() // DAY_S * DAY_S
        if item.fetched_on != today:
            with self._database.writing() as db:
                db.execute("UPDATE items SET fetched_on = ? WHERE id = ?", (today, item.id))

    def mark(self, item: ShelfItem, *, heard: bool) -> None:
        """As the reader says by hand: from now on it counts as heard, or as not begun."""
        with self._database.writing() as db:
            db.execute(
                "UPDATE items SET position_ms = 0, heard = ?, position_at = ? WHERE id = ?",
                (heard, time.time(), item.id),
            )

    def remove(self, item: ShelfItem) -> str | None:
        """Id of the edition that it was or was becoming at that moment."""
        with self._database.writing() as db:
            row = db.execute("DELETE FROM items WHERE id = ? RETURNING edition", (item.id,)).fetchone()
            return None if row is None else row["edition"]

    def holds(self, reader: str, *, edition: str) -> bool:
        """Whether an article of that reader is, or is becoming, that edition of the reader's own."""
        with self._database.reading() as db:
            found = db.execute(
                "SELECT 1 FROM items WHERE reader = ? AND edition = ? AND public = 0", (reader, edition)
            )
            return found.fetchone() is not None

    def _one(self, where: str, *values: object) -> ShelfItem | None:
        found = self._several(where, *values)
        return found[0] if found else None

    def _several(self, where: str, *values: object) -> tuple[ShelfItem, ...]:
        with self._database.reading() as db:
            rows = db.execute(f"SELECT * FROM items WHERE {where}", values).fetchall()  # noqa: S608  # constants
            return tuple(_item(row) for row in rows)


def _item(row: sqlite3.Row) -> ShelfItem:
    return ShelfItem(
        id=row["id"],
        reader=row["reader"],
        address=row["address"],
        title=row["title"],
        job=row["job"],
        edition=row["edition"],
        folder=row["folder"],
        public=bool(row["public"]),
        duration_ms=row["duration_ms"],
        added_at=row["added_at"],
        position_ms=row["position_ms"],
        heard=bool(row["heard"]),
        position_at=row["position_at"],
        fetched_on=row["fetched_on"],
    )
