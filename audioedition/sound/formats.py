"""The codecs beside MP3 in which pages may play an edition: what each is called and how ffmpeg makes it.

Opus is what browsers play best for the fewest bytes; AAC is for those of Apple that know no Ogg. Feeds keep the MP3,
which every podcast app plays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from audioedition.errors import AudioError, UsageError
from audioedition.model import OtherSound
from audioedition.system.ffmpeg import find_ffmpeg, run_ffmpeg


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundFormat:
    name: str
    """As it is asked for."""
    ending: str
    media_type: str
    """With its codec, so that a browser knows before it asks for the file."""
    encoder: str
    """ffmpeg's."""
    frame_rate: int
    """Hz."""
    share: float
    """Of the MP3's bit rate: as good to the ear."""
    arguments: tuple[str, ...]

    def bit_rate_kbps(self, mp3_kbps: int) -> int:
        """Half, or two thirds, of the MP3's; a jingle's music stays clean at 32 (Opus) and 48 (AAC), mono."""
        return round(mp3_kbps * self.share)

    def output(self, mp3: Path, *, source: str, mp3_kbps: int) -> list[str]:
        """ffmpeg's arguments for the file beside that MP3: the sound of ``source``, the tags of the second input."""
        return [
            *("-map", source, "-map_metadata", "1", "-map_chapters", "-1"),
            *("-ar", str(self.frame_rate), "-ac", "1"),
            *("-c:a", self.encoder, "-b:a", f"{self.bit_rate_kbps(mp3_kbps)}k"),
            *(*self.arguments, "-y", str(mp3.with_name(beside_mp3(mp3.name, self.ending)))),
        ]


OPUS = SoundFormat(
    name="opus",
    ending=".opus",
    media_type="audio/ogg; codecs=opus",
    encoder="libopus",
    frame_rate=48_000,
    share=1 / 2,
    # « audio »: jingles are music; bitexact: the same sound is the same file (else Ogg numbers its stream by chance)
    arguments=("-application", "audio", "-vbr", "on", "-fflags", "+bitexact", "-f", "ogg"),
)
AAC = SoundFormat(
    name="aac",
    ending=".m4a",
    media_type="audio/mp4; codecs=mp4a.40.2",
    encoder="aac",
    frame_rate=44_100,
    share=2 / 3,
    # faststart: the table of what lies where comes first, so that a page plays before all has arrived; metadata tags:
    # the term that tells machines of the synthetic voice is none of MP4's own, and would be lost
    arguments=("-movflags", "+faststart+use_metadata_tags", "-fflags", "+bitexact", "-f", "ipod"),
)
FORMATS = {one.name: one for one in (OPUS, AAC)}
"""In the order in which a page offers them."""
ENDINGS = tuple(one.ending for one in FORMATS.values())


def chosen_formats(names: Sequence[object]) -> tuple[SoundFormat, ...]:
    """Those, once each, in the order of ``FORMATS``. Raises UsageError for one that is not known."""
    for name in names:
        if not isinstance(name, str) or name not in FORMATS:
            raise UsageError(
                f"{name!r} is no format that an edition can be made in beside MP3.",
                hint=f"One or more of: {', '.join(FORMATS)}.",
            )
    return tuple(one for one in FORMATS.values() if one.name in names)


def named_formats(sounds: Iterable[OtherSound]) -> tuple[str, ...]:
    """How those would be asked for."""
    there = {sound.media_type for sound in sounds}
    return tuple(one.name for one in FORMATS.values() if one.media_type in there)


def require_encoders(formats: Sequence[SoundFormat]) -> None:
    """Raises AudioError when this ffmpeg cannot make one of them; asks it only where there is one."""
    if not formats:
        return
    known = set(re.findall(r"^ A\S+ (\S+)", run_ffmpeg(["-encoders"], keep_output=True), flags=re.MULTILINE))
    for one in formats:
        if one.encoder not in known:
            raise AudioError(
                f"{find_ffmpeg()} cannot make {one.name}: it was built without {one.encoder}.",
                hint="pip install imageio-ffmpeg brings one that can; or leave that format out.",
            )


def beside_mp3(name: str, ending: str) -> str:
    """``le-pont.r2.mp3`` -> ``le-pont.r2.opus``."""
    return name.removesuffix(".mp3") + ending
