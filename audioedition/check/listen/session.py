"""Listening to an edition, and to a single clip: hear, align, judge, and hear again what raised a doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from audioedition.check.facts import Silence
from audioedition.check.listen.align import Alignment, align_words
from audioedition.check.listen.coverage import LEAST_MS, uncovered
from audioedition.check.listen.judge import Remark, judge_alignment
from audioedition.check.listen.windows import Window, plan_windows, window_of
from audioedition.check.listen.words import HeardWord, expected_words, heard_words
from audioedition.model import Clip, Cue

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRAME_RATE = 16_000
HUSH = 0.004
"""Of full scale (−48 dB): quieter windows of 10 ms are silence."""
SHORTEST_SILENCE_MS = 60
ANOTHER = 0.5
"""Share of the phonemes below which what was heard is another sentence. Two unrelated French sentences have 0.30 in
common (median of 250 pairs; 0.42 at 95 %), a sentence that is well said 0.95."""
ODD = 0.7
"""Below this share at the first hearing a sentence is heard again."""
LEAST_SOUNDS = 12
"""Of a sentence, for its share to mean anything: two words may be misheard whole."""


class Hears(Protocol):
    """What ``ear.Ear`` does; tests bring their own."""

    def hear(
        self, sound: NDArray[np.float32], *, offset_ms: int = 0, careful: bool = False
    ) -> tuple[HeardWord, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One clip as it was heard."""

    score: float
    """1.0 = every phoneme in its place; 0.0 = nothing of it."""
    remarks: tuple[Remark, ...]

    @property
    def passed(self) -> bool:
        return not any(remark.alarm for remark in self.remarks)


def listen_to_clip(clip: Clip, expected: str, *, ear: Hears) -> Take:
    """Hear one clip that should say ``expected`` (printed or spoken form)."""
    from audioedition.check.listen.ear import samples_of

    heard = _hear(samples_of(clip), [expected], ear=ear, offset_ms=0, careful=True)
    return Take(score=score_of(heard.alignment), remarks=heard.remarks)


def listen_to_cues(
    sound: NDArray[np.int16],
    cues: Sequence[Cue],
    *,
    ear: Hears,
    on_progress: Callable[[int, int], None] | None = None,
) -> tuple[Remark, ...]:
    """Hear a whole programme (16 kHz mono, s16) against its cues. ``Remark.sentence`` is the index of the cue.

    First half a minute at a time; then every sentence that raised a doubt alone and more carefully, and only that
    second hearing counts. ``on_progress(done, total)`` counts sentences.
    """
    duration_ms = len(sound) * 1000 // FRAME_RATE
    remarks: list[Remark] = []
    for window in plan_windows(cues, duration_ms=duration_ms):
        heard = _hear_window(sound, cues, window, ear=ear, careful=False)
        exchanged = _exchanged(heard, cues, window)
        suspects = exchanged | _suspects(heard, cues, window)
        remarks += [remark for remark in heard.remarks if remark.sentence not in suspects]
        for index in sorted(suspects):
            alone = window_of(cues, index, index, duration_ms=duration_ms)
            again = _hear_window(sound, cues, alone, ear=ear, careful=True)
            remarks += _as_a_whole(again, index, alone, exchanged=index in exchanged) or again.remarks
        if on_progress is not None:
            on_progress(window.last + 1, len(cues))
    return tuple(remarks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    alignment: Alignment
    remarks: tuple[Remark, ...]
    uncovered: tuple[tuple[int, int], ...]
    """Sound without words, (start, end) in ms."""


def _suspects(heard: _Heard, cues: Sequence[Cue], window: Window) -> set[int]:
    """Sentences to hear again alone: all remarks but doubtful names, sound in which no word was heard, and words
    that are hardly the expected ones."""
    odd = {window.first + rank for rank, share in share_by_sentence(heard.alignment).items() if share < ODD}
    remarked = {remark.sentence for remark in heard.remarks if remark.kind != "doubtful"}
    passed_over = {
        index
        for index in window.cues
        for start_ms, end_ms in heard.uncovered
        if min(end_ms, cues[index].end_ms) - max(start_ms, cues[index].start_ms) >= LEAST_MS
    }
    return odd | remarked | passed_over


def _exchanged(heard: _Heard, cues: Sequence[Cue], window: Window) -> set[int]:
    """Sentences whose words were heard in another one's place, and those in whose place they were heard."""
    swapped = [remark for remark in heard.remarks if remark.kind == "swapped"]
    there = {
        index
        for index in window.cues
        for remark in swapped
        if cues[index].start_ms <= (remark.elsewhere_ms or 0) < cues[index].end_ms
    }
    return there | {remark.sentence for remark in swapped}


def _as_a_whole(heard: _Heard, index: int, window: Window, *, exchanged: bool) -> tuple[Remark, ...]:
    """One remark in place of many crumbs, when quite another sentence was heard; empty when it was not."""
    alignment = heard.alignment
    if not alignment.heard or any(s >= ANOTHER for s in share_by_sentence(alignment).values() or [1.0]):
        return ()
    return (
        Remark(
            kind="swapped" if exchanged else "missing",
            words=" ".join(word.text for word in alignment.expected),
            heard=" ".join(word.text for word in alignment.heard),
            sentence=index,
            start_ms=window.start_ms,
            end_ms=window.end_ms,
            sounds=sum(len(word.key) for word in alignment.expected),
        ),
    )


def _hear_window(
    sound: NDArray[np.int16], cues: Sequence[Cue], window: Window, *, ear: Hears, careful: bool
) -> _Heard:
    from audioedition.check.listen.ear import to_float

    piece = to_float(sound[window.start_ms * FRAME_RATE // 1000 : window.end_ms * FRAME_RATE // 1000])
    texts = [cues[index].text for index in window.cues]
    heard = _hear(piece, texts, ear=ear, offset_ms=window.start_ms, careful=careful)
    remarks = tuple(replace(r, sentence=window.first + r.sentence) for r in heard.remarks)
    return replace(heard, remarks=remarks)


def _hear(
    sound: NDArray[np.float32], texts: Sequence[str], *, ear: Hears, offset_ms: int, careful: bool
) -> _Heard:
    """``careful`` also hears alone what was passed over the first time."""
    end_ms = offset_ms + len(sound) * 1000 // FRAME_RATE
    silences = find_silences(sound, offset_ms=offset_ms)
    raw = ear.hear(sound, offset_ms=offset_ms, careful=careful)
    gaps = uncovered(raw, silences, start_ms=offset_ms, end_ms=end_ms)
    if careful and gaps:
        for start_ms, stop_ms in gaps:
            piece = sound[
                (start_ms - offset_ms) * FRAME_RATE // 1000 : (stop_ms - offset_ms) * FRAME_RATE // 1000
            ]
            raw += ear.hear(piece, offset_ms=start_ms, careful=True)
        raw = tuple(sorted(raw, key=lambda word: word.start_ms))
    alignment = align_words(expected_words(texts), heard_words(raw))
    return _Heard(
        alignment=alignment,
        remarks=judge_alignment(alignment, silences=silences, start_ms=offset_ms, end_ms=end_ms),
        uncovered=gaps,
    )


def share_by_sentence(alignment: Alignment) -> dict[int, float]:
    """Share of the phonemes heard, 0 to 1, of each sentence (by rank) that is long enough to tell."""
    right: dict[int, float] = {}
    total: dict[int, int] = {}
    for word, fate in zip(alignment.expected, alignment.fates, strict=True):
        right[word.sentence] = right.get(word.sentence, 0.0) + fate.share * len(word.key)
        total[word.sentence] = total.get(word.sentence, 0) + len(word.key)
    return {rank: right[rank] / total[rank] for rank in total if total[rank] >= LEAST_SOUNDS}


def share_heard(alignment: Alignment) -> float:
    """Share of the expected phonemes that were heard, 0 to 1; 1 when none was expected."""
    total = sum(len(word.key) for word in alignment.expected)
    pairs = zip(alignment.expected, alignment.fates, strict=True)
    return sum(fate.share * len(word.key) for word, fate in pairs) / total if total else 1.0


def score_of(alignment: Alignment) -> float:
    """Share of the expected phonemes that were heard, less those heard besides; 0 to 1."""
    total = sum(len(word.key) for word in alignment.expected)
    if not total:
        return 1.0 if not alignment.heard else 0.0
    return max(0.0, min(1.0, share_heard(alignment) - sum(alignment.surplus) / total))


def find_silences(sound: NDArray[np.float32], *, offset_ms: int = 0) -> tuple[Silence, ...]:
    """Stretches of at least 60 ms below −48 dB of full scale, by windows of 10 ms."""
    import numpy as np

    step = FRAME_RATE // 100
    count = len(sound) // step
    loud = np.abs(sound[: count * step]).reshape(count, step).max(axis=1, initial=0.0) >= HUSH
    edges = np.flatnonzero(np.diff(np.concatenate(([True], loud, [True])).astype(np.int8)))
    return tuple(
        Silence(start_ms=offset_ms + 10 * int(start), end_ms=offset_ms + 10 * int(end))
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if 10 * (end - start) >= SHORTEST_SILENCE_MS
    )
