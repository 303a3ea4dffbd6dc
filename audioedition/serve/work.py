"""One job, done: from what was asked to an edition in its folder. Used by the service's workers and by clusters."""

from __future__ import annotations

import dataclasses
import re
import time
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import Any

from audioedition.errors import AudioEditionError, SourceError, UsageError
from audioedition.model import EditedFacts, OnProgress, Source
from audioedition.produce.by_hand import EditionChanged, options_as_made, standing_edition, was_made
from audioedition.produce.held import screened
from audioedition.produce.identity import as_known
from audioedition.produce.produce import (
    EditionOptions,
    Produced,
    ReadArticle,
    produce_edition,
    read_article,
)
from audioedition.produce.settle import Seen, require_settled
from audioedition.publish.folder.manifest import article_from_json
from audioedition.publish.folder.shelf import read_edition
from audioedition.publish.folder.writer import check_output, find_folder
from audioedition.publish.web import is_http_url
from audioedition.serve.drafts import FactsEdit, facts_from_json
from audioedition.serve.held_jobs import outcome_of
from audioedition.serve.settings import ServiceSettings, lexicon_path
from audioedition.speak.clip_store import ClipStore
from audioedition.speak.engine_pool import Speakers
from audioedition.system.moments import is_ahead, iso_in_paris

SOUND_OPTIONS = ("formats", "loudness", "bit_rate", "opening")
OPTIONS = ("voice", "chapters", "title", "captions", "locale", "inclusive", "strict", *SOUND_OPTIONS)
"""What a request may set. Not ``keep`` and ``drop``: an expression from outside can hold a worker for ever; a
draft does the same by hand."""
WEB_ADDRESS = re.compile(r"https?://[^\s]", re.IGNORECASE)
"""How one begins, as openapi.json says it too: another scheme is refused before a job is made of it."""

WHOLE_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
"""Otherwise HTML is the body of a post, as a CMS keeps it."""


def do_work(
    wanted: dict[str, Any],
    *,
    settings: ServiceSettings,
    store: ClipStore,
    speakers: Speakers,
    on_progress: OnProgress | None = None,
    patient: bool = False,
) -> tuple[Produced, dict[str, Any]]:
    """The edition, and the outcome as it is written into the queue. A doubtful article is held as ``settings`` say; one
    that a person saw (a draft, one that was held) is made. ``patient``: it can be tried again later, so an article of
    which a page does not come just now is no doubtful one yet.

    Raises AudioEditionError."""
    started_s, started_cpu_s = time.monotonic(), time.process_time()
    access, asked = settings.access(), edition_options(wanted, settings=settings)
    options = service_options(settings, **asked, force=bool(wanted.get("force")))
    if "article" in wanted:
        identity = str(wanted["identity"])
        article = article_from_json(wanted["article"])
        origin = {"from_web": is_http_url(identity), **wanted.get("origin", {})}
        read = ReadArticle(article=article, identity=identity, revision=wanted.get("revision"), **origin)
        if "facts_edit" in wanted:
            read, options = edited_article(
                read, facts_from_json(wanted["facts_edit"]), output=settings.output
            )
    else:
        read = read_article(
            source_of(wanted),
            options=options,
            access=access,
            on_progress=on_progress,
            on_missing=raise_if_it_may_pass if patient else lambda error: None,
        )
        # what a CMS says goes before its page
        article = dataclasses.replace(read.article, **wanted.get("facts", {}))
        identity = str(wanted.get("identity") or read.identity)
        read = dataclasses.replace(read, article=article, identity=identity)
        place = str(wanted.get("url") or wanted.get("address") or words_in(wanted))
        page = str(wanted.get("url") or "")
        if page and not options.force and not wanted.get("now"):
            seen = Seen(**wanted["seen"]) if wanted.get("seen") else None
            settle_s = settings.policy_of(page).settle_s
            require_settled(read.article, settle_s=settle_s, now=time.time(), seen=seen)
        read = screened(read, output=settings.output, place=place, policy=settings.review(page))
    make = partial(
        produce_edition,
        output=settings.output,
        options=options,
        access=access,
        store=store,
        speakers=speakers,
        on_progress=on_progress,
    )
    if wanted.get("now"):
        try:
            produced = make(dated_now(read, output=settings.output))
        except EditionChanged:  # saved while this run waited for the lock: the date goes beside that
            produced = make(dated_now(read, output=settings.output))
    else:
        produced = make(read)
    return produced, {
        **outcome_of(produced),
        "seconds": round(time.monotonic() - started_s, 3),
        "cpu_seconds": round(time.process_time() - started_cpu_s, 3),
    }


def service_options(settings: ServiceSettings, **asked: Any) -> EditionOptions:
    """What is asked of one edition, with what holds for all of the service."""
    lexicon = lexicon_path(settings)
    return EditionOptions(
        **asked,
        lexicon=lexicon if lexicon.exists() else None,
        watermark=settings.watermark,
        certified_by=settings.certified_by or None,
    )


def edition_options(wanted: dict[str, Any], *, settings: ServiceSettings) -> dict[str, Any]:
    """The sound of the house, of the page's site, and over it what was asked; as ``EditionOptions`` calls them."""
    page = str(wanted.get("url") or wanted.get("address") or wanted.get("identity") or "")
    asked = dict(wanted.get("wishes", {}))
    if "formats" in asked:
        asked["formats"] = tuple(asked["formats"])
    if "bit_rate" in asked:
        asked["bit_rate_kbps"] = asked.pop("bit_rate")
    if "opening" in asked:
        asked["opening"] = asked["opening"] or None  # empty: the usual words
    return {**settings.policy_of(page).sound.options(), **asked}


def edited_article(
    read: ReadArticle, facts: FactsEdit, *, output: Path
) -> tuple[ReadArticle, EditionOptions]:
    """With what a person wrote of it, made as it was made. Raises EditionChanged."""
    folder = find_folder(output, edition_id=facts.id)
    standing = None if folder is None else read_edition(folder).edition
    read = dataclasses.replace(read, edited=facts.edited, note=facts.note, revision=facts.revision)
    if standing is None or (standing.revision != facts.revision and not was_made(read, standing)):
        raise EditionChanged
    return read, options_as_made(standing, output=output)


def raise_if_it_may_pass(error: AudioEditionError) -> None:
    """A later page that the queue's own waits may bring."""
    if isinstance(error, SourceError) and error.retryable:
        raise error


def dated_now(read: ReadArticle, *, output: Path) -> ReadArticle:
    """A person does not wait for the hour that the article is dated: it is dated now, beside what a person wrote of the
    edition before. Made only where no other revision stands by then (``produce_edition`` raises EditionChanged)."""
    now = datetime.now(timezone.utc)
    if not is_ahead(read.article.published, now=now.timestamp()):
        return read
    check_output(output)
    read = as_known(read, output=output)
    standing = standing_edition(read, output=output)
    edited = EditedFacts() if standing is None else standing.edited
    edited = dataclasses.replace(edited, published=iso_in_paris(now))
    return dataclasses.replace(read, edited=edited, revision=0 if standing is None else standing.revision)


def source_of(wanted: dict[str, Any]) -> Source | str:
    """An address, or the words themselves. Never a path: what comes from outside opens no file.

    Raises UsageError when it is neither.
    """
    url, text, html = wanted.get("url"), wanted.get("text"), wanted.get("html")
    if sum(bool(given) for given in (url, text, html)) != 1:
        raise UsageError("Give one of: url, text, html.", hint='{"url": "https://…"}')
    if url:
        if not WEB_ADDRESS.match(str(url)):
            raise UsageError(f"{str(url)[:80]!r} is no web address.", hint="It starts with https://")
        return str(url)
    media_type = "text/html" if html else "text/plain"
    words = str(html or text).encode("utf-8", "replace")
    return Source(
        data=words,
        media_type=media_type,
        charset="utf-8",
        url=wanted.get("address"),
        fragment=bool(html) and not WHOLE_PAGE.search(str(html)[:5_000]),
        fetched_at=datetime.now(timezone.utc),
    )


def words_in(wanted: dict[str, Any]) -> str:
    """What to call this job while its title is not known."""
    given = wanted.get("wishes", {}).get("title") or wanted.get("url")
    return str(given or str(wanted.get("text") or "HTML").strip().splitlines()[0])[:200]
