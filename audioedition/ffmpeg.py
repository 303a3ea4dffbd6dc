"""Where ffmpeg is. It comes with the package (imageio-ffmpeg); a newsroom may name its own."""

from __future__ import annotations

import os
import shutil

from audioedition.errors import AudioError

VARIABLE = "AUDIOEDITION_FFMPEG"


def find_ffmpeg() -> str:
    """Path of the ffmpeg to start: ``AUDIOEDITION_FFMPEG``, else imageio-ffmpeg's, else the one on PATH.

    Raises AudioError when the variable names no executable file, or there is none at all.
    """
    named = os.environ.get(VARIABLE)
    if named:
        path = shutil.which(named)
        if path is None:
            raise AudioError(
                f"{VARIABLE} names “{named}”, which cannot be run.", hint=f"Correct or unset {VARIABLE}."
            )
        return path
    try:
        from imageio_ffmpeg import get_ffmpeg_exe

        return str(get_ffmpeg_exe())
    except (ImportError, RuntimeError):  # no wheel with a binary for this system
        path = shutil.which("ffmpeg")
    if path is None:
        raise AudioError(
            "ffmpeg was not found.", hint=f"pip install imageio-ffmpeg, or name yours in {VARIABLE}."
        )
    return path
