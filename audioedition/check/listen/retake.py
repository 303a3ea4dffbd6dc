"""Speaking again what was not well said: the loop of ``make --listen``. Pure: it is handed a voice and an ear."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from audioedition.check.listen.judge import Remark
from audioedition.check.listen.session import Take
from audioedition.errors import EngineError
from audioedition.model import Clip

MAX_TAKES = 3
"""After the first one."""

Pieces = tuple[str, ...]
Speak = Callable[[Pieces, int], Clip]
"""``speak(pieces, attempt)``: the pieces spoken one after the other, joined. ``attempt`` 0 is the usual way; from 1 on
the caller may also change the voice's settings or seed. Raises EngineError."""
Hear = Callable[[Clip, str], Take]
"""``hear(clip, expected)``: as ``listen_to_clip``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retake:
    """The best of all takes of one sentence."""

    clip: Clip
    take: Take
    attempt: int
    """0 = the first take was kept."""
    takes: int
    """How many were spoken."""

    @property
    def doubtful(self) -> tuple[Remark, ...]:
        """What still raises an alarm in the best take: to be told to the person."""
        return tuple(remark for remark in self.take.remarks if remark.alarm)


def best_take(
    spoken: str,
    *,
    speak: Speak,
    hear: Hear,
    first: Clip | None = None,
    max_takes: int = MAX_TAKES,
) -> Retake:
    """Speak, hear, and while it raises an alarm speak again in other pieces, up to ``max_takes`` times.

    ``spoken``: what the engine gets, which is also what should be heard. ``first``: the clip that stands already, in
    place of speaking attempt 0. A take without an alarm ends the loop; else the one of highest score is kept, the
    earlier at a tie. Raises EngineError only when the first take fails; a later one that fails is passed over.
    """
    clip = first if first is not None else speak((spoken,), 0)
    best = Retake(clip=clip, take=hear(clip, spoken), attempt=0, takes=1)
    ways = other_splits(spoken)
    for attempt in range(1, max_takes + 1):
        if best.take.passed:
            break
        try:
            clip = speak(ways[min(attempt - 1, len(ways) - 1)], attempt)
        except EngineError:
            continue
        take = hear(clip, spoken)
        better = (take.passed, take.score) > (best.take.passed, best.take.score)
        best = Retake(
            clip=clip if better else best.clip,
            take=take if better else best.take,
            attempt=attempt if better else best.attempt,
            takes=best.takes + 1,
        )
    return best


_CLAUSE = re.compile(r"(?<=[;:,.!?…»)])\s+")
_BEFORE = re.compile(
    r"\s+(?=(?:et|ou|mais|que|qui|dont|où|pour|avec|sans|dans|sur|par|depuis|après|avant)\b)"
)


def other_splits(spoken: str) -> Sequence[Pieces]:
    """Other ways to hand a sentence to an engine, the gentlest first; at least one, each holding every word.

    At the clause nearest the middle; at every clause; at clauses and before linking words. A sentence that cannot
    be divided so stays whole.
    """
    clauses = tuple(_CLAUSE.split(spoken))
    links = tuple(piece for clause in clauses for piece in _BEFORE.split(clause))
    ways: list[Pieces] = []
    for pieces in (_halves(clauses), clauses, _halves(links), links):
        if len(pieces) > 1 and pieces not in ways:
            ways.append(pieces)
    return ways or [(spoken,)]


def _halves(pieces: Pieces) -> Pieces:
    """Two parts of nearly the same length."""
    if len(pieces) < 2:
        return pieces
    total = sum(map(len, pieces))
    cut = min(range(1, len(pieces)), key=lambda n: abs(2 * sum(map(len, pieces[:n])) - total))
    return (" ".join(pieces[:cut]), " ".join(pieces[cut:]))
