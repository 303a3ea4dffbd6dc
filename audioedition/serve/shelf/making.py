"""A worker's part: from what a reader asked to an edition in that reader's own folder."""

from __future__ import annotations

import contextlib
import shutil
import time
from pathlib import Path
from typing import Any

from audioedition.errors import HeldForReview, PublishError
from audioedition.model import OnProgress
from audioedition.produce.held import ReviewPolicy, find_held, screened
from audioedition.produce.identity import as_known, known_identity
from audioedition.produce.produce import ReadArticle, produce_edition, read_article
from audioedition.publish.feed.feed_settings import find_feeds
from audioedition.publish.feed.selection import is_reserved
from audioedition.publish.folder.facts import edition_id
from audioedition.publish.folder.manifest import article_from_json
from audioedition.publish.folder.shelf import read_edition
from audioedition.publish.folder.writer import check_output, find_folder
from audioedition.serve.held_jobs import outcome_of
from audioedition.serve.jobs import Job
from audioedition.serve.settings import ServiceSettings
from audioedition.serve.shelf.items import ShelfItems
from audioedition.serve.shelf.leaving import ShelfBroom
from audioedition.serve.shelf.reader_jobs import ReaderJobs
from audioedition.serve.shelf.readers import Readers
from audioedition.serve.shelf.shelf_state import open_shelf, reader_folder
from audioedition.serve.work import raise_if_it_may_pass, service_options
from audioedition.speak.clip_store import ClipStore
from audioedition.speak.engine_pool import Speakers
from audioedition.system.moments import is_ahead
from audioedition.system.sqlite import Database, StateError


class ShelfMaker:
    """Makes what readers asked for; what nobody wants any more leaves nothing behind."""

    def __init__(self, settings: ServiceSettings, *, state: Database) -> None:
        """``state``: the service's, with the queue."""
        self._settings = settings
        self.database = open_shelf(settings.output)
        self._items = ShelfItems(self.database)
        self._readers = Readers(self.database)
        self._jobs = ReaderJobs(state)
        self._broom = ShelfBroom(settings.output, state=state, shelf=self.database)
        self._edition: str | None = None
        """That the job at hand is to become; ``None`` while its article is not read."""

    def make(
        self, job: Job, *, store: ClipStore, speakers: Speakers, on_progress: OnProgress
    ) -> dict[str, Any]:
        """The outcome as it is written into the queue, and put on the shelf. Raises AudioEditionError."""
        item = self._items.get(job.reader, job.wanted["item"])
        self._edition = item.edition if item else None

        def on_read(edition: str) -> None:
            before, self._edition = self._edition, edition
            self._items.identify(job.wanted["item"], edition)
            if before != edition:
                self._broom.sweep(job.reader, before)

        read = read_for_reader(
            job.wanted, settings=self._settings, on_progress=on_progress, patient=job.patient
        )
        outcome = None if "article" in job.wanted else public_edition(self._settings.output, read)
        if outcome is None:
            read = as_known(read, output=open_folder(self._settings, job.reader))  # one id, held or made
            on_read(edition_id(read.identity))
            outcome = make_for_reader(
                read,
                wanted=job.wanted,
                settings=self._settings,
                store=store,
                speakers=speakers,
                on_progress=on_progress,
            )
        self._items.settle(job.wanted["item"], outcome)
        return outcome

    def hold(self, job: Job, owner: str, error: HeldForReview) -> None:
        """For its reader to decide, not for the newsroom."""
        held = find_held(self._folder(job), error.held or "")
        outcome = {
            "error": str(error),
            "hint": "",
            "kind": type(error).__name__,
            "held": error.held,
            "reasons": list(held.reasons) if held else [],
        }
        if held is not None:
            self._items.entitle(job.wanted["item"], held.title)
        self._jobs.hold(job, owner, outcome)

    def tidy(self, job: Job) -> None:
        """After the job has ended: where the reader or the article has left meanwhile, so does what was just written,
        and the job."""
        with contextlib.suppress(
            StateError, PublishError
        ):  # not known: what stands there goes with its reader
            if self._readers.get(job.reader) is None:
                shutil.rmtree(self._folder(job), ignore_errors=True)
                self._jobs.forget(reader=job.reader)
            elif self._items.get(job.reader, job.wanted["item"]) is None:
                self._jobs.forget(reader=job.reader, item=job.wanted["item"])
                self._broom.sweep(job.reader, self._edition)

    def _folder(self, job: Job) -> Path:
        return reader_folder(self._settings.output, job.reader)


def read_for_reader(
    wanted: dict[str, Any],
    *,
    settings: ServiceSettings,
    on_progress: OnProgress | None = None,
    patient: bool = False,
) -> ReadArticle:
    """What a reader asked for. ``patient``: it can be tried again later, so an article of which a page does not come
    just now is no doubtful one yet. Raises AudioEditionError."""
    if "article" in wanted:
        article = article_from_json(wanted["article"])
        return ReadArticle(article=article, identity=str(wanted["identity"]), **wanted["origin"])
    return read_article(
        str(wanted["url"]),
        options=service_options(settings, **wanted.get("wishes", {})),
        access=settings.reader_access(),
        on_progress=on_progress,
        on_missing=raise_if_it_may_pass if patient else lambda error: None,
    )


def open_folder(settings: ServiceSettings, reader: str) -> Path:
    """The reader's own folder, which can be written. Raises PublishError."""
    output = reader_folder(settings.output, reader)
    check_output(output)
    return output


def make_for_reader(
    read: ReadArticle,
    *,
    wanted: dict[str, Any],
    settings: ServiceSettings,
    store: ClipStore,
    speakers: Speakers,
    on_progress: OnProgress | None = None,
) -> dict[str, Any]:
    """The outcome, in the reader's own folder. A doubtful article is held there, whatever the newsroom does with its
    own. No jingle of the house stands around what is not the newsroom's. Raises AudioEditionError."""
    output = open_folder(settings, wanted["reader"])
    place = str(wanted.get("url") or read.article.title)
    read = screened(read, output=output, place=place, policy=ReviewPolicy())
    produced = produce_edition(
        read,
        output=output,
        options=service_options(settings, **wanted.get("wishes", {})),
        access=settings.reader_access(),
        store=store,
        speakers=speakers,
        on_progress=on_progress,
    )
    return {**outcome_of(produced), "title": produced.edition.title, "public": False}


def public_edition(output: Path, read: ReadArticle) -> dict[str, Any] | None:
    """The newsroom's edition of that article, where there is one that everybody may hear: it is taken as it stands. As
    an outcome."""
    identity = known_identity(read, output=output)
    folder = find_folder(output, edition_id=edition_id(identity))
    if folder is None:
        return None
    try:
        edition = read_edition(folder, facts_only=True).edition
    except PublishError:
        return None
    if is_reserved(edition, find_feeds(output)) or is_ahead(edition.published, now=time.time()):
        return None
    return {
        "edition": folder.name,
        "public": True,
        "id": edition.id,
        "title": edition.title,
        "duration_ms": edition.duration_ms,
        "status": "unchanged",
        "notes": [],
    }
