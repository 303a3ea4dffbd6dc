"""Sound in which no word was heard: a listening model says nothing of what it passes over. Pure.

Whisper likes to write a sentence once that is said twice [seen: 5 of 7, heard the quick way], so its words alone
do not tell; but their times leave a stretch of sound uncovered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audioedition.check.facts import Silence
from audioedition.check.listen.words import HeardWord

LEAST_MS = 700
"""Of sound without a word; the times of words are off by some 200 ms."""
JOIN_MS = 200
"""A shorter break between two words is part of speaking."""


def uncovered(
    words: Sequence[HeardWord], silences: Sequence[Silence], *, start_ms: int, end_ms: int
) -> tuple[tuple[int, int], ...]:
    """(start, end) of the stretches between words that hold at least 700 ms of sound."""
    found = []
    at_ms = start_ms
    for from_ms, to_ms in [*_spans(words), (end_ms, end_ms)]:
        if from_ms - at_ms - overlap_ms(silences, at_ms, from_ms) >= LEAST_MS:
            found.append((at_ms, from_ms))
        at_ms = max(at_ms, to_ms)
    return tuple(found)


def _spans(words: Sequence[HeardWord]) -> Iterable[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for word in sorted(words, key=lambda w: w.start_ms):
        if spans and word.start_ms - spans[-1][1] <= JOIN_MS:
            spans[-1] = (spans[-1][0], max(spans[-1][1], word.end_ms))
        else:
            spans.append((word.start_ms, word.end_ms))
    return spans


def overlap_ms(silences: Sequence[Silence], from_ms: int, to_ms: int) -> int:
    """How much of that time is silent."""
    return sum(max(0, min(s.end_ms, to_ms) - max(s.start_ms, from_ms)) for s in silences)
