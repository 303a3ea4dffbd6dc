"""What stands in an edition's folder: ``edition.json``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from audioedition.model.article import Dropped, Role
from audioedition.model.page import ForeignWords
from audioedition.model.sound import Chapter, ChapterMode, Cue, Jingle, Loudness
from audioedition.model.speech import Inclusive


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
class OtherSound:
    """The sound of the MP3 in another codec, for pages; of the same length, so that every time holds for it too."""

    path: str
    """File name beside edition.json: the MP3's with another ending."""
    size_bytes: int
    duration_ms: int
    sha256: str
    bit_rate_kbps: int
    frame_rate: int
    media_type: str
    """With its codec: « audio/ogg; codecs=opus »."""


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
    watermark: str = ""
    """Which inaudible mark the sound bears: « perth 1.0.1 »; empty for none."""
    others: tuple[OtherSound, ...] = ()
    """In the order in which a page offers them, before the MP3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionParagraph:
    role: Role
    text: str
    status: Literal["spoken", "failed"] = "spoken"
    language: str | None = None
    foreign: tuple[ForeignWords, ...] = ()
    """As in ``Paragraph``; empty in editions of before."""
    table: bool = False
    """As in ``Paragraph``; false in editions of before."""


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
    note: str = ""
    """The newsroom's own word on it, for listeners too."""

    @property
    def told(self) -> tuple[str, ...]:
        """All that is told of it: the newsroom's word, then what was corrected."""
        return (self.note, *self.changes) if self.note else self.changes


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedFacts:
    """What a person wrote of an edition in place of what its page says: it stays when the page is read again.
    ``None``: as the page says; empty: there is none."""

    byline: str | None = None
    published: str | None = None
    image: str | None = None
    summary: str | None = None
    """For feed and books; never empty: without one it is the standfirst, or how the text begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedOptions:
    """What was wished of an edition and what may change without it: for ``audioedition status``."""

    voice: str = ""
    """As it was asked for: a name or ``auto``; empty in editions of before."""
    rate: float | None = None
    """In place of the voice's own."""
    chapters: ChapterMode = "auto"
    locale: str = "fr-FR"
    inclusive: Inclusive = "doublet"
    """How inclusive writing was said."""
    lexicon: str | None = None
    """File name of the newsroom's own, when one was named (in editions of before its path)."""
    site_rules: tuple[str, ...] = ()
    """Names of folders of rules by site, when some were named."""
    title: str | None = None
    """In place of the article's own."""
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    captions: bool = False
    strict: bool = False
    listen: bool = False
    watermark: bool = False
    bit_rate_kbps: int | None = None
    """``None`` in editions of before."""
    loudness_lufs: float = -16.0
    """The target, as heard on two speakers."""
    opening: str | None = None
    """The spoken opening words, where the newsroom has its own."""
    jingles: tuple[str, ...] = ()
    """File names of the sounds of the house."""
    jingles_sha256: str = ""
    """Of all of them."""
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
    """Stable for the same article (urn:uuid, version 5 of the ``identity`` it was made with): the feed's guid."""
    identity: str
    """Canonical URL, else ``file:`` + the file's name (+ hash of the text, when another article has that name), else
    ``stdin:`` + hash of the title; ``id:`` + what a person chose goes before all. In editions of before a path."""
    slug: str
    title: str
    url: str | None = None
    site: str | None = None
    byline: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str = "fr"
    image: str | None = None
    """Address of the article's picture."""
    certified_by: str = ""
    """Who vouches for the EPUB's accessibility; empty = nobody does, and nothing is claimed."""
    rubric: str | None = None
    """The section of the paper that the article stands in; podcast feeds may choose by it."""
    artwork: str | None = None
    """File name beside edition.json: that picture as a square JPEG of at most 300 kB."""
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
    jingles: tuple[Jingle, ...] = ()
    """The sounds of the house, where they are heard."""
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()
    edited: EditedFacts = EditedFacts()
    """What a person wrote in place of the page's own facts."""
    making: RecordedOptions | None = None
    """``None`` for a digest."""
    members: tuple[Member, ...] = ()
    """Of a digest: the editions that it joins, in order."""

    @property
    def duration_ms(self) -> int:
        return self.audio.duration_ms

    @property
    def sounds(self) -> tuple[AudioFile | OtherSound, ...]:
        """The MP3 and what stands beside it."""
        return (self.audio, *self.audio.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEdition:
    folder: Path
    edition: Edition
    files: frozenset[str]
    """Names of the files in the folder."""

    @property
    def audio_path(self) -> Path:
        return self.folder / self.edition.audio.path
