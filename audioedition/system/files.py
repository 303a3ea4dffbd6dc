"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

PREFIX = ".audioedition-tmp-"
"""Of every temporary name of ours: what is older than its maker may be swept."""


@contextlib.contextmanager
def replacing(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """A stream whose bytes become ``path`` when the block ends well; else nothing is left behind.

    ``durable`` waits for the disk before the name changes, so that not even a power cut shows half a file.
    """
    descriptor, name = tempfile.mkstemp(prefix=PREFIX, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            if durable:
                os.fsync(descriptor)
        os.chmod(name, 0o666 & ~_umask())  # mkstemp makes files that only their maker may read
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def write_atomically(path: Path, content: bytes, *, durable: bool = True) -> None:
    with replacing(path, durable=durable) as stream:
        stream.write(content)


def mark_changed(folder: Path) -> None:
    """Its time becomes now, as if it held something new: what changes below a folder leaves no trace in it. Where the
    file system does not allow that, nothing happens."""
    with contextlib.suppress(OSError):
        os.utime(folder)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


_PIECE = 1 << 20


def sha256_of(path: Path) -> str:
    """SHA-256, hexadecimal. Raises OSError."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
