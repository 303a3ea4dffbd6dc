"""The connection to a scheduler, made again for as long as patience lasts."""

from __future__ import annotations

import dataclasses
import logging
import os
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from audioedition.errors import PublishError, UsageError
from audioedition.model import Progress
from audioedition.newsroom.cluster.machine import deliver
from audioedition.newsroom.cluster.presence import NOTICE_S, PATIENCE_S, Presence
from audioedition.newsroom.workers.task import Task
from audioedition.publish.folder.remote import EditionStore

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECT_S = 10.0
LOOK_EVERY_S = 1.0
"""Between two questions to the scheduler: who is at work at what? One question serves all lanes."""


class Cluster:
    """A connection to a scheduler. ``store``: folder or URL that this machine and every worker reach. ``tell`` hears
    when the cluster is gone and when it is back; ``patience_s``: how long it is waited for."""

    def __init__(
        self,
        scheduler: str,
        *,
        store: str,
        connect_s: float = CONNECT_S,
        patience_s: float = PATIENCE_S,
        notice_s: float = NOTICE_S,
        tell: Callable[[str], object] = lambda sentence: None,
    ) -> None:
        self.store = store
        self.editions = EditionStore(store)
        self.client = connect(scheduler, timeout_s=connect_s)
        self._scheduler, self._connect_s = scheduler, connect_s
        self._presence = Presence(scheduler, patience_s=patience_s, notice_s=notice_s, tell=tell)
        self._handed_in = 0
        self._turn = threading.Lock()
        self._held: dict[str, tuple[str, ...]] | None = {}
        self._asked_at_s = float("-inf")

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    @property
    def size(self) -> int:
        """Tasks that can be worked at now, at least one."""
        workers = self.client.scheduler_info(n_workers=-1)["workers"]
        return max(1, sum(int(worker["nthreads"]) for worker in workers.values()))

    def submit(self, task: Task) -> Future:
        """Each time under a new name: what was handed in before may be lost for good. Raises ConnectionError."""
        with self._turn:
            self._handed_in += 1
            name = f"article-{os.getpid()}-{id(self):x}-{self._handed_in}"
        remote = dataclasses.replace(task, cache=self.store)
        try:
            future: Future = self.client.submit(deliver, remote, self.store, key=name, pure=False)
        except Exception as error:  # Dask's own kinds when the client has given up just now
            raise ConnectionError(str(error)) from error
        return future

    def look(self) -> dict[str, tuple[str, ...]] | None:
        """Each worker's address with the names of the tasks in its hands; ``None`` when the scheduler does not
        answer. Raises PublishError when nobody has been there for as long as patience lasts."""
        with self._turn:
            if time.monotonic() - self._asked_at_s >= LOOK_EVERY_S:
                self._held = self._ask()
                self._asked_at_s = time.monotonic()  # after the answer, which may have taken long
                self._presence.found(None if self._held is None else len(self._held))
            return self._held

    def waiting(self) -> Progress:
        """What a person sees while nobody is there."""
        return self._presence.waiting()

    def _ask(self) -> dict[str, tuple[str, ...]] | None:
        try:
            if (
                self.client.status == "closed"
            ):  # it tries for as long as at the beginning, then for ever no more
                self.client = _open_client(self._scheduler, timeout_s=self._connect_s)
            found = self.client.sync(self.client.scheduler.processing, callback_timeout=self._connect_s)
        except Exception:  # noqa: BLE001  # Dask's own kinds while it connects again or gives up
            return None
        return {worker: tuple(map(str, keys)) for worker, keys in found.items()}


def connect(scheduler: str, *, timeout_s: float) -> Client:
    """Raises UsageError when Dask is missing, PublishError when nobody answers or there is no worker."""
    try:
        import distributed  # noqa: F401  # whether it is there
    except ImportError as error:
        raise UsageError(
            "--cluster needs Dask, which is not installed.",
            hint="python -m pip install 'audioedition[cluster]'",
        ) from error
    # what its client has to say is said by us, in a sentence, instead of tracebacks between the lines
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        client = _open_client(scheduler, timeout_s=timeout_s)
    except (OSError, TimeoutError, ValueError) as error:
        raise PublishError(
            f"No scheduler answers at {scheduler}.",
            hint="Start one: dask scheduler; then dask worker tcp://HOST:8786 --nthreads 1 on each machine.",
        ) from error
    try:
        client.wait_for_workers(1, timeout=timeout_s)
    except (OSError, TimeoutError) as error:
        client.close()
        raise PublishError(
            f"The scheduler at {scheduler} has no worker.",
            hint=f"On each machine: dask worker {scheduler} --nthreads 1",
        ) from error
    return client


def _open_client(scheduler: str, *, timeout_s: float) -> Client:
    from distributed import Client

    return Client(scheduler, timeout=timeout_s, name="audioedition", set_as_default=False)
