"""WebSub: a hub is told that a feed changed, and tells whoever follows it (W3C WebSub, 7). An edge.

What is to be told stands in ``OUTPUT/.audioedition/hub.json`` until a hub has taken it: a hub that is down is asked
again, later each time. Only http(s) is asked, and no address inside a network unless that is allowed.
"""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

from audioedition.errors import PublishError, SourceError
from audioedition.fetch.addresses import Access
from audioedition.fetch.post import PostAnswer, post
from audioedition.publish.folder.writer import OWN_FOLDER
from audioedition.system.files import write_atomically
from audioedition.system.locks import locked

NAME = "hub.json"
FIRST_WAIT_S = 60.0
LONGEST_WAIT_S = 6 * 3600.0
MOST_TRIES = 10
"""In about a day; then the hub is left alone until the feed changes again."""
ANSWER_S = 10.0
log = logging.getLogger(__name__)

SendPing = Callable[[str, bytes, Access], PostAnswer]
"""(hub, body, access) -> its answer. Raises SourceError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ping:
    """One feed's change that a hub has not taken yet."""

    hub: str
    feed_url: str
    tries: int = 0
    not_before: float = 0.0
    """Seconds since the epoch."""


def note_change(output_dir: Path, *, hub: str, feed_url: str) -> None:
    """The hub is to be told. Raises PublishError."""
    with _held(output_dir) as pings:
        others = [p for p in pings if p.feed_url != feed_url]
        _write(output_dir, [*others, Ping(hub=hub, feed_url=feed_url)])


def tell_hubs(
    output_dir: Path, *, access: Access, now: float, send: SendPing | None = None
) -> tuple[str, ...]:
    """Tell what is due; what a hub did not take, a sentence each. Raises PublishError (the folder)."""
    send = send or _send
    problems: list[str] = []
    due = [ping for ping in _read(output_dir) if ping.not_before <= now]
    for ping in due:
        left, problem = _tell(ping, access=access, now=now, send=send)
        with _held(output_dir) as pings:
            if ping in pings:  # else the feed changed meanwhile: that is to be told
                rest = [p for p in pings if p != ping]
                _write(output_dir, [*rest, left] if left else rest)
        if problem:
            problems.append(problem)
            log.warning(problem)
    return tuple(problems)


def _tell(ping: Ping, *, access: Access, now: float, send: SendPing) -> tuple[Ping | None, str]:
    """What is left to tell, and what went wrong."""
    body = urlencode({"hub.mode": "publish", "hub.url": ping.feed_url, "hub.topic": ping.feed_url}).encode()
    wait_s = min(FIRST_WAIT_S * 2.0**ping.tries, LONGEST_WAIT_S)
    try:
        answer = send(ping.hub, body, access)
    except SourceError as error:
        problem = f"The hub {ping.hub} was not told: {error}"
    else:
        if 200 <= answer.status < 300:
            return None, ""
        problem = f"The hub {ping.hub} was not told: it answered {answer.status}."
        if 400 <= answer.status < 500 and answer.status not in (408, 425, 429):
            return None, problem  # it would say the same again
        wait_s = max(wait_s, answer.retry_after_s or 0.0)
    if ping.tries + 1 >= MOST_TRIES:
        return None, problem
    return replace(ping, tries=ping.tries + 1, not_before=now + wait_s), problem


def _send(hub: str, body: bytes, access: Access) -> PostAnswer:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return post(hub, body, headers=headers, access=replace(access, deadline_s=ANSWER_S))


@contextlib.contextmanager
def _held(output_dir: Path) -> Iterator[list[Ping]]:
    """What is to be told, while nobody else writes it. Raises PublishError."""
    path = _path(output_dir)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path.with_suffix(".lock")):
            yield _read(output_dir)
    except OSError as problem:
        raise PublishError(f"{path} cannot be written: {problem.strerror}.") from problem


def _read(output_dir: Path) -> list[Ping]:
    try:
        content = json.loads(_path(output_dir).read_bytes())
        return [Ping(**entry) for entry in content]
    except (OSError, ValueError, TypeError):
        return []


def _write(output_dir: Path, pings: list[Ping]) -> None:
    write_atomically(_path(output_dir), json.dumps([asdict(ping) for ping in pings]).encode())


def _path(output_dir: Path) -> Path:
    return output_dir / OWN_FOLDER / NAME
