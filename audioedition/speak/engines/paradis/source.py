"""The vibration that Paradis' decoder shapes into a voice: harmonics of the melody, hiss where nothing vibrates.

The decoder was taught with Kokoro's excitation (hn-NSF: Wang, Takaki, Yamagishi 2019), so it must get the same: phases
summed at the melody's slow rate and drawn out linearly, one sine a harmonic, weighed together by the model's numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audioedition.errors import EngineError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRAME_RATE = 24_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SourceNumbers:
    """``source`` of the model's manifest."""

    stretch: int
    """Samples for one value of the melody."""
    harmonics: int
    voiced_hz: float
    """Above it the cords vibrate."""
    loudness: float
    """Of a sine."""
    hiss: float
    """Standard deviation of the noise in voiced sound."""
    weights: NDArray[np.float32]
    """(harmonics,)"""
    offset: float


def read_source(manifest: Mapping[str, Any]) -> SourceNumbers:
    """Raises EngineError when the manifest lacks them or they do not fit together."""
    import numpy as np

    try:
        told = manifest["source"]
        numbers = SourceNumbers(
            stretch=int(told["upsample_scale"]),
            harmonics=int(told["dim"]),
            voiced_hz=float(told["voiced_threshold"]),
            loudness=float(told["sine_amp"]),
            hiss=float(told["noise_std"]),
            weights=np.asarray(told["weight"], dtype=np.float32).ravel(),
            offset=float(np.asarray(told["bias"], dtype=np.float32).ravel()[0]),
        )
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise EngineError(
            f"Paradis' manifest does not tell its source ({type(error).__name__}: {error}).",
            hint="Install the voice again with: audioedition voices install paradis",
        ) from error
    if not (1 <= numbers.stretch <= 1200 and 1 <= numbers.harmonics <= 64) or numbers.harmonics != len(
        numbers.weights
    ):
        raise EngineError(
            "Paradis' manifest tells a source that cannot be.",
            hint="Install the voice again with: audioedition voices install paradis",
        )
    return numbers


def vibrate(
    melody: NDArray[np.float32], numbers: SourceNumbers, noise: np.random.RandomState
) -> NDArray[np.float32]:
    """``(1, len(melody) * stretch, 1)`` for a melody in Hz, 0 = unvoiced."""
    import numpy as np

    count, stretch = len(melody), numbers.stretch
    samples = count * stretch
    turns = melody[:, None] * np.arange(1, numbers.harmonics + 1, dtype=np.float32) / FRAME_RATE
    phase = np.cumsum(turns % 1.0, axis=0, dtype=np.float64) * (2 * np.pi * stretch)
    # each value stands in the middle of its stretch; before the first and after the last one it holds
    place = (np.arange(samples) + 0.5) / stretch - 0.5
    before = np.clip(np.floor(place).astype(np.int64), 0, count - 1)
    after = np.minimum(before + 1, count - 1)
    part = np.clip(place - before, 0.0, 1.0)[:, None]
    phase = phase[before] * (1 - part) + phase[after] * part
    voiced = (np.repeat(melody, stretch) > numbers.voiced_hz)[:, None]
    hiss = noise.standard_normal((samples, numbers.harmonics))
    hiss *= np.where(voiced, numbers.hiss, numbers.loudness / 3)
    waves = np.sin(phase) * numbers.loudness * voiced + hiss
    mixed: NDArray[np.float32] = np.tanh(waves @ numbers.weights + numbers.offset).astype(np.float32)
    return mixed[None, :, None]
