"""The figures while the service runs: gathered in memory, written down once a second, so that a flood of beacons
costs a few sums and no listener waits for the disk. What was gathered in the last second before a kill is lost."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from audioedition.audience.beacon import Beacon
from audioedition.audience.counts import Counts, Key
from audioedition.audience.downloads import DownloadCounter, Sent
from audioedition.serve.background import Background
from audioedition.serve.tokens import client_group
from audioedition.system.sqlite import StateError

WRITE_EVERY_S = 1.0
MAX_WAITING = 100_000
"""Sums that wait for a disk that cannot be written; what comes on top is lost."""
MAX_CLIENTS = 100_000
log = logging.getLogger(__name__)


class Quota:
    """At most so many a minute, of one client. Addresses are forgotten each minute; a restart forgives."""

    def __init__(self, per_minute: int) -> None:
        self._most = per_minute
        self._minute = 0
        self._seen: Counter[str] = Counter()

    def take(self, client: str) -> bool:
        """Whether there is one left. Called by the event loop alone."""
        minute = int(time.monotonic() // 60)
        if minute != self._minute:
            self._minute, self._seen = minute, Counter()
        group = client_group(client)
        if self._seen[group] >= self._most or (group not in self._seen and len(self._seen) >= MAX_CLIENTS):
            return False
        self._seen[group] += 1
        return True


class Audience:
    """Safe for threads, but for ``quota``."""

    def __init__(self, output: Path, *, per_minute: int) -> None:
        self.quota = Quota(per_minute)
        self._counts = Counts(output)
        self._waiting: Counter[Key] = Counter()
        self._downloads = DownloadCounter()
        self._salt = secrets.token_bytes(16)
        """Listeners are told apart by a hash that nobody can undo once the service has ended."""
        self._turn = threading.Lock()

    def beacon(self, beacon: Beacon) -> None:
        self._add(Key(day=today(), edition=beacon.edition, kind=beacon.kind, value=beacon.value))

    def listener(self, address: str, agent: str) -> str:
        return blake2b(
            f"{client_group(address)} {agent}".encode(), key=self._salt, digest_size=16
        ).hexdigest()

    def sent(self, sent: Sent) -> None:
        """An answer of an MP3."""
        with self._turn:
            counts = self._downloads.note(sent)
        if counts:
            self._add(Key(day=today(), edition=sent.edition, kind="download"))

    def read(self, *, since: str, until: str, edition: str | None = None) -> Mapping[Key, int]:
        """With what has not been written down yet. Raises StateError."""
        self.write()
        return self._counts.read(since=since, until=until, edition=edition)

    def write(self) -> None:
        """Raises StateError; then what was gathered is kept for the next time."""
        with self._turn:
            waiting, self._waiting = self._waiting, Counter()
        if not waiting:
            return
        try:
            self._counts.add(waiting)
        except StateError:
            with self._turn:
                self._waiting.update(waiting)
            raise

    def close(self) -> None:
        try:
            self.write()
        except StateError as error:
            log.error("%s %s", error, error.hint)
        self._counts.close()

    def _add(self, key: Key) -> None:
        with self._turn:
            if key in self._waiting or len(self._waiting) < MAX_WAITING:
                self._waiting[key] += 1


class Bookkeeper(Background):
    """The thread that writes down."""

    name = "audience"

    def __init__(self, audience: Audience) -> None:
        super().__init__()
        self._audience = audience

    def _run(self) -> None:
        while not self._stopping.wait(WRITE_EVERY_S):
            try:
                self._audience.write()
            except StateError as error:  # locked, full: it may be mended while we wait
                log.error("%s %s", error, error.hint)


def today() -> str:
    """ISO 8601, of the machine's clock: a newsroom's day ends at its own midnight."""
    return datetime.now().astimezone().date().isoformat()
