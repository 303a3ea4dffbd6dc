"""Files of a feed: written whole, and only where they change. An edge."""

from __future__ import annotations

from pathlib import Path

from audioedition.errors import PublishError
from audioedition.system.files import write_atomically


def write_if_changed(path: Path, data: bytes) -> bool:
    """Whether it was another one. Raises PublishError."""
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        write_atomically(path, data)
    except OSError as problem:
        raise PublishError(f"{path} cannot be written: {problem.strerror}.") from problem
    return True


def remove_file(path: Path) -> None:
    """Raises PublishError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as problem:
        raise PublishError(f"{path} cannot be written: {problem.strerror}.") from problem
