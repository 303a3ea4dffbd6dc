"""One lane to a cluster: a task is handed in, watched, and handed in again when it was lost."""

from __future__ import annotations

import contextlib
import dataclasses
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from audioedition.errors import EngineError, ExtractionError, PublishError, SourceError
from audioedition.fetch.source import fetch_source
from audioedition.model import Progress
from audioedition.newsroom.cluster.connection import LOOK_EVERY_S, Cluster
from audioedition.newsroom.cluster.machine import Delivered
from audioedition.newsroom.workers.task import Outcome, Task, failure, refuse_withdrawn
from audioedition.produce.held import forget_held, screened
from audioedition.produce.options import ReadArticle
from audioedition.produce.record import remember_origin
from audioedition.publish.folder.facts import edition_id
from audioedition.publish.folder.shelf import read_edition
from audioedition.publish.folder.writer import find_folder

if TYPE_CHECKING:
    from distributed import Future

IDLE_S = 10.0
"""How long a task may lie in no worker's hands while a worker has nothing to do."""
SILENCE_S = 1800.0
"""How long one article may take while somebody is there to make it: an hour's text in the slowest voice. Then it is
handed in again."""
RESULT_S = 30.0
"""For a finished task's few words to come: the worker that has them may die just then, and no other one be there."""
ATTEMPTS = 20
"""Of one article whose worker is lost. Its clips are in the store by then: each attempt gets further."""


def remote_workers(cluster: Cluster, most: int) -> list[RemoteWorker]:
    """As many lanes as keep every worker busy: one more article waits for each pair of hands."""
    return [RemoteWorker(cluster) for _ in range(max(1, min(most, 2 * cluster.size)))]


class RemoteWorker:
    """What ``newsroom.pool.Worker`` is for one machine, for a cluster: one task at a time, and its outcome."""

    pid: int | None = None

    def __init__(self, cluster: Cluster, *, idle_s: float = IDLE_S, silence_s: float = SILENCE_S) -> None:
        self._cluster = cluster
        self._idle_s = idle_s
        self._silence_s = silence_s
        self.resubmitted = 0

    def call(
        self, task: Task, *, on_progress: Callable[[Progress], object], stop: threading.Event
    ) -> Outcome:
        """The task's outcome; the edition stands in ``task.output`` then. Raises PublishError when the cluster has
        gone and has not come back in time."""
        if task.source is None:  # a file of this machine: no other one may have it
            try:
                task = dataclasses.replace(task, source=fetch_source(task.place))
            except SourceError as error:
                return failure(task.place, error)
        for attempt in range(ATTEMPTS):
            self.resubmitted += attempt > 0
            delivered = self._ask(task, on_progress, stop)
            if stop.is_set():
                break
            if delivered is None:
                continue
            outcome = delivered.outcome
            try:
                if delivered.doubtful is not None:
                    task = dataclasses.replace(task, read=_screened(delivered.doubtful, task))
                    continue
                if outcome.status == "failed":
                    return outcome
                refuse_withdrawn(delivered.edition_id, output=task.output)
                if task.read is None:
                    forget_held(task.output, delivered.edition_id)
                if self._lacks_what_stands(delivered.edition_id, task.output):
                    continue
                on_progress(Progress(stage="publish"))
                folder = self._cluster.editions.pull(delivered.edition_id, task.output)
                source = (task.source.url or task.source.path) if task.source else None
                remember_origin(
                    task.output, source=source, options=task.options, edition_id=delivered.edition_id
                )
            except (PublishError, ExtractionError) as error:
                return failure(task.place, error)
            if folder is not None:
                return dataclasses.replace(
                    outcome, folder=folder.name, audio=str(folder / Path(outcome.audio).name)
                )
        words = f"The cluster lost this article {ATTEMPTS} times."
        return failure(task.place, EngineError(words, hint="Look into the logs of scheduler and workers."))

    def _lacks_what_stands(self, edition_id: str, output: Path) -> bool:
        """Whether a revision stands here that the store does not know: what a person wrote, for instance. It is put
        there, for the next one is to be made from it. Raises PublishError."""
        folder = find_folder(output, edition_id=edition_id) if output.is_dir() else None
        made = self._cluster.editions.find(edition_id)
        if folder is None or made is None:
            return False
        try:
            here = read_edition(folder)
        except PublishError:  # damaged: what comes takes its place
            return False
        if made.revisions[: len(here.edition.revisions)] == here.edition.revisions:
            return False
        self._cluster.editions.push(here)
        return True

    def interrupt(self) -> None:
        """Nothing to kill here: what a worker has begun it ends, and the store keeps."""

    def close(self) -> None:
        """Nothing is held between tasks."""

    def _ask(
        self, task: Task, on_progress: Callable[[Progress], object], stop: threading.Event
    ) -> Delivered | None:
        """``None`` when the task was lost, hangs, or we were told to stop."""
        while not self._cluster.look():  # else it would be handed in to nobody
            on_progress(self._cluster.waiting())
            if stop.wait(LOOK_EVERY_S):
                return None
        try:
            future = self._cluster.submit(task)
        except ConnectionError:
            return None
        try:
            return self._watch(future, on_progress, stop)
        finally:
            # of a client that was closed meanwhile: nothing is held then
            with contextlib.suppress(Exception):
                if not future.done():
                    future.cancel()
                future.release()

    def _watch(
        self, future: Future, on_progress: Callable[[Progress], object], stop: threading.Event
    ) -> Delivered | None:
        ended, waiting = threading.Event(), True
        future.add_done_callback(lambda _: ended.set())
        begun_s = idle_since_s = time.monotonic()
        while not stop.is_set():
            held = self._cluster.look()
            now_s = time.monotonic()
            if not held:
                # the clocks stand: the scheduler keeps the task, and gives it to the next worker that comes
                waiting, begun_s, idle_since_s = True, now_s, now_s
                on_progress(self._cluster.waiting())
            else:
                if waiting:
                    waiting = False
                    on_progress(Progress(stage="speak"))
                at_work = any(future.key in keys for keys in held.values())
                if at_work or all(held.values()):  # or nobody's hands are free
                    idle_since_s = now_s
                if now_s - idle_since_s > self._idle_s or now_s - begun_s > self._silence_s:
                    return None
            if ended.wait(LOOK_EVERY_S):
                return _result(future)
        return None


def _screened(read: ReadArticle, task: Task) -> ReadArticle:
    """Raises as ``screened`` does, and for what a person took back."""
    refuse_withdrawn(edition_id(read.identity), output=task.output)
    return screened(read, output=task.output, place=task.place, policy=task.review)


def _result(future: Future) -> Delivered | None:
    if future.status != "finished":  # its worker died, thrice by Dask's count; or the scheduler did
        return None
    try:
        delivered = future.result(timeout=RESULT_S)
    except Exception:  # noqa: BLE001  # Dask's own kinds: the worker, or the client, has gone with it
        return None
    return delivered if isinstance(delivered, Delivered) else None
