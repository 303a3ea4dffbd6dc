"""A worker process kept alive: it may crash, be killed or hang, and the archive goes on.

Processes of our own rather than ``concurrent.futures``: there, one killed worker breaks the whole pool.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from audioedition.errors import EngineError
from audioedition.model import Progress
from audioedition.newsroom.workers.task import Outcome, Task, failure

ATTEMPTS = 10
"""Of one article whose worker dies: more are its own fault, or the memory's. Each gets further: clips are kept."""
SILENCE_S = 1800.0
"""A worker that tells nothing for so long hangs: one sentence of the slowest voice takes a minute."""


def start_workers(number: int) -> list[WorkerProcess]:
    """So many, each held to a core of its own where there are as many as cores.

    An article's sound goes through several programs; handing it from core to core takes 6 to 13 % more CPU
    than keeping it on one (docs/scaling.md).
    """
    cores = sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else []
    own = cores if number == len(cores) else [None] * number
    return [WorkerProcess(core=core) for core in own]


class WorkerProcess:
    """One process, started when first needed. Belongs to the thread that calls it: on Linux the kernel kills the
    process with that thread. ``core``: it and its children run on that one alone (Linux)."""

    def __init__(
        self, *, core: int | None = None, silence_s: float = SILENCE_S, attempts: int = ATTEMPTS
    ) -> None:
        self._core, self._silence_s, self._attempts = core, silence_s, attempts
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    def call(
        self, task: Task, *, on_progress: Callable[[Progress], object], stop: threading.Event
    ) -> Outcome:
        """The task's outcome; a worker that dies or hangs at it is started again, up to ten times, unless
        ``stop`` is set."""
        for _ in range(self._attempts):
            if stop.is_set():
                break
            try:
                return self._ask(task, on_progress)
            except (EOFError, OSError):
                self.kill()
        words = f"The worker process died {self._attempts} times at this article."
        return failure(task.place, EngineError(words, hint="Is the memory full? Try another voice."))

    def close(self) -> None:
        """Let it end by itself, else kill it."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(10)
        self.kill()

    def interrupt(self) -> None:
        """From another thread: kill the process at once. Its own thread notices, and tidies up."""
        process = self._process
        if process is not None:
            process.kill()

    def kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.close()

    def _ask(self, task: Task, on_progress: Callable[[Progress], object]) -> Outcome:
        connection = self._connection or self._start()
        connection.send(task)
        while connection.poll(self._silence_s):
            told = connection.recv()
            if isinstance(told, Outcome):
                return told
            on_progress(told)
        raise TimeoutError

    def _start(self) -> Connection:
        self.kill()
        ours, theirs = Pipe()
        try:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "audioedition.newsroom.workers.worker",
                    str(theirs.fileno()),
                    str(os.getpid()),
                    *([] if self._core is None else [str(self._core)]),
                ],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # ours carries the results
            )
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        self._connection = ours
        return ours
