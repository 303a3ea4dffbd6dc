"""What one run of the model gives back, cut to its speech."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audioedition.speak.engines.waves import cut_sound, find_speech

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRAME_RATE = 24_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PieceSound:
    """What one run of the network gave, without the silence around it."""

    sound: NDArray[np.float32]
    """Mono, -1 to 1, at ``FRAME_RATE``; empty where nothing was said."""
    edges: tuple[int, ...] = ()
    """The frame of ``sound`` at which each token begins, and at last the end of the last one; () = not told."""


def trim_piece(sound: NDArray[np.float32], edges: Sequence[int]) -> PieceSound:
    """The sound without the silence around it; its tokens' places move with the cut."""
    start, end = find_speech(sound, frame_rate=FRAME_RATE)
    moved = tuple(min(max(0, edge - start), end - start) for edge in edges)
    return PieceSound(
        sound=cut_sound(sound, start, end, frame_rate=FRAME_RATE), edges=moved if end > start else ()
    )
