"""What `audioedition make` costs beside its bare parts. Ratios within one run: absolute seconds depend on the machine.

    python benchmarks/make.py [ARTICLE] [--long]

CPU seconds are those of the whole process tree (ffmpeg and the engine's child included), as the kernel counts them;
each figure is the median of ROUNDS runs. --long adds the memory of a one-hour and a three-hour edition.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from audioedition.system.processor import this_processor

ROUNDS = 5
EXAMPLE = Path(__file__).parent.parent / "examples" / "article.txt"

BARE = """
import subprocess, sys
from py_nanotts import NanoTTS
from audioedition.system.ffmpeg import find_ffmpeg
speaker = NanoTTS()
texts = sys.stdin.read().split("\\0")
pcm = b"".join(speaker.speak(text, voice="fr-FR") for text in texts)
command = [find_ffmpeg(), "-v", "error", "-f", "s16le", "-ar", "16000", "-ac", "1", "-i", "pipe:0"]
command += ["-ar", "44100", "-b:a", "96k", "-f", "mp3", "-y", sys.argv[1]]
subprocess.run(command, input=pcm, check=True)
"""
"""Pico speaking the same text in one process, then ffmpeg encoding that PCM once."""


def cpu_of(command: list[str], *, cwd: Path, input: bytes = b"") -> tuple[float, float]:
    """(CPU s of the tree, wall s) of one run that must succeed."""
    with tempfile.TemporaryFile() as stdin:
        stdin.write(input)
        stdin.seek(0)
        began = time.perf_counter()
        child = subprocess.Popen(
            command,
            cwd=cwd,
            stdin=stdin,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(cwd),
        )
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{command} failed ({child.returncode})")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - began


def environment(cwd: Path) -> dict[str, str]:
    return {**os.environ, "XDG_CACHE_HOME": str(cwd / "cache"), "XDG_CONFIG_HOME": str(cwd / "config")}


def median_cpu(prepare: Callable[[Path], list[str]], *, input: bytes = b"") -> float:
    figures = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            figures.append(cpu_of(prepare(Path(folder)), cwd=Path(folder), input=input)[0])
    return statistics.median(figures)


def audioedition(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "audioedition", *arguments]


def make(article: Path, output: str = "out") -> list[str]:
    return audioedition("make", str(article), "--voice", "pico", "-o", output, "-q")


def costs(article: Path) -> None:
    """The table of ratios."""
    from audioedition.fetch.source import fetch_source
    from audioedition.script.write import write_script
    from audioedition.segment import segment_article
    from audioedition.speak.voices import read_voice

    script = write_script(
        segment_article(fetch_source(str(article))), voice=read_voice("pico"), max_chars=400
    )
    texts = "\0".join(u.spoken for u in script.utterances).encode()

    def cold(folder: Path) -> list[str]:
        shutil.copy(article, folder / "a.txt")
        return make(folder / "a.txt")

    def after(change: Callable[[Path], list[str]]) -> Callable[[Path], list[str]]:
        def prepare(folder: Path) -> list[str]:
            cpu_of(cold(folder), cwd=folder)
            return change(folder)

        return prepare

    def edited(folder: Path) -> list[str]:
        text = (folder / "a.txt").read_text(encoding="utf-8")
        last = max(text.split("\n\n")[:8], key=len)
        (folder / "a.txt").write_text(text.replace(last, last + " Rien de plus."), encoding="utf-8")
        return make(folder / "a.txt")

    bare = median_cpu(lambda folder: [sys.executable, "-c", BARE, str(folder / "x.mp3")], input=texts)
    whole = median_cpu(cold)
    rows = [
        ("bare parts (Pico + one ffmpeg encode)", bare, "", ""),
        ("cold", whole, f"{(whole - 0.6) / bare:.2f}x bare, after 0.6 s", "1.60"),
    ]
    for name, change, limit in (
        ("unchanged article, same folder", lambda folder: make(folder / "a.txt"), "0.35"),
        ("warm clips, new folder", lambda folder: make(folder / "a.txt", "elsewhere"), "0.80"),
        ("one paragraph edited", edited, "0.85"),
    ):
        cpu = median_cpu(after(change))
        rows.append((name, cpu, f"{cpu / whole:.2f}x cold", limit))
    for name, command, limit in (
        ("audioedition --help (wall s)", audioedition("--help"), "0.25 s"),
        ("segment on the article (wall s)", audioedition("segment", str(article)), "0.40 s"),
    ):
        with tempfile.TemporaryDirectory() as folder:
            wall = statistics.median(cpu_of(command, cwd=Path(folder))[1] for _ in range(2 * ROUNDS))
        rows.append((name, wall, "", limit))
    print(f"{'':<40} {'CPU s':>7}  {'ratio':<24} at most")
    for name, figure, ratio, limit in rows:
        print(f"{name:<40} {figure:>7.2f}  {ratio:<24} {limit}")


def memory(article: Path) -> None:
    """Peak memory of all processes together for an edition of one hour and of three."""
    peaks = []
    for hours in (1, 3):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            path = lengthen(article, folder / "long.txt", hours=hours)
            peak, seconds = peak_of(make(path), cwd=folder)
            peaks.append(peak)
            (manifest,) = (folder / "out").glob("*/edition.json")
            lasts_s = json.loads(manifest.read_bytes())["audio"]["duration_ms"] / 1000
            print(f"edition of {lasts_s / 3600:.2f} h: {peak:.0f} MB at most, made in {seconds:.0f} s")
    print(f"3 h / 1 h: {peaks[1] / peaks[0]:.2f} (at most 1.20; at most 400 MB)")


def lengthen(article: Path, path: Path, *, hours: float) -> Path:
    """The article again and again, each paragraph numbered so that none is the same, to that many hours."""
    paragraphs = [p for p in article.read_text(encoding="utf-8").split("\n\n")[1:] if len(p) > 90]
    title = article.read_text(encoding="utf-8").partition("\n")[0]
    characters = hours * 3600 * 18  # Pico speaks 17 to 18 characters a second
    written, parts = 0, [title]
    while written < characters:
        for paragraph in paragraphs:
            parts.append(f"Passage {len(parts)}. {' '.join(paragraph.split())}")
            written += len(parts[-1])
    path.write_text("\n\n".join(parts), encoding="utf-8")
    return path


def peak_of(command: list[str], *, cwd: Path) -> tuple[float, float]:
    """(peak of the summed proportional memory of the process tree in MB, wall s), sampled 20 times a second."""
    began = time.perf_counter()
    child = subprocess.Popen(
        command, cwd=cwd, env=environment(cwd), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = 0.0
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.05):
            peak = max(peak, sum(pss_kib(pid) for pid in tree(child.pid)) / 1024)

    watcher = threading.Thread(target=watch)
    watcher.start()
    child.wait()
    done.set()
    watcher.join()
    return peak, time.perf_counter() - began


def tree(pid: int) -> list[int]:
    """The process and its descendants; a child hangs below the thread that started it."""
    children: list[str] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children += path.read_text().split()
        except OSError:
            continue
    return [pid, *(p for child in children for p in tree(int(child)))]


def pss_kib(pid: int) -> int:
    try:
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(found.group(1)) if found else 0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("article", type=Path, nargs="?", default=EXAMPLE)
    parser.add_argument("--long", action="store_true", help="also the memory of a 1 h and a 3 h edition")
    arguments = parser.parse_args()
    print(
        f"{platform.platform()}, {this_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}; "
        f"{arguments.article.name}\n"
    )
    costs(arguments.article.resolve())
    if arguments.long:
        print()
        memory(arguments.article.resolve())


if __name__ == "__main__":
    main()
