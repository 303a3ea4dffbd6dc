"""The vocabulary: frozen values that travel down the road. Nothing here touches the world.

Times are integer milliseconds, rounded once from frames at the edge. Text is NFC. ``text`` (printed) and
``spoken`` travel as a pair: the ear gets « trois virgule cinq pour cent », the transcript keeps « 3,5 % ».

All names are imported from here; in which module of the package one stands is nobody's business.
"""

from __future__ import annotations

from audioedition.model.article import DOUBTFUL, Article, Doubt, Dropped, Figure, Paragraph, Role
from audioedition.model.edition import (
    AudioFile,
    EditedFacts,
    Edition,
    EditionParagraph,
    Member,
    OtherSound,
    RecordedOptions,
    Revision,
    StoredEdition,
    VoiceFacts,
)
from audioedition.model.page import NO_ARTICLE_TYPES, Block, ForeignWords, Metadata, Page, Source
from audioedition.model.progress import OnProgress, Progress
from audioedition.model.reading import ReaderLimits
from audioedition.model.sound import (
    Chapter,
    ChapterMode,
    Clip,
    ClipFacts,
    Cue,
    Jingle,
    JingleKind,
    JinglePlace,
    Loudness,
    Programme,
    SpokenWord,
    Stretch,
    WordCue,
    flat_title,
)
from audioedition.model.speech import LOCALES, Inclusive, Pauses, RoleVoice, Script, Utterance, Voice

__all__ = [
    "DOUBTFUL",
    "LOCALES",
    "NO_ARTICLE_TYPES",
    "Article",
    "AudioFile",
    "Block",
    "Chapter",
    "ChapterMode",
    "Clip",
    "ClipFacts",
    "Cue",
    "Doubt",
    "Dropped",
    "EditedFacts",
    "Edition",
    "EditionParagraph",
    "Figure",
    "ForeignWords",
    "Inclusive",
    "Jingle",
    "JingleKind",
    "JinglePlace",
    "Loudness",
    "Member",
    "Metadata",
    "OnProgress",
    "OtherSound",
    "Page",
    "Paragraph",
    "Pauses",
    "Programme",
    "Progress",
    "ReaderLimits",
    "RecordedOptions",
    "Revision",
    "Role",
    "RoleVoice",
    "Script",
    "Source",
    "SpokenWord",
    "StoredEdition",
    "Stretch",
    "Utterance",
    "Voice",
    "VoiceFacts",
    "WordCue",
    "flat_title",
]
