"""make --listen with an ear of our own: what was badly said is spoken again, the better take is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from audioedition.check.listen.words import HeardWord
from audioedition.model import Clip, ClipFacts, Script, Utterance
from audioedition.produce.review import Review, review_clips
from audioedition.speak.clip_store import FolderStore
from audioedition.speak.speak import plan_calls, speak_script
from audioedition.speak.voices import read_voice
from tests.support.tools import need_module

SENTENCE = "Le bateau quitte le port à midi, les pêcheurs rentrent le soir."


@pytest.fixture(autouse=True)
def numpy_there() -> None:
    need_module("numpy", extra="listen")


def script() -> Script:
    utterance = Utterance(
        paragraph=0, sentence=0, role="body", text=SENTENCE, spoken=SENTENCE, pause_after_ms=0
    )
    return Script(utterances=(utterance,))


class Ear:
    """Hears the sentence without its second half until it has been asked ``deaf`` times."""

    def __init__(self, *, deaf: int) -> None:
        self.deaf = deaf
        self.asked = 0

    def hear(self, sound: object, *, offset_ms: int = 0, careful: bool = False) -> tuple[HeardWord, ...]:
        self.asked += 1
        words = SENTENCE.split() if self.asked > self.deaf else SENTENCE.split()[:6]
        return tuple(
            HeardWord(
                text=word, start_ms=offset_ms + 300 * n, end_ms=offset_ms + 300 * n + 250, probability=0.9
            )
            for n, word in enumerate(words)
        )


def review(tmp_path: Path, ear: Any) -> tuple[Review, ClipFacts, Clip]:
    voice, store = read_voice("tone"), FolderStore(tmp_path)
    before = speak_script(script(), voice=voice, store=store)[0][0]
    calls = plan_calls(script(), voice=voice)
    outcome = review_clips(calls, script=script(), store=store, ear=ear)
    after: Clip = store.read(before.key)
    return outcome, before, after


def test_what_is_well_said_stays(tmp_path: Path) -> None:
    outcome, before, after = review(tmp_path, Ear(deaf=0))
    assert (outcome.replaced, outcome.notes) == (0, ())
    assert after.frames == before.frames


def test_a_better_take_replaces_the_clip(tmp_path: Path) -> None:
    outcome, before, after = review(tmp_path, Ear(deaf=2))  # a doubtful take is heard twice
    assert (outcome.replaced, outcome.notes) == (1, ())
    assert after.frames != before.frames


def test_what_stays_doubtful_is_told(tmp_path: Path) -> None:
    outcome, before, after = review(tmp_path, Ear(deaf=99))
    assert outcome.replaced == 0
    assert after.frames == before.frames
    assert len(outcome.notes) == 1
    assert SENTENCE in outcome.notes[0]
    assert "4 takes" in outcome.notes[0]
