"""What ``watch`` and ``batch`` remember, in ``OUTPUT/.audioedition/newsroom.sqlite`` (WAL).

It may be deleted at any time: then feeds are read anew, and articles whose editions stand come out unchanged.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from audioedition.fetch.entries import FeedEntry
from audioedition.fetch.tracking import without_tracking
from audioedition.produce.settle import Seen
from audioedition.publish.folder.writer import OWN_FOLDER
from audioedition.system.names import readable
from audioedition.system.sqlite import Database

NAME = "newsroom.sqlite"
VERSION = 3
NAMESAKES = """
SELECT theirs.url, own.feed = theirs.feed AS one_feed, theirs.guid FROM guids own JOIN guids theirs
ON theirs.guid = own.guid AND theirs.url != own.url WHERE own.url = ?
"""
MOST_ADDRESSES = 5
"""Of one article in its life; a feed that calls more so calls all its articles so."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS feeds (
  url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, failures INTEGER NOT NULL DEFAULT 0,
  not_before REAL NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS articles (
  url TEXT PRIMARY KEY, feed TEXT NOT NULL, version TEXT NOT NULL, state TEXT NOT NULL, etag TEXT,
  last_modified TEXT, failures INTEGER NOT NULL DEFAULT 0, checks INTEGER NOT NULL DEFAULT 0,
  not_before REAL, reason TEXT
);
CREATE INDEX IF NOT EXISTS articles_due ON articles (feed, not_before);
CREATE TABLE IF NOT EXISTS batches (id TEXT PRIMARY KEY, started_at REAL NOT NULL, ended_at REAL);
CREATE TABLE IF NOT EXISTS rows (
  batch TEXT NOT NULL, place TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (batch, place)
);
CREATE TABLE IF NOT EXISTS guids (
  guid TEXT, url TEXT, feed TEXT NOT NULL, PRIMARY KEY (guid, url)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS guids_of ON guids (url);
CREATE TABLE IF NOT EXISTS settling (url TEXT PRIMARY KEY, digest TEXT, first_at REAL, since REAL);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedMemory:
    url: str
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    """In a row."""
    not_before: float = 0.0
    """Seconds since the epoch: not asked again before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleMemory:
    url: str
    feed: str
    version: str
    """What the feed said of it (``FeedEntry.version``) when it was last looked at."""
    state: Literal["done", "failed", "skipped", "waiting"]
    """``waiting``: for the hour that it is dated."""
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    checks: int = 0
    """How often it was looked at again since it was made."""
    not_before: float | None = None
    """When to look again; ``None`` = only when the feed says that it changed."""
    reason: str | None = None


IF_LOST = (
    "Move the file away and give the same command again: feeds are read anew, and editions that stand are left as "
    "they are."
)


class NewsroomState:
    """Raises StateError (a PublishError) when the file is locked, damaged or cannot be written."""

    def __init__(self, output: Path) -> None:
        self._database = Database(output / OWN_FOLDER / NAME, schema=SCHEMA, version=VERSION, if_lost=IF_LOST)

    def close(self) -> None:
        self._database.close()

    def feed(self, url: str) -> FeedMemory:
        """What is remembered, or a new memory."""
        with self._database.reading() as db:
            row = db.execute("SELECT * FROM feeds WHERE url = ?", (url,)).fetchone()
        return FeedMemory(**dict(row)) if row else FeedMemory(url=url)

    def article(self, url: str) -> ArticleMemory | None:
        """By its address without tracking parameters; as it was named, where an older version remembered it."""
        with self._database.reading() as db:
            row = db.execute("SELECT * FROM articles WHERE url = ?", (without_tracking(url),)).fetchone()
            row = row or db.execute("SELECT * FROM articles WHERE url = ?", (url,)).fetchone()
        return ArticleMemory(**dict(row)) if row else None

    def settle(self, url: str) -> None:
        """What an older version remembered by the address as it was named is known by the one without tracking."""
        known = without_tracking(url)
        if known != url:
            with self._database.writing() as db:
                db.execute("UPDATE OR IGNORE articles SET url = ? WHERE url = ?", (known, url))
                db.execute("DELETE FROM articles WHERE url = ?", (url,))

    def due(self, feed: str, *, now: float) -> tuple[ArticleMemory, ...]:
        """The feed's articles that are to be looked at again, the longest due first."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT * FROM articles WHERE feed = ? AND not_before <= ? ORDER BY not_before", (feed, now)
            ).fetchall()
        return tuple(ArticleMemory(**dict(row)) for row in rows)

    def seen(self, url: str) -> Seen | None:
        """How an article that is waited for until it is calm was at the last look."""
        with self._database.reading() as db:
            row = db.execute(
                "SELECT digest, first_at, since FROM settling WHERE url = ?", (without_tracking(url),)
            ).fetchone()
        return None if row is None else Seen(**dict(row))

    def keep_seen(self, url: str, seen: Seen | None) -> None:
        """``None``: nothing is to be remembered of it."""
        if seen is None:
            return
        with self._database.writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO settling VALUES (?, ?, ?, ?)",
                (without_tracking(url), seen.digest, seen.first_at, seen.since),
            )

    def settle_seen(self, url: str) -> None:
        """It is waited for no more; what was spoken is still known, so that the same words do not wait again."""
        if self.seen(url) is not None:  # nearly always there is nothing: no write lock for that
            with self._database.writing() as db:
                db.execute("UPDATE settling SET first_at = 0 WHERE url = ?", (without_tracking(url),))

    def keep_guids(self, feed: str, entries: Iterable[FeedEntry]) -> None:
        """What a feed calls its articles: by it one is known whose address changes."""
        rows = [(e.guid, without_tracking(e.url), feed) for e in entries if e.guid]
        with self._database.reading() as db:
            known = "SELECT 1 FROM guids WHERE guid = ? AND url = ?"
            new = [row for row in rows if db.execute(known, row[:2]).fetchone() is None]
        if new:  # nearly always there is nothing: no write lock for that
            with self._database.writing() as db:
                db.executemany("INSERT OR IGNORE INTO guids VALUES (?, ?, ?)", new)

    def namesakes(self, url: str) -> tuple[str, ...]:
        """Other addresses of what feeds call as they call the article of this one. None where a feed calls many
        articles so, nor those of another site in another feed."""
        with self._database.reading() as db:
            rows = db.execute(NAMESAKES, (without_tracking(url),)).fetchall()
        borne = Counter(row["guid"] for row in rows)
        host = urlsplit(url).hostname
        return tuple(
            row["url"]
            for row in rows
            if borne[row["guid"]] < MOST_ADDRESSES
            and (row["one_feed"] or urlsplit(row["url"]).hostname == host)
        )

    def retire(self, url: str) -> None:
        """The article has another address today: at this one it is looked at again only when a feed names it."""
        with self._database.writing() as db:
            db.execute("DELETE FROM articles WHERE url = ?", (without_tracking(url),))

    def remember(self, memory: FeedMemory | ArticleMemory) -> None:
        values = dataclasses.asdict(memory)
        table = "feeds" if isinstance(memory, FeedMemory) else "articles"
        marks = ", ".join("?" * len(values))
        with self._database.writing() as db:
            db.execute(
                f"INSERT OR REPLACE INTO {table} ({', '.join(values)}) VALUES ({marks})",  # noqa: S608  # our own fields' names
                tuple(values.values()),
            )

    # --- batches -----------------------------------------------------------------------------------------

    def open_batch(self, argument: str) -> tuple[str, dict[str, dict[str, Any]]]:
        """Begin a batch, or go on with the one of that argument that was interrupted.

        Returns its id and what it has done already: place -> row of the report.
        """
        id_ = hashlib.sha256(argument.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        with self._database.writing() as db:
            row = db.execute("SELECT ended_at FROM batches WHERE id = ?", (id_,)).fetchone()
            if row is None or row["ended_at"] is not None:
                db.execute("DELETE FROM rows WHERE batch = ?", (id_,))
                db.execute("INSERT OR REPLACE INTO batches VALUES (?, ?, NULL)", (id_, time.time()))
            rows = db.execute("SELECT place, content FROM rows WHERE batch = ?", (id_,)).fetchall()
        kept = ((row["place"], json.loads(row["content"])) for row in rows)
        return id_, {content.get("place", place): content for place, content in kept}

    def keep_row(self, batch: str, place: str, row: dict[str, Any]) -> None:
        with self._database.writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO rows VALUES (?, ?, ?)",
                (batch, readable(place), json.dumps(row)),  # in ASCII: a file's name may be no text
            )

    def end_batch(self, batch: str) -> None:
        with self._database.writing() as db:
            db.execute("UPDATE batches SET ended_at = ? WHERE id = ?", (time.time(), batch))
