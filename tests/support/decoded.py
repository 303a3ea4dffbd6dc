"""What stands in a file of sound, by ffmpeg and none of our own code."""

from __future__ import annotations

import array
import subprocess
from pathlib import Path

from audioedition.system.ffmpeg import find_ffmpeg


def decoded(path: Path, *, rate: int) -> array.array[int]:
    """Its samples (s16), mono, at ``rate`` Hz."""
    raw = ["-f", "s16le", "-ar", str(rate), "-ac", "1", "-"]
    command = [find_ffmpeg(), "-v", "error", "-i", str(path), *raw]
    samples = array.array("h")
    samples.frombytes(subprocess.run(command, check=True, capture_output=True).stdout)
    return samples
