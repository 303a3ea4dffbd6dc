"""The sounds of the house: read and checked before anything is spoken. An edge."""

from __future__ import annotations

import hashlib
import math
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from audioedition.errors import AudioError, UsageError
from audioedition.model import JingleKind
from audioedition.sound.clip import level_of, peak_of
from audioedition.sound.loudness import UNMEASURED_LUFS, read_loudness
from audioedition.system.ffmpeg import pcm_input, run_ffmpeg

HOUSE_RATE = 44_100
"""Hz: music is mixed at the rate of the finished file, whatever the voice's is."""
LONGEST_S: Mapping[JingleKind, int] = {"intro": 60, "between": 20, "outro": 60, "bed": 600}
SHORTEST_S = 0.1
MAX_BYTES = 100_000_000
QUIET = 30
"""Peak of 32767 (−61 dBFS) that any sound passes."""
_FORMATS = "wav,mp3,flac,ogg,aiff,mov,mp4,m4a,matroska,aac,caf,w64"
"""What ffmpeg may take the file for: no play list, which names other files and addresses."""
_BROKEN = re.compile(
    r"Invalid data found|Error while decoding|Error submitting packet|corrupt|Truncat|truncat"
)
_PICTURE = re.compile(r"Stream #\d+:\d+.*: Video: (?!.*\(attached pic\))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One sound of the house: mono s16le at ``HOUSE_RATE``."""

    pcm: bytes
    lufs: float
    peak_dbfs: float

    @property
    def duration_ms(self) -> float:
        return 1000 * len(self.pcm) / 2 / HOUSE_RATE


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseSounds:
    """Those that a newsroom wants, read."""

    recordings: Mapping[JingleKind, Recording] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    """Of their files."""
    sha256: str = ""
    """Of all of them; empty without any."""

    def lengths_ms(self) -> dict[JingleKind, float]:
        return {kind: recording.duration_ms for kind, recording in self.recordings.items()}


def read_house(paths: Mapping[JingleKind, Path | None]) -> HouseSounds:
    """Raises UsageError naming the file that cannot be used, and AudioError without ffmpeg."""
    recordings: dict[JingleKind, Recording] = {}
    names = []
    for kind in get_args(JingleKind):
        path = paths.get(kind)
        if path is None:
            continue
        recordings[kind] = read_recording(path, kind=kind)
        names.append(path.name)
    return HouseSounds(recordings=recordings, names=tuple(names), sha256=house_sha256(paths))


def house_sha256(paths: Mapping[JingleKind, Path | None]) -> str:
    """Of all of them; empty without any. Raises OSError."""
    whole, found = hashlib.sha256(), {kind: paths.get(kind) for kind in get_args(JingleKind)}
    for kind, path in found.items():
        if path is not None:
            whole.update(f"{kind}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest() if any(found.values()) else ""


def read_recording(path: Path, *, kind: JingleKind) -> Recording:
    """Raises UsageError: a file that is not there, is none of sound, is damaged, silent, too short or too long."""
    try:
        size_bytes = path.stat().st_size if path.is_file() else None
    except OSError:
        size_bytes = None
    if size_bytes is None:
        raise UsageError(
            f"There is no file {path}.", hint=f"{kind} names a sound: WAV, FLAC, MP3, Ogg or M4A."
        )
    if size_bytes > MAX_BYTES:
        raise UsageError(f"{path} has {size_bytes // 1_000_000} MB.", hint="100 MB at most.")
    pcm, report = _decode(path, longest_s=LONGEST_S[kind])
    seconds = len(pcm) / 2 / HOUSE_RATE
    if _PICTURE.search(report):
        raise UsageError(f"{path} is a film.", hint="Give its sound alone: WAV, FLAC, MP3, Ogg or M4A.")
    if _BROKEN.search(report):
        raise UsageError(f"{path} is damaged.", hint="Export it again.")
    if seconds < SHORTEST_S:
        raise UsageError(f"{path} lasts {seconds:.2f} s: nothing would be heard.", hint="0.1 s at least.")
    if seconds > LONGEST_S[kind]:
        raise UsageError(
            f"{path} is too long for {kind}: more than {LONGEST_S[kind]} s.", hint="Cut it before."
        )
    peak = peak_of(pcm)
    if peak < QUIET:
        raise UsageError(f"{path} is silent.", hint="In one speaker, too: its two channels may cancel out.")
    return Recording(pcm=pcm, lufs=_loudness(pcm), peak_dbfs=20 * math.log10(peak / 32768))


def _decode(path: Path, *, longest_s: int) -> tuple[bytes, str]:
    """Its sound, a second more than is allowed at most, and what ffmpeg said of it."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "sound.pcm"
        arguments = ["-protocol_whitelist", "file", "-format_whitelist", _FORMATS, "-i", str(path.resolve())]
        arguments += ["-map", "0:a:0", "-t", str(longest_s + 1), "-ac", "1", "-ar", str(HOUSE_RATE)]
        try:
            report = run_ffmpeg([*arguments, "-f", "s16le", str(out)])
        except AudioError as error:
            if error.retryable or "cannot be started" in str(error):
                raise
            raise UsageError(
                f"{path} cannot be read as sound.", hint="Give a sound: WAV, FLAC, MP3, Ogg or M4A."
            ) from error
        return out.read_bytes(), report


def _loudness(pcm: bytes) -> float:
    """LUFS on two speakers; of less than 400 ms, which R 128 cannot measure, from its mean square."""
    arguments = [*pcm_input(HOUSE_RATE), "-af", "ebur128=dualmono=true:framelog=verbose", "-f", "null", "-"]
    lufs = read_loudness(run_ffmpeg(arguments, feed=lambda: [pcm])).integrated_lufs
    return lufs if lufs > UNMEASURED_LUFS else 20 * math.log10(max(level_of(pcm), 1) / 32768)
