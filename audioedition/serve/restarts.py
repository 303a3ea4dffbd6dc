"""When a process that ended is started again. Pure: the time is passed in."""

from __future__ import annotations

import signal

MIN_LIFE_S = 5.0
MAX_WAIT_S = 10.0


class Restarts:
    """Of one process. One that was killed from outside (the system, short of memory; an operator), or that ended
    well, is started again at once. One that fails by itself within five seconds, ever more slowly: 0.2 s, 0.4 s…
    up to ten seconds.
    """

    def __init__(self) -> None:
        self._started_at_s = 0.0
        self._due_at_s = 0.0
        self._falls = 0

    def due(self, *, now: float) -> bool:
        return now >= self._due_at_s

    def note_start(self, *, now: float) -> None:
        self._started_at_s = now

    def note_end(self, code: int, *, now: float) -> None:
        """``code``: negative = the signal, as ``subprocess`` has it."""
        if code in (0, -signal.SIGKILL) or now - self._started_at_s >= MIN_LIFE_S:
            self._falls = 0
            self._due_at_s = now
            return
        self._falls += 1
        self._due_at_s = now + min(0.1 * 2**self._falls, MAX_WAIT_S)
