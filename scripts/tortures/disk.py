"""A disk that is full."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from audioedition.errors import AudioEditionError
from audioedition.produce.produce import EditionOptions, produce_edition
from audioedition.speak.clip_store import FolderStore
from scripts.tortures.common import Broken, article, folder, shelf, source


def disk(*, voice: str = "tone") -> None:
    """A small disk that is full at every stage; then room returns, and the work goes on."""
    with folder() as place:
        mount = place / "small"
        mount.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(mount)], check=True)
        try:
            seen = [
                fill_and_try(mount, free_kib=free, voice=voice)
                for free in (0, 300, 2_100, 2_600, 3_200, 4_500)
            ]
        finally:
            subprocess.run(["umount", str(mount)], check=True)
    print(f"disk: {seen}", flush=True)


def fill_and_try(mount: Path, *, free_kib: int, voice: str) -> str:
    for entry in (mount / "output", mount / "clips"):
        shutil.rmtree(entry, ignore_errors=True)
    options, store = EditionOptions(voice=voice), FolderStore(mount / "clips")
    produce_edition(source(article(1, paragraphs=2)), output=mount / "output", options=options, store=store)
    (old,) = shelf(mount / "output").values()
    filler = mount / "filler"
    free = shutil.disk_usage(mount).free
    filler.write_bytes(bytes(max(0, free - 1024 * free_kib)))
    said = "done"
    try:
        produce_edition(
            source(article(1, paragraphs=14)), output=mount / "output", options=options, store=store
        )
    except AudioEditionError as error:
        said = type(error).__name__
        (now,) = shelf(mount / "output").values()
        if now.edition != old.edition:
            raise Broken(f"with {free_kib} KiB free the old edition was touched") from error
    filler.unlink()
    made = produce_edition(
        source(article(1, paragraphs=14)), output=mount / "output", options=options, store=store
    )
    if made.edition.revision != 2:
        raise Broken("the work did not go on when room returned")
    return f"{free_kib} KiB: {said}"
