"""Dates as newsrooms write them."""

from __future__ import annotations

import pytest

from audioedition.system.moments import is_ahead, moment_of


@pytest.mark.parametrize(
    ("date", "utc"),
    [
        ("2026-07-14T08:00:00Z", 1784016000),
        ("2026-07-14T10:00:00+02:00", 1784016000),
        ("2026-07-14T10:00:00+0200", 1784016000),
        ("2026-07-14T10:00:00.123+02:00", 1784016000),
        ("2026-07-14T10:00", 1784016000),  # summer time in Paris
        ("2026-01-14T09:00", 1768377600),  # winter time
        ("2026-07-14", 1783980000),  # its first moment, in Paris
        ("hier", None),
        ("", None),
        (None, None),
        ("2026-02-30", None),
    ],
)
def test_a_date_is_a_moment(date: str | None, utc: int | None) -> None:
    assert moment_of(date) == utc


def test_only_what_is_still_to_come_is_ahead() -> None:
    assert is_ahead("2026-07-14T08:00:00Z", now=1784015999)
    assert not is_ahead("2026-07-14T08:00:00Z", now=1784016000)
    assert not is_ahead("bientôt", now=0)
