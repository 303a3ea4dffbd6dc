"""A sound that is the same everywhere, for comparing our watermark with Perth's own code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 32_000
"""Hz."""
EVERY = 997
"""Of the marked sound so many samples apart are compared."""


def reference_sound() -> NDArray[np.int16]:
    """Three seconds, vowel-like: a wandering pitch, formants, syllables; silence at both ends."""
    import numpy as np

    at = np.arange(3 * RATE) / RATE
    phase = 2 * np.pi * (130 * at + 3 * np.sin(2 * np.pi * 0.9 * at))
    sound = np.zeros_like(at)
    for n in range(1, 24):
        formant = (
            np.exp(-(((130 * n - 550) / 260) ** 2)) + 0.5 * np.exp(-(((130 * n - 1600) / 400) ** 2)) + 0.03
        )
        sound += formant * np.sin(n * phase + n * n)
    sound *= 0.25 * np.clip(np.sin(2 * np.pi * 3.1 * at), 0, 1)
    sound[: RATE // 5] = 0
    sound[-RATE // 5 :] = 0
    return np.asarray(np.rint(20_000 * sound / np.abs(sound).max()), "<i2")
