"""Edition -> timed text: WebVTT and SubRip transcripts (one cue per sentence), WebVTT chapters. Pure."""

from __future__ import annotations

import re

from audioedition.model import Cue, Edition, flat_title
from audioedition.publish.clock import srt_time, vtt_time

# Reads as nothing, and keeps the two characters beside it from being taken for markup.
WORD_JOINER = "\u2060"

_BREAKS = re.compile(r"[ \t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def render_transcript_vtt(edition: Edition) -> str:
    """One cue per sentence, ``s1``, ``s2``…, as printed. The bare header is the one that every reader takes."""
    cues = [
        _vtt_cue(f"s{number}", cue.start_ms, cue.end_ms, cue.text)
        for number, cue in enumerate(edition.cues, 1)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def render_words_vtt(edition: Edition) -> str:
    """The same cues with the time of each word before it (``<00:00:01.250>``), for players that light up words."""
    cues = [
        _vtt_block(f"s{number}", cue.start_ms, cue.end_ms, _timed_words(cue))
        for number, cue in enumerate(edition.cues, 1)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _timed_words(cue: Cue) -> str:
    """WebVTT wants its timestamps rising, after the cue's start and before its end: others are left out."""
    if not cue.words:
        return _escape(cue.text)
    out: list[str] = []
    last_ms, read = cue.start_ms, 0
    for word in cue.words:
        place = cue.text.find(word.text, read)
        if (
            place < 0 or cue.text[read:place].strip()
        ):  # an edition.json that somebody edited: its text is worth more than its times
            return _escape(cue.text)
        out.append(_BREAKS.sub(" ", cue.text[read:place]))
        if last_ms < word.start_ms < cue.end_ms:
            out.append(f"<{vtt_time(word.start_ms)}>")
            last_ms = word.start_ms
        out.append(_escape(word.text))
        read = place + len(word.text)
    return one_line("".join(out) + _escape(cue.text[read:]))


def render_chapters_vtt(edition: Edition) -> str:
    """For ``<track kind="chapters">``; ids ``c1``, ``c2``…"""
    cues = [
        _vtt_cue(f"c{number}", chapter.start_ms, chapter.end_ms, flat_title(chapter))
        for number, chapter in enumerate(edition.chapters, 1)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def render_transcript_srt(edition: Edition) -> str:
    """SubRip knows no escapes: a word joiner after « < » and inside « --> » keeps them plain text."""
    return "\n".join(
        f"{number}\n{srt_time(cue.start_ms)} --> {srt_time(_end_ms(cue.start_ms, cue.end_ms))}\n"
        + one_line(cue.text).replace("-->", f"--{WORD_JOINER}>").replace("<", f"<{WORD_JOINER}")
        + "\n"
        for number, cue in enumerate(edition.cues, 1)
    )


def one_line(text: str) -> str:
    """A blank line would end the cue. No-break spaces stay: French sets them before « : ; ! ? »."""
    return _BREAKS.sub(" ", text).strip()


def _vtt_cue(name: str, start_ms: int, end_ms: int, text: str) -> str:
    return _vtt_block(name, start_ms, end_ms, _escape(text))


def _vtt_block(name: str, start_ms: int, end_ms: int, escaped: str) -> str:
    return f"{name}\n{vtt_time(start_ms)} --> {vtt_time(_end_ms(start_ms, end_ms))}\n{escaped}\n"


def _escape(text: str) -> str:
    return one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _end_ms(start_ms: int, end_ms: int) -> int:
    """WebVTT forbids a cue that ends where it starts."""
    return max(end_ms, start_ms + 1)
