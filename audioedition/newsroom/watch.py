"""``watch``: the new and the changed articles of feeds become editions, pass after pass.

An article is looked at when the feed names it for the first time, when the feed says that it changed, when an
attempt failed in a way that may pass, and a few times in the day after it was made: newsrooms correct articles
without telling their feeds.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import os
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from audioedition.errors import AudioEditionError, SourceError, UsageError
from audioedition.fetch.feeds import FeedEntry, read_feed
from audioedition.fetch.sitemaps import is_index
from audioedition.fetch.source import fetch_if_changed, is_url
from audioedition.fetch.tracking import without_tracking
from audioedition.newsroom.context import Tally, WatchContext, Why
from audioedition.newsroom.folders import entries_of_folder, folder_gone
from audioedition.newsroom.journal import error_facts
from audioedition.newsroom.politeness import backoff_s
from audioedition.newsroom.settings import SiteSettings
from audioedition.newsroom.state import ArticleMemory, FeedMemory
from audioedition.newsroom.visit import Visit, look_at_article
from audioedition.newsroom.workers.pool import InCallersThread, Worker, work_through
from audioedition.publish.feed.feed import feed_is_due
from audioedition.publish.folder.writer import OWN_FOLDER
from audioedition.system.locks import take_lock
from audioedition.system.moments import moment_of

MAX_WAIT_S = 3600.0
"""Between passes, when pass after pass fails."""
log = logging.getLogger(__name__)


def watch(
    feeds: Sequence[str],
    *,
    context: WatchContext,
    every_s: float,
    once: bool = False,
    stop: threading.Event | None = None,
) -> Tally:
    """Pass after pass until ``stop`` is set; with ``once`` a single one. Returns the tally of the last pass.

    What goes wrong with a feed or an article is journalled and the others go on. What concerns all of them
    (disk, state, voices) ends the pass: raised with ``once``, else journalled, and tried again later.
    """
    stop = stop or threading.Event()
    failures = 0
    while True:
        begun, tally = time.monotonic(), Tally()
        try:
            watch_pass(feeds, context=context, tally=tally, stop=stop)
            failures = 0
        except AudioEditionError as error:
            if once:
                raise
            failures += 1
            log.error("The pass was stopped: %s %s", error, error.hint)
            with contextlib.suppress(AudioEditionError):  # the disk may be what is full
                context.journal.write("stopped", **error_facts(error))
        wait_s = max(every_s - (time.monotonic() - begun), 1.0)
        if failures:
            wait_s = min(max(every_s, 1.0) * 2.0 ** min(failures - 1, 12), max(MAX_WAIT_S, every_s))
        if once or stop.wait(wait_s):
            return tally


def watch_pass(feeds: Sequence[str], *, context: WatchContext, tally: Tally, stop: threading.Event) -> None:
    """Look at every feed once, then at the articles, on as many lanes as the crew has. Raises what concerns all."""
    try:
        named: list[_Named] = []
        taken: set[str] = set()
        for feed in feeds:
            if stop.is_set():
                return
            named.append(_look_at_feed(feed, context, tally, taken))
        _look_at_articles(named, context, tally, stop)
    finally:
        # also when the pass is cut short: what was made is shown, and so is what was dated later
        if tally.spoken or tally.withdrawn or feed_is_due(context.settings.output, now=context.now()):
            context.rebuild()
        else:
            context.after_pass()


def decide(entry: FeedEntry, memory: ArticleMemory | None, *, feed: str, now: float) -> Why | None:
    """Whether to look at an article that ``feed`` names, and why. Pure.

    Two feeds of a site may date the same article differently (a sitemap by its last change, RSS by its birth): what
    another feed remembered has changed only when this one's date is later, else each would undo the other.
    """
    if memory is None:
        return "new"
    told = entry.version and entry.version != memory.version
    if told and (memory.feed == feed or _is_later(entry.version, memory.version)):
        return "changed"
    if memory.not_before is None or memory.not_before > now:
        return None
    return _why_again(memory)


def _is_later(version: str, than: str) -> bool:
    """As moments: one feed dates in UTC, a sitemap as its newsroom's clock shows it (« 08:00-04:00 »)."""
    moments = moment_of(version), moment_of(than)
    return version > than if None in moments else moments[0] > moments[1]  # type: ignore[operator]  # no None here


def _why_again(memory: ArticleMemory) -> Why:
    """Why what is due is looked at."""
    return {"failed": "retry", "waiting": "new"}.get(memory.state, "recheck")  # type: ignore[return-value]  # of Why


@dataclass(slots=True)
class _Named:
    """What one feed names, and what to remember of it once all of that is done."""

    memory: FeedMemory
    chosen: list[tuple[FeedEntry, Why]]
    left: int
    postponed: int = 0


def _look_at_feed(feed: str, context: WatchContext, tally: Tally, taken: set[str]) -> _Named:
    """Where it is not asked now, or fails, only what was made is looked at again. ``taken``: articles that another
    feed named in this pass."""
    memory, now = context.state.feed(feed), context.now()
    if memory.not_before > now:
        context.journal.write(
            "skipped", feed=feed, reason="it failed before", again_in_s=round(memory.not_before - now)
        )
        tally.skipped += 1
        return _named(memory, _rechecks(feed, context), taken)
    site = context.settings.site_of(feed)
    try:
        if not is_url(feed):
            if not Path(feed).is_dir():
                raise folder_gone(feed)
            entries, memory = entries_of_folder(feed, context=context), FeedMemory(url=feed)
        else:
            entries, memory = _read_entries(feed, memory, site, context)
    except SourceError as error:
        memory = _feed_failed(memory, error, context)
        tally.failed += 1
        silent = error.retryable and error.status in (None, 503)  # its pages are asked in the next pass
        return _named(memory, [] if silent else _rechecks(feed, context), taken)
    found = _named(memory, _choose(entries, feed, context), taken)
    context.journal.write("feed", feed=feed, entries=len(entries), to_do=found.left)
    return found


def _named(memory: FeedMemory, chosen: Sequence[tuple[FeedEntry, Why]], taken: set[str]) -> _Named:
    """Of ``chosen`` what no other feed named in this pass; it is taken then."""
    own = [(entry, why) for entry, why in chosen if without_tracking(entry.url) not in taken]
    taken.update(without_tracking(entry.url) for entry, _ in own)
    return _Named(memory=memory, chosen=own, left=len(own))


def _rechecks(feed: str, context: WatchContext) -> list[tuple[FeedEntry, Why]]:
    """What was made and is due again: its page is asked, not its feed. What is still to be made may be made of what
    only the feed says, and waits for it."""
    due = context.state.due(feed, now=context.now())
    return [(_as_remembered(memory), _why_again(memory)) for memory in due if memory.state == "done"]


def _as_remembered(memory: ArticleMemory) -> FeedEntry:
    return FeedEntry(url=memory.url, updated=memory.version)


def _look_at_articles(
    named: Sequence[_Named], context: WatchContext, tally: Tally, stop: threading.Event
) -> None:
    """The feeds' articles in turn, so that not every lane waits for the same site. A feed is remembered when the
    last of its articles is done."""

    def look(
        job: tuple[_Named, FeedEntry, Why], worker: Worker, tell: InCallersThread, cut: threading.Event
    ) -> tuple[_Named, bool]:
        found, entry, why = job
        if stop.is_set():
            return found, False
        feed = found.memory.url
        visit = Visit(entry=entry, why=why, feed=feed)
        return found, look_at_article(visit, context=context, tally=tally, worker=worker, stop=cut)

    for found in named:
        if not found.chosen:
            context.state.remember(found.memory)
    turns = itertools.zip_longest(*([(found, *chosen) for chosen in found.chosen] for found in named))
    jobs = [job for turn in turns for job in turn if job is not None]
    if not jobs:
        return
    with (
        context.open_pool() as pool,
        contextlib.closing(work_through(jobs, pool=pool(len(jobs)), do=look)) as looks,
    ):
        for found, done in looks:
            found.left -= 1
            found.postponed += not done
            if (
                found.left == 0 and not stop.is_set()
            ):  # stopped, it is read again: the rest is still to be done
                _remember(found, context)


def _remember(found: _Named, context: WatchContext) -> None:
    memory = found.memory
    if found.postponed:  # unread again next time: « not modified » would hide what could not be asked for now
        memory = replace(memory, etag=None, last_modified=None)
    context.state.remember(memory)


def _read_entries(
    feed: str, memory: FeedMemory, site: SiteSettings, context: WatchContext
) -> tuple[tuple[FeedEntry, ...], FeedMemory]:
    """The feed's newest entries, none when it has not changed, and what to remember once they are done."""
    context.politeness.before(feed, delay_s=site.delay_s, robots=site.robots)
    owed = any(article.state != "done" for article in context.state.due(feed, now=context.now()))
    source = fetch_if_changed(
        feed,
        access=context.access,
        # what is still to be made may be made of what only the feed says: its text, the title that it announces
        etag=None if owed else memory.etag,
        last_modified=None if owed else memory.last_modified,
    )
    if source is None:
        return (), replace(memory, failures=0, not_before=0.0)
    fresh = FeedMemory(url=feed, etag=source.etag, last_modified=source.last_modified)
    if is_index(source):  # « not modified » of it says nothing of the sitemaps that it names
        fresh = FeedMemory(url=feed)
    entries = read_feed(
        source,
        latest=site.latest,
        access=context.access,
        robots=context.politeness.robots,
        before=lambda url: context.politeness.before_any(url, settings=context.settings),
    )
    return entries, fresh


def _choose(entries: Sequence[FeedEntry], feed: str, context: WatchContext) -> list[tuple[FeedEntry, Why]]:
    """What to look at: of the entries, and of what this feed named before and is due again."""
    chosen: dict[str, tuple[FeedEntry, Why]] = {}
    now = context.now()
    context.state.keep_guids(feed, entries)
    for entry in entries:
        why = decide(entry, context.state.article(entry.url), feed=feed, now=now)
        if why is not None:
            chosen[without_tracking(entry.url)] = (entry, why)
    for memory in context.state.due(feed, now=now):
        chosen.setdefault(without_tracking(memory.url), (_as_remembered(memory), _why_again(memory)))
    return list(chosen.values())


def _feed_failed(memory: FeedMemory, error: SourceError, context: WatchContext) -> FeedMemory:
    """What is remembered of it now."""
    failures = memory.failures + 1
    wait_s = backoff_s(failures, error)
    context.journal.write("failed", feed=memory.url, **error_facts(error), again_in_s=round(wait_s))
    memory = replace(memory, failures=failures, not_before=context.now() + wait_s)
    context.state.remember(memory)
    if error.status == 429:  # the pages of a host that asked us to slow down wait as long
        context.held[urlsplit(memory.url).hostname or ""] = memory.not_before
    return memory


@contextlib.contextmanager
def only_watch(output: Path) -> Iterator[None]:
    """One watch for one folder of editions. Raises UsageError when another one is at work."""
    path = output / OWN_FOLDER / "watch.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = take_lock(path, wait=False)
    if lock is None:
        raise UsageError(
            f"Another watch is at work for {output}.",
            hint="Stop that one, or name another folder with -o DIR.",
        )
    try:
        yield
    finally:
        os.close(lock)
