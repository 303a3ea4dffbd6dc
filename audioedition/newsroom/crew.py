"""Who makes the articles: workers of this machine, or a cluster."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from audioedition.errors import UsageError
from audioedition.newsroom.workers.pool import Crew


@dataclass(frozen=True, slots=True, kw_only=True)
class Helpers:
    """Who is to make the articles: processes of this machine, or a Dask cluster (its scheduler's address) whose
    workers reach ``store``."""

    workers: int
    cluster: str | None = None
    store: str | None = None
    patience_s: float | None = None
    """How long a cluster that has gone is waited for; ``None``: an hour."""


@contextlib.contextmanager
def open_crew(helpers: Helpers, *, tell: Callable[[str], object] = lambda sentence: None) -> Iterator[Crew]:
    """``tell`` hears when a cluster has gone and when it is back. Raises UsageError (no store, no Dask) and
    PublishError (nobody answers)."""
    check_cluster(helpers.cluster, store=helpers.store)
    if helpers.cluster is None:
        from audioedition.newsroom.workers.process import start_workers

        yield lambda number: start_workers(min(helpers.workers, number))
        return
    from audioedition.newsroom.cluster import PATIENCE_S, Cluster, crew

    patience_s = PATIENCE_S if helpers.patience_s is None else helpers.patience_s
    with Cluster(helpers.cluster, store=str(helpers.store), patience_s=patience_s, tell=tell) as machines:
        yield lambda number: crew(machines, number)


def check_cluster(cluster: str | None, *, store: str | None) -> None:
    """Raises UsageError when a cluster is named and no store."""
    if cluster is not None and store is None:
        raise UsageError(
            "--cluster needs a store that every machine reaches.",
            hint="--cache s3://bucket/folder, or a shared folder",
        )
