"""How work spreads: the same archive on one and on two workers, plain and through Dask. Ratios within one run.

    python benchmarks/scaling.py [--articles 60] [--voice pico] [--dask] [--rows plain-1,plain-2]

Invented articles of some 200 words, each with sentences of its own so that no clip is shared; every row begins with
no clips and no editions. An article's stages keep their order, but within one of them ffmpeg's threads may run beside
each other: one worker that is alone takes a little more than one core. The row « one core » holds it to one, so
that two workers on two cores, each of which keeps to its own, can be compared with it.

CPU is that of the whole family of processes (driver, workers, engines, ffmpeg; scheduler and nannies too), as the
kernel counts it; « busy » is CPU over wall time and cores. Linux only, on an idle machine.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from make import tree

from audioedition.system.processor import this_processor

WHO = ("Le maire", "La préfète", "Une habitante", "Le directeur du port", "La conseillère", "Un pêcheur")
DID = ("a annoncé", "a demandé", "a regretté", "a défendu", "a présenté", "a contesté")
WHAT = (
    "la réfection du quai",
    "un budget de 3,5 millions d’euros",
    "la fermeture de l’école",
    "un nouveau musée",
)
WHEN = ("lundi matin", "hier soir", "le 14 juillet", "à 20 h 30", "devant le conseil", "au cours du débat")

CALM = {
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "500ms",
}
"""As docs/scaling.md advises: Dask looks a hundred times a second at what its threads do, else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One way to work the archive off."""

    workers: int
    dask: bool = False
    one_core: bool = False


ROWS = {
    "plain-1": Row(workers=1),
    "one-core": Row(workers=1, one_core=True),
    "plain-2": Row(workers=2),
    "dask-1": Row(workers=1, dask=True),
    "dask-2": Row(workers=2, dask=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    seconds: float
    cpu_per_article: float
    """Seconds."""
    busy: float
    """CPU over wall time and workers: 1.0 is a core a worker."""
    sound_per_article: float
    """Seconds."""


def write_archive(folder: Path, articles: int) -> None:
    chance = random.Random(7)
    for number in range(articles):
        lines = [f"Le quai numéro {number} de la ville"]
        for paragraph in range(8):
            sentences = (
                f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHAT)} {chance.choice(WHEN)},"
                f" point {number * 100 + paragraph * 10 + k} de l’ordre du jour."
                for k in range(2)
            )
            lines.append(" ".join(sentences))
        (folder / f"{number:04}.txt").write_text("\n\n".join(lines), encoding="utf-8")


def work_off(archive: Path, row: Row, *, voice: str) -> Figures:
    """The archive from nothing."""
    with tempfile.TemporaryDirectory(prefix="scaling-") as name, machines(row) as scheduler:
        place = Path(name)
        command = [sys.executable, "-m", "audioedition", "batch", str(archive), "-q", "--voice", voice]
        command += ["-o", f"{name}/output", "--cache", f"{name}/clips", "--report", f"{name}/report.json"]
        command += ["--cluster", scheduler] if scheduler else ["--workers", str(row.workers)]
        if row.one_core:
            command = ["taskset", "--cpu-list", str(min(os.sched_getaffinity(0))), *command]
        cpu_before, began = family_cpu_s(), time.monotonic()
        done = subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
        )
        seconds, cpu = time.monotonic() - began, family_cpu_s() - cpu_before
        if done.returncode:
            sys.exit(done.stderr)
        totals = json.loads((place / "report.json").read_text())["totals"]
    articles = totals["articles"]
    return Figures(
        seconds=seconds,
        cpu_per_article=cpu / articles,
        busy=cpu / seconds / row.workers,
        sound_per_article=totals["audio_seconds"] / articles,
    )


def family_cpu_s() -> float:
    """CPU of this process, of all below it, and of those that they have waited for."""
    tick, spent = os.sysconf("SC_CLK_TCK"), 0.0
    for pid in tree(os.getpid()):
        with contextlib.suppress(OSError):  # it ended just now: its parent counts it
            # after the name in brackets, fields 14 to 17: own time and that of waited-for children (proc(5))
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            spent += sum(map(int, fields[11:15])) / tick
    return spent


@contextlib.contextmanager
def machines(row: Row) -> Iterator[str]:
    """A scheduler with its workers, started as docs/scaling.md says; its address, "" where none is asked for."""
    if not row.dask:
        yield ""
        return
    with contextlib.ExitStack() as stack, tempfile.TemporaryDirectory(prefix="scaling-dask-") as name:
        scheduler = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        address = stack.enter_context(dask(*scheduler, folder=name, sign=r"tcp://127\.0\.0\.1:\d+"))
        cores = sorted(os.sched_getaffinity(0))
        for core in cores if row.workers == len(cores) else row.workers * [None]:
            worker = ["worker", address, "--nthreads", "1", "--nworkers", "1", "--no-dashboard"]
            stack.enter_context(dask(*worker, folder=name, sign="Registered to", core=core))
        yield address


@contextlib.contextmanager
def dask(kind: str, *arguments: str, folder: str, sign: str, core: int | None = None) -> Iterator[str]:
    """A Dask process that has written ``sign`` into its log, and what matched. ``core``: it keeps to that one."""
    log = Path(tempfile.mkstemp(prefix=kind, dir=folder)[1])
    with log.open("w") as stream:
        command = [] if core is None else ["taskset", "--cpu-list", str(core)]
        command += [sys.executable, "-m", "dask", kind, *arguments]
        process = subprocess.Popen(
            command, stdout=stream, stderr=stream, cwd=folder, env={**os.environ, **CALM}
        )
    try:
        while not (match := re.search(sign, log.read_text())):
            if process.poll() is not None:
                sys.exit(log.read_text())
            time.sleep(0.1)
        yield match[0]
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--voice", default="pico")
    parser.add_argument("--dask", action="store_true", help="also through a Dask cluster on this machine")
    parser.add_argument("--rows", help=f"only these: {','.join(ROWS)}")
    given = parser.parse_args()
    wanted = (
        given.rows.split(",") if given.rows else [n for n, row in ROWS.items() if given.dask or not row.dask]
    )
    print(
        f"{given.articles} articles, voice {given.voice}, {os.cpu_count()} cores, {this_processor()},"
        f" Python {platform.python_version()}, load before {os.getloadavg()[0]:.1f}"
    )
    print(f"{'row':<10}{'seconds':>9}{'CPU s/article':>15}{'busy':>7}{'sound/article':>15}", flush=True)
    found: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory(prefix="scaling-articles-") as name:
        write_archive(Path(name), given.articles)
        for label in wanted:
            found[label] = row = work_off(Path(name), ROWS[label], voice=given.voice)
            print(
                f"{label:<10}{row.seconds:>9.1f}{row.cpu_per_article:>15.2f}{row.busy:>7.0%}"
                f"{row.sound_per_article:>13.0f} s",
                flush=True,
            )
    compare(found)


def compare(found: dict[str, Figures]) -> None:
    """What the rows say about each other, as far as they were run."""
    for label, before, words in (
        ("plain-2", "one-core", "two workers on two cores against one on one core"),
        ("plain-2", "plain-1", "two workers against one that may use both cores"),
        ("dask-1", "plain-1", "through Dask, one worker"),
        ("dask-2", "dask-1", "through Dask, two workers against one"),
        ("dask-2", "plain-2", "two workers, through Dask against plain"),
    ):
        if label in found and before in found:
            new, old = found[label], found[before]
            print(
                f"{words}: {old.seconds / new.seconds:.2f}x the speed,"
                f" {new.cpu_per_article / old.cpu_per_article:.2f}x the CPU an article"
            )


if __name__ == "__main__":
    main()
