"""Keeps the workers alive: starts them, starts them again when they die, ends them with the service."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time

from audioedition.serve.database import Database, StateError, state_path
from audioedition.serve.jobs import Jobs
from audioedition.serve.settings import Settings

LOOK_EVERY_S = 0.2
MIN_LIFE_S = 5.0
MAX_WAIT_S = 10.0
"""A worker that dies within five seconds is started again ever more slowly, up to this."""
STOP_S = 3.0


class Supervisor:
    """One thread that lives as long as its workers: the kernel ends a worker with the thread that started it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.starts = 0
        self._jobs = Jobs(Database(state_path(settings.output)))
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)
        self._workers: list[subprocess.Popen[bytes] | None] = [None] * settings.workers
        self._started_at = [0.0] * settings.workers
        self._start_at = [0.0] * settings.workers
        self._falls = [0] * settings.workers

    def start(self) -> None:
        with contextlib.suppress(StateError):
            self._jobs.release()  # nobody else works at this folder's queue: what is leased was left behind
        self._thread.start()

    def stop(self) -> None:
        """The workers end now; what they were at is queued again."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    @property
    def pids(self) -> tuple[int, ...]:
        return tuple(w.pid for w in self._workers if w is not None and w.poll() is None)

    def _run(self) -> None:
        while not self._stopping.is_set():
            for place in range(len(self._workers)):
                self._look_after(place)
            self._stopping.wait(LOOK_EVERY_S)
        self._end_all()

    def _look_after(self, place: int) -> None:
        worker, now = self._workers[place], time.monotonic()
        if worker is not None and worker.poll() is not None:
            self._give_back(worker)
            self._workers[place] = None
            quick = now - self._started_at[place] < MIN_LIFE_S
            self._falls[place] = self._falls[place] + 1 if quick else 0
            self._start_at[place] = now + (min(0.1 * 2 ** self._falls[place], MAX_WAIT_S) if quick else 0.0)
        if self._workers[place] is None and now >= self._start_at[place]:
            self._workers[place] = self._spawn()
            self._started_at[place] = now

    def _spawn(self) -> subprocess.Popen[bytes]:
        self.starts += 1
        return subprocess.Popen(
            [sys.executable, "-m", "audioedition.serve.worker", str(os.getpid()), self.settings.to_json()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _give_back(self, worker: subprocess.Popen[bytes]) -> None:
        with contextlib.suppress(StateError):  # then the lease runs out by itself
            self._jobs.release(f"worker-{worker.pid}")

    def _end_all(self) -> None:
        living = [w for w in self._workers if w is not None]
        for worker in living:
            worker.terminate()
        until = time.monotonic() + STOP_S
        for worker in living:
            try:
                worker.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()
            self._give_back(worker)
