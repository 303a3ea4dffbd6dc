"""An article whose address changes stays one edition: what its feed tells of it goes along with its source, and where
nobody tells, the former address of an edition of the same text is asked. An edge."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from audioedition.errors import AudioEditionError, SourceError
from audioedition.fetch.tracking import without_tracking
from audioedition.model import Progress, Source
from audioedition.newsroom.state import NewsroomState
from audioedition.newsroom.workers.pool import Worker
from audioedition.newsroom.workers.task import Outcome, Task
from audioedition.publish.folder.addresses import read_address
from audioedition.segment import segment_article

GONE = (404, 410)


def call_worker(
    worker: Worker,
    task: Task,
    *,
    gone: Callable[[str], bool],
    on_progress: Callable[[Progress], object],
    stop: threading.Event,
) -> Outcome:
    """What the worker makes of it. Where an edition of the same text stands, ``gone`` is asked whether its address
    answers no more: then the article is that edition's, else it has one of its own. Raises what ``gone`` raises."""
    outcome = worker.call(replace(task, asks=True), on_progress=on_progress, stop=stop)
    if not outcome.twin or task.source is None:
        return outcome
    twin, source = outcome.twin, task.source
    if not gone(twin):
        return worker.call(task, on_progress=on_progress, stop=stop)
    task = replace(task, source=replace(source, former=(*source.former, twin)))
    return replace(worker.call(task, on_progress=on_progress, stop=stop), twin=twin)


def is_gone(address: str, *, ask: Callable[[str], Source]) -> bool:
    """Whether nothing stands there any more, it leads elsewhere, or its page names another address as its own. Raises
    SourceError where it does not tell now."""
    try:
        source = ask(address)
    except SourceError as error:
        if error.retryable:
            raise
        return error.status in GONE
    stands_at = source.url or address
    with contextlib.suppress(AudioEditionError):  # no article stands there: something else may for a moment
        stands_at = segment_article(source).url or stands_at
    return without_tracking(stands_at) != without_tracking(address)


def with_former(source: Source, url: str, state: NewsroomState) -> Source:
    """With the addresses that the article of ``url`` had before, as its feeds tell."""
    return replace(source, former=state.namesakes(url))


def retire_former(outcome: Outcome, url: str, *, state: NewsroomState, output: Path) -> None:
    """The article stands at ``url`` now: at its former addresses it is not looked at again."""
    former = {outcome.moved_from, outcome.twin}
    for address in state.namesakes(url):
        known = read_address(output, address)
        if known is not None and known.decided and known.identity == outcome.moved_from:
            former.add(address)
    for address in former - {"", without_tracking(url)}:
        state.retire(address)
