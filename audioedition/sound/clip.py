"""Where sound is cut: thin words over pydub. Every function takes and gives whole Clips. Pure."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from audioedition.model import Clip, SpokenWord
from audioedition.sound.words import shift_words

if TYPE_CHECKING:
    from pydub import AudioSegment

SILENCE_DBFS = -48.0
"""Below this a 10 ms window counts as silence: breath stays, Pico's and codecs' noise floor goes."""
KEEP_BEFORE_MS = 20
KEEP_AFTER_MS = 60
"""Plosives begin and fricatives end below the threshold."""
FADE_MS = 5
LOUD_ENOUGH = 200
"""Peak of 32767 (-44 dBFS) that real speech always passes."""


def trim_clip(clip: Clip) -> Clip:
    """Without the silence at both ends (20 ms and 60 ms are kept), 5 ms fades so that no cut clicks."""
    detect_leading_silence = _pydub().silence.detect_leading_silence
    sound = _segment(clip)
    before_ms = detect_leading_silence(sound, silence_threshold=SILENCE_DBFS, chunk_size=10)
    after_ms = detect_leading_silence(sound.reverse(), silence_threshold=SILENCE_DBFS, chunk_size=10)
    if before_ms >= len(sound):
        return clip
    start_ms = max(0, before_ms - KEEP_BEFORE_MS)
    end_ms = len(sound) - max(0, after_ms - KEEP_AFTER_MS)
    trimmed = _clip(sound[start_ms:end_ms].fade_in(FADE_MS).fade_out(FADE_MS))
    before = -(clip.frame_rate * start_ms // 1000)
    return replace(trimmed, words=shift_words(clip.words, before, within=trimmed.frames))


def join_clips(clips: Sequence[Clip], *, gap_ms: int = 60) -> Clip:
    """One after the other with so much silence between, at the highest of their frame rates."""
    frame_rate = max(clip.frame_rate for clip in clips)
    gap = bytes(2 * (frame_rate * gap_ms // 1000))
    alike = [resample_clip(clip, frame_rate=frame_rate) for clip in clips]
    pcm = gap.join(clip.pcm for clip in alike)
    words: list[SpokenWord] = []
    position = 0
    for clip in alike:
        words += shift_words(clip.words, position, within=len(pcm) // 2)
        position += clip.frames + len(gap) // 2
    told = all(clip.words for clip in alike)  # of half a sentence nobody could follow the words
    return Clip(pcm=pcm, frame_rate=frame_rate, words=tuple(words) if told else ())


def resample_clip(clip: Clip, *, frame_rate: int) -> Clip:
    """The same sound at another frame rate (Hz)."""
    if clip.frame_rate == frame_rate:
        return clip
    other = _clip(_segment(clip).set_frame_rate(frame_rate))
    scale = frame_rate / clip.frame_rate
    return replace(other, words=shift_words(clip.words, 0, within=other.frames, scale=scale))


def peak_of(pcm: bytes) -> int:
    """Largest magnitude, 0 to 32768, of mono s16le samples."""
    return int(_audioop().max(pcm, 2))


def level_of(pcm: bytes) -> int:
    """Root mean square, 0 to 32768, of mono s16le samples."""
    return int(_audioop().rms(pcm, 2))


def scale_pcm(pcm: bytes, factor: float) -> bytes:
    """Louder or softer; what passes full scale is cut there."""
    return bytes(_audioop().mul(pcm, 2, factor))


def mix_pcm(under: bytes, over: bytes) -> bytes:
    """Both at once; of one length."""
    return bytes(_audioop().add(under, over, 2))


def _audioop() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # audioop; from 3.13 on audioop-lts
        import audioop

    return audioop


def holds_sound(clip: Clip) -> bool:
    return peak_of(clip.pcm) >= LOUD_ENOUGH


def _segment(clip: Clip) -> AudioSegment:
    return _pydub().AudioSegment(data=clip.pcm, sample_width=2, frame_rate=clip.frame_rate, channels=1)


def _clip(segment: AudioSegment) -> Clip:
    return Clip(pcm=segment.raw_data, frame_rate=segment.frame_rate)


def _pydub() -> Any:
    with warnings.catch_warnings():
        # pydub 0.25.1: invalid escapes (SyntaxWarning), audioop (DeprecationWarning), no ffmpeg in PATH
        # (RuntimeWarning): none of them is the reader's business, we hand ffmpeg its path ourselves
        warnings.simplefilter("ignore")
        import pydub.silence

    return pydub
