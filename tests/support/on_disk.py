"""Edition folders as a run leaves them: the editions of ``by_hand`` with a real MP3, a tone."""

from __future__ import annotations

import functools
import hashlib
import json
import subprocess
from dataclasses import replace
from pathlib import Path

from audioedition.model import Edition
from audioedition.publish.folder.manifest import edition_to_json
from audioedition.system.ffmpeg import find_ffmpeg


@functools.lru_cache(maxsize=8)
def tone_mp3(duration_ms: int, *, frequency_hz: int = 330) -> bytes:
    """CBR mono 24 kHz 64 kb/s, ID3v2.3, as long as asked to within one MP3 frame."""
    sound = f"sine=frequency={frequency_hz}:sample_rate=24000:duration={duration_ms / 1000}"
    arguments = [
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        sound,
        "-b:a",
        "64k",
        "-compression_level",
        "9",  # a tone needs no care
        "-id3v2_version",
        "3",
        "-f",
        "mp3",
        "-",
    ]
    return subprocess.run([find_ffmpeg(), *arguments], capture_output=True, check=True).stdout


def put_on_disk(output_dir: Path, edition: Edition, *, folder: str = "", extra: tuple[str, ...] = ()) -> Path:
    """Write ``edition`` with sound and manifest; returns its folder. ``extra``: empty files beside."""
    home = output_dir / (folder or f"2026-03-01-{edition.slug}")
    home.mkdir(parents=True)
    sound = tone_mp3(edition.duration_ms)
    (home / edition.audio.path).write_bytes(sound)
    facts = replace(edition.audio, size_bytes=len(sound), sha256=hashlib.sha256(sound).hexdigest())
    manifest = json.dumps(edition_to_json(replace(edition, audio=facts)), ensure_ascii=False)
    (home / "edition.json").write_text(manifest, encoding="utf-8")
    for name in extra:
        (home / name).write_text("", encoding="utf-8")
    return home
