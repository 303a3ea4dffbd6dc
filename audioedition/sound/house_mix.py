"""A programme with the sounds of the house in it: speech at their frame rate, music laid over it. An edge.

The mix lies in a file of the scratch folder, and is read from there in pieces: memory does not grow with length.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

from audioedition.model import Clip, JinglePlace, Programme, Stretch
from audioedition.sound.assemble import BED_FADE_MS
from audioedition.sound.clip import mix_pcm, scale_pcm
from audioedition.sound.jingles import HOUSE_RATE, HouseSounds, Recording
from audioedition.sound.loudness import UNMEASURED_LUFS, ReadClip, measure_programme, pcm_of
from audioedition.system.ffmpeg import pcm_input, run_ffmpeg

HEADROOM_DB = -6.0
"""Speech is laid down softer, so that music over it passes no full scale; the encoder sets the level."""
JINGLE_LU = 0.0
"""Jingles are as loud as the speech…"""
BED_ALONE_LU = -6.0
BED_UNDER_LU = -20.0
"""…and the bed at least 20 dB below it (WCAG 2.2, 1.4.7: low or no background audio)."""
EDGE_MS = 10
"""Faded in and out, so that no jingle clicks."""
BED_IN_MS = 300
DUCK_MS = 400
STEP = HOUSE_RATE // 100
"""Frames over which a gain is held: 10 ms."""
PIECE_FRAMES = 20 * HOUSE_RATE


def mixed(
    programme: Programme, house: HouseSounds, *, read_clip: ReadClip, scratch: Path
) -> tuple[Programme, ReadClip]:
    """The programme with its jingles, where it has any; else as it is."""
    if not programme.jingles:
        return programme, read_clip
    return mix_house(programme, house, read_clip=read_clip, scratch=scratch)


def mix_house(
    programme: Programme, house: HouseSounds, *, read_clip: ReadClip, scratch: Path
) -> tuple[Programme, ReadClip]:
    """The same programme, cue for cue, at ``HOUSE_RATE`` with its jingles heard, and where its sound is read while
    ``scratch`` stands. Raises AudioError, and PublishError when the disk is full."""
    speech, _ = measure_programme(programme, read_clip=read_clip)
    lufs = (speech.integrated_lufs if speech.integrated_lufs > UNMEASURED_LUFS else -20.0) + HEADROOM_DB
    path = scratch / "house.pcm"
    chain = f"volume={HEADROOM_DB}dB:precision=float,aresample={HOUSE_RATE}"
    run_ffmpeg(
        [*pcm_input(programme.frame_rate), "-af", chain, "-ar", str(HOUSE_RATE), "-f", "s16le", str(path)],
        feed=lambda: pcm_of(programme, read_clip=read_clip),
    )
    wanted = round(programme.frames * HOUSE_RATE / programme.frame_rate)
    with path.open("r+b") as file:
        file.truncate(2 * wanted)  # the resampler ends a few frames sooner or later
        for place in programme.jingles:
            start = round(place.start * HOUSE_RATE / programme.frame_rate)
            over = _sounded(place, house.recordings[place.kind], programme, lufs=lufs)[: 2 * (wanted - start)]
            file.seek(2 * start)
            under = file.read(len(over))
            file.seek(2 * start)
            file.write(mix_pcm(under, over[: len(under)]))
    pieces = range(0, wanted, PIECE_FRAMES)
    stretches = tuple(Stretch(clip=str(start), frames=min(PIECE_FRAMES, wanted - start)) for start in pieces)

    def read_piece(key: str) -> Clip:
        with path.open("rb") as file:
            file.seek(2 * int(key))
            return Clip(pcm=file.read(2 * PIECE_FRAMES), frame_rate=HOUSE_RATE)

    return replace(programme, frame_rate=HOUSE_RATE, stretches=stretches, jingles=()), read_piece


def _sounded(place: JinglePlace, recording: Recording, programme: Programme, *, lufs: float) -> bytes:
    """The recording as loud as it is to be, faded, ducked."""
    frames = round(place.frames * HOUSE_RATE / programme.frame_rate)
    pcm = recording.pcm[: 2 * frames]
    if place.kind != "bed":
        gain = _factor(min(lufs + JINGLE_LU - recording.lufs, -1.0 - recording.peak_dbfs))
        return _shaped(pcm, [(0, 0.0), (EDGE_MS, gain), (_ms(pcm) - EDGE_MS, gain), (_ms(pcm), 0.0)])
    alone, under = (_factor(lufs + level - recording.lufs) for level in (BED_ALONE_LU, BED_UNDER_LU))
    start_ms = 1000 * place.start / programme.frame_rate
    speaks_ms = min((c.start_ms for c in programme.cues if c.end_ms > c.start_ms), default=0) - start_ms
    ends_ms = _ms(pcm)
    return _shaped(
        pcm,
        [
            (0, 0.0),
            (BED_IN_MS, alone),
            (max(BED_IN_MS, speaks_ms - DUCK_MS), alone),
            (max(BED_IN_MS, speaks_ms), under),
            (max(BED_IN_MS, speaks_ms, ends_ms - BED_FADE_MS), under),
            (ends_ms, 0.0),
        ],
    )


def _shaped(pcm: bytes, curve: list[tuple[float, float]]) -> bytes:
    """By a gain that runs straight from point (ms) to point."""
    out = bytearray()
    for start in range(0, len(pcm) // 2, STEP):
        at_ms = 1000 * (start + STEP / 2) / HOUSE_RATE
        out += scale_pcm(pcm[2 * start : 2 * (start + STEP)], _gain_at(curve, at_ms))
    return bytes(out)


def _gain_at(curve: list[tuple[float, float]], at_ms: float) -> float:
    for (left_ms, left), (right_ms, right) in itertools.pairwise(curve):
        if at_ms <= right_ms:
            share = (at_ms - left_ms) / (right_ms - left_ms) if right_ms > left_ms else 1.0
            return left + (right - left) * min(max(share, 0.0), 1.0)
    return curve[-1][1]


def _ms(pcm: bytes) -> float:
    return 1000 * len(pcm) / 2 / HOUSE_RATE


def _factor(gain_db: float) -> float:
    return float(10 ** (gain_db / 20))
