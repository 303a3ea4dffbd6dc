"""Keeps the workers’ prefork parent alive: starts it, starts it again when it dies, ends it with the service."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from types import TracebackType

from audioedition.serve.database import open_state
from audioedition.serve.jobs import Jobs
from audioedition.serve.restarts import Restarts
from audioedition.serve.settings import ServiceSettings
from audioedition.system.sqlite import StateError

LOOK_EVERY_S = 0.1
STOP_S = 5.0
"""The prefork parent gives its workers three."""


class Supervisor:
    """One thread that lives as long as its child: the kernel kills a process with the thread that started it."""

    def __init__(self, settings: ServiceSettings) -> None:
        self.settings = settings
        self.starts = 0
        self._jobs = Jobs(open_state(settings.output))
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)

    def __enter__(self) -> Supervisor:
        if self.settings.workers:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The workers end now; what they were at is queued again."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        restarts = Restarts()
        while not self._stopping.is_set():
            if not restarts.due(now=time.monotonic()):
                self._stopping.wait(LOOK_EVERY_S)
                continue
            self._give_back()  # nobody else works at this folder's queue: what is leased was left behind
            restarts.note_start(now=time.monotonic())
            restarts.note_end(self._live_through(self._start()), now=time.monotonic())

    def _start(self) -> subprocess.Popen[bytes]:
        self.starts += 1
        return subprocess.Popen(
            [sys.executable, "-m", "audioedition.serve.prefork", str(os.getpid()), self.settings.to_json()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _live_through(self, parent: subprocess.Popen[bytes]) -> int:
        """Until it ends, or is told to with the service. Its code."""
        while parent.poll() is None and not self._stopping.is_set():
            self._stopping.wait(LOOK_EVERY_S)
        parent.terminate()
        try:
            return parent.wait(STOP_S)
        except subprocess.TimeoutExpired:
            parent.kill()
            return parent.wait()
        finally:
            self._give_back()

    def _give_back(self) -> None:
        with contextlib.suppress(StateError):  # then the leases run out by themselves
            self._jobs.release()
