"""One look at one article: fetched politely, made or left as it is, remembered and journalled."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from urllib.parse import urlsplit

from audioedition.errors import AudioEditionError, AudioError, EngineError, ExtractionError, SourceError
from audioedition.fetch.feeds import FeedEntry
from audioedition.fetch.source import is_url
from audioedition.fetch.tracking import without_tracking
from audioedition.model import Source
from audioedition.newsroom.context import Tally, WatchContext, Why
from audioedition.newsroom.fetching import fetch_named
from audioedition.newsroom.gone import withdraw_gone
from audioedition.newsroom.journal import error_facts
from audioedition.newsroom.making import make
from audioedition.newsroom.moves import retire_former
from audioedition.newsroom.politeness import backoff_s
from audioedition.newsroom.site_policy import passed_over
from audioedition.newsroom.state import ArticleMemory
from audioedition.newsroom.workers.pool import Worker
from audioedition.newsroom.workers.task import Outcome, embargo_words, error_of, is_first, own_fault
from audioedition.produce.waiting import drop_waiting, put_waiting
from audioedition.system.moments import is_ahead, moment_of

RECHECK_S = (15 * 60.0, 3600.0, 6 * 3600.0, 86_400.0)
"""After it was made: corrections come in the first hours, and each look is one conditional request."""
MAX_ATTEMPTS = 8
"""With the waits of ``backoff_s`` they spread over two hours."""
PAGE_ATTEMPTS = 5
"""At an article of which a later page does not come, over a quarter of an hour; then a person is asked. So long the
page of one that was made is waited for, too, before the feed's text takes its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An article that a feed names, and why it is looked at."""

    entry: FeedEntry
    why: Why
    feed: str
    """The feed's address."""


def look_at_article(
    visit: Visit,
    *,
    context: WatchContext,
    tally: Tally,
    worker: Worker,
    stop: threading.Event,
) -> bool:
    """Make, revise or leave one article. False when it is still to be done: its host asked us to slow down, or ``stop``
    was set meanwhile; nothing is remembered then.

    Raises what concerns every article (disk, state, voices, settings): PublishError, VoiceError, UsageError.
    """
    entry, why, feed = visit.entry, visit.why, visit.feed
    site, host = context.settings.site_of(entry.url), urlsplit(entry.url).hostname or ""
    context.state.settle(entry.url)
    old = context.state.article(entry.url)
    if old is None and why in ("retry", "recheck"):
        return True  # meanwhile it was found at another address
    memory = ArticleMemory(url=without_tracking(entry.url), feed=feed, version=entry.version, state="done")
    reason = passed_over(entry.url, site)
    if reason:
        with context.books:
            context.journal.write("skipped", url=entry.url, why=why, reason=reason)
            context.state.remember(replace(memory, state="skipped", reason=reason))
            drop_waiting(context.settings.output, memory.url)
            tally.skipped += 1
        return True
    if context.held.get(host, 0.0) > context.now():
        reason = f"{host} does not answer now or asked us to slow down"
        with context.books:
            context.journal.write("skipped", url=entry.url, why=why, reason=reason)
            tally.skipped += 1
        return False
    if is_ahead(entry.published, now=context.now()):
        _wait(visit, memory, moment_of(entry.published), embargo_words(entry.published), context, tally)
        return True
    begun = time.monotonic()
    missing: list[AudioEditionError] = []
    try:
        known, patient = old if why == "recheck" else None, _failures(memory, old) < PAGE_ATTEMPTS - 1
        source = fetch_named(entry, known, site, context, missing=missing, patient=patient and _was_made(old))
        if patient and missing and may_pass(missing[-1]):
            _failed(memory, old, missing[-1], context, tally)
            return True
        outcome = None if source is None else make(source, entry, context, worker, stop, patient=patient)
    except SourceError as error:
        if not (
            error.status == 410 and site.on_gone == "withdraw" and _withdrawn(memory, error, context, tally)
        ):
            _failed(memory, old, error, context, tally)
        return True
    except AudioEditionError:
        raise
    except Exception as bug:  # noqa: BLE001  # the watch goes on
        _failed(memory, old, own_fault(bug), context, tally)
        return True
    if outcome is not None and outcome.held:
        _put_aside(memory, outcome, context, tally)
        return True
    if outcome is not None and outcome.status == "failed":
        if stop.is_set():  # the hand was interrupted: what it says means nothing
            return False
        if outcome.stops:
            raise error_of(outcome)
        if outcome.due_s is not None:
            memory = replace(memory, checks=_checks(old, why))
            _wait(visit, memory, outcome.due_s, outcome.reason, context, tally)
            context.state.keep_seen(entry.url, outcome.seen)
            return True
        _failed(memory, old, error_of(outcome), context, tally)
        return True
    context.state.settle_seen(entry.url)
    memory = _next_look(memory, old, source, why, now=context.now())
    _done(memory, outcome, why, context, tally, seconds=time.monotonic() - begun)
    return True


def _wait(
    visit: Visit,
    memory: ArticleMemory,
    due_s: float | None,
    reason: str,
    context: WatchContext,
    tally: Tally,
) -> None:
    """An article that is dated in the future is looked at when its hour has come: newsrooms call it an embargo. So is a
    page that is still being written. People see it in the list of what waits."""
    with context.books:
        tally.skipped += 1
        again_in_s = None if due_s is None else round(due_s - context.now())
        context.journal.write("waiting", url=memory.url, reason=reason, again_in_s=again_in_s)
        context.state.remember(replace(memory, state="waiting", not_before=due_s, reason=reason))
        if due_s is not None:
            title = visit.entry.title or ""
            put_waiting(context.settings.output, memory.url, title=title, due_s=due_s, reason=reason)


def _put_aside(memory: ArticleMemory, outcome: Outcome, context: WatchContext, tally: Tally) -> None:
    """A doubtful article waits for a person; it is looked at again when the feed says that it changed."""
    with context.books:
        tally.skipped += 1
        context.journal.write("held", url=memory.url, id=outcome.held, reason=outcome.reason)
        context.state.remember(replace(memory, state="skipped", reason=outcome.reason))
        drop_waiting(context.settings.output, memory.url)


def _checks(old: ArticleMemory | None, why: Why) -> int:
    """How often it was looked at again. What waited meanwhile until it was calm was not made anew."""
    if old is None:
        return 0
    return (
        old.checks + 1 if why == "recheck" else old.checks if old.state == "waiting" and why == "new" else 0
    )


def _next_look(
    memory: ArticleMemory, old: ArticleMemory | None, source: Source | None, why: Why, *, now: float
) -> ArticleMemory:
    """When to look again. Pure. The count starts anew only with a version, so that a page that changes at each
    look does not keep us coming."""
    checks = _checks(old, why)
    told = source or old
    if source is not None and (source.following or source.broken_off):
        told = (
            None  # « not modified » of the first page says nothing of the later ones: all are asked for again
        )
    return replace(
        memory,
        checks=checks,
        # a file tells by its date that it changed
        not_before=now + RECHECK_S[checks] if checks < len(RECHECK_S) and is_url(memory.url) else None,
        etag=told.etag if told else None,
        last_modified=told.last_modified if told else None,
    )


def _done(
    memory: ArticleMemory,
    outcome: Outcome | None,
    why: Why,
    context: WatchContext,
    tally: Tally,
    *,
    seconds: float,
) -> None:
    """``outcome``: of the making; ``None`` when the page had not changed."""
    spoken = outcome if outcome is not None and outcome.status == "spoken" else None
    with context.books:
        if spoken is not None and spoken.moved_from:
            context.journal.write("moved", url=memory.url, moved_from=spoken.moved_from, folder=spoken.folder)
            retire_former(spoken, memory.url, state=context.state, output=context.settings.output)
        tally.spoken += spoken is not None
        tally.unchanged += spoken is None
        context.journal.write(
            "unchanged" if spoken is None else "made" if is_first(spoken) else "revised",
            url=memory.url,
            why=why,
            folder=outcome.folder if outcome else None,
            notes=outcome.reason or None if outcome else None,
            seconds=round(seconds, 2),
            cpu_seconds=outcome.cpu_seconds if outcome else None,
        )
        context.state.remember(memory)
        drop_waiting(context.settings.output, memory.url)
        if spoken is not None:
            context.on_made(spoken)


def _withdrawn(memory: ArticleMemory, error: SourceError, context: WatchContext, tally: Tally) -> bool:
    """Whether there was an edition to withdraw. It comes back when the feed says that the article changed."""
    at = datetime.fromtimestamp(context.now(), timezone.utc)
    with context.books:
        folders = withdraw_gone(
            {memory.url, error.answered_by or memory.url}, output=context.settings.output, at=at
        )
        for folder in folders:
            context.journal.write("withdrawn", url=memory.url, folder=folder)
            tally.withdrawn += 1
        if folders:
            context.state.remember(replace(memory, not_before=None))
            drop_waiting(context.settings.output, memory.url)
    return bool(folders)


def _failed(
    memory: ArticleMemory,
    old: ArticleMemory | None,
    error: AudioEditionError,
    context: WatchContext,
    tally: Tally,
) -> None:
    """Remember when to try again; never, when trying again cannot help. An edition that stands goes on standing."""
    failures = 1 + _failures(memory, old)
    wait_s = backoff_s(failures, error if isinstance(error, SourceError) else None)
    again = may_pass(error) and failures < MAX_ATTEMPTS
    if isinstance(error, SourceError) and error.retryable and error.status in (None, 429, 503):
        # it asked us to slow down, or does not answer: each of its other articles would wait as long
        context.held[urlsplit(memory.url).hostname or ""] = context.now() + wait_s
    with context.books:
        tally.failed += 1
        drop_waiting(context.settings.output, memory.url)
        context.journal.write(
            "failed", url=memory.url, **error_facts(error), again_in_s=round(wait_s) if again else None
        )
        context.state.remember(
            replace(
                memory,
                state="failed",
                failures=failures,
                checks=max(1, old.checks) if old is not None and _was_made(old) else 0,
                not_before=context.now() + wait_s if again else None,
                reason=str(error),
            )
        )


def _was_made(old: ArticleMemory | None) -> bool:
    """Or found as it stands already; also where a later look failed."""
    return old is not None and (old.state == "done" or old.checks > 0)


def _failures(memory: ArticleMemory, old: ArticleMemory | None) -> int:
    """In a row, at what the feed says of the article now."""
    return old.failures if old is not None and old.version == memory.version else 0


def may_pass(error: AudioEditionError) -> bool:
    """Whether the same article may succeed later. A page that a feed names before the site's caches know it
    answers 404 for a while."""
    if isinstance(error, SourceError):
        return error.retryable or error.status == 404
    if isinstance(error, EngineError | ExtractionError):
        return error.retryable
    return isinstance(error, AudioError)
