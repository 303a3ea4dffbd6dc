"""The Nth operation fails."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections import Counter
from typing import Any

from audioedition.errors import AudioEditionError
from audioedition.produce.produce import EditionOptions, produce_edition
from audioedition.speak.clip_store import FolderStore
from audioedition.system.files import sha256_of
from scripts.tortures.common import Broken, article, folder, shelf, source


class Saboteur:
    """Lets the Nth of the operations fail that Python announces (PEP 578), and the Nth fsync."""

    EVENTS = ("os.rename", "subprocess.Popen", "os.mkdir", "open")

    def __init__(self) -> None:
        self.left = -1
        self.what = ""
        self._fsync = os.fsync
        os.fsync = self._sync
        sys.addaudithook(self._hear)

    def arm(self, n: int) -> None:
        self.left, self.what = n, ""

    def disarm(self) -> bool:
        """Whether it struck."""
        struck, self.left = self.left == 0, -1
        return struck

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in self.EVENTS:
            if event == "open" and not (
                isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            ):
                return
            self._count(f"{event} {str(arguments[0])[-60:]}")

    def _sync(self, descriptor: int) -> None:
        self._count("fsync")
        self._fsync(descriptor)

    def _count(self, what: str) -> None:
        if self.left > 0:
            self.left -= 1
            if self.left == 0:
                self.what = what
                raise OSError(errno.EIO, os.strerror(errno.EIO))


def faults(*, step: int = 1, voice: str = "tone") -> None:
    """For N = 1, 1 + step, …: a revision whose Nth operation fails; then the same again, undisturbed."""
    saboteur = Saboteur()
    before, after = article(1, paragraphs=2), article(1, paragraphs=3)
    options = EditionOptions(voice=voice)
    struck: Counter[str] = Counter()
    with folder() as place:
        produce_edition(
            source(before), output=place / "old", options=options, store=FolderStore(place / "clips")
        )
        (old,) = shelf(place / "old").values()
        n = 1
        while True:
            output = place / "output"
            shutil.rmtree(output, ignore_errors=True)
            shutil.copytree(place / "old", output)
            store = FolderStore(place / f"clips-{n}")
            saboteur.arm(n)
            failed = True
            try:
                produce_edition(source(after), output=output, options=options, store=store)
                failed = False
            except AudioEditionError:
                pass
            finally:
                hit = saboteur.disarm()
            (now,) = shelf(output).values()
            if sha256_of(now.audio_path) != now.edition.audio.sha256:
                raise Broken(
                    f"after operation {n} ({saboteur.what}) the sound is not the one that edition.json names"
                )
            # the very last writes come after the new edition has appeared: then that one stands, whole
            if failed and now.edition != old.edition and now.edition.revision != 2:
                raise Broken(f"operation {n} ({saboteur.what}) failed and the old edition is not what it was")
            again = produce_edition(source(after), output=output, options=options, store=store)
            if again.edition.revision != 2:
                raise Broken(
                    f"after operation {n} ({saboteur.what}) the next run made revision {again.edition.revision}"
                )
            shutil.rmtree(place / f"clips-{n}", ignore_errors=True)
            if not hit:
                break
            struck[saboteur.what.split()[0] + (" failed" if failed else " borne")] += 1
            n += step
    print(f"faults: {sum(struck.values())} places of {n}: {dict(struck)}", flush=True)
