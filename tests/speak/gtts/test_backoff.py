from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.speak.engines.backoff import CircuitBreaker, backoff_s, parse_retry_after

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("0", 0),
        (" 120 ", 120),
        ("99999999999999999999", 3600),
        ("Mon, 23 Nov 2026 12:00:30 GMT", 30),
        ("Mon, 23 Nov 2026 12:00:30 -0000", 30),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0),
        ("Fri, 01 Jan 2100 00:00:00 GMT", 3600),
        ("1.5", None),
        ("-1", None),
        ("²", None),
        ("", None),
        ("bientôt", None),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert parse_retry_after(header, now=NOON) == seconds


def test_backoff_grows_to_a_limit_and_jitter_takes_at_most_half() -> None:
    assert [backoff_s(n, jitter=1.0) for n in range(7)] == [0.5, 1, 2, 4, 8, 10, 10]
    assert [backoff_s(n, jitter=0.0) for n in range(3)] == [0.25, 0.5, 1.0]


def test_breaker_opens_rests_tries_once_and_closes() -> None:
    now = [0.0]
    breaker = CircuitBreaker(clock=lambda: now[0], threshold=2, rest_s=10)
    breaker.failed()
    assert breaker.wait_s() == 0
    breaker.failed()
    assert breaker.wait_s() == 10
    now[0] = 10
    assert breaker.wait_s() == 0
    breaker.failed()
    assert breaker.wait_s() == 10, "one failed trial is enough"
    breaker.succeeded()
    assert breaker.wait_s() == 0
    breaker.failed()
    assert breaker.wait_s() == 0, "counted anew after a success"
