"""What the files of an edition are: read, decoded and measured. An edge; it judges nothing."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

from audioedition.check.facts import Silence, SoundFacts
from audioedition.errors import AudioError
from audioedition.sound.encode import read_chapters
from audioedition.sound.loudness import read_loudness
from audioedition.system.ffmpeg import run_ffmpeg
from audioedition.system.files import sha256_of

SILENCE_DBFS = -50.0
"""Below it nothing is heard in an edition of −16 LUFS; what the encoder leaves of a digital silence is."""
SHORTEST_SILENCE_MS = 50


def probe_sound(path: Path) -> SoundFacts:
    """Decode the file once (some 300 times real time). Raises AudioError when it cannot be."""
    chain = (
        f"silencedetect=noise={SILENCE_DBFS}dB:d={SHORTEST_SILENCE_MS / 1000},"
        "ebur128=dualmono=true:peak=true:framelog=verbose"
    )
    report = run_ffmpeg(["-i", str(path), "-map", "0:a", "-af", chain, "-f", "null", "-"])
    duration_ms = _duration_ms(report)
    stream = re.search(r"Audio: mp3[^,]*, (\d+) Hz, (\w+)", report)
    with path.open("rb") as file:
        head = file.read(10)
        file.seek(-min(128, path.stat().st_size), 2)
        tail = file.read(3)
    return SoundFacts(
        size_bytes=path.stat().st_size,
        sha256=sha256_of(path),
        duration_ms=duration_ms,
        loudness=read_loudness(report),
        silences=read_silences(report, duration_ms=duration_ms),
        chapters=read_chapters(path),
        tags=read_tags(path),
        id3_version=f"2.{head[3]}" if head[:3] == b"ID3" else "",
        id3v1=tail == b"TAG",
        signed=bears_manifest(path),
        frame_rate=int(stream.group(1)) if stream else 0,
        channels=stream.group(2) if stream else "",
    )


def bears_manifest(path: Path) -> bool:
    """Whether an MP3's tag holds a C2PA manifest, valid or not. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(10)
        if head[:3] != b"ID3":
            return False
        tag = file.read(sum(byte << 7 * n for n, byte in enumerate(reversed(head[6:10]))))
    return b"GEOB" in tag and b"c2pa\0" in tag


def _duration_ms(report: str) -> int:
    times = re.findall(r"time=(\d+):(\d\d):(\d\d(?:\.\d+)?)", report)
    if not times:
        raise AudioError("The MP3 cannot be decoded.", hint="Make the edition again.")
    hours, minutes, seconds = times[-1]
    return round(1000 * (3600 * int(hours) + 60 * int(minutes) + float(seconds)))


def read_silences(report: str, *, duration_ms: int) -> tuple[Silence, ...]:
    """From ffmpeg's ``silencedetect`` lines; one that lasts to the end may lack its end."""
    silences: list[Silence] = []
    start_ms: int | None = None
    for word, value in re.findall(r"silence_(start|end): (-?[\d.]+)", report):
        at_ms = max(0, round(1000 * float(value)))
        if word == "start":
            start_ms = at_ms
        elif start_ms is not None:
            silences.append(Silence(start_ms=start_ms, end_ms=at_ms))
            start_ms = None
    if start_ms is not None:
        silences.append(Silence(start_ms=start_ms, end_ms=duration_ms))
    return tuple(silences)


def read_tags(path: Path, *, of_stream: bool = False) -> dict[str, str]:
    """Lower-case name -> value. ``of_stream``: of the first sound in the file, where Ogg keeps what others say of the
    whole. Raises AudioError when it cannot be read."""
    chosen = ["-map_metadata", "0:s:a:0"] if of_stream else []
    report = run_ffmpeg(["-i", str(path), *chosen, "-f", "ffmetadata", "-"], keep_output=True)
    head = report.split("[CHAPTER]", 1)[0]
    pairs = re.findall(r"^([^=\n;]+)=((?:\\.|[^\\\n]|\\\n)*)$", head, flags=re.MULTILINE)
    return {name.lower(): re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL) for name, value in pairs}


def broken_files(folder: Path) -> tuple[tuple[str, str], ...]:
    """(name, what is wrong) of the other files that can be seen to be broken: empty, no JSON, no ZIP."""
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = str(path.relative_to(folder))
        try:
            if path.stat().st_size == 0:
                found.append((name, "is empty"))
            elif path.suffix == ".json":
                json.loads(path.read_bytes())
            elif path.suffix in (".epub", ".zip"):
                with zipfile.ZipFile(path) as archive:
                    bad = archive.testzip()
                if bad is not None:
                    found.append((name, f"is damaged at {bad}"))
        except (OSError, ValueError, zipfile.BadZipFile) as error:
            found.append((name, f"cannot be read ({error})"))
    return tuple(found)
