"""Convolutions in a row, in numpy. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAK = 0.01
"""Of the rectifier between the layers (torch's ``LeakyReLU``)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layer:
    """One convolution over time: every moment sees ``len(taps)`` moments around it."""

    taps: NDArray[np.float32]
    """(taps, channels in, channels out); an odd number of taps."""
    bias: NDArray[np.float32]
    """(channels out,)"""


def run_layers(layers: Sequence[Layer], sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """``sound``: (moments, channels). As many moments come out; beyond the ends every layer sees zeros."""
    import numpy as np

    for number, layer in enumerate(layers):
        if number:
            sound = np.maximum(sound, LEAK * sound)
        sound = _convolve(layer, sound)
    return sound


def reach(layers: Sequence[Layer]) -> int:
    """Moments to either side that decide one moment of what comes out."""
    return sum(len(layer.taps) // 2 for layer in layers)


def _convolve(layer: Layer, sound: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    half, moments = len(layer.taps) // 2, len(sound)
    padded = np.pad(sound, ((half, half), (0, 0))) if half else sound
    out = np.broadcast_to(layer.bias, (moments, len(layer.bias))).copy()
    for number, tap in enumerate(layer.taps):
        out += padded[number : number + moments] @ tap
    return out
