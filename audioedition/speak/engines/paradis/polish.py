"""What Paradis' author does to the decoder's sound before letting anybody hear it: phases, presence, a softer top.

Rewritten from Paradis-TTS 0.1.4 (``audio.py``, IvannP, Apache-2.0), whose phase filter is Paradee's (Sahil Mahendrakar,
Apache-2.0); its settings are those that it ships with. Changed: only these steps, in this order, without options.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audioedition.speak.engines.paradis.source import FRAME_RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sound = NDArray[np.float32]

_SIZE, _HOP = 1024, 256
_LOCKED_HZ = (2000, 8000)
_SMOOTHED_FRAMES = 97
_VOICED_HZ = 60
_MELODY_SAMPLES = 300
"""For one value of the melody."""
_MOST_PRESENCE_DB = 2.5
_SOFTER_DB = 1.5
_MOST_LEVEL_DB = 0.3
_FULL_SCALE = 0.999


def polish(sound: Sound, source: Sound, melody: Sound) -> Sound:
    """With the phases of ``source`` (as long) where ``melody`` is voiced. Less than 21 ms stay as they are."""
    import numpy as np

    if len(sound) <= _SIZE // 2:
        return sound
    raw, hertz = _spectrum(sound), np.fft.rfftfreq(_long(sound), 1 / FRAME_RATE).astype(np.float64)
    locked = _resynthesise(_lock_phases(raw, _spectrum(source), melody), len(sound))
    present = _weigh(locked, _presence(hertz, raw, _spectrum(locked)))
    softer = _weigh(present, -_SOFTER_DB * _rise(hertz, 8000, 10_000))
    return _match_level(softer, present)


def _lock_phases(
    raw: NDArray[np.complex64], source: NDArray[np.complex64], melody: Sound
) -> NDArray[np.complex64]:
    """In the band, in voiced frames: the magnitude stays, the phase is the source's and what it usually differs by."""
    import numpy as np

    hertz = np.arange(_SIZE // 2 + 1) * FRAME_RATE / _SIZE
    band = np.flatnonzero((hertz >= _LOCKED_HZ[0]) & (hertz < _LOCKED_HZ[1]))
    place = np.minimum(np.arange(raw.shape[1]) * _HOP // _MELODY_SAMPLES, len(melody) - 1)
    voiced = np.flatnonzero(melody[place] > _VOICED_HZ)
    apart = raw[band] * source[band].conj() / np.maximum(np.abs(source[band]), 1e-6)
    steps = np.arange(1, _SMOOTHED_FRAMES + 1) / (_SMOOTHED_FRAMES + 2)
    kernel = (0.5 - 0.5 * np.cos(2 * np.pi * steps)).astype(np.float32)
    kernel /= kernel.sum()
    around = np.pad(apart, ((0, 0), (_SMOOTHED_FRAMES // 2,) * 2))
    usual = np.stack([np.convolve(row, kernel[::-1], mode="valid") for row in around])
    locked = raw.copy()
    chosen = np.ix_(band, voiced)
    locked[chosen] = np.abs(raw[chosen]) * np.exp(
        1j * (np.angle(source[chosen]) + np.angle(usual[:, voiced]))
    )
    return locked


def _presence(
    hertz: NDArray[np.float64], before: NDArray[np.complex64], after: NDArray[np.complex64]
) -> NDArray[np.float64]:
    """dB for each frequency: what the filter took from either half of the band is given back, up to 2.5 dB."""
    import numpy as np

    bins = np.arange(_SIZE // 2 + 1) * FRAME_RATE / _SIZE
    gains = []
    for low, high in ((2000, 4000), (4000, 8000)):
        band = (bins >= low) & (bins < high)
        was, is_now = (float((np.abs(s[band]) ** 2).mean(axis=-1).sum()) for s in (before, after))
        gains.append(np.clip(10 * np.log10(max(was, 1e-12) / max(is_now, 1e-12)), 0, _MOST_PRESENCE_DB))
    middle = _rise(hertz, 3500, 4500)
    low_half = _rise(hertz, 1500, 2000) * (1 - middle)
    weight: NDArray[np.float64] = gains[0] * low_half + gains[1] * middle * (1 - _rise(hertz, 7500, 8500))
    return weight


def _match_level(sound: Sound, reference: Sound) -> Sound:
    import numpy as np

    was, is_now = (float(np.sqrt(np.mean(s.astype(np.float64) ** 2))) for s in (reference, sound))
    if min(was, is_now) <= 1e-8:
        return sound
    gain = float(np.clip(20 * np.log10(was / is_now), -_MOST_LEVEL_DB, _MOST_LEVEL_DB))
    gain = min(gain, 20 * np.log10(_FULL_SCALE / float(np.abs(sound).max())))
    matched: Sound = (sound * 10 ** (gain / 20)).astype(np.float32)
    return matched


def _rise(hertz: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    """0 below ``low``, 1 above ``high``, half a cosine between."""
    import numpy as np

    rise: NDArray[np.float64] = 0.5 - 0.5 * np.cos(np.pi * np.clip((hertz - low) / (high - low), 0, 1))
    return rise


def _long(sound: Sound) -> int:
    """A power of two with room for the filter's ring: the end must not be heard at the beginning."""
    return 1 << (2 * len(sound) - 1).bit_length()


def _weigh(sound: Sound, decibels: NDArray[np.float64]) -> Sound:
    import numpy as np

    size = 2 * (len(decibels) - 1)
    return np.fft.irfft(np.fft.rfft(sound, size) * 10 ** (decibels / 20), size)[: len(sound)].astype(
        np.float32
    )


def _window() -> Sound:
    import numpy as np

    window: Sound = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_SIZE) / _SIZE)).astype(np.float32)
    return window


def _spectrum(sound: Sound) -> NDArray[np.complex64]:
    """(bins, frames)"""
    import numpy as np

    around = np.pad(sound, _SIZE // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(around, _SIZE)[::_HOP]
    return np.fft.rfft(frames * _window(), axis=-1).T.astype(np.complex64)


def _resynthesise(spectrum: NDArray[np.complex64], length: int) -> Sound:
    import numpy as np

    window = _window()
    frames = np.fft.irfft(spectrum.T, n=_SIZE, axis=-1) * window
    total = np.zeros((len(frames) - 1) * _HOP + _SIZE)
    weight = np.zeros_like(total)
    squared = window.astype(np.float64) ** 2
    for rank, frame in enumerate(frames):
        total[rank * _HOP : rank * _HOP + _SIZE] += frame
        weight[rank * _HOP : rank * _HOP + _SIZE] += squared
    inside = slice(_SIZE // 2, _SIZE // 2 + length)
    return (total[inside] / np.maximum(weight[inside], 1e-12)).astype(np.float32)
