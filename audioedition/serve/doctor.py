"""What of the service works on this machine: ``audioedition doctor --service``."""

from __future__ import annotations

import importlib.util
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from audioedition.errors import AudioEditionError, UsageError
from audioedition.produce.doctor import Diagnosis
from audioedition.serve.database import open_state

PACKAGES = ("starlette", "uvicorn", "itsdangerous", "multipart", "prometheus_client")
LEAST_DESCRIPTORS = 1_024
"""Each listener holds one, and each worker a few."""


def examine_service(output: Path, *, store: str | None = None) -> Iterator[Diagnosis]:
    """Packages, state, queue, tokens, store, limits of the system; each with what to do."""
    yield _try("service packages", _packages)
    yield _try("state", lambda: _state(output))
    yield _try("queue", lambda: _queue(output))
    yield _try("tokens", lambda: _tokens(output))
    yield _try("store", lambda: _store(store))
    yield _try("open files", _descriptors)


def _try(subject: str, look: Callable[[], str]) -> Diagnosis:
    try:
        return Diagnosis(subject=subject, works=True, words=look())
    except AudioEditionError as error:
        return Diagnosis(subject=subject, works=False, words=str(error), advice=error.hint)


def _packages() -> str:
    lacking = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    if lacking:
        raise UsageError(
            f"{', '.join(lacking)} cannot be imported.", hint="pip install 'audioedition[serve]'"
        )
    return "installed"


def _state(output: Path) -> str:
    from audioedition.serve.database import state_path

    path = state_path(output)
    if not path.exists():
        return f"{path} (not made yet), SQLite {sqlite3.sqlite_version}"
    database = open_state(path.parent, path=path)
    try:
        with database.reading() as db:
            (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
        with database.writing():
            pass  # the write lock can be had
    finally:
        database.close()
    if verdict != "ok":
        raise UsageError(f"{path} is damaged: {verdict}.", hint="Stop the service and move the file away.")
    return f"{path}, whole and writable"


def _queue(output: Path) -> str:
    from audioedition.serve.database import state_path
    from audioedition.serve.jobs import Jobs

    if not state_path(output).exists():
        return "empty"
    database = open_state(output)
    try:
        counts = Jobs(database).counts()
    finally:
        database.close()
    return ", ".join(f"{number} {state}" for state, number in sorted(counts.items())) or "empty"


def _tokens(output: Path) -> str:
    from audioedition.serve.database import state_path
    from audioedition.serve.tokens import Tokens

    names: list[str] = []
    if state_path(output).exists():
        database = open_state(output)
        try:
            names = [token.name for token in Tokens(database).list()]
        finally:
            database.close()
    return ", ".join(names) or "none: only this machine may use the service (audioedition token new NAME)"


def _store(store: str | None) -> str:
    """A clip goes there and comes back."""
    from audioedition.model import Clip
    from audioedition.speak.remote_clips import open_clips

    clips = open_clips(store)
    probe = Clip(pcm=os.urandom(64), frame_rate=16_000)
    key = "00" * 32
    clips.write(key, probe)
    if clips.read(key) != probe:
        raise UsageError(f"The store {store} gives back other bytes.", hint="Choose another store.")
    return store or "the person's cache folder"


def _descriptors() -> str:
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < LEAST_DESCRIPTORS:
        raise UsageError(
            f"Only {soft} files may be open at once.",
            hint="LimitNOFILE=65536 in the unit, or ulimit -n 65536.",
        )
    return str(soft)
