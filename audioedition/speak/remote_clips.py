"""Clips where many machines reach them: any fsspec URL, with a folder of this machine before it. An edge."""

from __future__ import annotations

import posixpath
from pathlib import Path

from audioedition.model import Clip, ClipFacts
from audioedition.speak.clip_store import ClipStore, FolderStore, open_store, pack_clip, unpack_clip
from audioedition.system.folders import cache_folder
from audioedition.system.remote_files import is_remote, open_url, put_bytes, reaching

CLIPS = "clips"


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
