"""Transcripts and chapters as files: text, WebVTT, SubRip, Podcasting 2.0."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from audioedition.errors import PublishError
from audioedition.model import Cue, Edition, EditionParagraph, WordCue, flat_title
from audioedition.publish.clock import clock_time, iso_duration, srt_time, vtt_time
from audioedition.publish.render import render_all
from audioedition.publish.transcript.captions import (
    render_chapters_vtt,
    render_transcript_srt,
    render_transcript_vtt,
    render_words_vtt,
)
from audioedition.publish.transcript.chapters_json import render_chapters_json
from audioedition.publish.transcript.passages import arrange_passages
from audioedition.publish.transcript.transcript import render_transcript_txt
from audioedition.publish.words import all_words, long_date
from tests.support.by_hand import HOSTILE, STORY, digest, hostile, make_edition

TIMING = re.compile(r"^(\d\d+:\d\d:\d\d\.\d{3}) --> (\d\d+:\d\d:\d\d\.\d{3})$")


def vtt_cues(text: str) -> list[tuple[str, str, str, str]]:
    """(id, start, end, text) of each cue; the bare header and the blank lines are checked on the way."""
    header, *blocks = text.rstrip("\n").split("\n\n")
    assert header == "WEBVTT"
    cues: list[tuple[str, str, str, str]] = []
    for block in blocks:
        name, timing, words = block.split("\n")
        match = TIMING.match(timing)
        assert match, timing
        cues.append((name, match[1], match[2], words))
    return cues


def test_vtt_has_one_cue_per_sentence_with_the_printed_text() -> None:
    edition = make_edition()
    cues = vtt_cues(render_transcript_vtt(edition))
    assert [cue[0] for cue in cues] == [f"s{n}" for n in range(1, len(edition.cues) + 1)]
    assert [cue[3] for cue in cues] == [cue.text for cue in edition.cues]
    assert cues[1][1:3] == ("00:00:02.000", "00:00:03.900")


def test_vtt_escapes_what_would_be_markup() -> None:
    words = "\n".join(cue[3] for cue in vtt_cues(render_transcript_vtt(hostile())))
    assert "<" not in words
    assert "-->" not in words
    assert "&lt;img src=x" in words
    assert "&amp;amp;" in words


def timed(text: str, *words: tuple[int, int, str]) -> Cue:
    told = tuple(WordCue(start_ms=start, end_ms=end, text=word) for start, end, word in words)
    return Cue(start_ms=1000, end_ms=3000, paragraph=0, sentence=0, text=text, words=told)


def words_vtt(cue: Cue) -> str:
    ((_, _, _, text),) = vtt_cues(render_words_vtt(replace(make_edition(), cues=(cue,))))
    return text


def test_words_have_their_times_inside_the_cue() -> None:
    cue = timed("Oui : 12 % & plus.", (1000, 1200, "Oui :"), (1400, 2000, "12 % &"), (2500, 3000, "plus."))
    assert words_vtt(cue) == "Oui : <00:00:01.400>12 % &amp; <00:00:02.500>plus."


def test_timestamps_that_webvtt_forbids_are_left_out() -> None:
    cue = timed("a b c d", (900, 1000, "a"), (1000, 1500, "b"), (1500, 1500, "c"), (3000, 3000, "d"))
    assert words_vtt(cue) == "a b <00:00:01.500>c d"


def test_words_that_are_not_the_text_lose_to_the_text() -> None:
    assert words_vtt(timed("Oui, <demain>.", (1000, 1500, "Non,"))) == "Oui, &lt;demain&gt;."
    assert words_vtt(timed("Oui, demain.", (1000, 1500, "demain."))) == "Oui, demain."


def test_the_file_of_words_is_there_where_there_are_words() -> None:
    edition = make_edition()
    assert "transcript.words.vtt" not in render_all(edition)
    told = replace(edition, cues=(timed("Oui.", (1000, 1500, "Oui.")), *edition.cues[1:]))
    text = str(render_all(told)["transcript.words.vtt"])
    assert len(vtt_cues(text)) == len(edition.cues)


def test_a_cue_never_ends_where_it_starts() -> None:
    cue = Cue(start_ms=500, end_ms=500, paragraph=0, sentence=0, text="Oh.")
    edition = replace(make_edition(), cues=(cue,))
    assert "00:00:00.500 --> 00:00:00.501" in render_transcript_vtt(edition)
    assert "00:00:00,500 --> 00:00:00,501" in render_transcript_srt(edition)


def test_a_line_break_in_a_sentence_does_not_end_its_cue() -> None:
    edition = make_edition((("title", "Un titre"), ("body", "Une phrase\n\nen deux morceaux")))
    assert vtt_cues(render_transcript_vtt(edition))[-1][3] == "Une phrase en deux morceaux"


def test_no_break_spaces_are_kept() -> None:
    """They were once turned into plain spaces, and « 3,5 % » broke at the end of a line."""
    edition = make_edition((("title", "Hausse\u00a0: 3,5\u202f%"),), opening=None)
    for text in (
        render_transcript_vtt(edition),
        render_transcript_srt(edition),
        render_transcript_txt(edition),
    ):
        assert "Hausse\u00a0: 3,5\u202f%" in text


def test_srt_is_numbered_and_holds_nothing_that_reads_as_markup() -> None:
    blocks = render_transcript_srt(hostile()).rstrip("\n").split("\n\n")
    assert [block.split("\n")[0] for block in blocks] == [str(n) for n in range(1, len(blocks) + 1)]
    for block in blocks:
        _, timing, words = block.split("\n")
        assert timing.count(" --> ") == 1
        assert not re.search(r"<\w|</|-->", words)
    assert HOSTILE[1] in render_transcript_srt(hostile()).replace("\u2060", "")


def test_text_has_every_paragraph_once() -> None:
    text = render_transcript_txt(make_edition())
    for _, paragraph in STORY:
        assert text.count(paragraph) == 1
    assert text.startswith(
        "Le vieux pont rouvre aux promeneurs\nClaire Aubin\nLe Journal d’exemple\n1er\u00a0mars 2026\n"
    )


def test_a_paragraph_that_failed_is_still_in_the_text_at_its_place() -> None:
    edition = make_edition()
    failed = EditionParagraph(role="body", text="Ceci n’a pas pu être lu.", status="failed")
    cues = tuple(cue for cue in edition.cues if cue.paragraph != 2)
    paragraphs = (*edition.paragraphs[:2], failed, *edition.paragraphs[3:])
    broken = replace(edition, paragraphs=paragraphs, cues=cues)
    numbers = [p.number for p in arrange_passages(broken)]
    assert numbers == [None, *range(1, len(paragraphs) + 1)]
    assert [p.number for p in arrange_passages(broken) if not p.spoken] == [3]
    assert "Ceci n’a pas pu être lu." in render_transcript_txt(broken)


def test_a_cue_of_a_paragraph_that_is_not_there_is_an_error_in_words() -> None:
    edition = replace(make_edition(), paragraphs=make_edition().paragraphs[:3])
    with pytest.raises(PublishError, match="paragraph 3"):
        arrange_passages(edition)


def test_chapters_json_is_podcasting_2_0() -> None:
    document = json.loads(render_chapters_json(make_edition()))
    assert document["version"] == "1.2.0"
    assert document["fileName"] == "le-vieux-pont.mp3"
    assert [c["title"] for c in document["chapters"]] == [c.title for c in make_edition().chapters]
    assert document["chapters"][0] == {
        "startTime": 0.0,
        "endTime": 12.0,
        "title": "Le vieux pont rouvre aux promeneurs",
    }


def test_chapters_of_a_digest_are_flattened_where_they_cannot_nest() -> None:
    edition = digest()
    titles = [c["title"] for c in json.loads(render_chapters_json(edition))["chapters"]]
    assert titles == [
        "L’essentiel du matin",
        "Ville – Le pont rouvre",
        "Ville – Le coût",
        "Météo – La pluie revient",
    ]
    assert [cue[3] for cue in vtt_cues(render_chapters_vtt(edition))] == titles
    already = replace(edition.chapters[1], title="Ville – Le pont rouvre")
    assert flat_title(already) == "Ville – Le pont rouvre"


@pytest.mark.parametrize("edition", [make_edition(), digest(), hostile()], ids=["plain", "digest", "hostile"])
def test_the_same_edition_gives_the_same_bytes(edition: Edition) -> None:
    from audioedition.publish.render import render_all

    assert render_all(edition) == render_all(edition)


@pytest.mark.parametrize(
    ("ms", "vtt", "clock", "iso"),
    [
        (0, "00:00:00.000", "0:00", "PT0S"),
        (5_000, "00:00:05.000", "0:05", "PT5S"),
        (83_500, "00:01:23.500", "1:23", "PT1M23.5S"),
        (10_800_007, "03:00:00.007", "3:00:00", "PT3H0.007S"),
    ],
)
def test_times(ms: int, vtt: str, clock: str, iso: str) -> None:
    assert vtt_time(ms) == vtt
    assert srt_time(ms) == vtt.replace(".", ",")
    assert clock_time(ms) == clock
    assert iso_duration(ms) == iso


def test_dates_are_written_as_people_write_them() -> None:
    assert long_date("2026-11-01T08:00:00Z", "fr") == "1er\u00a0novembre 2026"
    assert long_date("2026-11-23", "fr") == "23\u00a0novembre 2026"
    assert long_date("2026-11-01", "en") == "1\u00a0November 2026"
    assert long_date("hier", "fr") == "hier"


def test_both_languages_have_the_same_words() -> None:
    french, english = all_words()["fr"], all_words()["en"]
    assert french.keys() == english.keys()
    for key in french:
        assert re.findall(r"\{\d\}", french[key]) == re.findall(r"\{\d\}", english[key]), key
