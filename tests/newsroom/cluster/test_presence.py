"""When a cluster that has gone is told of, and when that is enough: no cluster, and time as the test says."""

from __future__ import annotations

import pytest

from audioedition.errors import PublishError
from audioedition.newsroom.cluster.presence import Presence, readable


class Night:
    """A cluster's presence from one look to the next."""

    def __init__(self, *, patience_s: float = 3600.0) -> None:
        self.now_s = 0.0
        self.told: list[str] = []
        self.presence = Presence(
            "tcp://a:8786", patience_s=patience_s, tell=self.told.append, now=lambda: self.now_s
        )

    def passes(self, seconds: int, workers: int | None) -> None:
        """Looked at each second."""
        for _ in range(seconds):
            self.now_s += 1
            self.presence.found(workers)


def test_workers_that_are_back_within_a_minute_are_not_worth_a_word() -> None:
    night = Night()
    for _ in range(20):
        night.passes(59, 0)
        night.passes(1, 2)
    assert night.told == []
    assert night.presence.gone_s == 0


def test_each_absence_is_told_once_and_so_is_its_end() -> None:
    night = Night()
    night.passes(1, 1)
    night.passes(1800, 0)
    night.passes(60, 1)
    night.passes(90, None)
    night.passes(1, 1)
    assert night.told == [
        "The cluster has had no worker for 60 s; one is waited for, 59 min more at most.",
        "The cluster is back after 30 min: the work goes on.",
        "The scheduler has not answered for 60 s; it is waited for, 59 min more at most.",
        "The cluster is back after 90 s: the work goes on.",
    ]


def test_patience_counts_from_the_last_worker_seen_whoever_is_missing_now() -> None:
    night = Night(patience_s=600)
    night.passes(599, 0)
    night.passes(1, 3)
    night.passes(300, None)
    night.passes(300, 0)
    with pytest.raises(PublishError, match=r"no worker for 10 min") as stopped:
        night.passes(1, 0)
    assert "dask worker tcp://a:8786" in stopped.value.hint
    with pytest.raises(PublishError, match=r"scheduler at tcp://a:8786 has not answered for 10 min"):
        night.passes(1, None)


def test_what_is_shown_meanwhile_tells_how_long_it_has_been_and_may_be() -> None:
    night = Night(patience_s=7200)
    night.passes(301, 0)
    progress = night.presence.waiting()
    assert (progress.stage, progress.text) == ("wait", "5 min / 120 min")


def test_no_patience_at_all() -> None:
    with pytest.raises(PublishError):
        Night(patience_s=0).passes(1, 0)


def test_times() -> None:
    assert [readable(s) for s in (0, 119, 120, 3600)] == ["0 s", "119 s", "2 min", "60 min"]
