"""What several tortures share: texts, sound, shelves, patience."""

from __future__ import annotations

import contextlib
import hashlib
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path

from audioedition.model import Source
from audioedition.model.edition import StoredEdition
from audioedition.publish.folder.shelf import read_shelf
from audioedition.system.ffmpeg import find_ffmpeg

SUBJECTS = ("Le port", "La mairie", "Le musée", "La gare", "Le stade", "La forêt", "Le marché", "La plage")


class Broken(AssertionError):
    """A promise that was not kept."""


def article(n: int, *, paragraphs: int = 5) -> str:
    subject = SUBJECTS[n % len(SUBJECTS)]
    lines = [f"{subject} en travaux, épisode {n}"]
    for k in range(paragraphs):  # short ones: long ones that are alike would be doubted
        lines.append(f"{subject} ferme pendant {k + 2} jours, a annoncé la ville.")
        lines.append(
            f"Le chantier numéro {100 * n + k} commence à {k + 6} h 30, les riverains s’y préparent."
        )
    return "\n\n".join(lines)


def sound_of(path: Path) -> str:
    """SHA-256 of the decoded PCM."""
    command = [find_ffmpeg(), "-v", "error", "-i", str(path), "-f", "s16le", "-"]
    return hashlib.sha256(subprocess.run(command, capture_output=True, check=True).stdout).hexdigest()


def shelf(output: Path) -> dict[str, StoredEdition]:
    """Title -> edition; everything on the shelf can be read."""
    found: dict[str, StoredEdition] = {}
    for shelved in read_shelf(output):
        if not isinstance(shelved, StoredEdition):
            raise Broken(shelved.reason)
        found[shelved.edition.title] = shelved
    return found


def source(text: str) -> Source:

    return Source(data=text.encode(), media_type="text/plain", fetched_at=datetime.now(timezone.utc))


def wait(done: Callable[[], bool], limit_s: float) -> None:
    until = time.monotonic() + limit_s
    while not done():
        if time.monotonic() > until:
            raise Broken(f"it did not come about in {limit_s:.0f} s")
        time.sleep(0.2)


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        yield Path(name)
