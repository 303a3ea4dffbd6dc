"""Edition -> timed text: WebVTT and SubRip transcripts (one cue per sentence and per jingle), WebVTT chapters. Pure."""

from __future__ import annotations

import re

from audioedition.model import Cue, Edition, flat_title
from audioedition.publish.clock import srt_time, vtt_time
from audioedition.publish.transcript.passages import heard_jingles
from audioedition.publish.words import all_words, interface_language

# Reads as nothing, and keeps the two characters beside it from being taken for markup.
WORD_JOINER = "\u2060"

_BREAKS = re.compile(r"[ \t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def render_transcript_vtt(edition: Edition) -> str:
    """One cue per sentence, ``s1``, ``s2``…, as printed, and one per jingle, ``j1``… The bare header is the one that
    every reader takes."""
    cues = [
        _vtt_block(name, start_ms, end_ms, _escape(cue) if isinstance(cue, str) else _escape(cue.text))
        for name, start_ms, end_ms, cue in _in_time(edition)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _in_time(edition: Edition) -> list[tuple[str, int, int, Cue | str]]:
    """Sentences and jingles (what is to be read of them): name, start, end. Where a jingle sounds nobody speaks."""
    words = all_words()[interface_language(edition.language)]["jingle"]
    told: list[tuple[str, int, int, Cue | str]] = [
        (f"s{number}", cue.start_ms, cue.end_ms, cue) for number, cue in enumerate(edition.cues, 1)
    ]
    for number, jingle in enumerate(heard_jingles(edition), 1):
        told.append((f"j{number}", jingle.start_ms, jingle.end_ms, words))
    return sorted(told, key=lambda one: one[1])


def render_words_vtt(edition: Edition) -> str:
    """The same cues with the time of each word before it (``<00:00:01.250>``), for players that light up words."""
    cues = [
        _vtt_block(name, start_ms, end_ms, _escape(cue) if isinstance(cue, str) else _timed_words(cue))
        for name, start_ms, end_ms, cue in _in_time(edition)
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
        f"{number}\n{srt_time(start_ms)} --> {srt_time(_end_ms(start_ms, end_ms))}\n"
        + one_line(cue if isinstance(cue, str) else cue.text)
        .replace("-->", f"--{WORD_JOINER}>")
        .replace("<", f"<{WORD_JOINER}")
        + "\n"
        for number, (_, start_ms, end_ms, cue) in enumerate(_in_time(edition), 1)
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
