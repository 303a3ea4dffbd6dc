"""Jobs worked off side by side, each hand in a thread of its own; results come back to the caller's thread.

The pool of ``batch`` and of ``watch``: a hand is a process of this machine (``pool.Worker``) or a lane to a cluster.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from audioedition.errors import UsageError
from audioedition.model import Progress
from audioedition.newsroom.workers.task import Outcome, Task

LEAVING_S = 5.0

Job = TypeVar("Job")
Result = TypeVar("Result")


class Hand(Protocol):
    """Who makes articles, one at a time."""

    def call(
        self, task: Task, *, on_progress: Callable[[Progress], object], stop: threading.Event
    ) -> Outcome: ...
    def interrupt(self) -> None: ...
    def close(self) -> None: ...


Crew = Callable[[int], Sequence[Hand]]
"""The hands for so many articles, at most as many as there are."""
Tell = Callable[[Callable[[], object]], None]
"""From a lane: run this in the caller's thread."""
Do = Callable[[Job, Hand, Tell, threading.Event], Result]
"""One job. What it raises ends them all; the event says that nobody waits for its result any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Helpers:
    """Who is to make the articles: processes of this machine, or a Dask cluster (its scheduler's address) whose
    workers reach ``store``."""

    workers: int
    cluster: str | None = None
    store: str | None = None
    patience_s: float | None = None
    """How long a cluster that has gone is waited for; ``None``: an hour."""


@contextlib.contextmanager
def open_crew(helpers: Helpers, *, tell: Callable[[str], object] = lambda sentence: None) -> Iterator[Crew]:
    """``tell`` hears when a cluster has gone and when it is back. Raises UsageError (no store, no Dask) and
    PublishError (nobody answers)."""
    check_cluster(helpers.cluster, store=helpers.store)
    if helpers.cluster is None:
        from audioedition.newsroom.workers.process import start_workers

        yield lambda number: start_workers(min(helpers.workers, number))
        return
    from audioedition.newsroom.cluster import PATIENCE_S, Cluster, crew

    patience_s = PATIENCE_S if helpers.patience_s is None else helpers.patience_s
    with Cluster(helpers.cluster, store=str(helpers.store), patience_s=patience_s, tell=tell) as machines:
        yield lambda number: crew(machines, number)


def check_cluster(cluster: str | None, *, store: str | None) -> None:
    """Raises UsageError when a cluster is named and no store."""
    if cluster is not None and store is None:
        raise UsageError(
            "--cluster needs a store that every machine reaches.",
            hint="--cache s3://bucket/folder, or a shared folder",
        )


def work_through(
    jobs: Sequence[Job], *, crew: Sequence[Hand], do: Do[Job, Result]
) -> Generator[Result, None, None]:
    """What ``do`` makes of each job, as it comes. Whatever ends this generator ends the hands too."""
    lanes = _Lanes(jobs, do)
    threads = [threading.Thread(target=lanes.run, args=(hand,), daemon=True) for hand in crew]
    for thread in threads:
        thread.start()
    running = len(threads)
    try:
        while running:
            told = lanes.told.get()
            if told is None:
                running -= 1
            elif isinstance(told, BaseException):
                raise told
            elif isinstance(told, _Done):
                yield told.result
            else:
                told()
    finally:
        lanes.stop.set()
        if running:  # cut short: what is being made is not waited for; it stands whole or not at all
            for hand in crew:
                hand.interrupt()
        for thread in threads:
            thread.join(LEAVING_S)  # one that waits for its turn at a site has nothing to lose


@dataclass(frozen=True, slots=True)
class _Done(Generic[Result]):
    result: Result


class _Lanes(Generic[Job, Result]):
    """What the threads share."""

    def __init__(self, jobs: Sequence[Job], do: Do[Job, Result]) -> None:
        self.stop = threading.Event()
        self.told: queue.Queue[_Done[Result] | BaseException | Callable[[], object] | None] = queue.Queue()
        self._do = do
        self._waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
        for job in jobs:
            self._waiting.put(job)

    def run(self, hand: Hand) -> None:
        """One hand's thread."""
        try:
            while not self.stop.is_set():
                try:
                    job = self._waiting.get_nowait()
                except queue.Empty:
                    break
                result = self._do(job, hand, self.told.put, self.stop)
                if not self.stop.is_set():  # what was killed has no result
                    self.told.put(_Done(result))
        except BaseException as error:  # noqa: BLE001  # raised again where the work is waited for
            self.told.put(error)
        finally:
            hand.close()
            self.told.put(None)
