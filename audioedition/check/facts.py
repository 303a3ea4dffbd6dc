"""What a probe says of a sound file. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from audioedition.model import Chapter, Loudness


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundFacts:
    """One MP3 as it really is."""

    size_bytes: int
    sha256: str
    duration_ms: int
    loudness: Loudness
    silences: tuple[Silence, ...]
    """Of at least 50 ms, in order."""
    chapters: tuple[Chapter, ...]
    tags: dict[str, str]
    """Lower-case names, as ffmpeg reads them."""
    id3_version: str
    """``2.3``; empty without an ID3v2 tag."""
    id3v1: bool
    signed: bool = False
    """By C2PA, which writes the tag as ID3v2.4."""
    frame_rate: int
    channels: str
    """``mono``, ``stereo``."""
