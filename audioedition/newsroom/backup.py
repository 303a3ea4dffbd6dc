"""The whole of a newsroom in one file, and back: editions, state, decisions, lexicon, settings. An edge.

A tar (gzip) whose last member, ``backup.json``, holds the SHA-256 of all others: what was cut off or altered is found
before anything is put back. State files are copied by SQLite itself, so that a running service may go on writing.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import json
import shutil
import sqlite3
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Final

from audioedition.errors import PublishError, UsageError
from audioedition.publish.folder.writer import OWN_FOLDER
from audioedition.system.files import PREFIX, replacing
from audioedition.version import __version__

MEMBER: Final = "backup.json"
FORMAT: Final = 1
EDITIONS: Final = "editions/"
SETTINGS: Final = "settings/"
SETTINGS_NAMES: Final = ("audioedition.toml", "feed.toml", "lexicon.toml")
"""Beside the folder of editions: put back only where none stands."""
PASSING: Final = ("staging", "locks")
"""Of a hidden folder, the newsroom's or a reader's: what only a running process needs."""
TRIES: Final = 3
"""For an edition that is revised while it is read."""
_PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFacts:
    editions: int
    files: int
    bytes: int


def back_up(output: Path, target: Path, *, on_file: Callable[[str], None] | None = None) -> BackupFacts:
    """Write ``target``, whole or not at all, readable by its owner alone: it holds digests of passwords and what is not
    published yet. Raises PublishError."""
    if not (output / OWN_FOLDER).is_dir():
        raise PublishError(
            f"{output} holds no editions of audioedition.", hint="Name their folder with -o DIR."
        )
    if target.resolve().is_relative_to(output.resolve()):
        raise PublishError(
            "The backup would lie in what it saves.", hint="Write it outside the folder of editions."
        )
    try:
        with replacing(target) as stream:
            facts = _write(output, stream, on_file)
        target.chmod(0o600)
    except OSError as error:
        raise PublishError(
            f"The backup {target} cannot be written: {error.strerror}.",
            hint="Make room, or name another file.",
        ) from error
    return facts


def _write(output: Path, stream: IO[bytes], on_file: Callable[[str], None] | None) -> BackupFacts:
    digests: dict[str, str] = {}
    total = editions = 0
    with (
        tempfile.TemporaryDirectory(prefix=PREFIX) as scratch,
        gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=1, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name, path in _files(output, Path(scratch)):
            digest = _put(tar, name, path)
            if digest is not None:
                digests[name] = digest
                total += path.stat().st_size
                editions += name.endswith("/edition.json")
                if on_file is not None:
                    on_file(name)
        facts = {"format": FORMAT, "audioedition": __version__, "at": time.time(), "sha256": digests}
        _add(tar, MEMBER, io.BytesIO(content := json.dumps(facts).encode()), len(content))
    return BackupFacts(editions=editions, files=len(digests), bytes=total)


def _files(output: Path, scratch: Path) -> Iterator[tuple[str, Path]]:
    """Each file's name in the archive and where to read it; an edition's manifest after its other files."""
    for folder in sorted(p for p in output.iterdir() if p.is_dir() and p.name != OWN_FOLDER):
        inside = (p for p in folder.rglob("*") if p.is_file() and not p.is_symlink() and not _passing(p))
        for path in sorted(inside, key=lambda p: (p.name == "edition.json", str(p))):
            yield EDITIONS + path.relative_to(output).as_posix(), path
    for path in sorted(p for p in output.iterdir() if p.is_file() and not p.is_symlink() and not _passing(p)):
        yield EDITIONS + path.name, path
    own = output / OWN_FOLDER
    for path in sorted(p for p in own.rglob("*") if p.is_file() and not p.is_symlink() and not _passing(p)):
        inside_own = path.relative_to(own)
        if set(PASSING) & set(inside_own.parts) or path.name.endswith((".lock", "-wal", "-shm")):
            continue
        name = f"{EDITIONS}{OWN_FOLDER}/{inside_own.as_posix()}"
        yield name, (_copied(path, scratch / path.name) if path.suffix == ".sqlite" else path)
    for path in (output.resolve().parent / name for name in SETTINGS_NAMES):
        if path.is_file():
            yield SETTINGS + path.name, path


def _passing(path: Path) -> bool:
    return path.name.startswith(PREFIX)


def _copied(database: Path, target: Path) -> Path:
    """As it is at one moment, whoever writes to it. Raises PublishError for a damaged one."""
    try:
        with (
            contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as source,
            contextlib.closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
    except sqlite3.Error as error:
        raise PublishError(
            f"{database} cannot be read: {error}.",
            hint="audioedition doctor --service says what is wrong with it.",
        ) from error
    return target


def _put(tar: tarfile.TarFile, name: str, path: Path) -> str | None:
    """Its SHA-256; ``None`` for a file that has gone meanwhile, as a revision replaces its old sound."""
    for _ in range(TRIES):
        try:
            before = path.stat()
            with path.open("rb") as stream:
                content = stream.read() if before.st_size <= _PIECE else None
                if content is not None:
                    if len(content) != before.st_size:
                        continue
                    _add(tar, name, io.BytesIO(content), len(content))
                    return hashlib.sha256(content).hexdigest()
                # a sound's name holds its revision: a large file is replaced, never written over
                reader = _Counting(stream)
                _add(tar, name, reader, before.st_size)  # type: ignore[arg-type]  # tarfile only reads
                return reader.digest.hexdigest()
        except FileNotFoundError:
            return None
    raise PublishError(f"{path} changes too often to be saved.", hint="Try again when less is being made.")


class _Counting:
    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self.digest.update(piece)
        return piece


def _add(tar: tarfile.TarFile, name: str, content: IO[bytes], size: int) -> None:
    facts = tarfile.TarInfo(name)
    facts.size = size
    facts.mtime = int(time.time())
    tar.addfile(facts, content)


def restore(archive: Path, output: Path) -> BackupFacts:
    """Put a backup into an empty or new folder; nothing stands there until all of it was found whole.

    Raises UsageError when something is there, PublishError for a file that is no backup, damaged, or from a newer
    version.
    """
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise UsageError(f"{output} is not empty.", hint="Restore into a new folder: -o DIR.")
    try:
        output.resolve().parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=PREFIX, dir=output.resolve().parent))
    except OSError as error:
        raise PublishError(f"{output} cannot be written: {error.strerror}.") from error
    try:
        facts = _unpack(archive, staging)
        (staging / EDITIONS).mkdir(exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            output.rmdir()
        (staging / EDITIONS).rename(output)
        for path in sorted((staging / SETTINGS).glob("*")):
            if not (beside := output.resolve().parent / path.name).exists():
                path.rename(beside)
        return facts
    except (OSError, tarfile.TarError, EOFError, ValueError, KeyError) as error:
        raise PublishError(
            f"{archive} is no whole backup: {str(error) or type(error).__name__}.",
            hint="Take an earlier one; nothing was put back.",
        ) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _unpack(archive: Path, staging: Path) -> BackupFacts:
    """Only plain files of ours, each within ``staging``. Raises ValueError and what tarfile does."""
    digests: dict[str, str] = {}
    told: dict[str, str] | None = None
    total = 0
    with tarfile.open(archive, mode="r|gz") as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isreg() else None
            if content is None or not _ours(member.name):
                raise ValueError(f"it holds {member.name!r}")
            if member.name == MEMBER:
                told = _told(content.read())
                continue
            path = staging / member.name
            path.parent.mkdir(parents=True, exist_ok=True)
            digest = hashlib.sha256()
            with path.open("wb") as file:
                while piece := content.read(_PIECE):
                    digest.update(piece)
                    file.write(piece)
            if path.suffix == ".sqlite":
                path.chmod(0o600)
            digests[member.name] = digest.hexdigest()
            total += member.size
    if told is None:
        raise ValueError("its end is missing")
    if told != digests:
        changed = next(iter(sorted(set(told.items()) ^ set(digests.items()))))[0]
        raise ValueError(f"{changed} was altered")
    editions = sum(name.endswith("/edition.json") for name in digests)
    return BackupFacts(editions=editions, files=len(digests), bytes=total)


def _told(content: bytes) -> dict[str, str]:
    facts = json.loads(content)
    if facts["format"] > FORMAT:
        raise ValueError("it was written by a newer audioedition")
    return dict(facts["sha256"])


def _ours(name: str) -> bool:
    path = PurePosixPath(name)
    if name == MEMBER:
        return True
    return name.startswith((EDITIONS, SETTINGS)) and ".." not in path.parts and "\\" not in name
