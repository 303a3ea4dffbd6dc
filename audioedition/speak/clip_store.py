"""The clip store: sound by content, verified on reading, so that nothing is spoken twice.

A clip's key says everything that decides its sound; its file holds its own SHA-256, so a truncated or flipped
file is found, thrown away and spoken again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import struct
import time
from pathlib import Path
from typing import Protocol

from audioedition.errors import PublishError
from audioedition.model import Clip, ClipFacts, SpokenWord, Voice
from audioedition.system.files import PREFIX, write_atomically
from audioedition.system.folders import cache_folder

MAGIC = b"AECLIP1\n"
HEADER = struct.Struct(">8sIQ32s")
"""Magic, frame rate (Hz), frames, SHA-256 of frame rate and what follows the header."""
WITH_WORDS = b"AECLIP2\n"
WORDS_SIZE = struct.Struct(">I")
"""Behind the header of a clip whose engine tells its words: how many bytes of JSON (``[[word, start, end], …]`` in
frames) stand before the PCM."""
SOUND_VERSION = "1"
"""Rises when trimming, fading or the guard change what is heard."""
MAX_BYTES = 2 * 1024**3
OLD_TEMPORARY_S = 3600.0


class ClipStore(Protocol):
    """Where clips are kept between runs and machines."""

    def find(self, key: str) -> ClipFacts | None:
        """The clip's facts when it is there whole; a damaged one counts as absent."""
        ...

    def read(self, key: str) -> Clip:
        """Raises AudioError or PublishError when it has gone meanwhile."""
        ...

    def write(self, key: str, clip: Clip) -> ClipFacts: ...


def clip_key(
    spoken: str, *, voice: Voice, engine_version: str, fingerprint: str, sounds: tuple[str, ...] = ()
) -> str:
    """SHA-256 (hex) of all that decides the sound.

    ``sounds``: what the pronunciation layer decided otherwise than the voice would, for voices that take phonemes.
    Empty for most sentences, and then no part of the key: they are not spoken anew when the layer learns words.

    The normaliser's version is not part of it: ``spoken`` is what it made, so a new version speaks again just
    the sentences that it reads differently.
    """
    parts = [
        SOUND_VERSION,
        voice.engine,
        engine_version,
        fingerprint,
        voice.language,
        voice.rate,
        dict(sorted(voice.options.items())),
        spoken,
        *([list(sounds)] if sounds else []),
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()


def _digest(frame_rate: int, body: bytes) -> bytes:
    digest = hashlib.sha256(frame_rate.to_bytes(4, "big"))
    digest.update(body)
    return digest.digest()


def pack_clip(clip: Clip) -> bytes:
    """A clip as it lies in a store: header with the SHA-256 of the rest, the words where there are any, the PCM."""
    magic, body = MAGIC, clip.pcm
    if clip.words:
        words = json.dumps([[word.text, word.start_frame, word.end_frame] for word in clip.words]).encode()
        magic, body = WITH_WORDS, WORDS_SIZE.pack(len(words)) + words + clip.pcm
    return HEADER.pack(magic, clip.frame_rate, clip.frames, _digest(clip.frame_rate, body)) + body


def unpack_clip(content: bytes) -> Clip | None:
    """The reverse; ``None`` when it is truncated, altered, or no clip."""
    if len(content) < HEADER.size:
        return None
    magic, frame_rate, frames, digest = HEADER.unpack_from(content)
    body = content[HEADER.size :]
    if magic not in (MAGIC, WITH_WORDS) or _digest(frame_rate, body) != digest:
        return None
    words: tuple[SpokenWord, ...] = ()
    if magic == WITH_WORDS:
        (size,) = WORDS_SIZE.unpack_from(body)
        told, body = body[WORDS_SIZE.size : WORDS_SIZE.size + size], body[WORDS_SIZE.size + size :]
        words = tuple(
            SpokenWord(text=text, start_frame=start, end_frame=end) for text, start, end in json.loads(told)
        )
    if len(body) != 2 * frames:
        return None
    return Clip(pcm=body, frame_rate=frame_rate, words=words)


def clip_facts(key: str, clip: Clip) -> ClipFacts:
    return ClipFacts(key=key, frames=clip.frames, frame_rate=clip.frame_rate, words=clip.words)


class FolderStore:
    """Clips in a folder of this machine. Safe for many processes at once: every write is atomic."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, key: str) -> ClipFacts | None:
        clip = self._load(key)
        if clip is None:
            return None
        with contextlib.suppress(OSError):  # a read-only cache still serves
            os.utime(self._path(key))  # what is used last is thrown away last
        return clip_facts(key, clip)

    def read(self, key: str) -> Clip:
        clip = self._load(key)
        if clip is None:
            raise PublishError(
                f"A clip has gone from the cache while it was needed ({self._path(key).name}).",
                hint="Start again: only what is missing is spoken.",
            )
        return clip

    def write(self, key: str, clip: Clip) -> ClipFacts:
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, pack_clip(clip), durable=False)  # damage is found on reading
        except OSError as error:
            raise PublishError(
                f"The clip cache {self.folder} cannot be written: {error.strerror}.",
                hint="Make room, or name another folder with --cache DIR.",
            ) from error
        return clip_facts(key, clip)

    def prune(self, *, max_bytes: int = MAX_BYTES, not_after_s: float) -> int:
        """Throw away what was used longest ago until ``max_bytes`` hold; never what was used after
        ``not_after_s`` (epoch seconds: the start of this run). Returns the number of bytes freed."""
        files: list[tuple[float, int, Path]] = []
        for path in self.folder.glob("*/*"):
            with contextlib.suppress(OSError):
                facts = path.stat()
                if path.name.startswith(PREFIX):
                    if facts.st_mtime < time.time() - OLD_TEMPORARY_S:
                        path.unlink()
                else:
                    files.append((facts.st_mtime, facts.st_size, path))
        excess = sum(size for _, size, _ in files) - max_bytes
        freed = 0
        for used_at, size, path in sorted(files):
            if freed >= excess or used_at >= not_after_s:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                freed += size
        return freed

    def size_bytes(self) -> int:
        return sum(path.stat().st_size for path in self.folder.glob("*/*.clip"))

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.clip"

    def _load(self, key: str) -> Clip | None:
        try:
            content = self._path(key).read_bytes()
        except OSError:
            return None
        return unpack_clip(content)


def open_store(folder: Path | None = None) -> FolderStore:
    """The clips of earlier runs: in ``folder``, else in the person's cache folder."""
    return FolderStore(folder or cache_folder() / "clips")
