"""A worker: takes jobs from the queue, one after the other, until its service ends. Forked by ``prefork parent.py``.

It may be killed at any moment: its lease runs out (or the prefork parent gives it back), another worker takes the job,
and the clips that were made are found in their store.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

from audioedition.errors import AudioEditionError, HeldForReview, NotSettled, PublishError, SourceError
from audioedition.model import Edition, Progress, Voice
from audioedition.produce.held import find_held, forget_held
from audioedition.produce.produce import EditionOptions, read_article
from audioedition.publish.folder.facts import edition_id
from audioedition.publish.folder.withdrawn import Reason, withdraw_edition
from audioedition.script.write import write_script
from audioedition.serve.database import open_state
from audioedition.serve.held_jobs import HeldJobs
from audioedition.serve.jobs import LEASE_S, Job, Jobs
from audioedition.serve.posts import Posts
from audioedition.serve.settings import ServiceSettings, settings_from_json
from audioedition.serve.shelf.making import ShelfMaker
from audioedition.serve.work import do_work, source_of
from audioedition.speak.clip_store import ClipStore
from audioedition.speak.engine_pool import Speakers
from audioedition.speak.engines.child import die_with_parent
from audioedition.speak.engines.registry import load_engine
from audioedition.speak.remote_clips import open_clips
from audioedition.speak.voices import AUTO, choose_voice
from audioedition.system.sqlite import StateError

POLL_S = 0.2
REPORT_EVERY_S = 0.25
NICENESS = 10
"""Listeners are served first: making an edition takes every core that it gets."""
MAX_JOBS = 300
"""Then the worker ends and a fresh one is started: no leak of a library lasts."""
log = logging.getLogger(__name__)


def main() -> None:
    """Arguments: the parent's process id, the settings in JSON."""
    die_with_parent(int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers Ctrl-C, and ends us
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    work(settings_from_json(sys.argv[2]))


def work(settings: ServiceSettings) -> None:
    """Be a worker, until SIGTERM comes or ``MAX_JOBS`` are done."""
    worker = JobWorker(settings, owner=f"worker-{os.getpid()}")
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    worker.run()


def warm_up() -> None:
    """Load what every article needs, by reading one: a worker that is forked afterwards has it."""
    text = "Le marché rouvre\n\nLe 3 mai, 3,5 % des étals étaient là. « C’est peu », dit-on."
    article = read_article(source_of({"text": text}), options=EditionOptions()).article
    voice = Voice(name="warm-up", engine="tone")
    write_script(article, voice=voice, max_chars=load_engine(voice.engine).max_chars)


class JobWorker:
    def __init__(self, settings: ServiceSettings, *, owner: str) -> None:
        self.settings = settings
        self.owner = owner
        self.database = open_state(settings.output)
        self.jobs = Jobs(self.database)
        self.held = HeldJobs(self.database)
        self.posts = Posts(self.database)
        self.shelf = ShelfMaker(settings, state=self.database)
        self.store: ClipStore = open_clips(settings.store)
        self.speakers = Speakers()
        self._stopping = threading.Event()

    def stop(self) -> None:
        """After the job at hand."""
        self._stopping.set()

    def run(self) -> None:
        """Until told to stop, or ``MAX_JOBS`` are done."""
        done = 0
        with self.speakers:
            while done < MAX_JOBS and not self._stopping.is_set():
                try:
                    job = self.jobs.claim(self.owner)
                except StateError as error:  # locked, full, damaged: it may be mended while we wait
                    log.error("%s %s", error, error.hint)
                    self._stopping.wait(5.0)
                    continue
                if job is None:
                    self._stopping.wait(POLL_S)
                    continue
                self.do(job)
                done += 1

    def do(self, job: Job) -> None:
        """Never raises for what one article may be at fault for."""
        log.info("job %s: %s (attempt %d)", job.id, _private(job) or job.title, job.attempts)
        try:
            with self._leased(job):
                title, outcome = self._make_for_reader(job) if job.reader else self._make(job)
            self.jobs.finish(job.id, self.owner, outcome, title=title)
            if not job.reader:
                self.held.made(outcome["id"], outcome)
            log.info("job %s: %s %s", job.id, outcome["status"], _private(job) or outcome["edition"])
        except StateError as error:  # the edition stands or will be found by the next attempt
            log.error("job %s: %s", job.id, error)
        except NotSettled as error:
            log.info("job %s: %s", job.id, error)
            with contextlib.suppress(StateError):  # then the lease runs out, and it is read again
                self.jobs.postpone(job, self.owner, error)
        except HeldForReview as error:
            log.info("job %s: %s", job.id, _private(job) or error)
            self._hold(job, error)
        except AudioEditionError as error:
            log.warning("job %s failed: %s", job.id, _private(job) or error)
            self._fail(job, error)
        except Exception as error:  # a defect of ours must not stop the queue: it is put down with the job
            log.exception("job %s failed", job.id)
            self._fail(
                job, PublishError(f"{type(error).__name__}: {error}", hint="Please report this defect.")
            )
        finally:
            if job.reader:
                self.shelf.tidy(job)

    def _make(self, job: Job) -> tuple[str, dict[str, Any]]:
        """Title and outcome, of the newsroom's."""
        produced, outcome = do_work(
            job.wanted,
            settings=self.settings,
            store=self.store,
            speakers=self.speakers,
            on_progress=Reporter(self.jobs, job, self.owner),
            patient=job.patient,
        )
        self._settle(job, produced.edition)
        return produced.edition.title, outcome

    def _make_for_reader(self, job: Job) -> tuple[str, dict[str, Any]]:
        reporter = Reporter(self.jobs, job, self.owner)
        outcome = self.shelf.make(job, store=self.store, speakers=self.speakers, on_progress=reporter)
        return outcome["title"], outcome

    def _settle(self, job: Job, edition: Edition) -> None:
        """The post that was withdrawn while it was being spoken is not heard."""
        post = self.posts.settle(job.id, identity=edition.identity)
        if post is not None and post.withdrawn_at is not None:
            self._withdraw(edition.id, reason="deleted")

    def _hold(self, job: Job, error: HeldForReview) -> None:
        with contextlib.suppress(StateError):  # then the lease runs out, and it is read again
            if job.reader:
                self.shelf.hold(job, self.owner, error)
                return
            self.held.hold(job, self.owner, error, where=f"{self.settings.base_url}review")
            held = find_held(self.settings.output, error.held or "")
            if held is None:
                return
            post = self.posts.settle(job.id, identity=held.read.identity)
            if post is not None and post.withdrawn_at is not None:
                forget_held(self.settings.output, held.id)

    def _withdraw_gone(self, job: Job) -> None:
        """The article's own page says that it was taken away for good."""
        post = self.posts.of_job(job.id)
        if post is not None and post.identity is not None:
            self.posts.withdraw(post.id)
            with contextlib.suppress(
                PublishError
            ):  # the folder cannot be written: the post says « withdrawn »
                self._withdraw(edition_id(post.identity), reason="gone")

    def _withdraw(self, edition_id: str, *, reason: Reason) -> None:
        at = datetime.now(timezone.utc)
        withdraw_edition(self.settings.output, edition_id=edition_id, at=at, reason=reason)

    def _fail(self, job: Job, error: AudioEditionError) -> None:
        with contextlib.suppress(StateError):  # then the lease runs out, and it is tried again
            gone = isinstance(error, SourceError) and error.status == 410
            if gone and self.settings.policy_of(str(job.wanted.get("url") or "")).on_gone == "withdraw":
                self._withdraw_gone(job)
            self.jobs.fail(job, self.owner, error, online=is_online(job))

    @contextlib.contextmanager
    def _leased(self, job: Job) -> Iterator[None]:
        ended = threading.Event()

        def renew() -> None:
            while not ended.wait(LEASE_S / 4):
                with contextlib.suppress(StateError):
                    self.jobs.renew(job.id, self.owner)

        thread = threading.Thread(target=renew, name="lease", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()


def _private(job: Job) -> str:
    """In place of what an article is, where it is a reader's: what they hear is not the log's business either."""
    return "a reader's article" if job.reader else ""


def is_online(job: Job) -> bool:
    """Whether the job's voice is spoken by a service elsewhere."""
    try:
        voice = choose_voice(job.wanted.get("wishes", {}).get("voice", AUTO))
        return load_engine(voice.engine).sends_text_to is not None
    except AudioEditionError:
        return False


class Reporter:
    """``on_progress`` that writes into the queue, a few times a second."""

    def __init__(self, jobs: Jobs, job: Job, owner: str) -> None:
        self._jobs, self._job, self._owner = jobs, job, owner
        self._last: tuple[str, float] = ("", 0.0)

    def __call__(self, progress: Progress) -> None:
        stage, at = self._last
        now = time.monotonic()
        if progress.stage == stage and now - at < REPORT_EVERY_S:
            return
        self._last = (progress.stage, now)
        with contextlib.suppress(StateError):
            self._jobs.report(self._job.id, self._owner, progress)


if __name__ == "__main__":
    main()
