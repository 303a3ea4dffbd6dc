"""The spectrum as the networks know it: 64 ms every 10 ms, 15.6 Hz a bin, in hundredths of a scale of decibels. Pure.

They were made for 32 kHz. The same spectrum is taken at any frame rate by a window of the same length in time, so that
nothing need be resampled, and what is not marked stays as it was to the sample.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NETWORK_RATE = 32_000
"""Hz, of the networks' training."""
NETWORK_WINDOW = 2048
"""Samples at that rate: 64 ms."""
MOMENTS_A_SECOND = 100
FLOOR_DB, SPAN_DB = -180.0, 195.0
"""A magnitude of 10⁻⁹ is 0 on the networks' scale, one of 15 dB is 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Where the moments of a sound of that frame rate stand."""

    frame_rate: int
    """Hz."""

    @property
    def half(self) -> int:
        """Samples from the middle of a window to its end."""
        return round(self.frame_rate * NETWORK_WINDOW / NETWORK_RATE / 2)

    def middle(self, moment: int) -> int:
        """The sample around which the window of that moment (from 0) is laid."""
        return (moment * self.frame_rate + MOMENTS_A_SECOND // 2) // MOMENTS_A_SECOND

    def moments(self, frames: int) -> int:
        """How many a sound of that length has, its first sample's and its last one's among them."""
        return frames * MOMENTS_A_SECOND // self.frame_rate + 1

    def window(self) -> NDArray[np.float32]:
        import numpy as np

        turn = 2 * np.pi * np.arange(2 * self.half) / (2 * self.half)
        return (0.5 - 0.5 * np.cos(turn)).astype(np.float32)

    def spectra(self, sound: NDArray[np.float32], *, first: int, moments: int) -> NDArray[np.complex64]:
        """(moments, half + 1) from moment ``first`` on. ``sound`` begins with the first sample of the first window;
        what lies beyond its end is silence."""
        import numpy as np

        starts = np.array([self.middle(first + n) for n in range(moments)]) - self.middle(first)
        missing = int(starts[-1]) + 2 * self.half - len(sound)
        whole = np.pad(sound, (0, max(0, missing)))
        pieces = whole[starts[:, None] + np.arange(2 * self.half)] * self.window()
        return np.fft.rfft(pieces).astype(np.complex64)

    def levels(self, spectra: NDArray[np.complex64]) -> NDArray[np.float32]:
        """On the networks' scale, as if the sound had their frame rate."""
        import numpy as np

        loud = np.abs(spectra) * np.float32(NETWORK_WINDOW / (2 * self.half))
        decibels = 20 * np.log10(np.maximum(loud, np.float32(10 ** (FLOOR_DB / 20))))
        levels: NDArray[np.float32] = ((decibels - FLOOR_DB) / SPAN_DB).astype(np.float32)
        return levels
