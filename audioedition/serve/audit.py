"""Who changed what and when: one row for each act that changed something, put down where all acts pass."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from audioedition.serve.rights import Actor
from audioedition.system.folding import fold
from audioedition.system.sqlite import Database

KEPT_S: Final = 365 * 86_400.0
"""A year; older rows go as new ones come."""
MOST_ROWS: Final = 200_000
SUBJECT_CHARS: Final = 200
ACTS: Final[Mapping[str, str]] = {
    "POST /login": "sign_in",
    "POST /account": "password",
    "POST /people": "person_add",
    "POST /people/{person}": "person_change",
    "POST /drafts": "draft_make",
    "POST /drafts/{draft}": "draft_passage",
    "POST /drafts/{draft}/all": "draft_words",
    "POST /drafts/{draft}/produce": "draft_produce",
    "POST /drafts/{draft}/remove": "draft_remove",
    "POST /drafts/{draft}/pieces/{piece:int}": "draft_words",
    "POST /jobs/{job}/cancel": "job_cancel",
    "POST /jobs/{job}/again": "job_again",
    "POST /editions/{name}": "edition_facts",
    "POST /editions/{name}/now": "edition_now",
    "POST /editions/{name}/revise": "draft_make",
    "POST /editions/{name}/delete": "edition_withdraw",
    "POST /editions/{name}/restore": "edition_restore",
    "POST /webhooks/{delivery}": "webhook_again",
    "POST /lexicon": "lexicon_enter",
    "POST /review": "review_decide",
    "POST /review/{held}": "review_decide",
    "POST /waiting/{waiting}": "waiting_publish",
    "POST /reports/{report}": "report_settle",
    "POST /api/drafts": "draft_make",
    "DELETE /api/drafts/{draft}": "draft_remove",
    "POST /api/drafts/{draft}/pieces/{piece:int}": "draft_words",
    "POST /api/editions": "edition_ask",
    "DELETE /api/editions": "edition_withdraw",
    "POST /api/editions/{name}": "edition_facts",
    "DELETE /api/editions/{name}": "edition_withdraw",
    "POST /api/editions/{name}/restore": "edition_restore",
    "POST /api/pronunciations": "lexicon_enter",
    "DELETE /api/jobs/{job}": "job_cancel",
    "POST /api/feeds/{feed}/listeners": "feed_give",
    "DELETE /api/feeds/{feed}/listeners/{name}": "feed_take_back",
    "POST /readers": "reader_add",
    "POST /readers/{reader}": "reader_change",
    "POST /api/readers": "reader_add",
    "POST /api/readers/{name}": "reader_change",
    "DELETE /api/readers/{name}": "reader_remove",
    "POST /mon-fil": "shelf_add",
    "POST /mon-fil/vider": "shelf_clear",
    "POST /mon-fil/articles/{item}": "shelf_change",
}
"""By method and route; the words for it are ``audit_ACT`` in ``words.json``. A test holds it complete. Of readers it is
put down that they did something, never to which article nor at which button; what they heard is not put down at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A row of the audit list."""

    at: float
    """Seconds since the epoch."""
    who: str
    """A person's or token's name as it was then; empty: anyone, on a service that asks for nothing."""
    kind: str
    """``person``, ``token``, ``reader``, ``anyone`` or ``console``."""
    act: str
    """One of the values of ``ACTS``, or of the console's commands."""
    subject: str
    """What it was done to: a title, a name, a word."""
    choice: str
    """The button that was pressed where a form has several."""


class Audit:
    """In the state database. Raises StateError where that cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, actor: Actor, act: str, *, subject: str = "", choice: str = "") -> None:
        self._put(actor.kind, actor.name, act, subject, choice)

    def put_console(self, act: str, *, subject: str) -> None:
        """Done by a command on the service's machine."""
        self._put("console", "", act, subject, "")

    def _put(self, kind: str, who: str, act: str, subject: str, choice: str) -> None:
        now = time.time()
        with self._database.writing() as db:
            db.execute("DELETE FROM audit WHERE at < ?", (now - KEPT_S,))
            last = db.execute(
                "INSERT INTO audit (at, kind, who, act, subject, choice, folded) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    now,
                    kind,
                    who,
                    act,
                    subject[:SUBJECT_CHARS],
                    choice[:40],
                    fold(f"{who} {subject[:SUBJECT_CHARS]}"),
                ),
            ).lastrowid
            db.execute("DELETE FROM audit WHERE id <= ?", ((last or 0) - MOST_ROWS,))

    def list(self, *, query: str = "", skip: int = 0, limit: int = 100) -> tuple[Deed, ...]:
        """The newest first; ``query``: a part of the name or of the subject."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT * FROM audit WHERE instr(folded, ?) ORDER BY id DESC LIMIT ? OFFSET ?",
                (fold(query), limit, skip),
            ).fetchall()
            return tuple(_deed(row) for row in rows)

    def last_by_subject(self, act: str) -> dict[str, str]:
        """Subject → who did that last to it, by name; what nobody did by name is left out."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT subject, who FROM audit WHERE act = ? AND who <> '' ORDER BY id", (act,)
            ).fetchall()
            return {row["subject"]: row["who"] for row in rows}

    def count(self, *, query: str = "") -> int:
        with self._database.reading() as db:
            found = db.execute(
                "SELECT count(*) FROM audit WHERE instr(folded, ?)",
                (fold(query),),
            ).fetchone()
            return int(found[0])


def _deed(row: sqlite3.Row) -> Deed:
    return Deed(
        at=row["at"],
        who=row["who"],
        kind=row["kind"],
        act=row["act"],
        subject=row["subject"],
        choice=row["choice"],
    )
