"""Torture: what a newsroom's machine may suffer, done on purpose. ``make torture`` runs all of it.

    python scripts/torture.py kill --articles 30 --runs 20
    python scripts/torture.py faults | disk | engines | load | queue | soak | cluster

Each prints what it saw and exits 1 when a promise was broken. docs/reliability.md holds measured results.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from scripts.tortures.cluster import cluster
from scripts.tortures.common import Broken
from scripts.tortures.disk import disk
from scripts.tortures.engines import engines
from scripts.tortures.faults import faults
from scripts.tortures.kill import kill
from scripts.tortures.load import LIMIT_MS, load
from scripts.tortures.queue import queue
from scripts.tortures.soak import soak


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=30)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1, help="kill: of the first run; the next has the next")
    parser.add_argument("--step", type=int, default=1, help="faults: try each Nth operation only")
    parser.add_argument("--seconds", type=float, default=120.0, help="load: how long")
    parser.add_argument("--jobs", type=int, default=500, help="queue: how many")
    parser.add_argument("--voice", default="tone")
    todo: dict[str, Callable[[], object]] = {
        "faults": lambda: faults(step=given.step, voice=given.voice),
        "disk": lambda: disk(voice=given.voice),
        "engines": engines,
        "load": lambda: load(seconds=given.seconds, voice=given.voice, limit_ms=LIMIT_MS),
        "soak": lambda: soak(voice=given.voice),
        "queue": lambda: queue(given.jobs, voice=given.voice),
        "cluster": lambda: cluster(given.articles, min(given.runs, 5), seed=given.seed),
        "kill": lambda: kill(given.articles, given.runs, voice=given.voice, seed=given.seed),
    }
    parser.add_argument("what", nargs="?", default="all", choices=["all", *todo])
    given = parser.parse_args()
    for name in todo if given.what == "all" else [given.what]:
        try:
            todo[name]()
        except Broken as promise:
            print(f"{name}: BROKEN: {promise}", flush=True)
            sys.exit(1)


if __name__ == "__main__":
    main()
