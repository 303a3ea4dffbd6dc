"""A queue whose service is killed."""

from __future__ import annotations

import time
from pathlib import Path

from audioedition.serve.database import open_state
from audioedition.serve.jobs import Job, Jobs
from scripts.tortures.common import Broken, folder, shelf, wait
from scripts.tortures.service import Service

SPENT_S = 3.0
"""What the service is left to do between two of its deaths."""


def queue(number: int = 500, *, deaths: int = 3, voice: str = "tone", limit_s: float = 1_800.0) -> float:
    """So many short articles; the service is killed again and again with all of them before it, then left alone.
    Each is made, once. Returns the seconds that this took."""
    begun = time.monotonic()
    with (
        folder() as place,
        Service(output=place / "output", voice=voice, options=("--workers", "2")) as service,
    ):
        jobs = Jobs(open_state(service.output))
        for n in range(number):
            text = f"La page numéro {n}\n\nElle est courte, et c’est la page {n}."
            jobs.submit({"text": text, "wishes": {"voice": voice}, "force": False}, title=str(n))
        asked = facts(jobs)
        for _ in range(deaths):
            time.sleep(SPENT_S)
            service.kill()
            if (kept := facts(jobs)) != asked:
                raise Broken(f"{len(kept)} of {number} jobs were kept")
            service.start()
        made_before = jobs.counts().get("done", 0)
        wait(lambda: jobs.counts().get("done", 0) == number, limit_s)
        service.stop()
        check(service.output, number)
    seconds = time.monotonic() - begun
    print(
        f"queue: {number} jobs, {deaths} deaths, {made_before} made by then, all made in {seconds:.0f} s",
        flush=True,
    )
    return seconds


def facts(jobs: Jobs) -> set[tuple[str, str]]:
    """What must not change: which articles were asked for, under which number."""
    kept: tuple[Job, ...] = jobs.list(limit=100_000)
    return {(job.id, str(job.wanted["text"])) for job in kept}


def check(output: Path, number: int) -> None:
    made = shelf(output)
    revised = [s.edition.title for s in made.values() if s.edition.revision != 1]
    if len(made) != number or revised:
        raise Broken(f"{len(made)} editions of {number}, {len(revised)} made twice")
