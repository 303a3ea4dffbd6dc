"""Drafts in the state database: their words, whose they are, and which of them wait for a second person. An edge."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from audioedition.serve.drafts import Draft, draft_from_json, draft_to_json
from audioedition.serve.rights import ANYONE, Actor
from audioedition.system.sqlite import Database

KEPT_S: Final = 14 * 86_400.0
"""After their last change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFacts:
    """What is known of a draft beside its words."""

    id: str
    title: str
    changed_at: float
    """Seconds since the epoch."""
    owner: str
    """``Actor.key`` of whoever made it."""
    owner_name: str
    proposed_by: str
    """``Actor.key`` of whoever asks a second person to have it made; empty: nobody does."""
    proposed_name: str
    options: Mapping[str, Any]
    """That were proposed with it."""


class Drafts:
    """Until two weeks after their last change. Raises StateError where the state cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, draft: Draft, *, owner: Actor = ANYONE) -> str:
        """Its id: 128 random bits, so that nobody finds another's unpublished article by trying."""
        id_, now = secrets.token_hex(16), time.time()
        with self._database.writing() as db:
            db.execute("DELETE FROM drafts WHERE changed_at < ?", (now - KEPT_S,))
            db.execute("DELETE FROM draft_facts WHERE draft NOT IN (SELECT id FROM drafts)")
            db.execute("INSERT INTO drafts VALUES (?, ?, ?)", (id_, json.dumps(draft_to_json(draft)), now))
            db.execute(
                "INSERT INTO draft_facts (draft, owner, owner_name) VALUES (?, ?, ?)",
                (id_, owner.key, owner.name),
            )
        return id_

    def get(self, id_: str) -> Draft | None:
        with self._database.reading() as db:
            row = db.execute("SELECT content FROM drafts WHERE id = ?", (id_,)).fetchone()
            return None if row is None else draft_from_json(json.loads(row["content"]))

    def facts(self, id_: str) -> DraftFacts | None:
        with self._database.reading() as db:
            row = db.execute(f"{_FACTS} WHERE id = ?", (id_,)).fetchone()
            return None if row is None else _facts(row)

    def list(self, *, query: str = "", limit: int = 200) -> tuple[DraftFacts, ...]:
        """The last changed first; ``query``: a part of the title or of the owner's name."""
        wanted = query.casefold()
        with self._database.reading() as db:
            rows = db.execute(f"{_FACTS} ORDER BY changed_at DESC").fetchall()
        found = (_facts(row) for row in rows)
        fitting = [f for f in found if wanted in f.title.casefold() or wanted in f.owner_name.casefold()]
        return tuple(fitting[:limit])

    def change(self, id_: str, edit: Callable[[Draft], Draft]) -> Draft | None:
        """What ``edit`` makes of the draft as it is now; nobody else's change can fall between. ``None``: there is no
        such draft. What ``edit`` raises leaves it as it was."""
        with self._database.writing() as db:
            row = db.execute("SELECT content FROM drafts WHERE id = ?", (id_,)).fetchone()
            if row is None:
                return None
            draft = edit(draft_from_json(json.loads(row["content"])))
            db.execute(
                "UPDATE drafts SET content = ?, changed_at = ? WHERE id = ?",
                (json.dumps(draft_to_json(draft)), time.time(), id_),
            )
            return draft

    def propose(self, id_: str, *, by: Actor, options: Mapping[str, Any]) -> None:
        """Ask a second person to have it made. A draft that an older version kept gets its facts now."""
        with self._database.writing() as db:
            db.execute(
                "INSERT OR IGNORE INTO draft_facts (draft, owner, owner_name) VALUES (?, '', '')", (id_,)
            )
            db.execute(
                "UPDATE draft_facts SET proposed_by = ?, proposed_name = ?, options = ?, proposed_at = ?"
                " WHERE draft = ?",
                (by.key, by.name, json.dumps(dict(options)), time.time(), id_),
            )

    def settle(self, id_: str) -> None:
        """It waits for nobody any more."""
        with self._database.writing() as db:
            db.execute(
                "UPDATE draft_facts SET proposed_by = NULL, proposed_name = NULL WHERE draft = ?", (id_,)
            )

    def remove(self, id_: str) -> None:
        with self._database.writing() as db:
            db.execute("DELETE FROM drafts WHERE id = ?", (id_,))
            db.execute("DELETE FROM draft_facts WHERE draft = ?", (id_,))


_FACTS: Final = (
    "SELECT id, json_extract(content, '$.article.title') AS title, changed_at, coalesce(owner, '') AS owner,"
    " coalesce(owner_name, '') AS owner_name, coalesce(proposed_by, '') AS proposed_by,"
    " coalesce(proposed_name, '') AS proposed_name, coalesce(options, '{}') AS options"
    " FROM drafts LEFT JOIN draft_facts ON draft = id"
)


def _facts(row: sqlite3.Row) -> DraftFacts:
    return DraftFacts(
        id=row["id"],
        title=row["title"] or "",
        changed_at=row["changed_at"],
        owner=row["owner"],
        owner_name=row["owner_name"],
        proposed_by=row["proposed_by"],
        proposed_name=row["proposed_name"],
        options=json.loads(row["options"]),
    )
