"""``batch``: an archive, article by article, on several processes; interrupted at any moment, it goes on there."""

from __future__ import annotations

import contextlib
import dataclasses
import queue
import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Protocol

from audioedition.errors import AudioEditionError, SourceError
from audioedition.fetch import fetch_source, is_url
from audioedition.model import Progress, Source
from audioedition.netguard import Access
from audioedition.newsroom.pace import Manners
from audioedition.newsroom.places import Places
from audioedition.newsroom.pool import Worker
from audioedition.newsroom.settings import Settings, passed_over, wishes_of
from audioedition.newsroom.state import NewsroomState
from audioedition.newsroom.work import Outcome, Task, failure

FETCH_ATTEMPTS = 3
FETCH_WAIT_S = 10.0
"""Before the second attempt; what the site asks for (Retry-After) goes before, up to two minutes."""
MAX_FETCH_WAIT_S = 120.0
LEAVING_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A batch as it is to be worked off. The callbacks run in the caller's thread."""

    places: Places
    settings: Settings
    state: NewsroomState
    access: Access
    manners: Manners
    cache: str | None = None
    force: bool = False
    crew: Callable[[int], Sequence[Hand]] | None = None
    """Who works, for so many articles; ``None``: as many processes here as the settings say."""
    on_outcome: Callable[[Outcome], object] = lambda outcome: None
    on_progress: Callable[[str, Progress], object] = lambda place, progress: None


class Hand(Protocol):
    """Who works tasks off, one at a time: a process here (``pool.Worker``), or a lane to a cluster."""

    def call(
        self, task: Task, *, on_progress: Callable[[Progress], object], stop: threading.Event
    ) -> Outcome: ...
    def interrupt(self) -> None: ...
    def close(self) -> None: ...


def local_crew(number: int) -> Sequence[Hand]:
    return [Worker() for _ in range(number)]


Told = Outcome | tuple[str, Progress] | BaseException | None
"""By a worker's thread: an article's outcome, what it is at, what broke the thread, and that it ends."""


class Stopped(AudioEditionError):
    """The batch ended early for a reason that would befall the next article too; ``exit_code`` is the cause's."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(
            f"Stopped at {outcome.place}: {outcome.reason}",
            hint=f"{outcome.hint} The same command then goes on where it stopped.".strip(),
        )
        self.exit_code = outcome.exit_code


def run_batch(order: Order) -> tuple[Outcome, ...]:
    """Work the places off and return the report's rows in their order, with those of an interrupted run.

    What an interrupted run of the same argument has spoken or found unchanged is not looked at again; what failed
    is tried again. Raises Stopped; then, and when it is interrupted, the next run goes on.
    """
    batch, kept = order.state.open_batch(order.places.argument)
    done = {place: Outcome(**row) for place, row in kept.items()}
    done = {place: outcome for place, outcome in done.items() if outcome.status in ("spoken", "unchanged")}
    for place in order.places.places:
        if place in done:
            order.on_outcome(done[place])
    todo = [place for place in order.places.places if place not in done]
    with contextlib.closing(_work(todo, order)) as outcomes:
        for outcome in outcomes:
            done[outcome.place] = outcome
            order.state.keep_row(batch, outcome.place, dataclasses.asdict(outcome))
            order.on_outcome(outcome)
            if outcome.stops:
                raise Stopped(outcome)
    order.state.end_batch(batch)
    return tuple(done[place] for place in order.places.places)


def _work(todo: Sequence[str], order: Order) -> Generator[Outcome, None, None]:
    """Outcomes as they come. Whatever ends this generator ends the workers too."""
    told: queue.Queue[Told] = queue.Queue()
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for place in todo:
        waiting.put(place)
    stop = threading.Event()
    workers = order.crew(len(todo)) if order.crew else local_crew(min(order.settings.workers, len(todo)))
    threads = [
        threading.Thread(target=_lane, args=(worker, waiting, told, stop, order), daemon=True)
        for worker in workers
    ]
    for thread in threads:
        thread.start()
    running = len(threads)
    try:
        while running:
            item = told.get()
            if item is None:
                running -= 1
            elif isinstance(item, BaseException):
                raise item
            elif isinstance(item, Outcome):
                yield item
            else:
                order.on_progress(*item)
    finally:
        stop.set()
        if running:  # cut short: what is being made is not waited for; it stands whole or not at all
            for worker in workers:
                worker.interrupt()
        for thread in threads:
            thread.join(LEAVING_S)  # one that waits for its turn at a site has nothing to lose


def _lane(
    worker: Hand,
    waiting: queue.SimpleQueue[str],
    told: queue.Queue[Told],
    stop: threading.Event,
    order: Order,
) -> None:
    """One worker's thread."""
    try:
        while not stop.is_set():
            try:
                place = waiting.get_nowait()
            except queue.Empty:
                break
            outcome = _one(place, worker, order, told, stop)
            if not stop.is_set():  # what was killed has no outcome
                told.put(outcome)
    except BaseException as error:  # noqa: BLE001 — raised again where the batch is run
        told.put(error)
    finally:
        worker.close()
        told.put(None)


def _one(
    place: str,
    worker: Hand,
    order: Order,
    told: queue.Queue[Told],
    stop: threading.Event,
) -> Outcome:
    site = order.settings.site_of(place) if is_url(place) else order.settings.everywhere
    reason = passed_over(place, site)
    if reason:
        return Outcome(place=place, status="skipped", reason=reason)
    source: Source | None = None
    if is_url(place):
        told.put((place, Progress(stage="fetch")))
        try:
            source = _fetch(place, order, delay_s=site.delay_s, robots=site.robots)
        except SourceError as error:
            return failure(place, error)
    task = Task(
        place=place,
        source=source,
        output=order.settings.output,
        wishes=wishes_of(site, allow_private=order.settings.allow_private),
        cache=order.cache,
        force=order.force,
    )
    return worker.call(task, on_progress=lambda progress: told.put((place, progress)), stop=stop)


def _fetch(url: str, order: Order, *, delay_s: float, robots: bool) -> Source:
    """Raises SourceError, when trying again did not help or cannot help."""
    attempt = 0
    while True:
        attempt += 1
        order.manners.before(url, delay_s=delay_s, robots=robots)
        try:
            return fetch_source(url, access=order.access)
        except SourceError as error:
            if not error.retryable or attempt == FETCH_ATTEMPTS:
                raise
            wait_s = max(error.retry_after_s or 0.0, FETCH_WAIT_S * attempt)
            order.manners.pace.hold(url, seconds=min(wait_s, MAX_FETCH_WAIT_S))
