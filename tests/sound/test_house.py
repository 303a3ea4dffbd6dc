"""The sound of the house: jingles, bed and loudness in real files, decoded again and compared."""

from __future__ import annotations

import array
import json
import math
import re
import struct
import subprocess
import wave
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from audioedition.check import check_edition
from audioedition.errors import UsageError
from audioedition.model import Article, Cue, Edition, Paragraph
from audioedition.produce.options import EditionOptions, Produced
from audioedition.produce.produce import produce_edition
from audioedition.publish.books.book import arrange_book
from audioedition.publish.clock import vtt_time
from audioedition.publish.transcript.captions import render_transcript_vtt
from audioedition.publish.words import all_words
from audioedition.script.opening import check_opening, opening_words
from audioedition.sound.jingles import LONGEST_S, read_house, read_recording
from audioedition.speak.clip_store import FolderStore
from audioedition.system.ffmpeg import find_ffmpeg
from tests.support.decoded import decoded
from tests.support.tools import need_module

RATE = 8000
TEXT = """Le marché rouvre

Le marché du port rouvre lundi matin. Les étals seront trente.

Une place pour chacun

Chaque marchand garde sa place. La halle est agrandie.

Et après

Un second marché est prévu au printemps.
"""


def ffmpeg(*arguments: str) -> bytes:
    return subprocess.run([find_ffmpeg(), "-v", "error", *arguments], check=True, capture_output=True).stdout


def sound(path: Path, *, seconds: float, hz: int = 990, rate: int = 48_000, channels: int = 2) -> Path:
    source = f"sine=frequency={hz}:sample_rate={rate}:duration={seconds}"
    ffmpeg("-f", "lavfi", "-i", source, "-ac", str(channels), "-y", str(path))
    return path


def level(samples: array.array[int], start_ms: float, end_ms: float) -> float:
    part = samples[int(start_ms * RATE / 1000) : int(end_ms * RATE / 1000)]
    return math.sqrt(sum(s * s for s in part) / max(1, len(part)))


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("house")


def make(room: Path, name: str, **options: object) -> Produced:
    source = room / "article.txt"
    source.write_text(TEXT, encoding="utf-8")
    wanted = EditionOptions(voice="tone", chapters="section", **options)  # type: ignore[arg-type]  # its fields
    return produce_edition(str(source), output=room / name, options=wanted, store=FolderStore(room / "clips"))


@pytest.fixture(scope="module")
def plain(room: Path) -> Produced:
    return make(room, "plain")


@pytest.fixture(scope="module")
def jingles(room: Path) -> dict[str, Path]:
    return {
        "intro": sound(room / "intro.wav", seconds=2.0),
        "between": sound(room / "between.mp3", seconds=0.7, rate=22_050, channels=1),
        "outro": sound(room / "outro.flac", seconds=1.5, rate=96_000),
        "bed": sound(room / "bed.ogg", seconds=30, hz=330),
    }


@pytest.fixture(scope="module")
def housed(room: Path, jingles: dict[str, Path]) -> Produced:
    return make(room, "housed", **jingles)


def lag(one: array.array[int], cue: Cue, other: array.array[int], near_ms: int) -> float:
    """Milliseconds by which the sound of a cue of ``one`` stands in ``other`` later than ``near_ms``."""
    numpy = need_module("numpy", extra="neural")
    start, end = cue.start_ms * RATE // 1000, cue.end_ms * RATE // 1000
    reach = 60 * RATE // 1000
    first = near_ms * RATE // 1000 - reach
    wanted = numpy.array(one[start:end], dtype=float)
    found = numpy.array(other[first : first + len(wanted) + 2 * reach], dtype=float)
    best = int(numpy.argmax(numpy.correlate(found, wanted, mode="valid")))
    return 1000 * (best - reach) / RATE


def test_every_sentence_is_heard_where_its_cue_says(plain: Produced, housed: Produced) -> None:
    before, after = (decoded(made.audio_path, rate=RATE) for made in (plain, housed))
    assert len(plain.edition.cues) == len(housed.edition.cues)
    for one, other in zip(plain.edition.cues, housed.edition.cues, strict=True):
        assert one.text == other.text
        assert one.end_ms - one.start_ms == pytest.approx(other.end_ms - other.start_ms, abs=1)
        assert abs(lag(before, one, after, other.start_ms)) <= 2, one.text
        shift = other.start_ms - one.start_ms
        assert [w.start_ms + shift for w in one.words] == [w.start_ms for w in other.words]


def test_jingles_are_heard_where_they_are_told_and_nowhere_else(housed: Produced) -> None:
    samples = decoded(housed.audio_path, rate=RATE)
    edition = housed.edition
    kinds = [jingle.kind for jingle in edition.jingles]
    assert kinds == ["intro", *["between"] * (len(edition.chapters) - 1), "outro", "bed"]
    assert len(edition.chapters) == 3
    for jingle in edition.jingles[:-1]:
        assert level(samples, jingle.start_ms + 50, jingle.end_ms - 50) > 500
        assert not any(c.start_ms < jingle.end_ms and c.end_ms > jingle.start_ms for c in edition.cues)
    for jingle, chapter in zip(edition.jingles[1:-2], edition.chapters[1:], strict=True):
        assert jingle.end_ms + 300 == pytest.approx(
            chapter.start_ms, abs=2
        )  # Play at a chapter begins with its words
    last = edition.cues[-1]
    assert level(samples, last.end_ms + 100, edition.jingles[-2].start_ms - 50) < 20
    assert edition.chapters[-1].end_ms == pytest.approx(edition.duration_ms, abs=30)


def test_the_bed_is_ducked_twenty_decibels_below_the_voice(room: Path, jingles: dict[str, Path]) -> None:
    made = make(room, "bed", bed=jingles["bed"]).edition
    samples = decoded(
        room / "bed" / next(p.name for p in (room / "bed").iterdir() if p.name[0] == "2") / made.audio.path,
        rate=RATE,
    )
    (bed,) = made.jingles
    first, last = made.cues[0], max(c.end_ms for c in made.cues if c.paragraph in (None, 0))
    alone = level(samples, bed.start_ms + 400, first.start_ms - 450)
    gaps = [(a.end_ms, b.start_ms) for a, b in pairwise(made.cues) if b.start_ms < last]
    under = max(level(samples, start + 100, end - 100) for start, end in gaps)
    voice = level(samples, first.start_ms + 100, first.end_ms - 100)
    assert alone > 3 * under > 0
    assert voice > 8 * under
    assert level(samples, bed.end_ms + 50, bed.end_ms + 80) < under or bed.end_ms > last


def test_the_edition_holds_its_promises(housed: Produced) -> None:
    assert [finding.message for finding in check_edition(housed.folder).findings] == []


@pytest.mark.parametrize(("asked", "dual"), [(-16, "true"), (-19, "false"), (-23, "true")])
def test_loudness_is_what_was_asked_for(room: Path, jingles: dict[str, Path], asked: int, dual: str) -> None:
    made = make(room, f"loud{asked}", loudness=asked, intro=jingles["intro"])
    command = [find_ffmpeg(), "-hide_banner", "-i", str(made.audio_path)]
    command += ["-af", f"ebur128=dualmono={dual}:peak=true", "-f", "null", "-"]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stderr.rpartition(
        "Summary:"
    )[2]
    assert float(re.findall(r"I:\s+(-?[\d.]+) LUFS", report)[0]) == pytest.approx(asked, abs=1)
    assert float(re.findall(r"Peak:\s+(-?[\d.]+) dBFS", report)[0]) <= -1
    assert not [f for f in check_edition(made.folder).findings if f.kind == "loudness"]


def test_nothing_is_made_again_unless_a_jingle_changed(
    room: Path, jingles: dict[str, Path], housed: Produced
) -> None:
    again = make(room, "housed", **jingles)
    assert again.status == "unchanged"
    clips = sorted(path.stat().st_ino for path in (room / "clips").rglob("*") if path.is_file())
    other = sound(room / "other.wav", seconds=1.0)
    revised = make(room, "housed", **{**jingles, "intro": other})
    assert (revised.status, revised.edition.revision) == ("revised", housed.edition.revision + 1)
    assert sorted(path.stat().st_ino for path in (room / "clips").rglob("*") if path.is_file()) == clips
    make(room, "housed", **jingles)


def test_no_path_is_published(housed: Produced) -> None:
    written = json.loads((housed.folder / "edition.json").read_text(encoding="utf-8"))
    assert written["making"]["jingles"] == ["intro.wav", "between.mp3", "outro.flac", "bed.ogg"]
    for path in housed.folder.rglob("*"):
        if path.is_file() and path.suffix in (".json", ".html", ".vtt", ".txt"):
            assert str(housed.folder.parent.parent) not in path.read_text(encoding="utf-8")


def test_a_jingle_is_told_where_it_is_heard_and_is_no_sentence(housed: Produced, room: Path) -> None:
    """[Indicatif] for who reads along; a screen reader in the page meets it once, and nothing counts it as spoken."""
    folder, edition = housed.folder, housed.edition
    vtt = (folder / "transcript.vtt").read_text(encoding="utf-8")
    told = re.findall(r"^j\d+\n(\S+) --> (\S+)\n\[Indicatif\]$", vtt, flags=re.MULTILINE)
    heard = sorted((j.start_ms, j.end_ms) for j in edition.jingles if j.kind != "bed")
    assert [(vtt_time(start), vtt_time(end)) for start, end in heard] == told
    assert len(heard) == 4
    starts = re.findall(r"^(\S+) -->", vtt, flags=re.MULTILINE)
    assert starts == sorted(starts)
    assert (folder / "transcript.srt").read_text(encoding="utf-8").count("[Indicatif]") == 4
    assert (folder / "transcript.txt").read_text(encoding="utf-8").split("\n\n")[1] == "[Indicatif]"
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert page.count('<p class="jingle" lang="fr" data-w="jingle">[Indicatif]</p>') == 4
    assert page.count("data-start=") == len(edition.cues)
    assert len({words["jingle"] for words in all_words().values()}) == 2
    assert "[Jingle]" in render_transcript_vtt(replace(edition, language="en"))
    assert "[Indicatif]" not in "".join(cue.text for cue in edition.cues)


def test_books_are_read_without_jingles(housed: Produced) -> None:
    edition: Edition = housed.edition
    book = arrange_book(edition)
    sentences = [sentence for document in book.documents for sentence in document.sentences]
    for jingle in edition.jingles:
        if jingle.kind != "bed":
            assert not any(s.begin_ms < jingle.end_ms and s.end_ms > jingle.start_ms for s in sentences)
    assert book.duration_ms == sum(s.end_ms - s.begin_ms for s in sentences)
    for sentence, cue in zip(sentences, edition.cues, strict=True):
        assert sentence.begin_ms <= cue.start_ms <= cue.end_ms <= sentence.end_ms


def test_an_edition_without_a_sound_of_the_house_is_what_it_was(plain: Produced) -> None:
    assert plain.edition.jingles == ()
    assert plain.edition.cues[0].start_ms == 200
    book = arrange_book(plain.edition)
    assert book.duration_ms == plain.edition.duration_ms


# --- what cannot be used ----------------------------------------------------------------------------------------


def broken(room: Path, kind: str) -> Path:
    path = room / f"{kind}.wav"
    if kind == "text":
        path.write_text("Ceci n’est pas un son. " * 500)
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "zeros":
        path.write_bytes(bytes(100_000))
    elif kind == "half an mp3":
        whole = sound(room / "whole.mp3", seconds=2).read_bytes()
        path = room / "half.mp3"
        path.write_bytes(bytes(b ^ 0x5A for b in whole))
    elif kind == "0 s":
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(44_100)
    elif kind == "silent":
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(44_100)
            file.writeframes(bytes(88_200))
    elif kind == "cancels out":
        with wave.open(str(path), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(44_100)
            file.writeframes(b"".join(struct.pack("<hh", s, -s) for s in (8000, -8000) * 22_050))
    elif kind == "30 min":
        sound(path, seconds=1800, rate=8000, channels=1)
    elif kind == "film":
        path = room / "film.mp4"
        source = ["-f", "lavfi", "-i", "testsrc=d=1:s=64x64:r=5", "-f", "lavfi", "-i", "sine=d=1"]
        ffmpeg(*source, "-c:v", "mpeg4", "-c:a", "aac", "-y", str(path))
    elif kind == "play list":
        path = room / "list.wav"
        path.write_text(
            "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n"
        )
    elif kind == "folder":
        path = room / "dossier"
        path.mkdir(exist_ok=True)
    return path


@pytest.mark.parametrize(
    "kind",
    ["missing", "folder", "text", "empty", "zeros", "half an mp3", "0 s", "silent", "cancels out", "30 min", "film",
     "play list"],
)  # fmt: skip
def test_a_jingle_that_cannot_be_used_is_told_before_anything_is_spoken(room: Path, kind: str) -> None:
    path = broken(room, kind)
    store = room / "clips of nothing"
    with pytest.raises(UsageError) as caught:
        produce_edition(
            "https://journal.invalid/",  # it is not even fetched
            output=room / "none",
            options=EditionOptions(voice="tone", intro=path),
            store=FolderStore(store),
        )
    assert path.name in str(caught.value)
    assert caught.value.hint
    assert not list(store.rglob("*.*"))


@pytest.mark.parametrize(
    ("rate", "channels", "name"), [(8000, 1, "a.wav"), (96_000, 2, "b.flac"), (44_100, 2, "c.m4a")]
)
def test_any_rate_and_number_of_channels_is_taken(room: Path, rate: int, channels: int, name: str) -> None:
    found = read_recording(sound(room / name, seconds=1, rate=rate, channels=channels), kind="intro")
    assert found.duration_ms == pytest.approx(1000, abs=60)


def test_an_mp3_with_a_cover_is_no_film(room: Path) -> None:
    picture = room / "cover.png"
    ffmpeg("-f", "lavfi", "-i", "color=c=red:s=64x64:d=1", "-frames:v", "1", "-y", str(picture))
    path = room / "covered.mp3"
    plain = sound(room / "plain.mp3", seconds=1)
    ffmpeg("-i", str(plain), "-i", str(picture), "-map", "0", "-map", "1", "-c", "copy", "-y", str(path))
    assert read_house({"intro": path}).names == ("covered.mp3",)


def test_the_longest_are_told_apart(room: Path) -> None:
    path = sound(room / "long.wav", seconds=21)
    assert read_recording(path, kind="intro").duration_ms == pytest.approx(21_000)
    with pytest.raises(UsageError, match=f"too long for between: more than {LONGEST_S['between']} s"):
        read_recording(path, kind="between")


@pytest.mark.parametrize(("loudness", "bit_rate"), [(-14, 96), (-16, 100), (-16, 32)])
def test_a_target_or_rate_that_is_none(room: Path, loudness: int, bit_rate: int) -> None:
    with pytest.raises(UsageError):
        make(room, "no", loudness=loudness, bit_rate_kbps=bit_rate)


# --- the opening words ------------------------------------------------------------------------------------------

ARTICLE = Article(
    title="Le marché rouvre",
    site="L’Écho",
    byline="Par Jeanne Martin",
    published="2026-05-01",
    paragraphs=(Paragraph(role="title", text="Le marché rouvre"),),
)
TOLD = "Article lu par une voix de synthèse."


@pytest.mark.parametrize(
    ("template", "before", "after"),
    [
        ("{site}. {title}. Par {byline}.", f"L’Écho. {TOLD}", "Par Jeanne Martin."),
        ("{disclosure} {title} Le {date}", TOLD, "Le 1er mai 2026."),
        ("Bonjour. Vous écoutez {site}.", f"Bonjour. Vous écoutez L’Écho. {TOLD}", ""),
        ("{title}", TOLD, ""),
        (
            "Rubrique {rubric}. {title}. Un article de {byline}, {date}.",
            TOLD,
            "Un article de Jeanne Martin, 1er mai 2026.",
        ),
    ],
)
def test_the_opening_words_are_filled_in(template: str, before: str, after: str) -> None:
    check_opening(template)
    assert opening_words(ARTICLE, template) == (before, after)


def test_a_sentence_with_something_unknown_is_left_out() -> None:
    bare = replace(ARTICLE, site=None, byline=None)
    assert opening_words(bare, "{site}. {title}. Par {byline}.") == (TOLD, "")


@pytest.mark.parametrize(
    "template", ["{nom}", "{site", "{site!r}", "{site:>9}", "{}", " ", "x" * 501, "{site.x}"]
)
def test_a_template_that_cannot_be_filled_in(template: str) -> None:
    with pytest.raises(UsageError):
        check_opening(template)


def test_the_title_is_said_once(room: Path) -> None:
    made = make(room, "opening", opening="Le Port. {title}. Par {byline}.").edition
    said = [cue.text for cue in made.cues]
    assert said[:2] == [f"Le Port. {TOLD}", "Le marché rouvre"] or said[:3] == [
        "Le Port.",
        TOLD,
        "Le marché rouvre",
    ]
    assert said.count("Le marché rouvre") == 1
