"""The loop of ``make --listen``, with a voice and an ear that play their parts."""

from __future__ import annotations

import pytest

from audioedition.check.listen.judge import Remark
from audioedition.check.listen.retake import Pieces, best_take, other_splits
from audioedition.check.listen.session import Take
from audioedition.errors import EngineError
from audioedition.model import Clip

SPOKEN = "La pluie est tombée toute la nuit, et la rivière a débordé ; les routes sont coupées."
LOST = Remark(kind="missing", words="la rivière", sentence=0, start_ms=0, end_ms=1, sounds=8)


class Studio:
    """Speaks takes whose scores are known beforehand; a score of 1 passes, ``None`` fails to be spoken."""

    def __init__(self, *scores: float | None) -> None:
        self.scores = scores
        self.spoken: list[Pieces] = []

    def speak(self, pieces: Pieces, attempt: int) -> Clip:
        assert attempt == len(self.spoken)
        self.spoken.append(pieces)
        if self.scores[attempt] is None:
            raise EngineError("no voice today")
        return Clip(pcm=bytes([attempt, 0]), frame_rate=16_000)

    def hear(self, clip: Clip, expected: str) -> Take:
        assert expected == SPOKEN
        score = self.scores[clip.pcm[0]]
        assert score is not None
        return Take(score=score, remarks=() if score == 1 else (LOST,))


def test_a_good_first_take_is_kept_at_once() -> None:
    studio = Studio(1.0)
    retake = best_take(SPOKEN, speak=studio.speak, hear=studio.hear)
    assert (retake.attempt, retake.takes, retake.doubtful) == (0, 1, ())
    assert studio.spoken == [(SPOKEN,)]


def test_it_speaks_until_it_is_well_said_each_time_in_other_pieces() -> None:
    studio = Studio(0.5, 0.7, 1.0, 1.0)
    retake = best_take(SPOKEN, speak=studio.speak, hear=studio.hear)
    assert (retake.attempt, retake.takes, retake.take.score) == (2, 3, 1.0)
    assert len(set(studio.spoken)) == 3


def test_after_three_more_the_best_is_kept_and_the_doubt_is_told() -> None:
    studio = Studio(0.5, 0.8, 0.6, 0.8)
    retake = best_take(SPOKEN, speak=studio.speak, hear=studio.hear)
    assert (retake.attempt, retake.takes, retake.clip.pcm[0]) == (1, 4, 1)
    assert retake.doubtful == (LOST,)


def test_a_later_take_that_fails_is_passed_over() -> None:
    studio = Studio(0.5, None, 0.7, None)
    retake = best_take(SPOKEN, speak=studio.speak, hear=studio.hear)
    assert (retake.attempt, retake.takes) == (2, 2)


def test_a_first_take_that_fails_is_the_callers_affair() -> None:
    studio = Studio(None)
    with pytest.raises(EngineError):
        best_take(SPOKEN, speak=studio.speak, hear=studio.hear)


def test_the_clip_that_stands_already_is_not_spoken_again() -> None:
    def speak(pieces: Pieces, attempt: int) -> Clip:
        raise AssertionError("it is there")

    clip = Clip(pcm=b"\0\0", frame_rate=16_000)
    retake = best_take(SPOKEN, speak=speak, hear=lambda c, t: Take(score=1.0, remarks=()), first=clip)
    assert retake.clip is clip


@pytest.mark.parametrize(
    "text", [SPOKEN, "Oui.", "Un mot, puis un autre.", "Elle chante et il danse avec eux."]
)
def test_other_splits_hold_every_word_in_order(text: str) -> None:
    ways = other_splits(text)
    assert ways
    for pieces in ways:
        assert " ".join(pieces).split() == text.split()
    assert len(set(ways)) == len(ways)


def test_the_gentlest_split_comes_first() -> None:
    ways = other_splits(SPOKEN)
    assert ways[0] == (
        "La pluie est tombée toute la nuit,",
        "et la rivière a débordé ; les routes sont coupées.",
    )
    assert len(ways[1]) == 4 or len(ways[1]) == 3
