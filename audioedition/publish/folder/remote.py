"""Clips and finished editions where many machines reach them: a folder, or any fsspec URL (``s3://…``). An edge.

Extra ``[store]``. A clip holds its own SHA-256, and an edition's ``edition.json``, put last, names that of its MP3:
what arrived damaged or half is found, counts as absent, and is made again.
"""

from __future__ import annotations

import contextlib
import json
import os
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audioedition.errors import PublishError, UsageError
from audioedition.model import Clip, ClipFacts, Edition
from audioedition.produce.produce import open_store
from audioedition.publish.folder.manifest import edition_from_json
from audioedition.publish.folder.shelf import MANIFEST, Shelved
from audioedition.publish.folder.writer import holding_place, show_edition
from audioedition.sound.encode import sha256_of
from audioedition.speak.clip_store import ClipStore, FolderStore, pack_clip, unpack_clip
from audioedition.system.folders import cache_folder

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

CLIPS = "clips"
EDITIONS = "editions"


def is_remote(where: str) -> bool:
    """Whether it is a URL and not a folder."""
    return "://" in where


def open_clips(where: str | None) -> ClipStore:
    """The clip store at a folder or URL; ``None`` = the person's cache folder.

    A URL's clips are kept on this machine too (in the cache folder), so that none is fetched twice.
    """
    if where is None:
        return open_store()
    if is_remote(where):
        return UrlStore(where, near=FolderStore(cache_folder() / "clips"))
    return FolderStore(Path(where))


class UrlStore:
    """Clips behind a URL, with a folder of this machine before it. Safe for many machines at once."""

    def __init__(self, url: str, *, near: FolderStore) -> None:
        self.url = url
        self._near = near
        self._files, self._root = open_url(url)

    def find(self, key: str) -> ClipFacts | None:
        found = self._near.find(key)
        if found is not None:
            return found
        with reaching(self.url):
            try:
                content = self._files.cat_file(self._path(key))
            except FileNotFoundError:
                return None
        clip = unpack_clip(content)
        return None if clip is None else self._near.write(key, clip)

    def read(self, key: str) -> Clip:
        return self._near.read(key)

    def write(self, key: str, clip: Clip) -> ClipFacts:
        facts = self._near.write(key, clip)
        with reaching(self.url):
            put_bytes(self._files, self._path(key), pack_clip(clip))
        return facts

    def _path(self, key: str) -> str:
        return posixpath.join(self._root, CLIPS, key[:2], f"{key}.clip")


class EditionStore:
    """Finished editions, by id. What is there is whole: ``edition.json`` is put last and says what belongs to it."""

    def __init__(self, where: str) -> None:
        self.where = where
        self._files, self._root = open_url(where)

    def push(self, shelved: Shelved) -> None:
        """Put an edition there; the files of its earlier revisions go. Raises PublishError."""
        folder = self._folder(shelved.edition.id)
        names = sorted(
            str(path.relative_to(shelved.folder)) for path in shelved.folder.rglob("*") if path.is_file()
        )
        with reaching(self.where):
            old = set(self._names(folder))
            for name in sorted(names, key=lambda name: name == MANIFEST):
                put_bytes(self._files, posixpath.join(folder, name), (shelved.folder / name).read_bytes())
            for name in old - set(names):
                self._files.rm_file(posixpath.join(folder, name))

    def find(self, edition_id: str) -> Edition | None:
        """What ``edition.json`` says there; ``None`` when there is none that can be read."""
        with reaching(self.where):
            try:
                content = self._files.cat_file(posixpath.join(self._folder(edition_id), MANIFEST))
            except FileNotFoundError:
                return None
        try:
            return edition_from_json(json.loads(content))
        except (ValueError, PublishError):
            return None

    def pull(self, edition_id: str, output: Path) -> Path | None:
        """Bring an edition into a folder of editions, whole or not at all; its folder there.

        Nothing is fetched when it stands there already. ``None`` when the store has none, or not whole.
        """
        edition = self.find(edition_id)
        if edition is None:
            return None
        with holding_place(output, edition_id=edition_id) as place:
            if place.folder is not None and place.edition == edition and stands(place.folder, edition):
                return place.folder
            source = self._folder(edition_id)
            with reaching(self.where):
                for name in self._names(source):
                    target = place.staging / name
                    if name == MANIFEST or not target.resolve().is_relative_to(place.staging.resolve()):
                        continue
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(self._files.cat_file(posixpath.join(source, name)))
            if not stands(place.staging, edition):
                return None
            date = (edition.published or edition.created_at)[:10]
            return show_edition(place, edition, name=f"{date}-{edition.slug}")

    def _folder(self, edition_id: str) -> str:
        return posixpath.join(self._root, EDITIONS, edition_id.rpartition(":")[2])

    def _names(self, folder: str) -> list[str]:
        """Relative to the folder."""
        try:
            self._files.invalidate_cache(folder)
            found = self._files.find(folder)
        except FileNotFoundError:
            return []
        return [posixpath.relpath(path, folder) for path in found]


def stands(folder: Path, edition: Edition) -> bool:
    """Whether the MP3 in the folder is the one that the edition names."""
    path = folder / edition.audio.path
    return path.is_file() and sha256_of(path) == edition.audio.sha256


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
