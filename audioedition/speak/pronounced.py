"""How a voice will say a text: phonemes for voices that take them, the spelling for the others."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass

from audioedition.model import Voice
from audioedition.script.lexicon import Lexicon, house_lexicon
from audioedition.script.pronounce import Said, decide
from audioedition.speak.engines.espeak import espeak_voice

_GLIDE = re.compile("(?<![ˈˌ])(?:y(?=ˈ?i)|(?<![bdfɡkptv][lʁ])y(?=ˈ?[aɑeɛioɔuøœ]))")
"""« nuit », « juin », « nuage », not « cruel », nor what bears a stress of its own (« QR », « Uefa »): espeak-ng's
French, and so the voices that learnt from it, write y there for ɥ. The voices are given that y; a reader of IPA
expects ɥ."""
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


def with_lexicon(voice: Voice, lexicon: Lexicon | None) -> Voice:
    """The voice with the sounds of the newsroom's ``ipa`` entries, where it takes sounds; others get respellings."""
    if lexicon is None or voice.engine not in BY_PHONEMES:
        return voice
    return dataclasses.replace(voice, sounds=lexicon.sounds(voice=voice.name, engine=voice.engine))


def decided_sounds(spoken: str, voice: Voice) -> tuple[str, ...]:
    """What is decided about a text otherwise than the voice itself would say it; empty for voices that take words."""
    if voice.engine not in BY_PHONEMES or not espeak_voice(voice.language).startswith("fr"):
        return ()
    return decide(spoken, voice.sounds).changes


def say_in_ipa(spoken: str, *, language: str, sounds: tuple[tuple[str, str], ...] = ()) -> str:
    """IPA of a spoken text, with its punctuation. Raises VoiceError or EngineError without espeak-ng."""
    from audioedition.speak.engines.espeak_library import load_espeak, require_espeak
    from audioedition.speak.engines.kokoro.phonemes import phonemize_sentence

    require_espeak("neural")
    espeak = load_espeak()
    phonemes = phonemize_sentence(
        spoken,
        language=language,
        phonemize=lambda piece, by: espeak.phonemes(piece, voice=by),
        sounds=sounds,
    )
    return _GLIDE.sub("ɥ", "".join(_LIGATURES.get(sign, sign) for sign in phonemes))


def say_entry(written: str, *, lexicon: Lexicon | None, voice: Voice) -> SaidWord:
    """How a word or name will be said by itself: IPA for voices that take sounds, else the spelling they are given.

    ``by`` names a lexicon, or what ``say_words`` names; « voice » or « espeak » where nobody decided. Raises
    VoiceError or EngineError without espeak-ng.
    """
    from audioedition.script.normalise import normalise

    own = with_lexicon(voice, lexicon)
    spoken = normalise(written, lexicon=lexicon, voice=own)
    known = "lexicon" if lexicon and lexicon.holds(written) else ""
    known = known or ("house" if house_lexicon().holds(written) else "")
    if voice.engine not in BY_PHONEMES:
        return SaidWord(word=written, sounds=spoken, by=known or "voice", link="")
    deciders = {said.by for said in say_words(spoken, language=own.language, sounds=own.sounds)}
    by = known or next((one for one in _STRONGEST if one in deciders), "espeak")
    sounds = say_in_ipa(spoken, language=own.language, sounds=own.sounds)
    return SaidWord(word=written, sounds=sounds.rstrip(" ."), by=by, link="")


_STRONGEST = ("lexicon", "house", "dictionary", "rule")


def say_words(
    spoken: str,
    *,
    language: str,
    lexicon: frozenset[str] = frozenset(),
    sounds: tuple[tuple[str, str], ...] = (),
) -> Iterator[SaidWord]:
    """Word by word; ``lexicon``: words that the newsroom's lexicon wrote; ``sounds``: what it says in IPA."""
    for said in decide(spoken, sounds).words:
        by = "lexicon" if said.word.key in lexicon else _DECIDED.get(said.by, said.by)
        yield SaidWord(word=said.word.text, sounds=_sounds(said, language), by=by, link=said.rule)


def _sounds(said: Said, language: str) -> str:
    from audioedition.script.pronounce.liaison import Link, tie

    if said.by == "joined" and not said.sounds:
        return ""
    sounds = said.sounds or say_in_ipa(said.word.text, language=language).strip(" .,")
    return tie(said.word, sounds) if said.link is Link.TIED else sounds
