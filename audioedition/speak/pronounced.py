"""How a voice will say a text: phonemes for voices that take them, the spelling for the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from audioedition.model import Voice
from audioedition.script.pronounce import Said, decide
from audioedition.speak.engines.espeak import espeak_voice

BY_PHONEMES = frozenset({"kokoro", "piper", "paradis"})
"""Engines that are given sounds; the others are given words."""
_LIGATURES = {
    "ʧ": "tʃ",
    "ʤ": "dʒ",
    "ʦ": "ts",
    "ʣ": "dz",
    "I": "aɪ",
    "W": "aʊ",
    "A": "eɪ",
    "O": "oʊ",
    "Q": "əʊ",
    "Y": "ɔɪ",
}
_DECIDED = {
    "name": "house",
    "joined": "house",
    "sense": "rule",
    "imperfect": "rule",
    "palatal": "rule",
    "devoiced": "rule",
    "respelt": "rule",
    "foreign": "rule",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidWord:
    """One word, how it is said, and who decided: lexicon, house, dictionary, rule or espeak."""

    word: str
    sounds: str
    """IPA, with a consonant tied to the next word."""
    by: str
    link: str
    """The rule of liaison to the next word, "" where none is made or avoided."""


def decided_sounds(spoken: str, voice: Voice) -> tuple[str, ...]:
    """What is decided about a text otherwise than the voice itself would say it; empty for voices that take words."""
    if voice.engine not in BY_PHONEMES or not espeak_voice(voice.language).startswith("fr"):
        return ()
    return decide(spoken).changes


def say_in_ipa(spoken: str, *, language: str) -> str:
    """IPA of a spoken text, with its punctuation. Raises VoiceError or EngineError without espeak-ng."""
    from audioedition.speak.engines.espeak_library import load_espeak, require_espeak
    from audioedition.speak.engines.kokoro.phonemes import phonemize_sentence

    require_espeak("neural")
    espeak = load_espeak()
    phonemes = phonemize_sentence(
        spoken, language=language, phonemize=lambda piece, by: espeak.phonemes(piece, voice=by)
    )
    return "".join(_LIGATURES.get(sign, sign) for sign in phonemes)


def say_words(spoken: str, *, language: str, lexicon: frozenset[str] = frozenset()) -> Iterator[SaidWord]:
    """Word by word; ``lexicon``: words that the newsroom's lexicon wrote."""
    for said in decide(spoken).words:
        by = "lexicon" if said.word.key in lexicon else _DECIDED.get(said.by, said.by)
        yield SaidWord(word=said.word.text, sounds=_sounds(said, language), by=by, link=said.rule)


def _sounds(said: Said, language: str) -> str:
    from audioedition.script.pronounce.liaison import Link, tie

    if said.by == "joined" and not said.sounds:
        return ""
    sounds = said.sounds or say_in_ipa(said.word.text, language=language).strip(" .,")
    return tie(said.word, sounds) if said.link is Link.TIED else sounds
