"""``batch``: an archive, article by article, on several processes; interrupted at any moment, it goes on there."""

from __future__ import annotations

import contextlib
import dataclasses
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from audioedition.errors import AudioEditionError, SourceError
from audioedition.fetch.addresses import Access
from audioedition.fetch.entries import FeedEntry
from audioedition.fetch.full_text import fetch_entry
from audioedition.fetch.source import fetch_source, is_url
from audioedition.model import Progress, Source
from audioedition.newsroom.inputs import Places
from audioedition.newsroom.moves import call_worker, is_gone, with_former
from audioedition.newsroom.politeness import Politeness
from audioedition.newsroom.settings import NewsroomSettings
from audioedition.newsroom.site_policy import options_of, passed_over, review_of
from audioedition.newsroom.spare import another_text_stands
from audioedition.newsroom.state import NewsroomState
from audioedition.newsroom.workers.pool import InCallersThread, Pool, Worker, work_through
from audioedition.newsroom.workers.task import Outcome, Task, embargo_words, failure, own_fault
from audioedition.produce.pages import with_later_pages
from audioedition.system.moments import is_ahead

FETCH_ATTEMPTS = 3
FETCH_WAIT_S = 10.0
"""Before the second attempt; what the site asks for (Retry-After) goes before, up to two minutes."""
MAX_FETCH_WAIT_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPlan:
    """A batch as it is to be worked off. The callbacks run in the caller's thread."""

    places: Places
    settings: NewsroomSettings
    state: NewsroomState
    access: Access
    politeness: Politeness
    pool: Pool
    cache: str | None = None
    force: bool = False
    on_outcome: Callable[[Outcome], object] = lambda outcome: None
    on_progress: Callable[[str, Progress], object] = lambda place, progress: None


class Stopped(AudioEditionError):
    """The batch ended early for a reason that would befall the next article too; ``exit_code`` is the cause's."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(
            f"Stopped at {outcome.place}: {outcome.reason}",
            hint=f"{outcome.hint} The same command then goes on where it stopped.".strip(),
        )
        self.exit_code = outcome.exit_code


def run_batch(order: BatchPlan) -> tuple[Outcome, ...]:
    """Work the places off and return the report's rows in their order, with those of an interrupted run.

    What an interrupted run of the same argument has spoken or found unchanged is not looked at again; what failed
    is tried again. Raises Stopped; then, and when it is interrupted, the next run goes on.
    """
    order.state.keep_guids(order.places.argument, order.places.entries.values())
    batch, kept = order.state.open_batch(order.places.argument)
    done = {place: Outcome(**row) for place, row in kept.items()}
    done = {place: outcome for place, outcome in done.items() if outcome.status in ("spoken", "unchanged")}
    for place in order.places.places:
        if place in done:
            order.on_outcome(done[place])
    todo = [place for place in order.places.places if place not in done]

    def make(place: str, worker: Worker, tell: InCallersThread, stop: threading.Event) -> Outcome:
        return _one(place, worker, order, tell, stop)

    with contextlib.closing(work_through(todo, pool=order.pool(len(todo)), do=make)) as outcomes:
        for outcome in outcomes:
            done[outcome.place] = outcome
            order.state.keep_row(batch, outcome.place, dataclasses.asdict(outcome))
            order.on_outcome(outcome)
            if outcome.stops:
                raise Stopped(outcome)
    order.state.end_batch(batch)
    return tuple(done[place] for place in order.places.places)


def _one(
    place: str, worker: Worker, order: BatchPlan, tell: InCallersThread, stop: threading.Event
) -> Outcome:
    """Whatever is wrong with one place is its own outcome: nothing in an archive ends the batch."""
    reason = order.places.skipped.get(place)
    if reason:
        return Outcome(place=place, status="skipped", reason=reason)
    try:
        return _make(place, worker, order, tell, stop)
    except AudioEditionError:
        raise
    except Exception as bug:  # noqa: BLE001  # the archive goes on
        return failure(place, own_fault(bug))


def _make(
    place: str, worker: Worker, order: BatchPlan, tell: InCallersThread, stop: threading.Event
) -> Outcome:
    def on_progress(progress: Progress) -> None:
        tell(lambda: order.on_progress(place, progress))

    site = order.settings.site_of(place) if is_url(place) else order.settings.everywhere
    reason = passed_over(place, site)
    if reason:
        return Outcome(place=place, status="skipped", reason=reason)

    entry = order.places.entries.get(place, FeedEntry(url=place))
    if is_ahead(entry.published, now=time.time()):  # its page may not say so
        return Outcome(place=place, status="skipped", reason=embargo_words(entry.published))

    def fetch(url: str) -> Source:
        return _fetch(url, order, delay_s=site.delay_s, robots=site.robots)

    failed: list[SourceError] = []

    def page() -> Source:
        try:
            return with_later_pages(fetch(place), ask=fetch)
        except SourceError as error:
            failed.append(error)
            raise

    source: Source | None = None
    options = options_of(site, force=order.force)
    if is_url(place):
        on_progress(Progress(stage="fetch"))
        try:
            source = fetch_entry(entry, fetch=page, full_text=options.full_text)
        except SourceError as error:
            return failure(place, error)
        passing = [error for error in failed if error.retryable]
        if source and passing and another_text_stands(source, output=order.settings.output, options=options):
            # the feed's text takes no better one's place: the next run asks again
            return failure(place, passing[-1])
    task = Task(
        place=place,
        source=None if source is None else with_former(source, place, order.state),
        output=order.settings.output,
        options=options,
        access=order.access,
        cache=order.cache,
        review=review_of(site),
    )

    def gone(address: str) -> bool:
        there = order.settings.site_of(address)
        try:
            return is_gone(
                address, ask=lambda url: _fetch(url, order, delay_s=there.delay_s, robots=there.robots)
            )
        except SourceError:  # it does not tell: an edition too many can be withdrawn
            return False

    return call_worker(worker, task, gone=gone, on_progress=on_progress, stop=stop)


def _fetch(url: str, order: BatchPlan, *, delay_s: float, robots: bool) -> Source:
    """Raises SourceError, when trying again did not help or cannot help."""
    attempt = 0
    while True:
        attempt += 1
        order.politeness.before(url, delay_s=delay_s, robots=robots)
        try:
            return fetch_source(url, access=order.access)
        except SourceError as error:
            if not error.retryable or attempt == FETCH_ATTEMPTS:
                raise
            wait_s = max(error.retry_after_s or 0.0, FETCH_WAIT_S * attempt)
            order.politeness.pace.hold(url, seconds=min(wait_s, MAX_FETCH_WAIT_S))
