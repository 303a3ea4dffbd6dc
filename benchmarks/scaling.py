"""How work spreads: the same articles on one and on two workers, plain and through Dask. Ratios within one run.

    python benchmarks/scaling.py [--articles 60] [--voice pico] [--dask]

Each article's stages stay in their order (one article, one worker). « busy » is the CPU time of the whole family of
processes over wall time and workers.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SENTENCES = (
    "Le conseil municipal a voté hier soir le budget de la rénovation du gymnase.",
    "Les travaux dureront dix-huit mois et coûteront 3,5 millions d’euros.",
    "« Nous attendions cette décision depuis 2019 », se réjouit la présidente du club.",
    "Une première tranche commencera le 12 janvier, dès 8 h 30.",
)


def write_articles(folder: Path, number: int) -> None:
    for n in range(number):
        body = "\n\n".join(
            f"{SENTENCES[k % 4]} {SENTENCES[(k + n) % 4]} Point {n}, alinéa {k}." for k in range(8)
        )
        (folder / f"article-{n:03}.txt").write_text(
            f"Le gymnase numéro {n} sera rénové\n\n{body}", encoding="utf-8"
        )


def run(articles: Path, *, workers: int, voice: str, scheduler: str = "") -> dict[str, float]:
    """One archive from nothing: wall and CPU seconds."""
    with tempfile.TemporaryDirectory(prefix="scaling-") as name:
        place = Path(name)
        (place / "audioedition.toml").write_text(f'voice = "{voice}"\n')
        command = [
            sys.executable,
            "-m",
            "audioedition",
            "batch",
            str(articles),
            "-o",
            str(place / "output"),
            "-q",
        ]
        command += ["--config", str(place / "audioedition.toml"), "--cache", str(place / "clips")]
        command += ["--cluster", scheduler] if scheduler else ["--workers", str(workers)]
        command += ["--report", str(place / "report.json")]
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "TMPDIR": name})
        seconds = time.monotonic() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        report = json.loads((place / "report.json").read_text())
        rows = report["articles"] if isinstance(report, dict) else report
    in_articles = sum(float(row["cpu_seconds"]) for row in rows)
    family = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    cpu = in_articles if scheduler else family  # a cluster's workers are not our children
    return {
        "seconds": seconds,
        "cpu": cpu,
        "cpu_per_article": in_articles / len(rows),
        "busy": cpu / seconds / workers,
    }


def with_dask(articles: Path, *, workers: int, voice: str) -> dict[str, float]:
    from distributed import LocalCluster

    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster:
        return run(articles, workers=workers, voice=voice, scheduler=cluster.scheduler_address)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--voice", default="pico")
    parser.add_argument("--dask", action="store_true", help="also through a Dask cluster on this machine")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="scaling-articles-") as name:
        articles = Path(name)
        write_articles(articles, given.articles)
        rows = {f"plain, {n}": run(articles, workers=n, voice=given.voice) for n in (1, 2)}
        if given.dask:
            rows |= {f"dask, {n}": with_dask(articles, workers=n, voice=given.voice) for n in (1, 2)}
    one = rows["plain, 1"]
    print(
        f"{given.articles} articles, voice {given.voice}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    print(f"{'workers':<10} {'seconds':>8} {'speed':>6} {'CPU/article':>12} {'ratio':>6} {'busy':>6}")
    for label, row in rows.items():
        speed, ratio = one["seconds"] / row["seconds"], row["cpu_per_article"] / one["cpu_per_article"]
        print(
            f"{label:<10} {row['seconds']:>8.1f} {speed:>5.2f}× {row['cpu_per_article']:>10.2f} s"
            f" {ratio:>5.2f}× {row['busy']:>6.0%}"
        )


if __name__ == "__main__":
    main()
