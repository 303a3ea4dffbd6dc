"""Engine children that may outlive an article, so that a model is loaded once per worker and not once per article."""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

from audioedition.errors import AudioEditionError, EngineError
from audioedition.model import Voice
from audioedition.speak.engines.host import DEADLINE_S, EngineHost
from audioedition.speak.engines.registry import load_engine

Task = TypeVar("Task")
Result = TypeVar("Result")


class Hosts:
    """The hosts of one thread, one per engine, made when first needed."""

    def __init__(self) -> None:
        self._hosts: dict[str, EngineHost] = {}
        self._stopped = False

    def __getitem__(self, engine: str) -> EngineHost:
        if self._stopped:
            raise EngineError("The work was stopped.")
        if engine not in self._hosts:
            deadline_s = float(getattr(load_engine(engine), "deadline_s", DEADLINE_S))
            self._hosts[engine] = EngineHost(engine, deadline_s=deadline_s)
        return self._hosts[engine]

    def stop(self) -> None:
        """From another thread: kill the children and start none any more. The pipes are their own thread's."""
        self._stopped = True
        for host in tuple(self._hosts.values()):
            host.interrupt()

    def close(self) -> None:
        for host in tuple(self._hosts.values()):
            host.close()


class Slot:
    """One thread with its own hosts. The kernel kills a child with the *thread* that started it (PR_SET_PDEATHSIG),
    so the thread must live as long as the child."""

    def __init__(self, number: int) -> None:
        self.hosts = Hosts()
        self.executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"speaker-{number}")


def _load(hosts: Hosts, voice: Voice) -> None:
    with contextlib.suppress(AudioEditionError):
        hosts[voice.engine].speak("", voice)


class Speakers:
    """As many lanes as were ever needed at once. Safe for threads: one ``run`` after the other."""

    def __init__(self) -> None:
        self._lanes: list[Slot] = []
        self._turn = threading.Lock()

    def __enter__(self) -> Speakers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm(self, voice: Voice) -> None:
        """Let an engine that is slow to begin load this voice now, while the article is still being read.

        What goes wrong is told when something is spoken.
        """
        if not hasattr(load_engine(voice.engine), "prepare"):
            return
        with self._turn:
            (lane,) = self._open_lanes(1)
            lane.executor.submit(_load, lane.hosts, voice)

    def run(
        self, speak: Callable[[Task, Hosts], Result], tasks: Sequence[Task], *, streams: int
    ) -> dict[Task, Result]:
        """``speak`` each task, on up to ``streams`` lanes at once, in order. Stops at the first error and raises
        it; what was spoken by then has been kept by ``speak`` itself."""
        waiting, results = deque(tasks), dict[Task, Result]()

        def work(hosts: Hosts) -> None:
            while waiting:
                try:
                    task = waiting.popleft()
                except IndexError:  # another lane took the last one
                    return
                try:
                    results[task] = speak(task, hosts)
                except BaseException:
                    waiting.clear()
                    raise

        with self._turn:
            lanes = self._open_lanes(min(streams, len(tasks)))
            futures = [lane.executor.submit(work, lane.hosts) for lane in lanes]
            try:
                wait(futures)
            except BaseException:  # Ctrl-C: what is being spoken is not needed any more
                waiting.clear()
                self.close()
                raise
            for future in futures:
                future.result()
        return results

    def close(self) -> None:
        """End the children and their threads; a later ``run`` starts new ones."""
        lanes, self._lanes = self._lanes, []
        for lane in lanes:
            lane.hosts.stop()
        for lane in lanes:
            lane.executor.shutdown(wait=True, cancel_futures=True)
            lane.hosts.close()

    def _open_lanes(self, number: int) -> list[Slot]:
        while len(self._lanes) < number:
            self._lanes.append(Slot(len(self._lanes)))
        return self._lanes[:number]
