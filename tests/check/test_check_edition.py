"""Every promise of an edition, kept and broken. The sound is spoiled with ffmpeg, the manifest with ``replace``."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from audioedition.check import CheckReport, Finding, check_edition
from audioedition.errors import PublishError
from audioedition.model import Cue, Edition, WordCue
from audioedition.publish.folder.shelf import read_edition
from audioedition.system.ffmpeg import run_ffmpeg
from audioedition.system.files import sha256_of

Spoil = Callable[..., Edition]


def alarms(folder: Path, kind: str) -> list[Finding]:
    return [finding for finding in check_edition(folder).alarms if finding.kind == kind]


def only_alarm(folder: Path, kind: str) -> Finding:
    """The one alarm there is, of that kind."""
    (finding,) = check_edition(folder).alarms
    assert finding.kind == kind
    return finding


def rework(folder: Path, *arguments: str, filters: str = "", tags: bool = True) -> None:
    """Encode the MP3 anew, and let the manifest know its size, so that only the sound is wrong."""
    path = read_edition(folder).audio_path
    new = folder / "new.mp3"
    keep = (
        ["-map_metadata", "0", "-map_chapters", "0"]
        if tags
        else ["-map_metadata", "-1", "-map_chapters", "-1"]
    )
    run_ffmpeg(
        [
            *("-i", str(path), "-map", "0:a"),
            *(("-af", filters) if filters else ()),
            *keep,
            *("-b:a", "96k", "-ar", "44100", "-ac", "1", "-id3v2_version", "3", *arguments, "-y", str(new)),
        ]
    )
    new.replace(path)
    fit_manifest(folder)


def fit_manifest(folder: Path) -> None:
    path = read_edition(folder).audio_path
    content = json.loads((folder / "edition.json").read_bytes())
    content["audio"] |= {"size_bytes": path.stat().st_size, "sha256": sha256_of(path)}
    (folder / "edition.json").write_text(json.dumps(content), encoding="utf-8")


def test_a_fresh_edition_keeps_all_its_promises(folder: Path) -> None:
    report = check_edition(folder)
    assert report.findings == ()
    assert report.passed
    assert report.sentences == len(read_edition(folder).edition.cues)
    assert check_edition(folder / "edition.json") == report


# --- the text --------------------------------------------------------------------------------------------


def test_a_sentence_without_a_cue_is_named(folder: Path, spoil: Spoil) -> None:
    edition = read_edition(folder).edition
    spoil(cues=tuple(cue for cue in edition.cues if "craie" not in cue.text))
    (finding,) = alarms(folder, "text")
    assert finding.paragraph == 3
    assert "Chacune a été pesée" in finding.message


def test_words_that_no_paragraph_holds_are_named(folder: Path, spoil: Spoil) -> None:
    cues = read_edition(folder).edition.cues
    spoil(cues=tuple(replace(c, text=c.text.replace("craie", "peinture")) for c in cues))
    messages = " ".join(finding.message for finding in alarms(folder, "text"))
    assert "craie" in messages
    assert "peinture" in messages


def test_a_failed_paragraph_is_an_alarm(folder: Path, spoil: Spoil) -> None:
    edition = read_edition(folder).edition
    paragraphs = list(edition.paragraphs)
    paragraphs[1] = replace(paragraphs[1], status="failed")
    spoil(paragraphs=tuple(paragraphs))
    assert only_alarm(folder, "text").paragraph == 1


def test_sentences_out_of_order_and_cues_of_nowhere(folder: Path, spoil: Spoil) -> None:
    cues = list(read_edition(folder).edition.cues)
    cues[2], cues[3] = (
        replace(cues[2], text=cues[3].text, sentence=1),
        replace(cues[3], text=cues[2].text, sentence=0),
    )
    cues[-1] = replace(cues[-1], paragraph=99)
    spoil(cues=tuple(cues))
    messages = " ".join(finding.message for finding in alarms(folder, "text"))
    assert "not in order" in messages
    assert "paragraph 100" in messages


def test_an_edition_without_cues_or_chapters(folder: Path, spoil: Spoil) -> None:
    spoil(cues=(), chapters=())
    kinds = {finding.kind for finding in check_edition(folder).alarms}
    assert {"text", "chapters"} <= kinds


def test_an_emoji_paragraph_needs_no_cue(folder: Path, spoil: Spoil) -> None:
    edition = read_edition(folder).edition
    emoji = replace(edition.paragraphs[-1], text="👏 👏 …")
    spoil(paragraphs=(*edition.paragraphs, emoji))
    assert check_edition(folder).passed


# --- times and chapters ----------------------------------------------------------------------------------


@pytest.mark.parametrize("shift_ms", [-700, 700])
def test_cues_beside_the_sound_are_found(folder: Path, spoil: Spoil, shift_ms: int) -> None:
    def shifted(cue: Cue) -> Cue:
        return replace(cue, start_ms=max(0, cue.start_ms + shift_ms), end_ms=cue.end_ms + shift_ms)

    cues = read_edition(folder).edition.cues
    spoil(cues=(cues[0], *(shifted(cue) for cue in cues[1:-1]), cues[-1]))
    assert len(alarms(folder, "times")) >= 4


def test_overlapping_empty_and_late_cues(folder: Path, spoil: Spoil) -> None:
    edition = read_edition(folder).edition
    cues = list(edition.cues)
    cues[2] = replace(cues[2], start_ms=cues[1].end_ms - 500)
    cues[4] = replace(cues[4], end_ms=cues[4].start_ms)
    cues[-1] = replace(cues[-1], end_ms=edition.duration_ms + 1000)
    spoil(cues=tuple(cues))
    messages = [finding.message for finding in alarms(folder, "times")]
    for words in ("before the one before it ends", "No sound is left", "after the end of the sound"):
        assert any(words in message for message in messages), words


@pytest.mark.parametrize("fault", ["none", "outside", "backwards", "other words"])
def test_words_that_are_not_their_sentence_in_time(folder: Path, spoil: Spoil, fault: str) -> None:
    cues = read_edition(folder).edition.cues
    cue = cues[0]
    first, rest = cue.text.split(" ", 1)
    middle = (cue.start_ms + cue.end_ms) // 2
    words = {
        "none": ((cue.start_ms, middle, first), (middle, cue.end_ms, rest)),
        "outside": ((cue.start_ms, middle, first), (middle, cue.end_ms + 1, rest)),
        "backwards": ((middle, cue.end_ms, first), (cue.start_ms, middle, rest)),
        "other words": ((cue.start_ms, cue.end_ms, first),),
    }[fault]
    timed = tuple(WordCue(start_ms=start, end_ms=end, text=text) for start, end, text in words)
    spoil(cues=(replace(cue, words=timed), *cues[1:]))
    found = [alarm.message for alarm in alarms(folder, "times")]
    assert any("no true times" in message for message in found) is (fault != "none")


def test_chapters_with_a_gap_without_title_or_beside_a_sentence(folder: Path, spoil: Spoil) -> None:
    first, second = read_edition(folder).edition.chapters
    spoil(chapters=(first, replace(second, start_ms=second.start_ms + 120, title=" ")))
    messages = " ".join(finding.message for finding in alarms(folder, "chapters"))
    for words in ("not at", "has no title", "does not start at a sentence", "is called"):
        assert words in messages


def test_a_missing_chapter_and_a_short_last_one(folder: Path, spoil: Spoil) -> None:
    first, second = read_edition(folder).edition.chapters
    spoil(chapters=(first,))
    messages = " ".join(finding.message for finding in alarms(folder, "chapters"))
    assert "holds 2 chapters, the edition 1" in messages
    assert "This heading opens no chapter: « Une charpente de 1869 »" in messages
    assert f"the sound at {second.end_ms}"[:12] in messages


# --- the file --------------------------------------------------------------------------------------------


def test_a_missing_mp3(folder: Path) -> None:
    read_edition(folder).audio_path.unlink()
    assert "is missing" in only_alarm(folder, "file").message


def test_one_altered_byte_breaks_the_checksum(folder: Path) -> None:
    path = read_edition(folder).audio_path
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert any("checksum" in finding.message for finding in alarms(folder, "file"))


def test_half_a_file(folder: Path) -> None:
    path = read_edition(folder).audio_path
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    messages = " ".join(finding.message for finding in check_edition(folder).alarms)
    assert "bytes instead of" in messages
    assert "ms instead of" in messages


@pytest.mark.parametrize("content", [b"", b"no sound at all " * 400])
def test_what_is_no_mp3(folder: Path, content: bytes) -> None:
    read_edition(folder).audio_path.write_bytes(content)
    assert any("cannot be checked" in finding.message for finding in alarms(folder, "file"))


@pytest.mark.parametrize(("name", "content"), [("a.html", b""), ("b.json", b"{"), ("c.epub", b"no zip")])
def test_other_files_that_are_broken_are_named(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    assert name in only_alarm(folder, "file").message


def test_an_epub_with_a_damaged_member_is_named(folder: Path) -> None:
    with zipfile.ZipFile(folder / "a.epub", "w") as archive:
        archive.writestr("page.xhtml", "<html/>" * 50)
    data = (folder / "a.epub").read_bytes()
    (folder / "a.epub").write_bytes(data.replace(b"<html/><html/>", b"<html/><htmx/>", 1))
    assert "page.xhtml" in only_alarm(folder, "file").message


def test_no_edition_at_all(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"edition\.json"):
        check_edition(tmp_path)


# --- tags, loudness, sound -------------------------------------------------------------------------------


def test_an_mp3_without_tags(folder: Path) -> None:
    rework(folder, tags=False)
    messages = " ".join(finding.message for finding in check_edition(folder).alarms)
    for words in ("“title” is “”", "“language” is “”", "“comment”", "holds 0 chapters"):
        assert words in messages, words


def test_id3v1_and_another_version_of_id3v2(folder: Path) -> None:
    rework(folder, "-id3v2_version", "4", "-write_id3v1", "1")
    messages = " ".join(finding.message for finding in alarms(folder, "tags"))
    assert "ID3v2.4" in messages
    assert "ID3v1" in messages


@pytest.mark.parametrize(
    ("name", "value"), [("title", "Un autre titre"), ("byline", "Jeanne Martin"), ("published", "2019-05-03")]
)
def test_a_tag_that_says_something_else(folder: Path, spoil: Spoil, name: str, value: str) -> None:
    spoil(**{name: value})
    assert value[:10] in only_alarm(folder, "tags").message


@pytest.mark.parametrize(("gain_db", "words"), [(-6, "LUFS"), (15, "dBTP")])
def test_too_soft_and_too_loud(folder: Path, gain_db: int, words: str) -> None:
    rework(folder, filters=f"volume={gain_db}dB")
    assert any(words in finding.message for finding in alarms(folder, "loudness"))


def test_silence_in_place_of_a_sentence(folder: Path) -> None:
    cue = read_edition(folder).edition.cues[3]
    silence(folder, cue.start_ms, cue.end_ms)
    (finding,) = alarms(folder, "sound")
    assert "Silence stands in place" in finding.message
    assert (finding.paragraph, finding.sentence) == (1, 1)
    assert finding.start_ms == cue.start_ms


def test_a_hush_in_the_middle_of_a_sentence(folder: Path) -> None:
    cue = read_edition(folder).edition.cues[2]
    silence(folder, cue.start_ms + 1000, cue.start_ms + 3100)
    (finding,) = alarms(folder, "sound")
    assert "silence of 2.1 s" in finding.message


def silence(folder: Path, start_ms: int, end_ms: int) -> None:
    rework(folder, filters=f"volume=0:enable='between(t,{start_ms / 1000},{end_ms / 1000})'")


def test_sentences_far_too_short_or_too_long_for_their_words(folder: Path, spoil: Spoil) -> None:
    edition = read_edition(folder).edition
    long = (
        "Cette phrase compte bien trop de mots pour le peu de temps qui lui reste dans le son de l’édition."
    )
    paragraphs, cues = list(edition.paragraphs), list(edition.cues)
    paragraphs[-1] = replace(paragraphs[-1], text=f"{cues[-2].text} {long}")
    paragraphs[1] = replace(paragraphs[1], text=f"Trop long. {cues[3].text}")
    cues[-1] = replace(cues[-1], text=long)
    cues[2] = replace(cues[2], text="Trop long.")
    spoil(paragraphs=tuple(paragraphs), cues=tuple(cues))
    report: CheckReport = check_edition(folder)
    assert [("too long" in f.message, "too short" in f.message) for f in report.alarms] == [
        (True, False),
        (False, True),
    ]


def test_an_mp3_in_stereo_or_of_another_rate(folder: Path) -> None:
    rework(folder, "-ac", "2", "-ar", "22050")
    assert any("22050 Hz stereo" in finding.message for finding in alarms(folder, "file"))
