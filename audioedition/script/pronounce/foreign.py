"""Sounds of other languages as French speakers make them: only what a French voice was taught comes out."""

from __future__ import annotations

import re
import unicodedata

FRENCH_SOUNDS = frozenset("a ɑ e ɛ i o ɔ u y ø œ ə b d f ɡ k l m n ɲ ŋ p ʁ s ʃ t v w z ʒ j ɥ".split()) | {
    "\u0303"
}
"""Kokoro's French: the sounds of espeak-ng's French voice, and the tilde of ɑ̃ ɛ̃ ɔ̃ œ̃."""
MARKS = frozenset("ˈˌː ")

_ENGLISH = (
    ("(?<=[bdfɡklmnpstvzʃʒŋθð])əl$", "œl"), ("aɪə", "aj"), ("aʊə", "aw"), ("ɔː(?=[lkz])", "ɔ"),
    ("ɔːɹ?", "ɔʁ"), ("aɪ", "aj"), ("aʊ", "aw"), ("ɔɪ", "ɔj"), ("eɪ|ɛɪ", "ɛ"), ("əʊ|oʊ", "o"),
    ("ɪə|iə", "iʁ"), ("eə|ɛə", "ɛʁ"), ("ʊə", "uʁ"), ("ɜː?ɹ?|ɚ|ɝ", "œʁ"), ("əɹ?$", "œʁ"), ("ɐ", "a"),
    ("ə", "ə"), ("æ", "a"), ("ɑː(?=[sθf]|n[stz])", "a"), ("ɑːɹ?", "aʁ"), ("ɒ", "ɔ"), ("ʌ", "œ"),
    ("ɪ|iː|ᵻ", "i"), ("ʊ|uː", "u"), ("tʃ", "tʃ"), ("dʒ", "dʒ"), ("θ", "s"), ("ð", "z"), ("ɹ|r|ɾ|ʀ|ɻ", "ʁ"),
    ("h|x|ç|χ|ħ|ɦ|ʔ|ʕ", ""), ("ɫ|ɭ|ʎ", "l"), ("β|ʋ", "v"), ("ɣ|ɢ|g", "ɡ"), ("c|q", "k"), ("ɟ", "dj"),
    ("ʂ|ɕ", "ʃ"), ("ʐ|ʑ", "ʒ"), ("ɯ|ɨ|ʉ", "i"), ("ɤ|ʊ", "o"), ("ʏ", "y"), ("ɵ", "ø"), ("ɶ", "œ"),
    ("ɳ|ɴ", "n"), ("ɱ", "m"), ("ʈ", "t"), ("ɖ", "d"), ("ɸ", "f"), ("ɥ", "ɥ"), ("ˠ|ʲ|ʰ|ʷ|ː|̩|̯|͡", ""),
)  # fmt: skip
"""Rewritten in this order; English is what espeak-ng takes most foreign words for."""
_COMPILED = tuple((re.compile(old), new) for old, new in _ENGLISH)


def adapt(sounds: str) -> str:
    """Another language's IPA (espeak-ng's) in French sounds, stress on the last syllable. Linear."""
    plain = re.sub(r"[ˈˌ^\-]", "", unicodedata.normalize("NFC", sounds))
    for old, new in _COMPILED:
        plain = old.sub(new, plain)
    return stress("".join(sign for sign in unicodedata.normalize("NFD", plain) if sign in FRENCH_SOUNDS))


def clean(sounds: str) -> str:
    """Only French sounds and marks: what a lexicon holds may be written by anybody."""
    return "".join(sign for sign in unicodedata.normalize("NFD", sounds) if sign in FRENCH_SOUNDS | MARKS)


def stress(sounds: str) -> str:
    """espeak-ng's mark before the last full vowel, none where the word has none."""
    bare = sounds.replace("ˈ", "")
    last = max((bare.rfind(vowel) for vowel in "aɑeɛioɔuyøœ"), default=-1)
    return bare if last < 0 else f"{bare[:last]}ˈ{bare[last:]}"
