"""A batch whose processes are killed at random, again and again, ends as if nothing had happened.

``AUDIOEDITION_KILLS`` (3) says how many; the service's own torture is in scripts/torture.py.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from audioedition.system.ffmpeg import find_ffmpeg
from audioedition.system.files import PREFIX
from tests.support.patience import wait_until

KILLS = int(os.environ.get("AUDIOEDITION_KILLS", "3"))
ARTICLES = 4

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def write_archive(folder: Path) -> None:
    folder.mkdir()
    for n in range(ARTICLES):
        lines = [f"Le quai numéro {n}"]
        lines += [
            f"Le point {10 * n + k} fut débattu hier soir. Le maire a répondu à chacun." for k in range(4)
        ]
        (folder / f"{n}.txt").write_text("\n\n".join(lines), encoding="utf-8")


def command(folder: Path, output: str) -> list[str]:
    words = ["batch", str(folder / "textes"), "-q", "--voice", "tone", "--workers", "2"]
    return [sys.executable, "-m", "audioedition", *words, "-o", output, "--cache", f"{output}-clips"]


def family(pid: int) -> list[int]:
    """The process and all below it, living."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            parents[int(entry.name)] = int(fields[1])
    found = [pid] if pid in parents else []
    for one in found:  # grows while it is read
        found += [child for child, parent in parents.items() if parent == one]
    return found


def sounds(output: Path) -> dict[str, str]:
    """Title -> SHA-256 of the decoded sound."""
    found = {}
    for manifest in output.glob("*/edition.json"):
        edition = json.loads(manifest.read_text())
        path = manifest.parent / edition["audio"]["path"]
        decode = [find_ffmpeg(), "-v", "error", "-i", str(path), "-f", "s16le", "-"]
        pcm = subprocess.run(decode, capture_output=True, check=True).stdout
        found[edition["title"]] = hashlib.sha256(pcm).hexdigest()
    return found


def test_every_article_is_made_whole_whatever_is_killed(tmp_path: Path) -> None:
    write_archive(tmp_path / "textes")
    quiet, storm = tmp_path / "calme", tmp_path / "tempête"
    subprocess.run(command(tmp_path, str(quiet)), check=True, capture_output=True)
    chance, killed, orphans = random.Random(3), 0, set[int]()
    while killed < KILLS:
        with subprocess.Popen(
            command(tmp_path, str(storm)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            while process.poll() is None and killed < KILLS:
                time.sleep(chance.uniform(0.2, 0.7))
                living = family(process.pid)
                if living:
                    orphans.update(living)
                    try:
                        os.kill(chance.choice(living), signal.SIGKILL)
                    except ProcessLookupError:
                        continue
                    killed += 1
    done = subprocess.run(command(tmp_path, str(storm)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    expected = sounds(quiet)
    assert len(expected) == ARTICLES
    assert sounds(storm) == expected
    wait_until(
        lambda: not [pid for pid in orphans if Path(f"/proc/{pid}/cmdline").exists()], what="the orphans' end"
    )
    assert list(storm.rglob(f"{PREFIX}*")) == []
    assert list((storm / ".audioedition" / "staging").iterdir()) == []
