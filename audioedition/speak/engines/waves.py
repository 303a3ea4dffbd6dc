"""What a network gives back, made ready to stand between the profile's own pauses. Mono float, -1 to 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WINDOW_MS = 10
_SILENCE_DB = -45.0
"""Below the loudest window of the utterance. Kokoro's own silence lies under -60 dB, an unvoiced final
consonant of ``ff_siwis`` above -42 dB (measured over 40 sentences)."""
_BEFORE_MS, _AFTER_MS = 25, 60
"""Kept around the speech: breath of the first consonant, decay of the last vowel."""
_FADE_MS = 5


def trim_silence(
    sound: NDArray[np.float32], *, frame_rate: int, before_ms: int = _BEFORE_MS, after_ms: int = _AFTER_MS
) -> NDArray[np.float32]:
    """Speech without the silence around it; empty when there is no speech."""
    start, end = find_speech(sound, frame_rate=frame_rate, before_ms=before_ms, after_ms=after_ms)
    return cut_sound(sound, start, end, frame_rate=frame_rate)


def cut_sound(sound: NDArray[np.float32], start: int, end: int, *, frame_rate: int) -> NDArray[np.float32]:
    """From ``start`` to before ``end``, faded at both ends so that no cut clicks."""
    import numpy as np

    speech = sound[start:end].copy()
    fade = min(frame_rate * _FADE_MS // 1000, len(speech) // 2)
    ramp = np.linspace(0.0, 1.0, fade, dtype=np.float32)
    speech[:fade] *= ramp
    speech[len(speech) - fade :] *= ramp[::-1]
    return speech


def find_speech(
    sound: NDArray[np.float32], *, frame_rate: int, before_ms: int = _BEFORE_MS, after_ms: int = _AFTER_MS
) -> tuple[int, int]:
    """From which frame to before which one there is speech, with what is kept around it; (0, 0) when there is none."""
    import numpy as np

    window = frame_rate * _WINDOW_MS // 1000
    count = -(-len(sound) // window)
    padded = np.zeros(count * window, np.float32)
    padded[: len(sound)] = sound
    level = np.sqrt((padded.reshape(count, window) ** 2).mean(axis=1))
    loudest = float(level.max(initial=0.0))
    if loudest < 1e-4:  # -80 dBFS: nothing was said
        return 0, 0
    heard = np.flatnonzero(level > loudest * 10 ** (_SILENCE_DB / 20))
    start = max(0, int(heard[0]) * window - frame_rate * before_ms // 1000)
    end = min(len(sound), (int(heard[-1]) + 1) * window + frame_rate * after_ms // 1000)
    return start, end


def join_pieces(pieces: list[NDArray[np.float32]], *, frame_rate: int, pause_ms: int) -> NDArray[np.float32]:
    """The pieces of one long sentence with a breath between them."""
    import numpy as np

    breath = np.zeros(frame_rate * pause_ms // 1000, np.float32)
    joined: list[NDArray[np.float32]] = []
    for piece in pieces:
        if len(piece):
            joined += [breath, piece] if joined else [piece]
    return np.concatenate(joined) if joined else np.zeros(0, np.float32)


def to_pcm(sound: NDArray[np.float32]) -> bytes:
    """Signed 16-bit little-endian; what exceeds full scale is held there."""
    import numpy as np

    return (np.clip(sound, -1.0, 1.0) * 32767).astype("<i2").tobytes()
