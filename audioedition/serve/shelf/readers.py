"""Readers and the keys in their addresses: shown once, kept as digests, revocable.

One key opens the whole shelf. From it two lesser ones are reckoned, never stored: one that only adds (it stands in a
bookmark, and in the history of a browser) and one that only listens (it is given to a podcast app, often to the maker's
servers). All end with it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import sqlite3
import time
from dataclasses import dataclass
from typing import Literal, get_args

from audioedition.errors import UsageError
from audioedition.serve.tokens import NO_DIGEST, SECRET_BYTES, digest_of
from audioedition.system.folding import fold
from audioedition.system.sqlite import Database

READER_KEY = re.compile(r"([0-9a-f]{12})([0-9A-Za-z_-]{43})")
MOST_NAME_CHARS = 80
USED_EVERY_S = 3600.0
"""So exactly it is known when a key was last used: no diary of listening is kept."""
ENDED_KEPT_S = 365 * 86_400.0
"""So long an ended key is told that it has ended, and not that it never was; whose it was is forgotten at once."""
HOME = "mon-fil"
"""Below the service's public address."""
Power = Literal["all", "add", "listen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfReader:
    """A person with a shelf."""

    id: str
    name: str
    created_at: float
    used_at: float | None
    """Seconds since the epoch; accurate to an hour."""
    key: str
    """The id of the key that stands; empty when it was revoked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedBy:
    """What a key is good for."""

    reader: ShelfReader | None
    """``None``: it has ended."""
    power: Power


class Readers:
    """Raises StateError where the shelf's state cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str) -> str:
        """The new reader's key, which is not kept. Raises UsageError: a name that is taken, or none."""
        name = " ".join(name.split())
        if not name or len(name) > MOST_NAME_CHARS or not name.isprintable():
            raise UsageError(
                "A reader needs a name.", hint=f"At most {MOST_NAME_CHARS} characters, on one line."
            )
        with self._database.writing() as db:
            if db.execute("SELECT 1 FROM readers WHERE folded = ?", (fold(name),)).fetchone():
                raise UsageError(
                    f"There is a reader named {name} already.",
                    hint="Give a new key instead: audioedition reader renew NAME",
                )
            id_ = secrets.token_hex(6)
            db.execute("INSERT INTO readers VALUES (?, ?, ?, ?)", (id_, name, fold(name), time.time()))
            return _new_key(db, id_)

    def list(self) -> tuple[ShelfReader, ...]:
        with self._database.reading() as db:
            rows = db.execute(f"{_READERS} ORDER BY folded").fetchall()
            return tuple(_reader(row) for row in rows)

    def get(self, id_: str) -> ShelfReader | None:
        with self._database.reading() as db:
            row = db.execute(f"{_READERS} WHERE readers.id = ?", (id_,)).fetchone()
            return None if row is None else _reader(row)

    def named(self, name: str) -> ShelfReader:
        """Raises UsageError when there is none."""
        with self._database.reading() as db:
            known_by = fold(" ".join(name.split()))
            row = db.execute(f"{_READERS} WHERE folded = ?", (known_by,)).fetchone()
        if row is None:
            raise UsageError(f"There is no reader named {name}.", hint="List them: audioedition reader list")
        return _reader(row)

    def renew(self, reader: ShelfReader) -> str:
        """Another key; the one before ends with all its addresses."""
        with self._database.writing() as db:
            _end_keys(db, reader.id)
            return _new_key(db, reader.id)

    def revoke(self, reader: ShelfReader) -> None:
        """Nothing opens the shelf any more; it stays."""
        with self._database.writing() as db:
            _end_keys(db, reader.id)

    def remove(self, reader: ShelfReader) -> None:
        """The reader with all rows of theirs."""
        with self._database.writing() as db:
            _end_keys(db, reader.id)
            db.execute("DELETE FROM items WHERE reader = ?", (reader.id,))
            db.execute("DELETE FROM adds WHERE reader = ?", (reader.id,))
            db.execute("DELETE FROM readers WHERE id = ?", (reader.id,))

    def check(self, token: str) -> OpenedBy | None:
        """What a key opens, or that it has ended; ``None`` for what never was one. Takes the same time for a wrong id
        as for a wrong secret."""
        match = READER_KEY.fullmatch(token)
        id_, secret = match.groups() if match else ("", "")
        with self._database.reading() as db:
            row = db.execute("SELECT * FROM reader_keys WHERE id = ?", (id_,)).fetchone()
        digest = row["digest"] if row else NO_DIGEST
        fitting: list[Power] = [
            power
            for power in get_args(Power)
            if hmac.compare_digest(
                digest_of(secret) if power == "all" else secret.encode(),
                digest if power == "all" else self._lesser(id_, digest, power).encode(),
            )
        ]
        if row is None or not fitting:
            return None
        if row["ended_at"] is not None:
            return OpenedBy(reader=None, power=fitting[0])
        if (row["used_at"] or 0) < time.time() - USED_EVERY_S:
            with self._database.writing() as db:
                db.execute("UPDATE reader_keys SET used_at = ? WHERE id = ?", (time.time(), id_))
        return OpenedBy(reader=self.get(row["reader"]), power=fitting[0])

    def by_session(self, key: str) -> ShelfReader | None:
        """Whose key, known by its id, opened the session; ``None`` when it has ended."""
        with self._database.reading() as db:
            row = db.execute(f"{_READERS} WHERE reader_keys.id = ?", (key,)).fetchone()
            return None if row is None else _reader(row)

    def lesser_key(self, reader: ShelfReader, power: Power) -> str:
        """The key that only adds, or only listens; always the same while the whole one stands."""
        with self._database.reading() as db:
            row = db.execute("SELECT digest FROM reader_keys WHERE id = ?", (reader.key,)).fetchone()
        return reader.key + self._lesser(reader.key, row["digest"], power)

    def _lesser(self, id_: str, digest: bytes, power: Power) -> str:
        made = hmac.new(self._master(), f"{power} {id_} ".encode() + digest, hashlib.sha256).digest()
        return base64.urlsafe_b64encode(made).decode().rstrip("=")

    def _master(self) -> bytes:
        with self._database.reading() as db:
            row = db.execute("SELECT value FROM secrets WHERE name = 'keys'").fetchone()
        if row is None:
            with self._database.writing() as db:
                db.execute("INSERT OR IGNORE INTO secrets VALUES ('keys', ?)", (secrets.token_bytes(32),))
                row = db.execute("SELECT value FROM secrets WHERE name = 'keys'").fetchone()
        return bytes(row["value"])


def personal_address(public_url: str, key: str) -> str:
    """That a reader opens the shelf with."""
    return f"{public_url.rstrip('/')}/{HOME}/cle/{key}"


_READERS = (
    "SELECT readers.*, reader_keys.id AS key, reader_keys.used_at FROM readers"
    " LEFT JOIN reader_keys ON reader_keys.reader = readers.id"
)
"""An ended key is nobody's, so that each reader has one at most."""


def _new_key(db: sqlite3.Connection, reader: str) -> str:
    id_, secret, now = secrets.token_hex(6), secrets.token_urlsafe(SECRET_BYTES), time.time()
    db.execute("DELETE FROM reader_keys WHERE ended_at < ?", (now - ENDED_KEPT_S,))
    db.execute(
        "INSERT INTO reader_keys (id, reader, digest, created_at) VALUES (?, ?, ?, ?)",
        (id_, reader, digest_of(secret), now),
    )
    return id_ + secret


def _end_keys(db: sqlite3.Connection, reader: str) -> None:
    db.execute(
        "UPDATE reader_keys SET ended_at = ?, reader = NULL, used_at = NULL WHERE reader = ?",
        (time.time(), reader),
    )


def _reader(row: sqlite3.Row) -> ShelfReader:
    return ShelfReader(
        id=row["id"],
        name=row["name"],
        created_at=row["created_at"],
        used_at=row["used_at"],
        key=row["key"] or "",
    )
