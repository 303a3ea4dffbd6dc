"""The vocabulary: frozen values that travel down the road. Nothing here touches the world.

Times are integer milliseconds, rounded once from frames at the edge. Text is NFC. ``text`` (printed) and
``spoken`` travel as a pair: the ear gets « trois virgule cinq pour cent », the transcript keeps « 3,5 % ».
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Role = Literal["title", "standfirst", "heading", "body", "quote", "list", "caption"]
ChapterMode = Literal["auto", "paragraph", "section"]


# --- what comes in ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Bytes as they were found, and where."""

    data: bytes
    media_type: str
    """``text/html``, ``text/plain``…, without parameters."""
    charset: str | None = None
    """As declared outside the bytes (HTTP header); a hint, not a truth."""
    url: str | None = None
    """Where it was finally found (after redirects), for http(s) sources."""
    path: str | None = None
    """Absolute path, for files; ``None`` for URLs and standard input."""
    fetched_at: datetime
    """Aware, UTC."""
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One visible piece of the source in reading order: what ``segment.py`` judges."""

    text: str
    position: int
    """0-based rank in reading order."""
    tag: str = "p"
    """HTML element name (``p``, ``h2``, ``li``, ``blockquote``, ``figcaption``…); ``p`` for plain text."""
    path: str = ""
    """Ancestors' names, ids and classes as one lower-case string; empty for plain text."""
    link_density: float = 0.0
    """Share of the characters that stand inside links, 0 to 1."""
    blank_before: int = 0
    """Blank lines before it, for plain text."""
    signals: frozenset[str] = frozenset()
    """Facts found by extraction, e.g. ``trafilatura`` (that library kept it), ``hidden``, ``in_article``."""
    ancestors: tuple[int, ...] = ()
    """Numbers of the block-level elements around it, outermost first, equal for blocks that share one."""
    links: tuple[tuple[int, int], ...] = ()
    """Start and end, in ``text``, of what stands inside links."""
    bold: float = 0.0
    """Share of the characters that are set in bold, 0 to 1."""
    left_out: tuple[tuple[str, str], ...] = ()
    """What was printed in it and is no part of ``text``: words, and why (``footnote``: the call; ``struck``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says of itself."""

    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    published: str | None = None
    """ISO 8601 date or date-time, as printed."""
    updated: str | None = None
    site: str | None = None
    url: str | None = None
    """Canonical URL."""
    language: str | None = None
    """BCP 47."""
    image: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A source taken apart: its own account of itself, and every visible block."""

    metadata: Metadata
    blocks: tuple[Block, ...]
    plain_text: bool = False
    """True when the source was plain text: no tags to go by."""
    body_text: str = ""
    """The article's text as the page declares it (JSON-LD ``articleBody``), often cut or without paragraphs."""
    free: bool | None = None
    """JSON-LD ``isAccessibleForFree``: False = the page says that a part is behind a paywall."""
    kind: str = ""
    """JSON-LD ``@type`` of the article: ``NewsArticle``, ``LiveBlogPosting``…; empty when not declared."""


# --- the article -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A piece that will be heard."""

    role: Role
    text: str
    """As printed, NFC, one line."""
    position: int = 0
    """The rank of its block in the source (several pieces of one block share it)."""
    language: str | None = None
    """BCP 47, only when it differs from the article's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A piece that will not be heard, and why."""

    text: str
    reason: str
    """comment_form ad related most_read share newsletter cookie paywall credit date byline navigation …"""
    rule: str
    """The rule that decided, so that a newsroom can find and change it."""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    title: str
    url: str | None = None
    site: str | None = None
    byline: str | None = None
    published: str | None = None
    """ISO 8601 date or date-time."""
    updated: str | None = None
    language: str = "fr"
    """BCP 47."""
    image: str | None = None
    paragraphs: tuple[Paragraph, ...]
    """Title first."""
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()
    """Sentences for the person (« article incomplet », « ce texte ne semble pas être en français »)."""

    @property
    def standfirst(self) -> str | None:
        return next((p.text for p in self.paragraphs if p.role == "standfirst"), None)


# --- voices and scripts ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """Silences in milliseconds."""

    sentence: int = 300
    body: int = 700
    """After a paragraph (also quote, caption)."""
    title: int = 1200
    opening: int = 900
    heading_before: int = 900
    heading: int = 700
    """After a heading."""
    list: int = 450
    """After a list item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleVoice:
    """How one role is heard when it is not heard like the rest."""

    voice: str | None = None
    """Name of another profile; ``None`` keeps this one."""
    rate: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A voice profile, as read from ``voices/NAME.toml``."""

    name: str
    """The file's stem."""
    label: str = ""
    """For people: « Pico (voix embarquée) »."""
    engine: str
    language: str = "fr-FR"
    rate: float = 1.0
    """1.0 = the voice's own speed; 0.5 to 3.0."""
    pauses: Pauses = field(default_factory=Pauses)
    options: Mapping[str, Any] = field(default_factory=dict)
    """The engine's own settings, checked by the engine."""
    roles: Mapping[str, RoleVoice] = field(default_factory=dict)
    license: str = ""
    """SPDX id or a short sentence, of the voice and its engine."""
    neural: bool = False
    """For disclosure: True = IPTC trainedAlgorithmicMedia."""
    priority: int = 0
    """``--voice auto`` takes the highest that is installed; 0 = never by itself."""
    description: str = ""
    fallback: str | None = None
    """The voice that speaks the whole article again when this one's service fails; never mixed within one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One engine call; several may share a sentence."""

    paragraph: int | None
    """Index into ``Article.paragraphs``; ``None`` = opening words."""
    sentence: int
    """0-based within the paragraph (or within the opening words)."""
    role: Role | Literal["opening"]
    text: str
    """Printed words of this piece; the pieces of a sentence joined by a space give it whole."""
    spoken: str
    """What the engine gets: at most its ``max_chars``."""
    pause_after_ms: int
    language: str | None = None
    """BCP 47, only when it differs from the voice's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    utterances: tuple[Utterance, ...]
    unread: tuple[str, ...] = ()
    """What the fidelity gate could not account for, one sentence for the person each."""


# --- sound -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """Sound of one utterance: mono, signed 16-bit little-endian."""

    pcm: bytes
    frame_rate: int
    """Hz."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    start_ms: int
    end_ms: int
    title: str
    paragraph: int | None = None
    """The first paragraph in it."""
    section: str | None = None
    """In a digest: the rubric or article that the chapter stands under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of a programme: a clip, or silence."""

    clip: str | None
    """Key in the clip store; ``None`` = silence."""
    frames: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """The joined sound as a plan: what follows what. The sound itself stays in the clip store."""

    frame_rate: int
    """Hz, of every clip in it."""
    stretches: tuple[Stretch, ...]
    cues: tuple[Cue, ...]
    chapters: tuple[Chapter, ...]

    @property
    def frames(self) -> int:
        return sum(stretch.frames for stretch in self.stretches)

    @property
    def duration_ms(self) -> int:
        return round(1000 * self.frames / self.frame_rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loudness:
    integrated_lufs: float
    """As heard on two speakers (EBU R 128, mono counted twice)."""
    true_peak_dbtp: float


# --- what stands in the folder: edition.json -------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceFacts:
    """The voice as the public may know it."""

    name: str
    label: str
    engine: str
    engine_version: str
    language: str
    license: str
    neural: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioFile:
    path: str
    """File name beside edition.json."""
    size_bytes: int
    duration_ms: int
    sha256: str
    bit_rate_kbps: int
    frame_rate: int
    media_type: str = "audio/mpeg"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionParagraph:
    role: Role
    text: str
    status: Literal["spoken", "failed"] = "spoken"
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One state of the edition over time; the last one is the current one."""

    number: int
    created_at: str
    """ISO 8601, UTC."""
    audio: str
    """File name of that revision's MP3 (the file may be gone)."""
    changes: tuple[str, ...] = ()
    """For listeners, in French: what was corrected. Empty for the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What was wished of an edition and what may change without it: for ``audioedition status``."""

    chapters: ChapterMode = "auto"
    locale: str = "fr-FR"
    lexicon: str | None = None
    """Path of the newsroom's own, when one was named."""
    title: str | None = None
    """In place of the article's own."""
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    captions: bool = False
    spoken_sha256: str = ""
    """Of all that the engine was given to speak."""
    voice_sha256: str = ""
    """Of the voice's profile, its engine's version and its model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One edition within a digest, as it was then."""

    id: str
    title: str
    audio_sha256: str
    rubric: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """It *is* ``edition.json``: feed, player, EPUB are rebuilt from it without speaking again."""

    id: str
    """Stable for the same article (urn:uuid, version 5 of ``identity``): the feed's guid."""
    identity: str
    """Canonical URL, else the source's absolute path, else ``stdin:`` + hash of the title."""
    slug: str
    title: str
    url: str | None = None
    site: str | None = None
    byline: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str = "fr"
    image: str | None = None
    voice: VoiceFacts
    created_at: str
    """First revision, ISO 8601 UTC."""
    revision: int = 1
    revisions: tuple[Revision, ...] = ()
    fingerprint: str
    """SHA-256 of all that decides the sound (script, voice, settings): equal = nothing to do."""
    audio: AudioFile
    loudness: Loudness
    paragraphs: tuple[EditionParagraph, ...]
    cues: tuple[Cue, ...]
    chapters: tuple[Chapter, ...]
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()
    making: Making | None = None
    """``None`` for a digest."""
    members: tuple[Member, ...] = ()
    """Of a digest: the editions that it joins, in order."""

    @property
    def duration_ms(self) -> int:
        return self.audio.duration_ms


# --- progress --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What ``on_progress`` is told: the library never prints."""

    stage: Literal["fetch", "segment", "speak", "listen", "encode", "publish"]
    done: int = 0
    total: int = 0
    """Of paragraphs while speaking."""
    text: str = ""


OnProgress = Callable[[Progress], None]
