"""One look at one article: fetched politely, made or left as it is, remembered and journalled."""

from __future__ import annotations

import time
from dataclasses import replace
from urllib.parse import urlsplit

from audioedition.errors import AudioEditionError, AudioError, EngineError, ExtractionError, SourceError
from audioedition.feeds import FeedEntry
from audioedition.fetch import fetch_if_changed, require_article
from audioedition.model import Source
from audioedition.newsroom.desk import Desk, Made, Tally, Why
from audioedition.newsroom.journal import error_facts
from audioedition.newsroom.pace import backoff_s
from audioedition.newsroom.settings import SiteSettings, passed_over
from audioedition.newsroom.state import ArticleMemory
from audioedition.newsroom.work import own_fault

RECHECK_S = (15 * 60.0, 3600.0, 6 * 3600.0, 86_400.0)
"""After it was made: corrections come in the first hours, and each look is one conditional request."""
MAX_ATTEMPTS = 8
"""With the waits of ``backoff_s`` they spread over four hours."""
_OF_THE_ARTICLE = (SourceError, ExtractionError, EngineError, AudioError)
"""What concerns one article; the rest (disk, state, voices) concerns them all and ends the pass."""


def look_at_article(entry: FeedEntry, why: Why, feed: str, desk: Desk, tally: Tally) -> bool:
    """Make, revise or leave one article. False when its host asked for silence: nothing is remembered then.

    Raises what concerns every article: PublishError, VoiceError, UsageError.
    """
    site, host = desk.settings.site_of(entry.url), urlsplit(entry.url).hostname or ""
    old = desk.state.article(entry.url)
    memory = ArticleMemory(url=entry.url, feed=feed, version=entry.version, state="done")
    reason = passed_over(entry.url, site)
    if reason:
        desk.journal.write("skipped", url=entry.url, why=why, reason=reason)
        desk.state.remember(replace(memory, state="skipped", reason=reason))
        tally.skipped += 1
        return True
    if desk.held.get(host, 0.0) > desk.now():
        desk.journal.write(
            "skipped", url=entry.url, why=why, reason=f"{host} does not answer now or asked us to slow down"
        )
        tally.skipped += 1
        return False
    begun = time.monotonic()
    try:
        source = _fetch(entry.url, old if why == "recheck" else None, site, desk)
        made = None if source is None else desk.produce(source, site)
    except _OF_THE_ARTICLE as error:
        _failed(memory, old, error, desk)
        tally.failed += 1
        return True
    except AudioEditionError:
        raise
    except Exception as bug:  # noqa: BLE001 — the watch goes on
        _failed(memory, old, own_fault(bug), desk)
        tally.failed += 1
        return True
    memory = _next_look(memory, old, source, why, now=desk.now())
    _done(memory, made, why, desk, tally, seconds=time.monotonic() - begun)
    return True


def _fetch(url: str, known: ArticleMemory | None, site: SiteSettings, desk: Desk) -> Source | None:
    """``None``: still as it was."""
    desk.manners.before(url, delay_s=site.delay_s, robots=site.robots)
    source = fetch_if_changed(
        url,
        access=desk.access,
        etag=known.etag if known else None,
        last_modified=known.last_modified if known else None,
    )
    return None if source is None else require_article(source, where=url)


def _next_look(
    memory: ArticleMemory, old: ArticleMemory | None, source: Source | None, why: Why, *, now: float
) -> ArticleMemory:
    """When to look again. Pure. The count starts anew only with a version, so that a page that changes at each
    look does not keep us coming."""
    checks = old.checks + 1 if old is not None and why == "recheck" else 0
    return replace(
        memory,
        checks=checks,
        not_before=now + RECHECK_S[checks] if checks < len(RECHECK_S) else None,
        etag=source.etag if source else old.etag if old else None,
        last_modified=source.last_modified if source else old.last_modified if old else None,
    )


def _done(
    memory: ArticleMemory, made: Made | None, why: Why, desk: Desk, tally: Tally, *, seconds: float
) -> None:
    status = made.status if made is not None else "unchanged"
    if made is not None and made.status != "unchanged":
        tally.spoken += 1
    else:
        tally.unchanged += 1
    desk.journal.write(
        status,
        url=memory.url,
        why=why,
        folder=made.folder.name if made is not None else None,
        notes=list(made.notes) if made is not None and made.notes else None,
        seconds=round(seconds, 2),
    )
    desk.state.remember(memory)
    if made is not None and made.status != "unchanged":
        desk.on_made(made)


def _failed(memory: ArticleMemory, old: ArticleMemory | None, error: AudioEditionError, desk: Desk) -> None:
    """Remember when to try again; never, when trying again cannot help. An edition that stands goes on standing."""
    failures = 1 + (old.failures if old is not None and old.version == memory.version else 0)
    wait_s = backoff_s(failures, error if isinstance(error, SourceError) else None)
    again = may_pass(error) and failures < MAX_ATTEMPTS
    if isinstance(error, SourceError) and error.retryable and error.status in (None, 429, 503):
        # it asked for silence, or does not answer: each of its other articles would wait as long
        desk.held[urlsplit(memory.url).hostname or ""] = desk.now() + wait_s
    desk.journal.write(
        "failed", url=memory.url, **error_facts(error), again_in_s=round(wait_s) if again else None
    )
    desk.state.remember(
        replace(
            memory,
            state="failed",
            failures=failures,
            not_before=desk.now() + wait_s if again else None,
            reason=str(error),
        )
    )


def may_pass(error: AudioEditionError) -> bool:
    """Whether the same article may succeed later. A page that a feed names before the site's caches know it
    answers 404 for a while."""
    if isinstance(error, SourceError):
        return error.retryable or error.status == 404
    if isinstance(error, EngineError):
        return error.retryable
    return isinstance(error, AudioError)
