"""IPA -> a French respelling that a voice without phonemes reads nearly so."""

from __future__ import annotations

import re

SOUNDS: tuple[tuple[str, str], ...] = (
    ("tʃ", "tch"), ("dʒ", "dj"), ("ts", "ts"), ("dz", "dz"), ("aɪ", "aï"), ("aʊ", "aou"), ("eɪ", "eï"), ("ɔɪ", "oï"),
    ("oʊ", "o"), ("əʊ", "o"), ("wa", "oi"), ("ɥi", "ui"), ("ɑ̃", "an"), ("ɔ̃", "on"), ("ɛ̃", "in"), ("œ̃", "un"),
    ("ɲ", "gn"), ("ŋ", "ng"), ("ʃ", "ch"), ("ʒ", "j"), ("θ", "s"), ("ð", "z"), ("x", "kh"), ("χ", "kh"), ("ʁ", "r"),
    ("ɹ", "r"), ("ʀ", "r"), ("ɾ", "r"), ("u", "ou"), ("ʊ", "ou"), ("y", "u"), ("ø", "eu"), ("œ", "eu"), ("ə", "e"),
    ("ɜ", "eu"), ("ɐ", "a"), ("e", "é"), ("ɛ", "è"), ("æ", "a"), ("ɑ", "a"), ("ɒ", "o"), ("ʌ", "a"), ("ɔ", "o"),
    ("ɪ", "i"), ("ɨ", "i"), ("j", "y"), ("w", "ou"), ("ɥ", "u"), ("ɡ", "g"), ("k", "k"), ("ʔ", ""), ("ʎ", "ly"),
    ("ɬ", "l"), ("β", "v"), ("ɣ", "g"), ("ħ", "h"), ("ʕ", ""), ("q", "k"), ("ʂ", "ch"), ("ɕ", "ch"), ("ç", "ch"),
    ("ʐ", "j"), ("ʑ", "j"), ("ɟ", "dy"), ("c", "k"), ("ɯ", "eu"), ("ɤ", "eu"), ("ɵ", "eu"), ("ɶ", "eu"), ("ʏ", "u"),
    ("ʉ", "u"), ("ɚ", "eur"), ("ɝ", "eur"), ("ʋ", "v"), ("ɸ", "f"), ("ɫ", "l"), ("ɭ", "l"), ("ɻ", "r"), ("ɽ", "r"),
    ("ɳ", "n"), ("ɴ", "n"), ("ɱ", "m"), ("ɖ", "d"), ("ʈ", "t"), ("ɦ", "h"),
)  # fmt: skip
"""Longest first. Source: Association phonétique internationale; French spelling habits."""

_SILENT = re.compile("[ˈˌːˑ.|‿ʰʲʷ˞͜͡ '\\-/\\[\\]]")
_TABLE = dict(SOUNDS)
_MUTE_AT_END = frozenset([*"tdpszxgɡnmŋ", "ts", "dz"])
_SOUND = re.compile("|".join(sorted(map(re.escape, _TABLE), key=len, reverse=True)) + "|.", re.DOTALL)


def respell(ipa: str) -> str:
    """« ˈkiːjɪv » → « kiyiv ». Stress and length are left to the voice; words are kept apart."""
    return " ".join(_word(word) for word in ipa.split())


def _word(ipa: str) -> str:
    sounds = _SOUND.findall(_SILENT.sub("", ipa))
    letters = ""
    for at, sound in enumerate(sounds):
        written = _TABLE.get(
            sound, sound if sound.isascii() else ""
        )  # a sign of no table is no letter for a voice
        following = _TABLE.get(sounds[at + 1], sounds[at + 1]) if at + 1 < len(sounds) else ""
        if written == "g" and following[:1] in ("i", "é", "è", "e", "y"):
            written = "gu"
        elif (
            sound == "s"
            and letters
            and letters[-1] in "aeiouyéè"
            and following[:1]
            and following[0] in "aeiouyéè"
        ):
            written = "ss"
        elif written in ("an", "on", "in", "un") and following[:1] and following[0] in "bp":
            written = written[0] + "m"
        letters += written
    # a final consonant is mute in French: the e makes it heard
    return letters + "e" if sounds and sounds[-1] in _MUTE_AT_END else letters
