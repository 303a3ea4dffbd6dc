"""Patience with a server: how long to wait, when to stop asking. Pure: clock and chance are passed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

LONGEST_RETRY_AFTER_S = 3600.0
"""A server that asks for more (or an attacker in its place) does not silence us for longer."""


def parse_retry_after(value: str | None, *, now: datetime) -> float | None:
    """Seconds to wait for a Retry-After header (RFC 9110 §10.2.3: seconds, or an HTTP date).

    ``now`` is aware. Returns ``None`` for a missing or unreadable header, else 0 to 3600.
    """
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), LONGEST_RETRY_AFTER_S)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    if moment.tzinfo is None:  # « -0000 » is read as naive; HTTP dates are always GMT
        moment = moment.replace(tzinfo=timezone.utc)
    return min(max((moment - now).total_seconds(), 0.0), LONGEST_RETRY_AFTER_S)


def backoff_s(
    attempt: int, *, jitter: float, base_s: float = 0.5, factor: float = 2.0, longest_s: float = 10.0
) -> float:
    """Seconds to wait after the failed ``attempt`` (0-based).

    The wait grows exponentially, and ``jitter`` (0 to 1, uniformly drawn by the caller) spreads its upper
    half, so that many machines that failed together do not come back together.
    """
    whole = min(base_s * factor**attempt, longest_s)
    return whole * (0.5 + 0.5 * jitter)


@dataclass(slots=True)
class CircuitBreaker:
    """After ``threshold`` failures in a row, refuse for ``rest_s`` seconds; then let one call try.

    ``clock`` is monotonic seconds. One failure of the trial call shuts it again at once.
    """

    clock: Callable[[], float]
    threshold: int = 5
    rest_s: float = 60.0
    failures: int = 0
    _open_until_s: float = float("-inf")

    def wait_s(self) -> float:
        """Seconds until calls are allowed again; 0.0 = go ahead."""
        return max(0.0, self._open_until_s - self.clock())

    def succeeded(self) -> None:
        self.failures = 0
        self._open_until_s = float("-inf")

    def failed(self) -> None:
        self.failures += 1
        if self.failures >= self.threshold:
            self.hold(self.rest_s)

    def hold(self, seconds: float) -> None:
        """Refuse for that long at least: the server asked for it."""
        self._open_until_s = max(self._open_until_s, self.clock() + seconds)
