"""The editions of an output folder, as they lie there: what feed, status and digest read. An edge."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from audioedition.errors import PublishError
from audioedition.model import AudioFile, OtherSound, StoredEdition
from audioedition.publish.folder.manifest import edition_from_json
from audioedition.system.files import sha256_of

MANIFEST = "edition.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    folder: Path
    reason: str
    """A sentence that names the folder."""


def read_shelf(output_dir: Path, *, facts_only: bool = False) -> Iterator[StoredEdition | Unreadable]:
    """Every folder that holds an ``edition.json``, by name. Other folders and hidden ones are passed over.

    ``facts_only`` leaves out cues and dropped blocks, nine tenths of the work when there are a thousand.
    Raises PublishError when ``output_dir`` cannot be listed.
    """
    try:
        names = sorted(e.name for e in os.scandir(output_dir) if e.is_dir() and not e.name.startswith("."))
    except OSError as problem:
        raise PublishError(f"{output_dir} cannot be listed: {problem.strerror}.") from problem
    for name in names:
        folder = output_dir / name
        if (folder / MANIFEST).is_file():
            try:
                yield read_edition(folder, facts_only=facts_only)
            except PublishError as problem:
                yield Unreadable(folder=folder, reason=str(problem))


def read_edition(where: Path, *, facts_only: bool = False) -> StoredEdition:
    """An edition by its folder or by its ``edition.json``. Raises PublishError naming the folder."""
    folder = where.parent if where.name == MANIFEST else where
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
        content = json.loads(without_sentences(data) if facts_only else data)
    except OSError as problem:
        raise PublishError(
            f"{path} cannot be read: {problem.strerror}.",
            hint="An edition is a folder that holds edition.json.",
        ) from problem
    except ValueError as problem:  # JSON and UTF-8 alike
        raise PublishError(f"{path} is damaged: {problem}.", hint="Make the edition again.") from problem
    if facts_only and isinstance(content, dict):
        content = {**content, "cues": [], "dropped": []}
    try:
        edition = edition_from_json(content)
    except PublishError as problem:
        raise PublishError(f"{folder}: {problem}", hint=problem.hint) from problem
    with os.scandir(folder) as entries:
        files = frozenset(entry.name for entry in entries if entry.is_file())
    return StoredEdition(folder=folder, edition=edition, files=files)


def without_sentences(data: bytes) -> bytes:
    """An ``edition.json`` with its lists of cues and dropped blocks emptied before it is parsed: nine tenths of it.

    Our writer indents by one and a string holds no line break, so a line that begins with « `` ]`` » closes what stands
    at the top. A file that is cut off, or was written otherwise, stays as it is.
    """
    for key in (b"cues", b"dropped"):
        opening = b'\n "%s": [' % key
        start = data.find(opening + b"\n")
        end = data.find(b"\n ]", start)
        if start < 0 or end < 0:
            continue
        data = data[: start + len(opening)] + data[end + 2 :]
    return data


def stands_whole(folder: Path, sound: AudioFile | OtherSound) -> bool:
    """Whether that file in the folder is the one that ``edition.json`` describes. Raises OSError."""
    path = folder / sound.path
    return path.is_file() and path.stat().st_size == sound.size_bytes and sha256_of(path) == sound.sha256


def audio_problem(shelved: StoredEdition) -> str | None:
    """Why this edition's MP3 must not be given to anyone, as a sentence; ``None`` when it is there, whole.

    Only its size is compared: hashes are for ``audioedition check``, a feed build cannot read gigabytes.
    """
    path = shelved.audio_path
    try:
        size_bytes = path.stat().st_size
    except OSError:
        return f"{path} is missing: make the edition again."
    if size_bytes != shelved.edition.audio.size_bytes:
        expected = shelved.edition.audio.size_bytes
        return f"{path} was altered: {size_bytes} bytes instead of {expected}; make the edition again."
    return None
