"""One at a time, between processes: the lock is the kernel's (flock) and goes with its holder, killed or not."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path


def take_lock(path: Path, *, wait: bool) -> int | None:
    """An open descriptor that holds the lock of ``path``; ``None`` when somebody else has it and ``wait`` is false.

    Close it to let go. Whoever holds the lock may remove its file. Raises OSError.
    """
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            os.close(descriptor)
            return None
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(descriptor), os.stat(path)):
                return descriptor
        # its holder removed the file while we waited: what we hold is no longer the lock
        os.close(descriptor)


@contextlib.contextmanager
def locked(path: Path, *, on_wait: Callable[[], object] | None = None) -> Iterator[None]:
    """Holds the lock of ``path`` and removes its file at the end; ``on_wait`` hears when another holds it first.

    Raises OSError where the file cannot be made.
    """
    descriptor = take_lock(path, wait=False)
    if descriptor is None:
        if on_wait is not None:
            on_wait()
        descriptor = take_lock(path, wait=True)
    assert descriptor is not None
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)
