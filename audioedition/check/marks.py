"""All that tells of one sound file that a machine speaks in it: tags, comment, C2PA, watermark, spoken words. An edge.

Any file that ffmpeg reads, ours or not. A mark is there, is not, or could not be looked for; the last is never told as
the second.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from audioedition.check.moments import clock
from audioedition.check.probe import bears_manifest, read_tags
from audioedition.errors import AudioError, PublishError, UsageError
from audioedition.model import Cue
from audioedition.publish.folder.shelf import MANIFEST, read_edition
from audioedition.publish.sign import read_signature
from audioedition.sound.decode import opened_sound
from audioedition.sound.watermark.detect import FRAME_RATE, LEAST_S, WatermarkTrace, trace_watermark
from audioedition.sound.watermark.weights import SCHEME, require_watermark
from audioedition.system.ffmpeg import find_ffmpeg
from audioedition.system.files import sha256_of

Kind = Literal["tag", "comment", "c2pa", "watermark", "spoken"]
Said = tuple[int, str]
"""When (ms) and what."""
SYNTHETIC_TERMS = frozenset(
    {
        "trainedAlgorithmicMedia",
        "algorithmicMedia",
        "compositeSynthetic",
        "compositeWithTrainedAlgorithmicMedia",
    }
)
"""IPTC Digital Source Types that tell of a machine's making."""
NOTICE = re.compile(
    r"voix (?:de synth[eè]se|synth[eé]tique|artificielle|num[eé]rique)|synth[eè]se vocale|"
    r"intelligence artificielle|g[eé]n[eé]r[eé]e?s? (?:par|avec) (?:une |l['’])?ia\b|"
    r"synthetic voice|artificial intelligence|\bai[- ](?:generated|voice|narrated)|computer[- ]generated|"
    r"generated (?:by|with) ai\b|text[- ]to[- ]speech",
    re.IGNORECASE,
)
"""What such a notice says in French and English, as published podcasts and the guidance to the AI Act word it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    kind: Kind
    present: bool | None
    """``None``: it could not be looked for, and ``message`` says why."""
    message: str
    """A sentence, or the words of the mark itself."""
    confidence: float | None = None
    """0 to 1, of the watermark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksReport:
    audio: str
    """Path of the file."""
    duration_ms: int
    marks: tuple[Mark, ...]
    """One or more of each kind, in the order of ``Kind``."""

    @property
    def marked(self) -> bool:
        return any(mark.present for mark in self.marks)


def list_marks(where: Path, *, listen: Callable[[Path], tuple[Said, ...]] | None = None) -> MarksReport:
    """Of a sound file, or of an edition by its folder or edition.json.

    ``listen`` gives the words of a file's beginning and end, with their times; without it only an edition's own
    cues tell what is said. Raises UsageError (no such file), PublishError (a broken edition), AudioError (nothing
    that can be decoded; ffmpeg is missing).
    """
    path = _sound_file(where)
    find_ffmpeg()
    try:
        tags = {**read_tags(path, of_stream=True), **read_tags(path)}
        with opened_sound(path, frame_rate=FRAME_RATE) as sound:
            length_s = len(sound) / FRAME_RATE
            mark = _watermark(trace_watermark(sound), length_s=length_s) if _can_trace() else _UNTRACED
    except AudioError as error:
        raise _no_sound(path) from error
    if not length_s:
        raise _no_sound(path)
    marks = (*_tags(tags), _comment(tags), _signature(path), mark, _spoken(path, listen=listen))
    return MarksReport(audio=str(path), duration_ms=round(1000 * length_s), marks=marks)


def check_watermark(path: Path) -> Mark:
    """The watermark alone. Raises AudioError when the file cannot be decoded."""
    if not _can_trace():
        return _UNTRACED
    with opened_sound(path, frame_rate=FRAME_RATE) as sound:
        return _watermark(trace_watermark(sound), length_s=len(sound) / FRAME_RATE)


def _no_sound(path: Path) -> AudioError:
    return AudioError(
        f"{path} holds no sound that can be decoded.", hint="Name a sound file: MP3, M4A, Opus, WAV…"
    )


def _sound_file(where: Path) -> Path:
    if where.is_dir() or where.name == MANIFEST:
        where = read_edition(where).audio_path
    if not where.is_file():
        raise UsageError(f"There is no file {where}.", hint="Name a sound file, or an edition's folder.")
    return where


def _tags(tags: dict[str, str]) -> Iterator[Mark]:
    value = tags.get("digitalsourcetype", "")
    term = value.rstrip("/").rpartition("/")[2]
    if not value:
        yield Mark(kind="tag", present=False, message="No tag DigitalSourceType.")
    elif term in SYNTHETIC_TERMS:
        yield Mark(kind="tag", present=True, message=f"DigitalSourceType: {term}")
    else:
        yield Mark(
            kind="tag", present=False, message=f"The tag DigitalSourceType tells of no machine: {value}."
        )


def _comment(tags: dict[str, str]) -> Mark:
    text = " ".join(tags.get("comment", "").split())
    if not text:
        return Mark(kind="comment", present=False, message="No comment.")
    if not NOTICE.search(text):
        return Mark(
            kind="comment", present=False, message=f"The comment tells of no synthetic voice: « {text} »."
        )
    return Mark(kind="comment", present=True, message=f"« {text} »")


def _signature(path: Path) -> Mark:
    try:
        signature = read_signature(path)
    except UsageError:
        if bears_manifest(path):
            return Mark(
                kind="c2pa",
                present=True,
                message="A C2PA manifest stands in the file; the extra [c2pa] is needed to verify it.",
            )
        return Mark(
            kind="c2pa",
            present=None,
            message="Not looked for by C2PA’s own reader: the extra [c2pa] is missing.",
        )
    if signature is None:
        return Mark(kind="c2pa", present=False, message="No C2PA manifest.")
    origin = signature.source_type.rpartition("/")[2] or "–"
    return Mark(
        kind="c2pa",
        present=True,
        message=f"C2PA manifest by {signature.issuer or '–'}: {signature.state}, source type {origin}.",
    )


_UNTRACED = Mark(kind="watermark", present=None, message="Not looked for: the extra [watermark] is missing.")


def _can_trace() -> bool:
    try:
        require_watermark()
    except UsageError:
        return False
    return True


def _watermark(trace: WatermarkTrace, *, length_s: float) -> Mark:
    if not trace.windows:
        text = "Too short to tell." if length_s < LEAST_S else "Silence: there is nothing to tell it by."
        return Mark(kind="watermark", present=None, message=text)
    if not trace.found:
        return Mark(
            kind="watermark", present=False, message="No watermark was found.", confidence=trace.confidence
        )
    where = ", ".join(f"{clock(start)}–{clock(end)}" for start, end in trace.stretches)
    text = f"{SCHEME}, confidence {trace.confidence:.2f}, in {where}."
    if trace.speed != 1.0:
        text = f"{SCHEME}, confidence {trace.confidence:.2f}, in a sound that plays {trace.speed:g} times too fast."
    elif not trace.throughout:
        text = f"{SCHEME}, in a part of the sound only: {where}."
    return Mark(kind="watermark", present=True, message=text, confidence=trace.confidence)


def _spoken(path: Path, *, listen: Callable[[Path], tuple[Said, ...]] | None) -> Mark:
    heard = listen(path) if listen else _cues_of(path)
    if heard is None:
        return Mark(
            kind="spoken", present=None, message="Not listened for: --listen hears its first and last words."
        )
    for at_ms, text in heard:
        if found := NOTICE.search(text):
            words = _around(text, found)
            return Mark(
                kind="spoken", present=True, message=f"At {clock(at_ms)} or shortly after: « {words} »."
            )
    return Mark(kind="spoken", present=False, message="No spoken notice at the beginning or the end.")


def _around(text: str, found: re.Match[str], *, characters: int = 60) -> str:
    start, end = max(0, found.start() - characters), found.end() + characters
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


def _cues_of(path: Path) -> tuple[Said, ...] | None:
    """What an edition's own MP3 says first and last; ``None`` for any other file."""
    try:
        edition = read_edition(path.parent).edition
    except PublishError:
        return None
    if edition.audio.path != path.name or edition.audio.sha256 != sha256_of(path):
        return None
    ends: tuple[Cue, ...] = (*edition.cues[:3], *edition.cues[-2:])
    return tuple((cue.start_ms, cue.text) for cue in ends)
