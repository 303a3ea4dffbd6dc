"""SIGKILL of random processes of a Dask cluster, and of the batch that it works for."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from scripts.tortures.common import Broken, article, folder, wait
from scripts.tortures.kill import INTERVAL_S, Storm, check_sound, undisturbed
from scripts.tortures.service import MARK, PATIENCE_S, kind_of, marked

VICTIMS = ("dask worker", "engine", "ffmpeg", "driver")
"""Not the scheduler, whose memory is the cluster's, and not the nannies, which stand for systemd here."""
SPARED = {"dask worker": 3.0, "driver": 3.0}
"""Seconds that are left to one that was just started again: Dask takes one or two to load and to connect."""


def _says(log: Path, words: str) -> bool:
    return words in log.read_text()


@dataclass
class Machines:
    """A scheduler, two workers with their nannies, and the batch; all bear the mark."""

    place: Path
    mark: str = field(default_factory=lambda: os.urandom(8).hex())
    scheduler: str = ""
    driver: subprocess.Popen[bytes] | None = None
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __enter__(self) -> Machines:
        local = ("--host", "127.0.0.1", "--no-dashboard")
        log = self._start("distributed.cli.dask_scheduler", "--port", "0", *local)
        wait(partial(_says, log, "tcp://"), 60)
        self.scheduler = re.findall(r"tcp://127\.0\.0\.1:\d+", log.read_text())[0]
        for _ in range(2):
            log = self._start("distributed.cli.dask_worker", self.scheduler, "--nthreads", "1", *local)
            wait(partial(_says, log, "Registered to"), 60)
        return self

    def __exit__(self, *_: object) -> None:
        for pid in marked(self.mark):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for process in self.started:
            process.wait(PATIENCE_S)

    def start_batch(self) -> None:
        articles, output = str(self.place / "articles"), str(self.place / "output")
        command = ["audioedition", "batch", articles, "-o", output, "--cluster", self.scheduler]
        self._start(*command, "--voice", "tone", "--cache", str(self.place / "store"), "--quiet")
        self.driver = self.started[-1]

    def _start(self, *command: str) -> Path:
        log = self.place / f"log-{len(self.started)}"
        with log.open("wb") as stream:
            process = subprocess.Popen(
                [sys.executable, "-m", *command],
                stdout=stream,
                stderr=stream,
                cwd=self.place,
                env={**os.environ, MARK: self.mark, "PYTHONWARNINGS": "ignore"},
            )
        self.started.append(process)
        return log

    def victims(self) -> list[tuple[int, str]]:
        kinds = [(pid, kind_of(pid)) for pid in marked(self.mark)]
        return [(pid, kind) for pid, kind in kinds if kind in VICTIMS and age_s(pid) >= SPARED.get(kind, 0.0)]


def cluster(articles: int, runs: int, *, seed: int = 1, limit_s: float = 900.0) -> None:
    """Kill a random process every 0.2 to 0.7 s until a batch of so many articles is made on two Dask workers."""
    if importlib.util.find_spec("distributed") is None:
        print("cluster: SKIPPED, Dask is missing: python -m pip install 'audioedition[cluster]'", flush=True)
        return
    texts = [article(n) for n in range(articles)]
    expected = undisturbed(texts, voice="tone")
    for run in range(seed, seed + runs):
        with folder() as place:
            storm = torment(texts, place, rng=random.Random(run), limit_s=limit_s)
            check_sound(place / "output", expected)
        print(f"cluster, seed {run}: {articles} articles in {storm}", flush=True)


def torment(texts: Sequence[str], place: Path, *, rng: random.Random, limit_s: float) -> Storm:
    (place / "articles").mkdir()
    for n, text in enumerate(texts):
        (place / "articles" / f"{n}.txt").write_text(text)
    storm = Storm()
    with Machines(place) as machines:
        machines.start_batch()
        begun = last = time.monotonic()
        while not ended(machines):
            if time.monotonic() - begun > limit_s:
                raise Broken(f"not done after {limit_s:.0f} s: {storm}")
            time.sleep(max(0.0, last + rng.uniform(*INTERVAL_S) - time.monotonic()))
            victims = machines.victims()
            if victims:
                pid, kind = rng.choice(victims)
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    storm.killed[kind] += 1
                    storm.pauses_s.append(time.monotonic() - last)
            last = time.monotonic()
        storm.seconds = time.monotonic() - begun
    wait(lambda: not [pid for pid in marked(machines.mark) if kind_of(pid) != "gone"], 10)
    return storm


def age_s(pid: int) -> float:
    """Of a process; 0 when it has gone. Field 22 of its stat is its start, in ticks since the machine's (proc(5))."""
    try:
        started = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
    except OSError:
        return 0.0
    return float(Path("/proc/uptime").read_text().split()[0]) - started / os.sysconf("SC_CLK_TCK")


def ended(machines: Machines) -> bool:
    """Whether the batch is through. One that was killed is started again, as a person would."""
    assert machines.driver is not None
    code = machines.driver.poll()
    if code == -signal.SIGKILL:
        machines.start_batch()
        return False
    if code:
        log = machines.place / f"log-{len(machines.started) - 1}"
        raise Broken(f"the batch ended with {code}: {log.read_text()[-500:]}")
    return code == 0
