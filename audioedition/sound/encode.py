"""Programme -> one MP3: loudness, tags and chapters, in a single encode from PCM, checked after writing; where pages
are to play it in other codecs too, those come from the same PCM in the same pass.

The sound is streamed from the clip store through a pipe, so memory does not grow with length. MP3 at a constant
bit rate: players seek in it exactly.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from audioedition.errors import AudioError
from audioedition.model import AudioFile, Chapter, Loudness, OtherSound, Programme, flat_title
from audioedition.sound.chapters import file_chapters
from audioedition.sound.formats import SoundFormat, beside_mp3
from audioedition.sound.id3 import add_frames, comment_frame, picture_frame
from audioedition.sound.loudness import (
    CEILING_DBTP,
    TARGET_LUFS,
    TOLERANCE_LU,
    UNMEASURED_LUFS,
    ReadClip,
    measure_file,
    measure_programme,
    pcm_of,
)
from audioedition.sound.watermark.embed import mark_pcm
from audioedition.sound.watermark.weights import SCHEME
from audioedition.system.ffmpeg import pcm_input, run_ffmpeg
from audioedition.system.files import sha256_of

LIMIT_DBFS = -2.0
"""Limited there before encoding: MP3 raises peaks by up to 1 dB."""
CALM_DBFS = -4.0
"""Sample peaks below it cannot pass the ceiling: the limiter would only take time."""
BIT_RATE_KBPS = 96
BIT_RATES_KBPS = (48, 56, 64, 80, 96, 112, 128, 160, 192)
"""Constant ones that MP3 knows at ``FRAME_RATE`` (ISO 11172-3, layer III)."""
FRAME_RATE = 44_100
DURATION_TOLERANCE_MS = 100
GOOD_ENOUGH_LU = 0.8
"""Closer than that it is not encoded again: metering before encoding is up to 0.6 LU off at low frame rates."""
ENCODER_DELAY_MS = 30
"""ffmpeg reads chapters back 25 ms early: it takes the encoder's delay off, which is right for the sound only."""
ROUNDS = 6
"""Ordinary speech needs one; quiet words between loud clicks need more, as the limiter eats what the gain gives."""
FEED_BYTES = 1 << 18
PADDING_BYTES = 64
"""Left free in the tag after all frames: readers find its end by them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What the file says of itself (ID3v2.3)."""

    title: str
    artist: str
    album: str
    date: str
    """ISO 8601 date."""
    language: str = "fra"
    """ISO 639-2."""
    extra: Mapping[str, str] = field(default_factory=dict)
    """``comment`` and what else ffmpeg writes as TXXX frames: the disclosure. ``comment`` is written as COMM too, which
    is what players show."""
    picture: bytes | None = None
    """JPEG, at most 300 kB: the front cover."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """How the finished sound is to be."""

    bit_rate_kbps: int = BIT_RATE_KBPS
    """Of the MP3."""
    target_lufs: float = TARGET_LUFS
    """As heard on two speakers."""
    formats: Sequence[SoundFormat] = ()
    """Beside the MP3."""


def encode_programme(
    programme: Programme,
    path: Path,
    *,
    read_clip: ReadClip,
    tags: Tags,
    encoding: Encoding | None = None,
) -> tuple[AudioFile, Loudness]:
    """Write ``path`` (an MP3 whose name is free), beside it the other formats under its name with their own endings,
    and say what came out, measured on the finished files.

    Raises AudioError when ffmpeg is missing or fails, or when a file does not hold what was promised: duration
    ±0.1 s, loudness ``target_lufs`` ±1 LUFS, true peak ≤ −1 dBTP, the MP3 every chapter. A full disk is a
    PublishError. A programme that is to bear the watermark is a UsageError without the extra.
    """
    encoding = encoding or Encoding()
    target_lufs = encoding.target_lufs
    others = [path.with_name(beside_mp3(path.name, one.ending)) for one in encoding.formats]
    # the watermark moves it by a few tenths of a LU, which the finished file's measure sees
    measured, peak_dbfs = measure_programme(programme, read_clip=read_clip)
    gain_db = 0.0 if measured.integrated_lufs < UNMEASURED_LUFS else target_lufs - measured.integrated_lufs
    limit_dbfs = LIMIT_DBFS
    for _ in range(ROUNDS):
        limited = peak_dbfs + gain_db > CALM_DBFS
        chain = filter_chain(gain_db=gain_db, limit_dbfs=limit_dbfs if limited else None)
        _encode(programme, path, read_clip=read_clip, tags=tags, chain=chain, encoding=encoding)
        heard, duration_ms = measure_file(path)
        measured_others = [measure_file(other) for other in others]
        off_lu = target_lufs - heard.integrated_lufs
        # each codec raises peaks in its own way: the limiter serves the one that raises them most
        highest_dbtp = max(one.true_peak_dbtp for one in (heard, *(each for each, _ in measured_others)))
        off_peak_db = highest_dbtp - CEILING_DBTP
        measurable = heard.integrated_lufs >= UNMEASURED_LUFS
        if off_peak_db <= 0 and (abs(off_lu) <= GOOD_ENOUGH_LU or not measurable):
            break
        gain_db += off_lu if measurable else 0.0
        limit_dbfs -= max(0.0, off_peak_db + 0.2)
        peak_dbfs = 0.0  # from now on with the limiter
    add_frames(path, _frames(tags))
    check_file(
        path,
        heard=heard,
        duration_ms=duration_ms,
        chapters=programme.chapters,
        expected_ms=programme.duration_ms,
        target_lufs=target_lufs,
    )
    for other, (loudness, length_ms) in zip(others, measured_others, strict=True):
        check_sound(
            other.suffix[1:], loudness, length_ms, expected_ms=programme.duration_ms, target_lufs=target_lufs
        )
    return (
        AudioFile(
            path=path.name,
            size_bytes=path.stat().st_size,
            duration_ms=_to_the_ms(duration_ms, programme.duration_ms),
            sha256=sha256_of(path),
            bit_rate_kbps=encoding.bit_rate_kbps,
            frame_rate=FRAME_RATE,
            watermark=SCHEME if programme.watermark else "",
            others=tuple(
                OtherSound(
                    path=other.name,
                    size_bytes=other.stat().st_size,
                    duration_ms=_to_the_ms(length_ms, programme.duration_ms),
                    sha256=sha256_of(other),
                    bit_rate_kbps=one.bit_rate_kbps(encoding.bit_rate_kbps),
                    frame_rate=one.frame_rate,
                    media_type=one.media_type,
                )
                for one, other, (_, length_ms) in zip(encoding.formats, others, measured_others, strict=True)
            ),
        ),
        heard,
    )


def _to_the_ms(heard_ms: int, programme_ms: int) -> int:
    """ffmpeg tells a length in whole hundredths of a second: the last chapter would end behind the sound's end."""
    return programme_ms if abs(programme_ms - heard_ms) <= 10 else heard_ms  # a hundredth


def _frames(tags: Tags) -> bytes:
    """What ffmpeg does not write as players read it."""
    comment = tags.extra.get("comment")
    # ID3 names French by its bibliographic code, and so do the players that look for it
    language = {"fra": "fre"}.get(tags.language, tags.language)
    said = comment_frame(comment, language=language) if comment else b""
    return said + (picture_frame(tags.picture) if tags.picture else b"")


def filter_chain(*, gain_db: float, limit_dbfs: float | None) -> str:
    """ffmpeg's filters: gain, the frame rate, and a limiter (5 ms attack) where it may be needed."""
    chain = [f"volume={gain_db:.2f}dB:precision=float", f"aresample={FRAME_RATE}"]
    if limit_dbfs is not None:
        chain.append(f"alimiter=limit={10 ** (limit_dbfs / 20):.4f}:attack=5:release=50:level=false")
    return ",".join(chain)


def check_file(
    path: Path,
    *,
    heard: Loudness,
    duration_ms: int,
    expected_ms: int,
    chapters: tuple[Chapter, ...],
    target_lufs: float = TARGET_LUFS,
) -> None:
    """Raise AudioError unless the finished file keeps its promises. (A full disk lets ffmpeg leave a file that
    looks whole: code, size and duration together tell.)"""
    check_sound("MP3", heard, duration_ms, expected_ms=expected_ms, target_lufs=target_lufs)
    found = read_chapters(path)
    chapters = file_chapters(chapters)
    starts = zip((c.start_ms for c in found), (c.start_ms for c in chapters), strict=False)
    if len(found) != len(chapters) or any(abs(a - b) > ENCODER_DELAY_MS for a, b in starts):
        raise AudioError(f"The MP3 holds {len(found)} chapters, not the {len(chapters)} that were written.")
    if found and abs(found[-1].end_ms - duration_ms) > DURATION_TOLERANCE_MS:
        raise AudioError(f"The last of the chapters ends at {found[-1].end_ms} ms of {duration_ms}.")


def check_sound(
    name: str, heard: Loudness, duration_ms: int, *, expected_ms: int, target_lufs: float
) -> None:
    """What every finished file keeps, whatever its codec. ``name``: how it is called. Raises AudioError."""
    if abs(duration_ms - expected_ms) > DURATION_TOLERANCE_MS:
        raise AudioError(
            f"The {name} lasts {duration_ms} ms where {expected_ms} ms were encoded: the disk may be full."
        )
    if heard.true_peak_dbtp > CEILING_DBTP:
        raise AudioError(f"The {name} peaks at {heard.true_peak_dbtp:.1f} dBTP, above {CEILING_DBTP:.0f}.")
    if heard.integrated_lufs >= UNMEASURED_LUFS and abs(heard.integrated_lufs - target_lufs) > TOLERANCE_LU:
        raise AudioError(
            f"The {name} is heard at {heard.integrated_lufs:.1f} LUFS instead of {target_lufs:.0f}."
        )


def read_chapters(path: Path) -> tuple[Chapter, ...]:
    """The chapters that stand in a file, as ffmpeg reads them."""
    report = run_ffmpeg(["-i", str(path), "-f", "ffmetadata", "-"], keep_output=True)
    found = []
    for part in report.split("[CHAPTER]")[1:]:
        values = dict(re.findall(r"^(\w+)=((?:\\.|[^\\\n]|\\\n)*)$", part, flags=re.MULTILINE | re.DOTALL))
        top, _, bottom = values["TIMEBASE"].partition("/")
        unit_ms = 1000 * int(top) / int(bottom)
        title = re.sub(r"\\(.)", r"\1", values.get("title", ""), flags=re.DOTALL)
        start_ms, end_ms = round(int(values["START"]) * unit_ms), round(int(values["END"]) * unit_ms)
        found.append(Chapter(start_ms=start_ms, end_ms=end_ms, title=title))
    return tuple(found)


def metadata_text(tags: Tags, chapters: Iterable[Chapter]) -> str:
    """ffmpeg's FFMETADATA1: the tags, then each chapter in milliseconds, as many as a file can list."""
    pairs = {
        "title": tags.title,
        "artist": tags.artist,
        "album": tags.album,
        "date": tags.date,
        "language": tags.language,
        "genre": "Podcast",
        **tags.extra,
    }
    lines = [";FFMETADATA1", *(f"{_escape(k)}={_escape(v)}" for k, v in pairs.items() if v)]
    for chapter in file_chapters(tuple(chapters)):
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={chapter.start_ms}", f"END={chapter.end_ms}"]
        lines.append(f"title={_escape(flat_title(chapter))}")
    return "\n".join(lines) + "\n"


def _escape(value: str) -> str:
    return re.sub(r"([=;#\\\n])", r"\\\1", value.replace("\r", " ").replace("\0", ""))


def _encode(
    programme: Programme,
    path: Path,
    *,
    read_clip: ReadClip,
    tags: Tags,
    chain: str,
    encoding: Encoding,
) -> None:
    # beside the MP3, in the staging folder: whatever is killed here, the next attempt sweeps it
    with tempfile.NamedTemporaryFile("w", suffix=".ffmeta", encoding="utf-8", dir=path.parent) as metadata:
        metadata.write(metadata_text(tags, programme.chapters))
        metadata.flush()
        outputs = [f"[out{n}]" for n in range(1 + len(encoding.formats))]
        arguments = [
            *pcm_input(programme.frame_rate),
            *("-f", "ffmetadata", "-i", metadata.name),
            *("-filter_complex", f"[0:a]{chain},asplit={len(outputs)}{''.join(outputs)}"),
            *("-map", outputs[0], "-map_metadata", "1", "-map_chapters", "1"),
            *("-ar", str(FRAME_RATE), "-ac", "1"),
            *("-c:a", "libmp3lame", "-b:a", f"{encoding.bit_rate_kbps}k", "-abr", "0"),
            *("-id3v2_version", "3", "-write_id3v1", "0"),
            *("-metadata_header_padding", str(len(_frames(tags)) + PADDING_BYTES)),
            *("-f", "mp3", "-y", str(path)),
        ]
        for one, output in zip(encoding.formats, outputs[1:], strict=True):
            arguments += one.output(path, source=output, mp3_kbps=encoding.bit_rate_kbps)
        run_ffmpeg(arguments, feed=lambda: _sound_of(programme, read_clip=read_clip))


def _sound_of(programme: Programme, *, read_clip: ReadClip) -> Iterable[bytes]:
    pcm = pcm_of(programme, read_clip=read_clip)
    return mark_pcm(pcm, frame_rate=programme.frame_rate) if programme.watermark else pcm
