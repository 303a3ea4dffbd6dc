"""Sounds that nobody marked: voices, tones, chords, noises, beats. The same ones each time, numpy alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 32_000
"""Hz."""


def tone(hz: float, *, seconds: float = 6.0, trembling_hz: float = 0.0) -> NDArray[np.float32]:
    """A rich tone, swelling and fading; with trembling its pitch moves as a singing voice's."""
    import numpy as np

    at = np.arange(int(seconds * RATE)) / RATE
    phase = 2 * np.pi * hz * at + (4 * np.sin(2 * np.pi * trembling_hz * at) if trembling_hz else 0.0)
    sound = sum(np.sin(n * phase) / n for n in range(1, 9)) * np.abs(np.sin(np.pi * 0.7 * at))
    return np.asarray(0.2 * sound, np.float32)


def noise(seed: int, *, slope: float, seconds: float = 6.0) -> NDArray[np.float32]:
    """White (slope 0), pink (1), brown (2)."""
    import numpy as np

    count = int(seconds * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    spectrum /= np.maximum(np.arange(len(spectrum)), 20.0) ** (slope / 2)
    sound = np.fft.irfft(spectrum, count)
    return np.asarray(0.2 * sound / np.abs(sound).max(), np.float32)


def beats(seed: int, *, seconds: float = 6.0) -> NDArray[np.float32]:
    """Drum-like bursts over a chord."""
    import numpy as np

    random = np.random.default_rng(seed)
    sound = noise(seed, slope=0.5, seconds=seconds)
    at = np.arange(len(sound)) / RATE
    beat = float(random.uniform(1.5, 4))
    sound *= np.exp(-8 * (at * beat % 1)).astype(np.float32)
    for hz in random.uniform(90, 600, 3):
        sound += 0.2 * tone(float(hz), seconds=seconds)[: len(sound)]
    return sound


def clean_sounds() -> Iterator[tuple[str, NDArray[np.float32]]]:
    """(name, mono at 32 kHz) of 30 sounds without speech."""
    for number in range(8):
        yield f"tone {number}", tone(70 * 1.45**number, trembling_hz=number % 3 * 2.0)
    for number in range(12):
        slope = (0.0, 1.0, 2.0)[number % 3]
        yield f"noise {number}", noise(number, slope=slope) * (1.0, 0.1, 0.01, 1.5)[number % 4]
    for number in range(10):
        yield f"beats {number}", beats(number)
