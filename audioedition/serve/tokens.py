"""API tokens: shown once, kept as digests, compared in constant time, not to be found by trying."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import sqlite3
import threading
import time
from collections import OrderedDict, deque
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from audioedition.errors import UsageError
from audioedition.system.sqlite import Database

PREFIX = "ae"
SECRET_BYTES = 32
"""256 random bits: a slow hash would add nothing to what cannot be guessed."""
TOKEN = re.compile(rf"{PREFIX}_([0-9a-f]{{12}})_([0-9A-Za-z_-]{{43}})")
NO_DIGEST = hashlib.sha256(b"").digest()
MAX_CLIENTS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenFacts:
    id: str
    name: str
    created_at: float
    used_at: float | None
    """Seconds since the epoch; accurate to a minute."""


class Tokens:
    def __init__(self, database: Database) -> None:
        self._database = database

    def new(self, name: str) -> str:
        """The token, which is not kept. Raises UsageError when the name is taken or empty."""
        id_, secret = secrets.token_hex(6), secrets.token_urlsafe(SECRET_BYTES)
        if not name.strip():
            raise UsageError("A token needs a name.", hint="Name the program or person that will use it.")
        try:
            with self._database.writing() as db:
                taken = db.execute("SELECT 1 FROM tokens WHERE name = ?", (name,)).fetchone()
                if taken:
                    raise UsageError(
                        f"There is a token named {name} already.",
                        hint="Revoke it first, or choose another name.",
                    )
                db.execute(
                    "INSERT INTO tokens (id, name, digest, created_at) VALUES (?, ?, ?, ?)",
                    (id_, name, digest_of(secret), time.time()),
                )
        finally:
            self._database.close()
        return f"{PREFIX}_{id_}_{secret}"

    def list(self) -> tuple[TokenFacts, ...]:
        with self._database.reading() as db:
            rows = db.execute("SELECT * FROM tokens ORDER BY created_at").fetchall()
            return tuple(_facts(row) for row in rows)

    def revoke(self, name: str) -> None:
        """Raises UsageError when there is none of that name."""
        with self._database.writing() as db:
            if db.execute("DELETE FROM tokens WHERE name = ?", (name,)).rowcount == 0:
                raise UsageError(
                    f"There is no token named {name}.", hint="List them: audioedition token list"
                )

    def exist(self) -> bool:
        with self._database.reading() as db:
            return db.execute("SELECT 1 FROM tokens LIMIT 1").fetchone() is not None

    def known(self, id_: str) -> bool:
        """Whether the token of a session still stands."""
        with self._database.reading() as db:
            return db.execute("SELECT 1 FROM tokens WHERE id = ?", (id_,)).fetchone() is not None

    def name_of(self, id_: str) -> str | None:
        """Of a token that still stands."""
        with self._database.reading() as db:
            row = db.execute("SELECT name FROM tokens WHERE id = ?", (id_,)).fetchone()
            return None if row is None else str(row["name"])

    def check(self, token: str) -> str | None:
        """The id of a valid token, else ``None``. Takes the same time for a wrong id as for a wrong secret."""
        match = TOKEN.fullmatch(token)
        id_, secret = match.groups() if match else ("", "")
        with self._database.reading() as db:
            row = db.execute("SELECT digest, used_at FROM tokens WHERE id = ?", (id_,)).fetchone()
        right = hmac.compare_digest(row["digest"] if row else NO_DIGEST, digest_of(secret))
        if row is None or not right:
            return None
        if (row["used_at"] or 0) < time.time() - 60:
            with self._database.writing() as db:
                db.execute("UPDATE tokens SET used_at = ? WHERE id = ?", (time.time(), id_))
        return id_


def digest_of(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _facts(row: sqlite3.Row) -> TokenFacts:
    return TokenFacts(id=row["id"], name=row["name"], created_at=row["created_at"], used_at=row["used_at"])


class Limiter:
    """At most so many events in a span of time, of one client. In memory: a restart forgives."""

    def __init__(self, *, most: int, per_s: float) -> None:
        self.most = most
        self.per_s = per_s
        self._events: OrderedDict[str, deque[float]] = OrderedDict()
        self._turn = threading.Lock()

    def count(self, client: str) -> None:
        """Put down one event."""
        with self._turn:
            events = self._events.setdefault(client_group(client), deque(maxlen=self.most))
            events.append(time.monotonic())
            self._events.move_to_end(client_group(client))
            if len(self._events) > MAX_CLIENTS:
                self._events.popitem(last=False)

    def wait_s(self, client: str) -> float:
        """Seconds until the client may go on; 0 = now."""
        with self._turn:
            events = self._events.get(client_group(client))
            if events is None or len(events) < self.most:
                return 0.0
            return max(0.0, events[0] + self.per_s - time.monotonic())


def client_group(client: str) -> str:
    """An IPv6 client commands a whole /64, so that counts as one."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    return str(ip_network(f"{client}/64", strict=False)) if isinstance(address, IPv6Address) else client
