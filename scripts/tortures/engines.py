"""Engines that hang, crash and fail in mid-batch."""

from __future__ import annotations

import os
import time

from audioedition.serve.database import open_state
from audioedition.serve.jobs import Jobs
from scripts.tortures.common import Broken, article, folder
from scripts.tortures.service import Service, retry_now


def engines(*, hang: bool = True) -> None:
    """Articles whose middle hangs, crashes or fails its engine, among whole ones."""
    with folder() as place:
        (place / "voices").mkdir()
        profile = 'engine = "tone"\nlabel = "Faulty"\nlicense = "Apache-2.0"\n[options]\nfaults = true\n'
        (place / "voices" / "faulty.toml").write_text(profile)
        os.environ["AUDIOEDITION_VOICES"] = str(place / "voices")
        with Service(output=place / "output", voice="faulty") as service:
            states, errors = run_faulty(service, hang=hang)
    wanted = ["done", *["failed"] * (2 + hang), "done", "done", "done"]
    if states != wanted:
        raise Broken(f"{states} instead of {wanted}: {errors}")
    if not all("Paragraph" in error for error in errors):
        raise Broken(f"the paragraph is not named: {errors}")
    print(f"engines: {2 + hang} failed in words, 4 made: {errors}", flush=True)


def run_faulty(service: Service, *, hang: bool) -> tuple[list[str], list[str]]:
    """How each article ended, in order, and what was said of those that failed."""
    jobs = Jobs(open_state(service.output))
    faulty = ["zzcrash", "zzfail", *(["zzhang"] if hang else [])]
    texts = [article(n) for n in range(4)]
    texts[1:1] = [article(10 + n).replace("a annoncé", f"a {word} annoncé") for n, word in enumerate(faulty)]
    ids = [
        jobs.submit({"text": t, "wishes": {"voice": "faulty"}, "force": False}, title=t[:30]).id
        for t in texts
    ]
    until = time.monotonic() + (1_800 if hang else 120)
    while jobs.counts().get("done", 0) + jobs.counts().get("failed", 0) < len(ids):
        retry_now(service)
        if time.monotonic() > until:
            raise Broken(f"not done: {jobs.counts()}")
        time.sleep(0.3)
    service.stop()
    states: list[str] = [job.state for id_ in ids if (job := jobs.get(id_))]
    errors = [job.outcome["error"] for id_ in ids if (job := jobs.get(id_)) and job.state == "failed"]
    return states, errors
