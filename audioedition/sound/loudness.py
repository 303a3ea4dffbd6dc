"""How loud a programme or a file is, by EBU R 128, as ffmpeg measures it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from audioedition.errors import AudioError
from audioedition.model import Clip, Loudness, Programme
from audioedition.sound.clip import peak_of
from audioedition.system.ffmpeg import pcm_input, run_ffmpeg

TARGET_LUFS = -16.0
"""As heard on two speakers (mono counted twice); what Apple and the AES (TD1008) ask of podcasts."""
TOLERANCE_LU = 1.0
CEILING_DBTP = -1.0
"""EBU R 128: no true peak above it in the finished file."""
METHOD = (
    "EBU R 128: ffmpeg ebur128=dualmono=true (mono counted twice: 3.01 LU above a meter of the bare channel)"
)
UNMEASURED_LUFS = -60.0
"""Below it ebur128 found less than 400 ms of sound to measure."""


ReadClip = Callable[[str], Clip]


def pcm_of(programme: Programme, *, read_clip: ReadClip) -> Iterator[bytes]:
    """The programme's sound, stretch by stretch: mono s16le."""
    for stretch in programme.stretches:
        if stretch.clip is None:
            yield bytes(2 * stretch.frames)
        else:
            yield read_clip(stretch.clip).pcm


def measure_programme(programme: Programme, *, read_clip: ReadClip) -> tuple[Loudness, float]:
    """Loudness before encoding (true peak not measured: it costs four times the frames) and sample peak, dBFS."""
    peak = 1

    def feed() -> Iterator[bytes]:
        nonlocal peak
        for pcm in pcm_of(programme, read_clip=read_clip):
            peak = max(peak, peak_of(pcm))
            yield pcm

    arguments = [*pcm_input(programme.frame_rate), "-af", "ebur128=dualmono=true:framelog=verbose"]
    report = run_ffmpeg([*arguments, "-f", "null", "-"], feed=feed)
    return read_loudness(report), 20 * math.log10(peak / 32768)


def measure_file(path: Path) -> tuple[Loudness, int]:
    """Loudness and duration (ms) of a finished file, decoded whole."""
    chain = "ebur128=dualmono=true:peak=true:framelog=verbose"
    report = run_ffmpeg(["-i", str(path), "-map", "0:a", "-af", chain, "-f", "null", "-"])
    times = re.findall(r"time=(\d+):(\d\d):(\d\d(?:\.\d+)?)", report)
    if not times:
        raise AudioError("The finished MP3 cannot be decoded.", hint="Run audioedition doctor.")
    hours, minutes, seconds = times[-1]
    return read_loudness(report), round(1000 * (3600 * int(hours) + 60 * int(minutes) + float(seconds)))


def read_loudness(report: str) -> Loudness:
    """From the summary that ffmpeg's ebur128 prints at the end."""
    summary = report.rpartition("Summary:")[2]
    loudness = re.search(r"I:\s+(-?[\d.]+|-?inf|nan) LUFS", summary)
    if loudness is None:
        raise AudioError("ffmpeg did not measure the loudness.", hint="Run audioedition doctor.")
    peak = re.search(r"Peak:\s+(-?[\d.]+|-?inf) dBFS", summary)
    integrated = float(loudness.group(1))
    return Loudness(
        integrated_lufs=integrated if integrated > -99 else -99.0,
        true_peak_dbtp=max(-99.0, float(peak.group(1))) if peak else -99.0,
        method=METHOD,
    )
