"""``check --marks``: what of a sound file tells that a machine speaks in it; and an edition's promised watermark."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from audioedition.check import marks as marks_module
from audioedition.check.listen.ends import listen_to_ends
from audioedition.check.listen.words import HeardWord
from audioedition.check.marks import NOTICE, Mark, list_marks
from audioedition.cli import main
from audioedition.errors import AudioError, UsageError
from audioedition.publish.folder.shelf import read_edition
from audioedition.sound.watermark import detect, weights
from audioedition.sound.watermark.detect import WatermarkTrace
from audioedition.sound.watermark.weights import SCHEME
from audioedition.system.ffmpeg import run_ffmpeg
from audioedition.system.messages import in_french
from tests.support.tools import missing

if find_spec("numpy") is None or find_spec("perth") is None:
    missing("numpy and perth (pip install 'audioedition[watermark]')")


@pytest.fixture(autouse=True)
def quick_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    """What finds the mark has tests of its own; here it finds none, in no time, in as many windows as it would."""

    def trace(sound: Any) -> WatermarkTrace:
        return WatermarkTrace(confidence=0.0, stretches=(), windows=len(list(detect._windows(sound))))

    monkeypatch.setattr(marks_module, "trace_watermark", trace)


def foreign(path: Path, *arguments: str, source: str = "sine=frequency=300:duration=3") -> Path:
    """A file that somebody else made."""
    run_ffmpeg(["-f", "lavfi", "-i", source, *arguments, "-y", str(path)])
    return path


def by_kind(path: Path, **more: Any) -> dict[str, Mark]:
    return {mark.kind: mark for mark in list_marks(path, **more).marks}


def call(*arguments: str) -> Any:
    return CliRunner(mix_stderr=False).invoke(main, ["check", "--marks", *arguments])


def test_our_own_edition_tells_it_in_tags_and_words(folder: Path) -> None:
    marks = by_kind(folder)
    assert marks["tag"].message == "DigitalSourceType: algorithmicMedia"
    assert "voix de synthèse" in marks["comment"].message
    assert marks["spoken"].present
    assert "lu par une voix de synthèse" in marks["spoken"].message
    assert [marks[kind].present for kind in ("tag", "comment", "c2pa", "watermark")] == [
        True,
        True,
        False,
        False,
    ]
    assert by_kind(read_edition(folder).audio_path) == marks


def test_a_file_of_others_tells_nothing_and_what_was_not_looked_for_is_said(tmp_path: Path) -> None:
    marks = by_kind(foreign(tmp_path / "x.mp3"))
    assert {kind: mark.present for kind, mark in marks.items()} == {
        "tag": False, "comment": False, "c2pa": False, "watermark": False, "spoken": None,
    }  # fmt: skip
    assert "--listen" in marks["spoken"].message


@pytest.mark.parametrize("name", ["a.m4a", "a.opus", "a.wav", "a.flac"])
def test_other_formats_are_read(tmp_path: Path, name: str) -> None:
    marks = by_kind(foreign(tmp_path / name, "-metadata", "comment=Généré par une IA."))
    assert marks["comment"].present
    assert marks["watermark"].present is False


def test_a_comment_and_a_tag_that_say_something_else(tmp_path: Path) -> None:
    path = foreign(
        tmp_path / "x.mp3",
        "-metadata",
        "comment=Mixé à Brest",
        "-metadata",
        "DigitalSourceType=digitalCapture",
    )
    marks = by_kind(path)
    assert marks["comment"].present is False
    assert "Mixé à Brest" in marks["comment"].message
    assert marks["tag"].present is False
    assert "digitalCapture" in marks["tag"].message


def test_a_term_given_as_its_address_is_the_term(tmp_path: Path) -> None:
    uri = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    marks = by_kind(foreign(tmp_path / "x.mp3", "-metadata", f"DigitalSourceType={uri}"))
    assert marks["tag"].present


@pytest.mark.parametrize(
    ("words", "tells"),
    [
        ("Article lu par une voix de synthèse.", True),
        ("cet épisode a été généré par l’IA", True),
        ("Lu par une intelligence artificielle : siwis", True),
        ("This audio is AI-generated.", True),
        ("read by a synthetic voice", True),
        ("La voix de la gare, par Jeanne Le Bihan", False),
        ("Une synthèse du rapport, à voix basse", False),
        ("Il m’a dit : j’aide", False),
    ],
)
def test_notices_are_known_by_their_words(words: str, tells: bool) -> None:
    assert bool(NOTICE.search(words)) is tells


def test_what_is_heard_first_and_last_counts(tmp_path: Path) -> None:
    path = foreign(tmp_path / "x.mp3", source="sine=frequency=300:duration=70")
    lengths = []

    class Listener:
        def hear(self, sound: Any, *, offset_ms: int = 0, careful: bool = False) -> tuple[HeardWord, ...]:
            lengths.append(len(sound))
            words = ["Bonjour."] if len(lengths) == 1 else "C’était lu par une voix de synthèse.".split()
            return tuple(HeardWord(text=w, start_ms=0, end_ms=1, probability=1.0) for w in words)

    marks = by_kind(path, listen=lambda file: listen_to_ends(file, ear=Listener()))
    assert lengths == [480_000, 480_000]
    assert marks["spoken"].present
    assert marks["spoken"].message.startswith("At 0:40.0")


def test_a_notice_that_is_not_heard_is_absent(tmp_path: Path) -> None:
    marks = by_kind(foreign(tmp_path / "x.mp3"), listen=lambda file: ((0, "Bonjour à tous."),))
    assert marks["spoken"].present is False


def test_too_short_and_silent_files_are_told(tmp_path: Path) -> None:
    short = by_kind(foreign(tmp_path / "s.mp3", source="sine=duration=0.8"))
    assert (short["watermark"].present, short["watermark"].message) == (None, "Too short to tell.")
    silent = by_kind(foreign(tmp_path / "q.wav", "-t", "4", source="anullsrc"))
    assert silent["watermark"].message.startswith("Silence")


@pytest.mark.parametrize("content", [b"", b"no sound at all" * 300, b"ID3\x03\0\0\0\0\0\x01" + bytes(50)])
def test_what_is_no_sound_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.mp3").write_bytes(content)
    with pytest.raises(AudioError, match="holds no sound that can be decoded"):
        list_marks(tmp_path / "x.mp3")
    result = call(str(tmp_path / "x.mp3"))
    assert result.exit_code == 7
    assert "Name a sound file" in result.stderr


def test_a_picture_is_no_sound(tmp_path: Path) -> None:
    run_ffmpeg(
        ["-f", "lavfi", "-i", "color=duration=0.1:size=16x16", "-frames:v", "1", str(tmp_path / "x.png")]
    )
    with pytest.raises(AudioError):
        list_marks(tmp_path / "x.png")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        list_marks(tmp_path / "none.mp3")
    assert call(str(tmp_path / "none.mp3")).exit_code == 2


def test_a_damaged_middle_is_still_looked_at(folder: Path) -> None:
    path = read_edition(folder).audio_path
    sound = bytearray(path.read_bytes())
    sound[20_000:24_000] = bytes(4_000)
    path.write_bytes(sound)
    marks = by_kind(path)
    assert marks["tag"].present
    assert marks["spoken"].present is None  # no longer the sound that edition.json describes


def test_the_command_lists_and_json_says_the_same(folder: Path, tmp_path: Path) -> None:
    result = call(str(folder))
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[0].startswith("PRESENT  tag ")
    assert result.stdout.splitlines()[-1].endswith(": 3 marks.")
    other = foreign(tmp_path / "x.mp3")
    content = json.loads(call(str(folder), str(other), "--format", "json").stdout)
    assert [report["marked"] for report in content] == [True, False]
    assert {mark["kind"] for mark in content[1]["marks"]} == {"tag", "comment", "c2pa", "watermark", "spoken"}
    single = json.loads(call(str(other), "--format", "json").stdout)
    assert single == content[1]


def test_one_bad_file_does_not_stop_the_others(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "x.mp3").write_bytes(b"x")
    result = call(str(tmp_path / "x.mp3"), str(folder))
    assert result.exit_code == 7
    assert "3 marks" in result.stdout
    assert "1 of 2 files could not be looked at" in result.stderr


def test_it_speaks_french(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOEDITION_LANG", "fr")
    lines = call(str(folder)).stdout.splitlines()
    assert lines[0].startswith("PRÉSENTE  étiquette ")
    assert any("Aucun filigrane n’a été trouvé." in line for line in lines)
    assert lines[-1].endswith("\u00a0: 3 marques.")


def test_without_the_extra_it_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "find_spec", lambda name: None)
    assert by_kind(folder)["watermark"].present is None
    result = CliRunner(mix_stderr=False).invoke(
        main, ["make", "x.txt", "--watermark", "--voice", "tone", "-o", str(folder / "output")]
    )
    assert result.exit_code == 2
    assert "audioedition[watermark]" in result.stderr


@pytest.mark.parametrize(
    ("trace", "words"),
    [
        (
            WatermarkTrace(confidence=0.98, stretches=((0, 20_000),), windows=2),
            "confidence 0.98, in 0:00.0–0:20.0.",
        ),
        (
            WatermarkTrace(confidence=0.3, stretches=((0, 20_000),), windows=9),
            "in a part of the sound only: 0:00.0–",
        ),
        (
            WatermarkTrace(confidence=1.0, stretches=((0, 9_000),), windows=1, speed=1.25),
            "plays 1.25 times too fast.",
        ),
    ],
)
def test_what_was_found_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trace: WatermarkTrace, words: str
) -> None:
    monkeypatch.setattr(marks_module, "trace_watermark", lambda sound: trace)
    mark = by_kind(foreign(tmp_path / "x.mp3"))["watermark"]
    assert mark.present
    assert mark.confidence == trace.confidence
    assert words in mark.message
    assert in_french(mark.message)


def test_a_promised_watermark_that_is_not_there_is_an_alarm(folder: Path, spoil: Any) -> None:
    audio = read_edition(folder).edition.audio
    spoil(audio=replace(audio, watermark=SCHEME))
    result = CliRunner(mix_stderr=False).invoke(main, ["check", str(folder)])
    assert result.exit_code == 7
    assert "The watermark that this edition promises was not found." in result.stdout
    spoil(audio=replace(audio, watermark="other 3"))
    result = CliRunner(mix_stderr=False).invoke(main, ["check", str(folder)])
    assert result.exit_code == 0
    assert "“other 3” is not one that this version looks for" in result.stdout
    shutil.rmtree(folder)
