"""What an alignment means: missing, repeated and swapped words raise an alarm, doubtful ones a note. Pure.

A listening model leaves words out and invents some. Two things tell its mistakes from the voice's: phonemes are
counted (a lost « de » is not worth an alarm), and so is time: words that were not heard, but whose time is full
of sound, were spoken. (Words « heard » in no time are gone before: see ``words.without_inventions``.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from audioedition.check.facts import Silence
from audioedition.check.listen.align import Alignment, WordFate
from audioedition.check.listen.coverage import overlap_ms
from audioedition.check.listen.phonetics import phonetic_key
from audioedition.check.listen.sounds import MOST_HEARD, heard_key, other_sounds
from audioedition.check.listen.words import ExpectedWord, HeardWord

ALARM_SOUNDS = 6
"""Phonemes that must be missing or too many in one piece: a long word, or two or three short ones."""
SOUND_MS = 75.0
"""One phoneme in French read aloud (13 to 14 a second)."""
FILLED = 0.55
"""Share of the time that the missing words would take: when that much of it holds sound, they were spoken."""
ALIKE = 0.6
"""Share of the triples of phonemes that two runs have in common when they are the same words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing heard to be wrong, or worth an ear."""

    kind: Literal["missing", "repeated", "swapped", "doubtful", "unheard", "added"]
    """The first three are alarms."""
    words: str
    """The expected words, or for ``repeated`` and ``added`` the heard ones."""
    heard: str = ""
    """What was heard in their place."""
    sentence: int
    """Rank among the sentences listened to."""
    start_ms: int
    end_ms: int
    sounds: int
    """How many phonemes are concerned."""
    elsewhere_ms: int | None = None
    """For ``swapped``: where the words were heard instead."""

    @property
    def alarm(self) -> bool:
        return self.kind in ("missing", "repeated", "swapped")


@dataclass(frozen=True, slots=True)
class _Run:
    first: int
    last: int
    sounds: int


def judge_alignment(
    alignment: Alignment, *, silences: Sequence[Silence], start_ms: int, end_ms: int
) -> tuple[Remark, ...]:
    """``silences`` on the same clock as the heard words; ``start_ms``, ``end_ms``: what was listened to."""
    lost = list(_lost_runs(alignment))
    extra = list(_extra_runs(alignment))
    remarks: list[Remark] = []
    swapped: set[int] = set()
    for run in lost:
        remark, partner = _judge_lost(alignment, run, extra, silences, start_ms=start_ms, end_ms=end_ms)
        remarks.append(remark)
        if partner is not None:
            swapped.add(partner)
    remarks += [_judge_extra(alignment, run) for n, run in enumerate(extra) if n not in swapped]
    remarks += _doubtful_words(alignment, lost)
    return tuple(sorted(remarks, key=lambda r: (r.start_ms, r.end_ms)))


def _lost_runs(alignment: Alignment) -> Iterator[_Run]:
    """Neighbouring words without anything opposite; a short word that fits by chance does not part them."""
    gone = [
        fate.share <= 0.4 and 2 * fate.left_out >= len(word.key)
        for word, fate in zip(alignment.expected, alignment.fates, strict=True)
    ]
    short = [len(word.key) <= 2 for word in alignment.expected]
    for first, last in _runs(gone, short):
        sounds = sum(alignment.fates[n].left_out for n in range(first, last + 1))
        if sounds >= ALARM_SOUNDS:
            yield _Run(first, last, sounds)


def _extra_runs(alignment: Alignment) -> Iterator[_Run]:
    keys = [phonetic_key(word.text) for word in alignment.heard]
    over = [10 * surplus >= 6 * len(key) for surplus, key in zip(alignment.surplus, keys, strict=True)]
    for first, last in _runs(over, [len(key) <= 2 for key in keys]):
        sounds = sum(alignment.surplus[first : last + 1])
        if sounds >= ALARM_SOUNDS:
            yield _Run(first, last, sounds)


def _runs(marked: Sequence[bool], bridge: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First and last index of each run of marked places; one bridging place between two marked ones is in it."""
    first: int | None = None
    last = -2
    for n, mark in enumerate(marked):
        if not mark:
            continue
        if first is not None and (n == last + 1 or (n == last + 2 and bridge[n - 1])):
            last = n
            continue
        if first is not None:
            yield first, last
        first = last = n
    if first is not None:
        yield first, last


def _judge_lost(
    alignment: Alignment,
    run: _Run,
    extra: Sequence[_Run],
    silences: Sequence[Silence],
    *,
    start_ms: int,
    end_ms: int,
) -> tuple[Remark, int | None]:
    """The remark on missing words, and the index of the surplus run that they turn out to be."""
    from_ms, to_ms = _room(alignment, run, start_ms=start_ms, end_ms=end_ms)
    words = alignment.expected[run.first : run.last + 1]
    inside = [
        n for n, h in enumerate(alignment.heard) if run.first - 1 <= alignment.places[n] <= run.last
        and alignment.surplus[n]
    ]  # fmt: skip
    key = "".join(word.key for word in words)
    partner = next(
        (n for n, other in enumerate(extra) if likeness(key, _heard_key(alignment, other)) >= ALIKE), None
    )
    kind: Literal["missing", "swapped", "unheard"] = "missing"
    if partner is not None:
        kind = "swapped"
    elif not inside:
        sounding_ms = (to_ms - from_ms) - overlap_ms(silences, from_ms, to_ms)
        if sounding_ms >= FILLED * SOUND_MS * run.sounds:
            kind = "unheard"
    remark = Remark(
        kind=kind,
        words=" ".join(word.text for word in words),
        heard=" ".join(alignment.heard[n].text for n in inside),
        sentence=words[0].sentence,
        start_ms=from_ms,
        end_ms=to_ms,
        sounds=run.sounds,
        elsewhere_ms=None if partner is None else alignment.heard[extra[partner].first].start_ms,
    )
    return remark, partner


def _room(alignment: Alignment, run: _Run, *, start_ms: int, end_ms: int) -> tuple[int, int]:
    """The time between the heard words around a run of missing ones."""
    before = [h for fate in alignment.fates[: run.first] for h in fate.heard]
    after = [h for fate in alignment.fates[run.last + 1 :] for h in fate.heard]
    from_ms = alignment.heard[max(before)].end_ms if before else start_ms
    to_ms = alignment.heard[min(after)].start_ms if after else end_ms
    return from_ms, max(from_ms, to_ms)


def _judge_extra(alignment: Alignment, run: _Run) -> Remark:
    words = alignment.heard[run.first : run.last + 1]
    key = _heard_key(alignment, run)
    place = max(alignment.places[run.first], 0)
    known = likeness(key, "".join(word.key for word in alignment.expected)) >= ALIKE
    return Remark(
        kind="repeated" if known else "added",
        words=" ".join(word.text for word in words),
        sentence=_sentence_of(alignment, key, place=place) if known else _sentence_at(alignment, place),
        start_ms=words[0].start_ms,
        end_ms=words[-1].end_ms,
        sounds=run.sounds,
    )


def _sentence_at(alignment: Alignment, place: int) -> int:
    return alignment.expected[place].sentence if alignment.expected else 0


def _sentence_of(alignment: Alignment, key: str, *, place: int) -> int:
    """The sentence that repeated words belong to; the one at ``place`` where several hold them alike. (Of two equal
    copies the alignment takes either for the surplus one, so the place alone does not tell.)"""
    keys: dict[int, str] = {}
    for word in alignment.expected:
        keys[word.sentence] = keys.get(word.sentence, "") + word.key
    here = _sentence_at(alignment, place)
    return max(keys, key=lambda sentence: (likeness(key, keys[sentence]), sentence == here))


def _heard_key(alignment: Alignment, run: _Run) -> str:
    return "".join(phonetic_key(word.text) for word in alignment.heard[run.first : run.last + 1])


def likeness(key: str, other: str) -> float:
    """Share of the triples of phonemes of ``key`` that ``other`` holds too, 0 to 1."""
    triples = {key[n : n + 3] for n in range(len(key) - 2)}
    return sum(triple in other for triple in triples) / len(triples) if triples else float(key in other)


def _is_doubtful_name(word: ExpectedWord, fate: WordFate) -> bool:
    return word.name and fate.share < 0.6 and len(word.key) >= 3


def _sounds_otherwise(word: ExpectedWord, heard: Sequence[HeardWord]) -> bool:
    """« filles » for « fils », « elle épate » for « l'Ehpad »: a word that was decided by sound was heard as another.

    Written alike it counts as said alike: a listening model would not write « Reims » for what it heard as « Rem ».
    """
    texts = [other.text for other in heard]
    if not word.sounds or not 1 <= len(texts) <= MOST_HEARD or word.text in texts:
        return False
    key = "".join(heard_key(text) for text in texts)
    if len(texts) > 1 and word.sounds in key:  # parts of the neighbours
        return len(key) - len(word.sounds) >= max(3, len(word.sounds))
    return other_sounds(word.sounds, key) >= max(1, len(word.sounds) // 4)


def _doubtful_words(alignment: Alignment, lost: Sequence[_Run]) -> Iterator[Remark]:
    covered = {n for run in lost for n in range(run.first, run.last + 1)}
    for n, (word, fate) in enumerate(zip(alignment.expected, alignment.fates, strict=True)):
        heard = [alignment.heard[h] for h in fate.heard]
        if n in covered or not (_is_doubtful_name(word, fate) or _sounds_otherwise(word, heard)):
            continue
        yield Remark(
            kind="doubtful",
            words=word.text.capitalize() if word.name else word.text,
            heard=" ".join(h.text for h in heard),
            sentence=word.sentence,
            start_ms=heard[0].start_ms if heard else 0,
            end_ms=heard[-1].end_ms if heard else 0,
            sounds=len(word.key),
        )
