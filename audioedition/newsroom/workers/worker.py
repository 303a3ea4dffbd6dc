"""The worker process: ``python -m audioedition.newsroom.workers.worker DESCRIPTOR PARENT [CORE]``.

One task after the other. Tasks come and outcomes go, pickled, through the inherited descriptor; in between, what the
article is at. It ends with the pipe, and on Linux at once with its parent."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from multiprocessing.connection import Connection

from audioedition.newsroom.workers.task import Outcome, Task, failure, own_fault, work_off
from audioedition.speak.engine_pool import Speakers
from audioedition.speak.engines.child import die_with_parent


def main() -> None:
    connection = Connection(int(sys.argv[1]))
    die_with_parent(int(sys.argv[2]))
    if sys.platform == "linux" and len(sys.argv) > 3:
        with contextlib.suppress(OSError):  # the core was taken from us meanwhile: then on any
            os.sched_setaffinity(0, {int(sys.argv[3])})
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError), Speakers() as speakers:
        while True:
            connection.send(answer(connection.recv(), connection, speakers))


def answer(task: Task, connection: Connection, speakers: Speakers) -> Outcome:
    try:
        return work_off(task, speakers=speakers, on_progress=connection.send)
    except (EOFError, OSError):
        raise
    except Exception as bug:  # noqa: BLE001  # the archive goes on
        return failure(task.place, own_fault(bug))


if __name__ == "__main__":
    main()
