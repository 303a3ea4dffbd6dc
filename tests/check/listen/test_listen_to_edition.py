"""From what was heard to the report of a check: findings with paragraph and time."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from audioedition.check import check_edition
from audioedition.check.listen import listen_to_edition
from audioedition.check.listen.judge import Remark
from audioedition.check.listen.report import describe_remark, findings_of
from audioedition.check.listen.words import HeardWord
from audioedition.errors import AudioError
from audioedition.model import Cue
from audioedition.produce.produce import EditionOptions, produce_edition
from audioedition.publish.folder.shelf import read_edition
from audioedition.speak.clip_store import FolderStore
from tests.support.tools import missing

ARTICLE = """Le moulin de Kerouat tourne de nouveau

Les deux roues ont été refaites en chêne. Une vanne règle désormais le débit de la rivière.
The miller was very happy about the whole affair and said so at length.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if find_spec("numpy") is None:
        missing("numpy (extra: listen)")
    folder = tmp_path_factory.mktemp("listen")
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    store = FolderStore(folder / "clips")
    options = EditionOptions(voice="tone")
    return produce_edition(str(folder / "a.txt"), output=folder / "out", options=options, store=store).folder


class SlyEar:
    """Hears every cue's words in its time, but those of the sentences that it is told to pass over."""

    def __init__(self, cues: tuple[Cue, ...], *, deaf_to: str = "#") -> None:
        self.words: list[HeardWord] = []
        for cue in cues:
            if deaf_to in cue.text:
                continue
            texts = cue.text.split()
            step = (cue.end_ms - cue.start_ms) / len(texts)
            for n, text in enumerate(texts):
                start, end = cue.start_ms + n * step, cue.start_ms + (n + 1) * step
                self.words.append(HeardWord(text=f" {text}", start_ms=round(start), end_ms=round(end)))

    def hear(self, sound: Any, *, offset_ms: int = 0, careful: bool = False) -> tuple[HeardWord, ...]:
        end_ms = offset_ms + len(sound) // 16
        return tuple(w for w in self.words if offset_ms <= (w.start_ms + w.end_ms) / 2 < end_ms)


def test_what_was_said_adds_nothing_but_who_listened(made: Path) -> None:
    report = check_edition(made)
    ear = SlyEar(read_edition(made).edition.cues)
    assert listen_to_edition(made, report, ear=ear, model="sly") == replace(report, listened="sly")


def test_words_passed_over_though_there_is_sound_are_a_note(made: Path) -> None:
    cues = read_edition(made).edition.cues
    ear = SlyEar(cues, deaf_to="vanne")
    report = listen_to_edition(made, check_edition(made), ear=ear, model="sly")
    (finding,) = report.findings
    assert (finding.kind, finding.severity, report.passed) == ("unheard", "note", True)
    cue = next(cue for cue in cues if "vanne" in cue.text)
    assert (finding.paragraph, finding.sentence) == (cue.paragraph, cue.sentence)


def test_an_mp3_that_cannot_be_heard(made: Path) -> None:
    path = read_edition(made).audio_path
    whole, ear = path.read_bytes(), SlyEar(())
    try:
        path.write_bytes(b"no sound" * 100)
        report = check_edition(made)
        assert listen_to_edition(made, report, ear=ear, model="sly") == report, "the check has said it"
        with pytest.raises(AudioError):
            listen_to_edition(made, replace(report, findings=()), ear=ear, model="sly")
    finally:
        path.write_bytes(whole)


def remark(kind: Any, sentence: int, heard: str = "") -> Remark:
    return Remark(
        kind=kind, words="la rivière", heard=heard, sentence=sentence, start_ms=1200, end_ms=1900, sounds=8
    )


def test_a_foreign_paragraph_gets_notes_only(made: Path) -> None:
    edition = read_edition(made).edition
    paragraphs = list(edition.paragraphs)
    paragraphs[-1] = replace(paragraphs[-1], language="en")
    edition = replace(edition, paragraphs=tuple(paragraphs))
    last = len(edition.cues) - 1
    french, english = findings_of([remark("missing", last - 1), remark("missing", last)], edition)
    assert (french.severity, english.severity) == ("alarm", "note")


@pytest.mark.parametrize("kind", ["missing", "repeated", "swapped", "doubtful", "unheard", "added"])
def test_every_remark_is_a_sentence_with_its_words(kind: str) -> None:
    words = describe_remark(remark(kind, 0, heard="l’arrivée"))
    assert "« la rivière »" in words
    assert words.endswith(".")
    if kind in ("missing", "swapped", "doubtful"):
        assert "« l’arrivée » was heard" in words
