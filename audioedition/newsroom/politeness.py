"""Politeness: how long to wait before a host is asked again. Safe for threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from audioedition.errors import SourceError
from audioedition.fetch.robots import Robots
from audioedition.newsroom.settings import NewsroomSettings

MAX_BACKOFF_S = 6 * 3600.0
FIRST_BACKOFF_S = 60.0


@dataclass(slots=True)
class Pace:
    """Spaces the requests to one host. Each caller is given its own moment and sleeps until then."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep
    _next: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, url: str, *, delay_s: float) -> None:
        """Return when ``url``'s host may be asked, and keep the next caller ``delay_s`` away."""
        host = urlsplit(url).hostname or ""
        with self._lock:
            now = self.now()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + delay_s
        if turn > now:
            self.sleep(turn - now)

    def hold(self, url: str, *, seconds: float) -> None:
        """Leave ``url``'s host alone for so long: it asked for it."""
        host = urlsplit(url).hostname or ""
        with self._lock:
            self._next[host] = max(self._next.get(host, 0.0), self.now() + seconds)


@dataclass(slots=True)
class Politeness:
    """robots.txt and pace together, for everything that nobody asked for by hand."""

    robots: Robots
    pace: Pace = field(default_factory=Pace)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def before(self, url: str, *, delay_s: float, robots: bool = True) -> None:
        """Wait for our turn at the host. Raises SourceError when robots.txt forbids ``url``."""
        if robots:
            with self._lock:  # two threads would ask for the same file
                self.robots.require(url)
                delay_s = max(delay_s, self.robots.delay_s(url))
        self.pace.wait(url, delay_s=delay_s)

    def before_any(self, url: str, *, settings: NewsroomSettings) -> None:
        """As ``before``, with what the newsroom says of ``url``'s site."""
        site = settings.site_of(url)
        self.before(url, delay_s=site.delay_s, robots=site.robots)


def backoff_s(failures: int, error: SourceError | None = None) -> float:
    """Seconds to leave something alone after that many failures in a row: 1 min, 2, 4 … 6 h, or more when the
    site says so (Retry-After)."""
    own = min(FIRST_BACKOFF_S * 2.0 ** min(failures - 1, 20), MAX_BACKOFF_S)
    asked = error.retry_after_s if error is not None else None
    return max(own, asked or 0.0)
