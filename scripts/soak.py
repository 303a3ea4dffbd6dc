"""Hours of speech in one go, memory watched: it must stay flat (±10 % after the first tenth).

    python scripts/soak.py [--voice siwis --paragraphs 300] [--voice tone --paragraphs 2000]

Without arguments both of these run. Exit code 1 when memory grew, or when an edition was not made.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

SUBJECTS = (
    "Le maire",
    "La préfète",
    "Une lectrice",
    "Le directeur",
    "L’association",
    "Le syndicat",
    "La région",
)
VERBS = ("annonce", "confirme", "regrette", "demande", "prépare", "refuse", "explique", "défend", "reporte")
OBJECTS = ("un nouveau projet", "la fin des travaux", "une enquête", "le calendrier", "un budget plus large")
PLACES = ("à Brest", "dans la vallée", "au bord du canal", "près de la gare", "en Bretagne", "à la campagne")
FLAT = 0.10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--voice", action="append")
    parser.add_argument("--paragraphs", action="append", type=int)
    given = parser.parse_args()
    runs = list(zip(given.voice or ("siwis", "tone"), given.paragraphs or (300, 2000), strict=True))
    return max(soak(voice, paragraphs) for voice, paragraphs in runs)


def soak(voice: str, paragraphs: int) -> int:
    with tempfile.TemporaryDirectory(prefix="audioedition-soak-") as folder:
        article = Path(folder) / "article.txt"
        article.write_text("Une longue lecture\n\n" + "\n\n".join(map(sentence, range(paragraphs))), "utf-8")
        command = [sys.executable, "-m", "audioedition", "make", str(article), "--voice", voice, "--quiet"]
        command += ["--output", f"{folder}/out", "--cache", f"{folder}/cache"]
        started = time.monotonic()
        process = subprocess.Popen(command)
        memory_mb: list[float] = []
        watcher = threading.Thread(target=watch, args=(process, memory_mb))
        watcher.start()
        code = process.wait()
        watcher.join()
    settled = memory_mb[len(memory_mb) // 10 :] or [0.0]
    first, last = mean(settled[: len(settled) // 3 + 1]), mean(settled[-(len(settled) // 3 + 1) :])
    grown = last / first - 1 if first else 0.0
    verdict = "ok" if code == 0 and grown <= FLAT else "FAILED"
    print(
        f"{voice}: {paragraphs} paragraphs in {time.monotonic() - started:.0f} s, exit {code}, "
        f"peak {max(settled):.0f} MB, last third {grown:+.1%} against the first: {verdict}"
    )
    return 0 if verdict == "ok" else 1


def sentence(rank: int) -> str:
    """Another one for each rank: the clip cache must not help."""
    columns = ((SUBJECTS, 1), (VERBS, 7), (OBJECTS, 3), (PLACES, 5))
    who, does, what, where = (words[rank // step % len(words)] for words, step in columns)
    return f"{who} {does} {what} {where}, et c’est la nouvelle numéro {rank + 1} de cette longue journée."


def watch(process: subprocess.Popen[bytes], memory_mb: list[float]) -> None:
    """Resident memory of the process and its descendants, twice a second (Linux)."""
    while process.poll() is None:
        memory_mb.append(sum(resident_mb(pid) for pid in (process.pid, *descendants(process.pid))))
        time.sleep(0.5)


def descendants(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []
    return children + [below for child in children for below in descendants(child)]


def resident_mb(pid: int) -> float:
    """Of our own processes: ffmpeg comes and goes with the stages."""
    try:
        if Path(f"/proc/{pid}/comm").read_text().startswith("ffmpeg"):
            return 0.0
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * 4096 / 1e6


def mean(values: list[float]) -> float:
    return sum(values) / max(1, len(values))


if __name__ == "__main__":
    sys.exit(main())
