"""Opus and AAC beside the MP3: the same sound at the same times; the files in an edition's life."""

from __future__ import annotations

import array
import json
import math
from pathlib import Path

import pytest

from audioedition.check import check_edition
from audioedition.check.probe import read_tags
from audioedition.commands.sound_options import formats_given
from audioedition.errors import AudioError, PublishError, UsageError
from audioedition.model import Clip, Programme, StoredEdition, Stretch
from audioedition.newsroom.prune import spent_files
from audioedition.newsroom.retention import Retention
from audioedition.produce.options import EditionOptions, Produced
from audioedition.produce.produce import produce_edition
from audioedition.publish.feed.feed import build_feed
from audioedition.publish.folder.remote import EditionStore
from audioedition.publish.folder.shelf import read_edition
from audioedition.sound.encode import Encoding, Tags, encode_programme
from audioedition.sound.formats import AAC, FORMATS, OPUS, chosen_formats
from audioedition.sound.loudness import measure_file
from audioedition.speak.clip_store import FolderStore
from audioedition.system.ffmpeg import VARIABLE, find_ffmpeg
from tests.support.decoded import decoded
from tests.support.tools import need_module

RATE = 16_000
HEARD_RATE = 48_000
BURSTS_MS = [400 + 1700 * n for n in range(8)]
TEXT = "La halle rouvre\n\nLa halle rouvre lundi matin. Les étals seront {} cette année.\n\nUne fête est prévue.\n"
BOTH = ("opus", "aac")
MARKS = {"comment": "Voix de synthèse.", "DigitalSourceType": "trainedAlgorithmicMedia"}


def bursts() -> Clip:
    """Silence, and a tone of 300 ms that begins at once at each of ``BURSTS_MS``."""
    samples = array.array("h", [0] * (14 * RATE))
    for start_ms in BURSTS_MS:
        start = start_ms * RATE // 1000
        for n in range(300 * RATE // 1000):
            samples[start + n] = round(12_000 * math.sin(2 * math.pi * 700 * n / RATE))
    return Clip(pcm=samples.tobytes(), frame_rate=RATE)


def onsets_ms(path: Path) -> list[float]:
    """Where a burst begins, after at least a second of silence."""
    found: list[float] = []
    for at, sample in enumerate(decoded(path, rate=HEARD_RATE)):
        if abs(sample) > 2500 and (not found or 1000 * at / HEARD_RATE > found[-1] + 1000):
            found.append(1000 * at / HEARD_RATE)
    return found


def test_every_format_is_as_long_and_as_loud_and_begins_where_the_mp3_does(tmp_path: Path) -> None:
    clip = bursts()
    programme = Programme(
        frame_rate=RATE, stretches=(Stretch(clip="a", frames=14 * RATE),), cues=(), chapters=()
    )
    tags = Tags(title="L’été", artist="x", album="y", date="2026-01-01", extra=MARKS)
    audio, heard = encode_programme(
        programme,
        tmp_path / "x.mp3",
        read_clip=lambda key: clip,
        tags=tags,
        encoding=Encoding(formats=tuple(FORMATS.values())),
    )
    assert [(o.path, o.media_type) for o in audio.others] == [
        ("x.opus", "audio/ogg; codecs=opus"),
        ("x.m4a", "audio/mp4; codecs=mp4a.40.2"),
    ]
    for name in ("x.mp3", "x.opus", "x.m4a"):
        assert onsets_ms(tmp_path / name) == pytest.approx(BURSTS_MS, abs=10), name
    for other in audio.others:
        loudness, duration_ms = measure_file(tmp_path / other.path)
        assert duration_ms == other.duration_ms == pytest.approx(14_000, abs=30)
        assert loudness.integrated_lufs == pytest.approx(heard.integrated_lufs, abs=1)
        assert loudness.true_peak_dbtp <= -1
        assert other.size_bytes < audio.size_bytes
        told = read_tags(tmp_path / other.path, of_stream=other.path.endswith(".opus"))
        assert {name: told.get(name.lower()) for name in MARKS} == MARKS


# --- an edition's life --------------------------------------------------------------------------------------------


def make(room: Path, *, stalls: str = "trente", **options: object) -> Produced:
    source = room / "article.txt"
    source.write_text(TEXT.format(stalls), encoding="utf-8")
    wanted = EditionOptions(voice="tone", **options)  # type: ignore[arg-type]  # its fields
    return produce_edition(
        str(source), output=room / "out", options=wanted, store=FolderStore(room / "clips")
    )


def sounds(produced: Produced) -> set[str]:
    return {path.name for path in produced.folder.iterdir() if path.suffix in (".mp3", ".opus", ".m4a")}


def test_formats_come_stay_follow_a_correction_and_go(tmp_path: Path) -> None:
    need_module("fsspec", extra="s3")  # it is put into a store, too
    plain = make(tmp_path)
    assert (plain.edition.audio.others, sounds(plain)) == ((), {"la-halle-rouvre.mp3"})
    assert "<source" not in (plain.folder / "index.html").read_text(encoding="utf-8")
    before = plain.audio_path.read_bytes()

    first = make(tmp_path, formats=("opus",))
    assert (first.status, first.edition.revision, len(first.edition.revisions)) == ("revised", 1, 1)
    assert first.audio_path.read_bytes() == before
    both = make(tmp_path, formats=BOTH)
    assert [other.path for other in both.edition.audio.others] == [
        "la-halle-rouvre.opus",
        "la-halle-rouvre.m4a",
    ]
    assert both.edition.audio.others[0] == first.edition.audio.others[0]
    assert make(tmp_path, formats=BOTH).status == "unchanged"
    assert make(tmp_path).edition.audio.others == both.edition.audio.others, "nobody asked to take them away"
    assert check_edition(both.folder).findings == ()
    offered = (
        (both.folder / "index.html")
        .read_text(encoding="utf-8")
        .partition("<audio")[2]
        .partition("</audio>")[0]
    )
    assert [line.split('"')[1] for line in offered.splitlines() if "<source" in line] == [
        "la-halle-rouvre.opus", "la-halle-rouvre.m4a", "la-halle-rouvre.mp3",
    ]  # fmt: skip
    feed = build_feed(tmp_path / "out", base_url="https://audio.example/").path.read_text(encoding="utf-8")
    assert ".mp3" in feed
    assert ".opus" not in feed
    assert ".m4a" not in feed

    store = EditionStore(str(tmp_path / "store"))
    store.push(read_edition(both.folder))
    pulled = store.pull(both.edition.id, tmp_path / "elsewhere")
    assert pulled is not None
    assert (pulled / "la-halle-rouvre.opus").read_bytes() == (
        both.folder / "la-halle-rouvre.opus"
    ).read_bytes()

    corrected = make(tmp_path, stalls="quarante", formats=("opus",))
    assert corrected.edition.revision == 2
    assert sounds(corrected) == {
        "la-halle-rouvre.mp3", "la-halle-rouvre.r2.mp3", "la-halle-rouvre.opus", "la-halle-rouvre.r2.opus",
    }, "the old names stay, the format that was not asked for does not"  # fmt: skip
    newest = corrected.folder / corrected.edition.audio.others[0].path
    assert (corrected.folder / "la-halle-rouvre.opus").samefile(newest)
    spent = spent_files(
        tmp_path / "out", clips=tmp_path / "clips", retention=Retention(old_sounds_s=0.0), now=1e12
    )
    assert {each.path.name for each in spent if each.kind == "old sound"} == {
        "la-halle-rouvre.mp3", "la-halle-rouvre.opus",
    }  # fmt: skip

    newest.write_bytes(newest.read_bytes()[:-50])
    messages = [finding.message for finding in check_edition(corrected.folder).findings]
    assert any("la-halle-rouvre.r2.opus has" in message for message in messages)
    mended = make(tmp_path, stalls="quarante", formats=("opus",))
    assert check_edition(mended.folder).findings == ()
    (mended.folder / mended.edition.audio.others[0].path).unlink()
    assert [f.message for f in check_edition(mended.folder).findings] == [
        "la-halle-rouvre.r2.opus is missing."
    ]


def test_what_stands_in_edition_json_is_read_again(tmp_path: Path) -> None:
    made = make(tmp_path, formats=BOTH)
    read = read_edition(made.folder)
    assert isinstance(read, StoredEdition)
    assert read.edition.audio == made.edition.audio
    bare = json.loads((made.folder / "edition.json").read_bytes())
    del bare["audio"]["others"]  # as versions before wrote it
    (made.folder / "edition.json").write_text(json.dumps(bare), encoding="utf-8")
    assert read_edition(made.folder).edition.audio.others == ()


# --- what cannot be ----------------------------------------------------------------------------------------------


def test_names_are_read_and_an_unknown_one_is_told(tmp_path: Path) -> None:
    assert formats_given("opus, aac") == formats_given("opus aac") == BOTH
    assert chosen_formats(["aac", "opus", "aac"]) == (OPUS, AAC)
    with pytest.raises(UsageError, match="'flac' is no format"):
        make(tmp_path, formats=("flac",))
    assert not (tmp_path / "out").exists()


def stand_in(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_an_ffmpeg_without_the_encoder_is_named_before_anything_is_spoken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    poor = f"""case "$*" in *-encoders*) echo " A....D aac  AAC";; *) exec {find_ffmpeg()} "$@";; esac"""
    monkeypatch.setenv(VARIABLE, stand_in(tmp_path / "poor", poor))
    with pytest.raises(AudioError, match="poor cannot make opus: it was built without libopus"):
        make(tmp_path, formats=("opus",))
    assert not (tmp_path / "clips").exists()
    assert make(tmp_path, formats=("aac",)).edition.audio.others[0].path == "la-halle-rouvre.m4a"


def test_a_disk_that_fills_while_a_format_is_made_leaves_the_edition_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = make(tmp_path)
    before = {path: path.read_bytes() for path in plain.folder.rglob("*") if path.is_file()}
    full = f"""case "$*" in *.opus*) {find_ffmpeg()} "$@" 2>/dev/null
    echo "av_interleaved_write_frame(): No space left on device" >&2; exit 1;; *) exec {find_ffmpeg()} "$@";; esac"""
    monkeypatch.setenv(VARIABLE, stand_in(tmp_path / "full", full))
    with pytest.raises(PublishError, match="The disk is full"):
        make(tmp_path, formats=("opus",))
    assert {path: path.read_bytes() for path in plain.folder.rglob("*") if path.is_file()} == before
    assert not list((tmp_path / "out" / ".audioedition" / "staging").rglob("*.opus"))
