"""Who makes the articles: workers of this machine, or a cluster."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from audioedition.errors import UsageError
from audioedition.newsroom.workers.pool import Pool


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolConfig:
    """Who is to make the articles: processes of this machine, or a Dask cluster (its scheduler's address) whose
    workers reach ``store``."""

    workers: int
    cluster: str | None = None
    store: str | None = None
    patience_s: float | None = None
    """How long a cluster that has gone is waited for; ``None``: an hour."""


@contextlib.contextmanager
def open_pool(
    pool_config: PoolConfig, *, tell: Callable[[str], object] = lambda sentence: None
) -> Iterator[Pool]:
    """``tell`` hears when a cluster has gone and when it is back. Raises UsageError (no store, no Dask) and
    PublishError (nobody answers)."""
    check_cluster(pool_config.cluster, store=pool_config.store)
    if pool_config.cluster is None:
        from audioedition.newsroom.workers.process import start_workers

        yield lambda number: start_workers(min(pool_config.workers, number))
        return
    from audioedition.newsroom.cluster import PATIENCE_S, Cluster, remote_workers

    patience_s = PATIENCE_S if pool_config.patience_s is None else pool_config.patience_s
    with Cluster(
        pool_config.cluster, store=str(pool_config.store), patience_s=patience_s, tell=tell
    ) as machines:
        yield lambda number: remote_workers(machines, number)


def check_cluster(cluster: str | None, *, store: str | None) -> None:
    """Raises UsageError when a cluster is named and no store."""
    if cluster is not None and store is None:
        raise UsageError(
            "--cluster needs a store that every machine reaches.",
            hint="--cache s3://bucket/folder, or a shared folder",
        )
