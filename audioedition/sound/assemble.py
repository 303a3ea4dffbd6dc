"""Clips -> programme: what follows what, where every sentence stands, where the chapters begin. Pure.

Positions are counted in frames and rounded to milliseconds once, here: truncating 300 clips to whole
milliseconds would drift by 150 ms.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from audioedition.errors import AudioError
from audioedition.model import (
    Chapter,
    ChapterMode,
    ClipFacts,
    Cue,
    JingleKind,
    JinglePlace,
    Paragraph,
    Programme,
    Script,
    SpokenWord,
    Stretch,
    WordCue,
)
from audioedition.sound.words import shift_words, time_words

LEAD_IN_MS = 200
TAIL_MS = 600
BETWEEN_PIECES_MS = 60
"""Between pieces of one utterance that the guard had to split."""
AROUND_JINGLE_MS = 300
"""Silence between a sound of the house and what is said after it."""
BED_ALONE_MS = 1500
"""The bed is heard by itself before the first word…"""
BED_FADE_MS = 1500
"""…and goes away after the opening words."""
CHAPTER_TITLE_CHARACTERS = 60


def assemble_programme(
    script: Script,
    clips: Sequence[Sequence[ClipFacts]],
    *,
    paragraphs: Sequence[Paragraph],
    chapters: ChapterMode = "auto",
    house: Mapping[JingleKind, float] | None = None,
) -> Programme:
    """``clips[i]`` are those of ``script.utterances[i]``, all of one frame rate. Raises AudioError if none is.

    ``house``: the sounds of the house that are wanted, and how long each is (ms). The programme is silent where they
    are to be heard, but for the bed, which lies under the opening words; every time is what it is with them.
    """
    frame_rate = next((facts.frame_rate for group in clips for facts in group), 0)
    if not frame_rate:
        raise AudioError("There is nothing to hear in this article: no letter, no digit.")

    def frames(duration_ms: int) -> int:
        return frame_rate * duration_ms // 1000

    def ms(position: int) -> int:
        return round(1000 * position / frame_rate)

    house = house or {}
    planned = plan_chapters(paragraphs, mode=chapters)
    marked = {paragraph for paragraph, _ in planned[1:]} if "between" in house else set()
    stretches: list[Stretch] = []
    jingles: list[JinglePlace] = []
    position = 0

    def pause(length: int) -> None:
        nonlocal position
        stretches.append(Stretch(clip=None, frames=length))
        position += length

    def place(kind: JingleKind) -> None:
        length = math.ceil(frame_rate * house[kind] / 1000)
        jingles.append(JinglePlace(kind=kind, start=position, frames=length))
        pause(length)

    if "intro" in house:
        place("intro")
    bed_start = opened = position
    lead_in_ms = BED_ALONE_MS if "bed" in house else AROUND_JINGLE_MS if "intro" in house else LEAD_IN_MS
    pause(frames(lead_in_ms))
    cues: list[Cue] = []
    for utterance, group in zip(script.utterances, clips, strict=True):
        if utterance.paragraph in marked and group:
            marked.discard(utterance.paragraph)
            place("between")
            pause(frames(AROUND_JINGLE_MS))
        start = position
        spoken: list[SpokenWord] = []
        for n, facts in enumerate(group):
            if n:
                stretches.append(Stretch(clip=None, frames=frames(BETWEEN_PIECES_MS)))
                position += stretches[-1].frames
            stretches.append(Stretch(clip=facts.key, frames=facts.frames))
            spoken += shift_words(facts.words, position, within=position + facts.frames)
            position += facts.frames
        told = all(facts.words for facts in group)
        words = tuple(
            WordCue(start_ms=ms(word.start_frame), end_ms=ms(word.end_frame), text=word.text)
            for word in (time_words(utterance.text, spoken) if told else ())
        )
        cue = Cue(
            start_ms=ms(start),
            end_ms=ms(position),
            paragraph=utterance.paragraph,
            sentence=utterance.sentence,
            text=utterance.text,
            words=words,
        )
        if cues and (cues[-1].paragraph, cues[-1].sentence) == (cue.paragraph, cue.sentence):
            cue = _join(cues.pop(), cue)
        cues.append(cue)
        if all(cue.paragraph in (None, 0) for cue in cues):
            opened = position
        if group:  # an unheard utterance (an emoji alone) makes no pause either
            stretches.append(Stretch(clip=None, frames=frames(utterance.pause_after_ms)))
            position += stretches[-1].frames
    if "outro" in house:
        place("outro")
    pause(frames(TAIL_MS))
    if "bed" in house:
        longest = math.ceil(frame_rate * house["bed"] / 1000)
        length = min(longest, opened + frames(BED_FADE_MS) - bed_start, position - bed_start)
        jingles.append(JinglePlace(kind="bed", start=bed_start, frames=length))
    return Programme(
        frame_rate=frame_rate,
        stretches=tuple(s for s in stretches if s.frames),
        cues=tuple(cues),
        chapters=time_chapters(planned, cues=cues, duration_ms=ms(position)),
        jingles=tuple(jingles),
    )


def _join(begun: Cue, more: Cue) -> Cue:
    """One sentence in several utterances. What has no text is the rest of the last word; where one half does not tell
    its words, nor does the whole."""
    words: tuple[WordCue, ...] = ()
    if begun.words and not more.text:
        words = (*begun.words[:-1], replace(begun.words[-1], end_ms=more.end_ms))
    elif begun.words and more.words:
        words = (*begun.words, *more.words)
    return replace(begun, end_ms=more.end_ms, text=f"{begun.text} {more.text}".strip(), words=words)


def plan_chapters(paragraphs: Sequence[Paragraph], *, mode: ChapterMode) -> tuple[tuple[int, str], ...]:
    """(index of the first paragraph, title) of each chapter, in order.

    - ``section``: one per heading; ``paragraph``: one per paragraph, a heading opening that of the paragraph
      below it; ``auto``: ``section`` where there are headings, else ``paragraph``.
    - The first one holds the title and, in sections, all before the first heading.
    - Consecutive list items are one.
    """
    by_heading = mode == "section" or (mode == "auto" and any(p.role == "heading" for p in paragraphs))
    starts: list[int] = []
    previous = None
    for index, paragraph in enumerate(paragraphs):
        if index == 0:
            begins = True
        elif by_heading:
            begins = paragraph.role == "heading"
        else:
            goes_on = previous == "heading" or (paragraph.role == "list" and previous == "list")
            begins = not goes_on
        if begins:
            starts.append(index)
        previous = paragraph.role
    return tuple((index, chapter_title(paragraphs[index].text)) for index in starts)


def time_chapters(
    planned: Sequence[tuple[int, str]], *, cues: Sequence[Cue], duration_ms: int
) -> tuple[Chapter, ...]:
    """Chapters that follow one another without a gap from 0 to the end; those never heard are left out."""
    starts = {}
    for cue in reversed(cues):
        if cue.paragraph is not None and cue.end_ms > cue.start_ms:
            starts[cue.paragraph] = cue.start_ms
    heard = [(0 if n == 0 else starts[p], p, t) for n, (p, t) in enumerate(planned) if n == 0 or p in starts]
    ends = [start for start, _, _ in heard[1:]] + [duration_ms]
    return tuple(
        Chapter(start_ms=start, end_ms=end, title=title, paragraph=paragraph)
        for (start, paragraph, title), end in zip(heard, ends, strict=True)
    )


def chapter_title(text: str, *, characters: int = CHAPTER_TITLE_CHARACTERS) -> str:
    """The first words, cut at a word, « … » included in the count."""
    if len(text) <= characters:
        return text
    head, space, _ = text[:characters].rpartition(" ")  # a word that ends right before the cut stays
    return (head if space else text[: characters - 1]).rstrip(" ,;:.–—-«“(") + "…"
