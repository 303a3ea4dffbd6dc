"""Tells callbacks what became of their posts: a thread of the service. It may be killed at any moment: what was not
told stands in the state, and is told by the next one (so that an event may come twice, never not at all)."""

from __future__ import annotations

import contextlib
import json
import logging
import threading
import time
from urllib.parse import urlsplit

from audioedition.errors import SourceError
from audioedition.fetch.addresses import Access
from audioedition.fetch.post import post as send_post
from audioedition.serve.background import Background
from audioedition.serve.deliveries import Attempt, Deliveries, Delivery
from audioedition.serve.posts import Post
from audioedition.serve.service import Service
from audioedition.serve.status import Status, iso_moment, status_of_post
from audioedition.serve.webhook_signature import sign
from audioedition.system.sqlite import StateError

LOOK_EVERY_S = 0.5
WAIT_AFTER_TROUBLE_S = 5.0
ANSWER_S = 15.0
AT_ONCE = 4
PORTS = (80, 443, 8443)
ANY_PORT = range(1, 65536)
"""Where receivers inside private networks are allowed: a CMS in development listens anywhere."""
log = logging.getLogger(__name__)


class Deliverer(Background):
    name = "webhooks"

    def __init__(self, service: Service) -> None:
        super().__init__()
        self._service = service
        self._deliveries: Deliveries = service.deliveries
        self._at_it: dict[str, threading.Thread] = {}
        """By receiver: one that hangs holds up nobody else, and hears of its events one after the other."""
        private = service.settings.allow_private
        self._access = Access(
            allow_private=private, ports=tuple(ANY_PORT) if private else PORTS, deadline_s=ANSWER_S
        )

    def _run(self) -> None:
        while not self._stopping.is_set():
            wait_s = LOOK_EVERY_S
            try:
                self.enter_news()
                self.send_due()
            except StateError as error:  # locked, full, damaged: it may be mended while we wait
                log.error("%s %s", error, error.hint)
                wait_s = WAIT_AFTER_TROUBLE_S
            except Exception:  # one broken post must not silence the others for good
                log.exception("webhooks")
                wait_s = WAIT_AFTER_TROUBLE_S
            self._stopping.wait(wait_s)

    def enter_news(self) -> None:
        """What posts have come to since their callbacks were last told."""
        for post in self._service.posts.untold():
            try:
                self._enter(post)
            except StateError:
                raise
            except Exception:  # one broken post must not silence the others: it is put down and passed over
                log.exception("webhook of post %s", post.id)
                self._deliveries.settled(post.id, changed_at=post.changed_at)

    def _enter(self, post: Post) -> None:
        status = status_of_post(self._service, post)
        kind = kind_of(post, status)
        if kind is None:
            return
        if post.callback is not None:
            self._deliveries.tell(
                post=post.id,
                sign_of=status.stamp,
                kind=kind,
                url=post.callback,
                owner=post.owner,
                body=json.dumps(
                    {"type": kind, "timestamp": iso_moment(time.time()), "data": status.content},
                    ensure_ascii=False,
                ),
            )
        if status.state != "held":  # it waits for a person, and becomes something else
            self._deliveries.settled(post.id, changed_at=post.changed_at)

    def send_due(self) -> None:
        for receiver in [name for name, sender in self._at_it.items() if not sender.is_alive()]:
            del self._at_it[receiver]
        for delivery in self._deliveries.due():
            receiver = urlsplit(delivery.url).netloc
            if receiver not in self._at_it and len(self._at_it) < AT_ONCE:
                sender = threading.Thread(target=self._send, args=(delivery,), name="webhook", daemon=True)
                self._at_it[receiver] = sender
                sender.start()

    def _send(self, delivery: Delivery) -> None:
        body = delivery.body.encode()
        at, begun = time.time(), time.monotonic()
        secret = self._service.webhook_secret(delivery.owner)
        headers = {
            "Content-Type": "application/json",
            "webhook-id": delivery.id,
            "webhook-timestamp": str(int(at)),
            "webhook-signature": sign(secret, message_id=delivery.id, timestamp=int(at), body=body),
        }
        retry_after_s, again = None, True
        try:
            answer = send_post(delivery.url, body, headers=headers, access=self._access)
            status, text, retry_after_s = answer.status, answer.text, answer.retry_after_s
        except SourceError as error:
            status, text = None, str(error)
        seconds = round(time.monotonic() - begun, 3)
        told, again = status is not None and 200 <= status < 300, status != 410
        with contextlib.suppress(StateError):  # then it is sent once more, with the same id
            state = self._deliveries.note(
                delivery,
                Attempt(at=at, status=status, answer=text, seconds=seconds),
                state="delivered" if told else "waiting" if again else "given_up",
                retry_after_s=retry_after_s,
            )
            log.info("webhook %s %s to %s: %s (%s)", delivery.id, delivery.kind, delivery.url, status, state)


def kind_of(post: Post, status: Status) -> str | None:
    """The event's name; ``None`` while nothing has come of it. Pure."""
    if status.state in ("failed", "held", "withdrawn"):
        return f"edition.{status.state}"
    if status.state != "done":
        return None
    job = status.content["job"] or {}
    if post.told.startswith("withdrawn ") and job.get("created_at", 0.0) < float(post.told.split()[1]):
        return "edition.restored"  # nothing was made since: what stood before stands again
    revised = job.get("outcome", {}).get("status") == "revised"
    return "edition.revised" if revised else "edition.done"
