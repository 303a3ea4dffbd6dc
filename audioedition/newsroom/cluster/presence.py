"""Whether a cluster is there to work, as time passes: what is told when it is not, and when that is enough."""

from __future__ import annotations

import time
from collections.abc import Callable

from audioedition.errors import PublishError
from audioedition.model import Progress

NOTICE_S = 60.0
"""A cluster without workers is told of then: one that is killed or restarted is back before that."""
PATIENCE_S = 3600.0
"""How long is waited for one, unless the person says otherwise: a machine that is restarted or repaired by hand."""


class Presence:
    """Fed with what each look at the cluster found. ``tell`` hears a sentence when the cluster has been gone for
    ``notice_s`` and another when it is back; both once."""

    def __init__(
        self,
        scheduler: str,
        *,
        patience_s: float = PATIENCE_S,
        notice_s: float = NOTICE_S,
        tell: Callable[[str], object] = lambda sentence: None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._scheduler, self._patience_s, self._notice_s = scheduler, patience_s, notice_s
        self._tell, self._now = tell, now
        self._gone_since_s: float | None = None
        self._told = False

    @property
    def gone_s(self) -> float:
        """For how long nobody has been there; 0 while somebody is."""
        return 0.0 if self._gone_since_s is None else self._now() - self._gone_since_s

    def found(self, workers: int | None) -> None:
        """So many are there; ``None``: the scheduler does not answer. Raises PublishError when patience is over."""
        if workers:
            if self._told:
                self._tell(f"The cluster is back after {readable(self.gone_s)}: the work goes on.")
            self._gone_since_s, self._told = None, False
            return
        if self._gone_since_s is None:
            self._gone_since_s = self._now()
        if self.gone_s >= self._patience_s:
            raise self._end(workers)
        if self.gone_s >= self._notice_s and not self._told:
            self._told = True
            gone, left = readable(self.gone_s), readable(self._patience_s - self.gone_s)
            if workers is None:
                self._tell(
                    f"The scheduler has not answered for {gone}; it is waited for, {left} more at most."
                )
            else:
                self._tell(
                    f"The cluster has had no worker for {gone}; one is waited for, {left} more at most."
                )

    def waiting(self) -> Progress:
        """What a person sees meanwhile."""
        return Progress(stage="wait", text=f"{readable(self.gone_s)} / {readable(self._patience_s)}")

    def _end(self, workers: int | None) -> PublishError:
        waited = readable(self.gone_s)
        if workers is None:
            return PublishError(
                f"The scheduler at {self._scheduler} has not answered for {waited}.",
                hint="Start it and its workers again; the same command then goes on where it stopped.",
            )
        return PublishError(
            f"The cluster has had no worker for {waited}.",
            hint=f"Start dask worker {self._scheduler} --nthreads 1 on each machine;"
            " the same command then goes on where it stopped.",
        )


def readable(seconds: float) -> str:
    """« 75 s », « 12 min »: the same in French."""
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
