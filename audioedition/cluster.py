"""Many machines: articles as Dask tasks, clips and editions through a store that every machine reaches.

Extra ``[cluster]``. Start ``dask scheduler`` on one machine and ``dask worker tcp://…:8786 --nthreads 1`` on each,
where audioedition is installed. What Dask alone does not promise is done here: a task that is lost, or that lies in
no worker's hands while workers are idle, is handed in again; the store says what is there already.
"""

from __future__ import annotations

import contextlib
import dataclasses
import logging
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from audioedition.edition import edition_id
from audioedition.errors import EngineError, PublishError, SourceError, UsageError
from audioedition.fetch import fetch_source
from audioedition.model import OnProgress, Progress
from audioedition.newsroom.work import Outcome, Task, failure, work_off
from audioedition.produce import Produced, produce_article, read_article
from audioedition.publish.shelf import read_edition
from audioedition.speakers import Speakers
from audioedition.store import EditionStore, open_clips

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECT_S = 10.0
LOOK_EVERY_S = 1.0
"""Between two questions to the scheduler: who is at work at what? One question serves all lanes."""
IDLE_S = 10.0
"""How long a task may lie in no worker's hands while a worker has nothing to do."""
SILENCE_S = 1800.0
"""How long one article may take: an hour's text in the slowest voice. Then it is handed in again."""
ATTEMPTS = 20
"""Of one article whose worker is lost. Its clips are in the store by then: each attempt gets further."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What a worker sends back; the edition itself goes through the store."""

    outcome: Outcome
    edition_id: str = ""


class Cluster:
    """A connection to a scheduler. ``store``: folder or URL that this machine and every worker reach."""

    def __init__(self, scheduler: str, *, store: str, connect_s: float = CONNECT_S) -> None:
        self.store = store
        self.editions = EditionStore(store)
        self.client = connect(scheduler, timeout_s=connect_s)
        self._handed_in = 0
        self._turn = threading.Lock()
        self._held: dict[str, tuple[str, ...]] = {}
        self._asked_at_s = float("-inf")

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    @property
    def size(self) -> int:
        """Tasks that can be worked at now, at least one."""
        workers = self.client.scheduler_info(n_workers=-1)["workers"]
        return max(1, sum(int(worker["nthreads"]) for worker in workers.values()))

    def crew(self, most: int) -> list[RemoteWorker]:
        """As many lanes as keep every worker busy: one more article waits for each pair of hands."""
        return [RemoteWorker(self) for _ in range(max(1, min(most, 2 * self.size)))]

    def submit(self, task: Task) -> Future:
        """Each time under a new name: what was handed in before may be lost for good. Raises PublishError when the
        scheduler has gone."""
        self.require_scheduler()
        with self._turn:
            self._handed_in += 1
            name = f"article-{os.getpid()}-{id(self):x}-{self._handed_in}"
        remote = dataclasses.replace(task, cache=self.store)
        future: Future = self.client.submit(deliver, remote, self.store, key=name, pure=False)
        return future

    def lies_idle(self, name: str) -> bool:
        """Whether nobody works at this task though somebody could. Raises PublishError when the scheduler has gone,
        OSError when it does not answer now."""
        self.require_scheduler()
        with self._turn:
            if time.monotonic() - self._asked_at_s >= LOOK_EVERY_S:
                try:
                    found = self.client.processing()
                except Exception as error:  # Dask's own kinds while it connects again or gives up
                    raise ConnectionError(str(error)) from error
                self._held = {worker: tuple(map(str, keys)) for worker, keys in found.items()}
                self._asked_at_s = time.monotonic()
            held = self._held
        at_work = {key for keys in held.values() for key in keys}
        return name not in at_work and any(not keys for keys in held.values())

    def require_scheduler(self) -> None:
        """Raises PublishError when Dask's client has given the scheduler up: it tries to reach it again for as long
        as it waited at the beginning."""
        if self.client.status == "closed":
            raise PublishError(
                "The scheduler went away and did not come back.",
                hint="Start it and its workers again; the same command then goes on where it stopped.",
            )


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
        """The task's outcome; the edition stands in ``task.output`` then."""
        if task.source is None:  # a file of this machine: no other one may have it
            try:
                task = dataclasses.replace(task, source=fetch_source(task.place))
            except SourceError as error:
                return failure(task.place, error)
        on_progress(Progress(stage="speak"))
        for attempt in range(ATTEMPTS):
            self.resubmitted += attempt > 0
            delivered = self._ask(task, stop)
            if stop.is_set():
                break
            if delivered is None:
                continue
            outcome = delivered.outcome
            if outcome.status == "failed":
                return outcome
            on_progress(Progress(stage="publish"))
            try:
                folder = self._cluster.editions.pull(delivered.edition_id, task.output)
            except PublishError as error:
                return failure(task.place, error)
            if folder is not None:
                return dataclasses.replace(
                    outcome, folder=folder.name, audio=str(folder / Path(outcome.audio).name)
                )
        words = f"The cluster lost this article {ATTEMPTS} times."
        return failure(task.place, EngineError(words, hint="Look into the logs of scheduler and workers."))

    def interrupt(self) -> None:
        """Nothing to kill here: what a worker has begun it ends, and the store keeps."""

    def close(self) -> None:
        """Nothing is held between tasks."""

    def _ask(self, task: Task, stop: threading.Event) -> Delivered | None:
        """``None`` when the task was lost, hangs, or we were told to stop."""
        future, ended = self._cluster.submit(task), threading.Event()
        future.add_done_callback(lambda _: ended.set())
        begun_s = idle_since_s = time.monotonic()
        try:
            while not stop.is_set():
                if ended.wait(LOOK_EVERY_S):
                    return self._result(future)
                now_s = time.monotonic()
                if now_s - begun_s > self._silence_s:
                    return None
                with contextlib.suppress(OSError):  # a scheduler that is busy, for a moment
                    if not self._cluster.lies_idle(future.key):
                        idle_since_s = now_s
                if now_s - idle_since_s > self._idle_s:
                    return None
            return None
        finally:
            with contextlib.suppress(
                Exception
            ):  # of a client that was closed meanwhile: nothing is held then
                if not future.done():
                    future.cancel()
                future.release()

    def _result(self, future: Future) -> Delivered | None:
        if future.status != "finished":  # its worker died, thrice by Dask's count; or the scheduler did
            return None
        delivered = future.result()
        return delivered if isinstance(delivered, Delivered) else None


def connect(scheduler: str, *, timeout_s: float) -> Client:
    """Raises UsageError when Dask is missing, PublishError when nobody answers or there is no worker."""
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            "--cluster needs Dask, which is not installed.",
            hint="python -m pip install 'audioedition[cluster]'",
        ) from error
    # what its client has to say is said by us, in a sentence, instead of tracebacks between the lines
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        client = Client(scheduler, timeout=timeout_s, name="audioedition")
    except (OSError, TimeoutError, ValueError) as error:
        raise PublishError(
            f"No scheduler answers at {scheduler}.",
            hint="Start one: dask scheduler; then dask worker tcp://HOST:8786 --nthreads 1 on each machine.",
        ) from error
    try:
        client.wait_for_workers(1, timeout=timeout_s)
    except (OSError, TimeoutError) as error:
        client.close()
        raise PublishError(
            f"The scheduler at {scheduler} has no worker.",
            hint=f"On each machine: dask worker {scheduler} --nthreads 1",
        ) from error
    return client


# --- on the worker's machine -----------------------------------------------------------------------------


def deliver(task: Task, store: str) -> Delivered:
    """Make the article here and put its edition into the store."""
    ids: list[str] = []
    bench = Bench.mine()

    def make(task: Task, *, speakers: Speakers, on_progress: OnProgress | None) -> Produced:
        produced = make_through_store(task, store=EditionStore(store), bench=bench, on_progress=on_progress)
        ids.append(produced.edition.id)
        return produced

    outcome = work_off(task, speakers=bench.speakers, make=make)
    return Delivered(outcome=outcome, edition_id=ids[0] if ids else "")


def make_through_store(
    task: Task, *, store: EditionStore, bench: Bench, on_progress: OnProgress | None
) -> Produced:
    """As ``produce_edition``, but what stands already is fetched from the store, and what came out goes there."""
    tell = on_progress or (lambda progress: None)
    source = task.source if task.source is not None else task.place
    article, identity = read_article(source, wishes=task.wishes, tell=tell)
    with bench.folder() as output:
        store.pull(edition_id(identity), output)
        produced = produce_article(
            article,
            identity=identity,
            output=output,
            wishes=task.wishes,
            store=open_clips(str(task.cache) if task.cache else None),
            speakers=bench.speakers,
            force=task.force,
            durable=False,  # the folder is swept in a moment; the store is what stays
            on_progress=on_progress,
        )
        if produced.status != "unchanged":
            store.push(read_edition(produced.folder))
    return produced


class Bench:
    """What a worker's thread keeps from one article to the next: engines that stay loaded."""

    _own = threading.local()

    def __init__(self) -> None:
        self.speakers = Speakers()

    @classmethod
    def mine(cls) -> Bench:
        """This thread's. Its engines end with it: the kernel sees to that."""
        if not hasattr(cls._own, "bench"):
            cls._own.bench = cls()
        bench: Bench = cls._own.bench
        return bench

    @contextlib.contextmanager
    def folder(self) -> Iterator[Path]:
        """An empty one for one article, in the worker's own folder, which Dask sweeps after a kill."""
        with tempfile.TemporaryDirectory(prefix="audioedition-", dir=local_folder()) as name:
            yield Path(name)


def local_folder() -> str | None:
    from distributed import get_worker

    try:
        return str(get_worker().local_directory)
    except ValueError:  # not called by a worker
        return None
