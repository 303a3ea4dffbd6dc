"""Hearing a programme sentence by sentence, with an ear that plays its part (and may mishear the first time)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from audioedition.check.listen.words import HeardWord
from audioedition.errors import AudioError
from audioedition.model import Clip, Cue
from audioedition.system.ffmpeg import run_ffmpeg
from tests.support.tools import missing

try:
    import numpy as np
except ImportError:
    missing("numpy (extra: listen)")

from audioedition.check.listen.session import find_silences, listen_to_clip, listen_to_cues
from audioedition.sound.decode import opened_sound

RATE = 16_000
SENTENCES = [
    "Le chantier a duré quatorze mois.",
    "La salle de lecture donne sur un jardin planté de pommiers.",
    "Des bénévoles ont déménagé les livres en quatre jours.",
    "Le premier concert sera donné vendredi soir.",
    "L’entrée est libre, mais il faut réserver sa place à la mairie.",
    "Les plus jeunes pourront dessiner sur les murs de la cour.",
    "Une fanfare accompagnera le cortège jusqu’au port.",
]


def words_of(text: str, start_ms: int, end_ms: int) -> list[HeardWord]:
    words = text.split()
    step = (end_ms - start_ms) / max(len(words), 1)
    return [
        HeardWord(
            text=f" {word}", start_ms=round(start_ms + n * step), end_ms=round(start_ms + (n + 1) * step)
        )
        for n, word in enumerate(words)
    ]


@dataclass
class PlayedEar:
    """Hears ``quick`` at first and ``careful`` afterwards: words on the programme's clock."""

    quick: list[HeardWord]
    careful: list[HeardWord] | None = None
    asked: list[tuple[int, int, bool]] = field(default_factory=list)

    def hear(self, sound: Any, *, offset_ms: int = 0, careful: bool = False) -> tuple[HeardWord, ...]:
        end_ms = offset_ms + len(sound) * 1000 // RATE
        self.asked.append((offset_ms, end_ms, careful))
        words = self.careful if careful and self.careful is not None else self.quick
        return tuple(w for w in words if offset_ms <= (w.start_ms + w.end_ms) / 2 < end_ms)


@dataclass
class Stage:
    """A programme of noise and silence, with its cues."""

    sound: Any
    cues: list[Cue]

    def said(self, texts: list[str] | None = None) -> list[HeardWord]:
        texts = texts or [cue.text for cue in self.cues]
        pairs = zip(texts, self.cues, strict=True)
        return [word for text, cue in pairs for word in words_of(text, cue.start_ms, cue.end_ms)]

    def heard(self, ear: PlayedEar) -> list[tuple[str, int]]:
        return [(r.kind, r.sentence) for r in listen_to_cues(self.sound, self.cues, ear=ear)]


def stage_of(texts: list[str], *, times: dict[int, int] | None = None) -> Stage:
    """Each sentence takes 75 ms a letter (``times``: so often), 400 ms of silence between them."""
    parts, cues, at_ms = [np.zeros(RATE // 5, "<i2")], [], 200
    noise = np.random.default_rng(1)
    for n, text in enumerate(texts):
        length_ms = 75 * len(text) * (times or {}).get(n, 1)
        parts.append(noise.integers(-10_000, 10_000, RATE * length_ms // 1000).astype("<i2"))
        parts.append(np.zeros(RATE * 400 // 1000, "<i2"))
        cues.append(Cue(start_ms=at_ms, end_ms=at_ms + length_ms, paragraph=0, sentence=n, text=text))
        at_ms += length_ms + 400
    return Stage(np.concatenate(parts), cues)


def test_a_clean_programme_is_heard_once_and_quickly() -> None:
    stage = stage_of(SENTENCES)
    ear = PlayedEar(stage.said())
    told: list[tuple[int, int]] = []
    remarks = listen_to_cues(stage.sound, stage.cues, ear=ear, on_progress=lambda *p: told.append(p))
    assert remarks == ()
    assert len(ear.asked) == 2, "28 s to the window"
    assert not any(careful for _, _, careful in ear.asked)
    assert told[-1] == (7, 7)


def test_what_was_misheard_in_haste_raises_nothing() -> None:
    stage = stage_of(SENTENCES)
    hasty = stage.said([*SENTENCES[:2], "Merci d’avoir regardé cette vidéo.", *SENTENCES[3:]])
    ear = PlayedEar(hasty, careful=stage.said())
    assert stage.heard(ear) == []
    assert [careful for _, _, careful in ear.asked].count(True) == 1


def test_a_sentence_that_is_not_there_is_missing_both_times() -> None:
    stage = stage_of(SENTENCES)
    cue = stage.cues[2]
    stage.sound[cue.start_ms * 16 : cue.end_ms * 16] = 0
    words = [word for word in stage.said() if not cue.start_ms <= word.start_ms < cue.end_ms]
    assert stage.heard(PlayedEar(words)) == [("missing", 2)]


def test_a_doubled_sentence_that_haste_writes_once_is_found_by_its_uncovered_sound() -> None:
    stage = stage_of(SENTENCES, times={1: 2})
    cue = stage.cues[1]
    middle = (cue.start_ms + cue.end_ms) // 2
    rest = [w for w in stage.said() if not cue.start_ms <= w.start_ms < cue.end_ms]
    once = words_of(cue.text, cue.start_ms, middle)
    twice = once + words_of(cue.text, middle, cue.end_ms)
    assert stage.heard(PlayedEar(rest + once, careful=rest + twice)) == [("repeated", 1)]


def test_sound_still_without_words_is_heard_by_itself() -> None:
    stage = stage_of(SENTENCES[:2], times={1: 2})
    cue = stage.cues[1]
    once = words_of(cue.text, cue.start_ms, (cue.start_ms + cue.end_ms) // 2)
    ear = PlayedEar(stage.said()[:6] + once)
    stage.heard(ear)
    start_ms, end_ms, careful = ear.asked[-1]
    assert careful
    assert start_ms >= once[-1].end_ms - 50
    assert end_ms - start_ms >= 700


def test_exchanged_sentences_are_told_for_both() -> None:
    stage = stage_of([SENTENCES[0], SENTENCES[0].replace("chantier", "voyage"), SENTENCES[2], SENTENCES[3]])
    swapped = [stage.cues[n].text for n in (0, 1, 3, 2)]
    assert stage.heard(PlayedEar(stage.said(swapped))) == [("swapped", 2), ("swapped", 3)]


def test_another_sentence_is_one_remark_that_tells_both() -> None:
    stage = stage_of(SENTENCES)
    other = "Les hôteliers misent désormais sur la randonnée et les bains nordiques."
    ear = PlayedEar(stage.said([*SENTENCES[:3], other, *SENTENCES[4:]]))
    (remark,) = listen_to_cues(stage.sound, stage.cues, ear=ear)
    assert (remark.kind, remark.sentence) == ("missing", 3)
    assert remark.words.startswith("le premier concert")
    assert remark.heard.startswith("les hôteliers misent")


def test_a_programme_without_sentences() -> None:
    assert listen_to_cues(np.zeros(RATE, "<i2"), [], ear=PlayedEar([])) == ()


@pytest.mark.parametrize(
    ("heard", "score", "passed"),
    [(SENTENCES[1], 1.0, True), ("", 0.0, False), (f"{SENTENCES[1]} {SENTENCES[1]}", 0.0, False)],
)
def test_a_clip_gets_a_score(heard: str, score: float, passed: bool) -> None:
    clip = Clip(pcm=stage_of([SENTENCES[1]]).sound.tobytes(), frame_rate=RATE)
    length_ms = round(clip.duration_ms)
    take = listen_to_clip(clip, SENTENCES[1], ear=PlayedEar(words_of(heard, 200, length_ms - 400)))
    assert take.score == pytest.approx(score)
    if heard:
        assert take.passed is passed
    else:
        assert [remark.kind for remark in take.remarks] == ["unheard"], "there is sound, so words were said"


def test_silences_are_found_by_loudness() -> None:
    sound = np.full(RATE, 0.1, "f4")
    sound[3200:8000] = 0.001
    (silence,) = find_silences(sound, offset_ms=1000)
    assert (silence.start_ms, silence.end_ms) == (1200, 1500)
    assert find_silences(np.zeros(0, "f4")) == ()
    (whole,) = find_silences(np.zeros(RATE, "f4"))
    assert (whole.start_ms, whole.end_ms) == (0, 1000)


def test_an_mp3_is_opened_as_16_khz(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    run_ffmpeg(["-f", "lavfi", "-i", "sine=frequency=300:duration=2", "-ar", "44100", str(path)])
    with opened_sound(path, frame_rate=16_000) as sound:
        assert len(sound) == pytest.approx(2 * RATE, abs=1600)
        assert int(np.abs(sound).max()) > 1500


def test_what_is_no_sound_cannot_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"no sound" * 500)
    with pytest.raises(AudioError), opened_sound(path, frame_rate=16_000):
        pass
