"""Programme -> MP3, read back with tools that are not ours."""

from __future__ import annotations

import array
import dataclasses
import math
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import mutagen.id3
import mutagen.mp3
import pytest

from audioedition.errors import AudioError
from audioedition.model import Chapter, Clip, Programme, Stretch
from audioedition.sound.encode import Encoding, Tags, encode_programme, metadata_text, read_chapters
from audioedition.sound.formats import OPUS
from audioedition.sound.id3 import add_frames, comment_frame, picture_frame
from audioedition.sound.loudness import measure_file, read_loudness
from audioedition.system.ffmpeg import find_ffmpeg, run_ffmpeg
from tests.support.decoded import decoded
from tests.support.tools import missing

RATE = 16_000
TAGS = Tags(
    title="Le marché de Noël « s’éteint » ; 3 = 2 + 1 # fin \\ 🎄",
    artist="Anaïs Le Goff",
    album="L’Écho de Saint-Brévec",
    date="2025-12-24",
    extra={"comment": "Lu par une voix de synthèse.", "DigitalSourceType": "trainedAlgorithmicMedia"},
)


def beep(seconds: float, *, frequency_hz: float = 440, level: float = 0.3) -> Clip:
    step = 2 * math.pi * frequency_hz / RATE
    samples = (int(32767 * level * math.sin(step * n)) for n in range(int(seconds * RATE)))
    return Clip(pcm=array.array("h", samples).tobytes(), frame_rate=RATE)


def programme(clips: dict[str, Clip], *, gap_s: float = 0.5, chapters: tuple[Chapter, ...] = ()) -> Programme:
    stretches: list[Stretch] = []
    for key, clip in clips.items():
        stretches.append(Stretch(clip=key, frames=clip.frames))
        stretches.append(Stretch(clip=None, frames=int(gap_s * RATE)))
    return Programme(frame_rate=RATE, stretches=tuple(stretches), cues=(), chapters=chapters)


@pytest.mark.parametrize("level", [0.004, 0.3, 0.99])
def test_loudness_and_peak_hold_on_the_finished_file(tmp_path: Path, level: float) -> None:
    clips = {"a": beep(4, level=level)}
    audio, loudness = encode_programme(
        programme(clips), tmp_path / "x.mp3", read_clip=clips.__getitem__, tags=TAGS
    )
    heard, duration_ms = measure_file(tmp_path / "x.mp3")
    assert heard == loudness
    assert -17 <= heard.integrated_lufs <= -15
    assert heard.true_peak_dbtp <= -1
    assert abs(duration_ms - 4500) <= 100
    assert (audio.size_bytes, audio.duration_ms) == ((tmp_path / "x.mp3").stat().st_size, duration_ms)


def test_the_last_chapter_ends_with_the_sound(tmp_path: Path) -> None:
    """ffmpeg tells 1.22 s of 1.2276: a chapter (a clip in JSON-LD) would end behind the sound that holds it."""
    clips = {"a": beep(0.7276)}
    planned = programme(clips)
    whole = Chapter(start_ms=0, end_ms=planned.duration_ms, title="Le gué")
    audio, _ = encode_programme(
        dataclasses.replace(planned, chapters=(whole,)),
        tmp_path / "x.mp3",
        read_clip=clips.__getitem__,
        tags=TAGS,
        encoding=Encoding(formats=(OPUS,)),
    )
    assert planned.duration_ms % 10
    assert {audio.duration_ms, *(o.duration_ms for o in audio.others)} == {whole.end_ms}


def test_the_system_s_own_older_ffmpeg_measures_and_encodes_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Debian 12's 5.1 did not know an option of the meter; it is what a newsroom without a wheel has."""
    own = shutil.which("ffmpeg") or missing("the program ffmpeg (Debian: apt-get install ffmpeg)")
    monkeypatch.setenv("AUDIOEDITION_FFMPEG", str(own))
    clips = {"a": beep(3, level=0.3)}
    _, heard = encode_programme(programme(clips), tmp_path / "x.mp3", read_clip=clips.__getitem__, tags=TAGS)
    assert -17 <= heard.integrated_lufs <= -15


def test_peaky_speech_is_limited(tmp_path: Path) -> None:
    """Quiet words with loud clicks: −16 LUFS needs a gain that the clicks do not bear."""
    quiet, click = beep(0.4, level=0.02), beep(0.004, level=0.9)
    clips = {f"{n}{kind}": clip for n in range(12) for kind, clip in (("q", quiet), ("c", click))}
    plan = programme(clips, gap_s=0.01)
    _, heard = encode_programme(plan, tmp_path / "x.mp3", read_clip=clips.__getitem__, tags=TAGS)
    assert heard.true_peak_dbtp <= -1
    assert -17 <= heard.integrated_lufs <= -15


def test_a_sound_too_short_to_measure_is_still_encoded(tmp_path: Path) -> None:
    clips = {"a": beep(0.1)}
    audio, _ = encode_programme(
        programme(clips, gap_s=0.05), tmp_path / "x.mp3", read_clip=clips.__getitem__, tags=TAGS
    )
    assert abs(audio.duration_ms - 150) <= 100


def test_constant_bit_rate_and_frame_rate(tmp_path: Path) -> None:
    clips = {"a": beep(3)}
    encode_programme(programme(clips), tmp_path / "x.mp3", read_clip=clips.__getitem__, tags=TAGS)
    info = mutagen.mp3.MP3(tmp_path / "x.mp3").info
    assert abs(info.bitrate - 96_000) < 100
    assert info.bitrate_mode == mutagen.mp3.BitrateMode.CBR
    assert (info.sample_rate, info.channels) == (44_100, 1)


def test_tags_and_chapters_as_mutagen_reads_them(tmp_path: Path) -> None:
    clips = {"a": beep(2), "b": beep(2, frequency_hz=880)}
    chapters = (
        Chapter(start_ms=0, end_ms=2500, title="L’été à l’ombre ; a = b"),
        Chapter(start_ms=2500, end_ms=5000, title="Deux\nlignes 🎄 “cité”"),
    )
    encode_programme(
        programme(clips, chapters=chapters), tmp_path / "x.mp3", read_clip=clips.__getitem__, tags=TAGS
    )
    tags = mutagen.id3.ID3(tmp_path / "x.mp3")
    assert tags.version == (2, 3, 0)
    assert str(tags["TIT2"]) == TAGS.title
    assert (str(tags["TPE1"]), str(tags["TALB"])) == (TAGS.artist, TAGS.album)
    assert str(tags["TDRC"]) == "2025-12-24"
    assert str(tags["TLAN"]) == "fra"
    assert str(tags["TXXX:DigitalSourceType"]) == "trainedAlgorithmicMedia"
    assert str(tags["TXXX:comment"]) == "Lu par une voix de synthèse."
    assert str(tags["COMM::fre"]) == "Lu par une voix de synthèse."
    toc = tags.getall("CTOC")
    assert len(toc) == 1
    assert toc[0].flags == mutagen.id3.CTOCFlags.TOP_LEVEL | mutagen.id3.CTOCFlags.ORDERED
    found = [tags[f"CHAP:{name}"] for name in toc[0].child_element_ids]
    assert [(c.start_time, c.end_time, str(c.sub_frames["TIT2"])) for c in found] == [
        (c.start_ms, c.end_ms, c.title) for c in chapters
    ]
    assert [c.title for c in read_chapters(tmp_path / "x.mp3")] == [c.title for c in chapters]


def test_ffprobe_reads_the_same_chapters(tmp_path: Path, need_tool: Callable[[str], str]) -> None:
    clips = {"a": beep(2), "b": beep(2)}
    chapters = (
        Chapter(start_ms=0, end_ms=2500, title="Un"),
        Chapter(start_ms=2500, end_ms=5000, title="Deux"),
    )
    encode_programme(
        programme(clips, chapters=chapters), tmp_path / "x.mp3", read_clip=clips.__getitem__, tags=TAGS
    )
    command = [
        need_tool("ffprobe"),
        "-v",
        "error",
        "-show_chapters",
        "-of",
        "csv=p=0:nk=1",
        str(tmp_path / "x.mp3"),
    ]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert len(lines) == 2
    assert [line.rpartition(",")[2] for line in lines] == ["Un", "Deux"]


def test_chapters_start_where_the_sound_starts(tmp_path: Path) -> None:
    """After decoding, every beep begins within 30 ms of its chapter."""
    clips = {str(n): beep(0.7, frequency_hz=300 + 50 * n) for n in range(12)}
    starts_ms = [1200 * n for n in range(12)]
    chapters = tuple(Chapter(start_ms=s, end_ms=s + 1200, title=f"Bip {s}") for s in starts_ms)
    encode_programme(
        programme(clips, gap_s=0.5, chapters=chapters),
        tmp_path / "x.mp3",
        read_clip=clips.__getitem__,
        tags=TAGS,
    )
    samples = decoded(tmp_path / "x.mp3", rate=RATE)
    for start_ms in starts_ms:
        position = start_ms * RATE // 1000
        window = samples[max(0, position - RATE // 5) : position + RATE // 5]
        first = next(n for n, value in enumerate(window) if abs(value) > 800) + max(0, position - RATE // 5)
        assert abs(1000 * first / RATE - start_ms) <= 30


def test_a_lost_chapter_is_noticed(tmp_path: Path) -> None:
    clips = {"a": beep(2)}
    broken = programme(clips, chapters=(Chapter(start_ms=9000, end_ms=9500, title="au-delà de la fin"),))
    with pytest.raises(AudioError, match="chapters"):
        encode_programme(broken, tmp_path / "x.mp3", read_clip=clips.__getitem__, tags=TAGS)


def test_metadata_cannot_be_broken_out_of() -> None:
    tags = Tags(title="x\n[CHAPTER]\nSTART=0", artist="a;b#c=d\\", album="", date="", extra={})
    text = metadata_text(tags, ())
    assert "\n[CHAPTER]" not in text.replace("\\\n[CHAPTER]", "")
    assert "artist=a\\;b\\#c\\=d\\\\" in text


def test_ffmpeg_failure_says_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="ffmpeg failed"):
        run_ffmpeg(["-i", str(tmp_path / "absent.mp3"), "-f", "null", "-"])


@pytest.mark.parametrize(("deaths", "answers"), [(2, True), (99, False)])
def test_an_ffmpeg_that_is_killed_from_outside_is_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deaths: int, answers: bool
) -> None:
    died, mortal = tmp_path / "died", tmp_path / "ffmpeg"
    mortal.write_text(
        f'#!/bin/sh\nif [ "$(cat {died} 2>/dev/null | wc -l)" -ge {deaths} ]; then exec {find_ffmpeg()} "$@"; fi\n'
        f"echo x >> {died}\nkill -9 $$\n"
    )
    mortal.chmod(0o755)
    monkeypatch.setenv("AUDIOEDITION_FFMPEG", str(mortal))
    if answers:
        assert "ffmpeg version" in run_ffmpeg(["-version"], keep_output=True)
    else:
        with pytest.raises(AudioError, match="-9") as caught:
            run_ffmpeg(["-version"], keep_output=True)
        assert caught.value.retryable


def test_ffmpeg_is_found_without_starting_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that starts candidates takes another one for good when the system kills that start."""
    from audioedition.system import ffmpeg

    monkeypatch.delenv(ffmpeg.VARIABLE, raising=False)
    ffmpeg._bundled_ffmpeg.cache_clear()
    started: list[object] = []

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event == "subprocess.Popen" and listening:
            started.append(arguments[0])

    listening = True
    sys.addaudithook(hear)
    path = find_ffmpeg()
    listening = False
    assert started == []
    assert "ffmpeg version" in run_ffmpeg(["-version"], keep_output=True)
    assert Path(path).is_absolute()


def test_ffmpeg_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOEDITION_FFMPEG", "/nowhere/ffmpeg")
    with pytest.raises(AudioError, match="cannot be run") as caught:
        find_ffmpeg()
    assert "AUDIOEDITION_FFMPEG" in caught.value.hint


def test_the_notice_stands_where_players_look_for_it_and_the_picture_beside(tmp_path: Path) -> None:
    """It was a TXXX frame only, which players do not show."""
    clips = {"a": beep(2)}
    picture = b"\xff\xd8" + b"\0x" * 100_000
    chapters = (Chapter(start_ms=0, end_ms=2500, title="Un"),)
    tags = dataclasses.replace(TAGS, language="eng", picture=picture)
    path = tmp_path / "x.mp3"
    audio, _ = encode_programme(
        programme(clips, chapters=chapters), path, read_clip=clips.__getitem__, tags=tags
    )
    found = mutagen.id3.ID3(path)
    assert str(found["COMM::eng"]) == "Lu par une voix de synthèse."
    assert found["APIC:"].data == picture
    assert (found["APIC:"].type, found["APIC:"].mime) == (3, "image/jpeg")
    assert len(found.getall("CHAP")) == 1
    assert path.stat().st_size == audio.size_bytes


def test_a_tag_without_room_is_refused_and_the_file_stays(tmp_path: Path) -> None:
    clips = {"a": beep(1)}
    encode_programme(programme(clips), tmp_path / "x.mp3", read_clip=clips.__getitem__, tags=TAGS)
    before = (tmp_path / "x.mp3").read_bytes()
    with pytest.raises(AudioError, match="no room"):
        add_frames(tmp_path / "x.mp3", comment_frame("x" * 5000, language="fre"))
    with pytest.raises(AudioError, match="too large"):
        picture_frame(bytes(300_001))
    assert (tmp_path / "x.mp3").read_bytes() == before
    (tmp_path / "y.mp3").write_bytes(before[2000:])
    with pytest.raises(AudioError, match="no plain"):
        add_frames(tmp_path / "y.mp3", b"")


def test_300_chapters_make_a_file_that_lists_255(tmp_path: Path) -> None:
    clips = {str(n): beep(0.1) for n in range(300)}
    chapters = tuple(Chapter(start_ms=600 * n, end_ms=600 * n + 600, title=f"Partie {n}") for n in range(300))
    plan = programme(clips, chapters=chapters)
    encode_programme(plan, tmp_path / "x.mp3", read_clip=clips.__getitem__, tags=TAGS)
    assert [c.title for c in read_chapters(tmp_path / "x.mp3")][-2:] == ["Partie 253", "Partie 254 (+ 45)"]


def test_the_loudness_says_how_it_was_measured(tmp_path: Path) -> None:
    """Without it −16 could not be compared with the −19 of a meter that takes the bare channel."""
    clips = {"a": beep(3)}
    _, heard = encode_programme(programme(clips), tmp_path / "x.mp3", read_clip=clips.__getitem__, tags=TAGS)
    assert "dualmono=true" in heard.method
    bare = run_ffmpeg(["-i", str(tmp_path / "x.mp3"), "-af", "ebur128=framelog=verbose", "-f", "null", "-"])
    assert read_loudness(bare).integrated_lufs == pytest.approx(heard.integrated_lufs - 3.01, abs=0.15)
