"""Saying that a machine reads: the sentences for people and the codes for machines. Pure.

Two rules ask for it: Regulation (EU) 2024/1689 (AI Act), article 50(2), wants synthetic sound marked in a
way that machines can read; Apple's podcast rules want it said in the sound and in the metadata.
"""

from __future__ import annotations

from audioedition.model import Voice, VoiceFacts
from audioedition.publish.words import all_words, interface_language

IPTC_BASE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
"""IPTC NewsCodes, scheme *Digital Source Type*: the concepts' URIs are http, not https."""

BUILT_FROM_RECORDINGS = frozenset({"pico", "gtts"})
"""Engines whose voices are statistical models of recorded speech, whatever their profile says of them. IPTC
keeps ``algorithmicMedia`` for what is « not based on any sampled training data »: a formant synthesiser."""


def disclosure_sentence(voice: Voice | VoiceFacts, language: str = "fr") -> str:
    """The line that stands before Play, in show notes and in the ID3 comment.

    ``language`` is BCP 47: English for English articles, French for all others.
    """
    words = all_words()[interface_language(language)]
    return words["disclosure_neural" if voice.neural else "disclosure"].format(voice.label or voice.name)


def source_type_term(voice: Voice | VoiceFacts) -> str:
    """The IPTC term alone: ``trainedAlgorithmicMedia`` or ``algorithmicMedia``."""
    trained = voice.neural or voice.engine in BUILT_FROM_RECORDINGS
    return "trainedAlgorithmicMedia" if trained else "algorithmicMedia"


def digital_source_type(voice: Voice | VoiceFacts) -> str:
    """The IPTC Digital Source Type of the sound, as a URI."""
    return IPTC_BASE + source_type_term(voice)


def schema_source_type(voice: Voice | VoiceFacts) -> str:
    """The same for JSON-LD: schema.org has its own names for the IPTC terms."""
    term = source_type_term(voice)
    return f"https://schema.org/{term[0].upper()}{term[1:]}DigitalSource"


def narrator(voice: Voice | VoiceFacts, language: str = "fr") -> str:
    """Who reads, where a format wants a name (EPUB, DAISY, M4B): never one that could pass for a person's."""
    kind = "synthetic voice" if interface_language(language) == "en" else "voix de synthèse"
    return f"{voice.label or voice.name}, {kind}"


def id3_disclosure(voice: Voice | VoiceFacts, language: str = "fr") -> dict[str, str]:
    """FFMETADATA keys to values: the ID3 comment, and what becomes ``TXXX:DigitalSourceType``.

    The term alone, not its URI: readers of ID3v2.3 take « / » for a separator of values (music-metadata does).
    """
    return {"comment": disclosure_sentence(voice, language), "DigitalSourceType": source_type_term(voice)}
