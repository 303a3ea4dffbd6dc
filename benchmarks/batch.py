"""How well ``batch`` uses the cores: the same archive on one worker and on two.

    python benchmarks/batch.py [--articles 60] [--voice pico] [--rounds 1]

Invented articles of some 250 words, each with sentences of its own so that no clip is shared; every run has a cold
clip cache and an empty output folder. The engine and ffmpeg may use one core per article only if they are made so:
what is printed is what happened. Told as ratios, because they hold on other machines; measure on an idle one.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WHO = ("Le maire", "La préfète", "Une habitante", "Le directeur du port", "La conseillère", "Un pêcheur")
DID = ("a annoncé", "a demandé", "a regretté", "a défendu", "a présenté", "a contesté")
WHAT = (
    "la réfection du quai",
    "un budget de 3,5 millions d’euros",
    "la fermeture de l’école",
    "un nouveau musée",
)
WHEN = ("lundi matin", "hier soir", "le 14 juillet", "à 20 h 30", "devant le conseil", "au cours du débat")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=60)
    options.add_argument("--voice", default="pico")
    options.add_argument("--rounds", type=int, default=1)
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "textes"
        write_archive(texts, wanted.articles)
        print(
            f"{wanted.articles} articles, voice {wanted.voice}, {os.cpu_count()} cores, {platform.machine()}"
        )
        for _ in range(wanted.rounds):
            one = run_batch(texts, Path(folder), workers=1, voice=wanted.voice)
            two = run_batch(texts, Path(folder), workers=2, voice=wanted.voice)
            print(f"two workers are {one[0] / two[0]:.2f} times as fast;", end=" ")
            print(f"CPU per article {two[1] / one[1]:.2f} of one worker's")


def write_archive(folder: Path, articles: int) -> None:
    chance = random.Random(7)
    folder.mkdir()
    for number in range(articles):
        lines = [f"Le quai numéro {number} de la ville"]
        for paragraph in range(8):
            sentences = (
                f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHAT)} {chance.choice(WHEN)},"
                f" point {number * 100 + paragraph * 10 + k} de l’ordre du jour."
                for k in range(3)
            )
            lines.append(" ".join(sentences))
        (folder / f"{number:04}.txt").write_text("\n\n".join(lines), encoding="utf-8")


def run_batch(texts: Path, folder: Path, *, workers: int, voice: str) -> tuple[float, float]:
    """(seconds, CPU seconds) of one cold run."""
    with tempfile.TemporaryDirectory(dir=folder) as own:
        report = Path(own) / "report.json"
        command = [sys.executable, "-m", "audioedition", "batch", str(texts), "-q", "--voice", voice]
        command += ["--workers", str(workers), "-o", f"{own}/out", "--cache", f"{own}/clips"]
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        done = subprocess.run(
            [*command, "--report", str(report)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        seconds = time.monotonic() - begun
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            sys.exit(done.stderr)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        totals = json.loads(report.read_text())["totals"]
    print(
        f"{workers} worker{'s' * (workers > 1)}: {seconds:.1f} s, {cpu:.1f} s of CPU"
        f" ({100 * cpu / seconds / (os.cpu_count() or 1):.0f} % of {os.cpu_count()} cores),"
        f" {totals['cpu_seconds'] / totals['articles']:.2f} s of CPU an article in the report,"
        f" {totals['audio_seconds'] / seconds:.0f} times real time"
    )
    return seconds, cpu


if __name__ == "__main__":
    main()
