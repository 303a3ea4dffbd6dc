"""One article that a feed names, from its source to what a worker made of it."""

from __future__ import annotations

import threading

from audioedition.errors import SourceError
from audioedition.fetch.feeds import FeedEntry
from audioedition.fetch.source import fetch_source, is_url
from audioedition.model import Source
from audioedition.newsroom.context import WatchContext
from audioedition.newsroom.moves import call_worker, is_gone, with_former
from audioedition.newsroom.site_policy import options_of, review_of
from audioedition.newsroom.workers.pool import Worker
from audioedition.newsroom.workers.task import Outcome, Task


def make(
    source: Source,
    entry: FeedEntry,
    context: WatchContext,
    worker: Worker,
    stop: threading.Event,
    *,
    patient: bool,
) -> Outcome:
    """``patient``: it is tried again when the address of an edition of the same text does not answer now. Raises
    SourceError then."""
    url, site = str(source.url or source.path), context.settings.site_of(entry.url)
    with context.books:
        context.on_begin(url)

    def ask(address: str) -> Source:
        there = context.settings.site_of(address)
        context.politeness.before(address, delay_s=there.delay_s, robots=there.robots)
        return fetch_source(address, access=context.access)

    def gone(address: str) -> bool:
        try:
            return is_gone(address, ask=ask)
        except SourceError:
            if patient:
                raise
            return False

    task = Task(
        place=url,
        source=with_former(source, entry.url, context.state) if is_url(entry.url) else source,
        output=context.settings.output,
        options=options_of(site),
        cache=context.cache,
        waits=True,
        review=review_of(site),
        settle_s=site.settle_s if is_url(entry.url) else 0.0,
        seen=context.state.seen(entry.url),
        changed=entry.updated,
    )
    return call_worker(worker, task, gone=gone, on_progress=lambda progress: None, stop=stop)
