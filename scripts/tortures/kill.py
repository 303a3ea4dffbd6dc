"""SIGKILL of random processes while articles are made."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from audioedition.produce.produce import EditionOptions, produce_edition
from audioedition.serve.database import open_state
from audioedition.serve.jobs import Job, Jobs
from audioedition.speak.clip_store import FolderStore
from scripts.tortures.common import Broken, article, folder, shelf, sound_of, source
from scripts.tortures.service import Service, retry_now

INTERVAL_S = (0.2, 0.7)
"""Of real time, from one kill to the next. Only while a killed service starts (until it answers again) the clock
stands: there is nothing else to kill then."""


@dataclass
class Storm:
    """What was done to a service, and how long it took to have all articles."""

    killed: Counter[str] = field(default_factory=Counter)
    pauses_s: list[float] = field(default_factory=list)
    """From one kill to the next, without the starts of the service."""
    starts_s: list[float] = field(default_factory=list)
    """How long each killed service took to answer again."""
    seconds: float = 0.0

    def __str__(self) -> str:
        pause_s = sum(self.pauses_s) / max(1, len(self.pauses_s))
        start_s = sum(self.starts_s) / max(1, len(self.starts_s))
        return (
            f"{self.seconds:.0f} s, {sum(self.killed.values())} kills, {pause_s:.2f} s apart "
            f"(longest {max(self.pauses_s, default=0):.2f}), {dict(self.killed)}; "
            f"a killed service answers after {start_s:.1f} s"
        )


def kill(
    articles: int, runs: int, *, voice: str = "tone", seed: int = 1, limit_s: float = 900.0, most: int = 0
) -> None:
    """Kill a random process every 0.2 to 0.7 s until all articles are made. With ``most``, no more often than that, and
    what waits for its next attempt need not wait: it ends on the slowest machine."""
    texts = [article(n) for n in range(articles)]
    expected = undisturbed(texts, voice=voice)
    for run in range(seed, seed + runs):
        with folder() as place:
            storm = torment(
                texts, expected, place, voice=voice, rng=random.Random(run), limit_s=limit_s, most=most
            )
        print(f"kill, seed {run}: {articles} articles in {storm}", flush=True)


def undisturbed(texts: Sequence[str], *, voice: str) -> dict[str, str]:
    """Title -> SHA-256 of the decoded sound."""
    expected = {}
    with folder() as quiet:
        for text in texts:
            made = produce_edition(
                source(text),
                output=quiet / "o",
                options=EditionOptions(voice=voice),
                store=FolderStore(quiet / "c"),
            )
            expected[made.edition.title] = sound_of(made.audio_path)
    return expected


def torment(
    texts: Sequence[str],
    expected: dict[str, str],
    place: Path,
    *,
    voice: str,
    rng: random.Random,
    limit_s: float,
    most: int = 0,
) -> Storm:
    """Raises Broken unless all comes out as if nothing had happened."""
    storm = Storm()
    with Service(output=place / "output", voice=voice, options=("--workers", "2")) as service:
        jobs = Jobs(open_state(service.output))
        for text in texts:
            jobs.submit({"text": text, "wishes": {"voice": voice}, "force": False}, title=text[:40])
        begun = last = time.monotonic()
        while open_jobs(jobs):
            if time.monotonic() - begun > limit_s:
                raise Broken(f"not done after {limit_s:.0f} s: {jobs.counts()}, {storm}")
            time.sleep(max(0.0, last + rng.uniform(*INTERVAL_S) - time.monotonic()))
            if most:
                retry_now(service)
                if sum(storm.killed.values()) >= most:
                    last = time.monotonic()
                    continue
            last = strike_once(service, rng, storm, last=last)
        storm.seconds = time.monotonic() - begun
        service.stop()
        check_after_storm(service, jobs.list(limit=10_000), expected)
    return storm


def strike_once(service: Service, rng: random.Random, storm: Storm, *, last: float) -> float:
    """Kill, put it down, and start the service again if it was that. When the clock goes on, seconds."""
    kind = strike(service, rng)
    if not kind:
        return last
    now = time.monotonic()
    storm.killed[kind] += 1
    storm.pauses_s.append(now - last)
    if kind != "parent":
        return now
    service.wait_for_end()
    service.start()
    storm.starts_s.append(time.monotonic() - now)
    return time.monotonic()


def open_jobs(jobs: Jobs) -> int:
    counts = jobs.counts()
    return counts.get("queued", 0) + counts.get("running", 0)


def strike(service: Service, rng: random.Random) -> str:
    """Kill one process of the family; its kind, or nothing when it was gone already."""
    family = [(pid, kind) for pid, kind in service.family().items() if kind not in ("gone", "other")]
    if not family:
        return ""
    pid, kind = rng.choice(family)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return kind
    return ""


def check_after_storm(service: Service, jobs: Sequence[Job], expected: dict[str, str]) -> None:
    failed = [job.outcome for job in jobs if job.state != "done"]
    if failed:
        raise Broken(f"{len(failed)} jobs did not end well: {failed[:3]}")
    check_sound(service.output, expected)
    time.sleep(0.5)
    if orphans := service.family():
        raise Broken(f"orphans: {orphans}")
    produce_edition(  # whoever works next sweeps
        source(article(9_999)),
        output=service.output,
        options=EditionOptions(voice="tone"),
        store=FolderStore(service.output.parent / "clips"),
    )
    left = list((service.output / ".audioedition" / "staging").rglob("*"))
    left += [
        path
        for path in service.output.parent.iterdir()
        if path.name not in ("output", "clips") and not is_pythons_own(path)
    ]
    if left:
        raise Broken(f"left behind: {left[:5]}")


def check_sound(output: Path, expected: dict[str, str]) -> None:
    """Raises Broken unless exactly the expected editions stand there, with exactly their sound."""
    made = shelf(output)
    if made.keys() != expected.keys():
        raise Broken(f"{len(made)} editions instead of {len(expected)}")
    for title, shelved in made.items():
        if sound_of(shelved.audio_path) != expected[title]:
            raise Broken(f"other sound than undisturbed: {title}")


def is_pythons_own(path: Path) -> bool:
    """The probe with which Python's ``tempfile`` tries the temporary folder once a process: whoever is killed in the
    middle of it leaves its four bytes behind, and the system's own sweeping of that folder ends them."""
    return path.is_file() and path.stat().st_size <= 4 and path.read_bytes() in (b"", b"blat")
