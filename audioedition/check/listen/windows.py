"""Which sentences are listened to together: a listening model hears half a minute at once. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audioedition.model import Cue

LONGEST_MS = 28_000
"""Whisper's window is 30 s; a longer sentence is left to it to divide."""
MARGIN_MS = 250
"""Of the pause before and after, so that no consonant is cut; at most half the pause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    start_ms: int
    end_ms: int
    first: int
    """Index of its first cue."""
    last: int

    @property
    def cues(self) -> range:
        return range(self.first, self.last + 1)


def plan_windows(cues: Sequence[Cue], *, duration_ms: int) -> tuple[Window, ...]:
    """Every cue in exactly one window, in order, cut in the pauses; as few windows as fit 28 s each."""
    groups: list[tuple[int, int]] = []
    for index, cue in enumerate(cues):
        if groups and cue.end_ms - cues[groups[-1][0]].start_ms <= LONGEST_MS:
            groups[-1] = (groups[-1][0], index)
        else:
            groups.append((index, index))
    return tuple(window_of(cues, first, last, duration_ms=duration_ms) for first, last in groups)


def window_of(cues: Sequence[Cue], first: int, last: int, *, duration_ms: int) -> Window:
    """Those cues with some of the pause on both sides."""
    before_ms = cues[first - 1].end_ms if first else 0
    after_ms = cues[last + 1].start_ms if last + 1 < len(cues) else duration_ms
    start_ms, end_ms = cues[first].start_ms, cues[last].end_ms
    return Window(
        start_ms=max(0, start_ms - min(MARGIN_MS, (start_ms - before_ms) // 2)),
        end_ms=min(duration_ms, end_ms + min(MARGIN_MS, max(0, after_ms - end_ms) // 2)),
        first=first,
        last=last,
    )
