"""The sounds that a word should have, and those of a word that was heard, in one alphabet. Pure.

``phonetics`` goes by spelling, and a listening model spells what it hears like French. Where the pronunciation layer
decided (names, words of two readings, what espeak-ng says wrongly) its sounds are compared instead: « fils » said as
« filles » is no near word then but another sound.
"""

from __future__ import annotations

import unicodedata

from audioedition.check.listen.phonetics import NEAR, phonetic_key
from audioedition.script.pronounce import decide
from audioedition.script.pronounce.lookup import dictionary, names

_SIGNS = {
    "a": "a", "ɑ": "a", "e": "e", "ɛ": "e", "i": "i", "o": "o", "ɔ": "o", "u": "u", "y": "y",
    "ø": "E", "œ": "E", "ə": "E", "j": "j", "w": "w", "ɥ": "y", "ʃ": "S",
    "ʒ": "Z", "ɲ": "N", "ŋ": "n", "ɡ": "g", "ʁ": "r",
}  # fmt: skip
_NO_SOUND = {ord(sign): None for sign in "ˈˌ "}
_NASALS = {"ɑ": "A", "ɛ": "I", "œ": "I", "ɔ": "O"}
RISKY = frozenset({"name", "sense", "foreign"})
"""Decisions whose words are worth an ear: a voice may say them in two ways, and both are words."""
MOST_HEARD = 4
"""Heard words opposite one expected word, at most; more is another matter than one sound."""


def key_of(ipa: str) -> str:
    """IPA in the alphabet of ``phonetics``."""
    signs = unicodedata.normalize("NFD", ipa.translate(_NO_SOUND))
    found = []
    for rank, sign in enumerate(signs):
        if sign == "\u0303":
            continue
        nasal = signs[rank + 1 : rank + 2] == "\u0303"
        found.append(_NASALS.get(sign, sign) if nasal else _SIGNS.get(sign, sign))
    return "".join(found)


def expected_sounds(spoken: str) -> dict[int, str]:
    """Where a risky word begins in the spoken text → the key of its sounds."""
    return {
        said.word.start: key_of(said.sounds)
        for said in decide(spoken).words
        if said.by in RISKY and said.sounds
    }


def heard_key(text: str) -> str:
    """Of a word as the model wrote it: as a name or a word of the dictionary is said, else by its spelling."""
    known = names().get(text.capitalize()) or names().get(text) or dictionary().find(text) or ""
    return phonetic_key(text) if not known or "=" in known else key_of(known)


def other_sounds(wanted: str, heard: str) -> float:
    """How many sounds differ clearly: another vowel or consonant, one too many or too few; near ones count nothing."""
    row = [float(n) for n in range(len(heard) + 1)]
    for rank, sound in enumerate(wanted, 1):
        before, row[0] = row[0], float(rank)
        for place, other in enumerate(heard, 1):
            pair = before + float(sound != other and (sound, other) not in NEAR)
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, pair)
    return row[-1]
