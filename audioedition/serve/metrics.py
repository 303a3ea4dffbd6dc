"""What Prometheus reads at /metrics."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from audioedition.system.sqlite import StateError

if TYPE_CHECKING:
    from audioedition.serve.jobs import Jobs
    from audioedition.serve.library import Library

STATES = ("queued", "running", "held", "done", "failed", "cancelled")
BUCKETS_S = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0)


class Metrics:
    """A registry of its own, so that several services in one process (tests) do not meet."""

    def __init__(self, *, jobs: Jobs, library: Library) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.requests = Counter(
            "audioedition_requests", "Answers sent.", ["route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "audioedition_request_seconds",
            "Until the answer's end.",
            ["route"],
            buckets=BUCKETS_S,
            registry=self.registry,
        )
        self.wrong_tokens = Counter(
            "audioedition_wrong_tokens", "Tokens that were refused.", registry=self.registry
        )
        self.registry.register(_State(jobs, library))

    def text(self) -> bytes:
        return generate_latest(self.registry)


class _State(Collector):
    """Read when asked for."""

    def __init__(self, jobs: Jobs, library: Library) -> None:
        self._jobs, self._library = jobs, library

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = GaugeMetricFamily("audioedition_state_up", "Whether the state database can be used.")
        try:
            counts = self._jobs.counts()
        except StateError:
            up.add_metric([], 0)
            yield up
        else:
            up.add_metric([], 1)
            yield up
            jobs = GaugeMetricFamily("audioedition_jobs", "Jobs by state.", labels=["state"])
            for state in STATES:
                jobs.add_metric([state], counts.get(state, 0))
            yield jobs
        entries = self._library.entries()
        yield GaugeMetricFamily("audioedition_editions", "Editions on the shelf.", value=len(entries))
        seconds = sum(e.duration_ms for e in entries) / 1000
        yield GaugeMetricFamily("audioedition_sound_seconds", "Their length together.", value=seconds)
