"""The service's parts, tied together once per process."""

from __future__ import annotations

import contextlib
import secrets
import threading
import time

from audioedition.serve.audience import Audience
from audioedition.serve.audit import Audit
from audioedition.serve.database import open_state
from audioedition.serve.deliveries import Deliveries
from audioedition.serve.draft_store import Drafts
from audioedition.serve.feed_tokens import FeedTokens
from audioedition.serve.feeds import Feeds
from audioedition.serve.held_jobs import HeldJobs
from audioedition.serve.idempotency import AnsweredOnce
from audioedition.serve.jobs import Jobs
from audioedition.serve.library import Library, Recent
from audioedition.serve.metrics import Metrics
from audioedition.serve.people import People
from audioedition.serve.posts import Posts
from audioedition.serve.preview import Preview
from audioedition.serve.pronunciations import Pronunciations
from audioedition.serve.reports import Reports
from audioedition.serve.settings import ServiceSettings, lexicon_path
from audioedition.serve.tokens import Limiter, Tokens
from audioedition.serve.webhook_signature import secret_of
from audioedition.speak.remote_clips import open_clips
from audioedition.system.sqlite import Database, StateError

LOOK_AT_TOKENS_EVERY_S = 2.0
GUESSES, GUESSES_PER_S = 10, 600.0
"""Wrong tokens and passwords of one address before it must wait."""
NAMES_GUESSED, NAMES_GUESSED_PER_S = 50, 600.0
"""Wrong passwords for one name, from all addresses together."""


class Service:
    def __init__(self, settings: ServiceSettings) -> None:
        self.settings = settings
        self.database = open_state(settings.output)
        self.jobs = Jobs(self.database)
        self.held = HeldJobs(self.database)
        self.drafts = Drafts(self.database)
        self.reports = Reports(self.database)
        self.tokens = Tokens(self.database)
        self.people = People(self.database)
        self.audit = Audit(self.database)
        self.posts = Posts(self.database)
        self.answered = AnsweredOnce(self.database)
        self.deliveries = Deliveries(self.database)
        self.audience = Audience(settings.output, per_minute=settings.beacons_per_minute)
        self.library = Library(settings.output)
        self.players = Recent()
        self.preview = Preview(store=open_clips(settings.store))
        self.pronunciations = Pronunciations(lexicon_path(settings))
        self.feeds = Feeds(self.library, base_url=f"{settings.base_url}e/")
        self.feed_tokens = FeedTokens(self.database)
        self.metrics = Metrics(jobs=self.jobs, library=self.library)
        self.guesses = Limiter(most=GUESSES, per_s=GUESSES_PER_S)
        self.feed_guesses = Limiter(most=GUESSES, per_s=GUESSES_PER_S)
        self.names_guessed = Limiter(most=NAMES_GUESSED, per_s=NAMES_GUESSED_PER_S)
        self.writes = Limiter(most=settings.writes_per_minute, per_s=60.0)
        self.remarks = Limiter(most=settings.reports_per_minute, per_s=60.0)
        self._protected: tuple[float, bool] = (-LOOK_AT_TOKENS_EVERY_S, True)
        self._turn = threading.Lock()

    def protected(self) -> bool:
        """Whether a token or a password is asked for. Raises StateError where that cannot be known: nobody gets
        in then."""
        with self._turn:
            looked_at, protected = self._protected
            if time.monotonic() - looked_at > LOOK_AT_TOKENS_EVERY_S:
                protected = self.tokens.exist() or self.people.exist()
                self._protected = (time.monotonic(), protected)
            return protected

    def webhook_secret(self, owner: str) -> str:
        """``whsec_…``, of one token. Raises StateError."""
        with self.database.writing() as db:
            fresh = secrets.token_bytes(32)
            db.execute("INSERT OR IGNORE INTO secrets VALUES ('webhooks', ?)", (fresh,))
            (master,) = db.execute("SELECT value FROM secrets WHERE name = 'webhooks'").fetchone()
        return secret_of(master, owner)

    def close(self) -> None:
        self.preview.close()
        self.audience.close()
        self.database.close()


def session_key(database: Database) -> str:
    """What sessions are signed with: kept, so that a restart signs nobody out; a passing one where it cannot be."""
    fresh = secrets.token_bytes(32)
    with contextlib.suppress(StateError), database.writing() as db:
        db.execute("INSERT OR IGNORE INTO secrets VALUES ('session', ?)", (fresh,))
        (kept,) = db.execute("SELECT value FROM secrets WHERE name = 'session'").fetchone()
        fresh = kept
    return fresh.hex()
