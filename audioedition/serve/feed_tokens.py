"""Who may hear a private feed: a token for each listener, in the address of the feed; kept as a digest, revocable."""

from __future__ import annotations

import hmac
import re
import secrets
import time
from dataclasses import dataclass

from audioedition.errors import UsageError
from audioedition.serve.tokens import NO_DIGEST, SECRET_BYTES, digest_of
from audioedition.system.sqlite import Database

FEED_TOKEN = re.compile(r"([0-9a-f]{12})([0-9A-Za-z_-]{43})")
MAX_NAME = 100
USED_EVERY_S = 3600.0
"""So exactly it is known when a listener's app last asked: no diary of listening is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedReader:
    """Whom a private feed was given to."""

    feed: str
    """Name of the feed."""
    name: str
    """Of the person or group, for the newsroom."""
    created_at: float
    used_at: float | None
    """Seconds since the epoch; accurate to an hour."""


class FeedTokens:
    def __init__(self, database: Database) -> None:
        self._database = database

    def new(self, feed: str, name: str) -> str:
        """The token, which is not kept. Raises UsageError when that feed has a listener of that name."""
        name = name.strip()
        if not name or len(name) > MAX_NAME:
            raise UsageError(f"A name of 1 to {MAX_NAME} characters is needed.")
        id_, secret = secrets.token_hex(6), secrets.token_urlsafe(SECRET_BYTES)
        with self._database.writing() as db:
            if db.execute("SELECT 1 FROM feed_tokens WHERE feed = ? AND name = ?", (feed, name)).fetchone():
                raise UsageError(
                    f"The feed {feed} was given to {name} already.",
                    hint="Revoke it first, or choose another name.",
                )
            db.execute(
                "INSERT INTO feed_tokens (id, feed, name, digest, created_at) VALUES (?, ?, ?, ?, ?)",
                (id_, feed, name, digest_of(secret), time.time()),
            )
        return id_ + secret

    def list(self, feed: str | None = None) -> tuple[FeedReader, ...]:
        """Of one feed, or of all."""
        where, values = (" WHERE feed = ?", (feed,)) if feed is not None else ("", ())
        with self._database.reading() as db:
            rows = db.execute(f"SELECT * FROM feed_tokens{where} ORDER BY feed, created_at", values)  # noqa: S608  # constants
            return tuple(
                FeedReader(
                    feed=row["feed"], name=row["name"], created_at=row["created_at"], used_at=row["used_at"]
                )
                for row in rows.fetchall()
            )

    def revoke(self, feed: str, name: str) -> None:
        """From now on that address answers as one that never was. Raises UsageError when there is none."""
        with self._database.writing() as db:
            gone = db.execute("DELETE FROM feed_tokens WHERE feed = ? AND name = ?", (feed, name)).rowcount
        if not gone:
            raise UsageError(
                f"The feed {feed} was given to nobody named {name}.",
                hint="List them: audioedition feed tokens",
            )

    def check(self, token: str) -> str | None:
        """The name of the feed that a valid token opens, else ``None``. Takes the same time for a wrong id as for a
        wrong secret."""
        match = FEED_TOKEN.fullmatch(token)
        id_, secret = match.groups() if match else ("", "")
        with self._database.reading() as db:
            row = db.execute("SELECT feed, digest, used_at FROM feed_tokens WHERE id = ?", (id_,)).fetchone()
        right = hmac.compare_digest(row["digest"] if row else NO_DIGEST, digest_of(secret))
        if row is None or not right:
            return None
        if (row["used_at"] or 0) < time.time() - USED_EVERY_S:
            with self._database.writing() as db:
                db.execute("UPDATE feed_tokens SET used_at = ? WHERE id = ?", (time.time(), id_))
        return str(row["feed"])
