"""What is taken out of a downloaded archive, and what a manifest says of the files beside it."""

from __future__ import annotations

import json
import shutil
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from audioedition.errors import VoiceError
from audioedition.system.files import sha256_of

_MOST_BYTES = 1_000_000_000
"""Of one file: more is no voice of ours but an archive made to fill the disk."""


def unpack(archive: Path, names: Iterable[str], folder: Path) -> None:
    """The named files, wherever they lie inside, into ``folder``, under their own names and nothing else.

    Raises VoiceError when the archive is damaged or lacks one; the archive is then removed.
    """
    try:
        with zipfile.ZipFile(archive) as content:
            inside = {
                member.filename.rpartition("/")[2]: member
                for member in content.infolist()
                if not member.is_dir()
            }
            for name in names:
                if inside[name].file_size > _MOST_BYTES:
                    raise ValueError(f"{name} is too large")
                with content.open(inside[name]) as source, open(folder / name, "wb") as target:
                    shutil.copyfileobj(source, target)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, ValueError, NotImplementedError) as error:
        archive.unlink(missing_ok=True)
        raise VoiceError(
            f"The archive {archive.name} is damaged or lacks a file ({error}).",
            hint="Run the same command again.",
        ) from error


def check_listed(manifest: Path) -> None:
    """Where a manifest gives the SHA-256 of files beside it (``files``: name -> sum), they hold.

    Raises VoiceError naming the damaged file.
    """
    try:
        listed = json.loads(manifest.read_text("utf-8")).get("files", {})
        sums = {name: value for name, value in listed.items() if isinstance(value, str) and len(value) == 64}
    except (OSError, ValueError, AttributeError) as error:
        raise VoiceError(
            f"{manifest.name} of the voice cannot be read ({error}).", hint="Run the same command again."
        ) from error
    for name, value in sums.items():
        path = manifest.with_name(Path(name).name)
        if path.is_file() and sha256_of(path) != value:
            raise VoiceError(
                f"The file {path.name} is not the one that {manifest.name} names: its checksum does not hold.",
                hint="Take both from the same source.",
            )
