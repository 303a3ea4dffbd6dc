"""The mark laid into a stream of sound, ten seconds at a time. Pure but for the weights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from audioedition.sound.watermark.network import reach, run_layers
from audioedition.sound.watermark.spectrum import SPAN_DB, Grid
from audioedition.sound.watermark.weights import BINS, load_networks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLOCK_MOMENTS = 1000
FULL_SCALE = 32_768
_LEAST_WEIGHT = 1e-6
"""Of overlapping windows: at the sound's very ends they weigh nothing."""


def mark_pcm(pcm: Iterable[bytes], *, frame_rate: int) -> Iterator[bytes]:
    """The same sound (mono s16le) with the mark in it, as long as it was; silence stays silence, but for a window
    (64 ms) around sound.

    ``pcm`` comes in pieces of any length of whole samples; memory does not grow with it. Raises UsageError when the
    extra is missing.
    """
    import numpy as np

    grid, pieces = Grid(frame_rate=frame_rate), iter(pcm)
    encoder = load_networks()["encoder"]
    around = reach(encoder)
    start = -grid.half
    sound = np.zeros(grid.half, np.float32)
    """From sample ``start`` on; before the first sample there is silence."""
    lay = np.zeros((2, 0), np.float32)
    """Of the samples that are not given out yet: what is added to them, and the weight of the windows on them."""
    moment, ended = 0, False
    while not ended:
        sound, ended = _filled(
            sound, pieces, length=grid.middle(moment + BLOCK_MOMENTS + around) + grid.half - start
        )
        known = grid.moments(start + len(sound)) if ended else moment + BLOCK_MOMENTS + around
        until = known if ended else moment + BLOCK_MOMENTS
        first = max(0, moment - around)
        seen = sound[grid.middle(first) - grid.half - start :]
        spectra = grid.spectra(seen, first=first, moments=known - first)[:, :BINS]
        shifts = run_layers(encoder, grid.levels(spectra))
        added = spectra * (10 ** (SPAN_DB / 20 * shifts) - 1)
        lay = _laid(lay, added[moment - first : until - first], grid=grid, moment=moment)
        done = grid.middle(moment) - grid.half
        final = start + len(sound) if ended else grid.middle(until) - grid.half
        yield _marked(sound[max(0, done) - start : final - start], lay[:, max(0, done) - done : final - done])
        lay, moment = lay[:, final - done :], until
        kept = grid.middle(max(0, moment - around)) - grid.half
        sound, start = sound[kept - start :], kept


def _filled(
    sound: NDArray[np.float32], pieces: Iterator[bytes], *, length: int
) -> tuple[NDArray[np.float32], bool]:
    """At least ``length`` samples, or all there are and True."""
    import numpy as np

    arrived, have = [sound], len(sound)
    while have < length:
        piece = next(pieces, None)
        if piece is None:
            return np.concatenate(arrived), True
        arrived.append(np.frombuffer(piece, "<i2").astype(np.float32) / np.float32(FULL_SCALE))
        have += len(arrived[-1])
    return np.concatenate(arrived), False


def _laid(
    lay: NDArray[np.float32], added: NDArray[np.complex64], *, grid: Grid, moment: int
) -> NDArray[np.float32]:
    """Back into samples, window over window; the first begins where ``lay`` does."""
    import numpy as np

    window, begins = grid.window(), grid.middle(moment)
    whole = np.zeros((2, grid.middle(moment + len(added)) - begins + 2 * grid.half), np.float32)
    whole[:, : lay.shape[1]] += lay
    # irfft takes the bins above for silent
    for number, piece in enumerate(np.fft.irfft(added, 2 * grid.half) * window):
        at = slice(
            grid.middle(moment + number) - begins, grid.middle(moment + number) - begins + 2 * grid.half
        )
        whole[0, at] += piece
        whole[1, at] += window * window
    return whole


def _marked(sound: NDArray[np.float32], lay: NDArray[np.float32]) -> bytes:
    import numpy as np

    added = lay[0, : len(sound)] / np.maximum(lay[1, : len(sound)], _LEAST_WEIGHT)
    marked = np.clip(np.rint(FULL_SCALE * (sound + added)), -FULL_SCALE, FULL_SCALE - 1)
    return marked.astype("<i2").tobytes()
