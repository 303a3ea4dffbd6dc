"""The workers' parent: loads all that they need, once, and forks one whenever one is missing, in a few milliseconds.

``python -m`` this module, started by the service. It has one thread only, as whoever forks must; what it loaded is
shared by its workers, so that five take little more memory than one. It may be killed at any moment: the kernel
ends its workers with it, and the service starts another.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator

from audioedition.serve.database import open_state
from audioedition.serve.jobs import Jobs
from audioedition.serve.restarts import Restarts
from audioedition.serve.settings import ServiceSettings, settings_from_json
from audioedition.serve.worker import NICENESS, warm_up, work
from audioedition.speak.engines.child import die_with_parent
from audioedition.system.sqlite import StateError

LOOK_EVERY_S = 0.2
STOP_S = 3.0
PR_SET_NAME = 15


def main() -> None:
    """Arguments: the parent's process id, the settings in JSON."""
    die_with_parent(int(sys.argv[1]))
    os.nice(NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers Ctrl-C, and ends us
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    settings = settings_from_json(sys.argv[2])
    warm_up()
    Foreman(settings, start=fork_worker if sys.platform == "linux" else exec_worker).run()


class Foreman:
    """``start`` starts a worker and returns its process id."""

    def __init__(self, settings: ServiceSettings, *, start: Callable[[ServiceSettings], int]) -> None:
        self._settings = settings
        self._start = start
        self._stopping = False
        self._places = [WorkerSlot() for _ in range(settings.workers)]

    def run(self) -> None:
        """Until SIGTERM; then the workers end, and what they were at is queued again."""
        with woken_by(signal.SIGCHLD, signal.SIGTERM) as ear:
            while not self._stopping:
                for place in self._places:
                    self._look_after(place)
                select.select([ear], [], [], LOOK_EVERY_S)
                with contextlib.suppress(BlockingIOError):
                    self._stopping = signal.SIGTERM in os.read(ear, 4096) or self._stopping
        self._end_all()

    def _look_after(self, place: WorkerSlot) -> None:
        if place.pid is not None:
            ended, status = os.waitpid(place.pid, os.WNOHANG)
            if ended:
                self._give_back(place.pid)
                place.restarts.note_end(os.waitstatus_to_exitcode(status), now=time.monotonic())
                place.pid = None
        if place.pid is None and place.restarts.due(now=time.monotonic()):
            place.restarts.note_start(now=time.monotonic())
            place.pid = self._start(self._settings)

    def _give_back(self, pid: int) -> None:
        """What a dead worker was at. No connection stays open: none may be shared with a fork."""
        database = open_state(self._settings.output)
        with contextlib.suppress(StateError):  # then the lease runs out by itself
            Jobs(database).release(f"worker-{pid}")
        database.close()

    def _end_all(self) -> None:
        living = [place.pid for place in self._places if place.pid is not None]
        for pid in living:
            os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + STOP_S
        for pid in living:
            while os.waitpid(pid, os.WNOHANG) == (0, 0):
                if time.monotonic() > until:
                    os.kill(pid, signal.SIGKILL)
                    os.waitpid(pid, 0)
                    break
                time.sleep(0.02)
            self._give_back(pid)


class WorkerSlot:
    """Of one worker."""

    def __init__(self) -> None:
        self.pid: int | None = None
        self.restarts = Restarts()


def fork_worker(settings: ServiceSettings) -> int:
    """On Linux. (macOS ends forked programs that use its network settings.)"""
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        die_with_parent(parent)
        ctypes.CDLL(None).prctl(PR_SET_NAME, b"worker")  # what top shows
        work(settings)
    except BaseException:
        logging.exception("the worker broke")
        os._exit(1)
    os._exit(0)


def exec_worker(settings: ServiceSettings) -> int:
    """Elsewhere: a Python of its own."""
    command = [sys.executable, "-m", "audioedition.serve.worker", str(os.getpid()), settings.to_json()]
    return os.posix_spawn(sys.executable, command, os.environ)


@contextlib.contextmanager
def woken_by(*signals: signal.Signals) -> Iterator[int]:
    """A pipe into which the number of each of these signals is written when it comes: the end to read from."""
    ear, mouth = os.pipe()
    os.set_blocking(ear, False)
    os.set_blocking(mouth, False)
    before = {number: signal.signal(number, lambda *_: None) for number in signals}
    signal.set_wakeup_fd(mouth)
    try:
        yield ear
    finally:
        signal.set_wakeup_fd(-1)
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(ear)
        os.close(mouth)


if __name__ == "__main__":
    main()
