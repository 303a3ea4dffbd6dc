"""Jobs worked off side by side, each hand in a thread of its own; results come back to the caller's thread.

The pool of ``batch`` and of ``watch``: a hand is a process of this machine (``pool.Worker``) or a lane to a cluster.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from audioedition.model import Progress
from audioedition.newsroom.workers.task import Outcome, Task

LEAVING_S = 5.0

Job = TypeVar("Job")
Result = TypeVar("Result")


class Worker(Protocol):
    """Who makes articles, one at a time."""

    def call(
        self, task: Task, *, on_progress: Callable[[Progress], object], stop: threading.Event
    ) -> Outcome: ...
    def interrupt(self) -> None: ...
    def close(self) -> None: ...


Pool = Callable[[int], Sequence[Worker]]
"""The hands for so many articles, at most as many as there are."""
InCallersThread = Callable[[Callable[[], object]], None]
"""From a lane: run this in the caller's thread."""
Do = Callable[[Job, Worker, InCallersThread, threading.Event], Result]
"""One job. What it raises ends them all; the event says that nobody waits for its result any more."""


def work_through(
    jobs: Sequence[Job], *, pool: Sequence[Worker], do: Do[Job, Result]
) -> Generator[Result, None, None]:
    """What ``do`` makes of each job, as it comes. Whatever ends this generator ends the hands too."""
    slots = _Slots(jobs, do)
    threads = [threading.Thread(target=slots.run, args=(worker,), daemon=True) for worker in pool]
    for thread in threads:
        thread.start()
    running = len(threads)
    try:
        while running:
            told = slots.told.get()
            if told is None:
                running -= 1
            elif isinstance(told, BaseException):
                raise told
            elif isinstance(told, _Done):
                yield told.result
            else:
                told()
    finally:
        slots.stop.set()
        if running:  # cut short: what is being made is not waited for; it stands whole or not at all
            for worker in pool:
                worker.interrupt()
        for thread in threads:
            thread.join(LEAVING_S)  # one that waits for its turn at a site has nothing to lose


@dataclass(frozen=True, slots=True)
class _Done(Generic[Result]):
    result: Result


class _Slots(Generic[Job, Result]):
    """What the threads share."""

    def __init__(self, jobs: Sequence[Job], do: Do[Job, Result]) -> None:
        self.stop = threading.Event()
        self.told: queue.Queue[_Done[Result] | BaseException | Callable[[], object] | None] = queue.Queue()
        self._do = do
        self._waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
        for job in jobs:
            self._waiting.put(job)

    def run(self, worker: Worker) -> None:
        """One hand's thread."""
        try:
            while not self.stop.is_set():
                try:
                    job = self._waiting.get_nowait()
                except queue.Empty:
                    break
                result = self._do(job, worker, self.told.put, self.stop)
                if not self.stop.is_set():  # what was killed has no result
                    self.told.put(_Done(result))
        except BaseException as error:  # noqa: BLE001  # raised again where the work is waited for
            self.told.put(error)
        finally:
            worker.close()
            self.told.put(None)
