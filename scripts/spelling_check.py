"""May these letters have these sounds in French? What a machine guessed wrongly loses a consonant or makes one up.

gruut's French lexicon holds names whose sounds were guessed by a machine (« Gargan » ɡaʁɑ̃, « Marcoussis » aʁkusi). An
entry is believed when its sounds can be laid along its letters, each consonant heard or silent where French lets it be.
"""

from __future__ import annotations

import re
from functools import cache

_VOWELS = "aeiouyɛɔøœəɑ"
_CONSONANTS = {
    letters: tuple(sounds.split("|"))
    for letters, sounds in (
        pair.split("=")
        for pair in """
        b=b|p c=k|s|ɡ ç=s d=d f=f g=ɡ|ʒ j=ʒ|dʒ k=k l=l|j m=m n=n|ɲ p=p q=k r=ʁ s=s|z t=t|s v=v w=w|v x=ks|ɡz|s|z
        z=z|s|ts|dz ch=ʃ|k|tʃ ph=f th=t gn=ɲ|ɡn gu=ɡ qu=k|kw ge=ʒ sh=ʃ sch=ʃ|sk sc=s|ʃ|sk il=j|il ill=j|il|ij
        ng=ŋ|ŋɡ|nɡ lh=j|l zz=dz tz=ts|s dj=dʒ tch=tʃ kh=k gh=ɡ nh=ɲ|n cc=ks|k|tʃ xc=ks
        """.split()
    )
}
_SILENT_AT_END = set("bcdfghlprstxz")
_SILENT_BEFORE_CONSONANT = set("dptlcsgb")
_LETTERS_OF_VOWELS = set("aeiouywàâäéèêëîïôöùûüœæÿ")


def fits(word: str, sounds: str) -> bool:
    """Whether ``sounds`` (IPA without marks) can be the sounds of ``word``, read as French reads."""
    if word.endswith("ach") and sounds.endswith("aʃ"):
        return False  # Alsace: « Lutterbach »
    letters = re.sub("[^a-zà-öø-ÿœ-]", "", word.lower())
    plain = re.sub(r"[ˈˌː^\- ]|\u0303", "", sounds.replace("ɥ", "y"))

    @cache
    def match(at: int, place: int) -> bool:
        if at == len(letters):
            return place == len(plain)
        letter = letters[at]
        if letter in _LETTERS_OF_VOWELS:
            return _vowel(at, place, letter)
        rest = letters[at + 1 :].partition("-")[0]
        if letter in "h-" and match(at + 1, place):
            return True
        if rest[:1] == letter and match(at + 1, place):
            return True  # a double consonant is one
        if letter in "nm" and (at and letters[at - 1] in _LETTERS_OF_VOWELS) and match(at + 1, place):
            return True  # nasal vowel
        end = not re.search("[aiouyàâéèêëîïôùû]|e(?!$|s$|nt$)", rest) and not rest.startswith("e")
        if letter in _SILENT_AT_END and end and match(at + 1, place):
            return True
        return (_may_be_silent(at, letter, rest) and match(at + 1, place)) or _heard(at, place)

    def _may_be_silent(at: int, letter: str, rest: str) -> bool:
        if letter in _SILENT_BEFORE_CONSONANT and rest and rest[0] not in _LETTERS_OF_VOWELS | set("rlh"):
            return True
        return (letter == "s" and rest[:1] == "l") or (
            letter == "t" and letters[max(0, at - 3) : at] == "mon"
        )

    def _heard(at: int, place: int) -> bool:
        for width in (3, 2, 1):
            unit = letters[at : at + width]
            for heard in _CONSONANTS.get(unit, ()) if len(unit) == width else ():
                if plain.startswith(heard, place) and match(at + width, place + len(heard)):
                    return True
        return False

    def _vowel(at: int, place: int, letter: str) -> bool:
        if (
            letter in "iouy"
            and plain[place : place + 1]
            and plain[place] in "jw"
            and match(at + 1, place + 1)
        ):
            return True
        if letter in "iw" and _heard(at, place):
            return True
        if match(at + 1, place):  # part of a digraph, or mute
            return True
        for width in (3, 2, 1):  # « y » between vowels, « oi »: up to three sounds
            piece = plain[place : place + width]
            if (
                len(piece) == width
                and all(sound in _VOWELS + "jw" for sound in piece)
                and match(at + 1, place + width)
            ):
                return True
        return False

    return match(0, 0)
