"""What is asked of an edition, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from audioedition.fetch.full_text import FullText
from audioedition.model import Article, ChapterMode, EditedFacts, Edition, Inclusive
from audioedition.sound.encode import BIT_RATE_KBPS
from audioedition.speak.voices import AUTO


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionOptions:
    """What a newsroom wants of an edition. Every field has the default that suits most."""

    voice: str = AUTO
    rate: float | None = None
    """0.5 to 3, in place of the profile's; 1 = the voice's own speed."""
    chapters: ChapterMode = "auto"
    title: str | None = None
    """In place of the article's own."""
    id: str | None = None
    """What the article is called for good, in place of its address or its file's name."""
    keep: tuple[str, ...] = ()
    """Regular expressions: paragraphs that match are kept whatever the rules say."""
    drop: tuple[str, ...] = ()
    captions: bool = False
    site_rules: tuple[Path, ...] = ()
    """Folders of rules by site, beside the package's and the newsroom's own."""
    locale: str = "fr-FR"
    """How figures are said: fr-FR, fr-BE, fr-CH, fr-CA."""
    inclusive: Inclusive = "doublet"
    """How inclusive writing is said: both forms, the masculine alone, or the letters as they stand."""
    lexicon: Path | None = None
    """The newsroom's own, beside the house lexicon."""
    strict: bool = False
    """Fail where something in the text could not be read for certain."""
    listen: bool = False
    """Hear every sentence back and speak the doubtful ones again (extra ``[listen]``)."""
    full_text: FullText = "auto"
    """Of a feed's entry: its page, the feed's own text, or that where the page cannot be read."""
    watermark: bool = False
    """Lay an inaudible mark into the sound (extra ``[watermark]``)."""
    bit_rate_kbps: int = BIT_RATE_KBPS
    """48 to 192: one of ``BIT_RATES_KBPS``."""
    formats: tuple[str, ...] = ()
    """Beside the MP3, for pages: ``opus``, ``aac``. Those that stand already stay."""
    loudness: int = -16
    """LUFS on two speakers; −19 is the same, counted on one channel; −23 is broadcasting's."""
    opening: str | None = None
    """The opening words as a template: « {site}. {title}. Par {byline}. »"""
    intro: Path | None = None
    """The sounds of the house: before all…"""
    between: Path | None = None
    """…before each chapter but the first…"""
    outro: Path | None = None
    """…after all…"""
    bed: Path | None = None
    """…and under the opening words, ducked."""
    certified_by: str | None = None
    """Who vouches for the EPUB's accessibility, in its metadata."""
    force: bool = False
    """Speak and encode again what has not changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerAddress:
    """Another address than the one that an article is known by today, under which its edition may stand."""

    address: str
    told: bool
    """Its feed, a redirect for good or its page says that it is the same article."""
    told_of_found: bool = False
    """So it is of the edition that was once found by it, too: a page may show the article of the day."""
    asked: bool = True
    """It was found by it now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadArticle:
    """An article as it is to be spoken: read from its source, and perhaps corrected by a person."""

    article: Article
    identity: str
    """What stays the same when the article changes (``publish.folder.facts.identity_of``)."""
    by_name: bool = False
    """The identity is no more than a file's name: content decides which article of that name it is."""
    source: str | None = None
    """The file (absolute path) or address that it was read from; not published."""
    from_web: bool
    """It was fetched: its picture may be, too."""
    edited: EditedFacts | None = None
    """What a person writes in place of the page's own facts; ``None``: what stands in the edition already."""
    note: str = ""
    """The newsroom's own word on this revision."""
    former: tuple[FormerAddress, ...] = ()
    """Where its edition may stand, when none stands under ``identity``."""
    found_at: str = ""
    """What its page is known by today, where its edition bears the identity of an earlier address."""
    revision: int | None = None
    """Of the edition, as the person saw it: another one is somebody else's, not to be written over; 0 = none stood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Produced:
    """What came of one source."""

    status: Literal["made", "revised", "unchanged"]
    folder: Path
    edition: Edition
    notes: tuple[str, ...] = ()
    """Sentences for the person: warnings of the article, what could not be read, a fallback voice."""
    moved_from: str = ""
    """The address that the article had until now, where it has changed."""

    @property
    def audio_path(self) -> Path:
        return self.folder / self.edition.audio.path
