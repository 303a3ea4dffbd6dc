"""Files behind an fsspec URL (``s3://…``) or in a folder, extra ``[store]``. An edge."""

from __future__ import annotations

import contextlib
import os
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audioedition.errors import PublishError, UsageError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem


def is_remote(where: str) -> bool:
    """Whether it is a URL and not a folder."""
    return "://" in where


def open_url(where: str) -> tuple[AbstractFileSystem, str]:
    """(file system, root path) of a URL or folder. Raises UsageError when no package here reads it."""
    try:
        from fsspec.core import url_to_fs

        files, root = url_to_fs(where if is_remote(where) else f"file://{Path(where).absolute()}")
    except (ImportError, ValueError) as error:
        raise UsageError(
            f"The store {where} cannot be used here: {error}.",
            hint="python -m pip install 'audioedition[s3]' for s3://…, 'audioedition[store]' for others.",
        ) from error
    return files, str(root)


def put_bytes(files: AbstractFileSystem, path: str, content: bytes) -> None:
    """In one piece where the store does so itself (S3); in a folder by a rename."""
    if "file" in (files.protocol if isinstance(files.protocol, tuple) else (files.protocol,)):
        from audioedition.system.files import write_atomically

        os.makedirs(os.path.dirname(path), exist_ok=True)
        write_atomically(Path(path), content, durable=False)
    else:
        files.makedirs(posixpath.dirname(path), exist_ok=True)
        files.pipe_file(path, content)


@contextlib.contextmanager
def reaching(where: str) -> Iterator[None]:
    """Whatever a store's library raises becomes a PublishError."""
    try:
        yield
    except FileNotFoundError:
        raise
    except PublishError:
        raise
    except Exception as error:  # every file system of fsspec has errors of its own kind
        reason: Any = getattr(error, "strerror", None) or error
        raise PublishError(
            f"The store {where} cannot be reached: {reason}.",
            hint="Check its address, the credentials, and the network; what was made so far is kept.",
        ) from error
