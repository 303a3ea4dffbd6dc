"""Quicker or slower at the same pitch, for voices that know one speed."""

from __future__ import annotations

import subprocess
from dataclasses import replace

from audioedition.errors import EngineError
from audioedition.model import Clip
from audioedition.system.ffmpeg import find_ffmpeg, pcm_input

_TIMEOUT_S = 60.0


def change_tempo(clip: Clip, tempo: float) -> Clip:
    """``tempo`` 0.5 to 3; words are not carried along. Raises EngineError (or AudioError without an ffmpeg)."""
    if tempo == 1.0 or not clip.pcm:
        return clip
    command = [
        find_ffmpeg(), "-nostdin", "-v", "error", *pcm_input(clip.frame_rate), "-af", f"atempo={tempo}",
        "-ac", "1", "-ar", str(clip.frame_rate), "-f", "s16le", "pipe:1",
    ]  # fmt: skip
    try:
        done = subprocess.run(command, input=clip.pcm, capture_output=True, timeout=_TIMEOUT_S, check=True)
    except (subprocess.SubprocessError, OSError) as error:
        raise EngineError(
            f"ffmpeg could not change the speed ({error}).", hint="Run: audioedition doctor", retryable=True
        ) from error
    return replace(clip, pcm=done.stdout, words=())
