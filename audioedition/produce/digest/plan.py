"""Editions -> one programme: what follows what, and which chapter leads where. Pure."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from audioedition.model import (
    Article,
    Chapter,
    Cue,
    Edition,
    EditionParagraph,
    JingleKind,
    JinglePlace,
    Paragraph,
    Programme,
    Stretch,
    VoiceFacts,
)
from audioedition.publish.disclosure import source_type_term
from audioedition.sound.assemble import AROUND_JINGLE_MS, chapter_title

BETWEEN_ARTICLES_MS = 700
"""Added to the silence with which every edition ends and begins (0.8 s)."""
TITLE_CHARACTERS = 100
"""Of a chapter: a headline whole; with its rubric it mostly stays below the 127 bytes that a signed tag bears."""
PLAN_VERSION = "1"
"""Rises when the same editions are to be joined in another way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one article, or the opening, gives to a digest."""

    title: str
    rubric: str | None
    stretches: tuple[Stretch, ...]
    cues: tuple[Cue, ...]
    """Times from the part's own beginning; paragraphs counted within it."""
    paragraphs: tuple[EditionParagraph, ...]
    image: str | None = None
    """Address of the article's picture."""

    @property
    def frames(self) -> int:
        return sum(stretch.frames for stretch in self.stretches)


def join_parts(
    parts: Sequence[Part], *, frame_rate: int, house: Mapping[JingleKind, float] | None = None
) -> tuple[Programme, tuple[EditionParagraph, ...]]:
    """One after the other, silence between them (and the sounds of the house, of which ``house`` gives the lengths in
    ms: before all, between the articles, after all); one chapter per part.

    ``frame_rate``: Hz, of all stretches. Positions are counted in frames and rounded once.
    """
    pause = Stretch(clip=None, frames=frame_rate * BETWEEN_ARTICLES_MS // 1000)
    stretches: list[Stretch] = []
    cues: list[Cue] = []
    paragraphs: list[EditionParagraph] = []
    starts: list[tuple[int, int]] = []
    jingles: list[JinglePlace] = []
    house = house or {}
    position = 0

    def place(kind: JingleKind) -> None:
        """Silence, over which the sound of the house is laid later, and a little more before somebody speaks."""
        nonlocal position
        if kind in house:
            length = math.ceil(frame_rate * house[kind] / 1000)
            jingles.append(JinglePlace(kind=kind, start=position, frames=length))
            around = frame_rate * AROUND_JINGLE_MS // 1000
            stretches.append(Stretch(clip=None, frames=length + around))
            position += length + around

    def ms(frames: int) -> int:
        return round(1000 * frames / frame_rate)

    place("intro")
    for number, part in enumerate(parts):
        if number:
            stretches.append(pause)
            position += pause.frames
            place("between")
        offset_ms, base = ms(position), len(paragraphs)
        first = next((cue.start_ms for cue in part.cues if cue.end_ms > cue.start_ms), 0)
        starts.append((offset_ms + first if number else 0, base))
        cues += [
            replace(
                cue,
                start_ms=cue.start_ms + offset_ms,
                end_ms=cue.end_ms + offset_ms,
                paragraph=None if cue.paragraph is None else cue.paragraph + base,
                words=tuple(
                    replace(w, start_ms=w.start_ms + offset_ms, end_ms=w.end_ms + offset_ms)
                    for w in cue.words
                ),
            )
            for cue in part.cues
        ]
        paragraphs += part.paragraphs
        stretches += part.stretches
        position += part.frames
    place("outro")
    starts[0] = (0, 0)
    programme = Programme(
        frame_rate=frame_rate,
        stretches=tuple(stretches),
        cues=tuple(cues),
        chapters=_chapters(parts, starts, duration_ms=ms(position)),
        jingles=tuple(jingles),
    )
    return programme, tuple(paragraphs)


def _chapters(
    parts: Sequence[Part], starts: Sequence[tuple[int, int]], *, duration_ms: int
) -> tuple[Chapter, ...]:
    """One for each article, and the opening's."""
    ends_ms = [*(start_ms for start_ms, _ in starts[1:]), duration_ms]
    return tuple(
        Chapter(
            start_ms=start_ms,
            end_ms=end_ms,
            title=chapter_title(part.title, characters=TITLE_CHARACTERS),
            paragraph=paragraph,
            section=part.rubric,
            image=part.image,
        )
        for part, (start_ms, paragraph), end_ms in zip(parts, starts, ends_ms, strict=True)
    )


def opening_article(title: str, *, articles: int, language: str) -> Article:
    """What is said first: the digest's title, how many articles, and that a synthetic voice reads them."""
    said = "Un article, lu" if articles == 1 else f"{articles} articles, lus"
    return Article(
        title=title,
        language=language,
        paragraphs=(
            Paragraph(role="title", text=title),
            Paragraph(role="standfirst", text=f"{said} par une voix de synthèse."),
        ),
    )


def digest_fingerprint(
    title: str, editions: Sequence[tuple[Edition, str | None]], *, house_sha256: str = ""
) -> str:
    """SHA-256 of all that decides the digest: its title, each edition's sound, title and rubric in order, and the
    sounds of the house."""
    content = [PLAN_VERSION, title, *([e.audio.sha256, e.title, rubric] for e, rubric in editions)]
    content += [house_sha256] if house_sha256 else []
    return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()


def common_voice(voices: Sequence[VoiceFacts]) -> VoiceFacts:
    """The one voice, or several told as one: disclosed as the most synthetic among them."""
    different = list(dict.fromkeys(voices))
    most = max(different, key=lambda v: (v.neural, source_type_term(v) == "trainedAlgorithmicMedia"))
    if len(different) == 1:
        return most
    return replace(
        most,
        name="+".join(dict.fromkeys(v.name for v in different)),
        label=", ".join(dict.fromkeys(v.label or v.name for v in different)),
        license=", ".join(dict.fromkeys(v.license for v in different)),
    )
