"""« Signaler une prononciation »: what listeners heard wrong, until the newsroom makes a lexicon entry of it."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Literal

from audioedition.errors import UsageError
from audioedition.system.sqlite import Database

MAX_OPEN = 1_000
MAX_WORD_CHARS = 80
MAX_REMARK_CHARS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ListenerReport:
    id: str
    edition: str
    """Folder name."""
    title: str
    sentence: str
    word: str
    remark: str
    state: Literal["open", "entered", "dismissed"]
    created_at: float


class Reports:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, *, edition: str, title: str, sentence: str, word: str, remark: str) -> None:
        """The same word of the same sentence is put down once. Raises UsageError: no word, or too many reports."""
        word, remark = " ".join(word.split())[:MAX_WORD_CHARS], remark.strip()[:MAX_REMARK_CHARS]
        if not word:
            raise UsageError("Which word is it?", hint="Write the word as it stands in the text.")
        with self._database.writing() as db:
            known = db.execute(
                "SELECT 1 FROM reports WHERE edition = ? AND sentence = ? AND word = ? AND state = 'open'",
                (edition, sentence, word),
            ).fetchone()
            if known:
                return
            (waiting,) = db.execute("SELECT count(*) FROM reports WHERE state = 'open'").fetchone()
            if waiting >= MAX_OPEN:
                raise UsageError(
                    "Too many reports are waiting already.", hint="Thank you; try again another day."
                )
            db.execute(
                "INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, 'open', ?)",
                (secrets.token_hex(8), edition, title, sentence, word, remark, time.time()),
            )

    def open(self) -> tuple[ListenerReport, ...]:
        """Oldest first."""
        with self._database.reading() as db:
            rows = db.execute("SELECT * FROM reports WHERE state = 'open' ORDER BY created_at").fetchall()
            return tuple(ListenerReport(**dict(row)) for row in rows)

    def get(self, id_: str) -> ListenerReport | None:
        with self._database.reading() as db:
            row = db.execute("SELECT * FROM reports WHERE id = ?", (id_,)).fetchone()
            return None if row is None else ListenerReport(**dict(row))

    def settle(self, id_: str, state: Literal["entered", "dismissed"]) -> None:
        with self._database.writing() as db:
            db.execute("UPDATE reports SET state = ? WHERE id = ?", (state, id_))
