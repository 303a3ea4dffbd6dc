"""A SQLite file (WAL) that several processes share. An edge."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from audioedition.errors import PublishError

BUSY_S = 5.0
"""How long a write waits for another process's: ours last a few milliseconds."""


class StateError(PublishError):
    """The state cannot be read or written now. Editions are served all the same."""


class Database:
    """Opened when first needed; safe for many threads and processes. ``schema`` is laid out where the file's
    ``user_version`` is below ``version``. ``if_lost``: a sentence that says how to go on without the file, and what
    goes with it; told when it is damaged. What goes wrong names the file itself, whosever it is."""

    def __init__(
        self, path: Path, *, schema: str, version: int, if_lost: str, busy_s: float = BUSY_S
    ) -> None:
        self.path = path
        self._if_lost = if_lost
        self._schema = schema
        self._version = version
        self._busy_s = busy_s
        self._idle: deque[sqlite3.Connection] = deque()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection. Raises StateError."""
        with self._lent() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that holds the write lock from its beginning. Raises StateError."""
        with self._lent() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):  # the error itself may have ended it already
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Every connection that is not in use."""
        while self._idle:
            self._idle.pop().close()

    @contextlib.contextmanager
    def _lent(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._idle.pop() if self._idle else self._open()
            try:
                yield connection
            except (sqlite3.Error, OSError):
                connection.close()
                raise
            except BaseException:
                self._idle.append(connection)
                raise
            self._idle.append(connection)
        except sqlite3.Error as error:
            raise explain(error, path=self.path, if_lost=self._if_lost) from error
        except OSError as error:
            raise StateError(
                f"{self.path} cannot be written: {error.strerror}.",
                hint="Check the folder's rights, or name another folder with -o DIR.",
            ) from error

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self.path, timeout=self._busy_s, isolation_level=None, check_same_thread=False
        )
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.row_factory = sqlite3.Row
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > self._version:
            raise StateError(
                f"{self.path} was written by a newer audioedition.",
                hint="Update audioedition on this machine.",
            )
        if version < self._version:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(self._schema)
            connection.execute(f"PRAGMA user_version={self._version}")
            os.chmod(self.path, 0o600)  # it holds digests of tokens and what newsrooms have not published yet
        # a power cut may lose the last second of the queue, never its integrity
        connection.execute("PRAGMA synchronous=NORMAL")


def explain(error: sqlite3.Error, *, path: Path, if_lost: str) -> StateError:
    """What SQLite says of that file, as a sentence and what to do."""
    said = str(error)
    if "locked" in said or "busy" in said:
        return StateError(
            f"{path} is locked by another program.",
            hint="Close the program that holds it (a backup, a database browser), then try again.",
        )
    if "readonly" in said or "read-only" in said:
        return StateError(
            f"{path} may only be read.",
            hint="Give whoever runs audioedition the right to write it and its folder.",
        )
    if "malformed" in said or "not a database" in said:
        return StateError(f"{path} is damaged.", hint=if_lost)
    if "full" in said:
        return StateError(
            f"The disk of {path} is full.", hint="Make room; what runs unattended goes on by itself."
        )
    return StateError(f"{path} cannot be used: {said}.", hint=if_lost)
