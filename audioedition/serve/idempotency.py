"""``Idempotency-Key``: the same request sent twice is answered twice and done once (IETF draft
idempotency-key-header-07; a key is kept for 24 hours)."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from typing import Any

from audioedition.errors import UsageError
from audioedition.system.sqlite import Database

KEPT_S = 86_400.0
AT_IT_S = 60.0
"""A request that has not been answered after that long died with its process: the key is free again."""
MAX_CHARS = 255
Answer = dict[str, Any]


class KeyInUse(UsageError):
    """The first request of this key is still being answered."""


class KeyReused(UsageError):
    """The key came with another request before."""


def check_key(key: str) -> str:
    """Raises UsageError."""
    if not 0 < len(key) <= MAX_CHARS or not all("!" <= c <= "~" for c in key):
        raise UsageError(f"Idempotency-Key is 1 to {MAX_CHARS} visible ASCII characters.")
    return key


class AnsweredOnce:
    """In the state database. Raises StateError where that cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def answer(self, key: str, *, owner: str, request: dict[str, Any], act: Callable[[], Answer]) -> Answer:
        """What ``act`` answers, or what it answered when this key first came. ``owner``: keys of one token do not
        meet those of another. What ``act`` raises frees the key. Raises KeyInUse, KeyReused."""
        digest = hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()
        before = self._begin(key, owner=owner, digest=digest)
        if before is not None:
            return before
        try:
            answer = act()
        except BaseException:
            with self._database.writing() as db:
                db.execute("DELETE FROM idempotency WHERE owner = ? AND key = ?", (owner, key))
            raise
        with self._database.writing() as db:
            db.execute(
                "UPDATE idempotency SET answer = ? WHERE owner = ? AND key = ?",
                (json.dumps(answer), owner, key),
            )
        return answer

    def _begin(self, key: str, *, owner: str, digest: str) -> Answer | None:
        now = time.time()
        with self._database.writing() as db:
            db.execute(
                "DELETE FROM idempotency WHERE created_at < ? OR (answer IS NULL AND created_at < ?)",
                (now - KEPT_S, now - AT_IT_S),
            )
            row = db.execute(
                "SELECT request, answer FROM idempotency WHERE owner = ? AND key = ?", (owner, key)
            ).fetchone()
            if row is None:
                db.execute("INSERT INTO idempotency VALUES (?, ?, ?, NULL, ?)", (owner, key, digest, now))
                return None
        if row["request"] != digest:
            raise KeyReused(
                "This Idempotency-Key came with another request before.",
                hint="Make a new key for each request.",
            )
        if row["answer"] is None:
            raise KeyInUse(
                "The first request of this Idempotency-Key is still at it.", hint="Try again in a moment."
            )
        answer: Answer = json.loads(row["answer"])
        return answer
