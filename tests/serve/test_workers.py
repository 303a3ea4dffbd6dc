"""The workers' prefork parent: it forks, gives back what the dead were at, and nobody outlives anybody."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from audioedition.serve.database import open_state
from tests.support.patience import wait_until
from tests.support.tools import need_module

need_module("starlette", extra="serve")

from audioedition.serve.jobs import Jobs
from audioedition.serve.prefork import exec_worker, fork_worker
from audioedition.serve.restarts import Restarts
from audioedition.serve.settings import ServiceSettings
from audioedition.serve.supervisor import Supervisor

STARTERS: list[Callable[[ServiceSettings], int]] = [fork_worker, exec_worker]


def test_who_was_killed_starts_at_once_and_who_fails_ever_more_slowly() -> None:
    restarts, waits_s = Restarts(), []
    assert restarts.due(now=100.0)
    for _ in range(9):
        restarts.note_start(now=100.0)
        restarts.note_end(1, now=100.1)
        waits_s.append(next(t / 10 for t in range(1_000) if restarts.due(now=100.1 + t / 10)))
    assert waits_s == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10.0, 10.0, 10.0]
    restarts.note_end(-signal.SIGKILL, now=100.2)
    assert restarts.due(now=100.2)
    restarts.note_start(now=200.0)
    restarts.note_end(1, now=260.0)
    assert restarts.due(now=260.0), "it had lived long"


def children_of(pid: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, path.read_text().split())
    return found


def named(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().strip()
    return ""


def lives(pid: int) -> bool:
    """A zombie does not: it waits for whoever takes in orphans."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
def test_killed_workers_and_foremen_are_replaced_and_end_with_the_service(tmp_path: Path) -> None:
    settings = ServiceSettings(
        output=tmp_path / "output", workers=2, store=str(tmp_path / "clips"), voice="tone"
    )
    before = set(children_of(os.getpid()))

    def prefork() -> int:
        return next(iter(set(children_of(os.getpid())) - before), 0)

    def workers() -> list[int]:
        return [pid for pid in children_of(prefork()) if named(pid) == "worker"]

    with Supervisor(settings) as supervisor:
        wait_until(lambda: len(workers()) == 2)
        first, second = workers()
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: len(workers()) == 2 and first not in workers())
        assert second in workers()
        old = [prefork(), *workers()]
        os.kill(old[0], signal.SIGKILL)
        wait_until(lambda: len(workers()) == 2 and prefork() not in old)
        wait_until(lambda: not any(map(lives, old)))
        assert supervisor.starts == 2
        last = [prefork(), *workers()]
    wait_until(lambda: not any(map(lives, last)))


@pytest.mark.parametrize("start", STARTERS)
def test_a_worker_of_either_kind_makes_an_article(
    tmp_path: Path, start: Callable[[ServiceSettings], int]
) -> None:
    settings = ServiceSettings(
        output=tmp_path / "output", workers=1, store=str(tmp_path / "clips"), voice="tone"
    )
    jobs = Jobs(open_state(settings.output))
    text = "Le quai\n\nLe quai rouvre demain matin, dit la mairie."
    id_ = jobs.submit({"text": text, "wishes": {"voice": "tone"}}, title="Le quai").id
    jobs._database.close()  # no connection may cross a fork
    pid = start(settings)
    try:
        wait_until(lambda: (job := jobs.get(id_)) is not None and not job.open)
    finally:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)
    job = jobs.get(id_)
    assert job is not None
    assert (job.state, job.outcome.get("status")) == ("done", "made")
