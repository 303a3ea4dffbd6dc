"""Podcast downloads counted as the IAB Tech Lab's Podcast Measurement Technical Guidelines (2.2) say. Pure.

A download is counted once per listener and edition in 24 hours: GET, answered 200 or 206, not by a bot, once a minute
of sound (or all of it, when it is shorter) was sent, however many ranges it came in. A listener is an address with a
program; both are only compared here, within 24 hours, and put down nowhere.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import lru_cache

WINDOW_S = 86_400.0
MINUTE_MS = 60_000
MAX_LISTENERS = 200_000
"""Open at once; beyond that the oldest are forgotten, so that a flood fills no memory."""
_APPS = re.compile(r"podcast app|Overcast/", re.IGNORECASE)
"""Apps that also fetch feeds and are listed as crawlers for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One answer to a request for an edition's sound, whatever its format."""

    at: float
    """Seconds since the epoch."""
    listener: str
    """Whatever tells address and program apart from others'."""
    agent: str
    """``User-Agent``."""
    edition: str
    method: str
    status: int
    length: int
    """Bytes of the body that were sent."""
    start: int | None = None
    """Where in the file they stand; ``None`` = not known (an access log): ranges are then taken to differ."""
    size: int | None = None
    """Bytes of the whole file, where known."""
    duration_ms: int | None = None
    ending: str = ".mp3"
    """Of the file, lower case."""


@dataclass(slots=True)
class _Window:
    begun_at: float
    stretches: list[tuple[int, int]] = field(default_factory=list)
    loose: int = 0
    counted: bool = False

    def heard(self) -> int:
        """Bytes, each counted once."""
        total, end = self.loose, -1
        for first, last in sorted(self.stretches):
            total += max(0, last - max(first, end))
            end = max(end, last)
        return total


class DownloadCounter:
    """Not safe for threads."""

    def __init__(self, *, max_listeners: int = MAX_LISTENERS) -> None:
        self._windows: OrderedDict[tuple[str, str], _Window] = OrderedDict()
        self._most = max_listeners

    def note(self, sent: Sent) -> bool:
        """Whether this answer made a download that counts. Answers come in the order of their time, about."""
        if sent.method != "GET" or sent.status not in (200, 206) or sent.length <= 0 or is_bot(sent.agent):
            return False
        self._forget(sent.at)
        key = (sent.listener, sent.edition)
        window = self._windows.get(key)
        if window is None or sent.at - window.begun_at >= WINDOW_S:
            self._windows.pop(key, None)
            window = self._windows[key] = _Window(begun_at=sent.at)
        if window.counted:
            return False
        if sent.start is None:
            window.loose += sent.length
        else:
            window.stretches.append((sent.start, sent.start + sent.length))
        window.counted = window.heard() >= enough_bytes(sent)
        if window.counted:
            window.stretches.clear()
        return window.counted

    def _forget(self, now: float) -> None:
        while self._windows:
            oldest = next(iter(self._windows.values()))
            if now - oldest.begun_at < WINDOW_S and len(self._windows) < self._most:
                return
            self._windows.popitem(last=False)


def enough_bytes(sent: Sent) -> int:
    """Of a minute, or of the whole file. 96 kb/s where the edition is not known any more."""
    if not sent.size:
        return 96_000 // 8 * 60
    if not sent.duration_ms or sent.duration_ms <= MINUTE_MS:
        return sent.size
    return sent.size * MINUTE_MS // sent.duration_ms


@lru_cache(maxsize=4096)
def is_bot(agent: str) -> bool:
    """By the list of monperrus/crawler-user-agents (extra ``serve``). An empty name is one too."""
    from crawleruseragents import is_crawler

    return not agent.strip() or (not _APPS.search(agent) and bool(is_crawler(agent[:1000])))
