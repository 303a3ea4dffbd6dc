"""The same article's MP3 by ``audioedition make --voice siwis`` and by the ``kokoro-tts`` CLI, same weights, in turns.

    python benchmarks/article.py ARTICLE --peer PATH/TO/kokoro-tts [--runs 3]

Both get the same cleaned text (what our segmenter keeps) and start cold, as a command: imports, loading the model,
speaking, encoding; both have what their installation made (ours the network compiled for this processor), and neither
a clip. Ours adds its opening words and pauses, measures loudness and writes page, transcript and chapters
besides; so seconds of speech (10 ms windows above -45 dB of the loudest) stand beside the wall time. The two
commands alternate and each run begins with the other one; the ratios are of the medians. Besides: how many engine
children ours went through (two sentences at once: one child holds both streams), how long after the start its first
clip lay in the store, and how long the first sentence takes once the voice is loaded.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np

from audioedition.system.processor import this_processor

KEYS = ("wall_s", "cpu_s", "peak_mb", "sound_s", "speech_s", "children", "first_s")
CHILD = b"audioedition.speak.engines.child"
"""In the command line of an engine's process."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("article", type=Path)
    parser.add_argument("--peer", required=True, help="the kokoro-tts command")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--paragraphs", type=int, default=999, help="only so many of them")
    given = parser.parse_args()
    rows: dict[str, list[dict[str, float]]] = {"audioedition": [], "kokoro-tts": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = write_inputs(folder, given.article, paragraphs=given.paragraphs)
        print(this_processor())
        print(f"{len(text)} characters; load before: {os.getloadavg()[0]:.2f}")
        for number in range(given.runs):
            order = list(rows) if number % 2 == 0 else list(rows)[::-1]
            for command in order:
                row = run_ours(folder, number) if command == "audioedition" else run_peer(folder, given.peer)
                rows[command].append(row)
                print(f"{command:<13}" + "".join(f"{key} {row[key]:8.2f}  " for key in KEYS), flush=True)
        first_sentence(text)
    middle = {
        command: {key: median(run[key] for run in runs) for key in KEYS} for command, runs in rows.items()
    }
    ours, peer = middle["audioedition"], middle["kokoro-tts"]
    print(f"wall: {peer['wall_s'] / ours['wall_s']:.2f} times as fast")
    per_speech = [row["wall_s"] / row["speech_s"] for row in (peer, ours)]
    print(f"wall for a second of speech: {per_speech[0]:.3f} / {per_speech[1]:.3f} = ", end="")
    print(f"{per_speech[0] / per_speech[1]:.2f} times; CPU: {peer['cpu_s'] / ours['cpu_s']:.2f} times less")


def write_inputs(folder: Path, article: Path, *, paragraphs: int) -> str:
    """The cleaned text, and the style vector in the form that kokoro-tts reads."""
    from audioedition.produce.options import EditionOptions
    from audioedition.produce.produce import read_article
    from audioedition.speak.install import find_installed

    read = read_article(str(article), options=EditionOptions()).article
    text = "\n\n".join(paragraph.text for paragraph in read.paragraphs[:paragraphs])
    (folder / "article.txt").write_text(text, "utf-8")
    style = np.fromfile(find_installed("siwis").file("style"), "<f4").reshape(-1, 1, 256)
    np.savez(folder / "voices.npz", ff_siwis=style)
    return text


def run_ours(folder: Path, number: int) -> dict[str, float]:
    output = folder / f"output-{number}"
    clips_in = folder / f"clips-{number}"  # new: nothing has been spoken; what was compiled at install stays
    command = [
        sys.executable,
        "-m",
        "audioedition",
        "make",
        "article.txt",
        "--voice",
        "siwis",
        "--output",
        output,
        "--cache",
        clips_in,
    ]
    cost = run(command, folder, {})
    clips = [path.stat().st_mtime for path in clips_in.rglob("*.clip")]
    cost["first_s"] = min(clips) - cost.pop("began_at")
    (mp3,) = output.glob("*/*.mp3")
    return {**cost, **heard(mp3)}


def run_peer(folder: Path, peer: str) -> dict[str, float]:
    from audioedition.speak.install import find_installed

    (folder / "peer.mp3").unlink(missing_ok=True)
    model = find_installed("siwis").file("model")
    options = ["--format", "mp3", "--lang", "fr-fr", "--voice", "ff_siwis"]
    command = [peer, "article.txt", "peer.mp3", *options, "--model", model, "--voices", "voices.npz"]
    cost = run(command, folder, {})
    return {**cost, "first_s": float("nan"), **heard(folder / "peer.mp3")}


def run(command: list[object], folder: Path, env: dict[str, str]) -> dict[str, float]:
    """Wall and processor seconds, and the largest peak of the command and its children (MB)."""
    began_at, started = time.time(), time.perf_counter()
    children: set[int] = set()
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen(
            [str(part) for part in command], cwd=folder, env={**os.environ, **env}, stdout=log, stderr=log
        )
        peak_kib, status = 0, None
        while status is None:
            peak_kib = max(peak_kib, family_kib(child.pid, children))
            pid, code, used = os.wait4(child.pid, os.WNOHANG)
            status = code if pid else None
            time.sleep(0.05)
    wall_s = time.perf_counter() - started
    child.returncode = status
    if status:
        raise SystemExit((folder / "log").read_text("utf-8", "replace"))
    cpu_s = used.ru_utime + used.ru_stime
    cost = {"wall_s": wall_s, "cpu_s": cpu_s, "peak_mb": peak_kib / 1024}
    return {**cost, "children": float(len(children)), "began_at": began_at}


def family_kib(pid: int, children: set[int], *, of_engine: bool = False) -> int:
    """Resident memory of a process and its children, now (Linux). Engines' processes are added to ``children``; what
    an engine starts itself (``of_engine``) bears its command line for a moment and is no other engine."""
    total = 0
    try:
        engine = CHILD in Path(f"/proc/{pid}/cmdline").read_bytes()
        if engine and not of_engine:
            children.add(pid)
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                total += int(line.split()[1])
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += sum(
                family_kib(int(child), children, of_engine=engine)
                for child in (task / "children").read_text().split()
            )
    except (OSError, ValueError):
        pass
    return total


def first_sentence(text: str) -> None:
    """Of the article, in an engine's process of its own, after the empty text has loaded the voice."""
    from audioedition.speak.engines.host import EngineHost
    from audioedition.speak.voices import read_voice

    voice, host = read_voice("siwis"), EngineHost("kokoro")
    sentence = max(text.splitlines()[:3], key=len).partition(". ")[0] + "."
    try:
        times = [time.perf_counter()]
        for said in ("", sentence):
            host.speak(said, voice)
            times.append(time.perf_counter())
    finally:
        host.close()
    print(
        f"loading {times[1] - times[0]:.1f} s, then {len(sentence)} characters in {times[2] - times[1]:.1f} s"
    )


def heard(mp3: Path) -> dict[str, float]:
    """Length of the sound, and of the speech in it."""
    from audioedition.system.ffmpeg import find_ffmpeg

    command = [find_ffmpeg(), "-v", "error", "-i", str(mp3), "-f", "s16le", "-ac", "1", "-ar", "16000", "-"]
    sound = np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, "<i2").astype(
        np.float32
    )
    level = np.sqrt((sound[: len(sound) // 160 * 160].reshape(-1, 160) ** 2).mean(axis=1))
    return {
        "sound_s": len(sound) / 16000,
        "speech_s": 0.01 * int((level > level.max() * 10 ** (-45 / 20)).sum()),
    }


if __name__ == "__main__":
    main()
