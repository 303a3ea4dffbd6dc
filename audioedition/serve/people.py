"""The people of a newsroom: names, roles, passwords kept as Argon2 digests, and what ends their sessions."""

from __future__ import annotations

import secrets
import sqlite3
import threading
import time
from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from audioedition.errors import UsageError
from audioedition.system.folding import fold
from audioedition.system.sqlite import Database

PersonRole = Literal["editor", "chief", "admin"]
PERSON_ROLES: Final = get_args(PersonRole)
LEAST_PASSWORD_CHARS: Final = 12
"""Without rules on its kinds of characters: length is what protects (CNIL, recommendation of 2022; NIST SP 800-63B)."""
MOST_PASSWORD_CHARS: Final = 1_000
MOST_NAME_CHARS: Final = 80
HASHES_AT_ONCE: Final = 2
"""Argon2 takes 64 MiB each time: a flood of sign-ins waits rather than fills the memory."""
_hashing = threading.BoundedSemaphore(HASHES_AT_ONCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    id: str
    name: str
    role: PersonRole
    stamp: str
    """Of the password and role that stand now: a session that bears another one has ended."""
    created_at: float
    """Seconds since the epoch."""
    seen_at: float | None
    """Of the last sign-in."""


class People:
    """In the state database. Raises StateError where that cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, *, role: str, password: str) -> Colleague:
        """Raises UsageError: a name that is taken or none, an unknown role, a short password."""
        name = " ".join(name.split())
        if not name or len(name) > MOST_NAME_CHARS or not name.isprintable():
            raise UsageError(
                "A person needs a name.", hint=f"At most {MOST_NAME_CHARS} characters, on one line."
            )
        digest = _digest(password)
        with self._database.writing() as db:
            if db.execute("SELECT 1 FROM people WHERE folded = ?", (_known_by(name),)).fetchone():
                raise UsageError(
                    f"There is a person named {name} already.",
                    hint="Change the role or the password instead: audioedition user role, user password",
                )
            row = db.execute(
                "INSERT INTO people (id, name, folded, role, digest, stamp, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
                " RETURNING *",
                (secrets.token_hex(6), name, _known_by(name), _role(role), digest, _stamp(), time.time()),
            ).fetchone()
            return _person(row)

    def list(self) -> tuple[Colleague, ...]:
        with self._database.reading() as db:
            rows = db.execute("SELECT * FROM people ORDER BY folded").fetchall()
            return tuple(_person(row) for row in rows)

    def exist(self) -> bool:
        with self._database.reading() as db:
            return db.execute("SELECT 1 FROM people LIMIT 1").fetchone() is not None

    def known(self, id_: str, *, stamp: str) -> Colleague | None:
        """The person of a session, while it holds."""
        with self._database.reading() as db:
            row = db.execute("SELECT * FROM people WHERE id = ? AND stamp = ?", (id_, stamp)).fetchone()
            return None if row is None else _person(row)

    def check(self, name: str, password: str) -> Colleague | None:
        """Who that is, or ``None``. An unknown name takes as long as a wrong password."""
        from argon2 import PasswordHasher
        from argon2.exceptions import VerificationError

        with self._database.reading() as db:
            row = db.execute("SELECT * FROM people WHERE folded = ?", (_known_by(name),)).fetchone()
        hasher = PasswordHasher()
        with _hashing:
            try:
                hasher.verify(row["digest"] if row else _of_nobody(), password[:MOST_PASSWORD_CHARS])
            except VerificationError:
                return None
            fresh = hasher.hash(password) if row and hasher.check_needs_rehash(row["digest"]) else None
        if row is None:
            return None
        with self._database.writing() as db:
            db.execute(
                "UPDATE people SET seen_at = ?, digest = coalesce(?, digest) WHERE id = ?",
                (time.time(), fresh, row["id"]),
            )
        return _person(row)

    def set_role(self, name: str, role: str) -> None:
        """Ends the person's sessions. Raises UsageError; the last admin stays one."""
        with self._database.writing() as db:
            person = _named(db, name)
            if _role(role) != "admin":
                _keep_an_admin(db, person)
            db.execute("UPDATE people SET role = ?, stamp = ? WHERE id = ?", (role, _stamp(), person.id))

    def set_password(self, name: str, password: str) -> None:
        """Ends the person's sessions. Raises UsageError."""
        digest = _digest(password)
        with self._database.writing() as db:
            person = _named(db, name)
            db.execute("UPDATE people SET digest = ?, stamp = ? WHERE id = ?", (digest, _stamp(), person.id))

    def remove(self, name: str) -> None:
        """Ends the person's sessions; what was put down of them in the audit list stays. Raises UsageError."""
        with self._database.writing() as db:
            person = _named(db, name)
            _keep_an_admin(db, person)
            db.execute("DELETE FROM people WHERE id = ?", (person.id,))


def _known_by(name: str) -> str:
    """What names are compared by: « ÉMILE » signs in as « Émile », however it is encoded."""
    return fold(" ".join(name.split()))


def new_password() -> str:
    """One that nobody guesses: 96 random bits."""
    return secrets.token_urlsafe(12)


def _named(db: sqlite3.Connection, name: str) -> Colleague:
    row = db.execute("SELECT * FROM people WHERE folded = ?", (_known_by(name),)).fetchone()
    if row is None:
        raise UsageError(f"There is no person named {name}.", hint="List them: audioedition user list")
    return _person(row)


def _keep_an_admin(db: sqlite3.Connection, person: Colleague) -> None:
    others = db.execute("SELECT count(*) FROM people WHERE id != ?", (person.id,)).fetchone()[0]
    admins = db.execute(
        "SELECT count(*) FROM people WHERE role = 'admin' AND id != ?", (person.id,)
    ).fetchone()[0]
    if person.role == "admin" and others and not admins:
        raise UsageError(
            f"{person.name} is the last admin.", hint="Make somebody else admin first: audioedition user role"
        )


def _role(role: str) -> PersonRole:
    if role not in PERSON_ROLES:
        raise UsageError(f"There is no role {role!r}.", hint="One of: " + ", ".join(PERSON_ROLES))
    return cast("PersonRole", role)


def _digest(password: str) -> str:
    if not LEAST_PASSWORD_CHARS <= len(password) <= MOST_PASSWORD_CHARS:
        raise UsageError(
            f"A password has {LEAST_PASSWORD_CHARS} to {MOST_PASSWORD_CHARS} characters.",
            hint="Several words make a good one.",
        )
    from argon2 import PasswordHasher

    with _hashing:
        return PasswordHasher().hash(password)


_nobody: list[str] = []


def _of_nobody() -> str:
    """A digest that no password fits, of the same cost."""
    if not _nobody:
        from argon2 import PasswordHasher

        _nobody.append(PasswordHasher().hash(secrets.token_urlsafe(32)))
    return _nobody[0]


def _stamp() -> str:
    return secrets.token_hex(8)


def _person(row: sqlite3.Row) -> Colleague:
    return Colleague(
        id=row["id"],
        name=row["name"],
        role=row["role"],
        stamp=row["stamp"],
        created_at=row["created_at"],
        seen_at=row["seen_at"],
    )
