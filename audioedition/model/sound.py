"""Sound as a plan in frames, and what is known of it in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ChapterMode = Literal["auto", "paragraph", "section"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenWord:
    """One word within a clip, where its engine says it is heard."""

    text: str
    """As the engine was given it: « pour », « cent. »."""
    start_frame: int
    """0 to the clip's number of frames."""
    end_frame: int
    """At least ``start_frame``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """Sound of one utterance: mono, signed 16-bit little-endian."""

    pcm: bytes
    frame_rate: int
    """Hz."""
    words: tuple[SpokenWord, ...] = ()
    """In order, without overlap; empty where the engine does not tell them."""

    @property
    def frames(self) -> int:
        return len(self.pcm) // 2

    @property
    def duration_ms(self) -> float:
        return 1000 * self.frames / self.frame_rate


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipFacts:
    """A clip that lies in a clip store: all that the assembly needs to know of it."""

    key: str
    frames: int
    frame_rate: int
    """Hz."""
    words: tuple[SpokenWord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCue:
    """One printed word in time; what is printed as one, a number or an acronym, is one however it is said."""

    start_ms: int
    end_ms: int
    text: str
    """As printed, with its punctuation: « 12 000 », « l’Insee, »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One sentence in time."""

    start_ms: int
    end_ms: int
    paragraph: int | None
    """Index into the edition's paragraphs; ``None`` = opening words."""
    sentence: int
    text: str
    """As printed."""
    words: tuple[WordCue, ...] = ()
    """All of ``text`` but blanks between them, in order and within the cue; empty where the voice does not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    start_ms: int
    end_ms: int
    title: str
    paragraph: int | None = None
    """The first paragraph in it."""
    section: str | None = None
    """In a digest: the rubric or article that the chapter stands under."""
    image: str | None = None
    """Address of a picture of what it tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of a programme: a clip, or silence."""

    clip: str | None
    """Key in the clip store; ``None`` = silence."""
    frames: int


JingleKind = Literal["intro", "between", "outro", "bed"]
"""The sound of the house: before all, between chapters, after all, under the opening words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JinglePlace:
    """Where a sound of the house is to be heard; but for a bed, the programme is silent there."""

    kind: JingleKind
    start: int
    """Frame of the programme."""
    frames: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Jingle:
    """A sound of the house in time."""

    kind: JingleKind
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """The joined sound as a plan: what follows what. The sound itself stays in the clip store."""

    frame_rate: int
    """Hz, of every clip in it."""
    stretches: tuple[Stretch, ...]
    cues: tuple[Cue, ...]
    chapters: tuple[Chapter, ...]
    jingles: tuple[JinglePlace, ...] = ()
    watermark: bool = False
    """The inaudible mark is laid into it when it is encoded."""

    @property
    def frames(self) -> int:
        return sum(stretch.frames for stretch in self.stretches)

    @property
    def duration_ms(self) -> int:
        return round(1000 * self.frames / self.frame_rate)

    def heard_jingles(self) -> tuple[Jingle, ...]:
        """Their places in time."""
        return tuple(
            Jingle(
                kind=place.kind,
                start_ms=round(1000 * place.start / self.frame_rate),
                end_ms=round(1000 * (place.start + place.frames) / self.frame_rate),
            )
            for place in self.jingles
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Loudness:
    integrated_lufs: float
    """As heard on two speakers (EBU R 128, mono counted twice)."""
    true_peak_dbtp: float
    method: str = ""
    """How it was measured: ffmpeg's filter and its option. ``dualmono`` counts the one channel twice, as two speakers
    sound it; a meter that takes the file as it is shows 3.01 LU less. Empty in editions of earlier versions."""


def flat_title(chapter: Chapter) -> str:
    """« Rubrique – Article » for formats whose chapters cannot nest."""
    if chapter.section and not chapter.title.startswith(chapter.section):
        return f"{chapter.section} – {chapter.title}"
    return chapter.title
