"""Whether a sound bears the mark, where, and how sure that is. Pure but for the weights.

The networks were taught speech. Of chords and tones they say « marked » as readily as of marked speech (21 of 60
invented sounds). So each answer is put to the proof: the true mark stands in its bins of the spectrum and is gone when
the sound is played 3 % faster or slower; what lies in the sound itself comes back at one or other of such speeds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audioedition.sound.watermark.network import run_layers
from audioedition.sound.watermark.spectrum import NETWORK_RATE, Grid
from audioedition.sound.watermark.weights import BINS, load_networks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRAME_RATE = NETWORK_RATE
WINDOW_S = 10
WINDOWS = 12
"""At most, spread evenly: an hour is judged in the time of two minutes."""
LEAST_S = 2.0
"""Shorter sounds are not judged."""
SURE = 0.7
"""What a window must reach."""
DOUBTFUL = 0.5
"""On the whole of a sound: below, the mark is in a part of it."""
PROOFS = (0.97, 1.03, 0.94, 1.06, 0.9, 1.1, 0.86, 1.14)
"""Speeds at which the true mark is gone: what reaches SURE at one of them lies in the sound itself. Seen on 24 marked
files of a sentence or two, as MP3, as AAC made of that, as Opus: 0.50 at most; on the clean chords and beats that the
networks take for marked: 0.96 or more at one speed or another. Where a mark is looked for at another speed of the file,
it may not even be DOUBTFUL: clean speech of two seconds, played half as fast again, reached no more than that twice."""
PROOF_S = 6
"""Of the middle of a window: the proof takes eight times as long as the answer."""
PROVED_WINDOWS = 2
"""So many that stood the proof speak for the others of the same sound."""
DISPROVED_WINDOWS = 3
"""After so many that did not, and none that did, it is music: no more are looked at."""
SPEEDS = (1.25, 1.5, 0.8)
"""Pitch and all, as a tape's: looked for where nothing is found as it is. (Players keep the pitch.)"""
SEARCHED = 3
"""Windows in which other speeds are looked for."""
_GRID = Grid(frame_rate=FRAME_RATE)
_HEARD = 0.05
"""Moments below that share of the loudest one are not judged: digital silence."""
_PACES = (("slow", 1.25), ("normal", 1.0), ("fast", 0.75))
"""Each network sees the sound so much longer or shorter: faster and slower speech is found too."""
_FULL_SCALE = 32_768


@dataclass(frozen=True, slots=True, kw_only=True)
class WatermarkTrace:
    """What was found in one sound."""

    confidence: float
    """0 to 1: the mean of the windows, those that did not stand the proof counted as 0."""
    stretches: tuple[tuple[int, int], ...]
    """(start, end) of the marked windows, ms of the file as it is; neighbours joined."""
    speed: float = 1.0
    """At which the file plays the sound that was marked, pitch and all."""
    windows: int
    """How many were judged; 0 where there is too little sound."""

    @property
    def found(self) -> bool:
        """In most of it, or in part of it."""
        return bool(self.stretches)

    @property
    def throughout(self) -> bool:
        return self.found and self.confidence >= DOUBTFUL


def trace_watermark(sound: NDArray[np.int16]) -> WatermarkTrace:
    """Of a whole sound, mono s16 at 32 kHz. Raises UsageError when the extra is missing."""
    windows = tuple(_windows(sound))
    trace = _trace(windows)
    if trace.found or not windows:
        return trace
    some = windows[:: max(1, len(windows) // SEARCHED)][:SEARCHED]
    for speed in SPEEDS:
        if any(_is_marked(_at_speed(window.read(), speed), most=DOUBTFUL) for window in some):
            found = _trace(windows, speed=speed)
            if found.throughout:  # a part of it alone would be too little to name a speed by
                return found
    return trace


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Window:
    start: int
    samples: NDArray[np.int16]

    def read(self) -> NDArray[np.float32]:
        import numpy as np

        return np.asarray(self.samples, np.float32) / np.float32(_FULL_SCALE)


def _windows(sound: NDArray[np.int16]) -> Iterator[_Window]:
    """Those that hold sound."""
    length = min(len(sound), WINDOW_S * FRAME_RATE)
    if length < LEAST_S * FRAME_RATE:
        return
    count = min(WINDOWS, -(-len(sound) // length))
    for number in range(count):
        start = (len(sound) - length) * number // max(1, count - 1)
        samples = sound[start : start + length]
        if samples.any():
            yield _Window(start=start, samples=samples)


def _trace(windows: tuple[_Window, ...], *, speed: float = 1.0) -> WatermarkTrace:
    disproved = 0
    total = 0.0
    marked: list[_Window] = []
    for window in windows:
        sound = _at_speed(window.read(), speed)
        confidence = confidence_of(sound)
        if confidence < SURE:
            continue
        if len(marked) < PROVED_WINDOWS and not _stands(sound, most=SURE if speed == 1.0 else DOUBTFUL):
            disproved += 1
            if disproved == DISPROVED_WINDOWS and not marked:
                break
            continue
        total += confidence
        marked.append(window)
    # one of many windows may err
    if len(marked) < min(2, len(windows)):
        marked, total = [], 0.0
    return WatermarkTrace(
        confidence=round(total / len(windows), 2) if windows else 0.0,
        stretches=tuple(_stretches(marked)),
        speed=speed,
        windows=len(windows),
    )


def _stretches(marked: list[_Window]) -> Iterator[tuple[int, int]]:
    times = [(w.start, w.start + len(w.samples)) for w in marked]
    ms = [(start * 1000 // FRAME_RATE, end * 1000 // FRAME_RATE) for start, end in times]
    while ms:
        start, end = ms.pop(0)
        while ms and ms[0][0] <= end:
            end = ms.pop(0)[1]
        yield start, end


def _is_marked(sound: NDArray[np.float32], *, most: float) -> bool:
    return confidence_of(sound) >= SURE and _stands(sound, most=most)


def _stands(sound: NDArray[np.float32], *, most: float) -> bool:
    """``most``: what it stays below at each speed of the proof."""
    spare = max(0, len(sound) - PROOF_S * FRAME_RATE) // 2
    part = sound[spare : len(sound) - spare]
    if confidence_of(part) < SURE:  # nothing is proved by what holds none
        return False
    return all(confidence_of(_at_speed(part, speed)) < most for speed in PROOFS)


def _at_speed(sound: NDArray[np.float32], speed: float) -> NDArray[np.float32]:
    """What was played ``speed`` times too fast as it was before; between samples on a line, good enough below 2 kHz."""
    import numpy as np

    if speed == 1.0:
        return sound
    at = np.arange(int(len(sound) * speed)) / speed
    return np.interp(at, np.arange(len(sound)), sound).astype(np.float32)


def confidence_of(sound: NDArray[np.float32]) -> float:
    """0 (no mark) to 1 (marked) by the networks alone, of mono sound at 32 kHz, full scale 1."""
    import numpy as np

    moments = _GRID.moments(len(sound))
    padded = np.pad(sound, (_GRID.half, 0))
    levels = _GRID.levels(_GRID.spectra(padded, first=0, moments=moments))
    loud = levels.sum(axis=1)
    heard = loud > _HEARD * loud.max(initial=0.0)
    if not heard.any():
        return 0.0
    low, networks = levels[:, :BINS], load_networks()
    votes, answers = [], []
    for name, length in _PACES:
        count = int(moments * length)
        judged = run_layers(networks[name], _resized(low, count))
        kept = heard[np.arange(count) * moments // count]
        vote, answer = judged[kept].mean(axis=0)
        votes.append(vote)
        answers.append(answer)
    weights = np.exp(np.array(votes) - max(votes))
    return float(np.clip(np.dot(weights, answers) / weights.sum(), 0.0, 1.0))


def _resized(levels: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """So many moments from the first to the last, between neighbours on a line (torch's ``align_corners``)."""
    import numpy as np

    if count == len(levels):
        return levels
    at = np.linspace(0, len(levels) - 1, count, dtype=np.float64)
    before = np.minimum(at.astype(int), len(levels) - 2)
    share = (at - before).astype(np.float32)[:, None]
    between: NDArray[np.float32] = levels[before] * (1 - share) + levels[before + 1] * share
    return between
