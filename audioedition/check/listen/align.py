"""Phonemes against phonemes: which expected words were heard, and what was heard besides. Pure.

The alignment runs over phonemes and not over words, because a listening model divides words in its own way
(« médiathèque de Plouzané » heard as « médiatec de plus années »). Gaps are affine (Gotoh, *An improved algorithm
for matching biological sequences*, J. Mol. Biol. 162, 1982), so that what is missing is missing in one piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audioedition.check.listen.phonetics import NEAR, phonetic_key
from audioedition.check.listen.words import ExpectedWord, HeardWord

SAME, NEARLY, OTHER = 0.0, 0.5, 1.3
OPEN, EXTEND = 1.2, 0.5
"""Costs. Another phoneme costs less than leaving one out and putting one in; a long stretch of other words is
cheaper as a gap on both sides, which is what it is."""

_PAIR, _LEFT_OUT, _PUT_IN = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFate:
    """What became of one expected word."""

    share: float
    """Of its phonemes that were heard, 0 to 1 (a similar one counts half)."""
    left_out: int
    """How many of its phonemes have nothing opposite."""
    heard: tuple[int, ...]
    """Indices of the heard words opposite, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    expected: tuple[ExpectedWord, ...]
    fates: tuple[WordFate, ...]
    """One for each expected word."""
    heard: tuple[HeardWord, ...]
    surplus: tuple[int, ...]
    """For each heard word, how many of its phonemes have nothing opposite."""
    places: tuple[int, ...]
    """For each heard word, the index of the expected word that comes at or before it; −1 = before the first."""


def align_words(expected: Sequence[ExpectedWord], heard: Sequence[HeardWord]) -> Alignment:
    """Align up to some hundred words on each side (time and memory grow with the product)."""
    ours = [(sound, index) for index, word in enumerate(expected) for sound in word.key]
    theirs = [(sound, index) for index, word in enumerate(heard) for sound in phonetic_key(word.text)]
    share, left_out = [0.0] * len(expected), [0] * len(expected)
    surplus, places = [0] * len(heard), [-1] * len(heard)
    opposite: list[dict[int, None]] = [{} for _ in expected]
    last = -1
    for i, j in align_sounds("".join(s for s, _ in ours), "".join(s for s, _ in theirs)):
        if i is not None:
            last = ours[i][1]
        if j is not None:
            places[theirs[j][1]] = max(places[theirs[j][1]], last)
        if i is None:
            assert j is not None
            surplus[theirs[j][1]] += 1
        elif j is None:
            left_out[ours[i][1]] += 1
        else:
            share[ours[i][1]] += 1 - likeness_cost(ours[i][0], theirs[j][0])
            opposite[ours[i][1]][theirs[j][1]] = None
    fates = tuple(
        WordFate(share=max(0.0, share[n] / len(word.key)), left_out=left_out[n], heard=tuple(opposite[n]))
        for n, word in enumerate(expected)
    )
    return Alignment(
        expected=tuple(expected),
        fates=fates,
        heard=tuple(heard),
        surplus=tuple(surplus),
        places=tuple(places),
    )


def likeness_cost(a: str, b: str) -> float:
    """0 for the same phoneme, 0.5 for a similar one, 1 for another."""
    return 0.0 if a == b else 0.5 if (a, b) in NEAR else 1.0


def align_sounds(ours: str, theirs: str) -> list[tuple[int | None, int | None]]:
    """The cheapest pairing of two strings of phonemes, in order; ``None`` stands for a gap."""
    width = len(theirs) + 1
    infinite = float("inf")
    # three tables (the last step was a pair, a phoneme left out, one put in); only the way back is kept whole
    pair = [infinite] * width
    out = [infinite] * width
    put = [infinite] * width
    pair[0] = 0.0
    for j in range(1, width):
        put[j] = OPEN + EXTEND * j
    back = [bytearray(width) for _ in range(len(ours) + 1)]  # 2 bits a table: where the best came from
    for j in range(1, width):
        back[0][j] = (_PUT_IN if j > 1 else _PAIR) << 4
    for i, sound in enumerate(ours, start=1):
        new_pair, new_out, new_put = [infinite] * width, [infinite] * width, [infinite] * width
        row = back[i]
        for j in range(width):
            # left out: from above
            cost, origin = _least(pair[j] + OPEN + EXTEND, out[j] + EXTEND, put[j] + OPEN + EXTEND)
            new_out[j] = cost
            ways = origin << 2
            if j:
                other = theirs[j - 1]
                step = SAME if sound == other else NEARLY if (sound, other) in NEAR else OTHER
                cost, origin = _least(pair[j - 1], out[j - 1], put[j - 1])
                new_pair[j] = cost + step
                ways |= origin
                cost, origin = _least(
                    new_pair[j - 1] + OPEN + EXTEND, new_out[j - 1] + OPEN + EXTEND, new_put[j - 1] + EXTEND
                )
                new_put[j] = cost
                ways |= origin << 4
            row[j] = ways
        pair, out, put = new_pair, new_out, new_put
    _, table = _least(pair[-1], out[-1], put[-1])
    return _walk_back(back, len(ours), len(theirs), table)


def _least(pair: float, out: float, put: float) -> tuple[float, int]:
    if pair <= out:
        return (pair, _PAIR) if pair <= put else (put, _PUT_IN)
    return (out, _LEFT_OUT) if out <= put else (put, _PUT_IN)


def _walk_back(back: list[bytearray], i: int, j: int, table: int) -> list[tuple[int | None, int | None]]:
    steps: list[tuple[int | None, int | None]] = []
    while i or j:
        ways = back[i][j]
        if table == _PAIR and i and j:
            steps.append((i - 1, j - 1))
            i, j, table = i - 1, j - 1, ways & 3
        elif i and (table == _LEFT_OUT or not j):
            steps.append((i - 1, None))
            i, table = i - 1, ways >> 2 & 3
        else:
            steps.append((None, j - 1))
            j, table = j - 1, ways >> 4 & 3
    return steps[::-1]
