"""Books that hold the sound: ``<slug>.epub`` and ``daisy/``, written beside the MP3 from its edition. An edge."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path
from typing import IO

from audioedition.model import Edition
from audioedition.publish.books import daisy, epub
from audioedition.system.files import replacing, write_atomically

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Of every member: the same edition gives the same bytes."""
COPY_BYTES = 1 << 20
HUGE_BYTES = 1 << 31


def write_packages(folder: Path, edition: Edition) -> tuple[str, ...]:
    """Write both into a folder that holds the MP3; returns the names of their files, relative to it.

    Raises OSError when the disk refuses, PublishError when the edition contradicts itself.
    """
    return write_epub(folder, edition), *write_daisy(folder, edition)


def write_epub(folder: Path, edition: Edition) -> str:
    """The sound is copied as it is, a megabyte at a time: three hours of it have no place in memory."""
    name = epub.epub_name(edition)
    audio = folder / edition.audio.path
    with replacing(folder / name) as stream, zipfile.ZipFile(stream, "w") as book:
        for path, content in epub.render_epub(edition).items():
            book.writestr(_member(path, stored=path == "mimetype"), content)
        sound = _member(f"{epub.FOLDER}/{epub.AUDIO_NAME}", stored=True)
        huge = audio.stat().st_size >= HUGE_BYTES
        with audio.open("rb") as source, book.open(sound, "w", force_zip64=huge) as target:
            shutil.copyfileobj(source, target, COPY_BYTES)
    return name


def write_daisy(folder: Path, edition: Edition) -> tuple[str, ...]:
    """``daisy/``, without what an earlier revision left there. The MP3 is a hard link where the disk knows them:
    the same bytes need no room of their own."""
    files = daisy.render_daisy(edition)
    home = folder / daisy.FOLDER
    if not files:
        shutil.rmtree(home, ignore_errors=True)
        return ()
    home.mkdir(exist_ok=True)
    _link_or_copy(folder / edition.audio.path, home / daisy.AUDIO_NAME)
    for name, content in files.items():
        write_atomically(home / name, content, durable=False)
    kept = {*files, daisy.AUDIO_NAME}
    for stale in home.iterdir():
        if stale.name not in kept:
            stale.unlink()
    return tuple(f"{daisy.FOLDER}/{name}" for name in sorted(kept))


def zip_daisy(folder: Path, stream: IO[bytes]) -> None:
    """The edition's ``daisy/`` as one file, for who takes it along. Raises OSError."""
    with zipfile.ZipFile(stream, "w") as book:
        for path in sorted((folder / daisy.FOLDER).iterdir()):
            member = _member(f"{daisy.FOLDER}/{path.name}", stored=path.suffix == ".mp3")
            huge = path.stat().st_size >= HUGE_BYTES
            with path.open("rb") as source, book.open(member, "w", force_zip64=huge) as target:
                shutil.copyfileobj(source, target, COPY_BYTES)


def _link_or_copy(source: Path, target: Path) -> None:
    if target.exists() and source.samefile(target):
        return
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:  # no hard links here (exFAT, some network disks)
        shutil.copyfile(source, target)


def _member(path: str, *, stored: bool) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, ZIP_EPOCH)
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
